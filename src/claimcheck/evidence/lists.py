"""How sure a judge may be of one paper, given the other papers that were found with it.

A paper that stands out among its neighbours, in rank and in what it says, is more often the right one than the same
paper in a crowd. The list model (training/fit_judge.py) was fitted on whole retrieved lists for that reason.
"""

import math
from collections.abc import Mapping, Sequence

from attrs import frozen

from claimcheck.model import Candidate

_KEPT = (
    "crossed", "negative_only", "denied", "effect", "disagrees", "agrees", "prefixed", "clash", "subject_near",
    "predicate_near", "lacks_near", "told", "told_mean", "told_least",
)  # fmt: skip


@frozen
class Assessed:
    """A candidate with what the pair models say: chances of supports, contradicts, neither; log-odds of supports against
    contradicts; and the pair's features. One that a bar stops does not stand: it is no rival to its neighbours.
    """

    candidate: Candidate
    chances: tuple[float, ...]
    turn: float
    features: Mapping[str, float]
    stands: bool = True

    @property
    def weighed(self) -> float:
        """How much speaks for support, 0 to 1: its chance, that it says so rather than the opposite, and that its sentences do."""
        told = 1 / (1 + math.exp(-self.features["told_mean"]))
        return self.chances[0] * told / (1 + math.exp(-self.turn))


@frozen
class Odds:
    """The chance that the list model gives a paper, and from how many papers that may support the claim it chose."""

    chance: float
    crowd: int


def rivals(assessed: Sequence[Assessed]) -> tuple[Assessed, ...]:
    """Those that still could support the claim, in the same order."""
    return tuple(one for one in assessed if one.stands)


def list_features(words: int, assessed: Sequence[Assessed], at: int) -> dict[str, float]:
    """The row of one candidate in its list (best ranked first); `words` is the length of the claim."""
    one = assessed[at]
    logs = [tuple(math.log(chance + 1e-4) for chance in other.chances) for other in assessed]
    others = [log for i, log in enumerate(logs) if i != at]
    top = max((log[0] for log in others), default=-5.0)
    parts, score = one.candidate.parts, _lexical(one.candidate)
    rival = max((_lexical(other.candidate) for i, other in enumerate(assessed) if i != at), default=0.0)
    return {
        "supports": logs[at][0],
        "contradicts": logs[at][1],
        "neither": logs[at][2],
        "is_first": float(at == 0),
        "rank": math.log1p(at),
        "score": score / 10,
        "score_lead": (score - rival) / 5,
        "other_supports": top,
        "other_contradicts": max((log[1] for log in others), default=-5.0),
        "supports_lead": logs[at][0] - top,
        "bm25": parts.get("bm25", 0.0) / 10,
        "coverage": parts.get("coverage", 0.0),
        "claim_words": words / 30,
        "turn": one.turn,
        "weighed": math.log(one.weighed + 1e-4),
        "turned": min(0.0, one.turn),
        "stance_lead": logs[at][0] - logs[at][1],
        **{name: one.features[name] for name in _KEPT},
    }


def _lexical(candidate: Candidate) -> float:
    """The score that the list model was fitted on: without what an encoder adds."""
    return candidate.score - candidate.parts.get("semantic", 0.0)


def log_odds(chance: float) -> float:
    """The logarithm of the odds, kept finite."""
    inside = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(inside / (1 - inside))
