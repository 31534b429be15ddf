"""Numbers with what they count, and whether a text gives another one of the same sort. Pure."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from attrs import evolve, frozen

from claimcheck.rules.drift_words import lists, root, spoken_measures
from claimcheck.rules.numbers import Number, numbers

_SAME = Decimal("0.02")
"""Measures this near to each other are the same: 12 weeks are 3 months of the calendar, 67% are two thirds."""
_CALENDAR = Decimal("0.09")
_SIGNED = (
    r"(?<![\w%)])([<>\u2264\u2265+\u2212-])(?:(?<![+\u2212-])\s)?([0-9]+(?:\.[0-9]+)?)"  # kept by `re`, as in `numbers`
)
_WAYS = {"<": "<", "\u2264": "<", ">": ">", "\u2265": ">", "-": "-", "\u2212": "-", "+": "+"}
_CONTRARY = {"<": ">", ">": "<", "-": "+", "+": "-"}
_JOINS = frozenset({"to", "and", "or"})


@frozen
class Quantity:
    """A number, the sort of thing it measures (``time``, ``mass``, ``%``, ``year``, or the root of what is counted), and
    how much it is in the smallest unit of that sort.
    """

    number: Number
    sort: str
    amount: Decimal

    def is_as(self, other: "Quantity") -> bool:
        """Whether both say the same amount, whatever the unit, rounding allowed."""
        if self.sort == other.sort in lists()["units"] or self.sort == other.sort == "%":
            near = _CALENDAR if self.sort == "time" and self.number.value != other.number.value else _SAME
            return abs(self.amount - other.amount) <= near * max(self.amount, other.amount)
        return self.number.stands_for(other.number) or other.number.stands_for(self.number)


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text. Of a range ("30 to 60 minutes") the first number measures what the second does."""
    found = [number for number in numbers(spoken_measures(text)) if number.following not in lists()["intervals"]]
    for at in range(len(found) - 2, -1, -1):
        if found[at].following in _JOINS and not found[at].percent:
            found[at] = evolve(found[at], following=found[at + 1].following, percent=found[at + 1].percent)
    return tuple(map(_quantity, found))


def _quantity(number: Number) -> Quantity:
    if number.percent:
        return Quantity(number, "%", number.value)
    sort, size = _units().get(number.following) or _units().get(root(number.following)) or ("", Decimal(1))
    if sort:
        return Quantity(number, sort, number.value * size)
    return Quantity(number, "year" if number.is_year else root(number.following), number.value)


@cache
def _units() -> Mapping[str, tuple[str, Decimal]]:
    units = lists()["units"].items()
    return {
        form: (sort, Decimal(size))
        for sort, sizes in units
        for unit, size in sizes.items()
        for form in (unit, root(unit))
    }


def changed_number(sentence: str, around: str, statement: str) -> tuple[str, str] | None:
    """A number of the article's sentence and another one that the statement has in its place; None where there is none.

    The statement's number may stand anywhere in `around`, the paragraph. The article's number must measure the same sort of
    thing, and the statement must not have it.
    """
    claimed = quantities(statement)
    said = quantities(sentence) if claimed else ()
    changed = [wanted for wanted in claimed if wanted not in said and not any(wanted.is_as(one) for one in said)]
    nearby = quantities(around) if changed else ()
    for wanted in changed:
        if any(wanted.is_as(one) for one in nearby):
            continue
        for one in said:
            if one.sort == wanted.sort and not any(one.is_as(other) for other in claimed):
                return _told(one, wanted)
    return _changed_sign(sentence, statement) if claimed else None


def _told(one: Quantity, other: Quantity) -> tuple[str, str]:
    """Two numbers as they are told: with their units where these differ."""
    first, second = one.number, other.number
    if first.percent or one.sort not in lists()["units"] or first.following == second.following:
        return first.text, second.text
    return f"{first.text} {first.following}", f"{second.text} {second.following}"


def _changed_sign(sentence: str, statement: str) -> tuple[str, str] | None:
    """One number with contrary signs: "<7%" in one text and ">7%" in the other."""
    said, claimed = _signed(sentence), _signed(statement)
    for (way, number), written in claimed.items():
        contrary = _CONTRARY[way], number
        if contrary in said and contrary not in claimed and (way, number) not in said:
            return said[contrary], written
    return None


def _signed(text: str) -> dict[tuple[str, str], str]:
    """The numbers that have a sign, each with its way, and as they are written."""
    return {(_WAYS[match[1]], match[2]): match[0] for match in re.finditer(_SIGNED, text)}
