"""Fits the judge's models, measures them by grouped cross-validation, and writes data/judge.json.

    CLAIMCHECK_TEST_DATA=... PYTHONPATH=src:training python training/fit_judge.py [--measure-only]

Four models, each the mean of a logistic regression and small boosted trees: `sentence` (does one sentence say so, or the
opposite? fitted on gold sentences), `pair` (supports, contradicts, neither), `turn` (supports or contradicts, where one of them is
so) and `list` (is this the supporting paper, given its neighbours?). Each reads what those before it say of rows that they have not
seen. Needs numpy and scikit-learn; the judge itself does not.
"""

import json
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from attrs import evolve, frozen
from rows import FOLDS, Features, Listed, Material, Row
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.preprocessing import StandardScaler

from claimcheck.evidence.attach import choose
from claimcheck.evidence.deciding import deciding
from claimcheck.evidence.lists import Assessed, Odds, list_features, log_odds, rivals
from claimcheck.evidence.pairing import told_features
from claimcheck.evidence.reading import read_claim, read_paper
from claimcheck.evidence.verdict import findings, rule, veto_match
from claimcheck.model import Claim, Evidence

TARGET = Path(__file__).parents[1] / "src/claimcheck/evidence/data/judge.json"
TILT = (1.3, 2, 1)


class Blended:
    """A regression and trees, fitted on the same rows."""

    def __init__(self, strength: float, rounds: int, leaves: int, least: int) -> None:
        self.names: list[str] = []
        self.scale = StandardScaler()
        self.linear = LogisticRegression(C=strength, max_iter=3000)
        self.trees = HistGradientBoostingClassifier(
            max_iter=rounds, learning_rate=0.06, max_leaf_nodes=leaves, min_samples_leaf=least, l2_regularization=3.0
        )

    def fit(self, features: Sequence[Features], labels: Sequence[int], shares: Sequence[float]) -> "Blended":
        self.names = sorted(features[0])
        rows = self.matrix(features)
        self.linear.fit(self.scale.fit_transform(rows), labels, sample_weight=shares)
        self.trees.fit(rows, labels, sample_weight=shares)
        return self

    def matrix(self, features: Sequence[Features]) -> np.ndarray:
        return np.array([[one[name] for name in self.names] for one in features])

    def chances(self, features: Sequence[Features]) -> np.ndarray:
        rows = self.matrix(features)
        return (self.linear.predict_proba(self.scale.transform(rows)) + self.trees.predict_proba(rows)) / 2

    def stored(self) -> dict[str, Any]:
        weights = self.linear.coef_ / self.scale.scale_
        bias = self.linear.intercept_ - weights @ self.scale.mean_
        trees: list[list[Any]] = [[] for _ in weights]
        for iteration in self.trees._predictors:
            for label, predictor in enumerate(iteration):
                trees[label].append(_tree(predictor.nodes))
        baseline = np.ravel(self.trees._baseline_prediction)
        return {
            "features": self.names,
            "linear": {"bias": _rounded(bias), "weights": [_rounded(one) for one in weights]},
            "trees": {"baseline": _rounded(baseline), "trees": trees},
        }


def _rounded(values: Any) -> list[float]:
    return [round(float(value), 5) for value in values]


def _tree(nodes: Any) -> list[list[Any]]:
    leaf = nodes["is_leaf"].astype(bool)
    return [
        [-1 if end else int(one) for end, one in zip(leaf, nodes["feature_idx"], strict=True)],
        [
            round(float(v if end else t), 5)
            for end, v, t in zip(leaf, nodes["value"], nodes["num_threshold"], strict=True)
        ],
        [int(one) for one in nodes["left"]],
        [int(one) for one in nodes["right"]],
    ]


# --- fitting -----------------------------------------------------------------------------------------------------

Fitting = Callable[[int], Blended]
"""Fits a model without the rows of one fold; -1 leaves none out."""


