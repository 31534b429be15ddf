"""What an earlier check said, told again where nothing that it rests on has changed.

`start` asks here before anything else is loaded; `gate` keeps what it has told. What is kept lies in the user's cache folder
and not in the project, where somebody could commit a green report for others. An entry stands for one command (its words,
the folder, the environment, the terminal) and holds what the check asked of its tree of files, with the answers: everything
it has read, and nothing else. Any doubt, a damaged entry or a folder that cannot be written means that the check is made
anew; none of it is told.
"""

import marshal
import os
import sys
import time
from hashlib import blake2b

from claimcheck.cli.program import are_same, modules, program
from claimcheck.tree import Recorder, Unsure
from claimcheck.user_folders import cache_folder

TYPE_CHECKING = False  # as type checkers read it

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, TextIO

    from claimcheck.tree import Question

FORMAT = b"claimcheck-check/2 %d %d\n" % (sys.hexversion, marshal.version)
REPORT, PARTS = ".check", ".parts"
MOST_ENTRIES = {REPORT: 200, PARTS: 20}
_NEVER = ("-", "-h", "--help", "--no-cache", "--staged", "--since", "--write-baseline", "--fix", "--diff")
_VARIABLES = (
    "NO_COLOR",
    "FORCE_COLOR",
    "TERM",
    "COLUMNS",
    "GITHUB_ACTIONS",
    "GITHUB_WORKSPACE",
    "CI_PROJECT_DIR",
    "NCBI_EMAIL",
)

Trail = list[tuple[str, str, bytes]]
"""Questions that were asked of a tree, each with the mark of its answer."""


class Told:
    """What a check says and does: its exit code, the text for stdout and stderr, files by path, and the step's summary."""

    __slots__ = ("code", "err", "files", "out", "summary")

    def __init__(
        self, code: int, out: str, err: str, files: "Sequence[tuple[str, bytes]]" = (), summary: str = ""
    ) -> None:
        self.code, self.out, self.err, self.files, self.summary = code, out, err, files, summary

    def deliver(self, out: "TextIO", err: "TextIO", environment: "Mapping[str, str]") -> int:
        """Say and do it; the exit code. Raises `EditError` for a file that cannot be written."""
        if self.files:
            from claimcheck.files import write_atomically  # noqa: PLC0415 - a repeated check mostly writes no file

            for path, data in self.files:
                write_atomically(path, data)
        if self.summary and (page := environment.get("GITHUB_STEP_SUMMARY")):
            _append(page, self.summary, err)
        out.write(self.out)
        if self.err:
            print(self.err, end="", file=err)
        return self.code


class Memory:
    """The entry of one command, and the tree of files that the command reads: what it asks there is what its report rests on."""

    def __init__(self, arguments: "Sequence[str]") -> None:
        self.tree = Recorder()
        self.program, self._begun = b"", time.time_ns()
        self._path = "" if _is_never_kept(arguments) else self._entry(arguments)

    def _entry(self, arguments: "Sequence[str]") -> str:
        try:
            self.program = program()
            return path_of(_joined(arguments), _around(), suffix=REPORT)
        except OSError:  # the folder is gone, or the program lies in an archive
            return ""

    def __bool__(self) -> bool:
        """Whether the command is one that is kept."""
        return bool(self._path)

    def forget(self) -> None:
        """Keep nothing: somebody else's code has a part in the report, and what that rests on is not known."""
        self._path = ""

    def recall(self) -> Told | None:
        """What was told, if it still holds."""
        try:
            command, of_program, stamps, trail, told = read_entry(self._path)
            holds = (command, of_program) == (os.path.basename(self._path), self.program) and are_same(stamps)
            return Told(*told) if holds and self.finds(trail) else None
        except (OSError, ValueError, EOFError, TypeError):
            return None
        finally:
            self.tree.asked = {}

    def finds(self, trail: Trail) -> bool:
        """Whether the tree still gives these answers."""
        try:
            return all(self.tree.mark((method, path)) == mark for method, path, mark in trail)
        except Unsure:
            return False

    def trail(self, questions: "Iterable[Question]") -> Trail:
        """Questions with what was answered. Raises `Unsure`."""
        return [(*question, self.tree.mark(question)) for question in questions]

    def keep(self, told: Told) -> None:
        """Keep what was told, unless it cannot be said what it rests on."""
        try:
            stamps, trail = self.stamps(), self.trail(tuple(self.tree.asked))
            what = (told.code, told.out, told.err, told.files, told.summary)
            write_entry(self._path, (os.path.basename(self._path), self.program, stamps, trail, what))
        except (OSError, ValueError, Unsure):
            return

    def stamps(self) -> dict[str, str]:
        """The files of the program's own modules and of others'. Raises `Unsure` where one was changed meanwhile."""
        stamps = modules(self._begun)
        if stamps is None or self.program != program():
            raise Unsure
        return stamps


