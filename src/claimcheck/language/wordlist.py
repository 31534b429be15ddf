"""Lists of words: one entry a line, ``[sections]``, comments after #."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
"""The lists of this room."""


def read_lines(file: Path) -> list[str]:
    """The entries of a list in order, without comments."""
    entries = (line.partition("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [entry for entry in entries if entry]


def read_words(file: Path) -> frozenset[str]:
    """The entries of a list."""
    return frozenset(read_lines(file))


def read_pairs(file: Path) -> dict[str, str]:
    """The entries of a list of two words a line, the first one as key."""
    return dict(entry.split() for entry in read_lines(file))


def read_sections(file: Path) -> Mapping[str, frozenset[str]]:
    """The entries of each section of a list."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for entry in read_lines(file):
        if entry.startswith("["):
            words = found.setdefault(entry.strip("[]"), [])
        else:
            words.append(entry)
    return {section: frozenset(entries) for section, entries in found.items()}


@cache
def foreign_words() -> frozenset[str]:
    """Small words of other languages, by which a text is told from an English one."""
    return read_words(DATA / "foreign_words.txt")
