"""How many of an article's claims are drafted, and how much is drafted that needs no source.

Two measures. *Sciatica*: a clinic's article with 50 statements about it, 38 of which need a source; the article and the
statements lie in the folder that CLAIMCHECK_TEST_DATA names, and `sciatica_sentences.tsv` says, by line and number, which
sentences stand behind each statement. A statement is found when a claim drafted from one of its sentences shares two
content words with it (words of four letters up, compared without ending and by their first five). False is every drafted sentence that
stands behind no statement which needs a source. *Own articles*: pages of other kinds under tests/data/articles, each
with a label a sentence, given before the first run; recall and precision count sentences,
sources the sentences whose source is told right (named or vague). The weights are fitted to the pages
of the first folder, so these show that the figures do not fall; those under `unseen` were neither fitted to nor read
while words were chosen, and show how an unknown page fares.

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
from claimcheck.extraction.attributions import attributions
from claimcheck.extraction.coverage import claim_units
from claimcheck.extraction.drafts import draft_claims
from claimcheck.extraction.page_reader import read_claim_sentences
from claimcheck.extraction.units import units

HERE = Path(__file__).parent
ARTICLES = HERE.parents[1] / "tests" / "data" / "articles"
UNSEEN = ARTICLES / "unseen"


@frozen
class Sciatica:
    """Which statements were found and missed, which sentences were drafted for nothing, which sources were told."""

    found: tuple[str, ...]
    missed: tuple[str, ...]
    false: tuple[str, ...] = field(repr=False)
    attributed: tuple[str, ...]


@frozen
class Counts:
    """Sentences of labelled articles: rightly told, wrongly told, missed; sentences that name a source, and those of them for which it is told whether it names a work."""

    right: int
    wrong: int
    missed: int
    sources: int
    sources_right: int

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    def __str__(self) -> str:
        return (
            f"recall {self.recall:6.1%}  precision {self.precision:6.1%}"
            f"  sources {self.sources_right} of {self.sources}  ({self.right} right, {self.wrong} wrong, {self.missed} missed)"
        )


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
    for sentence in read_claim_sentences(article):
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
    if [sentence.text for sentence in article.sentences] != [row["sentence"] for row in rows]:
        raise SystemExit(f"{path}: the labels are not those of its sentences")
    told = {unit.start for unit in claim_units(article)}
    pairs = [
        (row["needs_source"] == "yes", one.start in told) for row, one in zip(rows, article.sentences, strict=True)
    ]
    named = [row for row in rows if row.get("attribution", "none") != "none"]
    return Counts(
        pairs.count((True, True)),
        pairs.count((False, True)),
        pairs.count((True, False)),
        len(named),
        sum(_source(row["sentence"]) == row["attribution"] for row in named),
    )


def _source(sentence: str) -> str:
    found = attributions(sentence)
    return "none" if not found else "vague" if found[0].attribution.vague else "named"


def labelled(folder: Path = ARTICLES) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".md", ".txt", ".html", ".docx"))


def total(counts: list[Counts]) -> Counts:
    return Counts(
        *(
            sum(getattr(one, name) for one in counts)
            for name in ("right", "wrong", "missed", "sources", "sources_right")
        )
    )


def main() -> int:
    for what, folder in (("own articles", ARTICLES), ("unseen articles", UNSEEN)):
        counts = {path.name: measure_article(path) for path in labelled(folder)}
        for name, one in (*counts.items(), (what, total(list(counts.values())))):
            print(f"{name:24} {one}")
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
