"""A run that is killed leaves whole files, and the next run continues."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.eutils_server import hang
from support.journeys import ALL_CASES, claims_file
from support.papers import CASES

from claimcheck import load_claims
from claimcheck.lockfile import read_lock


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_kill_at_any_moment_leaves_whole_files(
    project: Path, server: BooleanServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after each of its first requests in turn, find leaves files that read, and ends what is left at last."""
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", server.url)
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(*(case.claim for case in CASES[:6])))
    claims = len(load_claims(path))
    command = [sys.executable, "-m", "claimcheck", "find"]
    for requests in (1, 10, 19):  # in the middle of the searches, and with everything but the writing done
        seen = len(server.requests)
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while running.poll() is None and len(server.requests) < seen + requests:
            os.sched_yield()
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert not load_claims(path).problems
        assert len(load_claims(path)) == claims
        read_lock(project / "claims" / "evidence.lock.json")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(read_lock(project / "claims" / "evidence.lock.json").searches) == claims
    assert sorted(entry.name for entry in (project / "claims").iterdir() if not entry.name.endswith(".tmp")) == [
        "a.yaml",
        "evidence.lock.json",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_ctrl_c_ends_within_a_second_and_keeps_what_was_found(
    project: Path, server: BooleanServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody changes their mind while PubMed is silent: no waiting for a timeout, no traceback, exit 130."""
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", server.url)
    (project / "claims" / "a.yaml").write_text(ALL_CASES)
    server.always = hang(30)
    command = [sys.executable, "-m", "claimcheck", "find"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not server.requests:
        os.sched_yield()
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=10)  # far less than the server's silence
    assert running.returncode == 130
    assert "Traceback" not in err
    assert "interrupted; what was written until then stays" in err
