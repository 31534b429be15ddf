"""Text made comparable, with the way back.

Two spellings that a reader takes for the same compare equal: letter case, runs of white space, curly and straight
quotation marks, hyphens and dashes, an ellipsis and three dots, ligatures and other compatibility forms (NFKC, Unicode
Standard Annex 15), composed and decomposed accents. Invisible characters vanish, and so do the brackets of wiki links ("[[herbs]]") and marks of references that are
raised digits ("HIV.¹"). Powers and fractions stay as they are, because 10² is not 102.
"""

import re
import unicodedata
from functools import cached_property

from attrs import field, frozen

from claimcheck.articles.superscript import LOOK_BACK, is_mark
from claimcheck.stretches import led_back

_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_RAISED = "[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]"
_IRREGULAR = re.compile(
    rf"\s{{2,}}|[^\S ]|\.{{4,}}|-{{2,3}}|`|\[\[|\]\]|\w[{_COMBINING}]+"
    rf"|[^\x00-\x7f](?:(?<={_RAISED})(?:{_RAISED}|[,\u2013-](?={_RAISED}))+)?"
)
RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_WORD = re.compile(r"\w+")

_SAME = {
    **dict.fromkeys(("[[", "]]"), ""),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`\u2039\u203a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e", ""),
    **dict.fromkeys("\u2066\u2067\u2068\u2069\ufe0e\ufe0f", ""),
    "\u2026": "...",
    "\u00d7": "x",
}


@frozen(slots=False)
class Normalised:
    """Comparable text. Run `i` begins at `starts[i]` here and at `origins[i]` in the original."""

    text: str
    starts: tuple[int, ...] = field(repr=False)
    origins: tuple[int, ...] = field(repr=False)
    original_length: int

    def original(self, offset: int) -> int:
        """The offset in the original text of an offset in the comparable one."""
        return led_back(offset, self.starts, self.origins, self.original_length)

    def offset(self, original: int) -> int:
        """The offset here of an offset in the original text."""
        return led_back(original, self.origins, self.starts, len(self.text))

    @cached_property
    def words(self) -> dict[str, list[int]]:
        """Where each word begins in the comparable text."""
        found: dict[str, list[int]] = {}
        for match in _WORD.finditer(self.text):
            found.setdefault(match.group(), []).append(match.start())
        return found


def normalise(text: str) -> Normalised:
    """Make a text comparable; time is linear in its length."""
    parts: list[str] = []
    starts, origins = [0], [0]
    length = last = 0
    for match in _IRREGULAR.finditer(text):
        old, new = match.group(), _comparable(text, match)
        parts += (text[last : match.start()].lower(), new)
        length += match.start() - last
        last = match.end()
        if len(new) != len(old):
            starts += (length, length + len(new))
            origins += (match.start(), last)
        length += len(new)
    parts.append(text[last:].lower())
    return Normalised("".join(parts), tuple(starts), tuple(origins), len(text))


def _comparable(text: str, match: re.Match[str]) -> str:
    stretch, start = match.group(), match.start()
    if stretch[0] in RAISED_DIGITS:
        return "" if start and is_mark(text[max(0, start - LOOK_BACK) : start], stretch) else stretch
    return comparable(stretch)


def comparable(stretch: str) -> str:
    """The comparable spelling of one irregular stretch: white space, dots, dashes, or one character with its accents."""
    known = _SAME.get(stretch)
    if known is not None:
        return known
    if stretch.isspace():
        return " "
    if stretch[0] in ".-":
        return "..." if stretch[0] == "." else "-"
    if len(stretch) == 1 and stretch.isnumeric() and not stretch.isdecimal():
        return stretch
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", stretch).casefold()) or stretch


def comparable_quote(text: str) -> str:
    """A quote, prefix or suffix made comparable, without white space around it."""
    return normalise(text).text.strip()
