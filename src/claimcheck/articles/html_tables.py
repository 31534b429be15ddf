"""The cells of a table's rows, and which rows head its columns: those of its head, of header cells alone, and a first row that is all bold."""

from collections.abc import Iterator
from itertools import pairwise

from claimcheck.articles.grid import TO_THE_END, Cell, Grid
from claimcheck.articles.html_tokens import TokenKind
from claimcheck.articles.html_tree import BLOCKS, Element, Tree

_LARGEST = 120  # events; a larger row is no head
_DIGITS = 5  # of a span
_BOLD = ("b", "strong")
_CELLS, _WRAPPERS = ("td", "th"), ("p", "div")


def wrappers(tree: Tree, source: str) -> frozenset[Element]:
    """The paragraphs that are all there is in a cell, in rows of several cells without other blocks: they part nothing."""
    cells: dict[Element | None, list[Element]] = {}
    blocks: dict[Element, list[Element]] = {}
    holders: dict[Element, Element] = {}
    """The cell in which each element lies."""
    for element in tree.elements:
        cell = holders.get(element.parent) if element.parent else None
        if element.name in _CELLS:
            cells.setdefault(element.parent, []).append(element)
            holders[element] = element
        elif cell:
            holders[element] = cell
            if element.name in BLOCKS:
                blocks.setdefault(cell, []).append(element)

    def is_blank(begin: int, end: int) -> bool:
        between = tree.events[begin:end]
        return all(one.kind is TokenKind.TEXT and not source[one.start : one.end].strip() for one in between)

    def is_plain(cell: Element) -> bool:
        inside = [cell, *blocks.get(cell, ())]
        wraps = all(is_blank(a.first + 1, b.first) and is_blank(b.last + 1, a.last) for a, b in pairwise(inside))
        return wraps and all(one.name in _WRAPPERS for one in inside[1:])

    rows = (row for row in cells.values() if len(row) > 1 and all(map(is_plain, row)))
    return frozenset(one for row in rows for cell in row for one in blocks.get(cell, ()))


class Rows:
    """The cells of rows as a reader sees them; takes cells and rows where they end."""

    def __init__(self) -> None:
        self._cells: dict[Element | None, list[Cell]] = {}
        self._grids: dict[Element | None, Grid] = {}

    def end_cell(self, cell: Element, start: int, end: int) -> None:
        """A cell, of this stretch of the text."""
        rows, columns = _span(cell, "rowspan") or TO_THE_END, _span(cell, "colspan") or 1
        self._cells.setdefault(cell.parent, []).append(Cell(start, end, rows, columns))

    def end_row(self, row: Element) -> tuple[tuple[int, int], ...]:
        """What `Grid` tells of the row; no cell spans rows beyond its part of the table."""
        return self._grids.setdefault(row.parent, Grid()).row(self._cells.pop(row, ()))


def _span(cell: Element, name: str) -> int:
    """How many rows or columns a cell spans, 0 for all that follow."""
    written = cell.attributes.get(name, "").strip()
    return int(written) if written.isdecimal() and len(written) <= _DIGITS else 1


class Heads:
    """Takes the rows of a page in order."""

    def __init__(self, tree: Tree, source: str) -> None:
        self._tree, self._source = tree, source
        self._begun: set[Element | None] = set()

    def is_head(self, row: Element) -> bool:
        """Whether a row tells what stands in the columns below it."""
        holder = row.parent
        table = holder if holder is None or holder.name == "table" else holder.parent
        is_first = table not in self._begun
        self._begun.add(table)
        cells = list(self._cells(row)) if row.last - row.first <= _LARGEST else []
        if len(cells) < 2 or all(self._is_blank(cell) for cell in cells):
            return False
        if holder is not None and holder.name == "thead":
            return True
        named = [cell.name == "th" and not cell.attributes.get("scope", "").lower().startswith("row") for cell in cells]
        if (sum(named) > 1 or self._is_blank(cells[0])) and all(
            is_named or self._is_blank(cell) for is_named, cell in zip(named, cells, strict=True)
        ):
            return True
        return is_first and all(self._is_blank(cell, _BOLD) for cell in cells)

    def _cells(self, row: Element) -> Iterator[Element]:
        for event in self._tree.events[row.first : row.last]:
            if event.kind is TokenKind.OPEN and event.element.name in _CELLS and event.element.parent is row:
                yield event.element

    def _is_blank(self, cell: Element, beside: tuple[str, ...] = ()) -> bool:
        """Whether a cell shows no words, beside those in elements of these names."""
        for event in self._tree.events[cell.first : cell.last]:
            if event.kind is TokenKind.TEXT and self._source[event.start : event.end].strip():
                around = event.element
                while around is not cell and around.name not in beside and around.parent is not None:
                    around = around.parent
                if around is cell:
                    return False
        return True
