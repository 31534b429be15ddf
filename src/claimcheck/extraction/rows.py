"""How a row of a table, or an item below its open lead, reads as a statement."""

import re
from collections.abc import Sequence
from itertools import groupby

from claimcheck.extraction.bounds import is_open
from claimcheck.extraction.clauses import Clause
from claimcheck.extraction.lexicon import begins_with_effect, listed
from claimcheck.extraction.spanned import by_column
from claimcheck.extraction.statement import is_clause
from claimcheck.extraction.terms import health_terms
from claimcheck.extraction.unit import Unit
from claimcheck.extraction.verdicts import calls_false
from claimcheck.extraction.wording import makes_claim

_OF_TWO = 2  # cells
_JUDGES = re.compile(
    r"(?:(?:our|the|my|final|overall|editor['’]?s['’]?) ){0,2}(?:verdict|rating|score|grade|bottom line|stars)",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"(?:conditions?|indications?|populations?|who|people|patients?|(?:age|patient)(?: groups?)?|doses?|dosages?|used (?:for|in))",
    re.IGNORECASE,
)
"""That a treatment is for some ("For whom") is a claim of its own."""


def clauses_of_row(unit: Unit) -> tuple[Clause, ...]:
    """The cells of a full row that make claims each, behind the heads of row and column and the cells that tell of what, or for whom,
    alone they hold; where fewer than two do, or the page calls the row false, the row as one, as an item with its lead is.
    """
    first, *rest = unit.seen or unit.cells
    headed = _headed(unit, rest)
    scopes = [_behind_head(head, cell) for head, cell in headed if _is_scope(head, cell)]
    found, at = [], len(first) if unit.text.startswith(first) else 0
    for head, cell in headed:
        begin = unit.text.find(cell, at)
        span = (begin, begin + len(cell)) if begin >= 0 else (0, len(unit.text))  # a cell of the row above
        at = span[1] if begin >= 0 else at
        told = "; ".join((*scopes, _behind_head(head, cell)))
        if _tells(head, cell) and makes_claim(f"{first}: {cell}"):
            found.append(Clause(f"{first}: {told}" if first else told, *span))
    is_false = any(_JUDGES.fullmatch(head) and calls_false(cell) for head, cell in headed)
    return tuple(found) if len(found) > 1 and not is_false else (Clause(_as_one(unit), 0, len(unit.text)),)


def _tells(head: str, cell: str) -> bool:
    """Whether a cell tells something: it neither tells only of what the others hold, nor only judges them: "Worth it", not "Lowers LDL a little"."""
    is_judgement = _JUDGES.fullmatch(head) is not None and not begins_with_effect(cell)
    return _says_something(cell) and not (is_judgement or _is_scope(head, cell))


def _behind_head(head: str, cell: str) -> str:
    return ": ".join(filter(None, (head, within_a_sentence(cell))))


def _is_scope(head: str, cell: str) -> bool:
    """Whether a cell tells only of what, or for whom, the others of its row hold."""
    return _says_something(cell) and _SCOPE.fullmatch(head) is not None and not is_clause(cell)


def _as_one(unit: Unit) -> str:
    """An item behind its open lead; the cells of a row as a sentence, or parted as a list is: "3 to 5 years: 10 hours"."""
    if unit.lead:
        colon = "" if is_open(unit.lead) else ":"
        return f"{unit.lead}{colon} {within_a_sentence(unit.text)}"
    first, *rest = unit.seen or unit.cells
    alone = unit.cells[-1]
    if first and len(unit.cells) == _OF_TWO and alone[0].islower() and alone.split()[0].endswith("s"):
        return f"{first} {alone}"
    told = "; ".join(_under_columns(unit, rest))
    return f"{first}: {told}" if first else told


def _under_columns(unit: Unit, cells: Sequence[str]) -> list[str]:
    """Several cells each behind the head of its column, without which what holds for one would be read as held by the other."""
    headed = [f"{head}: {within_a_sentence(cell)}" for head, cell in _headed(unit, cells) if _says_something(cell)]
    return headed or [cell for cell, _ in groupby(cells) if _says_something(cell)]


def _headed(unit: Unit, cells: Sequence[str]) -> list[tuple[str, str]]:
    """Several cells with the heads of their columns, where these are known."""
    if unit.seen:
        return [*by_column(unit.columns[1:], unit.seen[1:])] if len(unit.seen) == len(unit.columns) else []
    heads = unit.columns[-len(cells) :]
    is_known = unit.is_full and 1 < len(cells) <= len(heads)
    return list(zip(heads, cells, strict=True)) if is_known else []


def _says_something(cell: str) -> bool:
    """Whether a cell has a word or number: a dash stands for an empty one."""
    return any(map(str.isalnum, cell))


def within_a_sentence(item: str) -> str:
    """An item without the capital that it has for standing alone: "Smoking", not "Alzheimer's disease" or "St John's wort"."""
    first, *rest = item.split(maxsplit=1)
    small = listed("finite") | listed("leaning beginnings") | listed("function words") | {"a", "an"}
    is_name = (rest and rest[0][0].isupper()) or not (first.isalpha() and first[1:].islower())
    is_term = any(hit.start == 0 for hit in health_terms(item))
    common = first.lower() in small or begins_with_effect(item) or (is_term and not is_name)
    return item[:1].lower() + item[1:] if common else item
