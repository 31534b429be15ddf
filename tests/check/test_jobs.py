"""`check --jobs`: several processes say what one says."""

import subprocess
import sys
from pathlib import Path

from support.gate import project

from claimcheck.claimfile import load_claims


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
