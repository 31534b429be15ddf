"""Which words of an abstract are marked."""

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.model import Claim
from claimcheck.review.marking import claim_stems, marked, merged, places

TEXT = "Background: pain is common. Manual  therapies may “help” some—not all. Pain fell by 2.1 points."


def decides(text: str, *passages: str) -> list[str]:
    """The stretches that are marked as deciding."""
    runs = marked(text, passages, frozenset())
    return ["".join(piece.text for piece in run.pieces) for run in runs if run.decides]


def test_a_passage_is_found_whatever_its_quotes_dashes_and_spaces() -> None:
    assert decides(TEXT, 'manual therapies may "help" some-not all.') == ["Manual  therapies may “help” some—not all."]


def test_around_an_ellipsis_each_part_is_marked() -> None:
    assert decides(TEXT, "pain is common. … Pain fell") == ["pain is common.", "Pain fell"]


def test_a_passage_that_does_not_stand_there_marks_nothing() -> None:
    assert decides(TEXT, "pain rose") == []
    assert places(TEXT, "") == ()


def test_the_claims_own_words_are_marked_in_any_form_and_common_ones_are_not() -> None:
    claim = Claim("Manual therapy eases the pain of some people.", outcome=("points",))
    runs = marked(TEXT, (), claim_stems(claim))
    said = [piece.text for run in runs for piece in run.pieces if piece.is_of_claim]
    assert {"Manual", "therapies", "points"} <= set(said)
    assert not {"is", "may", "by", "some"} & set(said)


def test_spans_that_touch_are_one() -> None:
    assert merged([(5, 9), (0, 3), (3, 5), (20, 21)]) == ((0, 9), (20, 21))


@given(st.text(), st.lists(st.text(max_size=8), max_size=3), st.frozensets(st.text(max_size=4), max_size=3))
def test_marking_loses_no_letter(text: str, passages: list[str], stems: frozenset[str]) -> None:
    runs = marked(text, passages, stems)
    assert "".join(piece.text for run in runs for piece in run.pieces) == text
