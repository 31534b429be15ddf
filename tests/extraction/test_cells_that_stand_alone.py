"""Rows whose cells are statements of their own: a table of two columns without a head before its rows."""

from pathlib import Path

import pytest

from claimcheck import read_article
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.drafts import Draft, drafts_of

MARKDOWN = "# Gout\n\n| {} | {} |\n|---|---|\n| {} | {} |\n"
HTML = (
    '<html lang="en"><body><h1>Gout</h1><table><thead><tr><th>{}</th><th>{}</th></tr></thead>'
    "<tbody><tr><td>{}</td><td>{}</td></tr></tbody></table></body></html>"
)


def drafts(folder: Path, page: str) -> list[Draft]:
    file = folder / ("page.html" if page.startswith("<") else "page.md")
    file.write_text(page, encoding="utf-8")
    article = read_article(str(file))
    return list(drafts_of(article, claim_sentences(article)))


@pytest.mark.parametrize("form", [MARKDOWN, HTML])
@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (("Men", "Women"), ("Beer raises the risk of gout", "Beer does not raise the risk of gout")),
        (("In mice", "In people"), ("Vitamin C lowers urate by half", "Vitamin C does not lower urate")),
        (("Low dose", "High dose"), ("Aspirin raises urate", "Aspirin lowers urate")),
        (("Benefits", "Harms"), ("Allopurinol prevents attacks", "Allopurinol causes rashes")),
        (("Unadjusted", "Adjusted for age"), ("Coffee doubles the risk of stroke", "Coffee does not cause stroke")),
    ],
)
def test_each_cell_is_a_statement_below_its_head(
    tmp_path: Path, heads: tuple[str, str], cells: tuple[str, str], form: str
) -> None:
    found = drafts(tmp_path, form.format(*heads, *cells))
    assert [(draft.claim.statement, draft.under) for draft in found] == [
        (f"{cell}.", (head,)) for cell, head in zip(cells, heads, strict=True)
    ]


@pytest.mark.parametrize("form", [MARKDOWN, HTML])
def test_what_is_not_recommended_is_marked(tmp_path: Path, form: str) -> None:
    page = form.format("Recommended", "Not recommended", "Ondansetron prevents vomiting", "Ginger prevents vomiting")
    assert [draft.denied for draft in drafts(tmp_path, page)] == ["", "Not recommended"]


@pytest.mark.parametrize("heads", [("❌", "✅"), ("✗", "✓"), ("Incorrect", "Correct")])
def test_a_column_that_signs_call_false_is_not_drafted(tmp_path: Path, heads: tuple[str, str]) -> None:
    (draft,) = drafts(tmp_path, MARKDOWN.format(*heads, "Cherries cure gout", "Cherries may lower urate"))
    assert draft.claim.statement == "Cherries may lower urate."


@pytest.mark.parametrize(
    ("cells", "statement"),
    [
        (("Colchicine", "Colchicine relieves attacks"), "Colchicine: Colchicine relieves attacks."),
        (("Eating beans", "Lowers the risk of attacks"), "Eating beans: Lowers the risk of attacks."),
        (("Iron stores", "Iron prevents anaemia"), "Iron stores: Iron prevents anaemia."),
        (
            ("People who drink beer", "Beer raises the risk of gout"),
            "People who drink beer: Beer raises the risk of gout.",
        ),
    ],
)
def test_a_row_with_a_head_stays_one(tmp_path: Path, cells: tuple[str, str], statement: str) -> None:
    (draft,) = drafts(tmp_path, MARKDOWN.format("What", "Effect", *cells))
    assert draft.claim.statement.lower() == statement.lower()
