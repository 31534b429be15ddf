"""Stretches of a text, (start, end): whether they share a character, and what is left without them."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
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


def cut_out(text: AnyStr, stretches: Iterable[Stretch]) -> AnyStr:
    """A text, or bytes, without some stretches; they are in order and share no character."""
    parts: list[AnyStr] = []
    done = 0
    for start, end in stretches:
        parts.append(text[done:start])
        done = end
    parts.append(text[done:])
    return text[:0].join(parts)
