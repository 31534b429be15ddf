"""Fits what each signal of a sentence weighs (does it need a source? of what kind is it?).

    PYTHONPATH=src:training:benchmarks/quality python training/fit_claims.py [--write]

Logistic regression over the signals of `claimcheck.extraction.classify` for a claim, softmax regression for its kind; both
hold to small weights. Gold: `claim_pages.txt` beside this file and the labelled articles under tests/data/articles that are
not kept unseen, which tell kinds, and the marked pages (`marked.py`).
Cross-validation, which is printed, leaves out a tenth of the pages at a time. Writes `claim_weights.tsv` and `claim_words.tsv`.
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
from attrs import frozen
from marked import labels_of, marked_pages
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from claimcheck.articles.text import parse_text
from claimcheck.extraction.classify import KINDS, said_in, signals_of
from claimcheck.extraction.coverage import candidates
from claimcheck.extraction.focus import focuses_of
from claimcheck.extraction.lexicon import words_of
from claimcheck.extraction.terms import main_subject
from claimcheck.extraction.units import units

HERE = Path(__file__).parent
ARTICLES = HERE.parent / "tests/data/articles"
DATA = HERE.parent / "src/claimcheck/extraction/data"
LETTERS = {kind.value[0]: kind.value for kind in KINDS}
HEAD = """\
# What each {of} of a sentence weighs{more}.
#
# Source: fitted by training/fit_claims.py to sentences written and labelled for claimcheck; not edited by hand.
"""
BY_HAND = {"question": -6.0, "title": -6.0}
"""The pages' headings and questions were left out of the sentences, so their weights are set by hand."""
CLAIM, KIND = 2.0, 0.25
"""How freely weights grow (C of scikit-learn)."""
SIGNALS, WORDS, SEEN = 0.5, 3.0, 3
"""How heavily signals and words stand in the matrix; words seen less often are left out."""
SMALLEST = 0.05
FOLDS = 10


@frozen
class Row:
    page: str
    signals: tuple[str, ...]
    words: tuple[str, ...]
    claim: bool
    kind: str = ""  # "" where nobody told


def rows() -> list[Row]:
    return [*listed_rows(), *marked_rows()]


def marked_rows() -> Iterator[Row]:
    """What may make a claim on the marked pages, and whether it does."""
    for name, page, article in marked_pages():
        for one in candidates(article, units(article)):
            if not one.asserts_nothing:
                yield Row(name, one.signals, _words(one.said), bool(labels_of(page, article, one.unit)))


def listed_rows() -> Iterator[Row]:
    told = told_sentences()
    for (page, heading, text, kind), focus in zip(told, _focuses(told), strict=True):
        yield Row(page, signals_of(text, heading, focus), _words(text), bool(kind), kind)


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(said_in(words_of(text))))


Told = tuple[str, str, str, str]  # page, heading, sentence, kind ("" where no source is needed)


def told_sentences(*, unseen: bool = False) -> list[Told]:
    """The sentences whose kinds somebody told, page by page; `unseen`: those of the articles that nothing is learnt from."""
    folder = ARTICLES / "unseen" if unseen else ARTICLES
    labelled = (one for path in sorted(folder.glob("*.labels.tsv")) for one in _labelled(path))
    return list(labelled) if unseen else [*_listed(), *labelled]


