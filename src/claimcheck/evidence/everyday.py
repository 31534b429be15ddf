"""Everyday words with the medical ones beside them: "flu shot" is influenza vaccination where it stands whole.

`data/everyday.tsv` holds one meaning a row. A phrase may stand in several rows, and the longest phrase that stands in a text
is the one that counts. A short form calls up its long forms only where it is written in capitals.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from attrs import evolve, frozen

from claimcheck.language.words import normalised, words, written_words

_TABLE = Path(__file__).parent / "data" / "everyday.tsv"
_Key = tuple[str, ...]
_Any = TypeVar("_Any")


@frozen
class Phrase:
    """A phrase as it stands in a text, "" in the table, and what else one meaning of it is called."""

    everyday: tuple[str, ...]
    medical: tuple[str, ...]
    abbreviations: tuple[str, ...]
    kind: str
    written: str = ""


@frozen
class Lexicon:
    """Rows by the words of their phrases, the last one in the singular; `longest` is by a phrase's first word."""

    rows: tuple[Phrase, ...]
    places: Mapping[_Key, tuple[int, ...]]
    short: Mapping[str, tuple[int, ...]]
    longest: Mapping[str, int]

    def found(self, statement: str) -> tuple[Phrase, ...]:
        """The known phrases of a text in order, the longest first where several begin; one for each meaning."""
        return tuple(self._found(written_words(statement)))

    def _found(self, written: tuple[str, ...]) -> Iterator[Phrase]:
        at = 0
        while at < len(written):
            length, meanings = self.longest_at(written, at)
            yield from meanings
            at += length

    def longest_at(self, written: tuple[str, ...], at: int) -> tuple[int, tuple[Phrase, ...]]:
        """How many words the longest known phrase from there on has, and its meanings; (1, ()) where none begins."""
        longest = self.longest.get(normalised(written[at]), 1)
        listed = tuple(map(normalised, written[at : at + longest]))
        for length in range(len(listed), 0, -1):
            numbers = self.places.get(_key(listed[:length]), ())
            if length == 1:
                numbers = tuple(dict.fromkeys((*numbers, *self.short.get(written[at], ()))))
            if numbers:
                phrase = " ".join(written[at : at + length])
                return length, tuple(evolve(self.rows[number], written=phrase) for number in numbers)
        return 1, ()


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with claimcheck."""
    rows = tuple(map(_row, _TABLE.read_text(encoding="utf-8").splitlines()[1:]))
    places: dict[_Key, dict[int, None]] = {}
    short: dict[str, dict[int, None]] = {}
    longest: dict[str, int] = {}
    for number, row in enumerate(rows):
        for phrase in (*row.everyday, *row.medical, *row.abbreviations):
            if _is_short(phrase):
                short.setdefault(phrase, {})[number] = None
            elif key := _key(words(phrase)):
                places.setdefault(key, {})[number] = None
                longest[key[0]] = max(len(key), longest.get(key[0], 1))
    return Lexicon(rows, _frozen(places), _frozen(short), longest)


def _is_short(phrase: str) -> bool:
    """Whether it is a short form; "COVID" is a word by now."""
    return (
        phrase.isalnum() and len(phrase) < 8 and sum(c.isupper() for c in phrase) > 1 and phrase.casefold() != "covid"
    )


def _frozen(found: Mapping[_Any, Iterable[int]]) -> Mapping[_Any, tuple[int, ...]]:
    return {key: tuple(numbers) for key, numbers in found.items()}


def _row(line: str) -> Phrase:
    *called, kind = line.split("\t")
    everyday, medical, abbreviations = map(_listed, called)
    return Phrase(everyday, medical, abbreviations, kind)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(" | ")))


def _key(listed: tuple[str, ...]) -> _Key:
    return (*listed[:-1], _singular(listed[-1])) if listed else ()


def _singular(word: str) -> str:
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word.removesuffix("s")
