"""Fits the weights of ranking's text parts and tells, cross-validated, how well they rank.

    CLAIMCHECK_TEST_DATA=... PYTHONPATH=src python training/fit_ranking.py [--write] [--encoder FOLDER]

One linear model, listwise (the softmax cross-entropy of Cao et al., "Learning to rank", 2007), for three sets at
once, each with the same say: SciFact (statements of findings), CliniFact (trial wording) and Check-COVID (news wording).
Folds keep claims that share a paper together. The pool of a claim is the best 120 papers of `retrieve.Shelf`.
`--write` puts weights fitted on all claims into weights.json. `--encoder` fits how much an encoder says beside them
(`rank_with_encoder`); the other weights stay as they are, so that nothing else has to be fitted again. Needs numpy, scipy and scikit-learn. With no argument it only measures.
"""

import argparse
import json
import math
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import data
import numpy as np
import retrieve
from attrs import frozen
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from claimcheck.evidence.encoder import Encoder, load_encoder, semantic
from claimcheck.evidence.reading import read_claim
from claimcheck.evidence.relevance import ask, index, relevance
from claimcheck.model import Claim, Paper

WEIGHTS = Path(__file__).parents[1] / "src/claimcheck/evidence/data/weights.json"
POOL = 120
FOLDS = 5
RIDGE = 0.003
SETS = ("scifact", "clinifact", "covid")

Matrix = NDArray[np.float64]
Query = tuple[str, frozenset[str]]


@frozen
class Ranked:
    """A set's claims with their pools: parts (claims, pool, part), likeness by encoder (claims, pool), gold and filled
    places, wanted papers, fold groups.
    """

    names: tuple[str, ...]
    parts: Matrix
    likeness: Matrix
    gold: Matrix
    filled: NDArray[np.bool_]
    wanted: NDArray[np.int64]
    groups: Sequence[str]

    def take(self, rows: NDArray[np.int64]) -> "Ranked":
        """The claims at those places."""
        chosen = [self.groups[i] for i in rows]
        return Ranked(
            self.names,
            self.parts[rows],
            self.likeness[rows],
            self.gold[rows],
            self.filled[rows],
            self.wanted[rows],
            chosen,
        )

    def scores(self, weights: Matrix, beside: float = 0.0) -> Matrix:
        """The score of every place, far below all others where it is empty."""
        scores: Matrix = np.where(self.filled, self.parts @ weights + beside * self.likeness, -1e9)
        return scores


# --- the sets ----------------------------------------------------------------------------------------------------


def collection(name: str) -> tuple[list[Paper], list[Query]]:
    """The papers of a set, and its claims with the papers that are right for each."""
    if name == "scifact":
        rows = data.scifact_claims()
        return list(data.scifact_papers().values()), [
            (r["claim"], frozenset(map(str, r["cited_doc_ids"]))) for r in rows
        ]
    if name == "clinifact":
        pairs = data.clinifact()
        return _from_pairs(pairs, [pair.paper for pair in pairs])
    return _from_pairs(data.covid(by_sentence=False), data.covid_papers().values())


def _from_pairs(pairs: list[data.Pair], papers: Iterable[Paper]) -> tuple[list[Paper], list[Query]]:
    relevant: dict[str, set[str]] = {}
    for pair in pairs:
        if pair.label != "neither":
            relevant.setdefault(pair.claim.statement.strip(), set()).add(str(pair.paper.pmid))
    return list({p.pmid: p for p in papers}.values()), [(text, frozenset(ids)) for text, ids in relevant.items()]


def groups(queries: Sequence[Query]) -> list[str]:
    """Claims that share a paper stay together (in CliniFact that is at least as strict as one trial, one group)."""
    rows = [{"id": i, "cited_doc_ids": sorted(wanted)} for i, (_, wanted) in enumerate(queries)]
    found = data.claim_groups(rows)
    return [found[i] for i in range(len(queries))]


def ranked(name: str, encoder: Encoder | None) -> Ranked:
    """Every claim's pool as parts, and by an encoder where there is one."""
    papers, queries = collection(name)
    shelf = retrieve.Shelf(papers)
    began = time.process_time()
    kept = {paper.pmid: index.__wrapped__(paper) for paper in papers}
    reading = 1000 * (time.process_time() - began) / len(papers)
    began, rows, gold, near = time.process_time(), [], [], []
    for text, wanted in queries:
        pool = shelf.top(text, POOL)
        indexes = [kept[paper.pmid] for paper in pool]
        question = ask(read_claim(Claim(text)), indexes)
        rows.append([relevance(question, one) for one in indexes])
        gold.append([float(str(paper.pmid) in wanted) for paper in pool])
        near.append([semantic(encoder, text, paper) for paper in pool] if encoder else [])
    spent = 1000 * (time.process_time() - began) / max(1, sum(map(len, rows)))
    print(
        f"{name}: {len(queries)} claims, {len(papers)} papers, {reading:.2f} ms to read one, {spent:.2f} ms to rank it"
    )
    return _padded(rows, gold, near, [len(wanted) for _, wanted in queries], groups(queries))


def _padded(
    rows: list[list[dict[str, float]]],
    gold: list[list[float]],
    near: list[list[float]],
    wanted: list[int],
    together: list[str],
) -> Ranked:
    names = tuple(next(row for row in rows if row)[0])
    parts, right, likeness = np.zeros((len(rows), POOL, len(names))), *np.zeros((2, len(rows), POOL))
    filled = np.zeros((len(rows), POOL), bool)
    for at, (row, labels) in enumerate(zip(rows, gold, strict=True)):
        filled[at, : len(row)] = True
        right[at, : len(row)] = labels
        likeness[at, : len(near[at])] = near[at]
        if row:
            parts[at, : len(row)] = [[one[name] for name in names] for one in row]
    return Ranked(names, parts, likeness, right, filled, np.array(wanted), together)


