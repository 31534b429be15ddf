"""Short forms that a paper explains itself: "tumor necrosis factor (TNF)".

The letters of the short form are looked for backwards in the words before the bracket (Schwartz and Hearst, "A simple
algorithm for identifying abbreviation definitions in biomedical text", 2003).
"""

import re
from collections.abc import Iterator, Mapping

from claimcheck.evidence.vocabulary import Form
from claimcheck.language.words import stem, stems

_SHORT = re.compile(r"\(([A-Za-z][A-Za-z0-9-]{1,9}?)s?\)")
_LONGEST = 120
"""Characters before a bracket that may hold the long form."""


def abbreviations(text: str) -> Mapping[str, Form]:
    """Short forms (as stems) with their long forms (as stems in order)."""
    return dict(_explained(text))


def _explained(text: str) -> Iterator[tuple[str, Form]]:
    for match in _SHORT.finditer(text):
        short = match.group(1)
        if sum(c.isupper() for c in short) < 2 and not any(c.isdigit() for c in short):
            continue
        before = text[max(0, match.start() - _LONGEST) : match.start()].split()
        letters = [c for c in short.casefold() if c.isalnum()]
        long = stems(_long_form(letters, " ".join(before[-min(len(letters) + 5, 2 * len(letters)) :])))
        if 1 < len(long) <= 8:
            yield stem(short.casefold()), long


def _long_form(letters: list[str], words: str) -> str:
    """The shortest end of the words, in small letters, that holds the letters in order and starts with the first; "" if there is none."""
    words = words.casefold()
    at = len(words)
    for place, letter in reversed(list(enumerate(letters))):
        at = words.rfind(letter, 0, at)
        while place == 0 and at > 0 and words[at - 1].isalnum():
            at = words.rfind(letter, 0, at)
        if at < 0:
            return ""
    return words[at:]
