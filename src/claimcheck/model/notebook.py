"""Values as a notebook shows them: a table, with everything in it escaped."""

from collections.abc import Iterable, Sequence
from html import escape

MOST_ROWS = 100
"""A notebook with a row for each of 10,000 claims could not be scrolled."""


def table(caption: str, columns: Sequence[str], rows: Sequence[Iterable[object]]) -> str:
    """The rows as HTML, at most `MOST_ROWS`; the caption says where there are more."""
    more = f" (the first {MOST_ROWS} are shown)" if len(rows) > MOST_ROWS else ""
    body = "".join(_row("td", row) for row in rows[:MOST_ROWS])
    return f"<table><caption>{escape(caption + more)}</caption><thead>{_row('th', columns)}</thead><tbody>{body}</tbody></table>"


def _row(cell: str, values: Iterable[object]) -> str:
    style = ' style="text-align: left"'
    return f"<tr>{''.join(f'<{cell}{style}>{escape(_text(value))}</{cell}>' for value in values)}</tr>"


def _text(value: object) -> str:
    return "" if value is None else str(value)
