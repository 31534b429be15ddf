"""This room's lists of words and phrases, and finding them in a text.

A list is a text file in `data/`: ``[section]`` headings, one entry a line, comments
after #. Entries are looked up by their first word, so that no large pattern has to be compiled before the first sentence
is read.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from attrs import field, frozen

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*%?|%")

_REMEMBERED = 1000
"""Texts: a sentence, its heading and its parts are asked about several times in a row."""

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
class _Starts:
    """What begins with a word: sections of entries that are this word, and longer entries, by their second word if that is
    whole. Each has a number by which they keep their order.
    """

    alone: tuple[tuple[int, str], ...]
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
        listed = words_of(text)
        found: dict[tuple[str, int], int] = {}
        for at, word in enumerate(listed):
            starts = self._starts[word.text] if word.text in self._starts else self._starting(word.text)
            for section, length in _standing(starts, listed, at) if starts else ():
                found[section, at] = max(found.get((section, at), 0), listed[at + length].end)
        places = ((section, listed[at].start, end) for (section, at), end in found.items())
        return tuple(Hit(section, text[start:end], start, end) for section, start, end in places)

    def _starting(self, word: str) -> _Starts | None:
        """What begins with a word; None for most words."""
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
        alone = tuple((number, section) for number, (rest, section) in enumerate(entries) if not rest)
        self._starts[word] = _Starts(alone, whole, stems) if entries else None
        return self._starts[word]


def _standing(starts: _Starts, listed: tuple[Word, ...], at: int) -> list[tuple[str, int]]:
    """The sections of the entries that begin at a word, each with how many words follow."""
    found = [(number, section, 0) for number, section in starts.alone]
    for number, (rest, section) in starts.longer(listed[at + 1].text) if at + 1 < len(listed) else ():
        if len(rest) == 1 or _stands(rest, listed, at + 1):
            found.append((number, section, len(rest)))
    return [(section, length) for _, section, length in sorted(found)]


def _ends(word: str, ending: str) -> bool:
    return len(word) > len(ending) + 2 and word.endswith(ending)


def _stands(rest: tuple[str, ...], words: tuple[Word, ...], at: int) -> bool:
    """Whether the rest of an entry stands from a word on."""
    return at + len(rest) <= len(words) and all(_fits(part, words[at + i].text) for i, part in enumerate(rest))


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@lru_cache(_REMEMBERED)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text; a hyphen or apostrophe inside belongs to the word."""
    return tuple(
        Word(match.group().lower().replace("’", "'"), match.start(), match.end()) for match in _WORD.finditer(text)
    )


@lru_cache(_REMEMBERED)
def hits(name: str, text: str) -> tuple[Hit, ...]:
    """What stands in the text of a list."""
    return lexicon(name).hits(text)


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
