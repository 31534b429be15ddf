"""The sentences of an article as extraction reads them: headings apart, a table's row as one, a list's item with its lead."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Self

from attrs import evolve, frozen

from claimcheck.articles.base import Article, Sentence
from claimcheck.extraction.bounds import denies, is_called_false, is_called_true, qualifies, reports, tells_of_myths
from claimcheck.extraction.lexicon import listed
from claimcheck.extraction.shapes import is_title
from claimcheck.extraction.verdicts import (
    calls_false,
    calls_true,
    is_of_several,
    is_verdict,
    parted_at_badges,
    tells_who_said_it,
    turns_to_truth,
    verdict_within,
)
from claimcheck.extraction.works import is_list_of_works, names_work
from claimcheck.model import Location
from claimcheck.stretches import apart_from

_LONGEST_HEADING = 80
_LONGEST_CELL = 20  # words; a table of longer cells lays out a page
_BYLINE = re.compile(
    r"(?:(?:written|posted|published|updated|reviewed|words|text) )?(?:by|on) (?:[A-Z]|\d)", re.IGNORECASE
)
_CLOSING = ".!:;,…"

Span = tuple[int, int]


@frozen
class Unit:
    """A sentence with its place: `text` is ``article.text[start:end]``. `heading` is the one that it stands under.

    `lead` is the open sentence that an item of a list goes on ("You are at risk if you:"), `context` a list's closed one;
    `columns` are the heads of the columns of a table's row, whose cells a tab parts; it `is_full` where no cell
    is empty, so that each cell's column is known. `opens` is True for the first sentence
    of a block. `verdict` is what calls it false, or another's words, behind it ("That is not so."); it `is_told_true` where the
    page says that it is so, or has said before in the block that what follows is.
    """

    text: str
    start: int
    end: int
    location: Location
    heading: str = ""
    is_heading: bool = False
    lead: str = ""
    context: str = ""
    columns: tuple[str, ...] = ()
    is_full: bool = False
    opens: bool = True
    verdict: str = ""
    is_told_true: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row; the text itself where it is none."""
        return tuple(cell.strip() for cell in self.text.split("\t") if cell.strip())

    @property
    def said(self) -> str:
        """What a reader takes from it: an item with its open lead, a row's cells one after the other."""
        if self.lead:
            return f"{self.lead} {self.text}"
        return " ".join(self.cells) if "\t" in self.text else self.text


def units(article: Article) -> tuple[Unit, ...]:
    """Every sentence in reading order; headings, and the heads of tables, are units of their own."""
    found: list[Unit] = []
    heading, above, marked = "", _Above(), sorted(article.headings)
    lists, items = _lists_by_part(article), {item.start for item in article.items}
    columns: tuple[str, ...] = ()
    for start, end, cut_out in _rows(article.text, list(_without_badges(article))):
        text, opens = article.text[start:end], _opens(article.text, start)
        is_heading = (
            cut_out
            or _lies_in(marked, start, end)
            or (
                not (above.lead or (start in items and is_list_of_works(heading)) or tells_of_myths(heading))
                and _stands_alone(article.text, start, end)
                and _reads_as_heading(text)
            )
        )
        heading = lists.get(start, text) if is_heading else heading
        if opens:
            above = above.over(article, start, end) if above.lead and not is_heading else _Above()
            columns = ()
        unit = Unit(text, start, end, article.position(start), heading, is_heading, opens=opens)
        if "\t" in text:
            unit = Unit(text, start, end, unit.location, heading, opens, columns=columns, opens=opens)
            columns = unit.cells if opens else columns
        elif above.lead and opens:
            unit = _item(unit, above)
        found.append(unit)
        above = _Above(text) if text.endswith(":") and article.text[end : end + 2] in ("\n\n", "") else above
    return tuple(_told_true(_with_verdicts(list(_with_full_rows(found)))))


def _lists_by_part(article: Article) -> dict[int, str]:
    """The heading of the list of references to which a lower heading belongs that stands above works, by where that begins."""
    found: dict[int, str] = {}
    name, highest = "", 0
    for (start, end), level in sorted(zip(article.headings, article.levels, strict=True)):
        is_lower = bool(name) and level > highest
        if not is_lower:
            text, highest = article.text[start:end], level
            name = text if is_list_of_works(text) else ""
        elif names_work(article.text[end : _block_end(article.text, end + len("\n\n"))]):
            found[start] = name
    return found


