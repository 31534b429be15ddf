"""This room's lists of words and phrases, and finding them in a text.

A list is a text file in `data/`: ``[section]`` headings, one entry a line, comments
after #. Entries are looked up by their first word, so that no large pattern has to be compiled before the first sentence
is read.
"""

import re
from functools import cache
from pathlib import Path

from attrs import field, frozen

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*%?|%")

Entry = tuple[tuple[str, ...], str]  # the words after the first, and the section


def data_lines(name: str) -> list[str]:
    """The lines of a data file that are no comments."""
    text = (_DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@frozen
class Word:
    """A word of a text in lower case with straight apostrophes, and where it stands."""

    text: str
    start: int
    end: int


@frozen
class Hit:
    """An entry found: its section, the words as written, and where they stand."""

    section: str
    text: str
    start: int
    end: int


@frozen
class Lexicon:
    """Entries by their first word: `words` whole, `stems` where any ending may follow; `endings` begin with a star."""

    words: dict[str, list[Entry]] = field(repr=False)
    stems: dict[str, list[Entry]] = field(repr=False)
    endings: dict[str, str] = field(repr=False)

    def hits(self, text: str, words: tuple[Word, ...] | None = None) -> tuple[Hit, ...]:
        """Every entry that stands in the text: for each section the longest from each word on."""
        listed = words_of(text) if words is None else words
        found: dict[tuple[str, int], Hit] = {}
        tails = tuple(self.endings)
        for at, word in enumerate(listed):
            for rest, section in self._beginning(word.text):
                if not rest or _stands(rest, listed, at + 1):
                    _keep(found, at, Hit(section, "", word.start, listed[at + len(rest)].end))
            for ending, section in self.endings.items() if word.text.endswith(tails) else ():
                if len(word.text) > len(ending) + 2 and word.text.endswith(ending):
                    _keep(found, at, Hit(section, "", word.start, word.end))
        return tuple(Hit(hit.section, text[hit.start : hit.end], hit.start, hit.end) for hit in found.values())

    def _beginning(self, word: str) -> list[Entry]:
        """The entries whose first word this is."""
        entries = self.words.get(word, [])
        for end in range(2, len(word) + 1):
            if more := self.stems.get(word[:end]):
                entries = entries + more
        return entries


def _keep(found: dict[tuple[str, int], Hit], at: int, hit: Hit) -> None:
    known = found.get((hit.section, at))
    if known is None or known.end < hit.end:
        found[hit.section, at] = hit


def _stands(rest: tuple[str, ...], words: tuple[Word, ...], at: int) -> bool:
    """Whether the rest of an entry stands from a word on."""
    if at + len(rest) > len(words) or not _fits(rest[0], words[at].text):
        return False
    return all(_fits(part, words[at + i].text) for i, part in enumerate(rest))


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text; a hyphen or apostrophe inside belongs to the word."""
    return tuple(
        Word(match.group().lower().replace("’", "'"), match.start(), match.end()) for match in _WORD.finditer(text)
    )


@cache
def lexicon(name: str) -> Lexicon:
    """A list, read once."""
    found = Lexicon({}, {}, {})
    section = ""
    for line in data_lines(name):
        entry = line.strip()
        if entry.startswith("["):
            section = entry.strip("[]")
        elif entry.startswith("*"):
            found.endings[entry[1:]] = section
        else:
            first, *rest = entry.split()
            by_first = found.stems if first.endswith("*") else found.words
            by_first.setdefault(first.rstrip("*"), []).append((tuple(rest), section))
    return found
