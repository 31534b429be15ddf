"""Words, stems and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.language.sentences import sentences
from claimcheck.language.words import stem, stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reduces", "reduction"),
        ("increased", "increases"),
        ("tumour", "tumors"),
        ("randomised", "randomized"),
        ("oedema", "edema"),
        ("leukaemia", "leukemia"),
        ("children", "child"),
        ("mice", "mouse"),
        ("discs", "disks"),
        ("therapies", "therapy"),
        ("inhibitors", "inhibits"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    """Number, tense and spelling do not separate words."""
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("pain", "paint"), ("hypertension", "hypotension"), ("rat", "rate")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    """Stemming does not join what means different things."""
    assert stem(one) != stem(other)


def test_words_of_a_formula() -> None:
    """Greek letters are spelt out, hyphens separate, decimals stay whole."""
    assert words("TNF-α fell by 3.5% (IL-6)") == ("tnf", "alpha", "fell", "by", "3.5%", "il", "6")


def test_abbreviations_and_decimals_do_not_end_a_sentence() -> None:
    """An abstract's usual stumbling blocks."""
    text = "We compared A vs. B (p = 0.04, cf. Table). E. coli grew by 3.4 mg. It was clear! Was it? Yes."
    assert sentences(text) == (
        "We compared A vs. B (p = 0.04, cf. Table).",
        "E. coli grew by 3.4 mg.",
        "It was clear!",
        "Was it?",
        "Yes.",
    )


@given(st.text(max_size=300))
def test_sentences_are_verbatim(text: str) -> None:
    """Every sentence is a piece of the text, in order, and nothing but white space is lost."""
    at = 0
    for one in sentences(text):
        found = text.find(one, at)
        assert found >= at
        assert not text[at:found].strip()
        at = found + len(one)
    assert not text[at:].strip()


@given(st.text(max_size=100))
def test_stems_are_deterministic(text: str) -> None:
    """One stem a word."""
    assert len(stems(text)) == len(words(text))