# --- fitting and measuring ---------------------------------------------------------------------------------------


def fitted(sets: Sequence[Ranked]) -> Matrix:
    """Weights by part."""
    return _listwise(sets, [one.parts for one in sets])


def fitted_semantic(sets: Sequence[Ranked], weights: Matrix) -> float:
    """What an encoder's likeness weighs beside the other parts with these weights."""
    pairs = [np.stack([one.parts @ weights, one.likeness], axis=-1) for one in sets]
    own, likeness = _listwise(sets, pairs)
    return float(likeness / own)


def _listwise(sets: Sequence[Ranked], columns: Sequence[Matrix]) -> Matrix:
    """Weights by column; the penalty acts on columns of equal spread."""
    spread = np.concatenate([x[one.filled] for one, x in zip(sets, columns, strict=True)]).std(0) + 1e-6
    material = []
    for one, values in zip(sets, columns, strict=True):
        seen = one.gold.sum(1) > 0
        gold = one.gold[seen]
        material.append((values[seen] / spread, gold / gold.sum(1, keepdims=True), one.filled[seen]))

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for parts, gold, filled in material:
            scores = np.where(filled, parts @ weights, -1e9)
            logs = scores - scores.max(1, keepdims=True)
            logs -= np.log(np.exp(logs).sum(1, keepdims=True))
            total -= float((gold * logs).sum()) / len(parts)
            slope = slope + np.einsum("cp,cpf->f", np.exp(logs) - gold, parts) / len(parts)
        return total, slope

    found = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return np.asarray(found.x / spread)


def measured(one: Ranked, weights: Matrix, beside: float = 0.0) -> tuple[Matrix, Matrix]:
    """nDCG@10 and recall@10 of every claim, in percent."""
    order = np.argsort(-one.scores(weights, beside), axis=1, kind="stable")[:, :10]
    gold = np.take_along_axis(one.gold, order, 1)
    discount = 1 / np.log2(np.arange(10) + 2)
    ideal = np.array([discount[: min(10, wanted)].sum() for wanted in one.wanted])
    return 100 * (gold * discount).sum(1) / ideal, 100 * gold.sum(1) / one.wanted


def cross_validated(sets: Mapping[str, Ranked], *, with_encoder: bool = False) -> dict[str, tuple[Matrix, Matrix]]:
    """The measures of every claim by weights that saw neither it nor a claim of its group."""
    folds = {name: list(GroupKFold(FOLDS).split(one.groups, groups=one.groups)) for name, one in sets.items()}
    found = {name: (np.zeros(len(one.wanted)), np.zeros(len(one.wanted))) for name, one in sets.items()}
    for fold in range(FOLDS):
        taught = [one.take(folds[name][fold][0]) for name, one in sets.items()]
        weights = fitted(taught)
        beside = fitted_semantic(taught, weights) if with_encoder else 0.0
        for name, one in sets.items():
            held = folds[name][fold][1]
            for store, values in zip(found[name], measured(one.take(held), weights, beside), strict=True):
                store[held] = values
    return found


def told(name: str, how: str, values: tuple[Matrix, Matrix]) -> str:
    """Means with the standard error of the first."""
    gains, recall = values
    error = float(gains.std()) / math.sqrt(len(gains))
    return f"{name:10} {how:15} nDCG@10 {gains.mean():.1f} (±{1.96 * error:.1f}) recall@10 {recall.mean():.1f}"


def report(sets: Mapping[str, Ranked], weights: Matrix, beside: float) -> None:
    """The measures on claims that the weights did not see, and on those that they saw."""
    held = cross_validated(sets, with_encoder=beside > 0)
    for name, one in sets.items():
        print(told(name, "cross-validated", held[name]))
        print(told(name, "in sample", measured(one, weights, beside)))


def write(entry: str, weights: Mapping[str, float], target: Path = WEIGHTS) -> None:
    """Put the weights beside the others."""
    stored = json.loads(target.read_text(encoding="utf-8"))
    stored[entry] = {name: round(float(weight), 2) for name, weight in weights.items()}
    target.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def write_without(held: Collection[int], target: Path) -> None:
    """Fit without some SciFact claims (by id), and put the weights into a file of the caller's."""
    sets = {name: ranked(name, None) for name in SETS}
    kept = [at for at, row in enumerate(data.scifact_claims()) if row["id"] not in held]
    seen = [one.take(np.array(kept)) if name == "scifact" else one for name, one in sets.items()]
    write("rank", dict(zip(sets[SETS[0]].names, fitted(seen), strict=True)), target)


def main() -> None:
    """Measure, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--encoder", metavar="FOLDER")
    given = parser.parse_args()
    encoder = load_encoder(given.encoder, kept=None) if given.encoder else None
    sets = {name: ranked(name, encoder) for name in SETS}
    weights, names = fitted(list(sets.values())), sets[SETS[0]].names
    if encoder is None:
        report(sets, weights, 0.0)
        print({name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)})
        if given.write:
            write("rank", dict(zip(names, weights, strict=True)))
        return
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))["rank"]
    beside = fitted_semantic(list(sets.values()), np.array([stored[name] for name in names]))
    report(sets, weights, beside)
    print(f"semantic {beside:.2f}")
    if given.write:
        write("rank_with_encoder", {"semantic": beside})


if __name__ == "__main__":
    main()
