"""The pacer: one queue for all threads and processes of the machine, evenly spaced, honest about refusals."""

import errno
import os
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.catalogs.pubmed.pacing import Pacer
from claimcheck.catalogs.pubmed.transport import NCBI, Identity, _polite_rate


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self, now: float = 1000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds


def pacer(folder: Path, clock: Clock, rate: float = 3.0, name: str = "host address") -> Pacer:
    return Pacer(name, rate, folder=folder, clock=clock, sleep=clock.sleep)


def starts(pace: Pacer, clock: Clock, count: int) -> list[float]:
    found = []
    for _ in range(count):
        assert pace.wait()
        found.append(clock.now)
    return found


@pytest.mark.parametrize("rate", [3.0, 10.0])
def test_no_second_has_more_starts_than_allowed_and_little_is_wasted(tmp_path: Path, rate: float) -> None:
    clock = Clock()
    times = starts(pacer(tmp_path, clock, rate), clock, 200)
    assert max(sum(t <= other < t + 1.0 for other in times) for t in times) <= rate
    assert len(times) / (times[-1] - times[0]) >= 0.95 * rate


def test_two_pacers_of_one_name_share_the_slots(tmp_path: Path) -> None:
    clock = Clock()
    one, other = pacer(tmp_path, clock), pacer(tmp_path, clock)
    times = [t for _ in range(20) for p in (one, other) for t in starts(p, clock, 1)]
    assert min(b - a for a, b in pairwise(times)) >= 1 / 3


def test_another_key_or_host_has_its_own_queue(tmp_path: Path) -> None:
    clock = Clock()
    assert pacer(tmp_path, clock, name="host key a").wait()
    assert pacer(tmp_path, clock, name="host key b").wait()
    assert clock.now == 1000.0


def test_a_refusal_widens_the_spacing_which_narrows_again(tmp_path: Path) -> None:
    clock = Clock()
    pace = pacer(tmp_path, clock, 10.0)
    starts(pace, clock, 3)
    pace.refused(hold=2.0)
    pace.refused(hold=2.0)  # of the same burst
    before = clock.now
    times = starts(pace, clock, 400)
    gaps = [b - a for a, b in pairwise(times)]
    assert times[0] - before >= 2.0
    assert 0.12 < gaps[0] < 0.16  # 0.105 without the refusal
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] < 0.106


def test_a_slot_after_the_latest_moment_is_not_taken(tmp_path: Path) -> None:
    clock = Clock()
    pace = pacer(tmp_path, clock)
    assert pace.wait()
    assert not pace.wait(latest=clock.now + 0.1)
    assert clock.now == 1000.0
    starts(pace, clock, 1)
    assert clock.now < 1000.4, "the refused reservation left no hole"


@pytest.mark.parametrize("later", [5.0, 999.0])
def test_a_clock_that_jumped_back_is_noticed(tmp_path: Path, later: float) -> None:
    clock = Clock()
    pace = pacer(tmp_path, clock)
    starts(pace, clock, 5)
    clock.now = later - 5.0
    assert pace.wait()
    assert clock.now <= later, "no waiting for a moment of the old clock"


@given(damage=st.binary(max_size=64))
def test_a_damaged_state_file_neither_fails_nor_blocks(tmp_path_factory: pytest.TempPathFactory, damage: bytes) -> None:
    folder, clock = tmp_path_factory.mktemp("state"), Clock()
    pace = pacer(folder, clock)
    (state,) = folder.iterdir()
    state.write_bytes(damage)
    times = starts(pace, clock, 3)
    assert times[0] <= 1000.0 + 120.0
    assert times[2] - times[1] >= 1 / 3


def test_a_crowd_that_is_stopped_leaves_no_long_gap(tmp_path: Path) -> None:
    stopped = [Pacer("x", 3.0, folder=tmp_path, clock=lambda: 1000.0, sleep=lambda _: True) for _ in range(30)]
    assert [pace.wait() for pace in stopped] == [True] + [False] * 29
    clock = Clock()
    assert Pacer("x", 3.0, folder=tmp_path, clock=clock, sleep=clock.sleep).wait()
    assert clock.now <= 1003.0


def test_the_key_is_not_in_the_file_or_its_name(tmp_path: Path) -> None:
    pacer(tmp_path, Clock(), name="host key 0123456789abcdef").wait()
    (state,) = tmp_path.iterdir()
    assert "0123456789abcdef" not in state.name
    assert b"0123456789abcdef" not in state.read_bytes()


def test_without_any_folder_to_write_a_process_still_paces_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "file"))
    clock = Clock()
    pace = pacer(tmp_path / "file" / "below", clock)
    times = starts(pace, clock, 4)
    assert times[-1] - times[0] >= 1.0


def test_on_a_full_disk_a_process_still_paces_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    pace = pacer(tmp_path, clock)

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.write", full)
    times = starts(pace, clock, 4)
    assert times[-1] - times[0] >= 1.0


def test_threads_never_get_one_slot_twice(tmp_path: Path) -> None:
    slept: list[float] = []
    lock = threading.Lock()

    def note(seconds: float) -> None:
        with lock:
            slept.append(round(seconds, 6))

    pace = Pacer("x", 1000.0, folder=tmp_path, clock=lambda: 1000.0, sleep=note)
    threads = [threading.Thread(target=lambda: [pace.wait() for _ in range(25)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(slept) == len(set(slept)) == 199


def test_processes_never_get_one_slot_twice(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from claimcheck.catalogs.pubmed.pacing import Pacer\n"
        "p = Pacer('x', 1000.0, folder=Path(sys.argv[1]), clock=lambda: 1000.0, sleep=lambda s: print(round(s, 6)))\n"
        "for _ in range(50): p.wait()"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    slots = [line for run in runs for line in run.communicate()[0].split()]
    assert len(slots) == len(set(slots)) == 149


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks are of Unix")
def test_a_killed_holder_blocks_nobody(tmp_path: Path) -> None:
    clock = Clock()
    pace = pacer(tmp_path, clock)
    (state,) = tmp_path.iterdir()
    code = (
        "import fcntl, os, sys; d = os.open(sys.argv[1], os.O_RDWR); fcntl.flock(d, fcntl.LOCK_EX)\n"
        "print('locked', flush=True); os.kill(os.getpid(), 9)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(state)], capture_output=True, text=True, check=False)
    assert run.stdout == "locked\n"
    assert pace.wait()


@pytest.mark.parametrize(
    ("base", "key", "wanted", "rate"),
    [
        (NCBI, None, None, 3.0),
        (NCBI, "k", None, 10.0),
        (NCBI, None, 50.0, 3.0),
        (NCBI, "k", 50.0, 10.0),
        (NCBI, None, 1.0, 1.0),
        ("https://EUTILS.ncbi.nlm.nih.gov/x/", None, 50.0, 3.0),
        ("http://127.0.0.1:1/", None, 50.0, 50.0),
        ("https://nih.gov.example.org/", None, None, 3.0),
    ],
)
def test_ncbi_is_never_asked_faster_than_it_allows(
    base: str, key: str | None, wanted: float | None, rate: float
) -> None:
    """A higher rate is for a server of one's own."""
    assert _polite_rate(base, Identity(api_key=key), wanted) == rate
