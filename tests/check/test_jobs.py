"""`check --jobs`: several processes say what one says."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.gate import TODAY, project

from claimcheck import check
from claimcheck.claimfile import load_claims
from claimcheck.errors import UsageError


def test_several_processes_find_the_same_in_the_same_order(tmp_path: Path) -> None:
    """Findings of every sort, across files: an id that stands twice, a file that cannot be read, a claim without a source."""
    home = project(tmp_path, "claims:\n  - {id: a, statement: A.}\n  - {id: b, statement: B., stance: no}\n")
    for number in range(40):
        (home / f"n{number:02}.yaml").write_text(
            f"claimcheck: 1\nclaims:\n  - {{id: n{number // 2}, statement: N., citations: [{{pmid: 9900000{number % 9}}}]}}\n"
        )
    (home / "bad.yaml").write_text("claimcheck: [\n")
    command = [sys.executable, "-m", "claimcheck", "check", str(home), "--isolated", "--format", "json"]
    alone, together = (
        subprocess.run([*command, *more], capture_output=True, check=False) for more in ((), ("--jobs", "2"))
    )
    assert (alone.returncode, alone.stdout, alone.stderr) == (together.returncode, together.stdout, together.stderr)
    assert alone.returncode == 1
    assert {"CC001", "CC002", "CC003"} <= {problem.code for problem in load_claims(home).problems}


def test_a_worker_that_lives_on_sees_a_lock_that_changed_within_a_tick_of_the_clock(tmp_path: Path) -> None:
    """Contents are compared, not times: the same size and time of change, and another paper known."""
    home = project(tmp_path, "claims:\n  - {id: a, statement: A., citations: [{pmid: 99000001, stance: supports}]}\n")
    lock = home / "evidence.lock.json"
    known = lock.read_bytes()
    with ThreadPoolExecutor(1) as executor:
        before = check(home, today=TODAY, executor=executor)
        times = lock.stat()
        lock.write_bytes(known.replace(b"99000001", b"99009999"))
        os.utime(lock, ns=(times.st_atime_ns, times.st_mtime_ns))
        assert lock.stat().st_size == times.st_size
        assert check(home, today=TODAY, executor=executor) == check(home, today=TODAY) != before


def test_an_executor_that_takes_no_work_is_a_usage_error(tmp_path: Path) -> None:
    """As one is that was shut down."""
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(UsageError, match="check: executor takes no work: cannot schedule new futures"):
        check(project(tmp_path, "claims: []\n"), executor=executor)
