"""Cutting and inserting in a text at the places of its nodes, everything else untouched."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from claimcheck.claimfile.nodes import MapNode, Node, ScalarNode, start_of

_BREAK = re.compile("\r\n?|\n")
_COMMENT = re.compile("#[^\r\n]*")


@frozen
class Splice:
    """Characters `start` to `end` are replaced by `text`."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with all replacements made; those at one place in the order given."""
    pieces, done = [], 0
    for splice in sorted(splices, key=lambda splice: splice.start):
        pieces += [text[done : splice.start], splice.text]
        done = splice.end
    return "".join([*pieces, text[done:]])


def column_of(node: Node) -> int:
    """Column of the node's first character, from 0."""
    mark: Any = node.start_mark
    return int(mark.column)


def end_of(text: str, node: Node) -> int:
    """Where a node's last character ends. libyaml ends block collections at the next token and block scalars after the blank
    lines that follow, which belong to the value only where it says so (``|+``).
    """
    mark: Any = node.end_mark
    if isinstance(node, ScalarNode):
        start, end = start_of(node), int(mark.index)
        if node.style not in ("|", ">") or "+" in text[start : start + 3]:
            return end
        return start + len(text[start:end].rstrip())
    if node.flow_style:
        return int(mark.index)
    return end_of(text, node.entries[-1][1] if isinstance(node, MapNode) else node.items[-1])


def head_comment(text: str, scalar: ScalarNode) -> str:
    """The comment behind the ``|`` or ``>`` of a block scalar, which is no part of its text."""
    head = text[start_of(scalar) : line_end(text, start_of(scalar) + 1)]
    found = re.search(r"\s#[^\r\n]*", head)
    return found[0] if found else ""


def line_start(text: str, offset: int) -> int:
    """Where the line begins that the offset is in."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_end(text: str, offset: int) -> int:
    """Where the next line begins, or the text ends; an offset at the beginning of a line is that already."""
    if offset and text[offset - 1] in "\r\n":
        return offset
    found = _BREAK.search(text, offset)
    return found.end() if found else len(text)


def after(text: str, node: Node, column: int) -> int:
    """The beginning of the line behind a block node and the comment lines that are indented deeper than the column."""
    offset = line_end(text, end_of(text, node))
    comments = re.compile(f" {{{column + 1},}}#[^\r\n]*(?:\r\n?|\n|$)")
    while found := comments.match(text, offset):
        offset = found.end()
    return offset


def line_break(text: str) -> str:
    """The line break that the text uses."""
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def lines_at(text: str, offset: int, lines: list[str]) -> Splice:
    """Whole lines inserted where a line begins, or behind a last line that has no line break."""
    newline = line_break(text)
    if offset == len(text) and text[-1:] not in ("\n", "\r"):
        return Splice(offset, offset, "".join(newline + line for line in lines))
    return Splice(offset, offset, "".join(line + newline for line in lines))


def cut_lines(text: str, start: int, end: int, kept: list[str]) -> Splice:
    """Whole lines replaced by others; where they end a text without a last line break, it ends without one again."""
    newline = line_break(text)
    if end == len(text) and text[-1:] not in ("\n", "\r") and start:
        start -= 2 if text[start - 2 : start] == "\r\n" else 1
        return Splice(start, end, "".join(newline + line for line in kept))
    return Splice(start, end, "".join(line + newline for line in kept))


def comments_in(text: str, node: Node, start: int, end: int) -> list[str]:
    """The comments between two offsets around a node, outside its scalars."""
    found: list[str] = []
    for scalar in scalars(node):
        found += _COMMENT.findall(text, start, start_of(scalar))
        start = end_of(text, scalar)
    return found + _COMMENT.findall(text, start, end)


def scalars(node: Node) -> Iterator[ScalarNode]:
    """The keys and values in a node, or itself."""
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, MapNode):
        for key, value in node.entries:
            yield from scalars(key)
            yield from scalars(value)
    else:
        for item in node.items:
            yield from scalars(item)
