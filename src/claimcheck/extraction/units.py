"""The sentences of an article as extraction reads them: headings apart, a table's row as one, a list's item with its lead."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import partial
from itertools import groupby, pairwise
from typing import Self

from attrs import evolve, frozen

from claimcheck.articles.base import Article, Sentence
from claimcheck.extraction.bounds import (
    ASKS,
    denies,
    heads_others_words,
    heads_what_is_so,
    is_called_false,
    is_called_true,
    is_open,
    negates,
    qualifies,
    reports,
    tells_of_myths,
)
from claimcheck.extraction.lexicon import listed, words_of
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
_LONGEST_NOTE = 2  # words
_CELL = re.compile(r"[^\t]+")
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
    `columns` are the heads of the columns of a table's row, whose cells a tab parts, or of a cell that stands for itself; it `is_full` where no cell
    is empty, so that each cell's column is known. `opens` is True for the first sentence
    of a block; it `is_lead` where it breaks off above a list. `verdict` is what calls it false, or another's words, behind it ("That is not so."); it `is_told_true` where the
    page says that it is so, or has said before in the block that what follows is. The references behind it reach to `reach`.
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
    is_lead: bool = False
    verdict: str = ""
    is_told_true: bool = False
    reach: int = 0

    @property
    def is_row(self) -> bool:
        """Whether it is a row of several cells."""
        return "\t" in self.text

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row; the text itself where it is none."""
        return tuple(cell.strip() for cell in self.text.split("\t") if cell.strip())

    @property
    def said(self) -> str:
        """What a reader takes from it: an item with its open lead, a row's cells one after the other."""
        if self.lead:
            return f"{self.lead} {self.text}"
        return " ".join(self.cells) if self.is_row else self.text


def units(article: Article) -> tuple[Unit, ...]:
    """Every sentence in reading order; headings, and the heads of tables, are units of their own."""
    found: list[Unit] = []
    heading, above, marked = "", _Above(), sorted(article.headings)
    lists, heads, columns = _lists_by_part(article), sorted(article.heads), tuple[str, ...]()
    stops = {sentence.end: sentence.stop for sentence in article.sentences}
    spans = list(_rows(article.text, list(_without_badges(article))))
    for (start, end, cut_out), block in zip(spans, _blocks(article, spans), strict=True):
        stop = stop if start < (stop := stops.get(end, end)) else end
        text, opens = article.text[start:stop], _opens(article.text, start)
        above = above.over(block) if opens else above
        is_heading = (
            cut_out
            or _lies_in(marked, start, end)
            or (
                not (above.lead or (block.depth and is_list_of_works(heading)) or tells_of_myths(heading))
                and _stands_alone(article.text, start, end)
                and _reads_as_heading(text)
            )
        )
        heading = lists.get(start, text) if is_heading else heading
        if opens:
            above = _Above() if is_heading else above
            columns = ()
        unit = Unit(text, start, stop, article.position(start), heading, is_heading, opens=opens, reach=end)
        if _begins_in(heads, start):
            unit, columns = evolve(unit, is_heading=True), unit.cells
        elif apart := tuple(_cells_apart(unit, article, columns)):
            found += apart
            continue
        elif "\t" in text:
            unit = evolve(unit, columns=columns)
        elif columns and _is_behind_a_cell(article.text, start):
            unit = evolve(unit, is_told_true=heads_others_words(columns[0]))
        elif above.lead and opens:
            unit = _item(unit, above, is_closed=not _is_item(block.text))
        found.append(evolve(unit, is_lead=_breaks_off(unit, block)))
        above = above.below(unit, block)
    return tuple(_told_true(_with_verdicts(list(_with_full_rows(found)))))


def _cells_apart(unit: Unit, article: Article, columns: tuple[str, ...]) -> Iterator[Unit]:
    """The cells of a row, or sentences of its first cell, that are statements of their own: as whole sentences, or below heads
    that tell that others say the one and the page the other; none where the row is one.
    """
    parts = [*_CELL.finditer(unit.text)]
    is_row = len(parts) > 1
    behind = article.text[unit.end : _line_end(article.text, unit.end)].partition("\t")[2] if columns else ""
    if not (is_row or behind):
        return
    first, beside = parts[0].group(), parts[1].group() if is_row else behind
    is_others = bool(columns) and heads_others_words(columns[0])
    answers = is_verdict(beside) and first[-1] != "?"  # "Safe in pregnancy?" with its "Yes" is one statement
    if not (_is_whole(first) and (_is_whole(beside) or answers)) and not (is_others and _is_long(first)):
        return
    is_others = is_others or heads_what_is_so("".join(columns[1:2]))
    for number, part in enumerate(parts):
        start, end = unit.start + part.start(), unit.start + part.end()
        one = evolve(unit, text=part.group(), start=start, end=end, location=article.position(start), opens=True)
        head = columns[number] if len(columns) == len(parts) else ""
        if not is_others:
            yield evolve(one, columns=(head,) if head else ())
        elif number:
            yield evolve(one, context="" if _is_whole(one.text) else first, is_told_true=True)
        else:
            yield evolve(one, is_heading=tells_of_myths(columns[0]) or tells_of_myths(unit.heading), verdict=beside)


def _is_whole(text: str) -> bool:
    """Whether a cell is a sentence, not a note such as "Rare."."""
    return text[-1] in ".!?" and _is_long(text)


def _is_long(text: str) -> bool:
    return len(text.split()) > _LONGEST_NOTE


