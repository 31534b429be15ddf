"""Superscripts: a mark of a reference is no text, and a power is no part of its base.

"over 65" with a raised 7 says 65 and not 657; ten to the power of four is "10" and a raised 4, and not 104. Markup tells
only that something is raised; what it is, is told by what stands around it.
"""

import re
from collections.abc import Iterator

from claimcheck.language.reference_marks import LOCATOR

_DIGITS = dict(zip("0123456789+-\u2212\u2013()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾", strict=True))
_PLAIN = {raised: plain for plain, raised in reversed(_DIGITS.items())}
_ONE_MARK = r"[\[(]?(?:[0-9]{1,3}|[a-d]|[*\u2020\u2021\u00a7\u00b6\u2016#]{1,4})[\])]?"
_MARKS = re.compile(rf"{_ONE_MARK}(?:[\s,;\u2013-]+{_ONE_MARK}){{0,12}}[\s,;]*", re.IGNORECASE)
_BETWEEN_MARKS = re.compile(r"[\s,;\u2013-]+")
_LOCATOR = re.compile(LOCATOR)
_REMARK = re.compile(r"(?:\[[^\[\]]{1,60}\][\s,;]*){1,12}")
_LETTER = re.compile(r"(?<![^\W\d_])[^\W\d_]\Z")
_NAMED_BY_LETTER = re.compile(
    r"\b(?:vitamins?|hepatitis|type|group|grade|class|category|stage|factor|influenza|protein|omega)\s+\w\Z",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?:(?<![^\W\d_])(?:[kcdmn\u00b5\u03bc]?m|ft|yd)|(?:[0-9]\s?|/)in)\Z")
_TEN = re.compile(r"(?<![0-9.,])10\Z")
_NUCLIDE = re.compile(r"[A-Z][a-z]?(?![a-z])")
_NO_NUMBER = re.compile(r"(?<![^\W_])[a-d](?![^\W_])|[*\u2020\u2021\u00a7\u00b6\u2016#]", re.IGNORECASE)
_NUMBERS = re.compile(r"[\[(]?[0-9]{1,3}[\])]?(?:[\s,;\u2013-]+[\[(]?[0-9]{1,3}[\])]?)*")
_RAISED = re.compile(
    r"[\u2070\u00b9\u00b2\u00b3\u2074-\u2079](?:[,\u2013\u207b-]?[\u2070\u00b9\u00b2\u00b3\u2074-\u2079])*"
)
LOOK_BACK = 24
"""Characters before a superscript that decide what it is."""


def raised(before: str, content: str, after: str = "") -> str | None:
    """What a superscript shows between two texts: "" for a mark of a reference, raised digits for a power.

    None where it is neither (an ordinal's "th", a trade mark) and shows as it stands.
    """
    text = content.strip()
    if not _MARKS.fullmatch(text):
        # neither is the page of the work behind its mark, nor what an editor puts in brackets ("[who?]")
        bare = _LOCATOR.sub("", text)
        if (bare != text and (not bare or _MARKS.fullmatch(bare))) or _REMARK.fullmatch(bare):
            return ""
        # the comma between two marks that stand each in a superscript of its own is no text either
        if text and _BETWEEN_MARKS.fullmatch(text) and not _TEN.search(before):
            return ""
        return _lifted(text)
    if text.isalpha() and _LETTER.search(before):
        return None
    return _lifted(text) if _is_power(before, text, after) else ""


def numbers_in(content: str) -> str:
    """What a mark says of a list's entries, as "[2]" or "[2,4-6]"; "" for letters and signs alone. No note has such a name."""
    text = _NO_NUMBER.sub("", _LOCATOR.sub("", content)).strip(" ,;\t\n")
    joined = re.sub(r"[^0-9]+", lambda between: "-" if re.search(r"[\u2013-]", between[0]) else ",", text)
    return f"[{joined.strip(',-')}]" if _NUMBERS.fullmatch(text) else ""


def raised_marks(text: str) -> Iterator[tuple[int, int, str]]:
    """The marks in a text whose digits are raised by their character: start, end, and numbers as `numbers_in` has them."""
    for found in _RAISED.finditer(text):
        before = text[max(0, found.start() - LOOK_BACK) : found.start()]
        if found.start() and is_mark(before, found.group(), text[found.end() : found.end() + 3]):
            yield found.start(), found.end(), numbers_in(_lowered(found.group()))


def is_mark(before: str, written: str, after: str = "") -> bool:
    """The same for digits that are raised by their character: whether ``¹`` or ``²,³`` is the mark of a reference."""
    return raised(before, _lowered(written), after) == ""


def _lowered(text: str) -> str:
    return "".join(_PLAIN.get(char, char) for char in text)


def _lifted(text: str) -> str | None:
    return "".join(map(_DIGITS.__getitem__, text)) if text and all(char in _DIGITS for char in text) else None


def _is_power(before: str, text: str, after: str) -> bool:
    if after[:1] in ("/", "\u2044") and text.isdigit():
        return True  # a fraction
    if before[-1:] in _PLAIN or after[:1] in _PLAIN or _TEN.search(before):
        return True
    if not before[-1:].strip():
        return text.isdigit() and (len(text) > 1 or after[:1] == "H") and bool(_NUCLIDE.match(after))
    if text not in ("2", "3"):
        return False
    return bool(_UNIT.search(before) or (_LETTER.search(before) and not _NAMED_BY_LETTER.search(before)))
