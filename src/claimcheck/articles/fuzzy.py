"""Finds wording again that was edited a little. All of the gate that needs rapidfuzz.

Seed and extend: words of the quote vote for the places at which the quote would have to begin, the best places are
aligned, trimmed to whole words and compared. A place counts only where its similarity reaches `THRESHOLD` and where the
quote and the article say the same (`agreement`). A place runs over no more ends of sentences than the quote. The best place
must agree: a worse one never takes its part. Places within `MARGIN` of the best are told as well, because then neither is
clearly meant.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter

from attrs import frozen
from rapidfuzz import fuzz

from claimcheck.articles.agreement import WORD, agrees, content_words, unmatched
from claimcheck.articles.base import Article
from claimcheck.articles.normalise import Normalised, comparable_quote
from claimcheck.articles.spans import is_whole
from claimcheck.language.sentences import sentence_spans
from claimcheck.model import Quote

THRESHOLD = 80.0
"""Similarity in per cent (rapidfuzz `ratio`: insertions and deletions over the summed length) that edited wording keeps."""
MARGIN = 6.0
"""By how many points a place must beat the next best."""
NEAREST_THRESHOLD = 50.0
"""What a hint must reach to be of help."""
MIN_LENGTH = 16
"""Shorter quotes are not sought by similarity: too little is left to tell them by."""

MAX_LENGTH = 2_000
"""Nor longer ones: they are no quotes, and similarity costs the square of the length."""

_WORTH_A_HINT = 20_000_000  # characters of the text times characters of the quote: about a tenth of a second
_BUCKET = 32
_PLACES = 6
_COMMON = 200
_AROUND = 200
_PUT_IN = 4
"""So many words may have been put in between the words of a quote near its edge."""

Span = tuple[int, int, float]


@frozen
class _Sought:
    """What is sought where: comparable text and quote, where sentences begin in the text, how many ends the quote holds."""

    text: Normalised
    starts: tuple[int, ...]
    quote: str
    ends: int

    def sentences(self, start: int, end: int) -> tuple[int, int]:
        """The indices of the first sentence of a stretch of text, and of the one after its last."""
        first = max(0, bisect_right(self.starts, start) - 1)
        return first, max(first + 1, bisect_left(self.starts, end))

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """The sentences of a stretch of text, from the first one's beginning to the last one's end."""
        first, last = self.sentences(start, end)
        bounds = (*self.starts, len(self.text.text))
        return min(start, bounds[first]), max(end, bounds[min(last, len(self.starts))])


@frozen
class Alignment:
    """Spans of the comparable text with scores. `close` are those that could be meant, best first; `nearest` is the most
    similar one, whether or not it could be meant.
    """

    close: tuple[Span, ...] = ()
    nearest: Span | None = None


def align(article: Article, quote: Quote) -> Alignment:
    """The places that the quote's edited wording may have now, as spans of the comparable text."""
    ends = max(0, len(sentence_spans(quote.exact)) - 1)
    sought = _Sought(article.normalised, article.sentence_starts, comparable_quote(quote.exact), ends)
    text, wanted = sought.text, sought.quote
    if not wanted or len(wanted) > MAX_LENGTH:
        return Alignment()
    spans = _candidates(sought)
    best = spans[0] if spans else None
    if best is None or best[2] < NEAREST_THRESHOLD:
        return Alignment(nearest=_nearest(text.text, wanted))
    close = tuple(_stretched(sought, span) for span in spans if span[2] >= best[2] - MARGIN)
    start, end, _ = close[0]
    is_similar = len(wanted) >= MIN_LENGTH and best[2] >= THRESHOLD and is_whole(text.text, start, end)
    if not (is_similar and agrees(wanted, text.text[start:end])):
        return Alignment(nearest=close[0])
    return Alignment(close, close[0])


def _stretched(sought: _Sought, span: Span) -> Span:
    """The passage with the words of the quote's edges that stand beside it, a few words having been put in between."""
    start, end, score = span
    text = sought.text.text
    words, theirs = WORD.findall(sought.quote), content_words(text[start:end])
    first, last = _lacked(words, theirs), _lacked(words[::-1], theirs)
    if not (first or last):
        return span
    low, high = sought.whole(start, end)
    begin = _reached(first, [*WORD.finditer(text, max(low, start - _AROUND), start)][::-1])
    stop = _reached(last, [*WORD.finditer(text, end, min(high, end + _AROUND))])
    return begin.start() if begin else start, stop.end() if stop else end, score


def _reached(lacked: list[str], beside: list[re.Match[str]]) -> re.Match[str] | None:
    """The farthest of the lacked words where all stand beside a passage; `beside` is in the order away from it."""
    wanted = content_words(" ".join(lacked))
    there = [match for match in beside[: len(lacked) + _PUT_IN] if match.group() in wanted]
    return there[-1] if there and wanted == {match.group() for match in there} else None


def _lacked(words: list[str], theirs: set[str]) -> list[str]:
    """The words at an edge of the quote, from the edge inwards, that a passage lacks."""
    lacked = 0
    for count, content in enumerate(map(content_words, words), start=1):
        if content and not unmatched(content, theirs):
            break
        lacked = count if content else lacked
    return words[:lacked]


