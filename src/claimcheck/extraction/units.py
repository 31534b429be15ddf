"""The sentences of an article as extraction reads them: headings apart, a table's row as one, a list's item with its lead."""

from collections.abc import Iterator

from attrs import evolve

from claimcheck.articles.base import Article
from claimcheck.extraction.asserting import has_verb
from claimcheck.extraction.bounds import announces, heads_others_words, reports, tells_of_myths
from claimcheck.extraction.cells import cells_apart, is_behind_a_cell, with_full_rows
from claimcheck.extraction.judged import judged
from claimcheck.extraction.leads import Above, blocks, breaks_off
from claimcheck.extraction.parting import lies_in, reads_as_heading, stretches
from claimcheck.extraction.speakers import quoted_in
from claimcheck.extraction.unit import Unit
from claimcheck.extraction.works import LIST, is_list_of_works, lists_of_works, names_work
from claimcheck.language.patterns import until


def units(article: Article) -> tuple[Unit, ...]:
    """Every sentence in reading order; headings, and the heads of tables, are units of their own."""
    found: list[Unit] = []
    heading, above, marked = "", Above(), sorted(article.headings)
    works = list(lists_of_works(article))
    lists, heads, columns = _lists_by_part(article), sorted(article.heads), tuple[str, ...]()
    boxes, outside = dict(article.boxes), list[tuple[int, str]]()
    stops = {sentence.end: sentence.stop for sentence in article.sentences}
    spans, is_quoted = list(stretches(article)), quoted_in(article)
    for (start, end, cut_out), block in zip(spans, blocks(article, spans), strict=True):
        stop = stops.get(end, end)
        stop = stop if stop > start else end
        text, opens = article.text[start:stop], _opens(article.text, start)
        heading = _behind_boxes(outside, start, heading)
        outside += [(boxes[start], heading)] if start in boxes else []
        above = above.over(block) if opens else above
        is_listed = lies_in(works, start, end)
        is_heading = (
            cut_out
            or lies_in(marked, start, end)
            or (is_listed and is_list_of_works(text))
            or (
                not (is_listed or above.lead or (block.depth and is_list_of_works(heading)) or tells_of_myths(heading))
                and opens
                and article.text[end : end + 2] in ("\n\n", "\n", "")
                and reads_as_heading(text)
            )
        )
        if is_heading and not is_listed and not (start in boxes and tells_of_myths(heading) and not has_verb(text)):
            heading = lists.get(start, text)
        if opens:
            above = Above() if is_heading else above
            columns = ()
        under = LIST if is_listed else heading
        unit = Unit(text, start, stop, article.position(start), under, is_heading, opens=opens, reach=end)
        unit = evolve(unit, is_quoted=is_quoted(start, stop))
        if lies_in(heads, start, start + 1):
            unit, columns = evolve(unit, is_heading=True), unit.cells
        elif apart := tuple(cells_apart(unit, article, columns)):
            found += apart
            continue
        elif "\t" in text:
            unit = evolve(unit, columns=columns)
        elif columns and is_behind_a_cell(article.text, start):
            unit = evolve(unit, is_told_true=heads_others_words(columns[0]))
        elif above.lead and opens:
            unit = above.with_item(unit, block)
        elif not opens and found and reports(found[-1].context):
            unit = evolve(unit, context=found[-1].context)  # all of a paragraph is what others say
        found.append(evolve(unit, is_lead=breaks_off(unit, block)))
        above = above.below(unit, block)
    return tuple(judged(list(with_full_rows(list(_announced(found))))))


def _behind_boxes(outside: list[tuple[int, str]], start: int, heading: str) -> str:
    """The heading at a place: that around the boxes which end before it."""
    while outside and outside[-1][0] <= start:
        heading = outside.pop()[1]
    return heading


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
