"""The lexicon: whole phrases, the longest first, every meaning, short forms only in capitals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.evidence.everyday import lexicon


def called(statement: str) -> dict[str, set[str]]:
    """What else each phrase of a statement is called."""
    found: dict[str, set[str]] = {}
    for phrase in lexicon().found(statement):
        found.setdefault(phrase.written, set()).update((*phrase.medical, *phrase.abbreviations))
    return found


@pytest.mark.parametrize(
    ("statement", "written", "medical"),
    [
        ("A flu shot helps.", "flu shot", "influenza vaccination"),
        ("Flu shots help.", "Flu shots", "influenza vaccination"),
        ("People take PPIs for years.", "PPIs", "proton pump inhibitors"),
        ("Proton pump inhibitors are taken for years.", "Proton pump inhibitors", "PPI"),
        ("Brittle-bone disease is common.", "bone disease", ""),
    ],
)
def test_a_phrase_brings_what_else_it_is_called(statement: str, written: str, medical: str) -> None:
    """Both directions, singular and plural."""
    found = called(statement)
    if medical:
        assert medical in found[written]
    else:
        assert written not in found


def test_the_longest_phrase_counts() -> None:
    """A heart attack is no attack on a heart."""
    assert set(called("A heart attack hurts.")) == {"heart attack"}


def test_a_short_form_is_no_common_word() -> None:
    """ "ten" is a number, TENS a treatment."""
    assert "TENS" in called("TENS eases pain.")
    assert "ten" not in called("One in ten has pain.")


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    """Whatever stands there, found phrases stand in it in order."""
    for phrase in lexicon().found(text):
        assert phrase.written
        assert phrase.medical or phrase.abbreviations
