"""Where files are read: a tree of files that is asked by path.

The disk is one, the disk with a file from standard input another, a revision in git (`git`) a third. A `Recorder` asks any of
them each question once and keeps the answers, so that a run sees one state of every file, opens none twice, and knows at its
end what it rests on. An unchanged check loads this, so it imports next to nothing.
"""

import errno
import os
import stat
from hashlib import blake2b

TYPE_CHECKING = False  # as type checkers read it

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

Question = tuple[str, str]
"""The method that was called, and the path."""

BROKEN = "broken"

_PROJECT_MARKS = (".git", "pyproject.toml", "claimcheck.toml")
_MOST_BYTES = 250_000_000
_HEAD = 1_000
_LASTING = (
    *(errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EACCES, errno.EPERM),
    *(errno.ELOOP, errno.ENAMETOOLONG, errno.EINVAL, errno.EFBIG),
)
"""Why a path cannot be followed, as long as nobody changes it. Anything else may pass between two looks."""


class Unsure(Exception):  # noqa: N818 - it is no error
    """What was answered may be answered otherwise next time, though nothing has changed."""


class Tree:
    """A tree of files. Paths are text, as the user wrote them. One that stands on another passes on what it does not answer itself."""

    __slots__ = ()

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises OSError, one of 250 MB or more is such (EFBIG)."""
        return self._ask("read", path)  # type: ignore[no-any-return]

    def head(self, path: str) -> bytes:
        """How a file begins. Raises OSError."""
        return self.read(path)[:_HEAD]

    def kind(self, path: str) -> str:
        """What stands there, links followed: "file", "folder", "other" (a device, a pipe), "broken" (a link that leads nowhere); "" for nothing."""
        return self._ask("kind", path)  # type: ignore[no-any-return]

    def listing(self, path: str) -> list[tuple[str, str]]:
        """Names in a folder in their order, each with its kind. Raises OSError."""
        return self._ask("listing", path)  # type: ignore[no-any-return]

    def resolve(self, path: str) -> str:
        """The path from the root with every link followed. Raises OSError for what cannot be a path."""
        return self._ask("resolve", path)  # type: ignore[no-any-return]

    def _ask(self, method: str, path: str) -> "Any":
        raise NotImplementedError


class Streamed(bytes):
    """What came through a pipe or device: it says something else each time."""

    __slots__ = ()


class Disk(Tree):
    """The files of this machine."""

    __slots__ = ()

    def read(self, path: str) -> bytes:
        with open(_possible(path), "rb", buffering=0) as file:
            info = os.fstat(file.fileno())
            if info.st_size > _MOST_BYTES:
                raise OSError(errno.EFBIG, f"it has {info.st_size:,} bytes", path)
            data = file.readall()
        return data if stat.S_ISREG(info.st_mode) else Streamed(data)

    def head(self, path: str) -> bytes:
        with open(_possible(path), "rb", buffering=0) as file:
            return file.read(_HEAD)

    def kind(self, path: str) -> str:
        try:
            mode = os.stat(path).st_mode
        except (OSError, ValueError):
            return BROKEN if os.path.islink(path) else ""
        return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"

    def listing(self, path: str) -> list[tuple[str, str]]:
        with os.scandir(_possible(path)) as entries:
            return sorted((entry.name, _kind(entry)) for entry in entries)

    def resolve(self, path: str) -> str:
        return os.path.realpath(_possible(path))


DISK = Disk()


def has_mark(folder: str, tree: Tree) -> bool:
    """Whether a folder is a project's own: what lies above it belongs to somebody else."""
    return any(tree.kind(os.path.join(folder, mark)) for mark in _PROJECT_MARKS)


class Seen(Tree):
    """Another tree as it looks from a folder, for who does not work in that."""

    __slots__ = ("_folder", "_tree")

    def __init__(self, folder: str, tree: Tree = DISK) -> None:
        self._folder, self._tree = folder, tree

    def _ask(self, method: str, path: str) -> "Any":
        return getattr(self._tree, method)(os.path.join(self._folder, path))


class Overlay(Tree):
    """Another tree with files laid over it: what stands on standard input, under the name it will be kept by."""

    __slots__ = ("_files", "_under")

    def __init__(self, under: Tree, files: "Mapping[str, bytes]") -> None:
        self._under, self._files = under, files

    def read(self, path: str) -> bytes:
        return self._files[path] if path in self._files else self._under.read(path)

    def kind(self, path: str) -> str:
        return "file" if path in self._files else self._under.kind(path)

    def _ask(self, method: str, path: str) -> "Any":
        return getattr(self._under, method)(path)


class Recorder(Tree):
    """Asks another tree each question once. `asked` are the questions since it was last emptied."""

    __slots__ = ("_answers", "_marks", "_tree", "asked")

    def __init__(self, tree: Tree = DISK) -> None:
        self._tree = tree
        self._answers: dict[Question, bytes | str | list[tuple[str, str]] | OSError] = {}
        self._marks: dict[Question, bytes] = {}
        self.asked: dict[Question, None] = {}

    def forget(self) -> None:
        """Ask everything anew: files have changed."""
        self._answers, self._marks, self.asked = {}, {}, {}

    def again(self, *questions: Question) -> None:
        """Note questions as asked whose answers somebody has kept."""
        self.asked.update((question, None) for question in questions if question in self._answers)

    def head(self, path: str) -> bytes:
        if ("read", path) in self._answers:
            return super().head(path)
        return self._ask("head", path)  # type: ignore[no-any-return]

    def mark(self, question: Question) -> bytes:
        """The answer in at most 16 bytes, to compare; who compares has asked, too. Raises `Unsure`."""
        self.asked[question] = None
        if question not in self._marks:
            try:
                self._marks[question] = _mark(self._ask(*question))
            except OSError as error:
                if error.errno not in _LASTING:
                    raise Unsure from None
                self._marks[question] = b"errno %d" % error.errno
        return self._marks[question]

    def _ask(self, method: str, path: str) -> "Any":
        question = method, path
        self.asked[question] = None
        if question not in self._answers:
            try:
                self._answers[question] = getattr(self._tree, method)(path)
            except OSError as error:
                self._answers[question] = error
        answer = self._answers[question]
        if isinstance(answer, OSError):
            raise answer
        return answer


def _mark(answer: bytes | str | list[tuple[str, str]]) -> bytes:
    if isinstance(answer, Streamed):
        raise Unsure
    if isinstance(answer, list):
        answer = "\0".join(part for entry in answer for part in entry)
    data = answer if isinstance(answer, bytes) else os.fsencode(answer)
    return blake2b(data, digest_size=16).digest()


def _possible(path: str) -> str:
    """The path. Raises OSError for one that no file can have."""
    try:
        if b"\0" not in os.fsencode(path):
            return path
    except UnicodeEncodeError as error:
        told = f"Python writes names of files in {error.encoding} here, which has no such letters; set PYTHONUTF8=1"
        raise OSError(errno.EINVAL, told, path) from None
    raise OSError(errno.EINVAL, "no file can have this name", path)


def _kind(entry: "os.DirEntry[str]") -> str:
    try:
        if entry.is_file() or entry.is_dir():
            return "file" if entry.is_file() else "folder"
    except OSError:  # a loop of links, or a folder on the way that is closed to us
        return BROKEN
    return BROKEN if entry.is_symlink() and not os.path.exists(entry.path) else "other"
