"""Words and stems of claims and abstracts: plain text in, tuples out."""

import re
import unicodedata
from functools import lru_cache

from claimcheck.language.wordlist import DATA, read_pairs, read_words

WORD = re.compile(r"\d+(?:[.,\u00b7]\d+)+%?|[^\W_]+(?:['\u2019](?=[^\W_])[^\W_]+)?%?")
_HYPHENATED = re.compile(r"(?<![^\W_])[^\W_]++(?:[-\u2010-\u2013/][^\W_]+)+")
GREEK = read_pairs(DATA / "greek_letters.txt")
LATIN = read_pairs(DATA / "latin_letters.txt")
_GREEK_TABLE = str.maketrans(GREEK | {"μ": "micro", "µ": "micro"})  # in abstracts it is mostly the unit's
_SPELLINGS = read_pairs(DATA / "spellings.txt")

STOPWORDS = read_words(DATA / "stopwords.txt")
"""Words that tell nothing of what a text is about."""


def unaccented(text: str) -> str:
    """Compatibility characters folded, accents kept off the letters."""
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKD", text)
    return "".join(c for c in folded if not unicodedata.combining(c)).replace("\u2019", "'")


def normalised(text: str) -> str:
    """Lower case, Greek letters spelt out, compatibility characters folded, accents kept off the letters."""
    return text.casefold() if text.isascii() else unaccented(text).casefold().translate(_GREEK_TABLE)


def written_words(text: str) -> tuple[str, ...]:
    """The words of a text with their capitals, as many as `words` gives."""
    return tuple(WORD.findall(unaccented(text)))


@lru_cache(maxsize=65536)
def american(word: str) -> str:
    """The American spelling of a British one, by letter patterns; other words unchanged."""
    for pattern, replacement in _SPELLINGS.items():
        word = re.sub(pattern, replacement, word)
    return word


def words(text: str) -> tuple[str, ...]:
    """The words of a text, lower case; hyphenated words come apart, decimal numbers stay whole."""
    return tuple(WORD.findall(normalised(text)))


def stems(text: str) -> tuple[str, ...]:
    """The stems of all words in order, stop words included."""
    return tuple(stem(word) for word in words(text))


def compounds(text: str) -> tuple[str, ...]:
    """Hyphenated words written as one (``il-6`` gives ``il6``): index terms beside the parts."""
    found = _HYPHENATED.findall(normalised(text))
    return tuple(stem(re.sub(r"[^\w]", "", word)) for word in found)


# --- stemming: the steps of Porter, "An algorithm for suffix stripping", 1980 ------------------------------------

_VC = re.compile(r"[aeiouy]+[^aeiouy]+")
_VOWEL = re.compile(r"[aeiouy]")
_STEP2 = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"),
    ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
    ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
    ("iviti", "ive"), ("biliti", "ble"),
)  # fmt: skip
_STEP3 = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
)  # fmt: skip
_STEP4 = (
    "ement", "ance", "ence", "able", "ible", "ment", "ion", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize",
    "al", "er", "ic", "ou",
)  # fmt: skip


_IRREGULAR = read_pairs(DATA / "irregular_forms.txt")


def _measure(part: str) -> int:
    """How many vowel-consonant runs a stem has."""
    return len(_VC.findall(part))


@lru_cache(maxsize=131072)
def stem(word: str) -> str:
    """The stem of a lower-case word, after spelling variants are unified. Short words and numbers stay as they are."""
    word = _IRREGULAR.get(word, word)
    if len(word) <= 3 or not word.isalpha() or not word.isascii():
        return word.removesuffix("'s")
    word = _without_plural(american(word))
    word = _without_past(word)
    if word.endswith("y") and _VOWEL.search(word[:-1]):
        word = word[:-1] + "i"
    word = _replaced(_replaced(word, _STEP2), _STEP3)
    word = _without_ending(word)
    if word.endswith("e") and (_measure(word[:-1]) > 1 or (_measure(word[:-1]) == 1 and len(word) > 4)):
        word = word[:-1]
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word


def _without_plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    return word[:-1]


def _without_past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    for ending in ("ed", "ing"):
        part = word.removesuffix(ending)
        if part != word and len(part) > 1 and _VOWEL.search(part):
            return _mended(part)
    return word


def _mended(part: str) -> str:
    """After -ed or -ing went: give back an e, or undo a doubled consonant."""
    if part.endswith(("at", "bl", "iz")):
        return part + "e"
    if len(part) > 2 and part[-1] == part[-2] and part[-1] not in "aeioulsz":
        return part[:-1]
    return part


def _replaced(word: str, table: tuple[tuple[str, str], ...]) -> str:
    for ending, replacement in table:
        if word.endswith(ending):
            part = word[: -len(ending)]
            return part + replacement if _measure(part) else word
    return word


def _without_ending(word: str) -> str:
    for ending in _STEP4:
        if word.endswith(ending):
            part = word[: -len(ending)]
            fits = _measure(part) > 1 and (ending != "ion" or part.endswith(("s", "t")))
            return part if fits else word
    return word
