"""Made-up trials in which everything is known: what was found of two outcomes, and claims about them, true and not.

Abstracts of papers seldom differ by one word alone; these do. They teach what turns a finding ("more severe with", "did not", "insufficient
evidence", a hypothesis before it) and what does not (the same denied of another outcome, another verb for the same). No fact in them is one.
Their words stand in `made_up.toml`.
"""

import random
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from attrs import evolve, frozen
from corpus import Asked, Document

_MORE, _LESS, _SAME, _OPEN = "more", "less", "same", "open"
"""What was found: for the worse, for the better, no difference, or nothing."""
DOSES, SERIES = 0.08, 0.08
"""The shares of trials of two doses, and of patients without controls."""
_UNLIKE = {_LESS: "better", _MORE: "worse", _SAME: "alike"}
_STRANGE = {"o": "names harm", "s": "names studied", "p": "names people"}


@frozen
class _Finding:
    """What was found of one outcome: the words to say it with, whether the outcome is one to be wished for, and which way it went."""

    words: dict[str, str]
    kind: str
    way: str
    amount: int = 0
    """By how many per cent, where that is told."""


Claim = tuple[str, str, Sequence[int]]


def made_up(number: int, chance: random.Random) -> Document:
    """A document with its claims and the sentences that decide them."""
    if (kind := chance.random()) < DOSES + SERIES:
        return (_doses if kind < DOSES else _series)(number, chance)
    first, second = _findings(chance)
    results, places = _results(first, second, chance)
    opening = [_said(_one("around before", chance), first.words, chance) for _ in range(chance.choice((1, 1, 2)))]
    sentences = [*opening, _said(_one("around methods", chance), first.words, chance), *results]
    start = len(opening) + 1
    claims = [
        *_claims(first, [start + at for at in places[0]], chance),
        *_claims(second, [start + at for at in places[1]], chance),
        *_strange(first, second, chance),
    ]
    title = _said(_one("around titles", chance), first.words, chance)[:-1] if chance.random() < 0.8 else ""
    return _document(number, title, sentences, claims)


def _document(number: int, title: str, sentences: list[str], claims: Sequence[Claim]) -> Document:
    asked = [
        Asked(f"made-up:{number}:{at}", text, label, tuple(evidence), "made up")
        for at, (text, label, evidence) in enumerate(claims)
    ]
    return Document(f"made-up:{number}", title, sentences, claims=asked)


def _doses(number: int, chance: random.Random) -> Document:
    """A trial in which the high dose works and the low one does not."""
    words = _findings(chance)[0].words | {"o": _one("names harm", chance)}
    low = chance.choice((5, 10, 20, 50, 100, 250))
    words |= {"low": str(low), "high": str(low * chance.choice((2, 4, 6, 10)))}
    sentences = [_said(_one(f"around {part}", chance), words, chance) for part in ("before", "methods")]
    sentences.append(_said(_one("doses found", chance), words, chance))
    claims = [
        (_said(_one(f"doses {kind}", chance), words, chance), label, (2,))
        for kind, label in (("high", "supports"), ("low", "contradicts"), ("none", "supports"))
    ]
    return _document(number, _said("{S} and {o}", words, chance)[:-1], sentences, claims)


def _series(number: int, chance: random.Random) -> Document:
    """Patients who got better with nobody to compare them with, which decides nothing."""
    words = _findings(chance)[0].words | {"o": _one("names harm", chance)}
    parts = ("around before", "series methods", "series found", "series after")
    sentences = [_said(_one(part, chance), words, chance) for part in parts]
    claims = [
        (_said(_one(f"claimed harm {way}", chance), words, chance), "neither", ()) for way in (_LESS, _LESS, _SAME)
    ]
    return _document(number, _said("{S} for {o} in {p}", words, chance)[:-1], sentences, claims)


def _findings(chance: random.Random) -> tuple[_Finding, _Finding]:
    what, against = chance.sample(_choices("names studied"), 2)
    compared = chance.choice((*_choices("names compared"), *[against] * 4))
    words = {"s": what, "c": compared, "p": _one("names people", chance)}
    kinds = chance.choices(("harm", "good"), (3, 1), k=2)
    one, other = (_one(f"names {kind}", chance) for kind in kinds)
    while other == one:
        other = _one(f"names {kinds[1]}", chance)
    ways = (_LESS, _MORE, _SAME, _OPEN)
    first = _Finding(words | {"o": one}, kinds[0], chance.choices(ways, (4, 3, 3, 1))[0])
    alone = compared not in _choices("names studied")
    if alone and first.way == _LESS and first.kind == "harm" and chance.random() < 0.25:
        first = evolve(first, amount=chance.randint(5, 80))
    return first, _Finding(words | {"o": other}, kinds[1], chance.choices(ways, (3, 2, 4, 1))[0])


