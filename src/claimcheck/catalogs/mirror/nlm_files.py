"""NLM's bulk files by their names: ``pubmed26n0001.xml.gz`` with ``pubmed26n0001.xml.gz.md5`` beside it.

The number orders baseline and update files of a year as one sequence; each December a new baseline starts anew.
Source: NLM, "Download PubMed Data" (README of the FTP folders).
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import frozen

from claimcheck.errors import ClaimcheckError, UsageError

_NAME = re.compile(r"pubmed(\d\d)n(\d{4,6})(?:\.[\w.-]+)?\.xml(?:\.gz)?")
_MD5 = re.compile(r"\b([0-9a-fA-F]{32})\b")
_YEAR_STEP = 1_000_000
MOST_PARTS = 64
_MOST_NAMED = 3


class MirrorError(ClaimcheckError):
    """A mirror cannot be built, brought up to date or checked; one sentence, and the mirror is as it was before the file."""


@frozen
class Part:
    """One of several mirrors that hold PubMed together: its number from 1 on, and how many there are."""

    number: int = 1
    of: int = 1

    @classmethod
    def named(cls, text: str) -> "Part":
        """Part ``2/4``. Raises `UsageError`."""
        number, _, of = text.partition("/")
        if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) <= MOST_PARTS):
            raise UsageError(f"{text!r} is no part: write 1/4 for the first of four, of {MOST_PARTS} at most")
        return cls(int(number), int(of))

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def holds(self, pmid: int) -> bool:
        """Whether a record belongs here, whatever file it comes from."""
        return pmid % self.of == self.number - 1


WHOLE = Part()
"""A mirror that holds everything by itself."""


@frozen
class NlmFile:
    """A bulk file; a higher `rank` is later."""

    path: Path
    year: int
    number: int

    @property
    def rank(self) -> int:
        """The place among all files."""
        return self.year * _YEAR_STEP + self.number


def nlm_files(paths: Iterable[str | Path]) -> list[NlmFile]:
    """The files in NLM's order; a folder stands for all such files in it. Raises `UsageError` for what is none."""
    found: dict[int, NlmFile] = {}
    for path in _spread(paths):
        named = _NAME.fullmatch(path.name)
        if named is None:
            raise UsageError(f"{path} is not named as NLM names its files, such as pubmed26n0001.xml.gz")
        file = NlmFile(path, int(named[1]), int(named[2]))
        if file.rank in found:
            raise UsageError(f"{found[file.rank].path} and {path} have the same number; leave one out")
        found[file.rank] = file
    return [found[rank] for rank in sorted(found)]


def _spread(paths: Iterable[str | Path]) -> list[Path]:
    files: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if _NAME.fullmatch(one.name))
            if not inside:
                raise UsageError(f"there are no files of NLM's, such as pubmed26n0001.xml.gz, in {path}")
            files += inside
        elif path.is_file():
            files += [path] if path.suffix != ".md5" else []
        else:
            raise UsageError(f"there is no file {path}")
    return list(dict.fromkeys(files))


def name_of(rank: int) -> str:
    """What NLM calls the file of this rank."""
    return f"pubmed{rank // _YEAR_STEP:02d}n{rank % _YEAR_STEP:04d}"


def year_of(rank: int) -> int:
    """The baseline's year, in two digits."""
    return rank // _YEAR_STEP


def gaps(ranks: Sequence[int]) -> list[int]:
    """The files that are missing up to the last of these, from number 1 of the year on: the lowest first."""
    first = year_of(ranks[0]) * _YEAR_STEP + 1 if ranks else 0
    return sorted({*range(first, ranks[-1])} - {*ranks}) if ranks else []


def listed(ranks: Sequence[int]) -> str:
    """The first files of these by name, and how many more there are."""
    more = f" and {len(ranks) - _MOST_NAMED} more" if len(ranks) > _MOST_NAMED else ""
    return ", ".join(map(name_of, ranks[:_MOST_NAMED])) + more


def checked_md5(file: NlmFile, *, unchecked: bool = False) -> str:
    """The file's MD5, compared with what NLM says it is. Raises `MirrorError` where it differs or is not told."""
    found = _md5(file.path)
    told = file.path.with_name(f"{file.path.name}.md5")
    if unchecked:
        return found
    try:
        wanted = _MD5.search(told.read_text(encoding="ascii", errors="replace"))
    except FileNotFoundError:
        raise MirrorError(f"{told.name} is missing beside {file.path}; fetch it too, or pass --unchecked") from None
    except OSError as error:
        raise MirrorError(f"{told} cannot be read: {error.strerror or error}") from None
    if wanted is None:
        raise MirrorError(f"{told} holds no MD5 sum; fetch it again")
    if wanted[1].lower() != found:
        raise MirrorError(
            f"{file.path} is not what NLM published: its MD5 is {found}, not {wanted[1].lower()}; fetch it again"
        )
    return found


def _md5(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    except OSError as error:
        raise MirrorError(f"{path} cannot be read: {error.strerror or error}") from None
