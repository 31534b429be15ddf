"""This room's lists of words and phrases, and finding them in a text.

A list is a text file in `data/`: ``[section]`` headings, one entry a line, comments
after #. Entries are looked up by their first word, so that no large pattern has to be compiled before the first sentence
is read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from attrs import field, frozen

from claimcheck.language.wordlist import read_lines, read_sections

DATA = Path(__file__).parent / "data"
"""The lists of this room."""
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*%?|%")

_REMEMBERED = 1000
"""Texts: a sentence, its heading and its parts are asked about several times in a row."""

Entry = tuple[tuple[str, ...], str]  # the words after the first, and the section
Standing = tuple[int, str, int]  # the number of an entry that stands at a word, its section, and how many words follow


def data_lines(name: str) -> list[str]:
    """The entries of a data file."""
    return read_lines(DATA / name)


@cache
def listed(section: str) -> frozenset[str]:
    """A section of `data/words.txt`."""
    return _sections()[section]


@cache
def _sections() -> Mapping[str, frozenset[str]]:
    return read_sections(DATA / "words.txt")


@frozen
class Hit:
    """An entry found: its section, the words as written, and where they stand."""

    section: str
    text: str
    start: int
    end: int


@frozen
class _Starts:
    """What begins with a word: sections of entries that are this word, and longer entries, by their second word if that is
    whole. Each has a number by which they keep their order.
    """

    alone: tuple[Standing, ...]
    whole: dict[str, list[tuple[int, Entry]]]
    stems: tuple[tuple[int, Entry], ...]

    def longer(self, following: str) -> list[tuple[int, Entry]]:
        """The longer entries that may stand where this is the second word."""
        listed = self.whole.get(following, [])
        return listed + [one for one in self.stems if _fits(one[1][0][0], following)] if self.stems else listed


@frozen
class Lexicon:
    """Entries by their first word: `words` whole, `stems` where any ending may follow; `endings` begin with a star."""

    words: dict[str, list[Entry]] = field(repr=False)
    stems: dict[str, list[Entry]] = field(repr=False)
    endings: dict[str, str] = field(repr=False)
    _starts: dict[str, _Starts | None] = field(factory=dict, init=False, repr=False, eq=False)

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Every entry that stands in the text: for each section the longest from each word on."""
        words = words_of(text)
        found: dict[tuple[str, int], int] = {}
        for at, word in enumerate(words):
            starts = self._starts[word] if word in self._starts else self._starting(word)
            for _, section, length in _standing(starts, words, at) if starts else ():
                if found.get((section, at), -1) < at + length:
                    found[section, at] = at + length
        if not found:
            return ()
        spans = word_spans(text)
        places = [(section, spans[at][0], spans[last][1]) for (section, at), last in found.items()]
        return tuple([Hit(section, text[start:end], start, end) for section, start, end in places])

    def begins(self, text: str) -> frozenset[str]:
        """The sections of the entries with which a text begins; most texts are not read beyond their first word for it."""
        first = _WORD.match(text)
        starts = self._starting(_plain(first.group())) if first else None
        return frozenset(section for _, section, _ in _standing(starts, words_of(text), 0)) if starts else frozenset()

    def _starting(self, word: str) -> _Starts | None:
        """What begins with a word; None for most words."""
        if word in self._starts:
            return self._starts[word]
        entries = [*self.words.get(word, ())]
        for end in range(2, len(word) + 1):
            entries += self.stems.get(word[:end], ())
        entries += [((), section) for end, section in self.endings.items() if _ends(word, end)]
        longer = [(number, entry) for number, entry in enumerate(entries) if entry[0]]
        whole: dict[str, list[tuple[int, Entry]]] = {}
        for number, entry in longer:
            if not entry[0][0].endswith("*"):
                whole.setdefault(entry[0][0], []).append((number, entry))
        stems = tuple(one for one in longer if one[1][0][0].endswith("*"))
        alone = tuple((number, section, 0) for number, (rest, section) in enumerate(entries) if not rest)
        self._starts[word] = _Starts(alone, whole, stems) if entries else None
        return self._starts[word]


def _standing(starts: _Starts, words: tuple[str, ...], at: int) -> Sequence[Standing]:
    """The entries that begin at a word, in their order."""
    if at + 1 == len(words) or not (starts.whole or starts.stems):
        return starts.alone
    longer = [
        (number, section, len(rest))
        for number, (rest, section) in starts.longer(words[at + 1])
        if len(rest) == 1 or _stands(rest, words, at + 1)
    ]
    return sorted((*starts.alone, *longer)) if longer else starts.alone


def _ends(word: str, ending: str) -> bool:
    return len(word) > len(ending) + 2 and word.endswith(ending)


def _stands(rest: tuple[str, ...], words: tuple[str, ...], at: int) -> bool:
    """Whether the rest of an entry stands from a word on."""
    return at + len(rest) <= len(words) and all(_fits(part, words[at + i]) for i, part in enumerate(rest))


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@lru_cache(_REMEMBERED)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case with straight apostrophes; a hyphen or apostrophe inside belongs to the word."""
    return tuple([word.lower() for word in _WORD.findall(text.replace("’", "'"))])


@lru_cache(_REMEMBERED)
def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each word of `words_of`."""
    return tuple([match.span() for match in _WORD.finditer(text)])


def words_within(text: str, end: int) -> Iterator[str]:
    """The words of a text's first `end` characters, each found when it is asked for: often the first is enough."""
    return (_plain(match.group()) for match in _WORD.finditer(text, 0, end))


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


@lru_cache(_REMEMBERED)
def hits(name: str, text: str) -> tuple[Hit, ...]:
    """What stands in the text of a list."""
    return lexicon(name).hits(text)


def begins_with(name: str, text: str) -> frozenset[str]:
    """The sections of a list of which an entry stands at the very beginning of a text."""
    return lexicon(name).begins(text)


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
