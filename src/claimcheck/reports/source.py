"""Lines of the checked files, for the caret under a finding."""

from collections.abc import Callable
from functools import cache, partial

from claimcheck.tree import DISK, Tree

SourceLine = Callable[[str, int], str | None]
"""Path and line (from 1) to the line's text; None where it cannot be had."""


def source_reader(tree: Tree = DISK) -> SourceLine:
    """A function that reads lines, each file once. A file that has gone or is no UTF-8 has no lines."""
    lines_of = cache(partial(_lines, tree))

    def line_of(path: str, line: int) -> str | None:
        lines = lines_of(path)
        return lines[line - 1] if 0 < line <= len(lines) else None

    return line_of


def _lines(tree: Tree, path: str) -> list[str]:
    try:
        text = tree.read(path).decode("utf-8-sig")
    except (OSError, ValueError):
        return []
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
