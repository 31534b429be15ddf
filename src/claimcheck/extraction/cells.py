"""Rows of tables: whether their cells are statements of their own, and whether each cell's column is known."""

import re
from collections.abc import Iterator
from itertools import groupby

from attrs import evolve

from claimcheck.articles.base import Article
from claimcheck.extraction.bounds import heads_others_words, heads_what_is_so, tells_of_myths
from claimcheck.extraction.pointing import leaves_out_subject
from claimcheck.extraction.statement import is_clause
from claimcheck.extraction.topics import goes_on_with_a_verb, things
from claimcheck.extraction.unit import Unit
from claimcheck.extraction.verdicts import calls_false, is_verdict
from claimcheck.extraction.wording import makes_claim
from claimcheck.language.patterns import until

_CELL = re.compile(r"[^\t]+")
_LONGEST_NOTE = 2  # words


def cells_apart(unit: Unit, article: Article, columns: tuple[str, ...]) -> Iterator[Unit]:
    """The cells of a row, or sentences of its first cell, that are statements of their own: as whole sentences, or below heads
    that tell that others say the one and the page the other; none where the row is one.
    """
    parts = [*_CELL.finditer(unit.text)]
    is_row = len(parts) > 1
    behind = article.text[unit.end : until("\n", article.text, unit.end)].partition("\t")[2] if columns else ""
    if not (is_row or behind):
        return
    first, beside = parts[0].group(), parts[1].group() if is_row else behind
    is_false = bool(columns) and (calls_false(columns[0]) or tells_of_myths(columns[0]))
    is_others = bool(columns) and (is_false or heads_others_words(columns[0]))
    answers = is_verdict(beside) and first[-1] != "?"  # "Safe in pregnancy?" with its "Yes" is one statement
    stand = columns and _says_of_its_own(first) and any(_says_of_its_own(part.group()) for part in parts[1:])
    if not (stand or (is_whole(first) and (is_whole(beside) or answers)) or (is_others and _is_long(first))):
        return
    is_others = is_others or heads_what_is_so("".join(columns[1:2]))
    for number, part in enumerate(parts):
        start, end = unit.start + part.start(), unit.start + part.end()
        one = evolve(unit, text=part.group(), start=start, end=end, location=article.position(start), opens=True)
        head = columns[number] if len(columns) == len(parts) else ""
        if not is_others:
            yield evolve(one, columns=(head,) if head else ())
        elif number:
            yield evolve(one, context="" if stand or is_whole(one.text) else first, is_told_true=True)
        else:
            yield evolve(one, is_heading=is_false or tells_of_myths(unit.heading), verdict=beside)


def _says_of_its_own(text: str) -> bool:
    """Whether a cell makes a claim of a subject that it names: "Beer raises the risk of gout"."""
    named = things(text)
    acts = is_clause(text) or (named and not named[0].start and goes_on_with_a_verb(text[named[0].end :]))
    return bool(acts) and _is_long(text) and not leaves_out_subject(text) and makes_claim(text)


def is_whole(text: str) -> bool:
    """Whether a cell is a sentence, not a note such as "Rare."."""
    return text[-1] in ".!?" and _is_long(text)


def _is_long(text: str) -> bool:
    return len(text.split()) > _LONGEST_NOTE


def is_behind_a_cell(text: str, at: int) -> bool:
    """Whether a cell of the same row stands before a place."""
    return "\t" in text[text.rfind("\n", 0, at) + 1 : at]


def with_full_rows(found: list[Unit]) -> Iterator[Unit]:
    """The units, with the rows marked that have as many cells as any row of their table: empty cells leave no trace in the text."""
    for columns, table in groupby(found, key=lambda unit: unit.columns):
        if not columns:
            yield from table
            continue
        rows = list(table)
        width = max(len(row.cells) for row in rows)
        yield from (evolve(row, is_full=True) if len(row.cells) == width >= len(columns) else row for row in rows)
