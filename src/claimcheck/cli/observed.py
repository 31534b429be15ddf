"""The state of what a check rests on, as bytes to compare: the program, the day, and the content of files.

Loaded at every start, so it imports next to nothing. Content is compared, never times of change: a checkout within a second
is seen. Where the state cannot be told for sure (links below a claims folder, a pipe, a file that changes meanwhile),
`Unsure` is raised, and the caller checks anew.
"""

import errno
import os
import stat
import sys
import time
from hashlib import blake2b

SUFFIXES = (".yaml", ".yml")
PROJECT_MARKS = (".git", "pyproject.toml", "claimcheck.toml")
_LARGEST = 250_000_000
_LASTING = (errno.ENOENT, errno.ENOTDIR, errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENAMETOOLONG)
"""Why a file cannot be read, as long as nobody changes it. Anything else may pass between two looks."""
_SETTLED_NS = 2_000_000_000
"""A file that was changed this long before it was read has another time of change when it is changed once more."""

Stamp = tuple[int, int, int, int, int]


class Unsure(Exception):  # noqa: N818 - it is no error
    """The state cannot be told."""


class Observer:
    """Tells states; a file that has rested since it was last looked at is not read again.

    One that is another file than at the last look may have held anything in between, so that its state cannot be told.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[Stamp, int, bytes]] = {}

    def state(self, files: list[str], claims: list[str], articles: list[tuple[str, str]]) -> bytes:
        """The state of single files, of claims files or folders of them, and of articles (claims file, path as written).

        Raises `Unsure`, and `OSError` for a folder that cannot be listed.
        """
        try:
            return self._state(files, claims, articles)
        except ValueError:  # a path that no file can have
            raise Unsure from None

    def _state(self, files: list[str], claims: list[str], articles: list[tuple[str, str]]) -> bytes:
        seen = blake2b(digest_size=16)
        for path in files:
            _add(seen, path, self._file(path))
        for path in claims:
            _add(seen, path, os.path.realpath(path))
            for name in _claims_files(path):
                _add(seen, name, self._file(name))
        for claims_path, written in articles:
            folder = os.path.dirname(claims_path)
            path = os.path.join(folder, written)
            _add(seen, path, os.path.realpath(path), *_marks(folder), self._file(path))
        return seen.digest()

    def _file(self, path: str) -> bytes:
        """The digest of a file's content, or why there is none."""
        try:
            info = os.stat(path)
            if stat.S_ISDIR(info.st_mode):
                return b"a folder"
            if not stat.S_ISREG(info.st_mode) or info.st_size > _LARGEST:  # a pipe says something else each time
                raise Unsure
            return self._digest(path, info)
        except OSError as error:
            if error.errno not in _LASTING:
                raise Unsure from None
            return b"errno %d" % error.errno

    def _digest(self, path: str, info: os.stat_result) -> bytes:
        stamp = (info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)
        known = self._known.get(path)
        if known and known[0] != stamp:
            raise Unsure
        if known and max(stamp[3:]) + _SETTLED_NS < known[1]:
            return known[2]
        now = time.time_ns()
        with open(path, "rb", buffering=0) as file:
            digest = blake2b(file.read(), digest_size=16).digest()
        self._known[path] = stamp, now, digest
        return digest


def _add(seen: blake2b, *parts: str | bytes) -> None:
    """Each part with its length, so that no two lists of parts look alike."""
    for part in parts:
        data = part if isinstance(part, bytes) else os.fsencode(part)
        seen.update(b"%d:" % len(data))
        seen.update(data)


def _claims_files(path: str) -> list[str]:
    """The claims files of a folder, as `claimfile.load` finds them; the path itself where it is none."""
    if not os.path.isdir(path):
        return [path]
    found, folders = [], [path]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_symlink():
                    raise Unsure
                if entry.is_dir():
                    folders.append(entry.path)
                elif entry.name.endswith(SUFFIXES):
                    found.append(entry.path)
    return sorted(found)


def _marks(folder: str) -> list[str]:
    """Which folders upward have a project's mark: what decides whether an article lies within the project."""
    here, found = os.path.realpath(folder), []
    while True:
        found += [here] if any(os.path.exists(os.path.join(here, mark)) for mark in PROJECT_MARKS) else []
        above = os.path.dirname(here)
        if above == here:
            return found
        here = above


def settings_files(folder: str) -> list[str]:
    """Every file upward that could hold the settings."""
    found = []
    while True:
        found += [os.path.join(folder, name) for name in ("claimcheck.toml", "pyproject.toml")]
        above = os.path.dirname(folder)
        if above == folder:
            return found
        folder = above


def program() -> bytes:
    """This program's code, by the size and time of change of each file, and the packages that are installed beside it."""
    seen = blake2b(digest_size=16)
    _add(seen, sys.version, time.strftime("%Y-%m-%d"), sys.getfilesystemencoding())
    here = os.getcwd()  # `python -m` looks here first, and what is written here is seldom a package
    for folder in sys.path:
        _add(seen, folder, str(0 if folder in ("", here) else _changed(folder)))
    folders = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.is_dir():
                    folders += [entry.path] if entry.name != "__pycache__" else []
                else:
                    info = entry.stat()
                    _add(seen, entry.path, f"{info.st_size} {info.st_mtime_ns} {info.st_ctime_ns} {info.st_ino}")
    return seen.digest()


def _changed(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return 0
