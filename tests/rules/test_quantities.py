"""What the numbers of a text count, and which amounts are the same."""

import pytest

from claimcheck.rules.quantities import changed_number, quantities


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        ("Walk for 30 to 60 minutes", ["time", "time"]),
        ("Take 10 and 20 or 30 mg", ["mass", "mass", "mass"]),
        ("Take 5 mg and 10 tablets", ["mass", "tablet"]),
        ("From 20% to 30 people", ["%", "peopl"]),
        ("Take 5 mg, and 3 or none", ["mass", "or"]),
        ("In 2019 people read 12 trials", ["year", "trial"]),
    ],
)
def test_what_a_number_measures(text: str, sorts: list[str]) -> None:
    """Its unit or what is counted; of a range, what the last number measures, and of nothing else."""
    assert [one.sort for one in quantities(text)] == sorts


@pytest.mark.parametrize(
    ("said", "other", "same"),
    [
        ("100 mg", "98 mg", True),
        ("100 mg", "97 mg", False),
        ("100%", "95%", False),
        ("13 people", "12.5 people", True),
        ("12 weeks", "3 months", True),
        ("12 weeks", "4 months", False),
    ],
)
def test_the_same_amount_in_other_words(said: str, other: str, same: bool) -> None:
    """Two in a hundred either way are the same measure; weeks and months differ by as much as the calendar does."""
    (one,), (two,) = quantities(said), quantities(other)
    assert one.is_as(two) is same
    assert two.is_as(one) is same


def test_a_number_that_the_statement_keeps_is_not_the_changed_one() -> None:
    """What the statement adds to it stands in the place of nothing."""
    said = "Take 400 mg."
    assert changed_number(said, said, "Take 200 mg or 400 mg.") is None
    assert changed_number(said, said, "Take 200 mg.") == ("400", "200")
