"""Lines and columns as the protocol counts them: from 0, columns in the code units that the client chose, UTF-16 by default."""

import re
from collections.abc import Sequence

from attrs import frozen
from lsprotocol.types import Position, Range, TextEdit
from pygls.workspace import PositionCodec

from claimcheck.stretches import same_start

_END = re.compile("\r\n|\r|\n")
_QUOTED = re.compile(r"""(?<![^\s\[{,])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
_FLOW = re.compile(r"(?:^|[:-]) *[\[{]")
"""Where a value in flow style begins; elsewhere a bracket is a letter like others."""


def split(text: str) -> list[str]:
    """The lines of a text without their ends. Line feed, carriage return and both together end one, in the protocol as in a claims file."""
    return text.split("\n") if "\r" not in text else _END.split(text)


def offset_of(text: str, line: int, column: int) -> int:
    """Where in the text our line and column are."""
    ends = [0, *(found.end() for found in _END.finditer(text))]
    return ends[min(line, len(ends)) - 1] + column - 1


@frozen
class Positions:
    """Positions in a text, between ours (line and column from 1, in characters) and the client's."""

    lines: Sequence[str]
    units: PositionCodec

    def at(self, line: int, column: int = 1) -> Position:
        """The client's position of ours; the nearest one in the text."""
        row = self._row(line)
        return Position(row, self.units.client_num_units(self.lines[row][: max(column - 1, 0)]))

    def place(self, position: Position) -> tuple[int, int]:
        """Our line and column of the client's position."""
        if position.line >= len(self.lines):
            return len(self.lines), len(self.lines[-1]) + 1
        passed, line = 0, self.lines[position.line]
        for index, char in enumerate(line):
            if passed >= position.character:
                return position.line + 1, index + 1
            passed += self.units.client_num_units(char)
        return position.line + 1, len(line) + 1

    def rest_of_line(self, line: int, column: int) -> Range:
        """From a place to the end of what is written on its line."""
        text = self.lines[self._row(line)]
        end = max(len(text.rstrip()), min(column, len(text)))
        return Range(self.at(line, column), self.at(line, end + 1))

    def of_value(self, line: int, column: int) -> Range:
        """From a place in YAML to the end of what it begins, on its line: an item of a flow list, else up to the comment."""
        text = self.lines[self._row(line)]
        end = _end_of_value(text, min(max(column - 1, 0), len(text)))
        return Range(self.at(line, column), self.at(line, max(end, min(column, len(text))) + 1))

    def _row(self, line: int) -> int:
        return min(max(line, 1), len(self.lines)) - 1

    def of_offset(self, text: str, offset: int) -> Position:
        """The client's position of an offset of the text that the lines were made of."""
        before = split(text[:offset])
        return self.at(len(before), len(before[-1]) + 1)


def edits(before: str, after: str, units: PositionCodec) -> list[TextEdit]:
    """What makes one text of another: a single edit of what differs, so that the cursor and the marks elsewhere stay."""
    if before == after:
        return []
    start = same_start(before, after)
    end = same_start(before[start:][::-1], after[start:][::-1])
    if _parts_line_end(before, start) or _parts_line_end(after, start):
        start -= 1
    if _parts_line_end(before, len(before) - end) or _parts_line_end(after, len(after) - end):
        end -= 1
    positions = Positions(split(before), units)
    where = Range(positions.of_offset(before, start), positions.of_offset(before, len(before) - end))
    return [TextEdit(where, after[start : len(after) - end])]


def _end_of_value(text: str, start: int) -> int:
    """Where on a line of YAML the value ends that begins there: in a flow list with the item, else before the comment."""
    bare = _QUOTED.sub(lambda found: "_" * len(found[0]), text)
    within = _depth(bare[:start]) > 0 or bare[start : start + 1] in ("[", "{")
    for at in range(start, len(bare)):
        depth = _depth(bare[start:at])
        if bare[at] == "#" and at and bare[at - 1].isspace():
            return len(bare[:at].rstrip())
        if within and bare[at] in ",]}" and (depth == 0 or (depth == 1 and bare[at] != ",")):
            return at + depth if depth else len(bare[:at].rstrip())
    return len(bare.rstrip())


def _depth(bare: str) -> int:
    """How many flow lists and records are open behind a beginning of a line."""
    begun = _FLOW.search(bare)
    return sum((one in "[{") - (one in "]}") for one in bare[begun.start() :]) if begun else 0


def _parts_line_end(text: str, offset: int) -> bool:
    """Whether the offset stands between the two characters of a line end."""
    return text[max(offset - 1, 0) : offset + 1] == "\r\n"