def _is_behind_a_cell(text: str, at: int) -> bool:
    """Whether a cell of the same row stands before a place."""
    return "\t" in text[text.rfind("\n", 0, at) + 1 : at]


def _line_end(text: str, at: int) -> int:
    """Where the row ends that a place stands in."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found


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
class _Block:
    """A sentence in its block; `depth` is how many items of lists it stands in, one within the other, and it `is_above_items` where
    those of a deeper list begin right below.
    """

    article: Article
    start: int
    end: int
    depth: int
    is_above_items: bool

    @property
    def ends(self) -> bool:
        """Whether the sentence is the last of its block."""
        return self.article.text[self.end : self.end + 2] in ("\n\n", "")

    @property
    def text(self) -> str:
        """The block from the sentence on."""
        return self.article.text[self.start : _block_end(self.article.text, self.end)]


def _blocks(article: Article, spans: list[tuple[int, int, bool]]) -> Iterator[_Block]:
    depths = [*_depths(article, [start for start, _, _ in spans]), 0]
    for (start, end, _), (depth, below) in zip(spans, pairwise(depths), strict=True):
        yield _Block(article, start, end, depth, below > depth)


def _depths(article: Article, starts: list[int]) -> Iterator[int]:
    """How many items of lists stand around each place."""
    ahead, around = list(reversed(article.items)), list[int]()
    for start in starts:
        while ahead and ahead[-1].start <= start:
            item = ahead.pop()
            around = [*(end for end in around if end > item.start), item.end]
        around = [end for end in around if end > start]
        yield len(around)


@frozen
class _Above:
    """The words above a list, without their colon, "" for none; they stand at a `depth`, below those of the list `outside`.

    It `is_marked` where the page marks the items as such. Else `first` is the column where the first of its items begins that are
    closed sentences, and it `is_open` where they are none: a list has items of one kind.
    """

    lead: str = ""
    depth: int = 0
    outside: Self | None = None
    is_marked: bool = False
    first: int | None = None
    is_open: bool = False

    def over(self, block: _Block) -> Self:
        """What stands above a block: this where that is an item of the list."""
        if not self.lead:
            return self
        if block.depth > self.depth:
            return evolve(self, is_marked=True)
        if block.depth < self.depth or self.is_marked or block.is_above_items:
            return self.outside.over(block) if self.outside else type(self)()
        return self._over_unmarked(block)

    def _over_unmarked(self, block: _Block) -> Self:
        """The same of a list whose items nothing marks.

        Closed sentences are items only where the lead tells of them: there it is worse to lose it than to keep it too long. What begins
        further left than the first of them is none.
        """
        if _is_item(block.text):
            return type(self)() if is_open(block.text) else evolve(self, is_open=True)
        if self.is_open or not _tells_of_sentences(self.lead):
            return type(self)()
        column = block.article.position(block.start).column or 0
        if self.first is None:
            return evolve(self, first=column)
        return self if block.ends and column >= self.first else type(self)()

    def below(self, unit: Unit, block: _Block) -> Self:
        """What stands above the block behind a sentence: the sentence, where it leads a list."""
        goes_on = unit.text.endswith(":") or _goes_on_in_items(unit, block)
        if not (block.ends and goes_on):
            return self
        return type(self)(unit.text.rstrip(": "), block.depth, self if block.depth > self.depth else self.outside)


def _goes_on_in_items(unit: Unit, block: _Block) -> bool:
    """Whether a sentence or heading without a stop leads the list right below it: "Statins do not reduce the risk of"."""
    if unit.text[-1] in _CLOSING + "?" or "\t" in unit.text or not block.is_above_items:
        return False
    is_title = ASKS.match(unit.text) is not None
    if negates(unit.text):
        return not (unit.is_heading and is_title)
    return not (unit.is_heading or is_title) and _has_verb(unit.text)


def _has_verb(text: str) -> bool:
    """Whether words have a verb, and not only what is to be done: "Signs to look out for"."""
    return any(word in listed("finite") and before != "to" for before, word in pairwise(("", *words_of(text))))


def _breaks_off(unit: Unit, block: _Block) -> bool:
    return unit.text.endswith(":") or (is_open(unit.text) and _goes_on_in_items(unit, block))


def _tells_of_sentences(lead: str) -> bool:
    """Whether a lead calls closed sentences below it false, or another's words, or tells for whom they hold."""
    return denies(lead) or reports(lead) or qualifies(lead)


def _item(unit: Unit, above: _Above, *, is_closed: bool) -> Unit:
    """An item below a lead: whether it goes on, or stands for itself."""
    lead = above.lead
    if is_closed:
        tells = _tells_of_sentences(lead) or (above.is_marked and negates(lead))
        return evolve(unit, context=lead) if tells else unit
    goes_on = unit.text[0].islower() or is_open(lead)
    return evolve(unit, lead=lead) if goes_on else evolve(unit, context=lead)


def _is_item(text: str) -> bool:
    """Whether a block below such words goes on with them: in small letters, or as no closed sentence."""
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
        between = text[row[-1][1] : start] if row else ""
        if row and (not between or between.strip(" ") != "\t" * len(between)):
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


def _begins_in(spans: list[Span], start: int) -> bool:
    return _lies_in(spans, start, start + 1)


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
    """The parts of a sentence's words that stand on one line of the source each."""
    line, begin, end = sentence.location.line, sentence.start, sentence.stop
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
