"""Lines of the checked files, for the caret under a finding."""

from collections.abc import Callable, Mapping
from pathlib import Path

SourceLine = Callable[[str, int], str | None]
"""Path and line (from 1) to the line's text; None where it cannot be had."""


def source_reader(given: Mapping[str, str] | None = None) -> SourceLine:
    """A function that reads lines, each file once; `given` holds the texts of files that are not to be read.

    A file that has gone or is no UTF-8 has no lines.
    """
    known = {path: text.split("\n") for path, text in (given or {}).items()}

    def line_of(path: str, line: int) -> str | None:
        if path not in known:
            known[path] = _lines(path)
        lines = known[path]
        return lines[line - 1] if 0 < line <= len(lines) else None

    return line_of


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, ValueError):
        return []
