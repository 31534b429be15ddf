"""Which sentence of an abstract decides a claim: a linear score over what sentence and claim share.

The title is a candidate where it states something; questions, aims, plans and instructions are not.
"""

from collections.abc import Mapping
from functools import cache

from attrs import frozen

from claimcheck.evidence import signals
from claimcheck.evidence.reading import ClaimReading, PaperReading, Sentence, present
from claimcheck.evidence.vocabulary import load

_CONCLUDING = ("CONCLUSION", "INTERPRETATION", "DISCUSSION", "SUMMARY")
_RESULTS = ("RESULT", "FINDING")
_OPENING = ("BACKGROUND", "INTRODUCTION", "CONTEXT", "OBJECTIVE", "AIM", "PURPOSE", "IMPORTANCE", "RATIONALE")
_METHODS = (
    "METHOD",
    "DESIGN",
    "SETTING",
    "PARTICIPANT",
    "PATIENTS",
    "INTERVENTION",
    "MAIN OUTCOME",
    "DATA",
    "SEARCH",
    "SELECTION",
)


@frozen
class Deciding:
    """A sentence that may decide: its place in the abstract (-1 is the title), the sentence, its score and features."""

    at: int
    sentence: Sentence
    score: float
    features: Mapping[str, float]


@cache
def _weights() -> Mapping[str, float]:
    loaded: Mapping[str, float] = load("weights.json")["sentence"]
    return loaded


def deciding(claim: ClaimReading, paper: PaperReading) -> tuple[Deciding, ...]:
    """All sentences that could decide, best first."""
    places = ([-1] if paper.title.text else []) + list(range(len(paper.body)))
    found = [_scored(claim, paper, at) for at in places]
    return tuple(sorted(found, key=lambda one: (-one.score, one.at)))


def _scored(claim: ClaimReading, paper: PaperReading, at: int) -> Deciding:
    sentence = paper.title if at < 0 else paper.body[at]
    features = sentence_features(claim, paper, at, sentence)
    weights = _weights()
    return Deciding(at, sentence, sum(weights.get(name, 0.0) * value for name, value in features.items()), features)


def sentence_features(claim: ClaimReading, paper: PaperReading, at: int, sentence: Sentence) -> dict[str, float]:
    """What is known of a sentence before its stance is asked."""
    around = signals.neighbourhood(paper, at)
    says = signals.wording(sentence.plain)
    share, other_numbers = signals.shared_numbers(claim, sentence)
    words = set(claim.stems)
    pairs = set(zip(sentence.stems, sentence.stems[1:], strict=False))
    own = signals.coverage(claim, (sentence,))
    same, turned = signals.agreement(claim, sentence)
    return {
        "coverage": own,
        "around": signals.coverage(claim, around) - own,
        "full": float(own > 0.95),
        "words": len(words & sentence.terms) / len(words) if words else 0.0,
        "pairs": len(claim.bigrams & pairs) / len(claim.bigrams) if claim.bigrams else 0.0,
        "heaviest": _heaviest(claim, sentence),
        "place": sentence.place,
        "last": float(at == len(paper.body) - 1),
        "first": float(at == 0),
        "title": float(at < 0),
        "length": min(len(sentence.stems), 60) / 60,
        "short": float(len(sentence.stems) < 8),
        "numbers": share,
        "other_numbers": other_numbers,
        "effect": float(bool(signals.effects(sentence.stems))),
        "directions": min(same + turned, 3.0) / 3,
        "kept": min(signals.kept_words(claim, sentence), 2) / 2,
        "opposed": min(signals.turned_words(claim, sentence), 2) / 2,
        **{
            name: float(says[name])
            for name in ("conclusion", "result", "significant", "null", "undecided", "aim", "method")
        },
        **{
            name: float(says[name])
            for name in ("background", "protocol", "question", "hedge", "comparator", "instruction")
        },
        **_section(sentence.section),
    }


def _heaviest(claim: ClaimReading, sentence: Sentence) -> float:
    top = max(claim.concepts, key=lambda concept: concept.weight, default=None)
    return float(top is not None and present(top, sentence))


def _section(name: str) -> dict[str, float]:
    return {
        "in_conclusion": float(name.startswith(_CONCLUDING)),
        "in_results": float(name.startswith(_RESULTS)),
        "in_opening": float(name.startswith(_OPENING)),
        "in_methods": float(name.startswith(_METHODS)),
    }
