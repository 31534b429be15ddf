"""What an earlier check said, told again where nothing that it rests on has changed.

`start` asks here before anything else is loaded; `gate` keeps what it has told. What is kept lies in the user's cache folder
and not in the project, where somebody could commit a green report for others. An entry stands for one command (its words,
the folder, the environment, the terminal) and holds the state of everything it rests on (`observed`). Any doubt, a damaged
entry or a folder that cannot be written means that the check is made anew; none of it is told.
"""

import os
import sys
from hashlib import blake2b

from claimcheck.cli.observed import Observer, Unsure, program, settings_files

TYPE_CHECKING = False  # as type checkers read it

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

FORMAT = b"claimcheck-check/1\n"
MOST_ENTRIES = 200
_NEVER = ("-", "-h", "--help", "--no-cache", "--staged", "--since", "--write-baseline")
_VARIABLES = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "GITHUB_ACTIONS", "NCBI_EMAIL")


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


class Basis:
    """The paths that a check rests on: files, claims files or folders of them, and articles by claims file and as written."""

    __slots__ = ("articles", "claims", "files")

    def __init__(self, files: list[str], claims: list[str], articles: list[tuple[str, str]]) -> None:
        self.files, self.claims, self.articles = files, claims, articles


class Memory:
    """The entry of one command. `observe` first, and again when the check is done: only what has not changed is kept."""

    def __init__(self, arguments: "Sequence[str]") -> None:
        self._path, self._program, self._settings = "", b"", list[str]()
        self._observer = Observer()
        if not _is_never_kept(arguments):
            self._begin(arguments)
        self._settings_before = self._settings_now()

    def _begin(self, arguments: "Sequence[str]") -> None:
        # The settings are read before `gate` can say what the check rests on: their files, or one that the command names.
        named = (word.partition("=")[2] if word.startswith("--") else word for word in arguments)
        try:
            self._settings = [*settings_files(os.getcwd()), *filter(None, named)]
            self._program, self._path = program(), _entry_path(arguments)
        except OSError:  # the folder is gone, or the program lies in an archive
            self._path = ""

    def __bool__(self) -> bool:
        """Whether the command is one that is kept."""
        return bool(self._path)

    def recall(self) -> Told | None:
        """What was told, if it still holds."""
        try:
            state, told, basis = _unpacked(_read(self._path))
            return told if state == self.observe(basis) else None
        except (OSError, ValueError, Unsure):
            return None

    def observe(self, basis: Basis) -> bytes:
        """Which entry this is, and the state of the basis, and of the program and the day as they were when this began.

        Raises `Unsure`.
        """
        return (
            os.fsencode(os.path.basename(self._path))
            + self._program
            + self._observer.state(basis.files, basis.claims, basis.articles)
        )

    def keep(self, basis: Basis, before: "Sequence[bytes]", told: Told) -> None:
        """Keep what was told on this basis, unless anything has changed since `before`: the states of its parts."""
        try:
            parts = (Basis(basis.files, basis.claims, []), Basis([], [], basis.articles))
            same = [self.observe(part) for part in parts] == list(before)
            if same and self._settings_now() == self._settings_before and self._program == program():
                _write(self._path, _packed(self.observe(basis), told, basis))
        except (OSError, ValueError, Unsure):
            return

    def _settings_now(self) -> bytes:
        try:
            return self._observer.state(self._settings, [], [])
        except (OSError, Unsure):
            return os.urandom(16)  # like no other state


def folder() -> str:
    """Where reports are kept: CLAIMCHECK_CACHE_DIR, else XDG_CACHE_HOME/claimcheck, or %LOCALAPPDATA% on Windows."""
    own = os.environ.get("CLAIMCHECK_CACHE_DIR")
    if not own and sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
        own = os.path.join(base, "claimcheck", "Cache")
    own = own or os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "claimcheck")
    return os.path.join(own, "checks")