def _nearest(text: str, wanted: str) -> Span | None:
    """The most similar wording anywhere; only for a hint, and not sought in vast texts."""
    if len(text) * len(wanted) > _WORTH_A_HINT:
        return None
    span = _trim(text, wanted, (0, len(text)))
    return span if span[2] >= NEAREST_THRESHOLD else None


def _candidates(sought: _Sought) -> list[Span]:
    """Distinct places, most similar first. What a window holds beside its best place may be another place."""
    spans: list[Span] = []
    for start, end in _windows(sought.text, sought.quote):
        found = _places(sought, (start, end))
        spans += found
        for span in found:
            rests = ((start, span[0]), (span[1], end))
            spans.extend(place for rest in rests if _resembles(sought, rest) for place in _places(sought, rest))
    distinct: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (-span[2], span[0])):
        if span[2] > 0 and all(span[1] <= kept[0] or span[0] >= kept[1] for kept in distinct):
            distinct.append(span)
    return distinct


def _places(sought: _Sought, window: tuple[int, int]) -> list[Span]:
    """The best place in a window; where it runs over more ends of sentences than the quote, the best on each side."""
    text, wanted = sought.text.text, sought.quote
    span = _trim(text, wanted, window)
    first, last = sought.sentences(span[0], span[1])
    length = sought.ends + 1
    if last - first <= length:
        return [span]
    starts = [*sought.starts, len(text)]
    runs = ((starts[at], starts[at + length]) for at in range(first, last - length + 1))
    parts = ((max(window[0], start), min(window[1], end)) for start, end in runs)
    return [_trim(text, wanted, part, part) for part in parts if part[0] < part[1]]


def _resembles(sought: _Sought, window: tuple[int, int]) -> bool:
    start, end = window
    if (end - start) * 2 < len(sought.quote):
        return False
    return fuzz.partial_ratio(sought.quote, sought.text.text[start:end], score_cutoff=NEAREST_THRESHOLD) > 0


def _windows(text: Normalised, wanted: str) -> list[tuple[int, int]]:
    """Stretches of the text in which many of the quote's words stand in the right distance from one another."""
    votes: Counter[int] = Counter()
    for match in re.finditer(r"\w+", wanted):
        found = text.words.get(match.group(), ())
        for position in found if len(found) <= _COMMON else ():
            bucket = (position - match.start()) // _BUCKET
            votes[bucket] += 2
            votes[bucket - 1] += 1
            votes[bucket + 1] += 1
    slack = _BUCKET + len(wanted) // 5
    most = max(votes.values(), default=0)
    kept: list[int] = []
    for bucket, count in votes.most_common(_PLACES * 3):
        if count * 3 < most:
            break  # a place nearly as similar as the best shares most of its words
        if all(abs(bucket - other) > 1 for other in kept):
            kept.append(bucket)
    starts = (bucket * _BUCKET for bucket in kept[:_PLACES])
    windows = ((max(0, at - slack), min(len(text.text), at + _BUCKET + len(wanted) + slack)) for at in starts)
    return [(start, end) for start, end in windows if start < end]


def _trim(text: str, wanted: str, window: tuple[int, int], bounds: tuple[int, int] | None = None) -> Span:
    """The stretch of whole words in a window that is most like the quote; words at its edges may stretch to the bounds."""
    start, end = window
    found = fuzz.partial_ratio_alignment(wanted, text[start:end])
    if found is None or found.score == 0:
        return (start, start, 0.0)
    reach = min(12 + len(wanted) // 8, 60)
    low, high = start + found.dest_start, start + found.dest_end
    first, last = bounds or (0, len(text))
    begins = [edge for edge in _edges(text, low, reach, ends=False) if first <= edge] or [low]
    stops = [edge for edge in _edges(text, high, reach, ends=True) if edge <= last] or [high]
    begin = max(begins, key=lambda edge: (fuzz.ratio(wanted, text[edge:high]), edge))
    stop = max(
        (edge for edge in stops if edge > begin), key=lambda edge: fuzz.ratio(wanted, text[begin:edge]), default=high
    )
    begin = max(
        (edge for edge in begins if edge < stop), key=lambda edge: fuzz.ratio(wanted, text[edge:stop]), default=low
    )
    return (begin, stop, fuzz.ratio(wanted, text[begin:stop]))


def _edges(text: str, around: int, reach: int, *, ends: bool) -> list[int]:
    """Offsets near `around` at which words begin or end, with and without their punctuation."""
    low, high = max(0, around - reach), min(len(text), around + reach)
    edges = set()
    for offset in range(low, high + 1):
        left, right = text[offset - 1 : offset] or " ", text[offset : offset + 1] or " "
        inner, outer = (left, right) if ends else (right, left)
        if not inner.isspace() and not (outer.isalnum() or outer == "-") and (inner.isalnum() or outer.isspace()):
            edges.add(offset)
    return sorted(edges) or [around]
