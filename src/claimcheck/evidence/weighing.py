"""From what the network says of a paper to a chance: alone, or among the other papers that were found with it.

A paper that stands out among its neighbours, in rank and in what it says, is more often the right one than the same paper in a crowd.
Logistic regressions over few features, fitted by `training/judge/calibrate.py` on claims that the network was not trained on.
"""

import json
import math
from collections.abc import Mapping, Sequence
from importlib.resources import files

from attrs import frozen

SUPPORTS, CONTRADICTS, NEITHER = range(3)
CROWD = 3
"""Papers from which on they are weighed as a list."""


@frozen
class Read:
    """What the network says of one paper: log-odds of supports, contradicts, neither; the weight of the sentence that decides;
    whether the claim has a number that the paper does not give; and the paper's score in ranking.
    """

    stance: tuple[float, float, float]
    weight: float
    lacks_number: bool = False
    score: float = 0.0

    @property
    def logs(self) -> tuple[float, float, float]:
        """Logarithms of the three chances."""
        top = max(self.stance)
        whole = top + math.log(sum(math.exp(one - top) for one in self.stance))
        return (self.stance[0] - whole, self.stance[1] - whole, self.stance[2] - whole)


@frozen
class Calibration:
    """Softmax regressions: weights by model (`alone`, `list`), stance and feature."""

    weights: Mapping[str, Sequence[Mapping[str, float]]]

    def chances(self, model: str, features: Mapping[str, float]) -> tuple[float, float, float]:
        """Of supports, contradicts and neither."""
        odds = [row["bias"] + sum(row[name] * value for name, value in features.items()) for row in self.weights[model]]
        raised = [math.exp(one - max(odds)) for one in odds]
        supports, contradicts, neither = (one / sum(raised) for one in raised)
        return supports, contradicts, neither


def load_calibration() -> Calibration:
    """The one that the package ships."""
    text = files("claimcheck.evidence").joinpath("data/judge/calibration.json").read_text(encoding="utf-8")
    return Calibration(json.loads(text))


def alone_features(read: Read) -> dict[str, float]:
    """A paper by itself."""
    supports, contradicts, neither = read.logs
    return {
        "supports": supports,
        "contradicts": contradicts,
        "neither": neither,
        "polarity": supports - contradicts,
        "weight": read.weight,
        "lacks_number": float(read.lacks_number),
    }


def list_features(listed: Sequence[Read], at: int) -> dict[str, float]:
    """A paper among those read with it, best ranked first."""
    logs = [one.logs for i, one in enumerate(listed) if i != at]
    own, score = alone_features(listed[at]), listed[at].score
    return own | {
        "score": score,
        "score_lead": score - max((one.score for i, one in enumerate(listed) if i != at), default=0.0),
        "first": float(at == 0),
        "rank": math.log1p(at),
        "other_supports": max((one[SUPPORTS] for one in logs), default=-5.0),
        "other_contradicts": max((one[CONTRADICTS] for one in logs), default=-5.0),
        "others_undecided": sum(one[NEITHER] for one in logs) / max(1, len(logs)),
        "lead": own["neither"] - min((one[NEITHER] for one in logs), default=0.0),
    }
