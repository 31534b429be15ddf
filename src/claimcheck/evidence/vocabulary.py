"""The word lists that the evidence stages share, read once from the data folder.

`concepts.json` holds synonyms, `cues.json` words of direction and value and the wording about people and animals,
`background.json` in how many abstracts of a reference collection a stem stands, `related.json` which stems stand among
the same words there, and `learnt.json` which stems abstracts use where claims use others. The first two are lists that a
reader may extend.
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

from claimcheck.language.words import stem, stems

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


def is_known(word: str) -> bool:
    """Whether a stem stands in the reference collection."""
    return word in _background()[1]


@cache
def _near(name: str) -> Mapping[str, Mapping[str, int]]:
    loaded: Mapping[str, Mapping[str, int]] = load(name)["stems"]
    return MappingProxyType(loaded)


@cache
def related(word: str) -> Mapping[str, float]:
    """Stems that stand among the same words as this one, with how near they come: 0 to 1."""
    return _shares(_near("related.json").get(word, {}))


@cache
def learnt(word: str) -> Mapping[str, float]:
    """Stems that abstracts use where claims use this one, with how near they come: 0 to 1."""
    return _shares(_near("learnt.json").get(word, {}))


def _shares(percent: Mapping[str, int]) -> Mapping[str, float]:
    return MappingProxyType({other: near / 100 for other, near in percent.items()})


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
    return re.compile("|".join(load("cues.json")["patterns"][name]))


@cache
def no_subject() -> frozenset[str]:
    """Stems that say up or down, good or bad, or not: how something is, never what it is."""
    return frozenset(stem(word) for word in load("cues.json")["no_subject"].split())
