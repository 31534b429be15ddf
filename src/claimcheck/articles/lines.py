"""What the block scanner works with: leaf blocks, a cursor that knows columns, and the cells of a row."""

import re
from enum import Enum, auto

from attrs import define, field

_CELL_END = re.compile(r"(?:[^|\\]|\\.)*+")

Slice = tuple[int, int]


class BlockKind(Enum):
    """What a leaf block is."""

    PARAGRAPH = auto()
    HEADING = auto()
    CODE = auto()
    HTML = auto()
    TABLE = auto()
    DIRECTIVE = auto()
    TERM = auto()


class Place:
    """The place of an item in its list, after the item `before`: the marker as written, and the number shown."""

    __slots__ = ("_is_repeated", "_shown", "_written", "marker")

    def __init__(self, marker: str, before: "Place | None") -> None:
        self.marker: str = marker
        self._written = int(marker[:-1] or 0)
        self._shown: int = before._shown + 1 if before else self._written
        self._is_repeated: bool = before is None or (before._is_repeated and before._written == self._written)

    @property
    def number(self) -> int | None:
        """The number shown, None for a bullet; 0 where another one is written, unless the list repeats one number throughout
        ("1." and "1.").
        """
        if len(self.marker) == 1:
            return None
        return self._shown if self._is_repeated or self._written == self._shown else 0


@define(eq=False)
class Block:
    """A leaf block: source slices, one a line.

    `level` is a heading's, `note` the footnote and `term` the defined term that it belongs to, and `places` are those of the items
    that it stands in.
    """

    kind: BlockKind
    lines: list[Slice] = field(factory=list)
    level: int = 0
    fence: str = ""
    ends: re.Pattern[str] | None = None
    indent: int = 0
    note: str = ""
    places: list[Place] = field(factory=list)
    term: "Block | None" = None


@define(eq=False)
class Cursor:
    """A place on a line; a tab reaches to the next multiple of four columns and may be used up in part."""

    source: str
    position: int
    end: int
    column: int = 0

    def indent(self) -> tuple[int, int]:
        """Columns of white space ahead, and the offset of what follows it."""
        column, position = self.column, self.position
        while position < self.end and self.source[position] in " \t":
            column += 4 - column % 4 if self.source[position] == "\t" else 1
            position += 1
        return column - self.column, position

    def skip_columns(self, count: int) -> None:
        """Use up white space."""
        goal = self.column + count
        while self.column < goal and self.position < self.end and self.source[self.position] in " \t":
            width = 4 - self.column % 4 if self.source[self.position] == "\t" else 1
            if self.column + width > goal:
                self.column = goal
                return
            self.column += width
            self.position += 1

    def skip_to(self, position: int) -> None:
        """Go on to an offset behind which no tab was passed, or only counted ones."""
        indent, first = self.indent()
        self.column += indent + position - first
        self.position = position


def cells(source: str, start: int, end: int) -> list[Slice]:
    """The cells of a table row, without the white space around them."""
    found: list[Slice] = []
    row_end = start + len(source[start:end].rstrip(" \t"))
    position = start + 1 if source[start:row_end].startswith("|") else start
    while position < row_end:
        match = _CELL_END.match(source, position, row_end)
        stop = match.end() if match else row_end
        text = source[position:stop]
        begin = position + len(text) - len(text.lstrip(" \t"))
        found.append((begin, begin + len(text.strip(" \t"))))
        position = stop + 1
    return found
