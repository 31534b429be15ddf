"""Stretches of a text, (start, end), and whether they share a character."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise

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
