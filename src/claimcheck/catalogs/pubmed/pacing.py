"""One pacer for every thread and process of the machine: reserve the next slot under a file lock, then sleep until it.

NCBI allows 3 requests a second for an address and 10 with an API key, and counts starts, refused ones included (NBK25497).
Slots stand evenly spaced with a margin, the tightest schedule that a sliding window accepts; a refusal widens the spacing,
which then narrows slowly. A process that dies loses the slots it had reserved, at most two seconds of them.

The shared state is a file of four numbers, named by a hash. Times are of `time.monotonic`, which is system-wide; when
it is seen to run backwards (a reboot, a restored file) the state is forgotten.
"""

import hashlib
import os
import stat
import struct
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from claimcheck.locking import lock, unlock
from claimcheck.user_folders import state_folder

_MARGIN: Final = 1.05
_WIDEN: Final = 1.25
_WIDEST: Final = 2.0
_NARROW: Final = 0.95  # half the extra width is gone after fourteen starts without a refusal
_AHEAD: Final = 2.0  # seconds; slots are reserved no further ahead
_HORIZON: Final = 120.0  # no slot and no hold honestly lies further ahead: the clock was changed
_FORGET: Final = 86_400.0  # state files unused for a day are removed


@frozen
class _State:
    """`free`: the first moment not yet reserved; `stamp`: the clock when it was written; `width`: spacing factor;
    `refused`: when a refusal last widened it.
    """

    free: float = 0.0
    stamp: float = 0.0
    width: float = 1.0
    refused: float = float("-inf")

    def sane_at(self, now: float) -> "_State":
        """Itself, or a fresh state when the clock jumped since it was written."""
        held = self.stamp <= now + 1.0 and self.free - now <= _HORIZON and 1.0 <= self.width <= _WIDEST
        return self if held else _State(stamp=now)


_FORMAT: Final = struct.Struct("<4d")


class Pacer:
    """Paces the starts of requests to one host under one key or, without a key, one address.

    `name` identifies the host and key and is only ever hashed. `rate` is in starts a second. `clock` and `sleep` are
    for tests. Safe to share between threads and to fork.
    """

    def __init__(
        self,
        name: str,
        rate: float,
        *,
        folder: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._interval = _MARGIN / rate
        self._clock = clock
        self._sleep = sleep
        self._own = _State(stamp=clock())
        self._own_lock = threading.Lock()
        label = hashlib.sha256(name.encode()).hexdigest()[:20]
        self._path = _usable_file(f"pace-{label}.bin", folder)

    def wait(self, latest: float | None = None) -> bool:
        """Sleep until the next free slot and take it. False, without a slot, if it lies after `latest` or when `sleep`
        returned true (was interrupted).

        Slots are reserved only a little ahead, so that a crowd that is stopped or dies leaves no long gap behind.
        """
        while True:
            now = self._clock()
            with self._state(now) as (state, write):
                slot = max(now, state.free)
                if latest is not None and slot > latest:
                    return False
                early = slot - now - _AHEAD
                if early <= 0:
                    width = 1.0 + (state.width - 1.0) * _NARROW
                    write(evolve(state, free=slot + self._interval * width, stamp=now, width=width))
            if early <= 0:
                return slot <= now or not self._sleep(slot - now)
            if self._sleep(max(early, 0.02)):
                return False

    def refused(self, hold: float = 0.0) -> None:
        """The server said that requests come too fast: widen the spacing, and start nothing for `hold` seconds (60 at most)."""
        now = self._clock()
        with self._state(now) as (found, write):
            state = evolve(found, free=max(found.free, now + min(hold, 60.0)), stamp=now)
            if now - state.refused >= 1.0:  # several refusals of one burst are one event
                state = evolve(state, width=min(_WIDEST, state.width * _WIDEN), refused=now)
            write(state)

    @contextmanager
    def _state(self, now: float) -> Iterator[tuple[_State, Callable[[_State], None]]]:
        """The state and the way to write it, under the lock; falls back to this process's own when the file fails."""
        descriptor = _open_locked(self._path) if self._path else None
        if descriptor is None:
            with self._own_lock:
                yield self._own.sane_at(now), self._write_own
            return
        try:
            yield _read(descriptor).sane_at(now), lambda state: self._write(descriptor, state)
        finally:
            _close(descriptor)

    def _write(self, descriptor: int, state: _State) -> None:
        try:
            _write(descriptor, state)
        except OSError:  # a full disk: from now on this process paces itself
            self._path, self._own = None, state

    def _write_own(self, state: _State) -> None:
        self._own = state


def _usable_file(name: str, folder: Path | None) -> Path | None:
    """The state file in the first folder that can be written: the given or user's, then the temporary one."""
    user = str(os.getuid()) if sys.platform != "win32" else "user"
    for found in (folder or Path(state_folder()), Path(tempfile.gettempdir()) / f"claimcheck-{user}"):
        with suppress(OSError):
            found.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = _open_locked(found / name)
            if descriptor is not None:
                _close(descriptor)
                _forget_old(found)
                return found / name
    return None


def _forget_old(folder: Path) -> None:
    oldest = time.time() - _FORGET
    for path in folder.glob("pace-*.bin"):
        with suppress(OSError):
            if path.stat().st_mtime < oldest:
                path.unlink()


def _open_locked(path: Path) -> int | None:
    """A descriptor of our own with the lock held, so that threads, forks and other programs exclude each other."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError:
        return None
    try:
        lock(descriptor)
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None


def _close(descriptor: int) -> None:
    unlock(descriptor)
    os.close(descriptor)


def _read(descriptor: int) -> _State:
    os.lseek(descriptor, 0, os.SEEK_SET)
    data = os.read(descriptor, _FORMAT.size)
    return _State(*_FORMAT.unpack(data)) if len(data) == _FORMAT.size else _State()


def _write(descriptor: int, state: _State) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, _FORMAT.pack(state.free, state.stamp, state.width, state.refused))
