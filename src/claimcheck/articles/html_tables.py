"""Which rows of a table head its columns: those of its head, of header cells alone, and a first row that is all bold."""

from collections.abc import Iterator

from claimcheck.articles.html_tokens import TokenKind
from claimcheck.articles.html_tree import Element, Tree

_LARGEST = 120  # events; a larger row is no head
_BOLD = ("b", "strong")


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
            if event.kind is TokenKind.OPEN and event.element.name in ("td", "th") and event.element.parent is row:
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
