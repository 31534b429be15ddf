"""On which words of its page a sentence leans: what the network points to is offered to a person, and put into no statement, nor is what it denies."""

import pytest
from attrs import evolve

from claimcheck.articles.markdown import parse_markdown
from claimcheck.extraction.drafts import Draft, drafts_of
from claimcheck.extraction.leaning import words_leaned_on
from claimcheck.extraction.page_reader import read_claim_sentences
from claimcheck.neural.layout import lay_page
from claimcheck.neural.session import Tokens


def tokens(text: str) -> Tokens:
    """Every word as one token."""
    spans, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    return Tokens(text, tuple(range(1000, 1000 + len(spans))), tuple(spans))


PARTS = (tokens("Living with gout"), tokens("Gout attacks"), tokens("Many people have gout ."))
LAID = lay_page(PARTS[0].ids, [one.ids for one in PARTS[1:]])


def chances(**told: float) -> tuple[float, ...]:
    """For each token of the page; `t3` is the third of all, the first stands for none."""
    return tuple(told.get(f"t{at}", 0.0) for at in range(len(LAID.tokens)))


def test_chances_of_the_same_words_in_several_places_add_up() -> None:
    """No place of "gout" is likelier than the half; all three together are."""
    begins = chances(t0=0.2, t3=0.3, t5=0.25, t11=0.25)
    ends = chances(t0=0.1, t3=0.9, t5=0.9, t11=0.9)
    assert words_leaned_on(begins, ends, LAID, PARTS, 0.6) == "gout"


def test_what_is_unlikely_is_not_offered() -> None:
    assert words_leaned_on(chances(t0=0.6, t3=0.4), chances(t0=0.6, t3=0.4), LAID, PARTS) == ""
    assert words_leaned_on(chances(t5=0.9), chances(t6=0.3), LAID, PARTS) == ""


def test_words_reach_from_the_first_token_to_the_last_within_one_text() -> None:
    assert words_leaned_on(chances(t5=1.0), chances(t6=0.9), LAID, PARTS) == "Gout attacks"
    assert words_leaned_on(chances(t3=1.0), chances(t6=1.0), LAID, PARTS) == ""


def test_half_a_word_is_said_whole() -> None:
    pieces = Tokens("tophaceous gout", (1, 2, 3), ((0, 4), (4, 10), (11, 15)))
    assert pieces.words(1, 1) == "tophaceous"
    assert pieces.words(1, 2) == "tophaceous gout"


PAGE = """# Living with gout

## Attacks

Gout is a kind of arthritis. Attacks come on within hours and mostly strike the big toe.

## Food

Cherry juice has not been shown to prevent attacks. It is safe for most people.
"""


def drafts(text: str) -> list[Draft]:
    article = parse_markdown(text)
    return list(drafts_of(article, read_claim_sentences(article)))


def test_the_words_are_offered_beside_the_mark() -> None:
    """An editor who has to say what is meant need not look for it; the statement stays the page's own words."""
    page = "# Gout\n\nGout affects one man in forty.\n\nThey may cause nausea.\n"
    (leaning,) = [one for one in drafts(page) if "nausea" in one.claim.statement]
    assert leaning.claim.statement == "They may cause nausea."
    assert leaning.note == '"They": say who or what is meant (perhaps "Gout")'


@pytest.mark.parametrize(
    ("about", "statement"),
    [
        ("kidney inflammation", "Left untreated, it can lead to kidney failure."),
        ("Urine test for lupus", "Left untreated, urine test can lead to kidney failure."),
        ("", "Left untreated, urine test can lead to kidney failure."),
    ],
)
def test_a_pronoun_stays_where_the_network_points_to_something_else(about: str, statement: str) -> None:
    """By its grammar the sentence goes on with the test before it, which leads to nothing."""
    article = parse_markdown("# Lupus\n\nA urine test can find it. Left untreated, it can lead to kidney failure.\n")
    *_, last = read_claim_sentences(article)
    (draft,) = drafts_of(article, [evolve(last, referent="urine test", about=about, clauses=())])
    assert draft.claim.statement == statement
    assert draft.note == (
        f'"it": say who or what is meant (perhaps "{about}")'
        if "it can" in statement
        else 'the page says "it": see whether this is what it means'
    )


def test_nothing_is_offered_for_a_statement_that_stands_alone() -> None:
    """Where nothing is marked nothing is to be said, and what the statement has is not offered again."""
    for one in drafts(PAGE):
        assert bool(one.about) <= bool(one.points_outside or one.under or one.page)
        assert one.about.lower() not in one.claim.statement.lower() or not one.about


def test_braces_in_what_is_offered_are_words() -> None:
    """A page may say anything; the note is no template for it."""
    (one,) = [
        one
        for one in drafts(PAGE.replace("Living with gout", "Living with {gout}"))
        if "big toe" in one.claim.statement
    ]
    assert one.note
