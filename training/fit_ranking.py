"""Fits the weights of ranking's text parts and tells, cross-validated, how well they rank.

    CLAIMCHECK_TEST_DATA=... PYTHONPATH=src python training/fit_ranking.py [--write]

One linear model, listwise (the softmax cross-entropy of Cao et al., "Learning to rank", 2007), for four sets at
once, each with the same say: SciFact (statements of findings), CliniFact (trial wording), Check-COVID (news wording) and a
sample of the plain claims (an editor's wording), these among the abstracts of all sets. The weights are fitted on claims of
`corpus.py`'s part `train` and told on `validation`; `--write` puts them into weights.json. The pool of a claim is the best
papers of `retrieve.Shelf`. `cross_validated` keeps claims that share a paper in one fold. Needs numpy, scipy and scikit-learn.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import retrieve
from attrs import frozen
from corpus import Together, corpus, gold_documents, papers_of
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from claimcheck.evidence.reading import read_claim
from claimcheck.evidence.relevance import ask, index, relevance
from claimcheck.model import Claim, Paper

WEIGHTS = Path(__file__).parents[1] / "src/claimcheck/evidence/data/weights.json"
POOL = 60
PLAIN = 1000
FOLDS = 5
RIDGE = 0.003
LEARNT = 6.0
"""The weight of `learnt`, set by hand: `learnt.py` has seen the claims that are fitted on."""
SETS = ("scifact", "clinifact", "covid", "plain")

Matrix = NDArray[np.float64]
Query = tuple[str, frozenset[str]]


@frozen
class Ranked:
    """A set's claims with their pools: parts (claims, pool, part), gold and filled places, wanted papers, fold groups, texts."""

    names: tuple[str, ...]
    parts: Matrix
    gold: Matrix
    filled: NDArray[np.bool_]
    wanted: NDArray[np.int64]
    groups: Sequence[str]
    texts: Sequence[str]

    def take(self, rows: Sequence[int] | NDArray[np.int64]) -> "Ranked":
        """The claims at those places."""
        groups, texts = [self.groups[i] for i in rows], [self.texts[i] for i in rows]
        return Ranked(
            self.names, self.parts[rows], self.gold[rows], self.filled[rows], self.wanted[rows], groups, texts
        )

    def part(self, name: str) -> "Ranked":
        """The claims of a part."""
        parts = {one.text.strip(): document.part for document in corpus().values() for one in document.claims}
        return self.take([i for i, text in enumerate(self.texts) if parts.get(text.strip()) == name])

    def scores(self, weights: Matrix) -> Matrix:
        """The score of every place, far below all others where it is empty."""
        scores: Matrix = np.where(self.filled, self.parts @ weights, -1e9)
        return scores


# --- the sets ----------------------------------------------------------------------------------------------------


def collection(name: str) -> tuple[list[Paper], list[Query]]:
    """The papers of a set, and its claims with the papers that are right for each; for plain claims a fixed sample among all papers."""
    documents = list(corpus().values())
    gold = gold_documents(name, undecided=name == "scifact")  # as the set has it: what a claim cites is right
    if name == "plain":
        tested = {one.text.strip() for d in documents if d.part == "test" for one in d.claims}
        gold = {text: gold[text] for text in random.Random(7).sample(sorted(set(gold) - tested), PLAIN)}
    else:
        documents = [d for d in documents if d.id.startswith(f"{name}:") or any(c.source == name for c in d.claims)]
    papers = papers_of(documents)
    return list(papers.values()), [
        (text, frozenset(str(papers[one].pmid) for one in names)) for text, names in gold.items()
    ]


def groups(queries: Sequence[Query]) -> list[str]:
    """Claims that share a paper stay together (in CliniFact that is at least as strict as one trial, one group)."""
    together = Together()
    for _, pmids in queries:
        first, *others = sorted(pmids)
        for other in others:
            together.join(first, other)
    return [together.root(min(pmids)) for _, pmids in queries]


def ranked(name: str) -> Ranked:
    """Every claim's pool as parts."""
    papers, queries = collection(name)
    shelf = retrieve.Shelf(papers)
    kept = {paper.pmid: index.__wrapped__(paper) for paper in papers}
    began, rows, gold = time.process_time(), [], []
    for text, wanted in queries:
        pool = shelf.top(text, POOL)
        indexes = [kept[paper.pmid] for paper in pool]
        question = ask(read_claim(Claim(text)), indexes)
        rows.append([relevance(question, one) for one in indexes])
        gold.append([float(str(paper.pmid) in wanted) for paper in pool])
    spent = 1000 * (time.process_time() - began) / max(1, sum(map(len, rows)))
    print(f"{name}: {len(queries)} claims, {len(papers)} papers, {spent:.2f} ms to find and rank one", flush=True)
    return _padded(rows, gold, queries)


