"""The sentences whose kinds somebody told: `claim_pages.txt` beside this file, and the labelled articles under tests/data/articles."""

import csv
from collections.abc import Iterator
from pathlib import Path

from claimcheck.extraction.page_reader import KINDS

HERE = Path(__file__).parent
ARTICLES = HERE.parent / "tests/data/articles"
LETTERS = {kind.value[0]: kind.value for kind in KINDS}

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
