"""Collects the visible text of a page together with where each piece of it stood."""

import re
from bisect import bisect_left

from claimcheck.articles.base import Article, Link, ListItem, Note, Row, SourceMap
from claimcheck.articles.boxes import Boxes
from claimcheck.articles.masks import BODY, BREAK, CLOSE, CODE, HIDDEN, OPEN, TITLE, TITLED_TEXT
from claimcheck.articles.shortcodes import shortcodes
from claimcheck.language.reference_marks import DASH, LOCATOR, NAMED
from claimcheck.language.sentences import CLOSING
from claimcheck.stretches import Stretch

_MASKS = re.compile(f"[{BODY}{BREAK}{HIDDEN}]+|{CODE}|{OPEN}|{CLOSE}|{TITLE}|{TITLED_TEXT}")
_LINE_END = re.compile(r"\r\n|\n|\r")
BLOCK_BREAK = "\n\n"
SEPARATORS = (" ", "\t", "\n", BLOCK_BREAK)
"""What parts words, cells, rows and lines, and blocks, from weak to strong."""
CLOSES_UP = ",.;:!?)"
"""Punctuation before which no space is left where words go."""
SENTENCE_END = re.compile(rf"(?:\A|[.!?\u2026])[\s{CLOSING}]*\Z")
"""The end of a sentence, or of nothing; behind it closing marks and markup."""
_PARTS = rf"(?:[\s,;&{DASH}]|\band\b)*"
_OPENS_MARK = re.compile(rf"(?P<joins>\s?[,;{DASH}])?(?P<blank>\s)?(?P<opens>[\[(]{{1,2}}){NAMED}?{_PARTS}\Z")
_CLOSES_MARK = re.compile(rf"{_PARTS}(?:{LOCATOR})?\s?[\])]{{1,2}}(?P<blank> ?)")
_LONGEST_OPENING, _MOST_MARKS = 24, 100
LEVEL_OF_TITLES = 6
"""The level of headings that are titles of boxes, or terms above their definitions."""


def line_starts(source: str) -> tuple[int, ...]:
    """Offsets at which lines begin; a line ends with LF, CRLF or CR (CommonMark 0.31, "line ending")."""
    return (0, *(match.end() for match in _LINE_END.finditer(source)))


