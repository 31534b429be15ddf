"""Whether two wordings say the same, as far as words tell: numbers, polarity, and no content word for another.

Only `fuzzy` uses this, and like it this needs rapidfuzz.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA

from claimcheck.language.wordlist import read_sections

WORD = re.compile(r"n't\b|[^\W\d_]+(?:-[^\W\d_]+)*?(?=n't\b)|[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u207b]*")
_CONTENT_LENGTH = 3


def agrees(quote: str, passage: str) -> bool:
    """Whether two comparable texts agree on numbers and polarity and exchange no content word for another."""
    if Counter(_NUMBER.findall(quote)) != Counter(_NUMBER.findall(passage)):
        return False
    if _polarity(quote) != _polarity(passage):
        return False
    ours, theirs = content_words(quote), content_words(passage)
    return not (unmatched(ours - theirs, theirs) and unmatched(theirs - ours, ours))


def is_reworded(quote: str, passage: str) -> bool:
    """Whether a passage is likely what an editor made of a quote: the same numbers, no other direction, words only added or only left out.

    What it says may have been weakened or strengthened ("within a few minutes" for "within minutes", "can ease" for
    "eases"), so that a person has to look; it says neither the contrary nor anything of something else.
    """
    if Counter(_NUMBER.findall(quote)) != Counter(_NUMBER.findall(passage)):
        return False
    shades = _shades()
    ignored = shades["quantity"] | shades["certainty"]
    ours, theirs = (
        Counter({w: n for w, n in _polarity(text).items() if w not in ignored}) for text in (quote, passage)
    )
    mine, other = content_words(quote) - ignored, content_words(passage) - ignored
    return ours == theirs and not (unmatched(mine - other, other) and unmatched(other - mine, mine))


def _polarity(text: str) -> Counter[str]:
    whole, stems = _polarity_words()
    found: Counter[str] = Counter()
    for word in WORD.findall(text):
        if word in whole:
            found[word] += 1
        found.update(stem for stem in stems if word.startswith(stem))
    return found


@cache
def _shades() -> Mapping[str, frozenset[str]]:
    return read_sections(Path(__file__).parent / "data" / "polarity.txt")


@cache
def _polarity_words() -> tuple[frozenset[str], tuple[str, ...]]:
    entries = frozenset().union(*(words for name, words in _shades().items() if name != "ignored"))
    stems = tuple(sorted(entry.rstrip("*") for entry in entries if entry.endswith("*")))
    return frozenset(entry for entry in entries if not entry.endswith("*")), stems


def content_words(text: str) -> set[str]:
    """The words of a comparable text that carry what it says."""
    ignored = _shades()["ignored"]
    return {word for word in WORD.findall(text) if len(word) >= _CONTENT_LENGTH and word not in ignored}


def unmatched(words: set[str], others: set[str]) -> bool:
    """Whether any of the words is a form of none of the others."""
    return any(word not in others and not any(_is_variant(word, other) for other in others) for word in words)


def _is_variant(one: str, other: str) -> bool:
    """The same word with a slip of the pen, or with another ending."""
    shorter = min(len(one), len(other))
    if shorter < 4 or one[0] != other[0]:
        return False
    slips = 1 if shorter < 8 else 2
    if OSA.distance(one, other, score_cutoff=slips) <= slips:
        return True
    shared = max(4, shorter - 2)
    return one[:shared] == other[:shared] and abs(len(one) - len(other)) <= 4
