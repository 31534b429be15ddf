"""What the judge's models are fitted on: claims and papers as rows of numbers, with gold label and fold.

Claims that share a paper, a trial or their wording are in one fold. A third of the titles of the other sets is dropped: a
missing title would betray the set. Hard negatives come from our own retriever.
"""

import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import data
import numpy as np
import retrieve
from attrs import evolve, frozen
from fit_sentences import is_gold

from claimcheck.evidence import bars
from claimcheck.evidence.deciding import deciding
from claimcheck.evidence.pairing import paired, stance_row
from claimcheck.evidence.rank import rank
from claimcheck.evidence.reading import read_claim, read_paper
from claimcheck.evidence.verdict import findings, veto_match
from claimcheck.model import Candidate, Claim, Paper

CLASSES = {"supports": 0, "contradicts": 1, "neither": 2, "other": 2}
SHARES = {"scifact": 1.0, "check-covid": 0.5, "clinifact": 0.25, "pubmedqa": 0.4, "evidence-inference": 0.3}
FOLDS, DEPTH, HARD = 5, 10, 3
Features = dict[str, float]


@frozen
class Row:
    """A claim with a paper: the pair's features, the rows of its best sentences, and those of the gold sentences (or the best)."""

    features: Features
    told: tuple[Features, ...]
    gold: tuple[Features, ...]
    label: int
    fold: int
    source: str
    share: float
    about: str = ""
    """Claim and best sentence, for reading errors."""


@frozen
class Listed:
    """One claim's retrieved list, as the judge reads it: papers without a finding are left out."""

    claim: Claim
    words: int
    fold: int
    has_support: bool
    candidates: tuple[Candidate, ...]
    labels: tuple[str, ...]
    rows: tuple[Row, ...]
    stands: tuple[bool, ...]


class Material:
    """All rows, once; `held` are SciFact claims that are left out of everything."""

    def __init__(self, held: frozenset[int] = frozenset()) -> None:
        fold = scifact_folds()
        own = [one for one in data.scifact() if int(one.claim.id) not in held]
        self.own = list(_rows(own, [fold[int(one.claim.id)] for one in own], drop_titles=False))
        other = [*data.covid(by_sentence=True), *data.covid(by_sentence=False), *data.clinifact(), *data.pubmedqa()]
        other += data.evidence_inference()
        self.aux = list(_rows(other, group_folds(other), drop_titles=True))
        shelf = retrieve.Shelf(data.scifact_papers().values())
        self.lists = [_listed(one, fold[one["id"]], shelf) for one in data.scifact_claims() if one["id"] not in held]

    @property
    def hard(self) -> list[Row]:
        """The best ranked papers of every list that nobody cites for the claim."""
        return [
            row
            for one in self.lists
            for row in [r for r, label in zip(one.rows, one.labels, strict=True) if label == "other"][:HARD]
        ]


def scifact_folds() -> dict[int, int]:
    groups = data.claim_groups(data.scifact_claims())
    order = np.random.RandomState(0).permutation(len(set(groups.values())))
    fold = {group: int(order[i]) % FOLDS for i, group in enumerate(sorted(set(groups.values())))}
    return {claim: fold[group] for claim, group in groups.items()}


def group_folds(pairs: Sequence[data.Pair]) -> list[int]:
    """The fold of every pair of the other sets."""
    together = data.Together()
    for pair in pairs:
        together.join(_name(pair), f"{pair.source} says {pair.claim.statement.strip().casefold()}")
    return [zlib.crc32(together.root(_name(pair)).encode()) % FOLDS for pair in pairs]


def _name(pair: data.Pair) -> str:
    return f"{pair.source} {pair.group}"


def _rows(pairs: Sequence[data.Pair], folds: Sequence[int], *, drop_titles: bool) -> Iterator[Row]:
    for number, (pair, fold) in enumerate(zip(pairs, folds, strict=True)):
        by_sentence = pair.source == "check-covid" and not pair.paper.title
        paper = evolve(pair.paper, title="") if drop_titles and number % 3 == 0 else pair.paper
        reading, text = read_claim(pair.claim), read_paper(paper)
        if not text.body:
            continue
        listed = deciding(reading, text)
        found = findings(text, listed) or listed
        features, told = paired(reading, text, found)
        gold = [one for one in listed if is_gold(one.sentence.text, pair.rationale)][:2] or found[:1]
        yield Row(
            features=features,
            told=told,
            gold=tuple(stance_row(reading, one) for one in gold),
            label=CLASSES[pair.label],
            fold=fold,
            source=pair.source + (" by sentence" if by_sentence else ""),
            share=SHARES[pair.source],
            about=f"{pair.claim.statement}\n     {found[0].sentence.text}",
        )


def ruled_row(claim: Claim, paper: Paper, label: str, fold: int) -> tuple[Row, bool] | None:
    """As the judge reads it: None where nothing is found; and whether the paper may still support the claim."""
    reading, text = read_claim(claim), read_paper(paper)
    found = findings(text, deciding(reading, text)) if text.body else ()
    if not found:
        return None
    stands = not veto_match(reading, text) and bars.stands(reading, text, found[0])
    features, told = paired(reading, text, found)
    return Row(features, told, (), CLASSES[label], fold, "retrieved", 0.5), stands


def _listed(claim_row: dict[str, Any], fold: int, shelf: retrieve.Shelf) -> Listed:
    claim = Claim(claim_row["claim"])
    ranked = rank(claim, shelf.top(claim.statement, 60))[:DEPTH]
    gold = {str(doc): "neither" for doc in claim_row["cited_doc_ids"]}
    gold |= {doc: data.LABELS[sets[0]["label"]] for doc, sets in claim_row["evidence"].items()}
    named = [(c, gold.get(str(c.paper.pmid), "other")) for c in ranked]
    read = [(c, label, ruled_row(claim, c.paper, label, fold)) for c, label in named]
    kept = [(c, label, *both) for c, label, both in read if both is not None]
    return Listed(
        claim=claim,
        words=len(claim.statement.split()),
        fold=fold,
        has_support="supports" in gold.values(),
        candidates=tuple(one[0] for one in kept),
        labels=tuple(one[1] for one in kept),
        rows=tuple(one[2] for one in kept),
        stands=tuple(one[3] for one in kept),
    )
