"""What a sentence has in common with a claim, as numbers: coverage, wording, direction of effect, negation.

Every function here is about one claim and one sentence (with its neighbours); none of them decides anything.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from attrs import frozen

from claimcheck.evidence.reading import (
    ClaimReading,
    Concept,
    PaperReading,
    Sentence,
    concepts_of,
    contains,
    present,
)
from claimcheck.evidence.text import stems
from claimcheck.evidence.traps import reordered
from claimcheck.evidence.vocabulary import cue, directions, opposites, stem_set, values

_NEAR = 6
"""Words between a direction word and what it is said of, at most."""
_NEGATION_REACH = 4
_NUMBER = re.compile(r"(?<![\w.-])\d+(?:[.,]\d+)?")


@frozen
class Effect:
    """A word of direction or value in a text: where, its sign after local negation, and whether it is a value word."""

    at: int
    sign: int
    stem: str
    is_value: bool


@lru_cache(maxsize=4096)
def effects(stemmed: tuple[str, ...]) -> tuple[Effect, ...]:
    """The direction and value words of a text with their signs; a negation up to four words before turns a sign."""
    up_down, good_bad, negations = directions(), values(), stem_set("negations")
    found = []
    for at, word in enumerate(stemmed):
        sign = good_bad.get(word) or up_down.get(word)
        if sign:
            before = stemmed[max(0, at - _NEGATION_REACH) : at]
            turned = any(one in negations and one != word for one in before)
            found.append(Effect(at, -sign if turned else sign, word, word in good_bad))
    return tuple(found)


def denies(sentence: Sentence) -> bool:
    """Whether a sentence reports no effect: null wording, or a negation before every word of direction or value."""
    if wording(sentence.plain)["null"]:
        return True
    table, good_bad = directions(), values()
    found = effects(sentence.stems)
    return bool(found) and all(effect.sign != (good_bad.get(effect.stem) or table.get(effect.stem)) for effect in found)


def valence(stemmed: tuple[str, ...]) -> float:
    """How good the told outcome is, -1 to 1: value words, and directions times the value of what they are said of."""
    bad = stem_set("bad_outcomes")
    total = 0.0
    for effect in effects(stemmed):
        if effect.is_value:
            total += effect.sign
        near = stemmed[max(0, effect.at - _NEAR) : effect.at + _NEAR + 1]
        if any(word in bad for word in near) and not (effect.is_value and effect.stem not in directions()):
            total += (
                directions().get(effect.stem, 0) * -1.0 * (1 if effect.sign == directions().get(effect.stem) else -1)
            )
    return max(-1.0, min(1.0, total))


def agreement(claim: ClaimReading, sentence: Sentence) -> tuple[float, float]:
    """How much of the claim's directions the sentence repeats, and how much it turns round (each 0 to about 3).

    For every concept named in both, the nearest direction word in the claim is compared with the nearest in the sentence.
    """
    same = turned = 0.0
    said, found = effects(claim.stems), effects(sentence.stems)
    if not said or not found:
        return 0.0, 0.0
    for concept in claim.concepts:
        here, there = _nearest(concept, claim.stems, said), _nearest(concept, sentence.stems, found)
        if here is None or there is None:
            continue
        if here * there > 0:
            same += 1.0
        else:
            turned += 1.0
    return same, turned


def _nearest(concept: Concept, stemmed: tuple[str, ...], found: tuple[Effect, ...]) -> int | None:
    places = [at for form in concept.forms for at in _places(stemmed, form)]
    near = [(abs(effect.at - at), effect.at, effect.sign) for effect in found for at in places]
    near = [one for one in near if 0 < one[0] <= _NEAR]
    return min(near)[2] if near else None


def _places(stemmed: tuple[str, ...], form: tuple[str, ...]) -> Iterable[int]:
    return (i for i, word in enumerate(stemmed) if word == form[0] and stemmed[i : i + len(form)] == form)


def turned_words(claim: ClaimReading, sentence: Sentence) -> int:
    """How many of the claim's words are absent while a word of opposite meaning is there."""
    table = opposites()
    return sum(
        1 for word in set(claim.stems) if word in table and word not in sentence.terms and table[word] & sentence.terms
    )


