"""Which sentences are told to make a health claim, and of what kind."""

from collections.abc import Callable

import pytest
from support.pages import docx, paragraph

from claimcheck.articles.base import Article
from claimcheck.articles.docx import read_docx
from claimcheck.articles.html import parse_html
from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.text import parse_text
from claimcheck.extraction.classify import THRESHOLD, classify
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.focus import Focuses, focuses_of
from claimcheck.extraction.lexicon import word_spans, words_of
from claimcheck.model import Kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Swimming eases back pain.", Kind.EFFICACY),
        ("Yoga does not reduce blood pressure.", Kind.EFFICACY),
        ("The tablets may cause dizziness.", Kind.SAFETY),
        ("Gout is a condition in which crystals form in a joint.", Kind.DEFINITION),
        ("One in four adults has high blood pressure.", Kind.PREVALENCE),
        ("Walking is as effective as tablets for back pain.", Kind.COMPARISON),
        ("You should not take ibuprofen with a blood thinner.", Kind.RECOMMENDATION),
        ("Cold water works by blocking nerve signals.", Kind.MECHANISM),
        ("Stress is linked to heart disease.", Kind.MECHANISM),
    ],
)
def test_a_health_claim_is_told_with_its_kind(sentence: str, kind: Kind) -> None:
    """Negated and hedged claims are claims too."""
    verdict = classify(sentence)
    assert (verdict.is_claim, verdict.kind) == (True, kind)


@pytest.mark.parametrize(
    "sentence",
    [
        "Call us today to book an appointment.",
        "Does swimming ease back pain?",
        "The clinic opens at nine.",
        "We love what we do.",
        "Each bottle holds 60 capsules and ships within a day.",
        "Read on to learn more about back pain.",
        "The ministry raised the price of bread.",
        "Benefits and Risks of Manual Therapy",
        "",
    ],
)
def test_what_is_no_health_claim_is_left_alone(sentence: str) -> None:
    """Process, marketing, questions, headings, and effects on something else than health."""
    assert not classify(sentence).is_claim


def test_a_verdict_can_be_explained() -> None:
    """The score is the sum of the signals that it names."""
    verdict = classify("Swimming eases back pain.")
    assert verdict.score == sum(weight for _, weight in verdict.signals) >= THRESHOLD
    assert {"effect", "about condition"} <= {name for name, _ in verdict.signals}


def test_the_country_is_not_the_first_person() -> None:
    """US stands for a country where it is written in capitals."""
    assert "first-person" in dict(classify("It affects us.").signals)
    assert "first-person" not in dict(classify("It affects millions in the US.").signals)


def told(text: str) -> list[str]:
    return [one.unit.text for one in claim_sentences(parse_text(text))]


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
    assert [one.unit.location.line for one in claim_sentences(article)] == [3]


def test_a_claim_beside_house_matters_is_told() -> None:
    """One clause about the service does not hide the other about health."""
    assert told("Our clinic opens at nine, and the exercises reduce back pain within weeks.")


def test_the_sentences_beside_it_count() -> None:
    """What stands among claims is more likely one, what stands among house matters less."""
    among_claims = "Yoga eases back pain.\n\nIt feels good on sore muscles.\n\nYoga lowers blood pressure.\n"
    among_others = "Our desk opens at nine.\n\nIt feels good on sore muscles.\n\nCall us to book a room.\n"
    assert "It feels good on sore muscles." in told(among_claims)
    assert "It feels good on sore muscles." not in told(among_others)


def test_a_heading_tells_the_kind() -> None:
    """What is said under "Side effects" is about safety."""
    assert classify("A few people feel sick after the tablets.", "Side effects").kind is Kind.SAFETY


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
    assert [one.unit.text for one in claim_sentences(parse(page))] == ["Exercise reduces back pain."]


def test_a_heading_of_a_word_document_is_none() -> None:
    """By its style."""
    body = (
        paragraph("Backs", style="Heading1")
        + paragraph("Massage eases back pain", style="Heading2")
        + paragraph("Exercise reduces back pain.")
    )
    found = claim_sentences(read_docx(docx(body), "page.docx"))
    assert [one.unit.text for one in found] == ["Exercise reduces back pain."]


def test_a_list_of_references_claims_nothing() -> None:
    """A work's title may say what it found; the page cites it, and a year is no sentence."""
    page = parse_markdown(
        "# Jet lag\n\nMelatonin eases jet lag.\n\n## References\n\n1. Doe J. Melatonin shortens sleep onset in adults. 2019.\n\n"
        "## Risks\n\nMelatonin may cause headaches.\n"
    )
    assert [one.unit.text for one in claim_sentences(page)] == [
        "Melatonin eases jet lag.",
        "Melatonin may cause headaches.",
    ]


def test_what_it_means_is_the_same_in_whatever_order_it_is_asked() -> None:
    told = [
        ("", "It eases pain."),
        ("", "Ibuprofen eases pain."),
        ("", "It may upset the stomach."),
        ("Asthma", "It is common."),
    ]
    in_order, asked_late = list(focuses_of(told, "massage")), Focuses(told, lambda: "massage")
    assert in_order == ["massage", "massage", "ibuprofen", "asthma"]
    assert [asked_late.at(number) for number in (3, 2, 1, 0)] == in_order[::-1]


@pytest.mark.parametrize("text", ["İstanbul’s 2.5% of well-known cases, e.g. n’t", "", "—", "Don’t rush"])
def test_words_and_their_places_belong_together(text: str) -> None:
    written = [text[start:end].lower().replace("’", "'") for start, end in word_spans(text)]
    assert list(words_of(text)) == written
