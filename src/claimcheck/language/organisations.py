"""Names of organisations, which are no person's and stay whole."""

import re
from functools import cache

from claimcheck.language.wordlist import DATA, read_words

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = frozenset({"of", "for", "and", "the"})  # in small letters: "The" is a given name too


def is_organisation(name: str) -> bool:
    """Whether several words are evidently an organisation's name."""
    if " " not in name.strip():
        return False
    words = _WORD.findall(name)
    return "&" in name or not _BETWEEN.isdisjoint(words) or any(map(is_organisation_word, words))


def is_organisation_word(word: str) -> bool:
    """Whether a word is "Society", "Institute" or the like."""
    return word.casefold() in _words()


@cache
def _words() -> frozenset[str]:
    return read_words(DATA / "organisation_words.txt")
