"""Fits what each word of a sentence weighs for its needing a source, for the gate.

    PYTHONPATH=src:training:benchmarks/quality python training/fit_wording.py [--write]

Logistic regression over `claimcheck.extraction.wording.wording_of`. Gold: the marked pages (`marked.py`), and the sentences whose kinds
somebody told (`told.py`). Prints precision at recall and at the threshold, on the pages that are never learnt from, and writes `wording.tsv`.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from attrs import frozen
from marked import FOLDERS, MEASURES, labels_of, marked_pages
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from told import told_sentences

from claimcheck.extraction.coverage import statements
from claimcheck.extraction.units import units
from claimcheck.extraction.wording import ALWAYS, THRESHOLD, wording_of

TARGET = Path(__file__).parents[1] / "src/claimcheck/extraction/data/wording.tsv"
HEAD = """\
# What words, pairs of words, endings and forms of a sentence weigh for its needing a source (claimcheck.extraction.wording).
#
# Source: fitted by training/fit_wording.py to sentences written and labelled for claimcheck; not edited by hand.
"""
FREELY, SEEN, SMALLEST = 10.0, 3, 0.5
"""How freely weights grow (C of scikit-learn); what is seen less often is left out, and so is what weighs less."""


@frozen
class Row:
    """What weighs in a sentence, and whether it needs a source."""

    told: list[str]
    claim: bool


def page_rows(folders: Sequence[Path]) -> Iterator[Row]:
    """What may be a statement on marked pages."""
    for _, page, article in marked_pages(folders):
        for unit in statements(article, units(article)):
            told = wording_of(unit.said, unit.heading, unit.lead, unit.columns, opens=unit.opens)
            yield Row(told, bool(labels_of(page, article, unit)))


def matrix(columns: CountVectorizer, rows: Sequence[Row]) -> csr_matrix:
    """A row a sentence: the more weighs in it, the less each."""
    return diags([len(row.told) ** -0.5 for row in rows]) @ columns.transform(rows).astype(float)


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """The weights."""
    columns = CountVectorizer(analyzer=lambda row: row.told, min_df=SEEN).fit(rows)
    model = LogisticRegression(C=FREELY, max_iter=5000).fit(matrix(columns, rows), [row.claim for row in rows])
    weights = zip(columns.get_feature_names_out(), model.coef_[0], strict=True)
    found = {name: round(float(weight), 1) for name, weight in weights if abs(weight) >= SMALLEST}
    return {ALWAYS: round(float(model.intercept_[0]), 2)} | found


def measure(weights: dict[str, float], rows: Sequence[Row]) -> str:
    """Precision at recall, and both at the threshold."""
    gold = np.array([row.claim for row in rows], float)
    scores = np.array(
        [weights[ALWAYS] + sum(weights.get(one, 0.0) for one in row.told) / len(row.told) ** 0.5 for row in rows]
    )
    order = np.argsort(-scores)
    found = gold[order].cumsum()
    at = [int((found < share * found[-1]).sum()) for share in (0.8, 0.85, 0.9, 0.95)]
    told = [f"{100 * found[n] / (n + 1):.1f} at {100 * found[n] / found[-1]:.0f} ({scores[order[n]]:.2f})" for n in at]
    over = scores >= THRESHOLD
    right = (gold * over).sum()
    told.append(f"told: recall {100 * right / gold.sum():.1f}, precision {100 * right / over.sum():.1f}")
    return f"{len(rows)} sentences, {int(gold.sum())} claims: precision {', '.join(told)}"


def main() -> int:
    rows = [
        *page_rows(FOLDERS),
        *(Row(wording_of(text, heading), bool(kind)) for _, heading, text, kind in told_sentences()),
    ]
    weights = fit(rows)
    print(f"learnt from {len(rows)} sentences, {len(weights)} weights")
    for folder in MEASURES:
        print(folder.name, measure(weights, list(page_rows([folder]))))
    if "--write" in sys.argv:
        lines = [f"{name}\t{weight:g}" for name, weight in weights.items()]
        TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
