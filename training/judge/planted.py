"""Sentences that stand in many abstracts and mislead a reader who goes by words: what was expected, and what else was found.

A hypothesis, a belief or an earlier study says the claim and is no finding of the paper; "but did not improve quality of life" denies something
else than the claim. Both are planted into abstracts of the training part, whatever the claim's label, so that they tell nothing.
"""

import random
import re
from collections.abc import Mapping, Sequence

from corpus import Asked, Document

_EXPECTED = (
    "We hypothesised that {}.", "We hypothesized that {}.", "Our hypothesis was that {}.", "It was expected that {}.",
    "It is widely believed that {}.", "It is often assumed that {}.", "Some authors have claimed that {}.", "In theory, {}.",
    "Earlier studies suggested that {}.", "Previous research has suggested that {}.", "Observational data suggest that {}.",
    "It is not known whether {}.", "It remains unclear whether {}.", "Whether {} is uncertain.", "Few trials have examined whether {}.",
    "The aim of this study was to find out whether {}.", "We examined whether {}.", "To determine whether {}.",
)  # fmt: skip
_LEFT_OPEN = (
    "There is insufficient evidence to say whether {}.", "There is insufficient evidence that {}.", "It is still unknown whether {}.",
    "More trials are needed to establish whether {}.", "We found no trial that tells whether {}.", "No conclusion can be drawn as to whether {}.",
)  # fmt: skip
_NOT_ELSE = (
    ", but did not {verb} {what}", " and did not {verb} {what}", ", but had no effect on {what}", "; {what} did not differ",
    ", whereas no difference was seen in {what}", " without any effect on {what}",
)  # fmt: skip
_ELSE = (
    ", but {what} improved",
    ", although there was an effect on {what}",
    "; {what}, however, changed significantly",
)
_WHAT = (
    "quality of life", "length of hospital stay", "mortality", "costs", "body weight", "blood pressure", "sleep quality", "grip strength",
    "bone density", "depressive symptoms", "hospital admissions", "sick leave", "lung function", "cognitive function", "patient satisfaction",
    "inflammatory markers", "walking speed", "school attendance", "dental caries", "visual acuity", "muscle strength", "use of painkillers",
)  # fmt: skip
_VERBS = ("improve", "reduce", "change", "affect", "increase")
FIRST, LAST = 1000, 2000
"""Places of what is planted: no sentence that decides has them."""


def expected(claim: Asked, opposite: str, chance: random.Random) -> Mapping[int, str]:
    """A sentence, by its place, that says the claim or its opposite without finding it."""
    said = (opposite if opposite and chance.random() < 0.3 else claim.text).strip().rstrip(".")
    if not said or said.endswith("?"):
        return {}
    open_still = claim.label == "neither" and chance.random() < 0.4
    return {LAST if open_still else FIRST: chance.choice(_LEFT_OPEN if open_still else _EXPECTED).format(said)}


def with_else(claims: Sequence[Asked], document: Document, chance: random.Random) -> dict[int, str]:
    """Sentences that decide a claim, by their place, with something behind them that says the contrary of another outcome."""
    decided = [one for one in claims if one.label != "neither" and any(at >= 0 for at in one.evidence)]
    known = " ".join([document.title, *document.sentences, *(one.text for one in claims)]).lower()
    others = [what for what in _WHAT if what.split()[-1] not in known]
    if not decided or not others:
        return {}
    one = chance.choice(decided)
    ending = chance.choice(_NOT_ELSE if (one.label == "supports") != (chance.random() < 0.2) else _ELSE)
    at = chance.choice([at for at in one.evidence if at >= 0])
    told = document.sentences[at].rstrip()
    if not re.search(r"[a-z)%]\.$", told):
        return {}
    return {at: told[:-1] + ending.format(verb=chance.choice(_VERBS), what=chance.choice(others)) + "."}
