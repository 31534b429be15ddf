"""This room's lists of words and phrases, and finding them in a text.

A list is a text file in `data/`: ``[section weight]`` headings (the weight may be left out), one entry a line, comments
after #. Entries are looked up by the beginning of their first word, so that no large pattern has to be compiled before
the first sentence is read.
"""

import re
from functools import cache
from pathlib import Path

from claimcheck.values import field, frozen

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*%?|%")
_KEY = 3

Entry = tuple[tuple[str, ...], str]


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
    """Entries by the first letters of their first word; `endings` are entries that begin with a star."""

    weights: dict[str, float]
    entries: dict[str, list[Entry]] = field(repr=False)
    endings: dict[str, str] = field(repr=False)

    def hits(self, text: str, words: tuple[Word, ...] | None = None) -> tuple[Hit, ...]:
        """Every entry that stands in the text: for each section the longest from each word on."""
        listed = words_of(text) if words is None else words
        found: dict[tuple[str, int], Hit] = {}
        tails = tuple(self.endings)
        for at, word in enumerate(listed):
            for phrase, section in self.entries.get(word.text[:_KEY], ()):
                if _stands(phrase, listed, at):
                    _keep(found, at, Hit(section, "", word.start, listed[at + len(phrase) - 1].end))
            for ending, section in self.endings.items() if word.text.endswith(tails) else ():
                if len(word.text) > len(ending) + 2 and word.text.endswith(ending):
                    _keep(found, at, Hit(section, "", word.start, word.end))
        return tuple(Hit(hit.section, text[hit.start : hit.end], hit.start, hit.end) for hit in found.values())


def _keep(found: dict[tuple[str, int], Hit], at: int, hit: Hit) -> None:
    known = found.get((hit.section, at))
    if known is None or known.end < hit.end:
        found[hit.section, at] = hit


def _stands(phrase: tuple[str, ...], words: tuple[Word, ...], at: int) -> bool:
    if at + len(phrase) > len(words):
        return False
    return all(_fits(part, words[at + i].text) for i, part in enumerate(phrase))


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
    weights: dict[str, float] = {}
    entries: dict[str, list[Entry]] = {}
    endings: dict[str, str] = {}
    section = ""
    for line in data_lines(name):
        entry = line.strip()
        if entry.startswith("["):
            section, _, weight = entry.strip("[]").partition(" ")
            weights[section] = float(weight or 0)
        elif entry.startswith("*"):
            endings[entry[1:]] = section
        else:
            phrase = tuple(entry.split())
            entries.setdefault(phrase[0].rstrip("*")[:_KEY], []).append((phrase, section))
    return Lexicon(weights, entries, endings)
