"""Whether a quote's prefix or suffix was replaced: what stands beside the quote in its sentence is about something else now.

Prefixes are taken by hand, by programs and from the page's source, and sentences are edited; so little is asked. Of the prefix
counts what belongs to the quote's own clause, without markup, and it is replaced only if other words with a meaning stand in its place
and none of its own anywhere beside the quote.
"""

import re
from collections.abc import Iterator

from claimcheck.articles.agreement import content_words, is_shade
from claimcheck.articles.normalise import comparable_quote
from claimcheck.articles.spans import REFERENCE
from claimcheck.language.words import STOPWORDS, american

_MARKUP = re.compile(r"\]\([^)]{0,500}\)|<[^>]{0,500}>|&#?\w{1,10};|https?://\S+|[*_`]")
_PAUSE = re.compile(r"[.!?,](?!\w)|[;:()\[\]\u2013\u2014\u2026]|\s-+\s|\n\n|\bthat\b")
_STEM = 4


def is_replaced(wanted: str, here: str, elsewhere: str, *, before: bool = True) -> bool:
    """Whether none of a prefix's words (a suffix's, if not `before`) stands `here`, in its place, or `elsewhere` beside the quote."""
    mine, theirs = set(_words(_nearest(wanted, before=before))), set(_words(_nearest(here, before=before)))
    if not (mine and theirs):
        return False
    return not any(_alike(one, other) for one in mine for other in _words(f"{here} {elsewhere}"))


def _nearest(text: str, *, before: bool) -> str:
    """What of the text belongs to the clause of the quote."""
    clauses = _PAUSE.split(_MARKUP.sub(" ", REFERENCE.sub(" ", text)))
    return clauses[-1 if before else 0]


def _words(text: str) -> Iterator[str]:
    """The words that say what it is about; adverbs, and those of how surely and how many, come and go."""
    for word in content_words(comparable_quote(text)):
        if not (word.endswith("ly") or word in STOPWORDS or is_shade(word)):
            yield american(word)


def _alike(one: str, other: str) -> bool:
    """Whether two words could be forms of one, or one a piece of the other, as where a prefix begins inside a word."""
    return one[:_STEM] == other[:_STEM] or one.endswith(other) or other.endswith(one)
