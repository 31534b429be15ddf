"""Writers of one file wait for each other, and a kill leaves the old or the new file."""

import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.claims import one_claim, proposal, write_claims

from claimcheck.claimfile import add_citation, load_claims
from claimcheck.errors import EditError
from claimcheck.files import exclusive, write_atomically

ADD_MANY = """
import sys
from claimcheck.claimfile import add_citation
from claimcheck.identifiers import Pmid
from claimcheck.model import Citation
path, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
for number in range(first, last):
    add_citation(path, "walking-helps", Citation(pmid=Pmid(number)))
    print(number, flush=True)
"""


def adder(path: Path, first: int, last: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", ADD_MANY, str(path), str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_that_add_to_one_file_lose_nothing(tmp_path: Path) -> None:
    path = write_claims(tmp_path, one_claim())
    writers = [adder(path, first, first + 25) for first in (99_000_100, 99_000_200)]
    errors = [writer.communicate(timeout=60)[1] for writer in writers]
    assert errors == ["", ""]
    (claim,) = load_claims(path)
    assert len({citation.pmid for citation in claim.citations}) == 50
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_writer_leaves_a_whole_file(tmp_path: Path) -> None:
    path = write_claims(tmp_path, one_claim())
    for attempt in range(4):
        first = 99_000_000 + 1000 * (attempt + 1)
        writer = adder(path, first, first + 1000)
        assert writer.stdout
        for _ in range(3 + 4 * attempt):
            told = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        claims = load_claims(tmp_path)
        assert claims.problems == ()
        assert str(told) in [citation.pmid for citation in claims.claims[0].citations]


def test_waiting_for_another_process_ends_in_a_sentence(tmp_path: Path) -> None:
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with exclusive(tmp_path / "a.yaml"):
            held.set()
            done.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(30)
    with pytest.raises(EditError, match="another process is changing files"), exclusive(tmp_path / "b.yaml", wait=0.05):
        pass
    done.set()
    thread.join()
    with exclusive(tmp_path / "b.yaml", wait=0):
        pass


def test_permission_bits_and_links_are_kept(tmp_path: Path) -> None:
    path = write_claims(tmp_path, "old")
    path.chmod(0o640)
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "link.yaml"
    link.symlink_to(path)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.yaml", "link.yaml", "links"]


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such pipes")
def test_a_device_or_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    """As root, a report to /dev/stdout or /dev/null would else put a file in the place of the machine's device."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_atomically(pipe, b"new")
    assert os.read(reader, 9) == b"new"
    os.close(reader)
    assert [(path.name, path.is_fifo()) for path in tmp_path.iterdir()] == [("pipe", True)]


def test_what_a_killed_writer_left_goes_with_a_later_write(tmp_path: Path) -> None:
    """Only our own, of this very file, and only what no living writer can be busy with."""
    names = [".a.yaml.0123456789ab.tmp", ".b.yaml.0123456789ab.tmp", ".a.yaml.tmp", ".a.yaml.notes.tmp"]
    for name in (*names, ".a.yaml.ba9876543210.tmp"):
        (tmp_path / name).write_text("half a fi")
    for name in names:
        os.utime(tmp_path / name, (0, 0))
    write_atomically(tmp_path / "a.yaml", b"new")
    assert {path.name for path in tmp_path.iterdir()} == {"a.yaml", ".a.yaml.ba9876543210.tmp", *names[1:]}


def test_what_cannot_be_written_is_an_edit_error_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(EditError, match="cannot be written"):
        write_atomically(tmp_path / "no-folder" / "a.yaml", b"")
    with pytest.raises(EditError, match="cannot be written"):
        write_atomically(tmp_path, b"a folder")
    with pytest.raises(EditError, match="cannot be read"):
        add_citation(tmp_path / "missing.yaml", "walking-helps", proposal())
    assert [*tmp_path.iterdir()] == []


def test_an_edit_without_effect_does_not_touch_the_file(tmp_path: Path) -> None:
    path = write_claims(tmp_path, one_claim())
    assert add_citation(path, "walking-helps", proposal())
    before = path.stat()
    assert not add_citation(path, "walking-helps", proposal())
    assert path.stat() == before
