"""Fits what the network's word is worth, alone and in a list, and finds the two thresholds; on claims that it was not trained on.

    python training/judge/calibrate.py [--write]

The validation part's claims are asked of all abstracts: the product's own ranking picks what is read, as `find` does. What a claim is
not asked of in the data counts as neither, which was right in 99 of 100 of those that were read. Thresholds are chosen for the whole way.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from attrs import frozen
from corpus import LABELS, corpus, papers_of, rows
from retrieve import Shelf
from sklearn.linear_model import LogisticRegression

from claimcheck.evidence.attach import READ
from claimcheck.evidence.network import NetworkJudge
from claimcheck.evidence.rank import rank
from claimcheck.evidence.weighing import Calibration, Read, alone_features, list_features
from claimcheck.model import Candidate, Claim

TARGET = Path(__file__).parents[2] / "src/claimcheck/evidence/data/judge/calibration.json"
SOURCES = ("plain", "scifact", "covid")
RIDGE = 1.0


@frozen
class Listed:
    """A claim's best papers as the network read them, with their labels (0 supports, 1 contradicts, 2 neither)."""

    reads: tuple[Read, ...]
    labels: tuple[int, ...]
    own: tuple[tuple[Read, int], ...]
    source: str


def listed(part: str, most: int, seed: int = 1) -> list[Listed]:
    """The claims of a part, each with its list."""
    documents = list(corpus().values())
    papers = papers_of(documents)
    names = {paper.pmid: name for name, paper in papers.items()}
    gold: dict[str, dict[str, int]] = defaultdict(dict)
    source = {}
    for document in documents:
        for one in document.claims:
            gold[one.text][document.id] = LABELS[one.label]
            if document.part == part and one.source in SOURCES:
                source[one.text] = one.source
    read_by_hand = {
        row["claim"]: {o["doc"]: LABELS[o["label"]] for o in row["others"]} for row in rows("plain-claims/lists.jsonl")
    }
    texts = sorted(source)
    random.Random(seed).shuffle(texts)
    shelf, judge, found = Shelf(papers.values()), NetworkJudge(), []
    for text in texts[:most]:
        claim = Claim(text)
        best = rank(claim, shelf.top(text, 40))[:READ]
        labels = gold[text] | {k: v for k, v in read_by_hand.get(text, {}).items() if k not in gold[text]}
        own = [papers[name] for name in gold[text]]
        reads = judge.reads(claim, [*best, *(Candidate(paper, 0.0) for paper in own)])
        found.append(
            Listed(
                tuple(reads[: len(best)]),
                tuple(labels.get(names[c.paper.pmid], 2) for c in best),
                tuple(zip(reads[len(best) :], (gold[text][names[p.pmid]] for p in own), strict=True)),
                source[text],
            )
        )
    return found


def fit(
    features: Sequence[dict[str, float]], labels: Sequence[int], weights: Sequence[float]
) -> list[dict[str, float]]:
    names = sorted(features[0])
    table = np.array([[row[name] for name in names] for row in features])
    mean, spread = table.mean(0), table.std(0) + 1e-6
    model = LogisticRegression(C=RIDGE, max_iter=2000).fit((table - mean) / spread, labels, sample_weight=list(weights))
    plain = model.coef_ / spread
    return [
        {"bias": round(float(bias - row @ mean), 5)} | {n: round(float(w), 5) for n, w in zip(names, row, strict=True)}
        for row, bias in zip(plain, model.intercept_, strict=True)
    ]


def models(lists: Sequence[Listed]) -> dict[str, list[dict[str, float]]]:
    alone = [
        (alone_features(read), label, {"plain": 1, "scifact": 3, "covid": 3}[one.source])
        for one in lists
        for read, label in one.own
    ]
    crowd = [(list_features(one.reads, at), label, 1.0) for one in lists for at, label in enumerate(one.labels)]
    return {"alone": fit(*zip(*alone, strict=True)), "list": fit(*zip(*crowd, strict=True))}


def tell(lists: Sequence[Listed]) -> None:
    """The whole way by cross-validation over five parts of the claims, at several thresholds."""
    scored = []
    for fold in range(5):
        weights = Calibration(models([one for at, one in enumerate(lists) if at % 5 != fold]))
        for one in lists[fold::5]:
            chances = [weights.chances("list", list_features(one.reads, at)) for at in range(len(one.reads))]
            scored.append((one, chances))
    for name, stance in (("attached", 0), ("shown as contradicting", 1)):
        could = sum(any(label == stance for _, label in one.own) for one, _ in scored)
        for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8):
            taken = [
                (one.labels[at], one)
                for one, chances in scored
                for at, row in enumerate(chances)
                if row[stance] >= threshold and row[stance] == max(row[:2])
            ]
            right = sum(label == stance for label, _ in taken)
            wrong = sum(label == 1 - stance for label, _ in taken)
            print(
                f"{name} at {threshold}: {len(taken)}, right {100 * right / max(1, len(taken)):.1f}, opposite {100 * wrong / max(1, len(taken)):.1f}, recall {100 * right / max(1, could):.1f}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--claims", type=int, default=1200)
    args = parser.parse_args()
    lists = listed("validation", args.claims)
    tell(lists)
    if args.write:
        TARGET.write_text(json.dumps(models(lists), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
