"""How many of an article's claims are drafted, and how much is drafted that needs no source.

Two measures. *Sciatica*: a clinic's article with 50 statements about it, 38 of which need a source; the article and the
statements lie in the folder that CLAIMCHECK_TEST_DATA names, and `sciatica_sentences.tsv` says, by line and number, which
sentences stand behind each statement. A statement is found when a claim drafted from one of its sentences shares two
content words with it (words of four letters up, compared without ending and by their first five). False is every drafted sentence that
stands behind no statement which needs a source. *Own articles*: three pages of other kinds under tests/data/articles, each
with a label a sentence, given before the first run; recall and precision count sentences. Their writer knew them when
the word lists were made, so they show that the figures do not fall, not how an unknown page would fare.

    CLAIMCHECK_TEST_DATA=… python benchmarks/quality/extraction.py
"""

import csv
import json
import os
import re
import sys
from pathlib import Path

from attrs import field, frozen

from claimcheck.articles.article import read_article
from claimcheck.articles.base import Article
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.drafts import draft_claims
from claimcheck.extraction.units import units

HERE = Path(__file__).parent
ARTICLES = HERE.parents[1] / "tests" / "data" / "articles"


@frozen
class Sciatica:
    """Which statements were found and missed, which sentences were drafted for nothing, which sources were told."""

    found: tuple[str, ...]
    missed: tuple[str, ...]
    false: tuple[str, ...] = field(repr=False)
    attributed: tuple[str, ...]


@frozen
class Counts:
    """Sentences of labelled articles: rightly told, wrongly told, missed."""

    right: int
    wrong: int
    missed: int

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)


def content(text: str) -> set[str]:
    words = re.findall(r"[a-z]{4,}", text.lower().replace("-", " "))
    return {re.sub(r"(?:ing|ed|s)$", "", word)[:5] for word in words}


def sentence_labels(article: Article) -> dict[int, str]:
    """``line.number`` of every sentence by its start, headings left out."""
    labels: dict[int, str] = {}
    count: dict[int, int] = {}
    for unit in units(article):
        if not unit.is_heading:
            line = unit.location.line or 0
            count[line] = count.get(line, 0) + 1
            labels[unit.start] = f"{line}.{count[line]}"
    return labels


def measure_sciatica(folder: Path) -> Sciatica:
    listed = json.loads((folder / "claims.json").read_text(encoding="utf-8"))
    claims = listed if isinstance(listed, list) else listed["claims"]
    rows = (HERE / "sciatica_sentences.tsv").read_text(encoding="utf-8").splitlines()
    behind = {row.split("\t")[0]: row.split("\t")[1].split() for row in rows if not row.startswith("#")}
    article = read_article(folder / "article.txt")
    labels = sentence_labels(article)
    drafts: dict[str, list[str]] = {}
    sources = []
    for sentence in claim_sentences(article):
        for draft in draft_claims(article, [sentence]):
            drafts.setdefault(labels[sentence.unit.start], []).append(draft.statement)
            sources += [draft.attributed_to] if draft.attributed_to else []
    needed = [claim for claim in claims if claim["needs_source"]]
    found = [
        claim["id"]
        for claim in needed
        if any(
            len(content(claim["statement"]) & content(statement)) >= 2
            for label in behind[claim["id"]]
            for statement in drafts.get(label, ())
        )
    ]
    wanted = {label for claim in needed for label in behind[claim["id"]]}
    return Sciatica(
        tuple(found),
        tuple(claim["id"] for claim in needed if claim["id"] not in found),
        tuple(label for label in drafts if label not in wanted),
        tuple(dict.fromkeys(source.journal or source.vague or "" for source in sources)),
    )


def measure_article(path: Path) -> Counts:
    """Compare what is told of an article with its labels, sentence by sentence."""
    with path.with_suffix(".labels.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    article = read_article(path)
    sentences = [sentence.text for sentence in article.sentences]
    if sentences != [row["sentence"] for row in rows]:
        raise SystemExit(f"{path}: the labels are not those of its sentences")
    told = {sentence.unit.start for sentence in claim_sentences(article)}
    pairs = [
        (row["needs_source"] == "yes", sentence.start in told)
        for row, sentence in zip(rows, article.sentences, strict=True)
    ]
    return Counts(pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False)))


def labelled() -> list[Path]:
    return sorted(path for path in ARTICLES.iterdir() if path.suffix in (".md", ".txt"))


def total(counts: list[Counts]) -> Counts:
    return Counts(*(sum(getattr(one, name) for one in counts) for name in ("right", "wrong", "missed")))


def main() -> int:
    counts = {path.name: measure_article(path) for path in labelled()}
    for name, one in (*counts.items(), ("own articles", total(list(counts.values())))):
        print(f"{name:24} recall {one.recall:6.1%}  precision {one.precision:6.1%}  {one}")
    if data := os.environ.get("CLAIMCHECK_TEST_DATA"):
        result = measure_sciatica(Path(data) / "sciatica")
        print(
            f"sciatica: {len(result.found)} of {len(result.found) + len(result.missed)} found, missed {result.missed}"
        )
        print(
            f"sciatica: {len(result.false)} sentences drafted for nothing: {result.false}; sources {result.attributed}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
