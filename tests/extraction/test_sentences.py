"""Which sentences are told to make a health claim by their words."""

from collections.abc import Callable

import pytest
from support.pages import docx, paragraph

from claimcheck.articles.base import Article
from claimcheck.articles.docx import read_docx
from claimcheck.articles.html import parse_html
from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.text import parse_text
from claimcheck.extraction.coverage import claim_units
from claimcheck.extraction.lexicon import word_spans, words_of
from claimcheck.extraction.wording import makes_claim


@pytest.mark.parametrize(
    "sentence",
    [
        "Swimming eases back pain.",
        "Yoga does not reduce blood pressure.",
        "The tablets may cause dizziness.",
        "Gout is a condition in which crystals form in a joint.",
        "One in four adults has high blood pressure.",
        "Walking is as effective as tablets for back pain.",
        "You should not take ibuprofen with a blood thinner.",
        "Cold water works by blocking nerve signals.",
        "Stress is linked to heart disease.",
        "Rinse your mouth to prevent thrush.",
        "Infection: 2 to 3 in 100",
    ],
)
def test_a_health_claim_is_told(sentence: str) -> None:
    """Of every kind; negated and hedged claims are claims too."""
    assert makes_claim(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Call us today to book an appointment.",
        "The clinic opens at nine.",
        "We love what we do.",
        "Each bottle holds 60 capsules and ships within a day.",
        "Read on to learn more about back pain.",
        "The ministry raised the price of bread.",
        "Rinse the spacer under the tap.",
        "Never share the bottle.",
        "The scan takes about twenty minutes.",
        "You can ask for an interpreter.",
        "The injection is available on the NHS.",
        "The trial will report in spring.",
        "Two hundred volunteers joined us in May.",
        "",
    ],
)
def test_what_is_no_health_claim_is_left_alone(sentence: str) -> None:
    """Process, marketing, questions, headings, and effects on something else than health."""
    assert not makes_claim(sentence)


def told(text: str) -> list[str]:
    return [one.text for one in claim_units(parse_text(text))]


def test_headings_of_plain_text_are_cut_off_their_sentence() -> None:
    """Plain text without empty lines runs a heading into the next sentence; the claim begins after it."""
    text = (
        "How Yoga Helps Backs\nYoga eases back pain in most of the people who try it for long enough to tell.\n"
        "Massage\nThis relaxes tight muscles of the back and the hips, as everybody knows who has been there.\n"
    )
    assert [sentence.split()[0] for sentence in told("A title\n\n" + text)] == ["Yoga", "This"]


def test_the_title_is_no_sentence() -> None:
    """A page's title repeats what its text says."""
    article = parse_markdown("# Yoga eases back pain.\n\nYoga eases back pain.\n")
    assert [one.location.line for one in claim_units(article)] == [3]


def test_a_claim_beside_house_matters_is_told() -> None:
    """One clause about the service does not hide the other about health."""
    assert told("Our clinic opens at nine, and the exercises reduce back pain within weeks.")


@pytest.mark.parametrize(
    ("parse", "page"),
    [
        (parse_markdown, "# Backs\n\n## Massage eases back pain\n\nExercise reduces back pain.\n"),
        (parse_markdown, "Backs\n===\n\nMassage eases back pain\n---\n\nExercise reduces back pain.\n"),
        (parse_html, "<main><h1>Backs</h1><h2>Massage eases back pain</h2><p>Exercise reduces back pain.</p></main>"),
    ],
)
def test_what_the_page_marks_as_a_heading_is_none(parse: Callable[[str], Article], page: str) -> None:
    """Whatever it says: the text below says it again."""
    assert [one.text for one in claim_units(parse(page))] == ["Exercise reduces back pain."]


def test_a_heading_of_a_word_document_is_none() -> None:
    """By its style."""
    body = (
        paragraph("Backs", style="Heading1")
        + paragraph("Massage eases back pain", style="Heading2")
        + paragraph("Exercise reduces back pain.")
    )
    found = claim_units(read_docx(docx(body), "page.docx"))
    assert [one.text for one in found] == ["Exercise reduces back pain."]


def test_a_list_of_references_claims_nothing() -> None:
    """A work's title may say what it found; the page cites it, and a year is no sentence."""
    page = parse_markdown(
        "# Jet lag\n\nMelatonin eases jet lag.\n\n## References\n\n1. Doe J. Melatonin shortens sleep onset in adults. 2019.\n\n"
        "## Risks\n\nMelatonin may cause headaches.\n"
    )
    assert [one.text for one in claim_units(page)] == [
        "Melatonin eases jet lag.",
        "Melatonin may cause headaches.",
    ]


@pytest.mark.parametrize("text", ["İstanbul’s 2.5% of well-known cases, e.g. n’t", "", "—", "Don’t rush"])
def test_words_and_their_places_belong_together(text: str) -> None:
    written = [text[start:end].lower().replace("’", "'") for start, end in word_spans(text)]
    assert list(words_of(text)) == written
