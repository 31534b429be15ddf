"""What the judge's benchmark keeps of a verdict, and its measures: from rows to percent, NaN where there is nothing to count."""

import gzip
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen
from corpus import Asked

Measured = Callable[[Sequence[Any]], float]
SIDES = ("supports", "contradicts")


@frozen
class Verdict:
    """What was said of a claim's own paper. `sentences` are their places in the document, the deciding one first, -1 the title."""

    claim: str
    document: str
    stance: str
    confidence: float
    sentences: tuple[int, ...]


@frozen
class Found:
    """What `find` brought: the first ten documents, and those attached and shown as contradicting with their confidence."""

    claim: str
    ranking: tuple[str, ...]
    attached: Mapping[str, float]
    contradicting: Mapping[str, float]


@frozen
class Verdicts:
    """All that a judge said; kept as ids and numbers, without any text."""

    given: tuple[Verdict, ...] = ()
    searched: tuple[Found, ...] = ()

    def save(self, path: Path) -> None:
        kept = {
            "given": [[v.claim, v.document, v.stance, v.confidence, v.sentences] for v in self.given],
            "searched": [[f.claim, f.ranking, f.attached, f.contradicting] for f in self.searched],
        }
        path.write_bytes(gzip.compress(json.dumps(kept, separators=(",", ":")).encode(), mtime=0))

    @classmethod
    def read(cls, path: Path) -> "Verdicts":
        kept = json.loads(gzip.decompress(path.read_bytes()))
        return cls(
            tuple(Verdict(*row[:4], tuple(row[4])) for row in kept["given"]),
            tuple(Found(row[0], tuple(row[1]), *row[2:]) for row in kept["searched"]),
        )


@frozen
class Told:
    """A claim asked of its own paper, with the verdict."""

    asked: Asked
    group: str
    verdict: Verdict

    @property
    def said(self) -> str:
        """The side taken; what only a person or the former judge says in between is no side, partial support is support."""
        stance = "supports" if self.verdict.stance == "partly" else self.verdict.stance
        return stance if stance in SIDES else "neither"


@frozen
class Statement:
    """A claim that is searched for, with the labels of the documents that its set lists for it."""

    asked: Asked
    group: str
    gold: Mapping[str, str]


@frozen
class Searched(Statement):
    """A statement and what was found for it."""

    found: Found

    def shown(self, stance: str) -> Mapping[str, float]:
        """The documents attached as supporting, or shown as contradicting."""
        return self.found.attached if stance == "supports" else self.found.contradicting


def share(flags: Iterable[bool]) -> float:
    listed = list(flags)
    return 100 * sum(listed) / len(listed) if listed else math.nan


def mean(values: Sequence[float]) -> float:
    return 100 * sum(values) / len(values) if values else math.nan


def macro_f1(rows: Sequence[Told]) -> float:
    """Over the labels that the set has: a side that is not taken is missed, whichever it was."""

    def f1(label: str) -> float:
        right = sum(row.said == row.asked.label == label for row in rows)
        return 2 * right / sum((row.said == label) + (row.asked.label == label) for row in rows)

    return mean([f1(label) for label in sorted({row.asked.label for row in rows})])


def accuracy(rows: Sequence[Told]) -> float:
    return share(row.said == row.asked.label for row in rows)


def precision(stance: str, rows: Sequence[Told]) -> float:
    return share(row.asked.label == stance for row in rows if row.said == stance)


def told_of(label: str, stance: str, rows: Sequence[Told]) -> float:
    """Of the claims with that label, those told to be of that stance."""
    return share(row.said == stance for row in rows if row.asked.label == label)


def at_recall_40(of: Measured, rows: Sequence[Told]) -> float:
    """Measured where only the surest supporting verdicts count, so many that 40% of the supporting papers are told."""
    missing = math.ceil(0.4 * sum(row.asked.label == "supports" for row in rows))
    kept = []
    for row in sorted(rows, key=lambda row: (-row.verdict.confidence, row.asked.id)):
        counts = row.said != "supports" or missing > 0
        kept.append(row if counts else evolve(row, verdict=evolve(row.verdict, stance="")))
        missing -= row.said == row.asked.label == "supports"
    return of(kept)


def hit(first: int, rows: Sequence[Told]) -> float:
    """Over all claims whose deciding sentences are known, whatever was said of them."""
    known = [row for row in rows if row.asked.evidence]
    return share(bool(set(row.asked.evidence).intersection(row.verdict.sentences[:first])) for row in known)


def calibration_error(pairs: Iterable[tuple[float, bool]]) -> float:
    """How far confidence and share of right ones lie apart, over ten bins of confidence."""
    bins: dict[int, list[float]] = defaultdict(list)
    for confidence, right in pairs:
        bins[min(9, int(10 * confidence))].append(confidence - right)
    return 100 * sum(abs(sum(one)) for one in bins.values()) / sum(map(len, bins.values())) if bins else math.nan


def given_calibration(rows: Sequence[Told]) -> float:
    return calibration_error((row.verdict.confidence, row.said == row.asked.label) for row in rows if row.said in SIDES)


def searched_calibration(rows: Sequence[Searched]) -> float:
    shown = ((row, stance, *pair) for row in rows for stance in SIDES for pair in row.shown(stance).items())
    return calibration_error((confidence, row.gold.get(name) == stance) for row, stance, name, confidence in shown)


def reached(stance: str, rows: Sequence[Searched]) -> float:
    """Of the claims that have such a paper, those for which one is attached (supports) or shown (contradicts)."""
    has = [row for row in rows if stance in row.gold.values()]
    return share(any(row.gold.get(name) == stance for name in row.shown(stance)) for row in has)


def among(stance: str, label: str, rows: Sequence[Searched]) -> float:
    """Of the papers attached or shown, those with that label."""
    return share(row.gold.get(name) == label for row in rows for name in row.shown(stance))


def unsourced_kept(rows: Sequence[Searched]) -> float:
    return share(not row.found.attached for row in rows if "supports" not in row.gold.values())


def within_five(rows: Sequence[Searched]) -> float:
    return share(any(name in row.gold for name in row.found.ranking[:5]) for row in rows)


def ndcg(rows: Sequence[Searched]) -> float:
    def gain(places: Iterable[int]) -> float:
        return sum(1 / math.log2(at + 2) for at in places)

    found = ([at for at, name in enumerate(row.found.ranking) if name in row.gold] for row in rows)
    return mean([gain(at) / gain(range(min(10, len(row.gold)))) for at, row in zip(found, rows, strict=True)])


def ranked_recall(rows: Sequence[Searched]) -> float:
    return mean([len(row.gold.keys() & set(row.found.ranking)) / len(row.gold) for row in rows])
