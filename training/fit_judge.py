"""Fits the judge's models, measures them by grouped cross-validation, and writes data/judge.json.

    CLAIMCHECK_TEST_DATA=... PYTHONPATH=src:training python training/fit_judge.py [--measure-only]

Three models, each the mean of a logistic regression and small boosted trees: `pair` (supports, contradicts, neither),
`turn` (supports or contradicts, where one of them is so) and `list` (is this the supporting paper, given its neighbours?).
The pair models see hard negatives from our own retriever; the list model sees cross-validated scores of the pair models.
Claims that share a paper are never split. Needs numpy and scikit-learn; the judge itself does not.
"""

import json
import sys
import zlib
from pathlib import Path
from typing import Any

import data
import numpy as np
import retrieve
from attrs import evolve, frozen
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.preprocessing import StandardScaler

from claimcheck.evidence import bars
from claimcheck.evidence.attach import choose
from claimcheck.evidence.deciding import deciding
from claimcheck.evidence.lists import Assessed, list_features, log_odds, rivals
from claimcheck.evidence.pairing import pair_features
from claimcheck.evidence.rank import rank
from claimcheck.evidence.reading import read_claim, read_paper
from claimcheck.evidence.verdict import findings, rule, veto_match
from claimcheck.model import Candidate, Claim, Evidence, Paper

TARGET = Path(__file__).parents[1] / "src/claimcheck/evidence/data/judge.json"
CLASSES = {"supports": 0, "contradicts": 1, "neither": 2, "other": 2}
SHARES = {"check-covid": 0.5, "clinifact": 0.25, "pubmedqa": 0.4, "evidence-inference": 0.3}
FOLDS, DEPTH, HARD = 5, 10, 3


@frozen
class Listed:
    """One claim's retrieved list: gold label and features of every candidate."""

    claim: Claim
    words: int
    fold: int
    has_support: bool
    candidates: tuple[Candidate, ...]
    labels: tuple[str, ...]
    features: tuple[dict[str, float], ...]
    stands: tuple[bool, ...]


def row(claim: Claim, paper: Paper) -> dict[str, float] | None:
    reading, text = read_claim(claim), read_paper(paper)
    if not text.body:
        return None
    listed = deciding(reading, text)
    return pair_features(reading, text, findings(text, listed) or listed)


def ruled_row(claim: Claim, paper: Paper) -> tuple[dict[str, float], bool] | None:
    """As the judge reads it: None where nothing is found, and whether the paper may still support the claim."""
    reading, text = read_claim(claim), read_paper(paper)
    found = findings(text, deciding(reading, text)) if text.body else ()
    if not found:
        return None
    stands = not veto_match(reading, text) and bars.stands(reading, text, found[0])
    return pair_features(reading, text, found), stands


