"""A raised number is the mark of a reference, or a power; it never grows on to the number before it."""

import io
from pathlib import Path

import docx
import pytest

from claimcheck.articles.anchors import AnchorOutcome, locate
from claimcheck.articles.article import read_article
from claimcheck.articles.html import parse_html
from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.text import parse_text
from claimcheck.model import Quote

CASES = [
    ("in adults over 65", "7", ".", "in adults over 65."),
    ("shortens colds by 2", "8", " days", "shortens colds by 2 days"),
    ("by 50%.", "7,8", " Next", "by 50%. Next"),
    ("in 2 of 5 cases", "3\u20135", ".", "in 2 of 5 cases."),
    ("pain in 2019", "a", ".", "pain in 2019."),
    ("less pain", "\u2020", ".", "less pain."),
    ("less pain", "[12]", ".", "less pain."),
    ("vitamin C", "2", " helps", "vitamin C helps"),
    ("hepatitis B", "3", " spreads", "hepatitis B spreads"),
    ("the count by 10", "4", " cells", "the count by 10\u2074 cells"),
    ("at 2.5 \u00d7 10", "9", "/L", "at 2.5 \u00d7 10\u2079/L"),
    ("a BMI of 30 kg/m", "2", ".", "a BMI of 30 kg/m\u00b2."),
    ("10", "-3", " mol", "10\u207b\u00b3 mol"),
    ("heterogeneity (I", "2", " 40%)", "heterogeneity (I\u00b2 40%)"),
    ("Ca", "2+", " in blood", "Ca\u00b2\u207a in blood"),
    ("the 1", "st", " week", "the 1st week"),
    ("", "131", "I therapy", "\u00b9\u00b3\u00b9I therapy"),
]


@pytest.mark.parametrize(("before", "raised", "after", "shown"), CASES)
def test_a_superscript_in_html(before: str, raised: str, after: str, shown: str) -> None:
    """Whether the markup is an element, a class, or HTML in Markdown."""
    assert parse_html(f"<article><p>{before}<sup>{raised}</sup>{after}</p></article>").text == shown
    assert (
        parse_html(f'<article><p>{before}<span class="superscript">{raised}</span>{after}</p></article>').text == shown
    )
    assert parse_markdown(f"{before}<sup>{raised}</sup>{after}").text == shown
    assert parse_markdown(f"<div>{before}<sup>{raised}</sup>{after}</div>").text == shown


@pytest.mark.parametrize(("before", "raised", "after", "shown"), CASES)
def test_a_superscript_in_word(before: str, raised: str, after: str, shown: str, tmp_path: Path) -> None:
    """Word has it as a property of a run, and splits runs at will."""
    document = docx.Document()
    paragraph = document.add_paragraph(before)
    for character in raised:
        paragraph.add_run(character).font.superscript = True
    paragraph.add_run(after)
    data = io.BytesIO()
    document.save(data)
    path = tmp_path / "a.docx"
    path.write_bytes(data.getvalue())
    assert read_article(path).text == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Walking helps.^12^ Next.", "Walking helps. Next."),
        ("over 65^7^.", "over 65."),
        ("10^4^ cells", "10\u2074 cells"),
        ("Walking helps.^[Doe 2019.] Next.", "Walking helps. Next."),
        ("Walking helps.[^1],[^2] Next.\n\n[^1]: a\n[^2]: b", "Walking helps. Next.\n\na\n\nb"),
        ("over 65<sup>[7](#ref-7)</sup>.", "over 65."),
        ("2 ^ 3 and x^n^", "2 ^ 3 and x^n^"),
    ],
)
def test_marks_of_references_in_markdown(source: str, shown: str) -> None:
    """Pandoc's superscripts and notes, several notes, and a link in a superscript; other carets stay."""
    assert parse_markdown(source).text == shown


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        ("Swimming helps adults over 65\u2077. Next.", "Swimming helps adults over 65."),
        ("Swimming helps adults over 65. Next.", "Swimming helps adults over 65\u2077."),
        ("Fewer died of HIV.\u00b9\u00b7 Next.", "Fewer died of HIV."),
        ("Fewer died.\u00b2,\u00b3 Next.", "Fewer died. Next."),
        ("By 2\u2078 days.", "By 2 days."),
    ],
)
def test_a_quote_is_found_with_or_without_the_mark(page: str, quote: str) -> None:
    """Digits that are raised by their character are text, and do not matter."""
    assert locate(parse_text(page), Quote(quote)).outcome is AnchorOutcome.FOUND


def test_a_power_is_no_other_number() -> None:
    """A quote of 102 does not stand in 10\u00b2, nor 10 in it."""
    article = parse_text("The count fell to 10\u00b2 cells.")
    assert locate(article, Quote("fell to 102 cells")).place is None
    assert locate(article, Quote("fell to 10 cells")).place is None


def test_a_link_in_a_superscript_is_kept() -> None:
    """The page's own reference is not lost with its mark."""
    page = parse_html('<article><p>over 65<sup><a href="https://doi.org/10.1234/a">7</a></sup>.</p></article>')
    assert [link.target for link in page.links] == ["https://doi.org/10.1234/a"]
