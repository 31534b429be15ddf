"""Wording that names no work is found; wording that names one is left alone."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.growth import grows_in_proportion

from claimcheck.articles.vague import names_a_work, vague_wording


@pytest.mark.parametrize(
    ("sentence", "wording"),
    [
        ("Studies show that it works.", "Studies show"),
        ("Many recent studies have also shown it.", "Many recent studies have also shown"),
        ("Research  says so.", "Research  says"),
        ("Here research notes that pain falls.", "research notes"),
        ("Recent research suggests a benefit.", "Recent research suggests"),
        ("A study from PubMed says it.", "A study from PubMed"),
        ("A recent study published in PubMed found it.", "A recent study published in PubMed"),
        ("Experts agree.", "Experts agree"),
        ("This is clinically proven.", "clinically proven"),
        ("SCIENTISTS HAVE FOUND a cure.", "SCIENTISTS HAVE FOUND"),
        ("As research supports, keep moving.", "As research supports"),
        ("According to research, rest harms.", "According to research"),
        ("According to a recent study, rest harms.", "According to a recent study"),
        ("It is well known that rest harms.", "It is well known that"),
        ("In 2019, studies show it.", "studies show"),
        ("Since May 2020 experts agree.", "experts agree"),
        ("It is backed by science.", "backed by science"),
        ("There is strong evidence that it helps.", "There is strong evidence that"),
    ],
)
def test_attributions_that_name_no_work(sentence: str, wording: str):
    """The widest wording, as written, with why it is vague and by which standard."""
    (match,) = vague_wording(sentence)
    assert match.text == wording == sentence[match.start : match.end]
    assert match.reason
    assert match.source


@pytest.mark.parametrize(
    "sentence",
    [
        "A review in the European Spine Journal found it; studies show the same.",
        "A review published in Pain in 2007 says so, and research suggests more.",
        "Studies show it (Smith et al. 2007).",
        "Studies show it (Smith, 2007).",
        "A BMJ study found it and experts agree.",
        "Research suggests it: https://example.org/a.",
        "According to research from the Annals of Internal Medicine, it helps.",
    ],
)
def test_sentences_that_name_a_work_are_not_vague(sentence: str):
    """A journal, an author with a year, or a link lets a reader look."""
    assert vague_wording(sentence) == ()
    assert names_a_work(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The study showed nothing new to me.",
        "Science is fun.",
        "She studies showers.",
        "Case studies, show me!",
        "",
        "...",
    ],
)
def test_other_sentences_are_left_alone(sentence: str):
    """The words alone do not make an attribution."""
    assert vague_wording(sentence) == ()


def test_a_named_journal_speaks_for_its_own_sentence_only():
    """The next sentence is as vague as before."""
    found = vague_wording("A trial in the Journal of Pain found it. Studies show it too.")
    assert [match.text for match in found] == ["Studies show"]


@given(
    st.lists(
        st.sampled_from(["studies", "have", "also", "shown", "a", "research", "says", ".", ",", "PubMed", "in", "\n"]),
        max_size=25,
    )
)
def test_matches_stand_in_order_without_overlap(words: list[str]):
    """Every span is the text it claims to be."""
    text = " ".join(words)
    matches = vague_wording(text)
    assert all(text[match.start : match.end] == match.text for match in matches)
    assert all(one.end <= other.start for one, other in itertools.pairwise(matches))


@pytest.mark.parametrize("unit", ["a ", "studies ", "in A of the ", "many recent "])
def test_hostile_repetition_is_read_in_linear_time(unit: str):
    """Ten times the text takes nowhere near a hundred times as long."""
    assert grows_in_proportion(lambda length: vague_wording((unit * length)[:length] + " studies show"), 2_000)