class Blended:
    """A regression and trees, fitted on the same rows."""

    def __init__(self, strength: float, rounds: int, leaves: int, least: int) -> None:
        self.scale = StandardScaler()
        self.linear = LogisticRegression(C=strength, max_iter=3000)
        self.trees = HistGradientBoostingClassifier(
            max_iter=rounds, learning_rate=0.06, max_leaf_nodes=leaves, min_samples_leaf=least, l2_regularization=3.0
        )

    def fit(self, rows: np.ndarray, labels: np.ndarray, shares: np.ndarray | None = None) -> "Blended":
        self.linear.fit(self.scale.fit_transform(rows), labels, sample_weight=shares)
        self.trees.fit(rows, labels, sample_weight=shares)
        return self

    def chances(self, rows: np.ndarray) -> np.ndarray:
        return (self.linear.predict_proba(self.scale.transform(rows)) + self.trees.predict_proba(rows)) / 2

    def stored(self, names: list[str]) -> dict[str, Any]:
        weights = self.linear.coef_ / self.scale.scale_
        bias = self.linear.intercept_ - weights @ self.scale.mean_
        trees: list[list[Any]] = [[] for _ in weights]
        for iteration in self.trees._predictors:
            for label, predictor in enumerate(iteration):
                trees[label].append(_tree(predictor.nodes))
        baseline = np.ravel(self.trees._baseline_prediction)
        return {
            "features": names,
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


# --- rows --------------------------------------------------------------------------------------------------------


def scifact_folds() -> dict[int, int]:
    groups = data.claim_groups(data.scifact_claims())
    order = np.random.RandomState(0).permutation(len(set(groups.values())))
    fold = {group: int(order[i]) % FOLDS for i, group in enumerate(sorted(set(groups.values())))}
    return {claim: fold[group] for claim, group in groups.items()}


def table(pairs: list[data.Pair], *, drop_titles: bool) -> tuple[list[dict[str, float]], list[data.Pair]]:
    """Features and the pairs that they are of. A third of the titles go: a missing title would betray the set."""
    kept = []
    for number, pair in enumerate(pairs):
        paper = evolve(pair.paper, title="") if drop_titles and number % 3 == 0 else pair.paper
        features = row(pair.claim, paper)
        if features is not None:
            kept.append((features, pair))
    return [features for features, _ in kept], [pair for _, pair in kept]


def group_folds(pairs: list[data.Pair]) -> np.ndarray:
    """The fold of every pair of the other sets: pairs that share a paper, a trial or a claim's wording stay together."""
    together = data.Together()
    for pair in pairs:
        together.join(f"{pair.source} {pair.group}", f"{pair.source} says {pair.claim.statement.strip().casefold()}")
    return np.array([zlib.crc32(together.root(f"{pair.source} {pair.group}").encode()) % FOLDS for pair in pairs])


def lists(held: frozenset[int]) -> list[Listed]:
    fold, shelf = scifact_folds(), retrieve.Shelf(data.scifact_papers().values())
    return [_listed(one, fold[one["id"]], shelf) for one in data.scifact_claims() if one["id"] not in held]


def _listed(claim_row: dict[str, Any], fold: int, shelf: retrieve.Shelf) -> Listed:
    claim = Claim(claim_row["claim"])
    ranked = rank(claim, shelf.top(claim.statement, 60))
    gold = {doc: data.LABELS[sets[0]["label"]] for doc, sets in claim_row["evidence"].items()}
    cited = {str(doc) for doc in claim_row["cited_doc_ids"]}
    rows = [(c, ruled_row(claim, c.paper)) for c in ranked[:DEPTH]]
    kept = [(c, *read) for c, read in rows if read is not None]
    names = [gold.get(str(c.paper.pmid), "neither" if str(c.paper.pmid) in cited else "other") for c, *_ in kept]
    return Listed(
        claim=claim,
        words=len(claim.statement.split()),
        fold=fold,
        has_support="supports" in gold.values(),
        candidates=tuple(c for c, *_ in kept),
        labels=tuple(names),
        features=tuple(features for _, features, _ in kept),
        stands=tuple(stands for *_, stands in kept),
    )


# --- fitting -----------------------------------------------------------------------------------------------------


class Material:
    """All rows, once; `held` are SciFact claims that are left out of everything."""

    def __init__(self, held: frozenset[int] = frozenset()) -> None:
        fold = scifact_folds()
        features, own = table([one for one in data.scifact() if int(one.claim.id) not in held], drop_titles=False)
        self.names = sorted(features[0])
        self.own, self.own_labels = self.matrix(features), np.array([CLASSES[pair.label] for pair in own])
        self.own_fold = np.array([fold[int(pair.claim.id)] for pair in own])
        other = [*data.covid(by_sentence=True), *data.covid(by_sentence=False), *data.clinifact(), *data.pubmedqa()]
        features, aux = table(other + data.evidence_inference(), drop_titles=True)
        self.aux, self.aux_labels = self.matrix(features), np.array([CLASSES[pair.label] for pair in aux])
        self.aux_fold = group_folds(aux)
        self.aux_shares = np.array([SHARES[pair.source] for pair in aux])
        self.aux_source = np.array([f"{pair.source}{'' if pair.paper.title else ' by sentence'}" for pair in aux])
        self.lists = lists(held)
        self.hard, self.hard_fold = self._hard()

    def matrix(self, features: Any) -> np.ndarray:
        return np.array([[one[name] for name in self.names] for one in features])

    def _hard(self) -> tuple[np.ndarray, np.ndarray]:
        chosen, folds = [], []
        for one in self.lists:
            others = [f for f, label in zip(one.features, one.labels, strict=True) if label == "other"][:HARD]
            chosen += others
            folds += [one.fold] * len(others)
        return self.matrix(chosen), np.array(folds)

    def pair_model(self, without: int = -1) -> Blended:
        own, hard, aux = (fold != without for fold in (self.own_fold, self.hard_fold, self.aux_fold))
        rows = np.vstack([self.own[own], self.hard[hard], self.aux[aux]])
        labels = np.r_[self.own_labels[own], np.full(hard.sum(), 2), self.aux_labels[aux]]
        shares = np.r_[np.ones(own.sum()), np.full(hard.sum(), 0.5), self.aux_shares[aux]]
        return Blended(0.05, 120, 8, 15).fit(rows, labels, shares)

    def turn_model(self, without: int = -1) -> Blended:
        own = (self.own_fold != without) & (self.own_labels < 2)
        aux = (self.aux_fold != without) & (self.aux_labels < 2)
        rows = np.vstack([self.own[own], self.aux[aux]])
        labels = np.r_[self.own_labels[own], self.aux_labels[aux]] == 0
        return Blended(0.02, 80, 6, 20).fit(rows, labels, np.r_[np.full(own.sum(), 1.5), self.aux_shares[aux]])

    def assessed(self, one: Listed, pair: Blended, turn: Blended) -> list[Assessed]:
        rows = self.matrix(one.features)
        chances, turns = pair.chances(rows), turn.chances(rows)[:, 1]
        return [
            Assessed(c, tuple(p), log_odds(t), f, s)
            for c, p, t, f, s in zip(one.candidates, chances, turns, one.features, one.stands, strict=True)
        ]


def list_rows(
    material: Material,
) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray, np.ndarray, list[list[Assessed]]]:
    """For every standing candidate of every list: features, whether it supports, the fold, and (claim number, candidate number)."""
    models = [(material.pair_model(k), material.turn_model(k)) for k in range(FOLDS)]
    names: list[str] = []
    rows, labels, folds, places, kept = [], [], [], [], []
    for number, one in enumerate(material.lists):
        assessed = material.assessed(one, *models[one.fold]) if one.features else []
        kept.append(assessed)
        standing = [at for at, other in enumerate(assessed) if other.stands]
        for place, at in enumerate(standing):
            features = list_features(one.words, rivals(assessed), place)
            names = names or list(features)
            rows.append([features[name] for name in names])
            labels.append(one.labels[at] == "supports")
            folds.append(one.fold)
            places.append((number, at))
    return names, np.array(rows), np.array(labels), np.array(folds), np.array(places), kept


