"""Locks on open files, which the system frees when their process dies: `flock`, or `msvcrt.locking` on Windows."""

import os
import sys
import time
from contextlib import suppress

if sys.platform == "win32":
    import msvcrt

    def try_lock(handle: int) -> bool:
        """Take the lock if it is free. Raises `OSError` where the file system has no locks."""
        os.lseek(handle, 0, os.SEEK_SET)
        with suppress(PermissionError):
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            return True
        return False

    def lock(handle: int) -> None:
        """Wait for the lock."""
        while not try_lock(handle):  # LK_LOCK would wait by whole seconds; holders keep it for microseconds
            time.sleep(0.001)

    def unlock(handle: int) -> None:
        """Give the lock back; closing the file does so too."""
        with suppress(OSError):
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def try_lock(handle: int) -> bool:
        """Take the lock if it is free. Raises `OSError` where the file system has no locks."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def lock(handle: int) -> None:
        """Wait for the lock."""
        fcntl.flock(handle, fcntl.LOCK_EX)

    def unlock(handle: int) -> None:
        """Give the lock back; closing the file does so too."""
        fcntl.flock(handle, fcntl.LOCK_UN)
