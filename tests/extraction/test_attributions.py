"""Whom a text names for what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.growth import grows_in_proportion

from claimcheck.extraction.attributions import attributions
from claimcheck.model import Attribution


@pytest.mark.parametrize(
    ("text", "words", "attribution"),
    [
        (
            "A review in the European Spine Journal says so.",
            "A review in the European Spine Journal",
            Attribution(journal="European Spine Journal", publication_type="review"),
        ),
        (
            "A 2019 Cochrane review found it.",
            "A 2019 Cochrane review",
            Attribution(author="Cochrane", year=2019, publication_type="review"),
        ),
        ("It was published in The Lancet in 2020.", "The Lancet in 2020", Attribution(journal="Lancet", year=2020)),
        (
            "A randomised trial in N Engl J Med (2012) found it.",
            "A randomised trial in N Engl J Med (2012)",
            Attribution(journal="New England Journal of Medicine", year=2012, publication_type="randomised trial"),
        ),
        (
            "A review in the Invented Journal of Obstetrics found it.",
            "A review in the Invented Journal of Obstetrics",
            Attribution(journal="Invented Journal of Obstetrics", publication_type="review"),
        ),
        ("Smith et al. (2018) say so.", "Smith et al. (2018)", Attribution(author="Smith", year=2018)),
        (
            "Jensen and colleagues wrote in Spine that it helps.",
            "Jensen and colleagues",
            Attribution(author="Jensen"),
        ),
        (
            "A trial in the Journal of Rare Backs says so.",
            "A trial in the Journal of Rare Backs",
            Attribution(journal="Journal of Rare Backs", publication_type="trial"),
        ),
        (
            "Research published in the journal Nutrients found it.",
            "Research published in the journal Nutrients",
            Attribution(journal="Nutrients"),
        ),
        ("NICE guidelines advise it.", "NICE guidelines", Attribution(author="NICE", publication_type="guideline")),
        ("Studies show it.", "Studies show", Attribution(vague="Studies show")),
        ("Here research notes it.", "research notes", Attribution(vague="research notes")),
        ("A study from PubMed shows it.", "A study from PubMed", Attribution(vague="A study from PubMed")),
        ("Experts agree.", "Experts agree", Attribution(vague="Experts agree")),
        ("It is clinically proven.", "clinically proven", Attribution(vague="clinically proven")),
        ("Researchers at Harvard found it.", "Researchers at Harvard", Attribution(vague="Researchers at Harvard")),
    ],
)
def test_an_attribution_with_its_words(text: str, words: str, attribution: Attribution) -> None:
    """The known title of a journal where it is known, else the name as written; vague wording as written."""
    (match,) = attributions(text)
    assert (match.text, match.attribution) == (words, attribution)
    assert text[match.start : match.end] == words


@pytest.mark.parametrize(
    "text",
    ["Pain in the spine is common.", "The heart of the matter is sleep.", "Nature heals.", "In May 2020 we moved.", ""],
)
def test_everyday_words_are_no_journals(text: str) -> None:
    """Spine, Pain, Heart, Nature and Sleep are journals only where a text says so."""
    assert attributions(text) == ()


def test_each_sentence_has_its_own() -> None:
    """Spans are those of the whole text, in order."""
    text = "Studies show it. It was published in The Lancet. Yoga is old."
    assert [text[match.start : match.end] for match in attributions(text)] == ["Studies show", "The Lancet"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A 2018 Cochrane review, published after the BMJ had warned of codeine in 2014, found it.",
            [Attribution(author="Cochrane", year=2018, publication_type="review")],
        ),
        (
            "The Lancet retracted a paper in 2010, but Smith and colleagues showed that it helps.",
            [Attribution(journal="Lancet", year=2010, publication_type="paper"), Attribution(author="Smith")],
        ),
        ("Contrary to an editorial in the BMJ, a 2020 trial found that it does not help.", []),
        ("Unlike Smith et al. (2010), Jones and colleagues found it.", [Attribution(author="Jones")]),
        (
            "A 2020 review by Cochrane, which pooled 15 trials, found it.",
            [Attribution(author="Cochrane", year=2020, publication_type="review")],
        ),
        ("Smith et al. found that deaths fell in 2010.", [Attribution(author="Smith")]),
        (
            "Smith et al. found a fall and the BMJ reported a rise in 2012.",
            [Attribution(author="Smith"), Attribution(journal="BMJ", year=2012)],
        ),
        (
            "A 2019 trial by Smith and colleagues, published in The Lancet, found it.",
            [Attribution(journal="Lancet", author="Smith", year=2019, publication_type="trial")],
        ),
        (
            "A trial by Smith et al., which appeared in the BMJ in 2012, found it.",
            [Attribution(journal="BMJ", author="Smith", year=2012, publication_type="trial")],
        ),
    ],
)
def test_an_attribution_is_of_one_work(text: str, expected: list[Attribution]) -> None:
    """Its parts stand in one clause; what the sentence speaks against, or only mentions beside, is no part of it."""
    assert [match.attribution for match in attributions(text)] == expected


@given(
    st.text(
        alphabet=st.sampled_from("Aa Journal of Spine (2019) et al. Studies show, Lancet BMJ PubMed.\n"), max_size=80
    )
)
def test_spans_hold_their_words(text: str) -> None:
    """Whatever the text, an attribution stands where it says."""
    for match in attributions(text):
        assert text[match.start : match.end] == match.text != ""


@pytest.mark.parametrize("piece", ["A ", "A-", "A'", "Aa Bb ", "a; ", "unlike a, ", "a and ", "after a had "])
def test_time_grows_with_the_text(piece: str):
    """A page of capitals, apart or joined, takes as long as its length."""
    assert grows_in_proportion(lambda size: attributions(piece * size), 300)