def list_model() -> Blended:
    return Blended(0.3, 60, 6, 20)


def measured(material: Material) -> list[tuple[Claim, bool, dict[str, str], tuple[Evidence, ...]]]:
    """Every claim's list judged as the judge does it, vetoes included, by models that have not seen the claim."""
    _, rows, labels, folds, places, assessed = list_rows(material)
    chances = np.zeros(len(labels))
    for k in range(FOLDS):
        chances[folds == k] = list_model().fit(rows[folds != k], labels[folds != k]).chances(rows[folds == k])[:, 1]
    sure = {(int(number), int(at)): float(chance) for chance, (number, at) in zip(chances, places, strict=True)}
    found = [
        [_verdict(one.claim, read, sure.get((number, at), 0.0)) for at, read in enumerate(assessed[number])]
        for number, one in enumerate(material.lists)
    ]
    return [
        (
            one.claim,
            one.has_support,
            dict(zip((str(c.paper.pmid) for c in one.candidates), one.labels, strict=True)),
            tuple(evidence),
        )
        for one, evidence in zip(material.lists, found, strict=True)
    ]


def fold_models(material: Material) -> list[dict[str, Any]]:
    """For every fold, the three models in stored form, fitted without its claims."""
    names, rows, labels, folds, *_ = list_rows(material)
    return [
        {
            "pair": material.pair_model(k).stored(material.names),
            "turn": material.turn_model(k).stored(material.names),
            "list": list_model().fit(rows[folds != k], labels[folds != k]).stored(names),
        }
        for k in range(FOLDS)
    ]


