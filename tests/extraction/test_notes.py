"""Notes and lists of references are no claims, wherever they stand."""

import io
from pathlib import Path

import docx
import pytest

from claimcheck.articles.article import read_article
from claimcheck.articles.base import Article
from claimcheck.articles.html import parse_html
from claimcheck.articles.markdown import parse_markdown
from claimcheck.extraction.cited import with_citations
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.drafts import drafts_of
from claimcheck.extraction.page_works import PageWorks

WORK = "Doe J, Roe B. Exercise improves sleep in adults: a randomised trial. Sleep. 2019;42(3):1-9."


def claims(article: Article) -> list[str]:
    return [one.unit.text for one in claim_sentences(article)]


@pytest.mark.parametrize(
    "notes",
    [
        '<section class="footnotes"><p>{}</p></section>',
        '<div id="references"><ol><li>{}</ol></div>',
        '<aside role="doc-endnotes"><p>{}</p></aside>',
        '<div class="csl-bib-body"><div class="csl-entry">{}</div></div>',
        '<ol class="references"><li>{}</ol>',
        '<div class="article-sources"><p>{}</p></div>',
        '<section epub:type="bibliography"><p>{}</p></section>',
        '<div class="page-references-section"><p>{}</p></div>',
        '<div class="mw-references-wrap"><ol class="references"><li id="cite_note-1">{}</li></ol></div>',
    ],
)
def test_notes_of_a_web_page(notes: str) -> None:
    """By class, id or role; the sentences before and behind them stay."""
    before, behind = "<p>Walking reduces pain.</p>", "<p>Aspirin causes bleeding.</p>"
    page = parse_html(f"<article>{before}{notes.format(WORK)}{behind}</article>")
    assert claims(page) == ["Walking reduces pain.", "Aspirin causes bleeding."]


def test_notes_that_marks_lead_to() -> None:
    """A note without a telling name is known by the mark in the text."""
    mark = '<sup><a href="#n1">1</a></sup>'
    page = parse_html(f'<article><p>Walking reduces pain.{mark}</p><ol><li id="n1">{WORK}</ol></article>')
    assert claims(page) == ["Walking reduces pain."]


@pytest.mark.parametrize("name", ["clinical-notes", "sources-of-vitamin-d", "reference", "field-notes intro"])
def test_other_blocks_are_text(name: str) -> None:
    """A class that only holds such a word hides no claim."""
    assert claims(parse_html(f'<article><div class="{name}"><p>Walking reduces pain.</p></div></article>'))


@pytest.mark.parametrize(
    "source",
    [
        "Walking reduces pain.[^1]\n\n[^1]: {}",
        "Walking reduces pain.[^a]\n\n[^a]:\n    {}\n\n    Exercise improves sleep.",
        "Walking reduces pain.^[{}]",
        "Walking reduces pain.\n\n## Sources\n\n1. {}",
        "Walking reduces pain.\n\n## References and notes\n\n{}",
        'Walking reduces pain.\n\n<div class="x"></div>\n\n## Bibliography\n\n- {}',
        "Walking reduces pain.\n\n:warning:\n\n{{{{< toc >}}}}\n\n## Footnotes\n\n{}",
    ],
)
def test_notes_of_a_markdown_page(source: str) -> None:
    """Footnotes, notes within the line, lists under their heading; emoji codes and lone shortcodes."""
    assert claims(parse_markdown(source.format(WORK))) == ["Walking reduces pain."]


def test_a_bibliography_in_word(tmp_path: Path) -> None:
    """Paragraphs in the style that Word, Zotero and EndNote give to references."""
    document = docx.Document()
    document.styles.add_style("Bibliography", 1)
    document.add_paragraph("Walking reduces pain.")
    document.add_paragraph(WORK, style="Bibliography")
    data = io.BytesIO()
    document.save(data)
    (tmp_path / "a.docx").write_bytes(data.getvalue())
    assert claims(read_article(tmp_path / "a.docx")) == ["Walking reduces pain."]


@pytest.mark.parametrize(
    ("note", "works"),
    [
        ("A later trial found the opposite (PMID 2).", ""),
        ("Not everybody agrees: Scragg (PMID 2) found no effect.", ""),
        ("Not so in Asia: see Scragg, PMID 2.", ""),
        ("Contrast with Scragg R. JAMA Cardiol 2017. PMID 2.", ""),
        ("Scragg et al. could not replicate it (PMID 2).", ""),
        ("The largest trial refutes this. PMID 2", ""),
        ("The figure comes from our own survey. On method, see PMID 2.", ""),
        ("This was claimed by Doe (PMID 2), whose paper was retracted.", ""),
        ("LeBoff (PMID 1) found as much. A later trial contradicts it (PMID 2).", "1"),
        ("LeBoff MS. The opposite of what we thought: disputed evidence. NEJM 2022. PMID 1", "1"),
        ("See LeBoff (PMID 1), who found the same.", "1"),
        ("Guideline on withdrawal and methods of treatment. PMID 1", "1"),
        ("Retracted: Doe J. Vitamin D. PMID 1", "1"),
    ],
)
def test_a_note_whose_work_says_the_opposite_is_no_source(note: str, works: str) -> None:
    """Nor is one that tells of a method alone; the title of an entry says nothing against the claim."""
    article = parse_markdown(f"# Vitamin D\n\nVitamin D lowers mortality.[^a]\n\n[^a]: {note}\n")
    (draft,) = with_citations(drafts_of(article, claim_sentences(article)), PageWorks(article))
    assert [str(one.pmid) for one in draft.claim.citations] == list(works)


@pytest.mark.parametrize(
    "sentence",
    [
        "Vitamin D lowers mortality, though not everybody agrees (PMID 2).",
        "Vitamin D lowers mortality, but a later trial found the opposite (PMID 2).",
        "Dose-finding was done elsewhere (PMID 2), but low-dose vitamin D lowers mortality.",
    ],
)
def test_a_clause_that_speaks_against_the_claim_brings_no_source(sentence: str) -> None:
    """The same within the sentence."""
    article = parse_markdown(f"# Vitamin D\n\n{sentence}\n")
    (draft,) = with_citations(drafts_of(article, claim_sentences(article)), PageWorks(article))
    assert draft.claim.citations == ()
