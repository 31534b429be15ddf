"""Stretches of text that a quote may stand at: where its words are, which of those are whole words, which fit what stands around."""

import re

from claimcheck.articles.normalise import Normalised, comparable_quote
from claimcheck.model import Quote

MAX_PLACES = 100
"""More places than these are not listed: the quote is a common word."""

REFERENCE = re.compile(r"\[[\d,;\s\u2013-]+\]|\([^()]*\b(?:19|20)\d\d[a-z]?\b[^()]*\)")
"""A reference in the text: [3, 4], (Rao 2020)."""

# Below Thai, scripts put spaces (or the like) between words, so a place inside a word is another word.
_UNSPACED = "\u0e00"


def occurrences(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where a string stands, at most `MAX_PLACES` times, without overlap."""
    spans: list[tuple[int, int]] = []
    start = text.find(wanted) if wanted else -1
    while start >= 0 and len(spans) < MAX_PLACES:
        spans.append((start, start + len(wanted)))
        start = text.find(wanted, start + len(wanted))
    return spans


def in_context(text: Normalised, spans: list[tuple[int, int]], quote: Quote) -> list[tuple[int, int]]:
    """The spans that agree best with prefix and suffix; all of them where none agrees or none is given."""
    before, after = comparable_quote(quote.prefix), comparable_quote(quote.suffix)
    if len(spans) == 1 or not (before or after):
        return spans
    scores = [_agreement(text.text, span, before, after) for span in spans]
    return [span for span, score in zip(spans, scores, strict=True) if score == max(scores)]


def _agreement(text: str, span: tuple[int, int], before: str, after: str) -> int:
    start, end = span
    head = text[max(0, start - len(before) - 2) : start].rstrip()
    tail = text[end : end + len(after) + 2].lstrip()
    return int(bool(before) and head.endswith(before)) + int(bool(after) and tail.startswith(after))


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a span cuts no word and no number in two: "5 mg" does not stand in "15 mg" or "2.5 mg"."""
    return not (_cuts(text, start) or _cuts(text, end) or text[max(0, start - 4) : start].lower() == "non-")


def _cuts(text: str, at: int) -> bool:
    if at <= 0 or at >= len(text):
        return False
    left, right = text[at - 1], text[at]
    if _joins(left) and _joins(right):
        return True
    if right.isdigit() and left in ".,":
        return at >= 2 and text[at - 2].isdigit()
    return left.isdigit() and right in ".," and text[at + 1 : at + 2].isdigit()


def _joins(character: str) -> bool:
    return character.isalnum() and character < _UNSPACED