class Fits:
    """The four models, one a fold that has not seen it, and on request those fitted on everything."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._sentences = [self._sentence_model(k) for k in range(FOLDS)]
        self.own, self.aux = self._told(material.own), self._told(material.aux)
        self._hard = list(zip(material.hard, self._told(material.hard), strict=True))
        self.pairs = [self._pair_model(k) for k in range(FOLDS)]
        self.turns = [self._turn_model(k) for k in range(FOLDS)]
        self.assessed = [self._assessed(one) for one in material.lists]
        self._list_rows = list(self._rows_of_lists())
        self.lists = [self._list_model(k) for k in range(FOLDS)]

    def _sentence_model(self, without: int) -> Blended:
        rows = [r for r in (*self.material.own, *self.material.aux) if r.label < 2 and r.fold != without]
        flat = [(gold, int(r.label == 0), r.share / len(r.gold)) for r in rows for gold in r.gold]
        return Blended(0.05, 100, 6, 20).fit([f[0] for f in flat], [f[1] for f in flat], [f[2] for f in flat])

    def _told(self, rows: Sequence[Row]) -> list[Features]:
        """Every row's features with what its sentences tell, by the model that has not seen its fold."""
        found: list[Features] = [row.features for row in rows]
        for k in range(FOLDS):
            mine = [at for at, row in enumerate(rows) if row.fold == k]
            flat = [sentence for at in mine for sentence in rows[at].told]
            odds = iter(map(log_odds, self._sentences[k].chances(flat)[:, 1])) if flat else iter(())
            for at in mine:
                found[at] = found[at] | told_features([next(odds) for _ in rows[at].told])
        return found

    def _pair_model(self, without: int) -> Blended:
        rows = [*zip(self.material.own, self.own, strict=True), *self._hard]
        rows += list(zip(self.material.aux, self.aux, strict=True))
        kept = [(features, row) for row, features in rows if row.fold != without]
        return Blended(0.05, 120, 8, 15).fit(
            [features for features, _ in kept], [row.label for _, row in kept], [row.share for _, row in kept]
        )

    def _turn_model(self, without: int) -> Blended:
        rows = [(f, row, 1.5) for row, f in zip(self.material.own, self.own, strict=True)]
        rows += [(f, row, row.share) for row, f in zip(self.material.aux, self.aux, strict=True)]
        kept = [one for one in rows if one[1].fold != without and one[1].label < 2]
        return Blended(0.02, 80, 6, 20).fit(
            [one[0] for one in kept], [int(one[1].label == 0) for one in kept], [one[2] for one in kept]
        )

    def _assessed(self, one: Listed) -> list[Assessed]:
        if not one.rows:
            return []
        features = self._told(one.rows)
        chances = self.pairs[one.fold].chances(features)
        turns = self.turns[one.fold].chances(features)[:, 1]
        read = zip(one.candidates, chances, turns, features, one.stands, strict=True)
        return [Assessed(c, tuple(map(float, p)), log_odds(float(t)), f, s) for c, p, t, f, s in read]

    def _rows_of_lists(self) -> Any:
        """For every standing candidate of every list: features, whether it supports, fold, list, place in the list."""
        for number, (one, assessed) in enumerate(zip(self.material.lists, self.assessed, strict=True)):
            standing = [at for at, other in enumerate(assessed) if other.stands]
            for place, at in enumerate(standing):
                features = list_features(one.words, rivals(assessed), place)
                yield features, int(one.labels[at] == "supports"), one.fold, number, at

    def _list_model(self, without: int) -> Blended:
        kept = [row for row in self._list_rows if row[2] != without]
        return Blended(0.3, 60, 6, 20).fit([row[0] for row in kept], [row[1] for row in kept], [1.0] * len(kept))

    def chances(self) -> dict[tuple[int, int], float]:
        """By list and place, the chance that a model gives which has not seen the claim."""
        found = {}
        for k in range(FOLDS):
            mine = [row for row in self._list_rows if row[2] == k]
            said = self.lists[k].chances([row[0] for row in mine])[:, 1]
            found |= {(row[3], row[4]): float(chance) for row, chance in zip(mine, said, strict=True)}
        return found

    def stored(self, without: int = -1) -> dict[str, Any]:
        """The models as the judge reads them: those of a fold, or fitted on everything."""
        if without < 0:
            models = [fitting(-1) for fitting in self._fittings()]
        else:
            models = [kind[without] for kind in (self._sentences, self.pairs, self.turns, self.lists)]
        return {name: one.stored() for name, one in zip(("sentence", "pair", "turn", "list"), models, strict=True)}

    def _fittings(self) -> tuple[Fitting, ...]:
        return self._sentence_model, self._pair_model, self._turn_model, self._list_model