def entries() -> list[os.DirEntry[str]]:
    """The files of kept reports, the oldest first."""
    try:
        with os.scandir(folder()) as found:
            kept = [entry for entry in found if entry.name.endswith(".check")]
            return sorted(kept, key=lambda entry: entry.stat().st_mtime_ns)
    except OSError:
        return []


def _is_never_kept(arguments: "Sequence[str]") -> bool:
    return any(word in _NEVER or word.startswith(("--since=", "--write-baseline=")) for word in arguments)


def _entry_path(arguments: "Sequence[str]") -> str:
    """The file of a command: its words, and all that its report's shape depends on."""
    around = [os.getcwd(), str(getattr(sys.stdout, "encoding", "")).lower()]
    try:
        around += ["terminal" if sys.stdout.isatty() else ""]
        around += [str(os.get_terminal_size(sys.__stdout__.fileno()).columns)]  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        around += ["no terminal"]
    around += ["summary"] if os.environ.get("GITHUB_STEP_SUMMARY") else []
    around += sorted(f"{name}={value}" for name, value in os.environ.items() if _shapes(name))
    name = blake2b(b"\0\0".join(_joined(part) for part in (arguments, around)), digest_size=16).hexdigest()
    return os.path.join(folder(), f"{name}.check")


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


def _packed(state: bytes, told: Told, basis: Basis) -> bytes:
    """An entry: a checksum of the rest; the lengths of its fields; the fields."""
    groups = (basis.files, basis.claims, [path for pair in basis.articles for path in pair])
    files = [part for path, data in told.files for part in (os.fsencode(path), data)]
    texts = [text.encode("utf-8", "surrogatepass") for text in (told.out, told.err, told.summary)]
    paths = [os.fsencode(path) for group in groups for path in group]
    counts = b" ".join(b"%d" % number for number in (told.code, len(files), *map(len, groups)))
    fields = [state, counts, *texts, *files, *paths]
    rest = b" ".join(b"%d" % len(field) for field in fields) + b"\n" + b"".join(fields)
    return FORMAT + blake2b(rest, digest_size=16).digest() + rest


def _unpacked(data: bytes) -> tuple[bytes, Told, Basis]:
    """Raises ValueError where the entry is damaged or of another version."""
    start = len(FORMAT) + 16
    if data[:start] != FORMAT + blake2b(data[start:], digest_size=16).digest():
        raise ValueError("a damaged entry")
    place = data.index(b"\n", start) + 1
    fields = []
    for length in data[start : place - 1].split():
        fields.append(data[place : place + int(length)])
        place += int(length)
    state, counts, out, err, summary, *rest = fields
    code, of_files, *sizes = map(int, counts.split())
    written, paths = rest[:of_files], [os.fsdecode(path) for path in rest[of_files:]]
    files = [(os.fsdecode(path), content) for path, content in zip(written[::2], written[1::2], strict=True)]
    texts = [text.decode("utf-8", "surrogatepass") for text in (out, err, summary)]
    return state, Told(code, texts[0], texts[1], files, texts[2]), _basis(paths, sizes)


def _basis(paths: list[str], sizes: list[int]) -> Basis:
    files, claims = sizes[0], sizes[0] + sizes[1]
    pairs = paths[claims:]
    return Basis(paths[:files], paths[files:claims], list(zip(pairs[::2], pairs[1::2], strict=True)))


def _read(path: str) -> bytes:
    """An entry of our own. Raises ValueError for one that somebody else has written, for it says which files to write."""
    with open(path, "rb", buffering=0) as file:
        if sys.platform != "win32" and os.fstat(file.fileno()).st_uid != os.geteuid():
            raise ValueError("another user's entry")
        return file.read()


def _write(path: str, data: bytes) -> None:
    """Replace the entry as a whole, so that others who read it meanwhile see the old one or the new one."""
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    temporary = f"{path}.{os.getpid()}.{os.urandom(4).hex()}.tmp"
    try:
        with open(temporary, "xb", buffering=0) as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise
    for entry in entries()[:-MOST_ENTRIES]:
        os.unlink(entry.path)