class TextBuilder:
    """Takes pieces of text in source order and builds the article. `is_masked`: the pieces may hold what `masks` puts there.

    `asides`, `boxes`, `code`, `heads` (of columns) and `terms` take stretches between two lengths of the text, as `Article` has them; so do `headings`,
    with their level, `items` of lists behind their number, and `notes` behind the name that points to them. `length` is how long the
    text is so far, `seals` where the stretches begin that `close_seal` ends.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.is_masked = False
        self._parts: list[str] = []
        self._text_starts: list[int] = []
        self._source_starts: list[int] = []
        self.length = 0
        self._ahead = -1  # where in the source the next character would go on
        self._separator = ""
        self._omitted = -1
        self._marks: dict[int, str] = {}
        self._mark_starts: list[int] = []
        self._links: list[tuple[int, int, str, bool]] = []
        self.notes: list[tuple[str, int, int]] = []
        self._parted_notes: dict[str, Stretch] = {}
        self.headings: list[tuple[int, int, int]] = []
        self.items: list[tuple[int | None, int, int]] = []
        self._begun: list[tuple[int, int | None, int]] = []
        self.asides: list[Stretch] = []
        self.code: list[Stretch] = []
        self.heads: list[Stretch] = []
        self.boxes: list[Stretch] = []
        self.terms: list[Stretch] = []
        self._rows: list[tuple[int, int, tuple[Stretch, ...]]] = []
        self._sealed: list[Stretch] = []
        self.seals: list[tuple[int, str]] = []
        self._titles: list[int] = []

    def add(self, text: str, source_offset: int) -> None:
        """Append visible text whose characters stand from `source_offset` on."""
        if self.is_masked and _MASKS.search(text):
            self._add_around_masks(text, source_offset)
            return
        done = 0
        while (closing := _CLOSES_MARK.match(text, done)) and self._empty_brackets():
            done = closing.end()
            if closing["blank"]:
                self.separate(" ")
        text, source_offset = text[done:], source_offset + done
        if not text:
            return
        separator, self._separator = self._separator, ""
        if separator and not (separator == " " and self.length == self._omitted and text[0] in CLOSES_UP):
            self._append(separator, source_offset)
        self._append(text, source_offset)

    def _empty_brackets(self) -> bool:
        """Take back a bracket that holds nothing but marks of notes, which show none, and what joins it to marks before."""
        marks = {end for start, end, _, is_note in self._links[-_LONGEST_OPENING:] if is_note and start == end}
        tail = self._last(_LONGEST_OPENING) if marks else ""
        opening = _OPENS_MARK.search(tail)
        first = self.length - len(tail)
        if opening is None or not any(end > first + opening.start("opens") for end in marks):
            return False
        joins = opening["joins"] is not None and first + opening.start() not in marks
        length = first + (opening.end("joins") if joins else opening.start())
        if self._links[-_MOST_MARKS:][0][1] > length and len(self._links) >= _MOST_MARKS:
            return False
        self._take_back(length)
        return True

    def _take_back(self, length: int) -> None:
        """Shorten the text; what was remembered at its end is now at the new one."""
        while self.length > length:
            last = self._parts.pop()
            self.length -= len(last)
            if self.length < length:
                self._parts.append(last[: length - self.length])
                self.length = length
        kept = bisect_left(self._text_starts, length)
        del self._text_starts[kept:], self._source_starts[kept:]
        at = len(self._links)
        while at and self._links[at - 1][1] > length:
            at -= 1
            start, end, target, is_note = self._links[at]
            self._links[at] = (min(start, length), min(end, length), target, is_note)
        self._ahead, self._separator = -1, ""

    def _add_around_masks(self, text: str, source_offset: int) -> None:
        done = 0
        for mask in _MASKS.finditer(text):
            self.add(text[done : mask.start()], source_offset + done)
            done = mask.end()
            self.mark_notes(source_offset + mask.start(), source_offset + done)
            if text[done : done + 1] == " " and self.tail(1).isspace():
                done += 1
            if mask.group() in (OPEN, CODE, TITLE, TITLED_TEXT):
                self.separate(BLOCK_BREAK)
                self.seals.append((self.length, mask.group()))
            elif mask.group() == CLOSE:
                self.close_seal()
        self.add(text[done:], source_offset + done)

    def expect_notes(self, masked: str) -> None:
        """Footnotes in shortcodes, whose words `masks` hid, are to be marked where they stand in the source."""
        notes = (one for one in shortcodes(self.source) if one.note and masked[one.start] == HIDDEN)
        self._marks = {one.start: one.note for one in notes}
        self._mark_starts = sorted(self._marks)

    def mark_notes(self, start: int, end: int) -> None:
        """Remember here the marks of those between two offsets of the source that were not yet."""
        starts = self._mark_starts
        for at in starts[bisect_left(starts, start) : bisect_left(starts, end)] if self._marks else ():
            if note := self._marks.pop(at, ""):
                self.link(self.length, self.length, note, is_note=True)

    def omit(self) -> None:
        """What stood here was taken back: punctuation closes up, and the mark of a note behind a whole sentence goes with it."""
        self._omitted = self.length

    def close_seal(self) -> None:
        """End the stretch into which no reference can be written, if one is open."""
        if self.seals:
            start, mark = self.seals.pop()
            if mark != TITLED_TEXT:
                (self.code if mark == CODE else self._sealed).append((start, self.length))
            if mark in (TITLE, TITLED_TEXT) and start < self.length:
                self.headings.append((start, self.length, LEVEL_OF_TITLES))
                self._titles.append(start)
            self.separate(BLOCK_BREAK)

    def separate(self, separator: str) -> None:
        """Part what stands from what follows, if anything does; of several separators the strongest counts."""
        if self._parts and (not self._separator or SEPARATORS.index(separator) > SEPARATORS.index(self._separator)):
            self._separator = separator

    def link(self, start: int, end: int, target: str, *, is_note: bool = False) -> None:
        """Remember a link between two lengths of the text; white space at its ends does not belong to it."""
        is_parted = self._separator not in ("", " ") or SENTENCE_END.search("".join(self._parts[-2:]))
        if not (start == end == self._omitted and is_parted):
            self._links.append((start, end, _MASKS.sub("", target), is_note))

    def note_part(self, name: str, start: int) -> None:
        """Remember the text from a length on as a part of a note that `name` points to, an aside from its first part to its last."""
        self._parted_notes[name] = (self._parted_notes.get(name, (start, 0))[0], self.length)

    def row(self, begin: int, seen: tuple[Stretch, ...]) -> None:
        """Remember the cells that `Grid` tells of a row that holds the text from a length on, if any."""
        if seen and begin < self.length:
            self._rows.append((begin, self.length, seen))

    def end_items(self, level: int = 0) -> None:
        """End the items of a level, and those deeper."""
        while self._begun and self._begun[-1][0] >= level:
            _, number, start = self._begun.pop()
            self.items.append((number, start, self.length))

    def begin_item(self, level: int, number: int | None) -> None:
        """Begin an item; those within it have a higher level."""
        self.end_items(level)
        self._begun.append((level, number, self.length))

    def _append(self, text: str, source_offset: int) -> None:
        if source_offset != self._ahead:
            self._text_starts.append(self.length)
            self._source_starts.append(source_offset)
        self._parts.append(text)
        self.length += len(text)
        self._ahead = source_offset + len(text)

    def tail(self, size: int) -> str:
        """The last characters of the text so far; a space where what follows is parted from it."""
        return " " if self._separator or not self._parts else self._last(size)

    def _last(self, size: int) -> str:
        return "".join(self._parts[-size:])[-size:]  # no part is empty

    def text_from(self, offset: int) -> str:
        """The text built so far from an offset on."""
        return "".join(self._parts)[offset:]

    def build(self, path: str, title: str) -> Article:
        """The article of everything that was added."""
        self.end_items()
        for name, note in self._parted_notes.items():
            self.notes.append((name, *note))
            self.asides.append(note)
        source_map = SourceMap(
            tuple(self._text_starts), tuple(self._source_starts), line_starts(self.source), len(self.source)
        )
        text = "".join(self._parts)
        links = tuple(Link(*_trimmed(text, start, end), target, note) for start, end, target, note in self._links)
        notes = tuple(Note(name, *_trimmed(text, start, end)) for name, start, end in self.notes)
        headings, asides, sealed, code, heads, terms = (
            tuple(_trimmed(text, start, end) for start, end in found)
            for found in (
                [one[:2] for one in self.headings],
                self.asides,
                self._sealed,
                self.code,
                self.heads,
                self.terms,
            )
        )
        items = tuple(
            ListItem(number, *_trimmed(text, start, end))
            for number, start, end in sorted(self.items, key=lambda item: (item[1], -item[2]))
        )
        levels = tuple(level for _, _, level in self.headings)
        ends = Boxes(self.source)
        boxes = tuple(_trimmed(text, *box) for box in self.boxes)
        boxes += tuple(_box(ends, source_map, *_trimmed(text, start, len(text))) for start in self._titles)
        titled = frozenset(self._titles)
        titles = (_trimmed(text, start, end) for start, end, _ in self.headings if start in titled)
        terms += tuple(title for title in titles if ends.is_term(source_map.source_offset(title[0])))
        rows = tuple(
            Row(*_trimmed(text, start, end), tuple(_trimmed(text, *cell) for cell in cells))
            for start, end, cells in self._rows
        )
        return Article(
            path,
            text,
            title,
            source_map,
            links,
            notes,
            headings,
            asides,
            sealed,
            levels,
            items,
            code,
            heads,
            boxes,
            rows,
            terms,
        )


def _box(boxes: Boxes, source_map: SourceMap, title: int, length: int) -> Stretch:
    """From a title in the text to where its box ends, else to the text's end."""
    end = boxes.end(source_map.source_offset(title))
    return title, bisect_left(range(length), end, lo=title, key=source_map.source_offset) if end else length


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return (begin, begin + len(words.strip())) if words.strip() else (start, start)
