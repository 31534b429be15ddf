"""Stretches that overlap, against the definition."""

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.stretches import apart_from

STRETCH = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda one: (one[0], one[0] + one[1]))


@given(st.lists(STRETCH), STRETCH)
def test_apart_is_what_shares_no_character(known: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    shares = any(set(range(*one)) & set(range(*asked)) for one in known)
    assert apart_from(known)(*asked) == (not shares)
