"""Whether a text is English, the only language that the judge has learnt to read."""

import re

from claimcheck.evidence.vocabulary import is_known
from claimcheck.language.wordlist import foreign_words
from claimcheck.language.words import STOPWORDS, normalised, stem, written_words

_APOSTROPHE = re.compile(r"['’]")
_BEYOND_LATIN = "\u0250"
_FEWEST = 4
"""Words of a text that can be told: fewer may all be names and plain words that abstracts have not."""


def is_latin(text: str) -> bool:
    """Whether no letters are there, or most are Latin ones."""
    letters = [one for one in text if one.isalpha()]
    return not letters or sum(one < _BEYOND_LATIN for one in letters) * 3 > len(letters) * 2


def is_english(text: str) -> bool:
    """Whether a third of the words at least are English; a small word of another language stands against one of ours.

    English are small words and those of abstracts: claims in English are nearly always made of these by half, names and all.
    """
    if not (is_latin(text) and any(map(str.isalpha, text))):
        return False
    written = [word for word in written_words(_APOSTROPHE.sub(" ", text)) if word.isalpha()]
    said = [normalised(word) for word in written]
    foreign = sum(word in foreign_words() for word in written)  # not IL-1, nor Su(z)
    ours = sum(word not in foreign_words() and len(word) > 1 and _is_ours(word) for word in said)
    return len(said) < _FEWEST or 3 * (ours - foreign) >= len(said)


def _is_ours(word: str) -> bool:
    return word in STOPWORDS or is_known(stem(word))
