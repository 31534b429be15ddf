"""What the parts of a Word document hold: paragraphs and rows of tables, and the names of styles.

WordprocessingML (ECMA-376 part 1, section 17; both the transitional and the strict namespace).
"""

from collections.abc import Mapping
from enum import Enum, auto

from claimcheck.articles.docx_package import XmlTarget

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_MATH = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_PREFIXES = {space[:-1]: prefix for prefix, spaces in (("w:", _WORD), ("m:", _MATH)) for space in spaces}


class Where(Enum):
    """How a paragraph stands to the one before it."""

    BLOCK = auto()
    LINE = auto()
    CELL = auto()
    ROW = auto()
    JOINED = auto()


class Merged:
    """A cell: how many columns it spans, and whether it is more of the one above."""

    __slots__ = ("columns", "goes_on")

    def __init__(self) -> None:
        self.columns, self.goes_on = 1, False


class Row:
    """A row of a table: whether it is the first and whether it is marked as a head, the style that the table gives first rows, how
    much of what it shows is bold, and its cells.
    """

    __slots__ = ("bold", "cells", "is_first", "is_marked", "size", "style")

    def __init__(self, is_first: bool, style: str) -> None:
        self.is_first, self.style = is_first, style
        self.is_marked = False
        self.cells: list[Merged] = []
        self.size = self.bold = 0

    def is_head(self, styles: "Styles") -> bool:
        """Whether it tells what stands in the columns below it."""
        stands_out = 0 < self.size == self.bold or self.style in styles.of_first_rows
        return self.is_marked or (self.is_first and stands_out)


class Paragraph:
    """A paragraph's characters, its style, its links (from, to, target, whether a note's mark), the note it belongs to and the row of
    a table that it stands in, with the cell.

    `list_id` and `list_level` say in which list it is numbered; "" for what its style says of either.
    """

    __slots__ = ("cell", "links", "list_id", "list_level", "note", "parts", "row", "size", "style", "where")

    def __init__(self, where: Where, note: str, row: Row | None = None) -> None:
        self.row: Row | None = row
        self.cell: Merged | None = row.cells[-1] if row and row.cells else None
        self.where: Where = where
        self.note: str = note
        self.style = self.list_id = self.list_level = ""
        self.parts: list[str] = []
        self.size = 0
        self.links: list[tuple[int, int, str, bool]] = []

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)


def short(tag: str) -> str:
    """A tag of either namespace as "w:p" or "m:t"."""
    space, _, name = tag.rpartition("}")
    return _PREFIXES.get(space, f"{space}}}" if space else "") + name


def value_of(attributes: Mapping[str, str], name: str) -> str:
    """An attribute of either namespace, "" where there is none."""
    return next((attributes[space + name] for space in _WORD if space + name in attributes), "")


class Styles(XmlTarget):
    """Takes the styles part: the names of paragraph styles by id (Word translates the ids, not the names).

    `lists` are the lists in which a style numbers its paragraphs, `bases` the styles that it goes by else; `of_first_rows` are those of
    tables whose first row looks unlike the rest.
    """

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.lists: dict[str, str] = {}
        self.bases: dict[str, str] = {}
        self._told = {"w:name": self.names, "w:numId": self.lists, "w:basedOn": self.bases}
        self.of_first_rows: set[str] = set()
        self._current = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = short(tag)
        if name == "w:style":
            self._current = value_of(attributes, "styleId")
        elif name == "w:tblStylePr" and value_of(attributes, "type") == "firstRow":
            self.of_first_rows.add(self._current)
        elif name in self._told and self._current:
            self._told[name].setdefault(self._current, value_of(attributes, "val"))

    def end(self, tag: str) -> None:
        if short(tag) == "w:style":
            self._current = ""
