"""What counts as a word, in records and in queries alike: letters and digits; everything else sets words apart.

Case, accents and ligatures do not count, Greek letters are spelled out. `folded` leaves nothing that the index's tokenizer
would cut differently.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from claimcheck.language.wordlist import read_words
from claimcheck.language.words import GREEK, LATIN

_SPELLED = str.maketrans(LATIN | GREEK | {"µ": "mu"})
_APART = re.compile(r"[^\w]+|_")
_WORD = re.compile(r"[^\W_]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_ASCII_WORDS = bytes(code if code < 128 and chr(code).isalnum() else ord(" ") for code in range(256))
"""As a table for `bytes.translate`: a third of what a pattern takes, and a record has a hundred names."""

STOPWORDS = read_words(Path(__file__).parent / "data" / "stopwords.txt")
"""Words that PubMed drops outside phrases (PubMed user guide, "Stopwords")."""


def folded(text: str) -> str:
    """The text in lower case, with accents gone, Greek letters spelled, and a space for any other sign that is not ASCII."""
    return text.lower() if text.isascii() else _FOREIGN.sub(lambda run: _plain_run(run[0]), text.lower())


@lru_cache(maxsize=4096)
def _plain_run(run: str) -> str:
    apart = unicodedata.normalize("NFKD", run.translate(_SPELLED))
    return _APART.sub(" ", "".join(sign for sign in apart if not unicodedata.combining(sign))).lower()


def words(text: str) -> list[str]:
    """The words of a text in their order."""
    plain = folded(text)
    return plain.encode().translate(_ASCII_WORDS).decode().split() if plain.isascii() else _WORD.findall(plain)


@lru_cache(maxsize=1 << 15)
def normal(text: str) -> str:
    """The words with single spaces between them: how names, headings and identifiers are kept and looked up."""
    return " ".join(words(text))


_ENDINGS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("s", ""))
_BRITISH = (
    ("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ise", "ize"), ("ysed", "yzed"), ("yse", "yze"),
    ("aemia", "emia"), ("oedema", "edema"), ("haem", "hem"), ("paed", "ped"), ("anaesth", "anesth"), ("oesoph", "esoph"),
    ("oestr", "estr"), ("gynae", "gyne"), ("diarrhoea", "diarrhea"), ("behaviour", "behavior"), ("tumour", "tumor"),
    ("colour", "color"), ("centre", "center"), ("fibre", "fiber"), ("ageing", "aging"), ("labelled", "labeled"),
    ("counselling", "counseling"), ("sulph", "sulf"), ("foet", "fet"),
)  # fmt: skip
_SPELLED_APART = re.compile("|".join(part for pair in _BRITISH for part in pair))


@lru_cache(maxsize=1 << 14)
def variants(word: str) -> tuple[str, ...]:
    """The word first, then its other number and its British or American spelling; not all of these need be words."""
    if not word.isalpha() or len(word) < 4:
        return (word,)
    found = [word]
    single = next(
        (word.removesuffix(end) + new for end, new in _ENDINGS if word.endswith(end) and word[-2:] != "ss"), ""
    )
    plural = f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{word}s"
    found += [single] if single and single != word else [plural]
    for one in filter(_SPELLED_APART.search, tuple(found)):
        for british, american in _BRITISH:
            found += [one.replace(old, new) for old, new in ((british, american), (american, british)) if old in one][
                :1
            ]
    return tuple(dict.fromkeys(found))
