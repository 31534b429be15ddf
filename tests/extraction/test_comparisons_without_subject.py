"""Fragments that only say with what something is compared: of what they hold stands above them."""

from pathlib import Path

import pytest

from claimcheck import extract_claims, read_article
from claimcheck.articles.markdown import parse_markdown
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.drafts import drafts_of
from claimcheck.extraction.pointing import compares

FRAGMENTS = [
    "No more effective than naproxen.",
    "Better than naproxen.",
    "More effective than naproxen at high doses.",
    "Not as effective as naproxen.",
]


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_comparison_is_marked_with_its_heading(fragment: str) -> None:
    """Of what it holds only a person can say surely; the statement stays the page's words."""
    article = parse_markdown(f"# Gout\n\n### Colchicine\n\n{fragment}\n")
    (draft,) = drafts_of(article, claim_sentences(article))
    assert draft.claim.statement == fragment
    assert draft.under == ("Colchicine",)


@pytest.mark.parametrize(
    "fragment", ["No better than febuxostat.", "Not as good as rest.", "Less effective than colchicine, but safer."]
)
@pytest.mark.parametrize("above", ["<h3>Allopurinol</h3><p>{}</p>", "<dl><dt>Allopurinol</dt><dd>{}</dd></dl>"])
def test_a_comparison_of_treatments_is_drafted(tmp_path: Path, above: str, fragment: str) -> None:
    page = tmp_path / "page.html"
    page.write_text(f'<html lang="en"><body><h1>Gout</h1>{above.format(fragment)}</body></html>')
    (claim,) = extract_claims(read_article(str(page)))
    assert claim.statement == fragment


@pytest.mark.parametrize(
    "sentence",
    [
        "More women than men get gout.",
        "More than half of patients recover.",
        "Fewer than one in ten people relapse.",
        "Larger doses than recommended cause nausea.",
        "Rather than resting, keep active.",
        "Other than rest, nothing helps.",
        "As many as one in ten people relapse.",
        "Colchicine works better than naproxen.",
    ],
)
def test_a_sentence_with_a_verb_of_its_own_is_no_fragment(sentence: str) -> None:
    assert not compares(sentence)
