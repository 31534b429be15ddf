"""Reads this room's lists of words."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from claimcheck.language.wordlist import read_sections

_DATA = Path(__file__).parent / "data"


def data_text(name: str) -> str:
    """The text of a data file that lies beside this module."""
    return (_DATA / name).read_text(encoding="utf-8")


@cache
def word_sections(name: str) -> Mapping[str, frozenset[str]]:
    """The words of each section of a list. Read once; callers do not change the answer."""
    return read_sections(_DATA / name)
