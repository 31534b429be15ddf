"""Others' words that a page only shows: what stands in quotation marks, and the line that says who said it."""

import re
from bisect import bisect_right
from collections.abc import Callable

from claimcheck.articles.base import Article
from claimcheck.extraction.lexicon import hits, listed, words_of

_QUOTATION = re.compile(
    r"(?<![^\s(])(?:\"[^\"\n]+\"|“[^“”\n]+”|„[^„“”\n]+[“”]|«[^«»\n]+»|‘(?:[^‘’\n]|’(?=\w))+’)(?=[.,;:!?)]*(?:\s|\Z))"
)
_AROUND = " \t.,;:!?()"
_DASHED = re.compile(r"(?:[–—―]|--?)\s*(?=[A-Z]|(?:my|our|an?|the|one)\b)[^.!?:;\t]{2,80}\.?")
_NAME = r"(?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]*\.?){0,2}"
_NAMED = re.compile(
    rf"{_NAME}(?:(?:, | \()(?:aged )?\d{{1,2}}(?=[,.)]|\Z)|(?:, | \()(?P<role>[^.!?:;,]{{3,40}}))[^.!?:;\t]{{0,60}}"
)


def names_speaker(text: str) -> bool:
    """Whether a line is nothing but who says what stands before it: "— my aunt", "Janet, 61", "Janet Lee, patient"."""
    if _DASHED.fullmatch(text):
        names_treatment = any(hit.section == "treatment" for hit in hits("health_terms.txt", text))
        return not names_treatment and listed("finite").isdisjoint(words_of(text))
    named = _NAMED.fullmatch(text)
    return named is not None and not (named["role"] and listed("lay speakers").isdisjoint(words_of(named["role"])))


def quoted_in(article: Article) -> Callable[[int, int], bool]:
    """Tells of a start and end whether all that stands there is within one pair of quotation marks."""
    spans = [found.span() for found in _QUOTATION.finditer(article.text)]

    def is_quoted(start: int, end: int) -> bool:
        text = article.text[start:end]
        begin, stop = start + len(text) - len(text.lstrip(_AROUND)), start + len(text.rstrip(_AROUND))
        at = bisect_right(spans, begin, key=lambda span: span[0]) - 1
        return at >= 0 and stop <= spans[at][1]

    return is_quoted
