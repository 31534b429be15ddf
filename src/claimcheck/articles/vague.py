"""Attributions that name no work: "studies show", "a study from PubMed", "experts agree".

The wording is data (`data/vague_attributions.json`): phrases with slots, each with its reason and the standard behind it.
Phrases are compared word by word, those whose words a text has; a regular expression of them all would take longer
to compile than the gate takes to start.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from attrs import frozen

from claimcheck.language.reference_marks import MONTHS
from claimcheck.language.sentences import sentence_spans


@frozen
class VagueMatch:
    """A vague attribution: ``text`` stands at `start` to `end` of the text that was searched."""

    text: str
    start: int
    end: int
    reason: str
    source: str


_PIECE = re.compile(r"\[[^\]]+\]|\S+")
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")

Words = tuple[str, ...]


@frozen
class _Element:
    """One place of a phrase: what may stand there, each as its words, the longest first."""

    options: tuple[Words, ...]
    optional: bool = False


_TIME_WORDS = (
    f"(?:{MONTHS}|After|As|Around|Before|Between|By|During|Early|From|In|Late|Of|On|Since|Spring|Summer|Until|Winter)"
)
# An author or journal with a year or "et al."; an identifier; a link; a name after "published in".
_NAMED = (
    r"\bet al\b|\bdoi\b|\bPMC?ID\b|\bhttps?://|\b10\.\d{4,9}/"
    rf"|\b(?!{_TIME_WORDS}\b)[A-Z][\w'\u2019-]++,? \(?(?:19|20)\d\d\b"
    rf"|\b(?:published|appeared|printed) in (?:the )?(?!(?:PubMed|MEDLINE|NCBI|Google|{MONTHS})\b)[A-Z]"
)


def vague_wording(text: str) -> tuple[VagueMatch, ...]:
    """Every vague attribution in a text, in order and without overlap; sentences that name a work have none."""
    if not _that_may_stand(map(str.lower, _WORD.findall(text))):
        return ()  # nearly all texts, which need not be parted into sentences for it
    found: list[VagueMatch] = []
    for start, end in sentence_spans(text):
        matches = list(_matches(text, start, end))
        if matches and not names_a_work(text[start:end]):
            found.extend(matches)
    return tuple(found)


def names_a_work(sentence: str) -> bool:
    """Whether a sentence lets a reader look for the work: a journal, an author with a year, an identifier, a link."""
    return _named_pattern().search(sentence) is not None


def _that_may_stand(words: Iterable[str]) -> list[int]:
    """The numbers of the phrases that a text of these words may hold, by the words that each needs: of few texts any."""
    there = set(words)
    return [number for number, places in enumerate(_needed()) if not any(map(there.isdisjoint, places))]


def _matches(text: str, start: int, end: int) -> Iterator[VagueMatch]:
    for tokens in _runs_of_words(text, start, end):
        words = [token.group().lower() for token in tokens]
        candidates = _that_may_stand(words)
        position = 0 if candidates else len(words)
        while position < len(words):
            stop, number = _longest(candidates, words, position)
            if stop > position:
                begin, behind = tokens[position].start(), tokens[stop - 1].end()
                entry, sources = _wording()["patterns"][number], _wording()["sources"]
                yield VagueMatch(text[begin:behind], begin, behind, entry["reason"], sources[entry["source"]])
            position = max(stop, position + 1)


def _runs_of_words(text: str, start: int, end: int) -> Iterator[list[re.Match[str]]]:
    """The words of a sentence, parted where more than white space stands between two of them."""
    tokens = list(_WORD.finditer(text, start, end))
    run = tokens[:1]
    for left, right in pairwise(tokens):
        if not text[left.end() : right.start()].isspace():
            yield run
            run = []
        run.append(right)
    yield run


def _longest(candidates: list[int], words: list[str], position: int) -> tuple[int, int]:
    """The widest phrase that begins at a word: the index after it, and its number; the position where none does."""
    found = ((_phrase_end(_phrases()[number], words, position), number) for number in candidates)
    return max(found, key=lambda end: end[0])


def _phrase_end(elements: tuple[_Element, ...], words: list[str], position: int) -> int:
    """The index after the phrase at a position, -1 where it does not stand there."""
    if not elements:
        return position
    element, rest = elements[0], elements[1:]
    for option in element.options:
        after = position + len(option)
        if tuple(words[position:after]) == option:
            end = _phrase_end(rest, words, after)
            if end >= 0:
                return end
    return _phrase_end(rest, words, position) if element.optional else -1


@cache
def _wording() -> Any:
    return json.loads((Path(__file__).parent / "data" / "vague_attributions.json").read_text(encoding="utf-8"))


@cache
def _phrases() -> tuple[tuple[_Element, ...], ...]:
    return tuple(_elements(entry["phrase"]) for entry in _wording()["patterns"])


@cache
def _needed() -> list[list[set[str]]]:
    """The words that may begin each place of each phrase that cannot be left out."""
    return [[{option[0] for option in one.options} for one in elements if not one.optional] for elements in _phrases()]


def _elements(phrase: str) -> tuple[_Element, ...]:
    """A phrase as data has it: words, {slots}, and either in [brackets] where it may be left out."""
    return tuple(_Element(_options(piece.strip("[]")), piece.startswith("[")) for piece in _PIECE.findall(phrase))


def _options(piece: str) -> tuple[Words, ...]:
    entries = _wording()["slots"][piece.strip("{}")] if piece.startswith("{") else [piece]
    return tuple(sorted((tuple(entry.split()) for entry in entries), key=lambda words: (-len(words), words)))


@cache
def _named_pattern() -> re.Pattern[str]:
    named = _wording()["names_a_work"]
    names, words = ("|".join(map(re.escape, named[kind])) for kind in ("journal_names", "journal_words"))
    title = rf"(?:[A-Z][\w.&-]*+\s+(?:(?:of|and|for|the|in|&)\s+){{0,2}}+){{0,6}}(?:{words})"
    return re.compile(rf"{_NAMED}|\b(?:{names})\b|\b(?:[Ii]n|[Bb]y|[Oo]f|[Ff]rom)\s+(?:[Tt]he\s+)?{title}\b")
