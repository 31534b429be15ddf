"""Which words of an abstract a reader should see first: the sentences that decide, and the words of the claim. Pure."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from attrs import frozen

from claimcheck.articles.normalise import normalise
from claimcheck.evidence.vocabulary import idf
from claimcheck.language.words import STOPWORDS, stem, words
from claimcheck.model import Claim

_GAP = re.compile(r"\.\.\.|\[[^\]]*\]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

_TELLING = 2.0
"""Words that stand in nearly every abstract (patients, study) tell a reader nothing."""

Span = tuple[int, int]
"""Start and end of a stretch of text, in characters."""


@frozen
class Piece:
    """Words in a row that are shown alike; `is_of_claim` where the claim says them too."""

    text: str
    is_of_claim: bool = False


@frozen
class Run:
    """A stretch of a text; `decides` where it is a passage that a verdict rests on."""

    pieces: tuple[Piece, ...]
    decides: bool = False


def claim_stems(claim: Claim) -> frozenset[str]:
    """The stems of the words that carry the claim's meaning, its PICO terms included."""
    terms = (*claim.population, *claim.intervention, *claim.comparator, *claim.outcome)
    said = (word for text in (claim.statement, *terms) for word in words(text))
    return frozenset(stem(word) for word in said if word not in STOPWORDS and idf(stem(word)) > _TELLING)


def marked(text: str, passages: Iterable[str], stems: frozenset[str]) -> tuple[Run, ...]:
    """The text in runs, those of the passages marked, with the words of these stems apart."""
    deciding = merged(span for passage in passages for span in places(text, passage))
    cuts = sorted({0, len(text), *(edge for span in deciding for edge in span)})
    return tuple(
        Run(_pieces(text[start:end], stems), any(start >= s and end <= e for s, e in deciding))
        for start, end in pairwise(cuts)
    )


def places(text: str, passage: str) -> tuple[Span, ...]:
    """Where a passage stands, whatever its case, quotes, dashes and spaces; around an ellipsis each part by itself.

    () where it does not stand there whole.
    """
    comparable = normalise(text)
    found, at = [], 0
    for part in filter(None, (piece.strip() for piece in _GAP.split(normalise(passage).text))):
        start = comparable.text.find(part, at)
        if start < 0:
            return ()
        at = start + len(part)
        found.append((comparable.original(start), comparable.original(at)))
    return tuple(found)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that touch or overlap made one."""
    done: list[Span] = []
    for start, end in sorted(spans):
        if done and start <= done[-1][1]:
            done[-1] = done[-1][0], max(end, done[-1][1])
        else:
            done.append((start, end))
    return tuple(done)


def _pieces(text: str, stems: frozenset[str]) -> tuple[Piece, ...]:
    alike = groupby(filter(lambda piece: piece.text, _worded(text, stems)), key=lambda piece: piece.is_of_claim)
    return tuple(Piece("".join(one.text for one in group), is_of_claim) for is_of_claim, group in alike)


def _worded(text: str, stems: frozenset[str]) -> Iterator[Piece]:
    at = 0
    for word in _WORD.finditer(text):
        yield Piece(text[at : word.start()])
        yield Piece(word[0], not stems.isdisjoint(map(stem, words(word[0]))))
        at = word.end()
    yield Piece(text[at:])
