"""Numbers of a text, and which of them stand for which."""

import pytest

from claimcheck.rules.numbers import numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 1,203 of 24 people, 0.5 or 12.5 %, .5 and 5\u00b72 per cent", ["1,203", "24", "0.5", "12.5 %", ".5", "5\u00b72 per cent"]),
        ("Two to twelve weeks, 2-3 days, 5%\u20137%", ["Two", "twelve", "2", "3", "5%", "7%"]),
        ("one C5 vertebra, COVID-19, v1.2.3, 10th, a2b, -5", []),
        ("123456789012 and 1234567890123", ["123456789012"]),
    ],
)  # fmt: skip
def test_the_numbers_of_a_text(text: str, found: list[str]) -> None:
    """Quantities, in figures or small words; not what belongs to a name, and nothing as long as an identifier."""
    assert [number.text for number in numbers(text)] == found


@pytest.mark.parametrize(
    ("said", "exact", "same"),
    [
        ("12.5", "12.53", True),
        ("12.5", "12.56", False),
        ("12.50", "12.5", True),
        ("13", "12.5", True),
        ("12", "12.5", False),
        ("1,200", "1203", True),
        ("1,200", "1249", True),
        ("1,200", "1250", False),
        ("10", "12", True),
        ("12", "10", False),
        ("0", "0.3", True),
        ("0", "3", False),
        ("0.0", "0.04", True),
        ("30%", "30", False),
        ("30", "30%", False),
        ("30%", "0.3", True),
        ("99%", "0.99", True),
        ("100%", "1", False),
        ("0.3", "30%", False),
        ("three", "3", True),
        ("999999999999", "0.1234567891", False),
        ("0.1234567891", "999999999999", False),
    ],
)
def test_a_number_stands_for_another_within_rounding(said: str, exact: str, same: bool) -> None:
    """Rounded to as many places as it shows, percentages among themselves or for a fraction."""
    (one,), (other,) = numbers(said), numbers(exact)
    assert one.stands_for(other) is same


@pytest.mark.parametrize(
    ("text", "year"),
    [("1899", False), ("1900", True), ("2099", True), ("2100", False), ("1,999", False), ("1999%", False)],
)
def test_calendar_years_are_no_quantities(text: str, year: bool) -> None:
    """Four figures of the last, this, or the coming decades."""
    (one,) = numbers(text)
    assert one.is_year is year


def test_what_is_counted_is_no_part_of_the_number() -> None:
    """A paper's "30 patients" and an article's "30 people" are one number."""
    assert numbers("30 patients") == numbers("30 people")
