"""The entries of a page's list of references, and their numbers: as written before them, or as an ordered list counts.

Entries without either are counted only where the page's marks mean each of them and none beyond; a list of which that is
not so has no numbers, and none are guessed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from unicodedata import normalize

from attrs import evolve, frozen

from claimcheck.articles.base import Article, Link, ListItem
from claimcheck.articles.references import MAX_NOTE
from claimcheck.extraction.marks import NUMBERED
from claimcheck.extraction.units import units
from claimcheck.extraction.works import AUTHORS, LIST, is_list_of_works, names_list, names_work
from claimcheck.stretches import apart_from

_WRITTEN = re.compile(
    r"(?:\[(\d{1,3})\]|\((\d{1,3})\)(?=\s)|(\d{1,3})[.)](?=\s)|(\d{1,3})(?=\t)|([\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,3})(?=\s?[^\W\d_a-z]))"
)
_AUTHORS = re.compile(AUTHORS)
_AUTHORS_NUMBERED = re.compile(rf"(?m)^[ \t]*(?:\[(\d{{1,3}})\]|(\d{{1,3}})[.)])\s+(?={AUTHORS}).")
_LINE = re.compile(r"\n\s*")
_LAST_NUMBER = re.compile(r"\d{1,3}\Z")
_SQUARE, _RAISED = 1, 6
"""Forms: the groups of `_WRITTEN`, and numbers in a superscript, of which the text does not tell to which side they belong."""

Span = tuple[int, int]


@frozen
class Entry:
    """An entry of the list of references, or a note; `number` is 0 where none is sure.

    `listing` tells the lists of a page apart, 0 for a note as such; `is_note` says whether a mark of the page links to it,
    `is_open` whether nothing numbers it, surely or not. `mark` is where a raised number before it stands, -1 for none.
    `is_bare` says whether only what stands in its list tells that it is one.
    """

    text: str
    start: int
    end: int
    number: int = 0
    listing: int = 0
    is_note: bool = False
    is_open: bool = False
    mark: int = -1
    is_bare: bool = False


@frozen
class _Number:
    """A number written at `start`, in one of the forms; `begins_line` where a reader sees it first on a line."""

    start: int
    number: int
    form: int
    begins_line: bool
    begins_source_line: bool


def entries_of(article: Article) -> tuple[Entry, ...]:
    """The notes that the page's marks name, and the entries of its lists with the numbers that are written or shown."""
    notes = {(note.start, note.end) for note in article.notes if note.end - note.start <= MAX_NOTE}
    begins, links = sorted(start for start, _ in notes), sorted(article.links, key=attrgetter("start"))
    listed = [piece for block in _blocks(article, notes) for piece in _pieces(article, block, links)]
    linked = [bisect_left(begins, one.start) < bisect_left(begins, one.end) for one in listed]
    as_notes = (Entry(article.text[start:end], start, end, is_note=True) for start, end in sorted(notes))
    return (*as_notes, *(evolve(one, is_note=is_note) for one, is_note in zip(listed, linked, strict=True)))


def counted(entries: Sequence[Entry], meant: Collection[int]) -> tuple[Entry, ...]:
    """The entries, those of each list counted that has no numbers, where `meant`, the numbers of the page's marks, allow it."""
    return tuple(
        one
        for listing, found in groupby(entries, key=attrgetter("listing"))
        for one in _counted(listing, list(found), meant)
    )


def numbered_works(article: Article) -> Iterator[tuple[int, int]]:
    """Where a number stands before what reads as a work's authors, whatever heading is above, and the number."""
    for found in _AUTHORS_NUMBERED.finditer(article.text):
        yield found.end() - 1, int(found[1] or found[2])
    for item in article.items:
        if item.number and _AUTHORS.match(article.text, item.start):
            yield item.start, item.number


