"""The state of the program itself, as bytes to compare: its code, the day, and the packages beside it.

Loaded at every start, so it imports next to nothing.
"""

import os
import sys
import time
from hashlib import blake2b

Stamps = dict[str, str]
"""Files with their size, times and number."""

_GONE = "gone"
_SETTLED_NS = 2_000_000_000
"""A file that was changed this long before it was looked at has another time of change when it is changed once more."""


def program() -> bytes:
    """This program's code, by the size and times of each file, the day, and where packages are looked for."""
    seen = [sys.version, time.strftime("%Y-%m-%d"), sys.getfilesystemencoding()]
    here = os.getcwd()  # `python -m` looks here first, and what is written here is seldom a package
    for folder in sys.path:
        seen += (folder, "" if folder in ("", here) else _stamp(folder))
    folders = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.is_dir():
                    folders += [entry.path] if entry.name != "__pycache__" else []
                else:
                    seen += (entry.path, _told(entry.stat()))
    return blake2b(os.fsencode("\0".join(seen)), digest_size=16).digest()  # no path holds a NUL


def modules(begun_ns: int) -> Stamps | None:
    """The files of what Python has loaded; None where one was changed since, or just before, the program began."""
    files = {str(getattr(module, "__file__", None) or "") for module in tuple(sys.modules.values())} - {""}
    stamps = dict.fromkeys(files, _GONE)
    for file in files:
        try:
            info = os.stat(file)
        except OSError:
            continue
        if max(info.st_mtime_ns, info.st_ctime_ns) + _SETTLED_NS > begun_ns:
            return None
        stamps[file] = _told(info)
    return stamps


def are_same(stamps: Stamps) -> bool:
    """Whether the files are as they were: a package may be edited in place."""
    return all(_stamp(file) == stamp for file, stamp in stamps.items())


def _stamp(path: str) -> str:
    try:
        return _told(os.stat(path))
    except OSError:
        return _GONE


def _told(info: os.stat_result) -> str:
    return f"{info.st_size} {info.st_mtime_ns} {info.st_ctime_ns} {info.st_ino}"
