"""Reads the rules' lists of words (`data/*.json`), which settings may add to."""

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from attrs import frozen

from claimcheck.thresholds import Thresholds

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*%?")
_NO_PLURALS = frozenset({"this", "is", "was", "has", "does", "its", "as", "thus"})


@frozen
class EffectVerb:
    """A verb of effect as it stands in a text, with its base form: ``reduces``, ``reduce``."""

    said: str
    base: str

    def hedged(self, level: int) -> str:
        """The strongest wording that the level permits: ``reduces``, ``probably reduces``, ``may reduce``."""
        if level <= 1:
            return self.said
        return f"probably {self.said}" if level == 2 else f"may {self.base}"


@cache
def data(name: str) -> Mapping[str, Any]:
    """A data file of this room. Read once; callers do not change the answer."""
    found: Mapping[str, Any] = json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=64)
def listed(kind: str, more: tuple[str, ...] = ()) -> tuple[str, ...]:
    """One of the lists of words, with those that the settings add."""
    return (*data("words")["words"][kind], *more)


@lru_cache(maxsize=64)  # every rule asks about the same statement
def spoken(text: str) -> tuple[str, ...]:
    """The words of a text in lower case."""
    return tuple(map(str.lower, _WORD.findall(text)))


def first_said(text: str, phrases: tuple[str, ...]) -> str:
    """The first of the words and phrases that stands in the text, as listed; "" where none does."""
    if _said(text).isdisjoint(_beginnings(phrases)):
        return ""  # nearly always, and one test stands for one a phrase
    padded = _padded(text)
    said = [phrase for phrase, alone in _alone(phrases) if alone in padded]
    return min(said, key=lambda phrase: (padded.find(f" {phrase} "), phrase), default="")


@lru_cache(maxsize=64)
def _said(text: str) -> frozenset[str]:
    return frozenset(spoken(text))


@lru_cache(maxsize=256)
def _beginnings(phrases: tuple[str, ...]) -> frozenset[str]:
    """The first word of each phrase."""
    return frozenset(phrase.partition(" ")[0] for phrase in phrases)


@lru_cache(maxsize=64)
def _padded(text: str) -> str:
    return f" {' '.join(spoken(text))} "


@lru_cache(maxsize=256)
def _alone(phrases: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Each phrase as it is and as it stands among other words."""
    return tuple((phrase, f" {phrase} ") for phrase in phrases)


def is_hedged(text: str, thresholds: Thresholds) -> bool:
    """Whether the text leaves room, or denies."""
    return bool(first_said(text, listed("hedging", thresholds.hedging_words)))


def effect_verb(text: str, thresholds: Thresholds) -> EffectVerb | None:
    """The first verb of effect that the text asserts; None where there is none. "To reduce" states an aim."""
    forms = _forms(listed("causal", thresholds.causal_words))
    words = spoken(text)
    for before, word in zip(["", *words], words, strict=False):
        base, surely = forms.get(word, ("", False))
        if base and before != "to" and (surely or _is_plural(before)):
            return EffectVerb(word, base)
    return None


@cache
def _forms(entries: tuple[str, ...]) -> Mapping[str, tuple[str, bool]]:
    """Each form with its base, and whether it is surely a verb."""
    found: dict[str, tuple[str, bool]] = {}
    for entry in entries:
        base, _, third = entry.partition("|")
        found[base.rstrip("?")] = base.rstrip("?"), not base.endswith("?")
        if third:
            found[third] = base.rstrip("?"), True
    return found


def _is_plural(word: str) -> bool:
    return word.endswith("s") and word not in _NO_PLURALS
