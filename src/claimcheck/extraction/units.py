"""The sentences of an article as extraction reads them: headings apart, a table's row as one, a list's item with its lead."""

from collections.abc import Iterator

from attrs import evolve

from claimcheck.articles.base import Article
from claimcheck.extraction.asserting import has_verb
from claimcheck.extraction.bounds import announces, heads_others_words, reports, tells_of_myths
from claimcheck.extraction.cells import cells_apart, is_behind_a_cell, with_full_rows
from claimcheck.extraction.judged import judged
from claimcheck.extraction.leads import Above, Block, blocks, breaks_off
from claimcheck.extraction.parting import lies_in, reads_as_heading, stretches
from claimcheck.extraction.spanned import Spanned, below_first_rows, joined, reads_as_heads
from claimcheck.extraction.speakers import quoted_in
from claimcheck.extraction.unit import Unit
from claimcheck.extraction.works import LIST, is_list_of_works, lists_of_works, names_work
from claimcheck.language.patterns import until


def units(article: Article) -> tuple[Unit, ...]:
    """Every sentence in reading order; headings, and the heads of tables, are units of their own."""
    walk = _Walk(article)
    spans = list(stretches(article))
    for (start, end, cut_out), block in zip(spans, blocks(article, spans), strict=True):
        walk.read(start, end, block, cut_out=cut_out)
    return tuple(judged(list(with_full_rows(list(_announced(list(below_first_rows(walk.found))))))))


class _Walk:
    """The units of a page as far as it has been read, and what stands above the place: heading, lead, heads of columns."""

    def __init__(self, article: Article) -> None:
        self.found: list[Unit] = []
        self._article, self._is_quoted = article, quoted_in(article)
        self._headings, self._heads, self._works = (
            sorted(article.headings),
            sorted(article.heads),
            list(lists_of_works(article)),
        )
        self._spanned = Spanned(article)
        self._lists, self._boxes = _lists_by_part(article), dict(article.boxes)
        self._stops = {sentence.end: sentence.stop for sentence in article.sentences}
        self._heading, self._above, self._columns, self._is_titled = "", Above(), tuple[str, ...](), False
        self._terms, self._term = {start for start, _ in article.terms}, ""
        self._around: list[tuple[int, str]] = []
        """The ends of the boxes that the place lies in, each with the heading that holds behind it."""

    def read(self, start: int, end: int, block: Block, *, cut_out: bool) -> None:
        """One stretch more."""
        unit = self._spanned.seen(self._unit(start, end, block, cut_out=cut_out))
        if lies_in(self._heads, start, start + 1) or reads_as_heads(unit, self._article.text):
            is_told = bool(unit.seen) and all(unit.seen)
            self._columns = joined(self._columns, unit.seen) if is_told else unit.cells
            unit = evolve(unit, is_heading=True)
        elif not unit.seen and (apart := tuple(cells_apart(unit, self._article, self._columns))):
            self.found += apart
            return
        else:
            unit = self._placed(unit, block)
            answers = block.depth > 0 and (unit.context or unit.heading).endswith("?")
            if unit.opens and not unit.is_heading and (answers or self._is_titled):
                unit = evolve(unit, is_entry=True, defines=self._term if self._is_titled else "")
        self.found.append(evolve(unit, is_lead=True) if breaks_off(unit, block) else unit)
        self._above = self._above.below(unit, block)

    def _unit(self, start: int, end: int, block: Block, *, cut_out: bool) -> Unit:
        """A stretch under what stands above it."""
        article = self._article
        stop = self._stops.get(end, end)
        stop = stop if stop > start else end
        text, opens, is_listed = article.text[start:stop], _opens(article.text, start), lies_in(self._works, start, end)
        self._leave_boxes(start)
        self._above = self._above.over(block) if opens else self._above
        is_heading = cut_out or self._is_heading(start, end, text, block, is_listed=is_listed)
        self._pass(start, text, opens=opens, is_heading=is_heading, is_listed=is_listed)
        heading = LIST if is_listed and not is_list_of_works(self._heading) else self._heading
        quoted, place = self._is_quoted(start, stop), article.position(start)
        return Unit(text, start, stop, place, heading, is_heading, opens=opens, is_quoted=quoted, reach=end)

    def _is_heading(self, start: int, end: int, text: str, block: Block, *, is_listed: bool) -> bool:
        if lies_in(self._headings, start, end) or (is_listed and is_list_of_works(text)):
            return True
        heads = _opens(self._article.text, start) and self._article.text[end : end + 2] in ("\n\n", "\n", "")
        if is_listed or self._above.lead or not (heads and reads_as_heading(text)):
            return False
        return not ((block.depth and is_list_of_works(self._heading)) or tells_of_myths(self._heading))

    def _pass(self, start: int, text: str, *, opens: bool, is_heading: bool, is_listed: bool) -> None:
        """What a stretch is to those behind it."""
        names_a_myth = start in self._boxes and tells_of_myths(self._heading) and not has_verb(text)
        if is_heading and not (is_listed or names_a_myth):
            self._heading, self._is_titled = self._lists.get(start, text), start in self._boxes
            self._term = text.rstrip(": ") if start in self._terms and not text.endswith("?") else ""
        if opens:
            self._above = Above() if is_heading else self._above
            self._columns = ()

    def _leave_boxes(self, start: int) -> None:
        """Behind a box the heading around it holds again."""
        while self._around and self._around[-1][0] <= start:
            self._heading = self._around.pop()[1]
            self._is_titled = False
        if start in self._boxes:
            self._around.append((self._boxes[start], self._heading))

    def _placed(self, unit: Unit, block: Block) -> Unit:
        """A unit with its columns, lead or context."""
        if unit.is_row:
            return evolve(unit, columns=self._columns)
        if self._columns and is_behind_a_cell(self._article.text, unit.start):
            return evolve(unit, is_told_true=heads_others_words(self._columns[0]))
        if self._above.lead and unit.opens:
            return self._above.with_item(unit, block)
        if not unit.opens and self.found and reports(self.found[-1].context):
            return evolve(unit, context=self.found[-1].context)  # all of a paragraph is what others say
        return unit


def _announced(found: list[Unit]) -> Iterator[Unit]:
    """The units, with the sentence that told where those behind it under its heading hold, or whose they are."""
    told = ""
    for unit in found:
        told = "" if unit.is_heading else told
        yield evolve(unit, context=unit.context or told) if told and not (unit.lead or unit.columns) else unit
        told = unit.text if announces(unit.text) and not unit.is_heading else told


def _lists_by_part(article: Article) -> dict[int, str]:
    """The heading of the list of references to which a lower heading belongs that stands above works, by where that begins."""
    found: dict[int, str] = {}
    name, highest = "", 0
    for (start, end), level in sorted(zip(article.headings, article.levels, strict=True)):
        is_lower = bool(name) and level > highest
        if not is_lower:
            text, highest = article.text[start:end], level
            name = text if is_list_of_works(text) else ""
        elif names_work(article.text[end : until("\n\n", article.text, end + len("\n\n"))]):
            found[start] = name
    return found


def _opens(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start] in ("\n\n", "")
