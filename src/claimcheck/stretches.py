"""Stretches of a text, (start, end): whether they share a character, what is left without them, and how far two texts are the same."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise
from typing import AnyStr

Stretch = tuple[int, int]


def overlap(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]


def between(cuts: Iterable[Stretch], start: int, end: int) -> list[Stretch]:
    """What lies between the cuts, which are in order."""
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    return list(pairwise(edges))[::2]


def apart_from(stretches: Iterable[Stretch]) -> Callable[[int, int], bool]:
    """Tells of a start and end whether they share no character with any of these, in the logarithm of their number."""
    ordered = sorted(stretches)
    starts = [start for start, _ in ordered]
    reached = list(accumulate((end for _, end in ordered), max))

    def is_apart(start: int, end: int) -> bool:
        before = bisect_left(starts, end)
        return before == 0 or reached[before - 1] <= start

    return is_apart


def led_back(offset: int, starts: Sequence[int], origins: Sequence[int], length: int) -> int:
    """Where an offset of a text lies in another of this length: run `i` begins at `starts[i]` here and at `origins[i]` there, goes on
    character by character, and ends before the next.
    """
    run = bisect_right(starts, offset) - 1
    if run < 0:
        return 0
    limit = origins[run + 1] if run + 1 < len(origins) else length
    return min(origins[run] + offset - starts[run], limit)


def same_start(one: AnyStr, other: AnyStr) -> int:
    """How many characters two texts, or bytes, begin with alike, by halves: whole slices are compared in no time."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def replaced(text: AnyStr, edits: Iterable[tuple[int, int, AnyStr]]) -> AnyStr:
    """A text, or bytes, with others in place of stretches, which share no character; those at one place in the order given."""
    parts: list[AnyStr] = []
    done = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        parts += [text[done:start], new]
        done = end
    parts.append(text[done:])
    return text[:0].join(parts)


def cut_out(text: AnyStr, stretches: Iterable[Stretch]) -> AnyStr:
    """A text, or bytes, without some stretches, which share no character."""
    return replaced(text, ((start, end, text[:0]) for start, end in stretches))
