"""Killed with -9 at any moment, a build or an update is taken up again and comes to the same mirror."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.eutils_server import record
from support.nlm import built, bulk_file

from claimcheck.catalogs.mirror.building import INDEX, RECORDS
from claimcheck.catalogs.mirror.engine import Reader
from claimcheck.catalogs.mirror.store import Store
from claimcheck.catalogs.mirror.verifying import verify

WORDS = [
    "walking",
    "pain",
    "back",
    "leg",
    "exercise",
    "review",
    "trial",
    "adults",
    "spine",
    "therapy",
    "manual",
    "work",
    "sleep",
]


def files(folder: Path) -> list[Path]:
    """Many small files of a baseline, and two updates that change, add and delete."""
    rng = random.Random(1)

    def several(pmids: range, note: str) -> list[str]:
        return [record(str(pmid), f"{note} {rng.choice(WORDS)}", " ".join(rng.choices(WORDS, k=120))) for pmid in pmids]

    made = [bulk_file(folder, n, several(range(n * 1000, n * 1000 + 200), "Baseline")) for n in range(1, 15)]
    made.append(bulk_file(folder, 15, several(range(1000, 1100), "Changed"), deleted=range(2000, 2100)))
    made.append(bulk_file(folder, 16, several(range(2050, 2150), "Again"), deleted=range(1000, 1050)))
    return made


def state(folder: Path) -> tuple[dict[int, bytes], list[int]]:
    with Store(folder / RECORDS) as store:
        pmids = [pmid for pmid, there in store.held() if there]
        return store.raw(pmids), sorted(Reader(folder / INDEX).pmids())


KILLER = """
import os, signal, sys
from claimcheck.catalogs.mirror.engine import Writer
from claimcheck.catalogs.mirror.store import Store
from claimcheck.cli.main import main

where, method, when, count = sys.argv[1:5]
kind = {"Store": Store, "Writer": Writer}[where]
real = getattr(kind, method)
left = int(count)

def killing(*given, **named):
    global left
    left -= 1
    if left <= 0 and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    done = real(*given, **named)
    if left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return done

setattr(kind, method, killing)
sys.exit(main(sys.argv[5:]))
"""
"""Runs the command, and kills its own process with -9 at the count-th call of a method, before or after it is done."""

POINTS = [
    ("Store", "learn_compression", "after", 1),
    ("Store", "put", "after", 1),
    ("Store", "put", "after", 150),
    ("Store", "note_file", "before", 1),
    ("Store", "note_file", "after", 1),
    ("Writer", "commit", "before", 1),  # the store has the file, the index has not
    ("Writer", "put", "after", 100),  # while that is being mended
    ("Writer", "commit", "before", 1),
    ("Writer", "commit", "after", 1),  # the index has it, and the store does not know
    ("Store", "note_indexed", "before", 1),
    ("Store", "note_indexed", "after", 1),
    ("Store", "put", "before", 250),
    ("Writer", "commit", "before", 2),
    ("Writer", "commit", "after", 2),
    ("Store", "put", "after", 300),
    ("Writer", "put", "before", 150),
    ("Store", "drop", "before", 1),
    ("Store", "drop", "after", 50),
    ("Writer", "commit", "before", 1),
    ("Store", "drop", "after", 30),
]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_twenty_kills_leave_the_mirror_that_one_run_makes(tmp_path: Path, jobs: str) -> None:
    """Every kind of moment in a build and an update: among records, around each commit, and while a kill is being mended."""
    made = files(tmp_path / "files")
    built(tmp_path / "whole", *made)
    command = ["mirror", "build", "--isolated", "--jobs", jobs, "--folder", str(tmp_path / "killed"), *map(str, made)]
    killed = [_run(point, command) for point in POINTS].count(-signal.SIGKILL)
    assert killed == len(POINTS)
    assert _run(("Store", "put", "after", 10**9), command) == 0
    assert verify(tmp_path / "killed", lambda done, of: None).faults == ()
    assert state(tmp_path / "killed") == state(tmp_path / "whole")


def _run(point: tuple[str, str, str, int], command: list[str]) -> int:
    killer = [sys.executable, "-c", KILLER, *map(str, point), *command]
    return subprocess.run(killer, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
