"""Fits what each signal of a sentence weighs (does it need a source? of what kind is it?) and measures it by cross-validation.

    PYTHONPATH=src:training python training/fit_claims.py [--write]

Logistic regression over the signals of `claimcheck.extraction.classify` for a claim, softmax regression for its kind; both
hold to small weights. Gold: `claim_pages.txt` beside this file and the labelled articles under tests/data/articles that are
not kept unseen. Cross-validation leaves out a page at a time. Writes `claim_weights.tsv`.
"""

import csv
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import numpy as np
from attrs import frozen

from claimcheck.articles.text import parse_text
from claimcheck.extraction.classify import KINDS, signals_of
from claimcheck.extraction.coverage import focuses_of
from claimcheck.extraction.terms import topic_of

HERE = Path(__file__).parent
ARTICLES = HERE.parent / "tests/data/articles"
TARGET = HERE.parent / "src/claimcheck/extraction/data/claim_weights.tsv"
LETTERS = {kind.value[0]: kind.value for kind in KINDS}
HEAD = """\
# What each signal of a sentence weighs: for its being a claim, and for each kind of claim.
#
# Source: fitted by training/fit_claims.py to sentences written and labelled for claimcheck; not edited by hand.
"""

BY_HAND = {"question": -6.0, "title": -6.0}
"""The pages' headings and questions were left out of the sentences, so their weights are set by hand."""


@frozen
class Row:
    page: str
    heading: str
    text: str
    kind: str  # "" where no source is needed


def rows() -> list[Row]:
    found, page, heading = [], "", ""
    for line in (HERE / "claim_pages.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            page, heading = line[2:], ""
        elif line.startswith("#"):
            heading = line.lstrip("# ")
        elif page and line:
            found.append(Row(page, heading, line[2:], LETTERS.get(line[0], "")))
    for path in sorted(ARTICLES.glob("*.labels.tsv")):
        found += labelled(path)
    return found


def labelled(path: Path) -> list[Row]:
    found, heading = [], ""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            is_heading = row["kind"] == "-" and row["sentence"][-1] not in ".!"
            heading = row["sentence"] if is_heading else heading
            kind = row["kind"].split("|")[0] if row["needs_source"] == "yes" else ""
            found += [] if is_heading else [Row(path.name, heading, row["sentence"], kind)]
    return found


def fit(x: np.ndarray, y: np.ndarray, decay: float, steps: int = 400) -> np.ndarray:
    """Softmax regression by gradient descent with momentum; `y` one column a class. The first signal is not held small."""
    weights, speed = np.zeros((x.shape[1], y.shape[1])), np.zeros((x.shape[1], y.shape[1]))
    hold = np.full((x.shape[1], 1), decay)
    hold[0] = 0.0
    for _ in range(steps):
        z = x @ weights
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        slope = x.T @ (p - y) / len(x) + hold * weights / len(x)
        speed = 0.9 * speed - 0.5 * slope
        weights += speed
    return weights


def columns(
    matrix: np.ndarray, for_claim: np.ndarray, listed: list[Row], decay: float, kind_decay: float
) -> np.ndarray:
    """One column for a claim, one for each kind."""
    is_claim = np.array([bool(row.kind) for row in listed])
    claim = np.zeros((matrix.shape[1], 2))
    claim[for_claim] = fit(matrix[:, for_claim], np.column_stack([~is_claim, is_claim]).astype(float), decay)
    gold = np.array([[row.kind == kind.value for kind in KINDS] for row in listed if row.kind], float)
    kinds = fit(matrix[is_claim], gold, kind_decay)
    return np.column_stack([claim[:, 1] - claim[:, 0], kinds])


def matrix_of(listed: list[Row]) -> tuple[list[str], np.ndarray]:
    signals = [
        set(signals_of(row.text, row.heading, focus)) for row, focus in zip(listed, focuses(listed), strict=True)
    ]
    names = ["always", *sorted(set.union(*signals) - {"always"})]
    return names, np.array([[name in one for name in names] for one in signals], float)


def focuses(listed: list[Row]) -> Iterator[str]:
    """What "it" means in each sentence, page by page."""
    for _, page in groupby(listed, key=lambda row: row.page):
        sentences = [(row.heading, row.text) for row in page]
        topic = topic_of(parse_text("\n\n".join([sentences[0][0], *(text for _, text in sentences)])))
        yield from focuses_of(sentences, topic.treatment or topic.condition)


def cross_validate(
    matrix: np.ndarray, for_claim: np.ndarray, listed: list[Row], decay: float, kind_decay: float
) -> np.ndarray:
    scores = np.zeros((len(listed), len(KINDS) + 1))
    pages = np.array([row.page for row in listed])
    for page in sorted(set(pages)):
        out = pages == page
        weights = columns(matrix[~out], for_claim, [row for row in listed if row.page != page], decay, kind_decay)
        scores[out] = matrix[out] @ weights
    return scores


def report(scores: np.ndarray, listed: list[Row]) -> None:
    gold = np.array([bool(row.kind) for row in listed])
    for threshold in (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25):
        told = scores[:, 0] >= threshold
        right = (told & gold).sum()
        print(f"threshold {threshold:5}: recall {right / gold.sum():.1%}  precision {right / told.sum():.1%}")
    kinds = [KINDS[at].value for at in scores[:, 1:].argmax(1)]
    pairs = [(row.kind, kind) for row, kind in zip(listed, kinds, strict=True) if row.kind]
    print(f"kind right: {sum(a == b for a, b in pairs) / len(pairs):.1%} of {len(pairs)}")


def main() -> int:
    listed = rows()
    names, matrix = matrix_of(listed)
    print(f"{len(listed)} sentences, {sum(bool(row.kind) for row in listed)} claims, {len(names)} signals")
    for_claim = np.array([not name.startswith("kind: ") for name in names])
    decay, kind_decay = 2.0, 4.0
    report(cross_validate(matrix, for_claim, listed, decay, kind_decay), listed)
    if "--write" in sys.argv:
        weights = columns(matrix, for_claim, listed, decay, kind_decay)
        weights[:, 0] = [BY_HAND.get(name, weight) for name, weight in zip(names, weights[:, 0], strict=True)]
        lines = ["\t".join(["signal", "claim", *(kind.value for kind in KINDS)])]
        lines += ["\t".join([name, *(f"{w:.2f}" for w in row)]) for name, row in zip(names, weights, strict=True)]
        TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