def _listed() -> Iterator[Told]:
    page, heading = "", ""
    for line in (HERE / "claim_pages.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            page, heading = line[2:], ""
        elif line.startswith("#"):
            heading = line.lstrip("# ")
        elif page and line:
            yield page, heading, line[2:], LETTERS.get(line[0], "")


def _labelled(path: Path) -> Iterator[Told]:
    heading = ""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            is_heading = row["kind"] == "-" and row["sentence"][-1] not in ".!"
            heading = row["sentence"] if is_heading else heading
            kind = row["kind"].split("|")[0] if row["needs_source"] == "yes" else ""
            if not is_heading:
                yield path.name, heading, row["sentence"], kind


def _focuses(told: Sequence[Told]) -> Iterator[str]:
    """What "it" means in each sentence, page by page."""
    for _, page in groupby(told, key=lambda one: one[0]):
        sentences = [(heading, text) for _, heading, text, _ in page]
        subject = main_subject(parse_text("\n\n".join([sentences[0][0], *(text for _, text in sentences)])))
        yield from focuses_of(sentences, subject)


@frozen
class Columns:
    """What the columns of the matrices are: the signals for a claim, those for a kind, the words."""

    claim: CountVectorizer
    kind: CountVectorizer
    words: CountVectorizer

    def for_claim(self, listed: Sequence[Row]) -> csr_matrix:
        words = normalize(self.words.transform(listed).astype(float)) * WORDS
        return hstack([self.claim.transform(listed) * SIGNALS, words]).tocsr()


def columns(listed: Sequence[Row]) -> Columns:
    def of(row: Row) -> list[str]:
        return [name for name in row.signals if not name.startswith("kind: ") and name != "always"]

    def kinds(row: Row) -> list[str]:
        return [name for name in row.signals if name != "always"]

    each = ((of, 1), (kinds, 1), (lambda row: row.words, SEEN))
    made = [CountVectorizer(analyzer=how, min_df=least) for how, least in each]
    return Columns(*(one.fit(listed) for one in made))


Fitted = tuple[LogisticRegression, LogisticRegression]


def fit(listed: Sequence[Row], names: Columns) -> Fitted:
    """For a claim, for kinds."""
    claim, kind = (LogisticRegression(C=freely, max_iter=5000) for freely in (CLAIM, KIND))
    told = [row for row in listed if row.kind]
    numbers = [[one.value for one in KINDS].index(row.kind) for row in told]
    return (
        claim.fit(names.for_claim(listed), [row.claim for row in listed]),
        kind.fit(names.kind.transform(told), numbers),
    )


def cross_validate(listed: Sequence[Row]) -> tuple[np.ndarray, np.ndarray]:
    """Of every row the score for a claim and the kind's number, by weights that have not seen its page."""
    pages = sorted({row.page for row in listed})
    scores, kinds = np.zeros(len(listed)), np.zeros(len(listed), int)
    for fold in range(FOLDS):
        out = set(pages[fold::FOLDS])
        names = columns(seen := [row for row in listed if row.page not in out])
        claim, kind = fit(seen, names)
        at = [n for n, row in enumerate(listed) if row.page in out]
        these = [listed[n] for n in at]
        scores[at] = claim.decision_function(names.for_claim(these))
        kinds[at] = kind.predict(names.kind.transform(these))
    return scores, kinds


def report(scores: np.ndarray, kinds: np.ndarray, listed: Sequence[Row]) -> None:
    for name in sorted({row.page.partition("/")[0] if "/" in row.page else "sentences" for row in listed}):
        these = np.array(
            [row.page.startswith(f"{name}/") or (name == "sentences" and "/" not in row.page) for row in listed]
        )
        gold = np.array([row.claim for row in listed])[these]
        line = []
        for threshold in (-1.25, -1.0, -0.75, -0.5, -0.25, 0.0):
            told = scores[these] >= threshold
            right = (told & gold).sum()
            line.append(f"{threshold}: {right / gold.sum():.1%} / {right / told.sum():.1%}")
        print(f"{name}: recall / precision at {'; '.join(line)}")
    right = [KINDS[at].value == row.kind for row, at in zip(listed, kinds, strict=True) if row.kind]
    print(f"kind right: {np.mean(right):.1%} of {len(right)}")


def write(fitted: Fitted, names: Columns) -> None:
    claim, kind = fitted
    signals = names.kind.get_feature_names_out()
    known = names.claim.vocabulary_
    table = {"always": [claim.intercept_[0], *kind.intercept_]}
    for at, name in enumerate(signals):
        weight = claim.coef_[0][known[name]] * SIGNALS if name in known else 0.0
        table[name] = [BY_HAND.get(name, weight), *kind.coef_[:, at]]
    lines = ["\t".join(["signal", "claim", *(one.value for one in KINDS)])]
    lines += ["\t".join([name, *(f"{weight:.2f}" for weight in row)]) for name, row in table.items()]
    _write(
        "claim_weights.tsv", HEAD.format(of="signal", more=": for its being a claim, and for each kind of claim"), lines
    )
    weights = claim.coef_[0][len(known) :] * WORDS
    told = zip(names.words.get_feature_names_out(), weights, strict=True)
    lines = [f"{name}\t{weight:.2f}" for name, weight in told if abs(weight) >= SMALLEST]
    _write("claim_words.tsv", HEAD.format(of="word and pair of words", more=" for its being a claim"), lines)


def _write(name: str, head: str, lines: Sequence[str]) -> None:
    (DATA / name).write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    listed = rows()
    print(f"{len(listed)} sentences, {sum(row.claim for row in listed)} claims")
    report(*cross_validate(listed), listed)
    if "--write" in sys.argv:
        names = columns(listed)
        write(fit(listed, names), names)
    return 0


if __name__ == "__main__":
    sys.exit(main())