@cache
def everything() -> Fits:
    """The fits on all claims, once a process: several measures ask for them."""
    return Fits(Material())


# --- measuring ---------------------------------------------------------------------------------------------------


@frozen
class Judged:
    """A claim's list with verdicts by models that have not seen the claim; gold labels by PMID."""

    claim: Claim
    has_support: bool
    fold: int
    labels: dict[str, str]
    evidence: tuple[Evidence, ...]


_HOPELESS = 0.25


def measured(fits: Fits) -> list[Judged]:
    """Every claim's list judged as the judge does it, vetoes included."""
    sure = fits.chances()
    return [
        Judged(
            one.claim,
            one.has_support,
            one.fold,
            dict(zip((str(c.paper.pmid) for c in one.candidates), one.labels, strict=True)),
            tuple(
                _verdict(one.claim, read, sure.get((number, at), 0.0), len(rivals(assessed)))
                for at, read in enumerate(assessed)
            ),
        )
        for number, (one, assessed) in enumerate(zip(fits.material.lists, fits.assessed, strict=True))
    ]


def _verdict(claim: Claim, assessed: Assessed, chance: float, crowd: int) -> Evidence:
    """The judge's verdict; a paper that would be neither attached nor shown as counter-evidence is not read again."""
    reading = read_claim(claim)
    against = assessed.chances[1] * TILT[1] >= assessed.chances[0] * TILT[0]
    if chance < _HOPELESS and not reading.negative and not against:
        return Evidence(assessed.candidate.paper, None)
    paper = read_paper(assessed.candidate.paper)
    found = findings(paper, deciding(reading, paper))
    if not found or veto_match(reading, paper):
        return Evidence(paper.paper, None)
    verdict = rule(reading, paper, found[0], assessed, Odds(chance, crowd))
    passage = found[0].sentence.text if verdict.stance else ""
    return Evidence(paper.paper, verdict.stance, passage, verdict.confidence, "", verdict.reason)


def whole_way(judged: Sequence[Judged], threshold: float, most: int = 3) -> tuple[float, ...]:
    """Q8 at a threshold: precision, recall, share attached where nothing supports, share attached that contradicts, count."""
    attached, claims_right, wrong = [], 0, 0
    for one in judged:
        taken = choose(one.claim, one.evidence, threshold=threshold, most=most).attached
        chosen = [one.labels[str(e.paper.pmid)] for e in taken]
        attached += chosen
        claims_right += "supports" in chosen
        wrong += bool(chosen) and not one.has_support
    with_support = sum(one.has_support for one in judged)
    count = max(len(attached), 1)
    return (
        100 * attached.count("supports") / count,
        100 * claims_right / max(with_support, 1),
        100 * wrong / max(len(judged) - with_support, 1),
        100 * attached.count("contradicts") / count,
        len(attached),
    )


def counter_evidence(judged: Sequence[Judged]) -> list[str]:
    """The gold labels of what is told as contradicting."""
    return [one.labels[str(e.paper.pmid)] for one in judged for e in choose(one.claim, one.evidence).contradicting]


def best_threshold(judged: Sequence[Judged]) -> float:
    """The lowest threshold from which on precision, wrong attachments and contradictions keep their limits."""
    chosen = STEPS[-1]
    for step in reversed(STEPS):
        precision, _, wrong, contradicting, _ = whole_way(judged, step)
        if precision < 75 or wrong > 5 or contradicting > 12:
            break
        chosen = step
    return chosen


STEPS = [step / 100 for step in range(30, 61, 2)]


def thresholds(judged: Sequence[Judged]) -> list[float]:
    """For every fold the threshold that the other folds choose."""
    return [best_threshold([one for one in judged if one.fold != k]) for k in range(FOLDS)]


