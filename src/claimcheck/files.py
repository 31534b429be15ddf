"""Writing files so that nothing is lost: whole or not at all, and one process at a time."""

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from claimcheck.errors import EditError
from claimcheck.locking import try_lock, unlock
from claimcheck.tree import DISK

if sys.platform == "win32":
    import hashlib
    import tempfile

WAIT_SECONDS = 30.0
_POLL_SECONDS = 0.01
_STALE_SECONDS = 3600.0


def write_atomically(path: str | Path, data: bytes) -> None:
    """Replace a file's content so that a kill at any moment leaves the old or the new file.

    The bytes go to a hidden temporary file in the same folder, are synced, and renamed over the old file, whose permission
    bits are kept. For a symbolic link the file it points at is written; a device or pipe (``/dev/stdout``) is written to, and
    stays one. What a killed writer of this file left behind an
    hour ago or earlier goes. Raises `EditError` where the file cannot be written; nothing has changed then.
    """
    if DISK.kind(str(path)) == "other":  # putting a file in its place would destroy it
        _write_through(path, data)
        return
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}.tmp")
    try:
        _write_synced(temporary, data, _mode(target))
        temporary.replace(target)
        _forget_stale(target)
        _sync_folder(target.parent)
    except OSError as error:
        with suppress(OSError):  # a read-only file system refuses this too
            temporary.unlink(missing_ok=True)
        raise EditError(f"{path} cannot be written: {error.strerror or error}") from error
    except BaseException:  # interrupted: leave no rubbish behind
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def exclusive(path: str | Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Keep other processes and threads from changing files in the folder of `path`.

    The folder itself is locked (`flock`), so no lock file stays behind and a killed process frees it. All files of one
    folder share the lock and it is not re-entrant: taking it again inside waits in vain. Only those who ask for it are
    kept out. Raises `EditError` when it is not free within `wait` seconds.
    """
    folder = Path(os.path.realpath(path)).parent
    handle = _open_lock(folder)
    try:
        _acquire(handle, folder, time.monotonic() + wait)
        try:
            yield
        finally:
            unlock(handle)
    finally:
        os.close(handle)


def _write_through(path: str | Path, data: bytes) -> None:
    try:
        Path(path).write_bytes(data)
    except OSError as error:
        raise EditError(f"{path} cannot be written: {error.strerror or error}") from error


def _mode(target: Path) -> int | None:
    """The permission bits to keep; None for a new file, which gets the usual ones."""
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        return None


def _write_synced(path: Path, data: bytes, mode: int | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
        if mode is not None:
            path.chmod(mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _forget_stale(target: Path) -> None:
    """Remove the temporary files of killed writers. A living one that took an hour would be told, and lose nothing."""
    ours = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{12}}\.tmp")
    with suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            if ours.fullmatch(entry.name) and entry.stat(follow_symlinks=False).st_mtime < time.time() - _STALE_SECONDS:
                Path(entry.path).unlink()


def _acquire(handle: int, folder: Path, deadline: float) -> None:
    try:
        while not try_lock(handle):
            if time.monotonic() >= deadline:
                raise EditError(f"another process is changing files in {folder}; try again when it has finished")
            time.sleep(_POLL_SECONDS)
    except OSError as error:
        raise EditError(f"the folder cannot be locked on this file system: {error.strerror}") from error


if sys.platform == "win32":

    def _open_lock(folder: Path) -> int:
        """Folders cannot be locked here: a file in the temporary folder stands for each."""
        name = hashlib.sha256(str(folder).lower().encode()).hexdigest()[:32]
        return os.open(Path(tempfile.gettempdir()) / f"claimcheck-{name}.lock", os.O_RDWR | os.O_CREAT)

    def _sync_folder(folder: Path) -> None:
        """Windows has no such call; the rename is durable with the volume's journal."""

else:

    def _open_lock(folder: Path) -> int:
        try:
            return os.open(folder, os.O_RDONLY)
        except OSError as error:
            raise EditError(f"the folder {folder} cannot be opened: {error.strerror}") from error

    def _sync_folder(folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
