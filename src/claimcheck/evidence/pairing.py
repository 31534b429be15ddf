"""A claim and a paper as one row of numbers, for the stance model.

The row is about the deciding sentence, its runner-up, the paper as a whole, and where claim and sentence disagree. All
names are stable: the fitted weights in `weights.json` refer to them.
"""

from collections.abc import Mapping, Sequence

from claimcheck.evidence import signals, traps
from claimcheck.evidence.bars import bar_features
from claimcheck.evidence.deciding import Deciding
from claimcheck.evidence.reading import ClaimReading, Concept, PaperReading, Sentence, present
from claimcheck.evidence.text import STOPWORDS
from claimcheck.evidence.vocabulary import directions, idf


def paired(
    claim: ClaimReading, paper: PaperReading, listed: Sequence[Deciding]
) -> tuple[dict[str, float], tuple[dict[str, float], ...]]:
    """The row for a claim and a paper whose sentences are listed best first (at least one), and those of the best sentences."""
    stances = [_stance(claim, one.sentence) for one in listed[:4]]
    told = tuple(_told_row(claim, one, stance) for one, stance in zip(listed[:TOLD], stances, strict=False))
    return _pair_row(claim, paper, listed, stances), told


def _pair_row(
    claim: ClaimReading, paper: PaperReading, listed: Sequence[Deciding], stances: Sequence[Mapping[str, float]]
) -> dict[str, float]:
    best = listed[0]
    row = {
        "negative": float(claim.negative),
        "tells_effect": float(bool(signals.effects(claim.stems))),
        "claim_length": min(len(claim.stems), 30) / 30,
        "score": best.score / 5,
        "lead": (best.score - listed[1].score) / 2 if len(listed) > 1 else 1.0,
        "animal_for_people": float(claim.about_people and paper.is_animal),
    }
    row |= {f"s_{name}": best.features[name] for name in _KEPT}
    row |= _covered(claim, paper, best)
    row |= stances[0]
    row |= {f"more_{name}": value for name, value in _mean_stance(listed[1:4], stances[1:4]).items()}
    row |= {f"title_{name}": value for name, value in _stance(claim, paper.title).items() if name in _TITLE_KEPT}
    return row | bar_features(claim, paper, best)


_KEPT = (
    "coverage", "around", "words", "pairs", "place", "numbers", "other_numbers", "conclusion", "result", "significant",
    "undecided", "aim", "method", "background", "hedge", "title", "length", "comparator",
)  # fmt: skip
_TITLE_KEPT = ("same", "turned", "opposed", "agrees", "clash", "object", "prefixed")


def _covered(claim: ClaimReading, paper: PaperReading, best: Deciding) -> dict[str, float]:
    """How much of the claim is missing, in the sentence, around it and in the whole paper."""
    around = signals.neighbourhood(paper, best.at)
    lacking, near = signals.missing(claim, (best.sentence,)), signals.missing(claim, around)
    nowhere = signals.missing(claim, paper.all_sentences)
    words = [word for word in dict.fromkeys(claim.stems) if word not in STOPWORDS]
    unseen = [word for word in words if word not in best.sentence.terms]
    return {
        "lacks": _heaviest(lacking),
        "lacks_near": _heaviest(near),
        "lacks_all": _heaviest(nowhere),
        "lacking": min(len(lacking), 6) / 6,
        "lacking_near": min(len(near), 6) / 6,
        "lacking_all": min(len(nowhere), 6) / 6,
        "subject": _share(claim.subject, (best.sentence,)),
        "predicate": _share(claim.predicate, (best.sentence,)),
        "subject_near": _share(claim.subject, around),
        "predicate_near": _share(claim.predicate, around),
        "unseen": sum(idf(word) for word in unseen) / (sum(idf(word) for word in words) or 1.0),
        "whole": 1.0 - sum(c.weight for c in nowhere) / claim.weight,
        "title_coverage": signals.coverage(claim, (paper.title,)),
    }


def _heaviest(concepts: Sequence[Concept]) -> float:
    return max((concept.weight for concept in concepts), default=0.0) / 9


def _share(concepts: Sequence[Concept], texts: Sequence[Sentence]) -> float:
    whole = sum(concept.weight for concept in concepts)
    if not whole:
        return 1.0
    return sum(c.weight for c in concepts if any(present(c, text) for text in texts)) / whole


