"""Made-up trials in which everything is known: what was found of two outcomes, and claims about them, true and not.

Abstracts of papers seldom differ by one word alone; these do. They teach what turns a finding ("more severe with", "did not", "insufficient
evidence", a hypothesis before it) and what does not (the same denied of another outcome). No fact in them is one.
"""

import random
from collections.abc import Sequence

from attrs import frozen
from corpus import Asked, Document

_WHAT = (
    "ginger|yoga|magnesium|melatonin|acupuncture|zinc|curcumin|propranolol|vitamin D|fish oil|probiotics|aerobic exercise|massage|iron|metformin|"
    "statins|aspirin|ibuprofen|paracetamol|prednisolone|sertraline|cognitive behavioural therapy|a low-salt diet|intermittent fasting|honey|"
    "green tea|cranberry juice|nasal irrigation|botulinum toxin|pregabalin|amitriptyline|tai chi|light therapy|music therapy|chewing gum|"
    "lidocaine patches|a mobile phone app|nurse visits|oral rinsing with chlorhexidine|early mobilisation|physiotherapy|creatine|collagen|"
    "omega-3 capsules|folic acid|selenium|cannabidiol|a weighted blanket|compression stockings|heat packs|topical capsaicin|tranexamic acid"
)
_ILL = (
    "nausea|back pain|leg cramps|insomnia|migraine|diarrhoea|knee pain|anxiety|depressive symptoms|fatigue|constipation|itching|dry eye|heartburn|"
    "hot flushes|dizziness|headache|cough|muscle soreness|bleeding|falls|wound infection|urinary incontinence|snoring|neck pain|acne|hair loss|"
    "vomiting|tremor|fever|joint stiffness|bloating|delirium|relapse|hospital admission|fractures|blood loss|weight gain|tinnitus|mouth ulcers"
)
_WHO = (
    "adults|children|pregnant women|older adults|people with osteoarthritis|adolescents|women after menopause|men over 60|people with type 2 diabetes|"
    "patients after surgery|shift workers|athletes|nursing home residents|people with heart failure|office workers|adults with obesity"
)
_NONE, _MORE, _LESS, _SAME, _OPEN = "placebo", "more", "less", "same", "open"
_FOUND = {
    _LESS: "{S} reduced {o} compared with {c} {n}|{O} was less severe with {s} than with {c} {n}|{O} was less frequent with {s} than with {c} {n}|"
    "Compared with {c}, {s} significantly decreased {o} {n}|{S} relieved {o} better than {c} {n}|There was less {o} in the group given {s} {n}|"
    "{S} was superior to {c} for {o} {n}|{S} proved effective against {o} {n}|The odds of {o} were lower with {s} {n}",
    _MORE: "{S} increased {o} compared with {c} {n}|{O} was more severe with {s} than with {c} {n}|{O} was more frequent with {s} than with {c} {n}|"
    "Compared with {c}, {s} significantly worsened {o} {n}|There was more {o} in the group given {s} {n}|{S} was inferior to {c} for {o} {n}|"
    "The risk of {o} was higher with {s} {n}|The odds of {o} rose with {s} {n}",
    _SAME: "{S} did not reduce {o} compared with {c} {m}|{O} did not differ between {s} and {c} {m}|There was no difference in {o} between the groups {m}|"
    "{S} had no effect on {o} {m}|{S} was no better than {c} for {o} {m}|{O} was similar with {s} and {c} {m}",
    _OPEN: "There is insufficient evidence to say whether {s} reduces {o}|The evidence on {s} for {o} was of very low certainty, and no conclusion can be drawn|"
    "Whether {s} has any effect on {o} remains unknown|No trial of {s} for {o} was found|Data on {o} were too few to be analysed",
}  # fmt: skip
_NUMBERS = "|||(p=0.002)|(p=0.01)|(mean difference 1.4, 95% CI 0.7 to 2.1)"
_ALIKE_NUMBERS = "|||(p=0.64)|(p=0.31)|(mean difference 0.1, 95% CI -0.4 to 0.6)"
_BRIEF = {
    _LESS: "reduced {o}|relieved {o}|lowered the rate of {o}|eased {o}",
    _MORE: "increased {o}|worsened {o}|raised the rate of {o}",
    _SAME: "did not reduce {o}|had no effect on {o}|did not change {o}|made no difference to {o}",
}
_CLAIMED = {
    _LESS: "{S} reduces {o}|{S} eases {o}|{S} relieves {o}|{S} helps against {o}|{S} lowers the risk of {o}|{S} makes {o} less likely|{S} can prevent {o}|"
    "{S} cuts {o}|Taking {s} means less {o}|{O} gets better with {s}",
    _MORE: "{S} causes {o}|{S} can trigger {o}|{S} leads to {o}|{S} brings on {o}|{S} worsens {o}|{S} raises the risk of {o}|{S} makes {o} more likely|"
    "{S} can cause {o}|{O} gets worse with {s}|Taking {s} means more {o}",
    _SAME: "{S} does not reduce {o}|{S} does nothing for {o}|{S} makes no difference to {o}|{S} has no effect on {o}|{S} neither eases nor worsens {o}|"
    "{S} does not affect {o}",
}  # fmt: skip
_BETTER = "{S} works better than {c} for {o}|{S} eases {o} more than {c}|For {o}, {s} beats {c}"
_WORSE = "{S} works less well than {c} for {o}|{C} eases {o} more than {s}|For {o}, {c} beats {s}|{C} works better than {s} for {o}"
_ALIKE = "{S} works as well as {c} for {o}|For {o}, {s} and {c} are about the same"
_BEFORE = (
    "We hypothesised that {s} would reduce {o}.|{S} is widely used for {o}.|It is widely believed that {s} relieves {o}.|It is not known whether {s} reduces {o}.|"
    "Earlier studies suggested that {s} reduces {o}.|Earlier studies suggested that {s} increases {o}.|Small trials have reported less {o} with {s}.|"
    "{O} is common in {p}, and treatment options are limited.|Some fear that {s} causes {o}."
)
_METHODS = (
    "In this double-blind trial, {k} {p} were randomly assigned to {s} or {c} for {w} weeks.|We randomised {k} {p} to {s} or {c} at {w} centres.|"
    "{K} {p} took {s} or {c} for {w} weeks; outcomes were rated by blinded assessors."
)