def kept_words(claim: ClaimReading, sentence: Sentence) -> int:
    """How many of the claim's words that have an opposite stand in the sentence."""
    table = opposites()
    return sum(1 for word in set(claim.stems) if word in table and word in sentence.terms)


_NEGATING = ("de", "in", "im", "un", "non", "dis", "anti", "ir", "a", "hypo", "hyper")


def unprefixed(claim: ClaimReading, sentence: Sentence) -> int:
    """How many words stand with a negating prefix in one and without it in the other ("deactivates", "activates")."""
    ours, theirs = set(claim.stems), set(sentence.stems)
    return sum(_prefixed(word, theirs) and word not in theirs for word in ours) + sum(
        _prefixed(word, ours) and word not in ours for word in theirs
    )


def _prefixed(word: str, others: set[str]) -> bool:
    return len(word) > 6 and any(
        word.startswith(prefix) and len(word) - len(prefix) >= 5 and word[len(prefix) :] in others
        for prefix in _NEGATING
    )


def main_effect(claim: ClaimReading, sentence: Sentence) -> tuple[float, float]:
    """Whether the claim's main word of direction acts on its object as in the sentence: +1 as there, -1 turned, 0 not told.

    The second number takes the subject's own direction along ("loss of A raises B"): the product of both, compared.
    """
    said = effects(claim.stems)
    if not said:
        return 0.0, 0.0
    ours, theirs = (
        _object_signs(claim.stems, claim, said),
        _object_signs(sentence.stems, claim, effects(sentence.stems)),
    )
    shared = [(ours[key], theirs[key]) for key in ours if key in theirs]
    direct = sum(one * other for one, other in shared) / len(shared) if shared else 0.0
    return direct, direct * _subject_sign(claim.stems, claim) * _subject_sign(sentence.stems, claim)


def _object_signs(stemmed: tuple[str, ...], claim: ClaimReading, found: tuple[Effect, ...]) -> dict[str, int]:
    """For each concept of the claim's predicate, the sign of the word of direction that governs it (before it, or just after)."""
    signs = {}
    for concept in claim.predicate or claim.subject:
        near = [
            ((at - effect.at) if effect.at < at else (effect.at - at) + 2, effect.sign)
            for form in concept.forms
            for at in _places(stemmed, form)
            for effect in found
            if effect.at != at
        ]
        close = [one for one in near if one[0] <= _NEAR + 2]
        if close:
            signs[concept.written] = min(close)[1]
    return signs


def _subject_sign(stemmed: tuple[str, ...], claim: ClaimReading) -> int:
    """-1 where a word of less stands right at the subject ("loss of A", "A deficiency"), else +1."""
    down = {word for word, sign in directions().items() if sign < 0}
    top = heaviest(claim.subject)
    places = [at for form in top.forms for at in _places(stemmed, form)] if top else []
    return -1 if any(word in down for at in places for word in stemmed[max(0, at - 3) : at + 3]) else 1


def coverage(claim: ClaimReading, texts: Iterable[Sentence]) -> float:
    """The share of the claim's concepts, by weight, that the texts name together."""
    listed = tuple(texts)
    return sum(c.weight for c in claim.concepts if any(present(c, text) for text in listed)) / claim.weight


def missing(claim: ClaimReading, texts: Iterable[Sentence]) -> tuple[Concept, ...]:
    """The concepts that none of the texts names."""
    listed = tuple(texts)
    return tuple(c for c in claim.concepts if not any(present(c, text) for text in listed))


def neighbourhood(paper: PaperReading, at: int) -> tuple[Sentence, ...]:
    """A sentence with the title and the sentence before it: where its subject may have been named. -1 is the title."""
    if at < 0:
        return (paper.title,)
    before = paper.body[at - 1 : at] if at else ()
    return (paper.title, *before, paper.body[at])


@lru_cache(maxsize=8192)
def wording(plain: str) -> Mapping[str, bool]:
    """Which kinds of wording stand in a lower-case text."""
    return {name: cue(name).search(plain) is not None for name in _KINDS}


_KINDS = (
    "null", "undecided", "more_research", "aim", "protocol", "planned", "method", "background", "conclusion", "result",
    "significant", "hedge", "weak_quality", "subgroup", "animal", "comparator", "question", "instruction",
)  # fmt: skip


