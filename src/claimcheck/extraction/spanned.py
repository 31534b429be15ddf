"""Rows of tables as a reader sees them where cells span rows or columns, or the first only says that it goes on from above."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from attrs import evolve

from claimcheck.articles.base import Article
from claimcheck.extraction.asserting import has_verb
from claimcheck.extraction.cells import is_whole
from claimcheck.extraction.unit import Unit
from claimcheck.language.patterns import until

_DITTO = re.compile(r"[\"″”“„〃'’‘,\s]+|ditto|do\.|id\.|idem", re.IGNORECASE)
_NAMES = (
    r"(?:side |main |usual |possible |known |health |clinical )?(?:effects?|benefits?|harms?|risks?|uses?|doses?|dosages?|evidence|results?|findings?|outcomes?"
    r"|symptoms?|treatments?|causes?|notes?|comments?|strengths?|quality|certainty)"
)
_NAMES_ROW = re.compile(_NAMES, re.IGNORECASE)
_NAMES_COLUMN = re.compile(
    rf"(?:{_NAMES}|(?:what|how|when|who|why)\b.*)(?: (?:on|of|for|in|against)\b.*)?", re.IGNORECASE
)
_LONGEST_LABEL, _LONGEST_HEAD = 8, 5  # words


class Spanned:
    """Takes the rows of a page in order."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._rows = {row.start: row for row in article.rows}
        self._first = self._label = ""

    def seen(self, unit: Unit) -> Unit:
        """A unit with the cells that a reader sees in its row, and what it goes on from, where it is such a row."""
        if unit.opens:
            self._first = self._label = ""
        row = self._rows.get(unit.start)
        is_whole = row is not None and row.end <= unit.reach
        seen = tuple(self._text[start:end] for start, end in row.cells) if row and is_whole else ()
        if row and seen and len(set(row.cells)) == 1 and len(seen) > 1:
            return self._labelled(unit)
        seen = () if seen and _lays_out(seen) else seen
        goes_on = bool(seen or "\t" in unit.text) and _goes_on((*seen, *unit.cells)[0])
        if goes_on:
            seen = ("", *(seen or unit.cells)[1:])
        elif seen or "\t" in unit.text:
            self._first = (seen or unit.cells)[0]
        below = tuple(filter(None, (self._label, self._first if goes_on else "")))
        return evolve(unit, seen=seen, below=below) if seen or below else unit

    def _labelled(self, unit: Unit) -> Unit:
        """A row of one cell: the label of the rows below it, where it is no sentence."""
        if unit.is_heading:
            return unit
        is_label = len(unit.text.split()) <= _LONGEST_LABEL and unit.text[-1] not in ".!?" and not has_verb(unit.text)
        self._label = unit.text if is_label else self._label
        return evolve(unit, is_heading=is_label)


def _goes_on(first: str) -> bool:
    """Whether the first cell of a row says only that it goes on from the one above."""
    return not first or _DITTO.fullmatch(first) is not None


def _lays_out(seen: tuple[str, ...]) -> bool:
    """Whether cells lay out a page: the first, which would name the row, is a sentence, or one of them has several paragraphs."""
    return (seen[0].endswith((".", "!")) and is_whole(seen[0])) or any("\n\n" in cell for cell in seen)


def reads_as_heads(unit: Unit, text: str) -> bool:
    """Whether the first row of a table, which no markup makes one of heads, says nothing but what stands in the columns: short cells
    without a verb or number, one of which names what is told of the rest. Where the next row has such a cell too, the first is
    as all the others are.
    """
    behind = text[unit.reach : unit.reach + 2]
    is_first = unit.opens and unit.is_row and behind.startswith("\n") and behind != "\n\n"
    if not is_first or any(map(_says_something_itself, unit.cells)):
        return False
    begin = unit.reach + len("\n")
    below = text[begin : until("\n", text, begin)].split("\t")
    is_named = any(_NAMES_COLUMN.fullmatch(cell) for cell in unit.cells[1:])
    return is_named and not any(_NAMES_ROW.fullmatch(cell) or cell in unit.cells[1:] for cell in below)


def below_first_rows(found: list[Unit]) -> Iterator[Unit]:
    """The units; a first row that says nothing itself, where every row below does, may be one of heads: it is no claim, and the rows
    below stand under it.
    """
    starts = [at for at, unit in enumerate(found) if unit.opens]
    for start, end in pairwise([*starts, len(found)]):
        first, *rows = found[start:end]
        if len(rows) > 1 and not first.is_heading and _stands_above(first, rows):
            yield evolve(first, is_heading=True)
            above = " / ".join(first.cells)
            yield from (evolve(row, below=(above, *row.below)) for row in rows)
        else:
            yield from found[start:end]


def _stands_above(first: Unit, rows: list[Unit]) -> bool:
    is_table = first.is_row and all(row.is_row and not row.columns for row in rows)
    speak = all(any(map(_says_something_itself, row.cells[1:])) for row in rows)
    return is_table and speak and not any(map(_says_something_itself, first.cells))


def _says_something_itself(cell: str) -> bool:
    is_long = len(cell.split()) > _LONGEST_HEAD or cell[-1] in ".!?" or any(map(str.isdigit, cell))
    return is_long or (has_verb(cell) and not _NAMES_COLUMN.fullmatch(cell))


def joined(above: tuple[str, ...], heads: tuple[str, ...]) -> tuple[str, ...]:
    """Two rows of heads as one: a head that spans columns before each of those below it."""
    if len(above) != len(heads):
        return heads
    return tuple(
        head if head == over or above.count(over) == 1 else f"{over}: {head}"
        for over, head in zip(above, heads, strict=True)
    )


def by_column(heads: tuple[str, ...], cells: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The cells of a row below the heads of their columns, a cell that spans several below all of theirs."""
    for cell, columns in groupby(zip(heads, cells, strict=True), key=lambda one: one[1]):
        if cell:
            yield " / ".join(dict.fromkeys(head for head, _ in columns if head)), cell