@frozen
class _Trial:
    """What was compared, and with which outcomes."""

    words: dict[str, str]
    found: str
    other: str
    found_of_other: str


def made_up(number: int, chance: random.Random) -> Document:
    """A document with its claims and the sentences that decide them."""
    trial = _trial(chance)
    first, second = trial.words, trial.words | {"o": trial.other}
    results, places = _results(trial, chance)
    opening = [_said(_one(_BEFORE, chance), first, chance) for _ in range(chance.choice((1, 1, 2)))]
    sentences = [*opening, _said(_one(_METHODS, chance), first, chance), *results]
    start = len(opening) + 1
    claims = [
        *_claims(first, trial.found, tuple(start + at for at in places[0]), chance),
        *_claims(second, trial.found_of_other, tuple(start + at for at in places[1]), chance),
        *_claims(first | {"o": _another((first["o"], trial.other), chance)}, _OPEN, (), chance)[:1],
    ]
    title = _said("{S} for {o} in {p}: a randomised controlled trial.", first, chance)[:-1]
    asked = [
        Asked(f"made-up:{number}:{at}", text, label, tuple(evidence), "made up")
        for at, (text, label, evidence) in enumerate(claims)
    ]
    return Document(f"made-up:{number}", title, sentences, claims=asked)


def _trial(chance: random.Random) -> _Trial:
    what, against = chance.sample(_WHAT.split("|"), 2)
    one, other = chance.sample(_ILL.split("|"), 2)
    words = {"s": what, "c": chance.choice((_NONE, _NONE, against)), "o": one, "p": _one(_WHO, chance)}
    kinds = (_LESS, _MORE, _SAME, _OPEN)
    return _Trial(words, *(chance.choices(kinds, (4, 3, 3, 1))[0], other, chance.choices(kinds, (3, 2, 4, 1))[0]))


def _results(trial: _Trial, chance: random.Random) -> tuple[list[str], tuple[list[int], list[int]]]:
    """The sentences, and which tell of the first and of the second outcome."""
    first, second = trial.words, trial.words | {"o": trial.other}
    if trial.found in _BRIEF and trial.found_of_other in _BRIEF and chance.random() < 0.6:
        joint = " and " if trial.found == trial.found_of_other else chance.choice((" but ", ", but ", " and ", "; it "))
        one, other = (
            _said(_one(_BRIEF[kind], chance), words, chance)[:-1]
            for kind, words in ((trial.found, first), (trial.found_of_other, second))
        )
        told = [_said("{S} ", first, chance)[:-1].strip() + f" {_low(one)}{joint}{_low(other)}."]
        places: tuple[list[int], list[int]] = ([0], [0])
    else:
        told = [_said(_one(_FOUND[trial.found], chance), first, chance)]
        told.append(_said(_one(_FOUND[trial.found_of_other], chance), second, chance))
        places = ([0], [1])
    if chance.random() < 0.3:
        told.append(
            chance.choice(
                (
                    "No serious adverse events occurred.",
                    "Follow-up was complete in 93%.",
                    "Larger trials are warranted.",
                )
            )
        )
    return told, places


def _claims(
    words: dict[str, str], found: str, places: Sequence[int], chance: random.Random
) -> list[tuple[str, str, Sequence[int]]]:
    """Two or three claims on one outcome, with their labels."""
    told = []
    could_be = (_LESS, _SAME) if found == _SAME else tuple(_CLAIMED)  # what does not reduce it might still increase it
    for kind in chance.sample(could_be, 2):
        label = "neither" if found == _OPEN else "supports" if kind == found else "contradicts"
        text = _said(_one(_CLAIMED[kind], chance), words, chance)
        told.append((text, label, () if label == "neither" else places))
    if words["c"] != _NONE and chance.random() < 0.6:
        right = {_LESS: _BETTER, _MORE: _WORSE, _SAME: _ALIKE}.get(found)
        said = chance.choice((_BETTER, _WORSE, _ALIKE))
        label = "neither" if right is None else "supports" if said == right else "contradicts"
        told.append((_said(_one(said, chance), words, chance), label, () if label == "neither" else places))
    return told


def _said(template: str, words: dict[str, str], chance: random.Random) -> str:
    count = str(chance.randint(40, 900))
    filled = template.format(
        **words, **{name.upper(): value[0].upper() + value[1:] for name, value in words.items()},
        n=_one(_NUMBERS, chance), m=_one(_ALIKE_NUMBERS, chance), k=count, K=count, w=chance.randint(2, 26),
    )  # fmt: skip
    return " ".join(filled.rstrip(". ").split()) + "."


def _low(text: str) -> str:
    return text[0].lower() + text[1:]


def _another(taken: Sequence[str], chance: random.Random) -> str:
    return chance.choice([name for name in _ILL.split("|") if name not in taken])


def _one(choices: str, chance: random.Random) -> str:
    return chance.choice(choices.split("|"))
