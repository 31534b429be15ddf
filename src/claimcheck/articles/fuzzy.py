"""Finds wording again that was edited a little. The only module of the gate that needs rapidfuzz.

Seed and extend: words of the quote vote for the places at which the quote would have to begin, the best places are
aligned, trimmed to whole words and compared. A place counts only where its similarity reaches `THRESHOLD` and where the
quote and the article agree on every number, negation, direction, quantity and degree of certainty
(`data/polarity.txt`), and no content word was exchanged for an unrelated one. The best place must agree: a worse one
never takes its part. Places within `MARGIN` of the best are told as well, because then neither is clearly meant.
"""

import re
from collections import Counter
from functools import cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from claimcheck.articles.anchors import Alignment, is_whole
from claimcheck.articles.normalise import Normalised, comparable_quote
from claimcheck.articles.wordlist import word_sections
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
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"n't\b|[^\W\d_]+(?:-[^\W\d_]+)*?(?=n't\b)|[^\W\d_]+")
_TOKEN = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?\n\t]")
_CONTENT_LENGTH = 3
_AROUND = 200
_PUT_IN = 4
"""So many words may have been put in between the words of a quote near its edge."""

Span = tuple[int, int, float]


def align(text: Normalised, quote: Quote) -> Alignment:
    """The places that the quote's edited wording may have now, as spans of the comparable text."""
    wanted = comparable_quote(quote.exact)
    if not wanted or len(wanted) > MAX_LENGTH:
        return Alignment()
    spans = _candidates(text, wanted)
    best = spans[0] if spans else None
    if best is None or best[2] < NEAREST_THRESHOLD:
        return Alignment(nearest=_nearest(text.text, wanted))
    if len(wanted) < MIN_LENGTH or best[2] < THRESHOLD or not _may_be_meant(text.text, wanted, best):
        return Alignment(nearest=best)
    return Alignment(tuple(span for span in spans if span[2] >= best[2] - MARGIN), best)


def _may_be_meant(text: str, wanted: str, span: Span) -> bool:
    start, end, _ = span
    return (
        is_whole(text, start, end) and agrees(wanted, text[start:end]) and agrees(wanted, _in_full(text, wanted, span))
    )


def _in_full(text: str, wanted: str, span: Span) -> str:
    """The passage with the words that stand in its sentence where the quote begins or ends with words that it lacks.

    Trimming leaves them out: "yoga relieves cramps" is no place of "walking relieves cramps", though its end is alike.
    Where the quote's own words stand there, with a few words put in between, nothing is lacking.
    """
    start, end, _ = span
    words, theirs = _WORD.findall(wanted), _content(text[start:end])
    head = _WORD.findall(_SENTENCE_END.split(text[max(0, start - _AROUND) : start])[-1])
    tail = _WORD.findall(_SENTENCE_END.split(text[end : end + _AROUND])[0])
    before, after = _left_out(words, theirs, head[::-1]), _left_out(words[::-1], theirs, tail)
    return " ".join([*before[::-1], text[start:end], *after])


def _left_out(words: list[str], theirs: set[str], beside: list[str]) -> list[str]:
    """The words beside a passage in place of those at the edge of the quote that it lacks; both from the edge outwards."""
    count = _run([_unmatched(_content(word), theirs) if _content(word) else None for word in words])
    lacked = _content(" ".join(words[:count]))
    return [] if not _unmatched(lacked, set(beside[: count + _PUT_IN])) else beside[:count]


def _run(lacked: list[bool | None]) -> int:
    """How many words there are to the last one that the passage lacks, before the first that it has; None: no content."""
    count = 0
    for at, is_lacked in enumerate(lacked):
        if is_lacked is False:
            break
        count = at + 1 if is_lacked else count
    return count


def _nearest(text: str, wanted: str) -> Span | None:
    """The most similar wording anywhere; only for a hint, and not sought in vast texts."""
    if len(text) * len(wanted) > _WORTH_A_HINT:
        return None
    span = _trim(text, wanted, (0, len(text)))
    return span if span[2] >= NEAREST_THRESHOLD else None