def _padded(rows: list[list[dict[str, float]]], gold: list[list[float]], queries: list[Query]) -> Ranked:
    names = tuple(next(row for row in rows if row)[0])
    parts, right = np.zeros((len(rows), POOL, len(names))), np.zeros((len(rows), POOL))
    filled = np.zeros((len(rows), POOL), bool)
    for at, (row, labels) in enumerate(zip(rows, gold, strict=True)):
        filled[at, : len(row)] = True
        right[at, : len(row)] = labels
        if row:
            parts[at, : len(row)] = [[one[name] for name in names] for one in row]
    wanted = np.array([len(ids) for _, ids in queries])
    return Ranked(names, parts, right, filled, wanted, groups(queries), [text for text, _ in queries])


# --- fitting and measuring ---------------------------------------------------------------------------------------


def fitted(sets: Sequence[Ranked]) -> Matrix:
    """Weights by part, the one of `learnt` fixed; the penalty acts on parts of equal spread."""
    fixed = sets[0].names.index("learnt")
    spread = np.concatenate([one.parts[one.filled] for one in sets]).std(0) + 1e-6
    material = []
    for one in sets:
        seen = one.gold.sum(1) > 0
        gold = one.gold[seen]
        material.append((one.parts[seen] / spread, gold / gold.sum(1, keepdims=True), one.filled[seen]))

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for parts, gold, filled in material:
            scores = np.where(filled, parts @ weights, -1e9)
            logs = scores - scores.max(1, keepdims=True)
            logs -= np.log(np.exp(logs).sum(1, keepdims=True))
            total -= float((gold * logs).sum()) / len(parts)
            slope = slope + np.einsum("cp,cpf->f", np.exp(logs) - gold, parts) / len(parts)
        return total, slope

    bounds = [(0.0, 0.0) if at == fixed else (None, None) for at in range(len(spread))]
    options = {"maxiter": 300}
    found = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    weights = np.asarray(found.x / spread)
    weights[fixed] = LEARNT
    return weights


def measured(one: Ranked, weights: Matrix) -> tuple[Matrix, Matrix]:
    """nDCG@10 and recall@10 of every claim, in percent."""
    order = np.argsort(-one.scores(weights), axis=1, kind="stable")[:, :10]
    gold = np.take_along_axis(one.gold, order, 1)
    discount = 1 / np.log2(np.arange(10) + 2)
    ideal = np.array([discount[: min(10, wanted)].sum() for wanted in one.wanted])
    return 100 * (gold * discount).sum(1) / ideal, 100 * gold.sum(1) / one.wanted


def cross_validated(sets: Mapping[str, Ranked]) -> dict[str, tuple[Matrix, Matrix]]:
    """The measures of every claim by weights that saw neither it nor a claim of its group."""
    folds = {name: list(GroupKFold(FOLDS).split(one.groups, groups=one.groups)) for name, one in sets.items()}
    found = {name: (np.zeros(len(one.wanted)), np.zeros(len(one.wanted))) for name, one in sets.items()}
    for fold in range(FOLDS):
        weights = fitted([one.take(folds[name][fold][0]) for name, one in sets.items()])
        for name, one in sets.items():
            held = folds[name][fold][1]
            for store, values in zip(found[name], measured(one.take(held), weights), strict=True):
                store[held] = values
    return found


def told(name: str, how: str, values: tuple[Matrix, Matrix]) -> str:
    """Means with the standard error of the first."""
    gains, recall = values
    error = float(gains.std()) / math.sqrt(len(gains))
    return f"{name:10} {how:15} nDCG@10 {gains.mean():.1f} (±{1.96 * error:.1f}) recall@10 {recall.mean():.1f}"


def main() -> None:
    """Measure, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    sets = {name: ranked(name) for name in SETS}
    weights, names = fitted([one.part("train") for one in sets.values()]), sets[SETS[0]].names
    held = cross_validated(sets)
    for name, one in sets.items():
        print(told(name, "cross-validated", held[name]))
        print(told(name, "validation", measured(one.part("validation"), weights)))
    found = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    print(found)
    if given.write:
        WEIGHTS.write_text(json.dumps({"rank": found}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
