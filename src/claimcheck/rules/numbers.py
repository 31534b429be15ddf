"""Numbers in a text, and whether one is the other within rounding. Pure."""

import re
from decimal import ROUND_HALF_UP, Decimal

from attrs import field, frozen

_UNITS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: str(number) for number, word in enumerate(_UNITS, start=2)}
# Compiled when first used, and kept by `re`: few claims have numbers, and the gate starts often.
_NUMBER = (
    r"(?i)(?<![\w.,-])(?:(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:[.\u00b7][0-9]+)?|\.[0-9]+)"
    rf"|(?P<word>{'|'.join(_WORDS)})\b)(?P<percent>\s*(?:%|per ?cent\b))?(?![\w])"
)
_NEXT = r"[\s-]*([^\W\d_]+)"
_LONGEST = 12
"""Characters of a number; what is longer counts nothing that an article tells, and two of them fit decimals' 28 digits."""
_DIGITS = "0123456789"
_DASHES = "-\u2013\u2014"
_RANGE = r"(?<=[0-9%])\s*[-\u2013\u2014]\s*(?=[0-9])"


@frozen
class Number:
    """A number as written, its value, whether it is a percentage, and the word that follows it, in lower case."""

    text: str
    value: Decimal
    percent: bool
    following: str = field(default="", eq=False)

    @property
    def is_year(self) -> bool:
        """Whether it reads as a calendar year."""
        return len(self.text) == 4 and self.text.isdigit() and 1900 <= self.value < 2100

    def stands_for(self, exact: "Number") -> bool:
        """Whether this is the other number, or the other rounded to as many places as this one has.

        A percentage may stand for a fraction (30% for 0.3); else both are percentages or neither is.
        """
        if self.percent == exact.percent:
            return self._rounds(exact.value)
        return self.percent and exact.value < 1 and self._rounds(exact.value * 100)

    def _rounds(self, exact: Decimal) -> bool:
        return any(exact.quantize(place, ROUND_HALF_UP) == self.value for place in _places(self.value))


def numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text: digits, and the words from two to twelve. Ranges are two numbers; longer than `_LONGEST` is none."""
    folded = text.casefold()
    near = [word for word in _WORDS if word in folded]
    if not any(map(folded.__contains__, _DIGITS)) and not any(_stands_in(folded, word) for word in near):
        return ()  # most texts, and the pattern is slow
    found = []
    plain = re.sub(_RANGE, " to ", text) if any(map(text.__contains__, _DASHES)) else text
    for match in re.finditer(_NUMBER, plain):
        written = match["digits"] or _WORDS[match["word"].lower()]
        digits = written.replace(",", "").replace("\u00b7", ".")
        if len(digits) > _LONGEST:
            continue
        following = re.compile(_NEXT).match(plain, match.end())
        unit = following[1].lower() if following else ""
        found.append(Number(match[0].strip(), Decimal(digits), match["percent"] is not None, unit))
    return tuple(found)


def _stands_in(text: str, word: str) -> bool:
    """Whether the word stands in the text by itself: not "ten" in "consistent"."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            return True
        start = text.find(word, end)
    return False


def _places(value: Decimal) -> tuple[Decimal, ...]:
    """The places that a number may have been rounded to: its last decimal, or each of its closing zeros."""
    exponent = int(value.as_tuple().exponent)
    if exponent < 0:
        return (Decimal(1).scaleb(exponent),)
    digits = str(int(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return tuple(Decimal(1).scaleb(power) for power in range(min(zeros, len(digits) - 1) + 1))