def numbers_shown(article: Article) -> Iterator[tuple[int, int]]:
    """Where a number stands before anything that may be an entry or a note, and the number."""
    is_apart = apart_from(article.headings)
    lines = (_WRITTEN.match(article.text, at) for at in (0, *(one.end() for one in _LINE.finditer(article.text))))
    written = [(one.start(), one[one.lastindex or 0]) for one in lines if one]
    written += [(note.start, found[0]) for note in article.notes if (found := _LAST_NUMBER.search(note.name))]
    written += [(item.start, str(item.number)) for item in article.items if item.number]
    yield from ((at, int(normalize("NFKC", number))) for at, number in written if is_apart(at, at + 1))
    for link, other in pairwise(
        sorted(article.links, key=attrgetter("start"))
    ):  # one ends its block, the other begins the next
        mark = NUMBERED.fullmatch(link.target) if link.start == other.start and link.target == other.target else None
        if mark and mark[1].isdigit():
            yield link.start, int(mark[1])


def _blocks(article: Article, notes: Collection[Span]) -> Iterator[Entry]:
    """The blocks below a heading such as "References", or in an aside, list by list; an item of an ordered list is one block."""
    asides = [span for span in article.asides if span not in notes]
    is_heading = apart_from(article.headings)
    item_at = _outermost(article)
    last: Entry | None = None
    key, listing, below, is_bare = (-1, -1), 0, 0, False  # below: where the heading above begins
    for unit in units(article):
        below = unit.start if unit.is_heading else below
        aside = next((span for span in asides if span[0] <= unit.start < span[1]), None)
        is_entry = not unit.is_heading or ("\t" in unit.text and names_work(article.text[unit.start : unit.reach]))
        is_listed = aside or (is_list_of_works(unit.heading) and is_entry)
        if not is_listed or not is_heading(unit.start, unit.start + 1):
            continue
        now = aside or (below, below)
        if now != key:
            is_named = any(names_list(article, at) for at in (below, unit.start))
            is_bare = unit.heading == LIST and not (aside or is_named)
        listing, key = (listing + (now != key), now)
        item = item_at(unit.start)
        begin, end, number = (item.start, item.end, item.number or 0) if item else (unit.start, unit.reach, 0)
        if last and last.listing == listing and (unit.start < last.end or not (item or unit.opens)):
            last = evolve(last, end=max(end, last.end))
            continue
        if last:
            yield last
        last = Entry("", begin, end, number, listing, is_open=item is None, is_bare=is_bare)
    if last:
        yield last


def _outermost(article: Article) -> Callable[[int], ListItem | None]:
    """Tells the outermost item that a place stands in, of those that hold no heading of the page."""
    is_apart = apart_from(article.headings)
    kept = list[ListItem]()
    for item in article.items:
        is_numbered = item.number is not None
        if is_numbered and is_apart(item.start, item.end) and not (kept and item.start < kept[-1].end):
            kept.append(item)

    def at(offset: int) -> ListItem | None:
        index = bisect_right(kept, offset, key=attrgetter("start")) - 1
        return kept[index] if index >= 0 and offset < kept[index].end else None

    return at


def _pieces(article: Article, block: Entry, links: Sequence[Link]) -> list[Entry]:
    """A block as entries: an item is one, a block of text one for each number that is written in it."""
    written = list(_numbers(article, block, links))
    if not block.is_open:
        own = written[0].number if written and written[0].start == block.start else block.number
        return [_entry(article, block, block.start, block.end, block.number if own == block.number else 0)]
    if raised := _raised_entries(article, block, [one for one in written if one.form == _RAISED]):
        return raised
    marks = _in_order(written, block.start)
    before = [] if marks and marks[0].start == block.start else [(block.start, 0)]
    begins = [*before, *((one.start, one.number) for one in marks), (block.end, 0)]
    is_sure = _is_sure(written, marks)
    block = evolve(block, is_open=not any(one.form in (_SQUARE, _RAISED) for one in written))
    return [
        _entry(article, block, start, end, number if is_sure else 0) for (start, number), (end, _) in pairwise(begins)
    ]