def _results(first: _Finding, second: _Finding, chance: random.Random) -> tuple[list[str], tuple[list[int], list[int]]]:
    """The sentences, and which tell of the first and of the second outcome."""
    both = (first, second)
    places: tuple[list[int], list[int]] = ([0], [1])
    if not first.amount and _OPEN not in (first.way, second.way) and chance.random() < 0.5:
        joint = " and " if first.way == second.way else chance.choice((" but ", ", but ", " and ", "; it "))
        one, other = (_said(_one(f"brief {at.kind} {at.way}", chance), at.words, chance)[:-1] for at in both)
        told = [_said("{S} " + f"{_low(one)}{joint}{_low(other)}", first.words, chance)]
        places = ([0], [0])
    else:
        told = [_said(_one(_found(at), chance), at.words, chance, at.amount) for at in both]
        if chance.random() < 0.3:
            told, places = told[::-1], ([1], [0])
    if chance.random() < 0.3:
        told.append(_one("around after", chance))
    if first.way == _SAME and first.kind == "harm" and chance.random() < 0.4:  # authors hope on, whatever they found
        told.append(_said(_one("hopeful after", chance), first.words, chance))
    return told, places


def _found(finding: _Finding) -> str:
    if finding.amount:
        return "amounts found"
    return "found any open" if finding.way == _OPEN else f"found {finding.kind} {finding.way}"


def _claims(found: _Finding, places: Sequence[int], chance: random.Random) -> list[Claim]:
    """Two to four claims on one outcome, with their labels.

    Beside another treatment a trial tells which of the two is better, not what either does by itself.
    """

    def said(choices: str, *, right: bool) -> Claim:
        label = "neither" if found.way == _OPEN else "supports" if right else "contradicts"
        return _said(_one(choices, chance), found.words, chance), label, () if label == "neither" else places

    if found.words["c"] in _choices("names studied"):
        ways = _two(_UNLIKE.get(found.way, "better"), list(_UNLIKE.values()), chance)
        return [said(f"compared {found.kind} {way}", right=way == _UNLIKE.get(found.way)) for way in ways]
    could_be = (
        [_LESS, _SAME] if found.way == _SAME else [_LESS, _MORE, _SAME]
    )  # what does not reduce it might still raise it
    ways = _two(found.way, could_be, chance) if found.way in could_be else chance.sample(could_be, 2)
    told = [said(f"claimed {found.kind} {way}", right=way == found.way) for way in ways]
    if found.amount:
        other = chance.choice([n for n in range(5, 90) if abs(n - found.amount) > 8])
        told += [
            (_said(_one("amounts claims", chance), found.words, chance, amount), label, places)
            for amount, label in ((found.amount, "supports"), (other, "contradicts"))
        ]
    return told


def _two(right: str, ways: list[str], chance: random.Random) -> list[str]:
    """Two different ways, the right one among them more often than not."""
    others = [way for way in ways if way != right]
    chance.shuffle(others)
    return [right, others[0]] if len(others) < 2 or chance.random() < 0.8 else others[:2]


def _strange(first: _Finding, second: _Finding, chance: random.Random) -> list[Claim]:
    """Two claims that the paper does not decide: of another outcome, treatment or people, or beyond what was found."""
    words, claimed = first.words, f"claimed {first.kind} {chance.choice((_LESS, _MORE, _SAME))}"
    other = {name: _but(names, (*words.values(), second.words["o"]), chance) for name, names in _STRANGE.items()}
    told = [
        _said(_one(claimed.replace("good", "harm"), chance), words | {"o": other["o"]}, chance),
        _said(_one(claimed, chance), words | {"s": other["s"]}, chance),
        _said(
            "In {p}, " + _low(_one(claimed, chance)),
            words | {"p": other["p"], "S": words["s"], "O": words["o"]},
            chance,
        ),
    ]
    if words["c"] in _choices("names studied"):
        unlike = f"compared {first.kind} {chance.choice(list(_UNLIKE.values()))}"
        told.append(_said(_one(unlike, chance), words | {chance.choice("sc"): other["s"]}, chance))
    if first.kind == "harm" and first.way == _LESS:
        told.append(_said(_one("unfounded claims", chance), words, chance))
    return [(text, "neither", ()) for text in chance.sample(told, 2)]


def _but(names: str, taken: Sequence[str], chance: random.Random) -> str:
    return chance.choice([name for name in _choices(names) if name not in taken])


def _said(template: str, words: dict[str, str], chance: random.Random, amount: int = 0) -> str:
    low = chance.randint(3, 40)
    capitals = {name.upper(): value[0].upper() + value[1:] for name, value in words.items()}
    figures = {"a": low, "b": low + chance.randint(4, 30), "low": low, "high": low + chance.randint(2, 9)}
    filled = template.format_map(
        {"n": _one("figures difference", chance), "m": _one("figures none", chance), "k": (count := chance.randint(40, 900)), "K": count}
        | {"w": chance.randint(2, 26), "x": amount or chance.randint(11, 79)} | figures | capitals | words
    )  # fmt: skip
    return " ".join(filled.rstrip(". ").split()) + "."


def _low(text: str) -> str:
    return text[0].lower() + text[1:]


def _one(name: str, chance: random.Random) -> str:
    return chance.choice(_choices(name))


@cache
def _choices(name: str) -> list[str]:
    """The choices that stand in the file under a path such as "found harm less"."""
    told: Any = _words()
    for part in name.split():
        told = told[part]
    return [choice for line in str(told).strip("\n").split("\n") for choice in line.split("|")]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("made_up.toml").read_text(encoding="utf-8"))
