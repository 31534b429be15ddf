"""Trees of files as git keeps them: a revision, or the index. What they hold is read from one ``git cat-file --batch``."""

import errno
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from attrs import frozen

from claimcheck.errors import UsageError
from claimcheck.tree import BROKEN, DISK, Tree

if TYPE_CHECKING:
    from types import TracebackType

WAIT_SECONDS = 60
_LINK, _MODULE = b"120000", b"160000"
_MOST_LINKS = 40
_FETCH = "fetch the whole history (fetch-depth: 0 in GitHub Actions, git fetch --unshallow elsewhere)"


_FIELDS = "%H%x1f%cI%x1f%an%x1f%s%x1e"


@frozen
class Commit:
    """A commit: its hash, when it was committed (ISO 8601), by whom, and the first line of what they said."""

    commit: str
    date: str
    author: str
    subject: str


@frozen
class Repository:
    """A work tree of git by its top folder, and the folder to ask in: a hook's environment holds for that one."""

    root: str
    folder: Path

    @classmethod
    def around(cls, folder: Path) -> "Repository":
        """The repository that a folder lies in. Raises `UsageError`."""
        found = _git(folder, "rev-parse", "--show-toplevel")
        if found.returncode != 0 and b"not a git repository" in found.stderr:
            raise UsageError(f"{folder} is not in a git repository: leave --since and --staged out")
        if found.returncode != 0:
            why = (found.stderr.decode(errors="replace").strip().splitlines() or ["it gave no reason"])[0]
            raise UsageError(f"git cannot tell what changed: {why}")
        return cls(os.path.realpath(os.fsdecode(found.stdout.rstrip(b"\r\n"))), folder)

    def base(self, revision: str) -> str:
        """The commit at which HEAD parted from a revision; for ``A...B`` the one at which these two did.

        Where the two have nothing in common, or a shallow clone does not know it, the first itself. Raises `UsageError` for
        a revision that is not here.
        """
        one, dots, other = revision.partition("...")
        commits = [self._commit(name) for name in ([one or "HEAD", other or "HEAD"] if dots else [revision])]
        common = _git(self.folder, "merge-base", commits[0], commits[-1] if dots else "HEAD")
        return common.stdout.decode().strip() if common.returncode == 0 else commits[0]

    def _commit(self, revision: str) -> str:
        found = _git(self.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if found.returncode == 0:
            return found.stdout.decode().strip()
        if _git(self.folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
            raise UsageError(f"this is a shallow clone without the revision {revision!r}: {_FETCH}")
        raise UsageError(f"git knows no revision {revision!r} here")

    def head(self) -> "GitTree":
        """The last commit; nothing before the first."""
        born = _git(self.folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").returncode == 0
        return self.tree("HEAD") if born else GitTree(self, b"")

    def tree(self, revision: str) -> "GitTree":
        """The files of a revision."""
        return GitTree(self, self._listed("ls-tree", "-r", "-z", "--full-tree", revision))

    def index(self) -> "GitTree":
        """The files that the next commit will have."""
        return GitTree(self, self._listed("ls-files", "--stage", "--full-name", "-z", ":/"))

    def history(self, paths: Sequence[str]) -> "tuple[Commit, ...]":
        """The commits that touched these files, the latest first. () before the first. Raises `UsageError`."""
        asked = ["log", f"--format={_FIELDS}", "--end-of-options", "HEAD", "--", *paths]
        found = _git(self.folder, *asked)
        if found.returncode != 0:
            if _git(self.folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").returncode != 0:
                return ()
            raise UsageError(f"git cannot tell its history: {found.stderr.decode(errors='replace').strip()}")
        rows = found.stdout.decode("utf-8", "replace").split("\x1e\n")
        return tuple(Commit(*row.split("\x1f")) for row in rows if row.count("\x1f") == 3)

    def _listed(self, *words: str) -> bytes:
        """Entries ended by a zero byte: mode, type or not, object, stage or not; a tab; the name."""
        found = _git(self.folder, *words)
        if found.returncode != 0:
            raise UsageError(f"git cannot list its files: {found.stderr.decode(errors='replace').strip()}")
        return found.stdout


class GitTree(Tree):
    """The files of one state that git keeps. What lies outside the repository, or in its ``.git``, is the disk's.

    Links are followed within the state: a folder that was a link then is one here. A submodule's files are kept in another
    repository: here its folder is empty, and it stands among `unread` when somebody has looked there.
    """

    __slots__ = ("_folders", "_names", "_objects", "_root", "unread")

    def __init__(self, repository: Repository, listed: bytes) -> None:
        self._root, self._objects = repository.root, _Objects(repository.folder)
        entries = (entry.partition(b"\t") for entry in listed.split(b"\0") if entry)
        self._names = {os.fsdecode(name): _mode_and_object(head) for head, _, name in entries}
        self.unread: set[str] = set()
        self._folders: dict[str, dict[str, None]] = {"": {}}
        for name in self._names:
            self._add(name)

    def __enter__(self) -> "GitTree":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: "TracebackType | None"
    ) -> None:
        self._objects.close()

    def _add(self, name: str) -> None:
        folder, _, last = name.rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = {}
            self._add(folder)
        self._folders[folder][last] = None

    def read(self, path: str) -> bytes:
        place = self.resolve(path)
        name = self._name(place)
        if name is None:
            return DISK.read(place)
        if self._module(name):
            _raise(errno.ENOENT, path)
        if name not in self._names:
            _raise(errno.EISDIR if name in self._folders else errno.ENOENT, path)
        return self._objects.read(self._names[name][1], path)

    def kind(self, path: str) -> str:
        is_link = self._names.get(self._name(os.path.abspath(path)) or "", (b"", ""))[0] == _LINK
        return self._kind(self.resolve(path)) or (BROKEN if is_link else "")

    def _kind(self, place: str) -> str:
        name = self._name(place)
        if name is None:
            return DISK.kind(place)
        if name in self._folders or self._module(name) == name:
            return "folder"
        return "file" if name in self._names else ""

    def listing(self, path: str) -> list[tuple[str, str]]:
        place = self.resolve(path)
        name = self._name(place)
        if name is None:
            return DISK.listing(place)
        if self._module(name):
            return []
        if name not in self._folders:
            _raise(errno.ENOENT, path)
        return sorted((one, self.kind(os.path.join(place, one))) for one in self._folders[name])

    def resolve(self, path: str) -> str:
        place = os.path.abspath(path)
        if self._name(place) is None:
            place = os.path.realpath(place)
        for _ in range(_MOST_LINKS):
            followed = self._followed(place)
            if followed == place:
                return place
            place = followed
        return place

    def _followed(self, place: str) -> str:
        """The place with its first link followed."""
        parts = (self._name(place) or "").split("/")
        for end in range(1, len(parts) + 1):
            mode, of = self._names.get("/".join(parts[:end]), (b"", ""))
            if mode == _LINK:
                target = os.fsdecode(self._objects.read(of, place))
                return os.path.normpath(os.path.join(self._root, *parts[: end - 1], target, *parts[end:]))
        return place

    def hides(self, path: str) -> bool:
        """Whether the path lies in a submodule."""
        return bool(self._module(self._name(self.resolve(path)) or ""))

    def _module(self, name: str) -> str:
        """The submodule that a name lies in, or is; "" for none."""
        parts = name.split("/")
        above = ("/".join(parts[:end]) for end in range(1, len(parts) + 1))
        found = next((one for one in above if self._names.get(one, (b"", ""))[0] == _MODULE), "")
        self.unread |= {found} - {""}
        return found

    def _name(self, place: str) -> str | None:
        """The name within the repository; None outside it and in ``.git``."""
        if place == self._root:
            return ""
        inside = place.startswith(self._root.rstrip(os.sep) + os.sep)
        name = place[len(self._root.rstrip(os.sep)) + 1 :].replace(os.sep, "/") if inside else ".git"
        return None if name == ".git" or name.startswith(".git/") else name


class _Objects:
    """What git keeps, by name; one process answers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, name: str, path: str) -> bytes:
        """The content. Raises `UsageError` where it is not here; `path` is for that sentence."""
        process = self._process = self._process or _started(self._folder)
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(f"{name}\n".encode())
            process.stdin.flush()
            head = process.stdout.readline().split()
        except OSError as error:
            raise UsageError(f"git cannot read {path} as it was: {error}") from None
        if len(head) != 3:
            raise UsageError(f"git cannot read {path} as it was: the object {name} is not here")
        return process.stdout.read(int(head[2]) + 1)[:-1]

    def close(self) -> None:
        if self._process is not None:
            self._process.communicate()


def _mode_and_object(head: bytes) -> tuple[bytes, str]:
    """``100644 blob HASH`` of ls-tree, ``100644 HASH 0`` of ls-files."""
    mode, second, third = head.split()[:3]
    return mode, (third if second in (b"blob", b"commit", b"tree") else second).decode()


def _raise(number: int, path: str) -> NoReturn:
    raise OSError(number, os.strerror(number), path)


def _started(folder: Path) -> "subprocess.Popen[bytes]":
    words = ["git", "cat-file", "--batch"]
    try:
        return subprocess.Popen(  # noqa: S603
            words, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except (OSError, ValueError) as error:
        raise UsageError(f"git cannot be asked what changed: {error}") from None


def _git(folder: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
    environment = {**os.environ, "LC_ALL": "C"}  # its words are read above
    try:
        return subprocess.run(  # noqa: S603
            ["git", *words],  # noqa: S607
            cwd=folder,
            env=environment,
            capture_output=True,
            timeout=WAIT_SECONDS,
            check=False,
        )
    except (OSError, ValueError) as error:
        raise UsageError(f"git cannot be asked what changed: {error}") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git did not answer within {WAIT_SECONDS} seconds") from None
