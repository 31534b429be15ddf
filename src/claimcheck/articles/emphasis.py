"""Emphasis: which runs of ``*``, ``_``, ``~`` and the like are markers (CommonMark 0.31, section 6.2 and appendix)."""

import unicodedata
from collections.abc import Iterator

from claimcheck.articles.html_blocks import Piece

_SPLIT = "*_"
"""Characters whose runs may pair in part; a run of others pairs with one of its own length."""
_APART = "_=+^"
"""Characters that mark no part of a word: ``2^10``, ``C++``."""


class Run:
    """A run of emphasis markers that may still open or close; `node` is its place in the list of pieces."""

    __slots__ = ("character", "closes", "count", "length", "node", "opens")

    def __init__(self, node: int, character: str, length: int, flanking: tuple[bool, bool]) -> None:
        self.node = node
        self.character = character
        self.count = self.length = length
        self.opens, self.closes = flanking


def pair(runs: list[Run], pieces: list[Piece]) -> list[tuple[int, int]]:
    """Pair the emphasis markers from a run on; paired ones vanish, the others are text.

    Returns what stands between tildes, markers included.
    """
    stack: list[Run] = []
    fruitless: dict[tuple[str, int, bool, int], int] = {}
    struck: list[tuple[int, int]] = []
    for run in runs:
        if run.closes:
            struck += _match_closer(run, stack, fruitless, pieces)
        if run.opens and run.count:
            stack.append(run)
    return struck


def _match_closer(
    closer: Run, stack: list[Run], fruitless: dict[tuple[str, int, bool, int], int], pieces: list[Piece]
) -> Iterator[tuple[int, int]]:
    """Pair a closer with openers, and tell what stands between tildes.

    `fruitless` tells below which node no opener fits, which keeps the time linear.
    """
    while closer.count:
        key = (closer.character, closer.length % 3, closer.opens, 0 if closer.character in _SPLIT else closer.count)
        index = _opener_for(closer, stack, fruitless.get(key, -1))
        if index is None:
            fruitless[key] = closer.node
            return
        opener = stack[index]
        del stack[index + 1 :]
        used = 2 if min(opener.count, closer.count) >= 2 else 1
        if closer.character == "~":
            yield pieces[opener.node][0], pieces[closer.node][1]
        _consume(opener, closer, used, pieces)
        if not opener.count:
            stack.pop()


def _consume(opener: Run, closer: Run, used: int, pieces: list[Piece]) -> None:
    start, end, _ = pieces[opener.node]
    pieces[opener.node] = (start, end - used, None)
    start, end, _ = pieces[closer.node]
    pieces[closer.node] = (start + used, end, None)
    opener.count -= used
    closer.count -= used


def flanks(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a run can open and can close emphasis: left- and right-flanking (section 6.2)."""
    before, after = text[start - 1] if start else " ", text[end] if end < len(text) else " "
    space_before, space_after = before.isspace(), after.isspace()
    mark_before, mark_after = _is_punctuation(before), _is_punctuation(after)
    left = not space_after and (not mark_after or space_before or mark_before)
    right = not space_before and (not mark_before or space_after or mark_after)
    if text[start] in _APART:
        return left and (not right or mark_before), right and (not left or mark_after)
    return left, right


def _is_punctuation(character: str) -> bool:
    """Unicode punctuation or symbol: what is neither alphanumeric, white space, nor a mark or control."""
    return unicodedata.category(character)[0] in "PS"


def _opener_for(closer: Run, stack: list[Run], bottom: int) -> int | None:
    for index in range(len(stack) - 1, -1, -1):
        if stack[index].node < bottom:
            return None
        if _pairs(stack[index], closer):
            return index
    return None


def _pairs(opener: Run, closer: Run) -> bool:
    if opener.character != closer.character:
        return False
    if closer.character not in _SPLIT:
        return opener.count == closer.count
    if opener.closes or closer.opens:
        return (opener.length + closer.length) % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)
    return True
