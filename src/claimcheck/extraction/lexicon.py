"""This room's lists of words and phrases, and finding them in a text.

A list is a text file in `data/`: ``[section]`` headings, one entry a line, comments
after #. Entries are looked up by their first word, so that no large pattern has to be compiled before the first sentence
is read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Self

from attrs import field, frozen

from claimcheck.language.wordlist import read_lines, read_sections

DATA = Path(__file__).parent / "data"
"""The lists of this room."""
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*%?|%")

_REMEMBERED = 1000
"""Texts: a sentence, its heading and its parts are asked about several times in a row."""

Entry = tuple[tuple[str, ...], str]  # the words after the first, and the section
Standing = tuple[str, int, int]  # a section of which an entry stands in a text, the numbers of its first and last word


def data_lines(name: str) -> list[str]:
    """The entries of a data file."""
    return read_lines(DATA / name)


@cache
def listed(section: str, name: str = "words.txt") -> frozenset[str]:
    """A section of `data/words.txt`, or of another list of words."""
    return _sections(name)[section]


@cache
def _sections(name: str) -> Mapping[str, frozenset[str]]:
    return read_sections(DATA / name)


@frozen
class Hit:
    """An entry found: its section, the words as written, and where they stand."""

    section: str
    text: str
    start: int
    end: int


@frozen
class _Starts:
    """What begins with a word: all `entries`, in the lists' order; the sections of those that are this word `alone`; by their
    `seconds`, where that is whole, those that may stand before it; and the `stems` that other seconds begin with.
    """

    entries: tuple[Entry, ...]
    alone: tuple[tuple[str, int], ...]
    seconds: Mapping[str, tuple[Entry, ...]]
    stems: tuple[str, ...]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Self | None:
        """Of its entries; None for none, as for most words."""
        if not entries:
            return None
        alone = dict.fromkeys(section for rest, section in entries if not rest)
        seconds = dict.fromkeys(rest[0] for rest, _ in entries if rest)
        fitting = {
            second: tuple(entry for entry in entries if not entry[0] or _fits(entry[0][0], second))
            for second in seconds
            if not second.endswith("*")
        }
        stems = tuple(second[:-1] for second in seconds if second.endswith("*"))
        return cls(tuple(entries), tuple((section, 0) for section in alone), fitting, stems)

    def standing(self, words: tuple[str, ...], at: int) -> Iterable[tuple[str, int]]:
        """The sections of the entries that stand at a word, each with how many words follow in its longest."""
        second = words[at + 1] if at + 1 < len(words) else ""
        entries = self.seconds.get(second) or (self.entries if self.stems and second.startswith(self.stems) else None)
        if entries is None:
            return self.alone
        longest: dict[str, int] = {}
        for rest, section in entries:
            if longest.get(section, -1) < len(rest) and _stands(rest, words, at + 1):
                longest[section] = len(rest)
        return longest.items()


@frozen
class Lexicon(dict[str, "_Starts | None"]):
    """Entries by their first word: `words` whole, `stems` where any ending may follow; `endings` begin with a star. As a
    mapping it tells what begins with a word, found on first use.
    """

    words: dict[str, list[Entry]] = field(factory=dict, repr=False)
    stems: dict[str, list[Entry]] = field(factory=dict, repr=False)
    endings: dict[str, str] = field(factory=dict, repr=False)

    def __missing__(self, word: str) -> _Starts | None:
        entries = [*self.words.get(word, ())]
        for end in range(2, len(word) + 1):
            entries += self.stems.get(word[:end], ())
        if word.endswith(tuple(self.endings)):
            entries += [((), section) for end, section in self.endings.items() if ends(word, end)]
        self[word] = _Starts.of(entries)
        return self[word]

    def standing(self, words: tuple[str, ...]) -> tuple[Standing, ...]:
        """Every entry that stands among the words: for each section the longest from each word on."""
        return tuple(
            [
                (section, at, at + length)
                for at, starts in enumerate(map(self.__getitem__, words))
                if starts
                for section, length in starts.standing(words, at)
            ]
        )

    def begins(self, text: str) -> frozenset[str]:
        """The sections of the entries with which a text begins; most texts are not read beyond their first word for it."""
        first = _WORD.match(text)
        starts = self[first.group().lower().replace("’", "'")] if first else None
        return frozenset(section for section, _ in starts.standing(words_of(text), 0)) if starts else frozenset()


def ends(word: str, ending: str) -> bool:
    """Whether a word has an ending, and more than two letters before it."""
    return len(word) > len(ending) + 2 and word.endswith(ending)


def _stands(rest: tuple[str, ...], words: tuple[str, ...], at: int) -> bool:
    """Whether the rest of an entry stands from a word on."""
    return at + len(rest) <= len(words) and all(_fits(part, words[at + i]) for i, part in enumerate(rest))


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@lru_cache(_REMEMBERED)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case with straight apostrophes; a hyphen or apostrophe inside belongs to the word."""
    if text.isascii():
        return tuple(_WORD.findall(text.lower()))
    return tuple([word.lower() for word in _WORD.findall(text.replace("’", "'"))])


@lru_cache(_REMEMBERED)
def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each word of `words_of`."""
    return tuple([match.span() for match in _WORD.finditer(text)])


@lru_cache(_REMEMBERED)
def hits(name: str, text: str) -> tuple[Hit, ...]:
    """What stands in the text of a list."""
    standing = _standing(name, text)
    spans = word_spans(text) if standing else ()
    places = [(section, spans[first][0], spans[last][1]) for section, first, last in standing]
    return tuple([Hit(section, text[start:end], start, end) for section, start, end in places])


def sections(name: str, text: str) -> list[str]:
    """The section of each of the `hits`, in their order: where nobody asks for their places, these are quicker."""
    return [section for section, _, _ in _standing(name, text)]


@lru_cache(_REMEMBERED)
def _standing(name: str, text: str) -> tuple[Standing, ...]:
    return lexicon(name).standing(words_of(text))


def begins_with(name: str, text: str) -> frozenset[str]:
    """The sections of a list of which an entry stands at the very beginning of a text."""
    return lexicon(name).begins(text)


def begins_with_effect(text: str) -> bool:
    """Whether a text begins with a word of effect: "Eases cramps"."""
    return "effect" in begins_with("claim_signals.txt", text)


@cache
def lexicon(name: str) -> Lexicon:
    """A list, read once."""
    found = Lexicon()
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
