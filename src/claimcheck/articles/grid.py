"""The columns of a table, where cells span several rows or columns."""

from collections.abc import Iterable

from attrs import frozen

from claimcheck.stretches import Stretch

_WIDEST = 100  # columns; what lies behind them is not told apart
TO_THE_END = 1_000_000
"""The rows of a cell that reaches to the end of its table."""


@frozen
class Cell:
    """A cell as written: a stretch of the text, and the rows and columns that it spans; with no `rows` it is more of the one above."""

    start: int
    end: int
    rows: int = 1
    columns: int = 1


class Grid:
    """Takes the rows of one table in order."""

    def __init__(self) -> None:
        self._above: list[tuple[Stretch, int]] = []
        """The cells of the row before by column, each with how many rows below it reaches."""

    def row(self, cells: Iterable[Cell]) -> tuple[Stretch, ...]:
        """The cells that a reader sees in a row, one a column; () where they are those written, and the first is not empty."""
        seen, is_plain = list[tuple[Stretch, int]](), True
        for cell in cells:
            is_plain &= not self._carry(seen, len(seen)) and cell.rows == cell.columns == 1
            held = (
                self._above[len(seen)][0] if not cell.rows and len(seen) < len(self._above) else (cell.start, cell.end)
            )
            seen += [(held, cell.rows - 1)] * min(cell.columns, _WIDEST - len(seen))
        is_plain &= not self._carry(seen, len(seen))
        self._above = seen
        is_plain &= bool(seen) and seen[0][0][0] < seen[0][0][1]
        return () if is_plain else tuple(stretch for stretch, _ in seen)

    def _carry(self, seen: list[tuple[Stretch, int]], begin: int) -> bool:
        """Add the cells of rows above that reach into this one, up to the first column that none does; whether there are any."""
        for stretch, rows in self._above[begin:]:
            if rows < 1:
                break
            seen.append((stretch, rows - 1))
        return len(seen) > begin
