"""Draft claims: statements that stand alone, quotes that stand in the article, terms, sources, ids."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import claimcheck as cc
from claimcheck.articles.anchors import AnchorOutcome, MatchKind, locate
from claimcheck.articles.markdown import parse_markdown
from claimcheck.model import Kind


def drafts(text: str) -> tuple[cc.Claim, ...]:
    return cc.extract_claims(parse_markdown(text))


def statements(text: str) -> list[str]:
    return [claim.statement for claim in drafts("# Manual therapy for sciatica\n\n" + text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Massage is old. It eases pain.", ["Massage eases pain."]),
        ("These techniques can relieve back pain.", ["Manual therapy techniques can relieve back pain."]),
        ("This treatment may improve your sleep.", ["Manual therapy may improve the sleep."]),
        ("But yoga can't cure back pain.", ["Yoga cannot cure back pain."]),
        ("Studies show that yoga eases back pain.", ["Yoga eases back pain."]),
        ("A review in the European Spine Journal found that it helps backs.", ["Manual therapy helps backs."]),
        ("Yoga, as research supports, eases back pain.", ["Yoga eases back pain."]),
        ("It's clinically proven to ease back pain.", ["Manual therapy is clinically proven to ease back pain."]),
        (
            "It works by boosting blood flow, calming inflammation, and helping your body move.",
            [
                "Manual therapy works by boosting blood flow.",
                "Manual therapy works by calming inflammation.",
                "Manual therapy works by helping the body move.",
            ],
        ),
        (
            "Small changes—better posture, losing a few pounds—also help.",
            ["Better posture helps.", "Losing a few pounds helps."],
        ),
        (
            "Yoga eases back pain; massage may worsen a headache.",
            ["Yoga eases back pain.", "Massage may worsen a headache."],
        ),
        (
            "Massage has a small but significant effect on sleep.",
            ["Massage has a small but significant effect on sleep."],
        ),
        (
            "Up to 15 in 100 adults have back pain, and the majority never know.",
            ["Up to 15 in 100 adults have back pain, and the majority never know."],
        ),
        ("Tablets come in boxes. It eases back pain.", ["Manual therapy eases back pain."]),
        ("Tablets come in boxes. They ease back pain.", ["Tablets ease back pain."]),
        ("Doctors warn that tablets may cause ulcers.", ["Tablets may cause ulcers."]),
        (
            "A Cochrane review in 2015 found only weak evidence that massage eases pain.",
            ["There is only weak evidence that massage eases pain."],
        ),
        (
            "Massage eases back pain, according to a study published in Spine Advances on Friday.",
            ["Massage eases back pain."],
        ),
        ("- Deeper sleep for people with back pain", ["Manual therapy brings deeper sleep for people with back pain."]),
        ("- Eases cramps at night", ["Manual therapy eases cramps at night."]),
        ("Nerve glides: gentle slides of the nerve reduce pain.", ["Gentle slides of the nerve reduce pain."]),
    ],
)
def test_a_statement_is_understood_without_the_page(text: str, expected: list[str]) -> None:
    """Pronouns are resolved, sources left out, hedges kept, compound sentences parted."""
    assert statements(text) == expected


def test_a_draft_has_terms_source_and_kind() -> None:
    """PICO terms are words of the statement; a claim that names no condition is about the article's."""
    text = "# Massage for sciatica\n\nA 2019 Cochrane review says that massage reduces pain better than tablets.\n"
    (claim,) = drafts(text)
    assert claim.kind is Kind.COMPARISON
    assert (claim.population, claim.intervention) == (("sciatica",), ("massage",))
    assert (claim.comparator, claim.outcome) == (("tablets",), ("pain",))
    assert claim.attributed_to == cc.Attribution(author="Cochrane", year=2019, publication_type="review")
    assert claim.id == "massage-reduces-pain-better-tablets"
    assert (claim.location.line, claim.needs_source, claim.citations) == (3, True, ())


def test_a_prevented_condition_is_an_outcome() -> None:
    """What a treatment acts on is no population."""
    (claim,) = drafts("Exercise prevents back pain.\n")
    assert (claim.population, claim.intervention, claim.outcome) == ((), ("exercise",), ("back pain",))


def test_words_that_stand_twice_are_told_apart() -> None:
    """Ids are unique, and each quote is found at its own place."""
    article = parse_markdown("Yoga eases back pain.\n\nMost agree. Yoga eases back pain. Or so they say.\n")
    first, second = cc.extract_claims(article)
    assert (first.id, second.id) == ("yoga-eases-back-pain", "yoga-eases-back-pain-2")
    places = [locate(article, claim.quote).location for claim in (first, second) if claim.quote]
    assert [place.line for place in places if place] == [1, 3]


WORDS = [
    "Yoga eases pain. It",
    "It helps",
    "works by",
    "calming inflammation,",
    "boosting sleep",
    ", and",
    "; but",
    "—",
    "Studies show",
    "massage",
    "may",
    "cause",
    "A review in the Lancet says",
    "\n\n",
    "# Back Pain\n\n",
    "- ",
    "you",
    "50%",
    "?",
    "“",
    "”",
    "\\*",
    "back pain",
    "risk",
    ".",
    "é",
    "These techniques",
    "Label:",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_page_gives_drafts_that_hold(text: str) -> None:
    """Ids are unique and kebab-case, statements are sentences, quotes are the article's own words."""
    article = parse_markdown(text)
    claims = cc.extract_claims(article)
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        assert re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", claim.id)
        assert claim.statement.endswith(".")
        assert claim.quote is not None
        assert claim.quote.exact in article.text
        anchor = locate(article, claim.quote)
        assert anchor.outcome in (AnchorOutcome.FOUND, AnchorOutcome.AMBIGUOUS)
        assert anchor.how is MatchKind.EXACT
