"""A sentence as wording-drift compares it: words with their roots, clause by clause. Pure; the lists are data/drift.json."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from claimcheck.rules.wordlists import data

# Compiled when first used, and kept by `re`: the gate starts often.
_PIECE = r"[^\W\d_]+(?:['-][^\W\d_]+)*|[,;:?!()\u2013\u2014]|\s-\s"
_CONTRACTION = r"(?i)\b(ca|wo|sha|[a-z]+)n't\b"
_LONG_FORMS = {"ca": "can", "wo": "will", "sha": "shall"}
_BREAKS = frozenset({"but", "yet", "although", "though", "while", "whereas", "because", "since"})


class Word(NamedTuple):
    """A word in lower case, its root, and the clause of the text that it stands in, counted from 0."""

    text: str
    root: str
    clause: int


def lists() -> Mapping[str, Any]:
    """The lists of words."""
    return data("drift")


@cache
def roots_of(name: str) -> frozenset[str]:
    """One flat list, as roots."""
    return frozenset(map(root, lists()[name]))


@cache
def words_in(name: str) -> frozenset[str]:
    """One flat list, as written."""
    return frozenset(lists()[name])


@cache
def effect_groups() -> Mapping[str, int]:
    """The group of each verb of effect, by root."""
    return {root(verb): number for number, group in enumerate(lists()["effects"]) for verb in group}


@cache
def _fixed(name: str) -> str:
    """A pattern of the phrases of a list, the longest first."""
    phrases = sorted(lists()[name], key=len, reverse=True)
    return r"(?i)\b(?:" + "|".join(re.escape(phrase).replace(r"\ ", r"[\s-]+") for phrase in phrases) + r")\b"


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text; phrases that only look negative are left out."""
    found, clause = [], 0
    for piece in re.findall(_PIECE, _plain(text)):
        word = piece.strip().lower()
        if not word[:1].isalpha():
            clause += 1
            continue
        clause += word in _BREAKS
        found.append(Word(word, root(word), clause))
    return tuple(found)


def _plain(text: str) -> str:
    straight = text.replace("\u2019", "'")
    if "n't" in straight:
        straight = re.sub(_CONTRACTION, lambda match: _LONG_FORMS.get(match[1].lower(), match[1]) + " not", straight)
    if "no" not in straight and "No" not in straight:
        return straight
    return re.sub(_fixed("no_negations"), "", straight.replace("cannot", "can not"))


@cache
def root(word: str) -> str:
    """A word without its ending: reduce, reduces, reduced and reducing have one root. Shorter than a stemmer's."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def denies(words: Iterable[Word]) -> bool:
    """Whether a negation is among them; by the word itself, since "notes" has the root of "not"."""
    return not words_in("negations").isdisjoint([word.text for word in words])


def says(words: Iterable[Word], *names: str) -> bool:
    """Whether a word of one of the lists is among them."""
    roots = {word.root for word in words}
    return any(not roots.isdisjoint(roots_of(name)) for name in names)


def content(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words that carry the meaning."""
    skipped = words_in("function_words")
    return tuple(word for word in words if word.text not in skipped)


def spoken_measures(text: str) -> str:
    """The text with spoken numbers ("half an hour", "two thirds") written as figures."""
    figures = lists()["spoken"]
    return re.sub(_fixed("spoken"), lambda match: figures[re.sub(r"[\s-]+", " ", match[0].lower())], text)
