"""Reads this room's lists of words: one word a line, sections in square brackets, comments after #."""

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def data_text(name: str) -> str:
    """The text of a data file that lies beside this module."""
    return (_DATA / name).read_text(encoding="utf-8")


@cache
def word_sections(name: str) -> dict[str, frozenset[str]]:
    """The words of each section of a list. Read once; callers do not change the answer."""
    sections: dict[str, list[str]] = {}
    words: list[str] = []
    for line in data_text(name).splitlines():
        entry = line.partition("#")[0].strip()
        if entry.startswith("["):
            words = sections.setdefault(entry.strip("[]"), [])
        elif entry:
            words.append(entry)
    return {section: frozenset(entries) for section, entries in sections.items()}