def _with_full_rows(found: list[Unit]) -> Iterator[Unit]:
    """The units, with the rows marked that have as many cells as any row of their table: empty cells leave no trace in the text."""
    for columns, table in groupby(found, key=lambda unit: unit.columns):
        if not columns:
            yield from table
            continue
        rows = list(table)
        width = max(len(row.cells) for row in rows)
        yield from (evolve(row, is_full=True) if len(row.cells) == width >= len(columns) else row for row in rows)


def _with_verdicts(found: list[Unit]) -> list[Unit]:
    """The units with what is said of them right behind; a verdict on several is one on all before it under the heading."""
    told, for_all, before = list[Unit](), "", _badges_before(found)
    for at in range(len(found) - 1, -1, -1):
        unit, behind = found[at], before[at] or _behind(found, at)
        if is_of_several(behind) and calls_false(behind):
            for_all = behind
        is_said = calls_false(behind) or calls_true(behind) or tells_who_said_it(behind)
        verdict = verdict_within(unit.text) or (behind if is_said else for_all)
        told.append(evolve(unit, verdict=verdict) if verdict else unit)
        for_all = "" if unit.is_heading or unit.text.endswith(":") else for_all
    return told[::-1]


def _badges_before(found: list[Unit]) -> list[str]:
    """For each unit the badge before it in its block, where that begins with one: "✗ Corsets help. ✓ Walking helps."; else ""."""
    told, leads, badge = list[str](), False, ""
    for at, unit in enumerate(found):
        if unit.opens:
            leads, badge = _leads_its_block(found, at), ""
        is_badge = _is_badge(unit.text)
        badge = unit.text if is_badge else badge
        told.append(badge if leads and not is_badge else "")
    return told


def _leads_its_block(found: list[Unit], at: int) -> bool:
    """Whether a unit is a badge with which a block begins that goes on."""
    goes_on = at + 1 < len(found) and not found[at + 1].opens
    return found[at].opens and goes_on and _is_badge(found[at].text)


def _is_badge(text: str) -> bool:
    return text[-1] not in ".!?" and is_verdict(text)


def _behind(found: list[Unit], at: int) -> str:
    """The sentence behind a unit, past who said it, which no stop ends; "" where a heading stands there."""
    for number, unit in enumerate(found[at + 1 : at + 3], start=at + 1):
        # A badge that begins a block may be one on the block before only where that is a single sentence.
        if unit.is_heading or (not found[at].opens and _leads_its_block(found, number)):
            return ""
        if unit.text[-1] in ".!?)]:" or calls_false(unit.text) or calls_true(unit.text):
            return unit.text
    return ""


def _told_true(found: list[Unit]) -> Iterator[Unit]:
    """The units, with those marked that the page calls true, and what follows them, or a verdict, in their block."""
    turned = False
    for unit in found:
        turned = turned and not unit.opens
        own = is_called_true(unit.text) or turns_to_truth(unit.text) or calls_true(unit.verdict)
        turned = turned or own or calls_false(unit.text) or is_called_false(unit.text)
        yield evolve(unit, is_told_true=True) if turned and not calls_false(unit.verdict) else unit


@frozen
class _Above:
    """The sentence that ends in a colon above a list, "" for none, and the column where the first of its items begins that are
    closed sentences. It `is_open` where they are none: a list has items of one kind.
    """

    lead: str = ""
    first: int | None = None
    is_open: bool = False

    def over(self, article: Article, start: int, end: int) -> Self:
        """What stands above the block that a sentence opens: this where that is an item of the list.

        Closed sentences are items only where the lead calls them false, or another's words, or tells for whom they hold: there it is worse to
        lose it than to keep it too long. What begins further left than the first of them is none.
        """
        stop, column = _block_end(article.text, end), article.position(start).column or 0
        if _is_item(article.text[start:stop]):
            return evolve(self, is_open=True)
        if self.is_open or not (denies(self.lead) or reports(self.lead) or qualifies(self.lead[:-1])):
            return type(self)()
        if self.first is None:
            return evolve(self, first=column)
        return self if end == stop and column >= self.first else type(self)()