def given_the_paper(fits: Fits) -> None:
    """Q5 and Q6: cross-validated, SciFact and the other sets."""
    rows = fits.material.own
    chances, labels = _unseen(rows, fits.own, fits.pairs), np.array([row.label for row in rows])
    print(f"Q5 SciFact, cross-validated: macro-F1 {_macro(labels, chances):.1f}")
    turns = _unseen(rows, fits.own, fits.turns)[:, 1]
    told = 1 / (1 + np.exp(-np.array([features["told_mean"] for features in fits.own])))
    barred = np.array([_barred(row.features) for row in rows])
    _q6("by the pair model alone", chances[:, 0], labels)
    _q6("as the judge weighs it", chances[:, 0] * turns * told * ~barred, labels)
    chances = _unseen(fits.material.aux, fits.aux, fits.pairs)
    for source in sorted({row.source for row in fits.material.aux}):
        there = np.array([row.source == source for row in fits.material.aux])
        labels = np.array([row.label for row in fits.material.aux])[there]
        print(f"Q5 {source}, cross-validated: macro-F1 {_macro(labels, chances[there]):.1f} ({len(labels)} pairs)")


def _unseen(rows: Sequence[Row], features: Sequence[Features], models: Sequence[Blended]) -> np.ndarray:
    found: Any = [None] * len(rows)
    for k in range(FOLDS):
        mine = [at for at, row in enumerate(rows) if row.fold == k]
        for at, chances in zip(mine, models[k].chances([features[at] for at in mine]), strict=True):
            found[at] = chances
    return np.array(found)


def _barred(features: Features) -> bool:
    names = ("undecided", "silent", "denied", "turned", "in_animals", "other_amount", "limited")
    return any(features[f"bar_{name}"] for name in names)


def _macro(labels: np.ndarray, chances: np.ndarray) -> float:
    return float(100 * f1_score(labels, (chances * TILT).argmax(1), average="macro", labels=sorted(set(labels))))


def _q6(name: str, score: np.ndarray, labels: np.ndarray) -> None:
    order = np.argsort(-score, kind="stable")
    enough = int(np.searchsorted(np.cumsum(labels[order] == 0), 0.4 * (labels == 0).sum()) + 1)
    first = labels[order[:enough]]
    print(
        f"Q6 {name}: precision at recall 40 {_share(first == 0)}, contradicting {_share(first == 1)}, of {len(first)}"
    )


def _share(flags: np.ndarray, rounds: int = 500) -> str:
    """A share in percent with a bootstrap interval."""
    chance = np.random.RandomState(1)
    means = sorted(100 * np.mean(chance.choice(flags, len(flags))) for _ in range(rounds))
    return f"{100 * np.mean(flags):.1f} [{means[rounds // 40]:.1f}–{means[-rounds // 40]:.1f}]"


def tell_whole_way(judged: Sequence[Judged]) -> None:
    shown = "precision {:.1f} recall {:.1f} wrong where none {:.1f} contradicting {:.1f} attached {}"
    for threshold in (0.36, 0.38, 0.4, 0.42, 0.45, 0.5, 0.55, 0.6):
        print(f"Q8 at {threshold}:", shown.format(*whole_way(judged, threshold)))
    chosen = thresholds(judged)
    print(f"Q8 at thresholds that the other folds choose, {chosen}:", shown.format(*_nested(judged, chosen)))
    print(f"Q8 threshold that all claims choose: {best_threshold(judged)}")


def _nested(judged: Sequence[Judged], chosen: Sequence[float]) -> tuple[float, ...]:
    """Q8 where every fold has its own threshold: what falls below it abstains."""
    return whole_way(
        [evolve(one, evidence=tuple(e for e in one.evidence if e.confidence >= chosen[one.fold])) for one in judged],
        0.0,
    )


def list_wrong_verdicts(fits: Fits, most: int = 40) -> None:
    """The surest wrong verdicts on SciFact, given the paper."""
    rows, names = fits.material.own, ("supports", "contradicts", "neither")
    chances = _unseen(rows, fits.own, fits.pairs) * TILT
    wrong = [at for at, row in enumerate(rows) if chances[at].argmax() != row.label]
    for at in sorted(wrong, key=lambda at: -chances[at].max())[:most]:
        print(f"--- said {names[chances[at].argmax()]}, gold {names[rows[at].label]}: {rows[at].about}")


def main() -> None:
    fits = everything()
    given_the_paper(fits)
    tell_whole_way(measured(fits))
    if "--measure-only" in sys.argv:
        return
    TARGET.write_text(json.dumps(fits.stored(), separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
