"""Frozen values: what `claimcheck.values` promises of its classes, told against attrs, whose meaning it keeps."""

import pickle
from functools import cached_property

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.model import Claim, Location, Quote
from claimcheck.values import evolve, field, frozen


@frozen
class Ours:
    a: object
    b: object = ""
    c: object = field(default=0, eq=False)
    d: object = field(default=None, repr=False)
    e: list[object] = field(factory=list)


@attrs.frozen
class Theirs:
    a: object
    b: object = ""
    c: object = attrs.field(default=0, eq=False)
    d: object = attrs.field(default=None, repr=False)
    e: list[object] = attrs.field(factory=list)


@frozen(slots=False)
class Lazy:
    a: int

    @cached_property
    def doubled(self) -> int:
        return self.a * 2


VALUES = st.one_of(st.integers(0, 1), st.text(max_size=2))


@given(
    st.lists(VALUES, min_size=1, max_size=4),
    st.dictionaries(st.sampled_from("bcde"), VALUES),
    st.lists(VALUES, min_size=1, max_size=4),
)
def test_values_mean_what_attrs_means(first: list[object], named: dict[str, object], second: list[object]) -> None:
    """Arguments, defaults, equality and repr agree with attrs; wrong arguments are refused where attrs refuses them."""

    def made(cls: type) -> tuple[object, ...]:
        try:
            one, two = cls(*first, **named), cls(*second)
        except TypeError:
            return ("refused",)
        return repr(one).replace(cls.__qualname__, "V"), one == two, one != two, [one.a, one.b, one.c, one.d, one.e]

    assert made(Ours) == made(Theirs)


def test_equal_values_hash_alike_and_other_classes_differ() -> None:
    """Values serve as keys; where a place does not count for equality it does not count for the hash."""
    here, there = Quote("words", location=Location("a", 1, 1)), Quote("words", location=Location("b", 2, 2))
    assert here == there
    assert len({here, there}) == 1
    assert Location("words") != Quote("words")


def test_values_are_frozen() -> None:
    """Nothing can be set, added or deleted, with slots or without."""
    for value in (Claim("x"), Lazy(2)):
        with pytest.raises(AttributeError, match="frozen"):
            value.statement = "y"  # type: ignore[misc, union-attr]
        with pytest.raises(AttributeError, match="frozen"):
            del value.statement  # type: ignore[misc, union-attr]
    assert Lazy(2).doubled == 4


def test_defaults_that_are_made_are_made_anew() -> None:
    """Two values do not share a list."""
    assert Ours(1).e is not Ours(1).e


def test_values_travel_and_change() -> None:
    """Pickled values come back equal, places too; `evolve`, and that of attrs, change one field and keep the rest."""
    claim = Claim("x", id="a", quote=Quote("w", location=Location("f", 3, 4)))
    again = pickle.loads(pickle.dumps(claim))
    assert again == claim
    assert again.quote.location == Location("f", 3, 4)
    for change in (evolve, attrs.evolve):
        assert change(claim, id="b") == Claim("x", id="b", quote=claim.quote)
    with pytest.raises(TypeError):
        evolve(claim, no_such_field=1)
