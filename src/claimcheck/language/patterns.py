"""Patterns: made of words, and how far one reaches in a text."""

import re
import sys
from collections.abc import Iterable


def end_of(pattern: re.Pattern[str], text: str, at: int = 0, end: int = sys.maxsize) -> int:
    """Where what fits from a place on ends; that place where nothing does."""
    found = pattern.match(text, at, end)
    return found.end() if found else at


def until(mark: str, text: str, at: int) -> int:
    """Where a mark stands next from a place on; the text's end where it does not."""
    found = text.find(mark, at)
    return len(text) if found < 0 else found


def any_of(words: Iterable[str]) -> str:
    """What fits any of the words as they are written, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
