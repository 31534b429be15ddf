"""The article as a value: what a reader sees, and where each character of it stands in the file."""

from bisect import bisect_right
from functools import cached_property

from attrs import field, frozen

from claimcheck.articles.normalise import Normalised, normalise
from claimcheck.language.sentences import sentence_parts
from claimcheck.model import Location
from claimcheck.stretches import apart_from, led_back


@frozen
class Sentence:
    """A sentence, heading, list item or table cell: `text` is ``article.text[start:end]``; its words end at `stop`, and behind that
    stand its references.
    """

    text: str
    start: int
    end: int
    location: Location
    stop: int


@frozen
class Link:
    """A link, or the mark of a footnote or endnote (`is_note`), as the page's markup has it.

    Its words are ``article.text[start:end]``; the mark of a note shows none, so that `start` is `end`. `target` is the
    address as written, or a note's name.
    """

    start: int
    end: int
    target: str
    is_note: bool = False


@frozen
class Note:
    """A stretch of text that a link within the page may name: a footnote, an endnote, an entry of a list of references."""

    name: str
    start: int
    end: int


@frozen
class ListItem:
    """An item of a list, ``article.text[start:end]``; `number` is the one that a reader sees before it, None for a bullet.

    It is 0 where that is a letter, or where the source writes another than its list counts.
    """

    number: int | None
    start: int
    end: int


@frozen
class Row:
    """A row of a table in which cells span rows or columns, or the first is empty: what it holds itself is ``article.text[start:end]``.

    `cells` are stretches of the text, one a column: a cell that spans several stands in each, and an empty one is an empty stretch.
    """

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]


@frozen
class SourceMap:
    """Where characters of a text stand in its source.

    Run `i` begins at `text_starts[i]` in the text and at `source_starts[i]` in the source and goes on character by
    character; an offset never maps past the start of the next run. `line_starts` are offsets into the source.
    """

    text_starts: tuple[int, ...]
    source_starts: tuple[int, ...]
    line_starts: tuple[int, ...]
    source_length: int

    def source_offset(self, offset: int) -> int:
        """The offset in the source, in characters after a byte order mark."""
        return led_back(offset, self.text_starts, self.source_starts, self.source_length)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset in the text; columns count characters (code points)."""
        source = self.source_offset(offset)
        line = bisect_right(self.line_starts, source)
        return line, source - self.line_starts[line - 1] + 1


@frozen(slots=False)
class Article:
    """A page as editors publish it.

    `text` is what a reader sees: markup is gone, blocks are parted by an empty line, table cells by a tab, and the lines of
    one paragraph are joined by a space. `title` is the page's own title, "" where it has none. `links` and `notes` are what
    `references` reads; `headings` are the stretches of the text (start, end) that the page marks as headings, `levels` their
    levels (1 for the highest), `items` those of lists, an item before those within it, `heads` the heads of columns
    of tables, whole rows or cell by cell, `rows` the rows of which the text does not tell the columns, `boxes` those that have a title of their own, from that on, `terms` those of lists of definitions, each of which begins such a box, `asides` the stretches that are notes or a
    list of references, `sealed` those that stand in a tag of a template, where no reference can be written, and `code` blocks of code, which
    hold no sentences. Lines are a file's lines; a Word document has none, so there a line is a paragraph, counted from 1 in
    the order of the document (cells too, notes last), and the column is the character in it.
    """

    path: str
    text: str = field(repr=False)
    title: str
    source_map: SourceMap = field(repr=False)
    links: tuple[Link, ...] = field(default=(), repr=False)
    notes: tuple[Note, ...] = field(default=(), repr=False)
    headings: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    asides: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    sealed: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    levels: tuple[int, ...] = field(default=(), repr=False)
    items: tuple[ListItem, ...] = field(default=(), repr=False)
    code: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    heads: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    boxes: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    rows: tuple[Row, ...] = field(default=(), repr=False)
    terms: tuple[tuple[int, int], ...] = field(default=(), repr=False)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in reading order, found on first use."""
        is_apart = apart_from(self.code)
        links = [(link.start, link.end) for link in self.links if link.start < link.end]
        marks = (link.end for link in self.links if link.start == link.end)
        return tuple(
            Sentence(self.text[start:end], start, end, self.position(start), stop)
            for start, stop, end in sentence_parts(self.text, links, marks)
            if is_apart(start, end)
        )

    @cached_property
    def normalised(self) -> Normalised:
        """The text as anchors compare it, made on first use."""
        return normalise(self.text)

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """Where each sentence begins in the comparable text, in order."""
        return tuple(self.normalised.offset(sentence.start) for sentence in self.sentences)

    def position(self, offset: int) -> Location:
        """Where the character at `offset` of `text` stands in the file."""
        line, column = self.source_map.line_and_column(offset)
        return Location(self.path, line, column)

    def source_offset(self, offset: int) -> int:
        """The offset in the file's decoded text (after a byte order mark) of an offset in `text`."""
        return self.source_map.source_offset(offset)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds `offset`, None between sentences."""
        index = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        if index < 0 or offset >= self.sentences[index].end:
            return None
        return self.sentences[index]

    def sentence_by(self, offset: int) -> Sentence | None:
        """The sentence that ends at `offset`, else the one that holds it, else the one that ends there but for blanks."""
        before = offset
        while before and self.text[before - 1] in " \u00a0":
            before -= 1
        last, held = self.sentence_at(before - 1) if before else None, self.sentence_at(offset)
        return last if held is None or (last and last.end == offset) else held
