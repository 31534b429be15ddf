"""The word lists that the evidence stages share, read once from the data folder.

`concepts.json` holds synonyms, `cues.json` the wording that decides a stance, `background.json` in how many abstracts
of a reference collection a stem stands, and `related.json` which stems stand among the same words there. The first two
are lists that a reader may extend.
"""

import json
import math
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import frozen

from claimcheck.evidence.text import stem, stems

_DATA = Path(__file__).parent / "data"

Form = tuple[str, ...]
"""A phrase as stems."""


def load(name: str) -> Any:
    """The data file of that name, parsed."""
    return json.loads((_DATA / name).read_text(encoding="utf-8"))


@cache
def _background() -> tuple[int, Mapping[str, int]]:
    raw = load("background.json")
    return raw["documents"], MappingProxyType(raw["stems"])


@cache
def idf(word: str) -> float:
    """How telling a stem is: the natural logarithm of (N + 1) / (n + 1/2) over the reference collection."""
    documents, counts = _background()
    unknown = 400 if word.isdigit() and len(word) <= 2 else 1
    return math.log((documents + 1) / (counts.get(word, unknown) + 0.5))


@cache
def _related() -> Mapping[str, Mapping[str, int]]:
    loaded: Mapping[str, Mapping[str, int]] = load("related.json")["stems"]
    return MappingProxyType(loaded)


@cache
def related(word: str) -> Mapping[str, float]:
    """Stems that stand among the same words as this one, with how near they come: 0 to 1."""
    return MappingProxyType({other: near / 100 for other, near in _related().get(word, {}).items()})


@frozen
class Synonyms:
    """Groups of phrases with one meaning: `written` as people type them, `forms` as stems, and who is in which."""

    written: tuple[tuple[str, ...], ...]
    forms: tuple[tuple[Form, ...], ...]
    groups: Mapping[Form, tuple[int, ...]]
    longest: int


@cache
def synonyms() -> Synonyms:
    """The synonym groups. A phrase under `alternatives_only` is an alternative of its group but does not call it up."""
    raw = load("concepts.json")
    written = tuple(tuple(group) for group in raw["synonyms"])
    silent = {stems(phrase) for phrase in raw["alternatives_only"]}
    forms = tuple(tuple(dict.fromkeys(stems(phrase) for phrase in group)) for group in written)
    groups: dict[Form, tuple[int, ...]] = {}
    for number, group in enumerate(forms):
        for form in group:
            if form not in silent:
                groups[form] = (*groups.get(form, ()), number)
    return Synonyms(written, forms, MappingProxyType(groups), max(map(len, groups)))


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern of a named kind of wording; apply it to lower-case text."""
    return re.compile("|".join(load_cues()["patterns"][name]))


@cache
def load_cues() -> Mapping[str, Any]:
    """The whole cue file."""
    return MappingProxyType(load("cues.json"))


@cache
def directions() -> Mapping[str, int]:
    """Stems that say up (+1) or down (-1)."""
    raw = load_cues()["directions"]
    up = {stem(word): 1 for word in raw["up"].split()}
    return MappingProxyType(up | {stem(word): -1 for word in raw["down"].split()})


@cache
def values() -> Mapping[str, int]:
    """Stems that say good (+1) or bad (-1)."""
    raw = load_cues()["values"]
    good = {stem(word): 1 for word in raw["good"].split()}
    return MappingProxyType(good | {stem(word): -1 for word in raw["bad"].split()})


_IRREGULAR = {"cut": "cut", "lead": "led", "show": "showed", "drive": "drove", "rise": "rose", "speed": "sped"}


@cache
def verbs(name: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """A list of verbs of effect as written: bare, third person, past."""
    bare = load_cues()["verbs"][name].split()
    past = (_IRREGULAR.get(word) or _regular_past(word) for word in bare)
    return frozenset(bare), frozenset(f"{word}s" for word in bare), frozenset(past)


def _regular_past(word: str) -> str:
    if word in _DOUBLED:
        return f"{word}{word[-1]}ed"
    return f"{word}d" if word.endswith("e") else f"{word}ed"


_DOUBLED = ("control", "drop", "confer")


@cache
def word_set(name: str) -> frozenset[str]:
    """A plain list of the cue file, as written."""
    return frozenset(load_cues()[name].split())


@cache
def stem_set(name: str) -> frozenset[str]:
    """A plain list of the cue file, as stems."""
    return frozenset(stem(word) for word in load_cues()[name].split())


@cache
def opposites() -> Mapping[str, frozenset[str]]:
    """For each stem the stems that say the opposite."""
    table: dict[str, set[str]] = {}
    for one, other in load_cues()["opposites"]:
        table.setdefault(stem(one), set()).add(stem(other))
        table.setdefault(stem(other), set()).add(stem(one))
    return MappingProxyType({word: frozenset(others) for word, others in table.items()})