def _candidates(text: Normalised, wanted: str) -> list[Span]:
    """Distinct places, most similar first. What a window holds beside its best place may be another place."""
    spans: list[Span] = []
    for start, end in _windows(text, wanted):
        span = _trim(text.text, wanted, (start, end))
        spans.append(span)
        rests = ((start, span[0]), (span[1], end))
        spans.extend(_trim(text.text, wanted, rest) for rest in rests if _resembles(text.text, wanted, rest))
    distinct: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (-span[2], span[0])):
        if span[2] > 0 and all(span[1] <= kept[0] or span[0] >= kept[1] for kept in distinct):
            distinct.append(span)
    return distinct


def _resembles(text: str, wanted: str, window: tuple[int, int]) -> bool:
    start, end = window
    if (end - start) * 2 < len(wanted):
        return False
    return fuzz.partial_ratio(wanted, text[start:end], score_cutoff=NEAREST_THRESHOLD) > 0


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
    windows: list[tuple[int, int]] = []
    ranked = votes.most_common(_PLACES * 3)
    for bucket, count in ranked:
        if count * 3 < ranked[0][1]:
            break  # a place nearly as similar as the best shares most of its words
        start = max(0, bucket * _BUCKET - slack)
        end = min(len(text.text), bucket * _BUCKET + _BUCKET + len(wanted) + slack)
        if start < end and all(abs(start - other) > _BUCKET for other, _ in windows):
            windows.append((start, end))
    return windows[:_PLACES]


def _trim(text: str, wanted: str, window: tuple[int, int]) -> Span:
    """The stretch of whole words in a window that is most like the quote."""
    start, end = window
    found = fuzz.partial_ratio_alignment(wanted, text[start:end])
    if found is None or found.score == 0:
        return (start, start, 0.0)
    reach = min(12 + len(wanted) // 8, 60)
    low, high = start + found.dest_start, start + found.dest_end
    begins = _edges(text, low, reach, ends=False)
    stops = _edges(text, high, reach, ends=True)
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


def agrees(quote: str, passage: str) -> bool:
    """Whether two comparable texts agree on numbers and polarity and exchange no content word for another."""
    if Counter(_NUMBER.findall(quote)) != Counter(_NUMBER.findall(passage)):
        return False
    if _polarity(quote) != _polarity(passage):
        return False
    ours, theirs = _content(quote), _content(passage)
    return not (_unmatched(ours - theirs, theirs) and _unmatched(theirs - ours, ours))


def _polarity(text: str) -> Counter[str]:
    whole, stems = _polarity_words()
    found: Counter[str] = Counter()
    for word in _WORD.findall(text):
        if word in whole:
            found[word] += 1
        found.update(stem for stem in stems if word.startswith(stem))
    return found


@cache
def _polarity_words() -> tuple[frozenset[str], tuple[str, ...]]:
    entries = frozenset().union(*(words for name, words in word_sections("polarity.txt").items() if name != "ignored"))
    stems = tuple(sorted(entry.rstrip("*") for entry in entries if entry.endswith("*")))
    return frozenset(entry for entry in entries if not entry.endswith("*")), stems


def _content(text: str) -> set[str]:
    ignored = word_sections("polarity.txt")["ignored"]
    return {word for word in _WORD.findall(text) if len(word) >= _CONTENT_LENGTH and word not in ignored}


def _unmatched(words: set[str], others: set[str]) -> bool:
    return any(not any(_is_variant(word, other) for other in others) for word in words)


def _is_variant(one: str, other: str) -> bool:
    """The same word with a slip of the pen, or with another ending."""
    shorter = min(len(one), len(other))
    if shorter < 4 or one[0] != other[0]:
        return False
    slips = 1 if shorter < 8 else 2
    if OSA.distance(one, other, score_cutoff=slips) <= slips:
        return True
    shared = max(4, shorter - 2)
    return one[:shared] == other[:shared] and abs(len(one) - len(other)) <= 4