_DOSE = re.compile(
    r"(\d+(?:[.,]\d+)?) ?(mg|g|mcg|\u03bcg|ug|iu|ml|kg|mmol|units?|minutes?|hours?|weeks?|months?|years?|days?|sessions?)\b"
)


def other_dose(claim: ClaimReading, texts: Iterable[Sentence]) -> bool:
    """Whether the claim gives an amount or a time, and the texts give only other ones in that unit."""
    wanted = _amounts(claim.plain)
    found: dict[str, set[str]] = {}
    for text in texts:
        for unit, numbers in _amounts(text.plain).items():
            found.setdefault(unit, set()).update(numbers)
    return any(unit in found and not numbers & found[unit] for unit, numbers in wanted.items())


def _amounts(plain: str) -> dict[str, set[str]]:
    amounts: dict[str, set[str]] = {}
    for number, unit in _DOSE.findall(plain):
        amounts.setdefault(unit.rstrip("s"), set()).add(number.replace(",", ""))
    return amounts


_PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?(?:%|percent\b|per cent\b)")
_OUT_OF = re.compile(
    r"\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine) (?:out of|in|of) (?:every )?(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b"
)
_COUNTED = dict(
    zip(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), range(1, 11), strict=True)
)
_PARTS = {"half": 50.0, "third": 33.3, "thirds": 66.7, "quarter": 25.0, "quarters": 75.0, "fifth": 20.0, "tenth": 10.0}


def shares_agree(claim: ClaimReading, sentence: Sentence) -> tuple[bool, bool]:
    """Whether a share that the claim tells ("44 percent", "nine in ten", "a quarter") is near one of the sentence's; whether
    all are far from each other. Near is within a tenth or three points, far beyond a quarter and six points.
    """
    pairs = [(one, other) for one in _shares(claim.plain) for other in _shares(sentence.plain)]
    near = any(abs(one - other) <= max(3.0, 0.1 * one) for one, other in pairs)
    return near, bool(pairs) and all(abs(one - other) > max(6.0, 0.25 * one) for one, other in pairs)


@lru_cache(maxsize=4096)
def _shares(plain: str) -> tuple[float, ...]:
    """The shares of a whole that a lower-case text tells, in percent."""
    told = [float(number) for number in _PERCENT.findall(plain)]
    for part, whole in _OUT_OF.findall(plain):
        few, all_of = _COUNTED.get(part) or int(part), _COUNTED.get(whole) or int(whole)
        if few <= all_of <= 20:
            told.append(100 * few / max(all_of, 1))
    return (*told, *(share for word, share in _PARTS.items() if re.search(rf"\b{word}\b", plain)))


_THAN = re.compile(r"\b(?:than|versus|vs\.?|compared (?:with|to)|over)\b")


def swapped(claim: ClaimReading, sentence: Sentence) -> bool:
    """Whether both compare the same two things the other way round ("A more than B", "B more than A")."""
    ours, theirs = (_THAN.split(reordered(text.plain), maxsplit=1) for text in (claim, sentence))
    if len(ours) < 2 or len(theirs) < 2:
        return False
    left, right = (tuple(stems(part)) for part in theirs)
    before = [c for c in claim.subject if not _named_in(c, stems(ours[1]))]
    after = [c for c in concepts_of(ours[1]) if not _named_in(c, stems(ours[0]))]
    crossed = [c for c in before if _named_in(c, right) and not _named_in(c, left)]
    other = [c for c in after if _named_in(c, left) and not _named_in(c, right)]
    return bool(crossed and other)


def _named_in(concept: Concept, stemmed: tuple[str, ...]) -> bool:
    return any(contains(stemmed, form) for form in concept.forms)


def heaviest(concepts: Iterable[Concept]) -> Concept | None:
    """The most telling of some concepts."""
    return max(concepts, key=lambda concept: concept.weight, default=None)


def shared_numbers(claim: ClaimReading, sentence: Sentence) -> tuple[float, float]:
    """The share of the claim's numbers that the sentence repeats, and whether it gives others instead."""
    wanted = {number.rstrip("%") for number in claim.numbers}
    if not wanted:
        return 0.0, 0.0
    there = set(_NUMBER.findall(sentence.plain))
    share = len(wanted & there) / len(wanted)
    return share, float(bool(there) and not wanted & there)