def _stance(claim: ClaimReading, sentence: Sentence) -> dict[str, float]:
    """Where claim and sentence point the same way, and where they do not."""
    same, turned = signals.agreement(claim, sentence)
    denies = signals.denies(sentence)
    opposed, kept = signals.turned_words(claim, sentence), signals.kept_words(claim, sentence)
    tone = signals.valence(claim.stems) * signals.valence(sentence.stems)
    lost, gained = _moved(claim, sentence)
    crossed = float(claim.negative != denies)
    agrees = 1.0 - crossed
    direct, through = signals.main_effect(claim, sentence)
    effect = direct * (-1.0 if claim.negative != denies else 1.0)
    near, far = signals.shares_agree(claim, sentence)
    return {
        "object": direct,
        "object_turned": float(direct < 0),
        "object_kept": float(direct > 0),
        "through": through,
        "effect": effect,
        "prefixed": float(signals.unprefixed(claim, sentence) > 0),
        "same": min(same, 3.0) / 3,
        "turned": min(turned, 3.0) / 3,
        "net": max(-3.0, min(3.0, same - turned)) / 3 * (1.0 if not claim.negative else 0.3),
        "opposed": min(opposed, 2) / 2,
        "kept": min(kept, 2) / 2,
        "clash": float(opposed > 0 and kept == 0),
        "denies": float(denies),
        "crossed": crossed,
        "both_negative": float(claim.negative and denies),
        "negative_only": float(claim.negative and not denies),
        "denied": float(denies and not claim.negative),
        "tone": tone,
        "swapped": float(signals.swapped(claim, sentence)),
        "other_dose": float(signals.other_dose(claim, (sentence,))),
        "up_lost": lost,
        "down_gained": gained,
        "agrees": agrees * max(0.0, min(1.0, (same - turned + kept - opposed) / 2)),
        "disagrees": max(0.0, min(1.0, (turned - same + opposed - kept + crossed) / 2)),
        "parity": _parity(claim, sentence),
        "share_near": float(near),
        "share_far": float(far),
        "lessened": float(traps.lessened(claim, sentence)),
    }


TOLD = 3
"""Sentences of a paper, best first, that are read for what they tell of the claim."""


def stance_row(claim: ClaimReading, one: Deciding) -> dict[str, float]:
    """The row for a claim and one sentence, for telling "says so" from "says the opposite"."""
    return _told_row(claim, one, _stance(claim, one.sentence))


def _told_row(claim: ClaimReading, one: Deciding, stance: Mapping[str, float]) -> dict[str, float]:
    return {
        **stance,
        **{f"s_{name}": one.features[name] for name in _SENTENCE_KEPT},
        "negative": float(claim.negative),
        "tells_effect": float(bool(signals.effects(claim.stems))),
        "denied_form": float(traps.denies_it(claim, one.sentence)),
    }


_SENTENCE_KEPT = (
    "coverage", "words", "pairs", "numbers", "other_numbers", "conclusion", "result", "significant", "hedge", "title",
    "null", "undecided",
)  # fmt: skip


def told_features(told: Sequence[float]) -> dict[str, float]:
    """What a paper's best sentences tell, as log-odds of "so" against "the opposite", best sentence first (at least one)."""
    return {"told": told[0], "told_mean": sum(told) / len(told), "told_least": min(told)}


def _moved(claim: ClaimReading, sentence: Sentence) -> tuple[float, float]:
    """Whether the claim's kind of direction (up, down) is missing in the sentence while the other kind is there."""
    table = directions()
    ours = {table[word] for word in claim.stems if word in table}
    theirs = {table[word] for word in sentence.stems if word in table}
    return float(bool(ours) and bool(theirs) and not ours & theirs), float(len(ours) == 1 and ours <= theirs)


def _parity(claim: ClaimReading, sentence: Sentence) -> float:
    """+1 where the product of all directions and negations is the same in both, -1 where it differs, 0 where one is silent."""
    return float(_sign(claim.stems) * _sign(sentence.stems))


def _sign(stemmed: tuple[str, ...]) -> int:
    found = signals.effects(stemmed)
    if not found:
        return 0
    sign = 1
    for effect in found[:3]:
        sign *= effect.sign
    return sign


def _mean_stance(listed: Sequence[Deciding], stances: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    """The stance signals of the runners-up, each weighted by how much of the claim it names."""
    names = ("same", "turned", "opposed", "kept", "denies", "crossed", "agrees", "disagrees", "object", "prefixed")
    rows = [(stance, one.features["coverage"]) for one, stance in zip(listed, stances, strict=True)]
    return {name: sum(row[name] * weight for row, weight in rows) / max(len(rows), 1) for name in names}