def _verdict(claim: Claim, assessed: Assessed, chance: float) -> Evidence:
    reading, paper = read_claim(claim), read_paper(assessed.candidate.paper)
    found = findings(paper, deciding(reading, paper))
    if not found or veto_match(reading, paper):
        return Evidence(paper.paper, None)
    verdict = rule(reading, paper, found[0], assessed, chance)
    passage = found[0].sentence.text if verdict.stance else ""
    return Evidence(paper.paper, verdict.stance, passage, verdict.confidence, "", verdict.reason)


def whole_way(
    judged: list[tuple[Claim, bool, dict[str, str], tuple[Evidence, ...]]], threshold: float, most: int
) -> tuple[float, ...]:
    """Q8 at a threshold: precision, recall, share attached where nothing supports, share attached that contradicts, count."""
    attached, claims_right, wrong = [], 0, 0
    for claim, has, labels, evidence in judged:
        chosen = [labels[str(e.paper.pmid)] for e in choose(claim, evidence, threshold=threshold, most=most).attached]
        attached += chosen
        claims_right += "supports" in chosen
        wrong += bool(chosen) and not has
    with_support = sum(has for _, has, _, _ in judged)
    count = max(len(attached), 1)
    return (
        100 * attached.count("supports") / count,
        100 * claims_right / with_support,
        100 * wrong / (len(judged) - with_support),
        100 * attached.count("contradicts") / count,
        len(attached),
    )


def given_the_paper(material: Material) -> np.ndarray:
    """Q5 and Q6 on SciFact: cross-validated chances."""
    chances = np.zeros((len(material.own_labels), 3))
    for k in range(FOLDS):
        there = material.own_fold == k
        chances[there] = material.pair_model(k).chances(material.own[there])
    labels = material.own_labels
    for tilt in ((1, 1, 1), (1.3, 2, 1), (1.5, 2.5, 1)):
        print(
            f"Q5 macro-F1, classes tilted {tilt}: {100 * f1_score(labels, (chances * tilt).argmax(1), average='macro'):.1f}"
        )
    order = np.argsort(-chances[:, 0])
    enough = int(np.searchsorted(np.cumsum(labels[order] == 0), 0.4 * (labels == 0).sum()) + 1)
    first = labels[order[:enough]]
    print(f"Q6 precision at recall 40: {100 * np.mean(first == 0):.1f}, contradicting {100 * np.mean(first == 1):.1f}")
    return chances


def main() -> None:
    material = Material()
    given_the_paper(material)
    judged = measured(material)
    for most in (1, 3):
        for threshold in (0.45, 0.5, 0.55, 0.6, 0.65):
            shown = "precision {:.1f} recall {:.1f} wrong where none {:.1f} contradicting {:.1f} attached {}"
            print(f"Q8 at {threshold}, at most {most}:", shown.format(*whole_way(judged, threshold, most)))
    if "--measure-only" in sys.argv:
        return
    names, rows, labels, *_ = list_rows(material)
    stored = {
        "pair": material.pair_model().stored(material.names),
        "turn": material.turn_model().stored(material.names),
        "list": list_model().fit(rows, labels).stored(names),
    }
    TARGET.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