def _raised_entries(article: Article, block: Entry, marks: Sequence[_Number]) -> list[Entry]:
    """A block of lines each behind a raised number, rising by one; none where a number ends the block, and may end each line."""
    lines = [block.start, *(at.end() for at in _LINE.finditer(article.text, block.start, block.end))]
    places = [_behind_words(article.text, line) for line in lines]
    rises = all(other.number == one.number + 1 for one, other in pairwise(marks))
    if len(lines) < 2 or not rises or [one.start for one in marks] != places:
        return []
    numbered = zip(marks, pairwise([*lines, block.end]), strict=True)
    return [
        evolve(_entry(article, block, start, end, one.number), mark=one.start, is_open=False)
        for one, (start, end) in numbered
    ]


def _entry(article: Article, block: Entry, start: int, end: int, number: int) -> Entry:
    return evolve(block, text=article.text[start:end].rstrip(), start=start, end=end, number=number)


def _numbers(article: Article, block: Entry, links: Sequence[Link]) -> Iterator[_Number]:
    """Every number within a block that has the form of an entry's, in order."""
    found = [
        (match.start(), int(normalize("NFKC", match[match.lastindex or 0])), match.lastindex or 0)
        for match in _WRITTEN.finditer(article.text, block.start, block.end)
        if match.start() == block.start or article.text[match.start() - 1].isspace()
    ]
    before = _behind_words(article.text, block.start)
    first, last = (
        bisect(links, at, key=attrgetter("start")) for bisect, at in ((bisect_left, before), (bisect_right, block.end))
    )
    raised = [link for link in links[first:last] if link.is_note]
    found += [
        (one.start, int(mark[1]), _RAISED)
        for one in raised
        if (mark := NUMBERED.fullmatch(one.target)) and mark[1].isdigit()
    ]
    for start, number, form in sorted(found):
        yield _Number(start, number, form, *_line_begins(article, block.start, start))


def _line_begins(article: Article, begin: int, at: int) -> tuple[bool, bool]:
    """Whether a place begins a line that a reader sees, and one of the source: Markdown shows its lines as one."""
    last = _behind_words(article.text, at)
    if last <= begin:
        return True, True
    line_of = article.source_map.line_and_column
    return "\n" in article.text[last:at], line_of(at)[0] > line_of(last - 1)[0]


def _behind_words(text: str, at: int) -> int:
    """Where the white space before a place begins."""
    while at and text[at - 1].isspace():
        at -= 1
    return at


def _in_order(written: Sequence[_Number], begin: int) -> list[_Number]:
    """The numbers that begin an entry: they rise in one form, from the block's beginning or that of a line."""
    marks = list[_Number]()
    for one in written:
        if one.form == _RAISED:
            continue
        if not marks:
            fits = one.start == begin or one.begins_line
        elif one.form != marks[0].form:
            continue
        else:
            is_next = one.number == marks[-1].number + 1
            in_line = one.begins_source_line or one.form == _SQUARE
            fits = (one.begins_line and one.number > marks[-1].number) or (is_next and in_line)
        if fits:
            marks.append(one)
    return marks


def _is_sure(written: Sequence[_Number], marks: Sequence[_Number]) -> bool:
    """Whether no other number of that form begins a line, or stands in square brackets."""
    begun = {one.start for one in marks}
    others = [one for one in written if marks and one.form == marks[0].form and one.start not in begun]
    return not any(one.begins_line or one.form in (_SQUARE, _RAISED) for one in others)


def _counted(listing: int, entries: list[Entry], meant: Collection[int]) -> list[Entry]:
    """The entries of a list: counted where each reads as a work, and the marks mean each of them and no more.

    Notes behind them are not counted: in Markdown and Word they stand last, whatever heading is above.
    """
    last = max((at for at, one in enumerate(entries, start=1) if not one.is_note), default=0)
    if not listing or any(one.number or one.is_bare for one in entries) or set(meant) != set(range(1, last + 1)):
        return entries
    if any(one.is_note or not one.is_open or not names_work(one.text) for one in entries[:last]):
        return entries
    return [evolve(one, number=at if at <= last else 0) for at, one in enumerate(entries, start=1)]