def folder() -> str:
    """Where reports are kept."""
    return os.path.join(cache_folder(), "checks")


def path_of(*parts: bytes, suffix: str) -> str:
    """The file of an entry that stands for these. Raises `OSError`."""
    name = blake2b(b"\0\0".join(parts), digest_size=16).hexdigest()
    return os.path.join(folder(), f"{name}{suffix}")


def entries(suffix: str = REPORT) -> list[os.DirEntry[str]]:
    """The files of kept reports, the oldest first."""
    try:
        with os.scandir(folder()) as found:
            kept = [entry for entry in found if entry.name.endswith(suffix)]
            return sorted(kept, key=lambda entry: entry.stat().st_mtime_ns)
    except OSError:
        return []


def _is_never_kept(arguments: "Sequence[str]") -> bool:
    return any(word in _NEVER or word.startswith(("--since=", "--write-baseline=")) for word in arguments)


def _around() -> bytes:
    """All besides its words that the shape of a command's report depends on."""
    around = [os.getcwd(), str(getattr(sys.stdout, "encoding", "")).lower()]
    try:
        around += ["terminal" if sys.stdout.isatty() else ""]
        around += [str(os.get_terminal_size(sys.__stdout__.fileno()).columns)]  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        around += ["no terminal"]
    around += ["summary"] if os.environ.get("GITHUB_STEP_SUMMARY") else []
    around += sorted(f"{name}={value}" for name, value in os.environ.items() if _shapes(name))
    return _joined(around)


def _shapes(variable: str) -> bool:
    """Whether an environment variable may change a report. A key never does, and is not even hashed."""
    ours = variable.startswith("CLAIMCHECK_") and not variable.endswith("API_KEY")
    return ours or variable in _VARIABLES


def _joined(words: "Sequence[str]") -> bytes:
    return b"\0".join(os.fsencode(word) for word in words)


def _append(page: str, text: str, err: "TextIO") -> None:
    """Add to the page of the step. Earlier commands' words stay."""
    try:
        with open(page, "a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        print(f"claimcheck: the step summary cannot be written: {error.strerror}", file=err)


def read_entry(path: str) -> "Any":
    """An entry of our own. Raises ValueError for one that somebody else has written, for it says which files to write, and
    for one that is damaged or of another version.
    """
    with open(path, "rb", buffering=0) as file:
        if sys.platform != "win32" and os.fstat(file.fileno()).st_uid != os.geteuid():
            raise ValueError("another user's entry")
        data = file.readall()
    start = len(FORMAT) + 16
    if data[:start] != FORMAT + blake2b(data[start:], digest_size=16).digest():
        raise ValueError("a damaged entry")
    return marshal.loads(data[start:])  # noqa: S302 - our own, and whole


def write_entry(path: str, entry: "Any") -> None:
    """Replace an entry as a whole, so that others who read it meanwhile see the old one or the new one."""
    rest = marshal.dumps(entry)
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    temporary = f"{path}.{os.getpid()}.{os.urandom(4).hex()}.tmp"
    try:
        with open(temporary, "xb", buffering=0) as file:
            file.write(FORMAT + blake2b(rest, digest_size=16).digest() + rest)
        os.replace(temporary, path)
    except OSError:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise
    suffix = os.path.splitext(path)[1]
    for old in entries(suffix)[: -MOST_ENTRIES[suffix]]:
        os.unlink(old.path)