def _item(unit: Unit, above: _Above) -> Unit:
    """The item below a sentence that ends in a colon: whether it goes on, or stands for itself."""
    lead = above.lead[:-1].rstrip()
    is_open = above.is_open and lead.split()[-1].lower() in listed("end of an open lead")
    goes_on = unit.text[0].islower() or is_open
    return evolve(unit, lead=lead) if goes_on else evolve(unit, context=lead)


def _is_item(text: str) -> bool:
    """Whether a block below such a sentence is an item of its list: it goes on in small letters, or is no closed sentence."""
    return text[0].islower() or text[-1] not in ".!?"


def _block_end(text: str, end: int) -> int:
    """Where the block of a sentence ends."""
    found = text.find("\n\n", end)
    return len(text) if found < 0 else found


def _opens(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start] in ("\n\n", "")


def _rows(text: str, spans: list[tuple[int, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """The spans, with the cells of one row of a table put together where they are short."""
    row: list[Span] = []
    for start, end, cut_out in spans:
        if row and text[row[-1][1] : start].strip(" ") != "\t" * (start - row[-1][1]):
            yield from _row(text, row)
            row = []
        if cut_out:
            yield from _row(text, row)
            row = []
            yield start, end, True
        else:
            row.append((start, end))
    yield from _row(text, row)


def _row(text: str, cells: list[Span]) -> Iterator[tuple[int, int, bool]]:
    short = all(len(text[start:end].split()) <= _LONGEST_CELL for start, end in cells)
    if len(cells) > 1 and short:
        yield cells[0][0], cells[-1][1], False
    else:
        yield from ((start, end, False) for start, end in cells)


def _lies_in(spans: list[Span], start: int, end: int) -> bool:
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and end <= spans[at][1]


def _stands_alone(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start].strip() == text[end : end + 1].strip() == "" and (
        text[max(0, start - 2) : start] in ("\n\n", "") and text[end : end + 2] in ("\n\n", "\n", "")
    )


def _reads_as_heading(text: str) -> bool:
    short = len(text) <= _LONGEST_HEADING and text[-1] not in _CLOSING and "\t" not in text and not _BYLINE.match(text)
    return short and not is_verdict(text) and (is_title(text) or text.endswith("?") or len(text.split()) <= 2)


def _spans(article: Article) -> Iterator[tuple[int, int, bool]]:
    """Sentences, those of several source lines parted where one of the lines is a heading: start, end, is it one."""
    for sentence in article.sentences:
        begin = sentence.start
        lines = list(_lines(article, sentence))
        for start, end in lines[:-1]:
            if _is_heading_line(article, start, end):
                if begin < start:
                    yield begin, len(article.text[:start].rstrip()), False
                yield start, end, True
                begin = end + 1
        yield begin, sentence.end, False


def _without_badges(article: Article) -> Iterator[tuple[int, int, bool]]:
    """The same, a badge that no stop ends apart from the sentence behind or before it; not in headings, nor cells of tables."""
    text, is_apart = article.text, apart_from(article.headings)

    for start, end, cut_out in _spans(article):
        if cut_out or not is_apart(start, end) or "\t" in text[max(0, start - 1) : end + 1]:
            yield start, end, cut_out
        else:
            parts = parted_at_badges(text[start:end], partial(_ends_in_markup, article, start))
            yield from ((start + begin, start + stop, False) for begin, stop in parts)


def _ends_in_markup(article: Article, start: int, at: int) -> bool:
    """Whether markup ends behind a word of a sentence that begins at `start`: what follows stands further on in the source."""
    return article.source_offset(start + at) - article.source_offset(start + at - 1) > 1


def _lines(article: Article, sentence: Sentence) -> Iterator[Span]:
    """The parts of a sentence that stand on one line of the source each."""
    line, begin, end = sentence.location.line, sentence.start, sentence.end
    if article.source_map.line_and_column(end - 1)[0] == line:
        yield begin, end
        return
    space = article.text.find(" ", begin, end)
    while space >= 0:
        if (now := article.position(space + 1).line) != line:
            yield begin, space
            line, begin = now, space + 1
        space = article.text.find(" ", space + 1, end)
    yield begin, end


def _is_heading_line(article: Article, start: int, end: int) -> bool:
    begins_a_line = article.position(start).column == 1
    text = article.text[start:end]
    short = 0 < len(text) <= _LONGEST_HEADING and text[-1] not in _CLOSING
    return begins_a_line and short and (is_title(text) or (text.isalpha() and text[0].isupper()))
