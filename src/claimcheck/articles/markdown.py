"""Markdown articles: CommonMark with GitHub's tables and strikethrough, footnotes, lists of definitions and front matter.

A scanner of our own rather than a Markdown library: the gate needs the source position of every visible character,
which libraries give by the line at best, and it reads articles at every start, where importing one would cost more than
the whole check. The tests hold it against markdown-it-py.

Visible are the texts of headings, paragraphs, list items, quotes, cells, code, links, footnotes and the captions of
figures. Not visible are markers, targets, the descriptions of other images, link definitions, references to footnotes, front matter, what is
struck through (`gaps`), HTML tags and comments, tags of templates (`masks`), and the list of references that `claimcheck cite` writes.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate

from claimcheck.articles.base import Article
from claimcheck.articles.blocks import scan_blocks
from claimcheck.articles.builder import BLOCK_BREAK, LEVEL_OF_TITLES, SEPARATORS, TextBuilder
from claimcheck.articles.front_matter import front_matter
from claimcheck.articles.grid import Cell, Grid
from claimcheck.articles.html_blocks import Piece, code_spans, head_rows, visible_pieces
from claimcheck.articles.inline import InlineLink, html_links, inline_pieces, normal_label, plain_target
from claimcheck.articles.lines import Block, BlockKind, Place, Slice, cells
from claimcheck.articles.managed import managed_span
from claimcheck.articles.masks import HIDDEN, masked_markdown

_FIGURE_NAME = re.compile(r"#fig[-:]")
_SENTENCE_ALONE = re.compile(r"!\[(?:[^\[\]\\]|\\.){0,2000}[.!?…][\"”’'*_)]{0,3}\]", re.DOTALL)
_CAPTIONED = (".qmd", ".rmd", ".rmarkdown")
_DEFINITION = re.compile(
    r"\[((?:[^\[\]\\]|\\.){1,999})\]:[ \t]*+\n?[ \t]*+(<(?:[^<>\\\n]|\\.)*+>|(?!<)(?:[^\s()\\]|\\.|\\|\((?:[^\s()\\]|\\.)*+\))++)"
    r"(?:(?:[ \t]++|[ \t]*+\n[ \t]*+)(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\))[ \t]*+(?=\n|\Z)|[ \t]*+(?=\n|\Z))\n?"
)


def parse_markdown(text: str, path: str = "") -> Article:
    """Read Markdown. The title is that of the front matter, else the first heading of the highest level, else ""."""
    source = text.removeprefix("\ufeff")
    return parse_source(source, path, TextBuilder(source))


def parse_source(source: str, path: str, builder: TextBuilder, *, indented_code: bool = True) -> Article:
    """Read Markdown without a byte order mark into a builder, which may lead back to another source (`mdx`)."""
    begin, title = front_matter(source)
    masked = masked_markdown(source, begin)
    builder.is_masked |= masked is not source
    if builder.is_masked and source == builder.source:
        builder.expect_notes(masked)
    page = _Page(masked, builder, lambda block: _is_figure(block, source, path))
    blocks, page.footnotes = scan_blocks(masked, begin, indented_code=indented_code)
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            page.take_definitions(block)
    start, end = managed_span(page.source)
    for block in blocks:
        if not (block.lines and start <= block.lines[0][0] < end):
            page.add(block)
    builder.items += [(place.number, first, last) for place, (first, last) in page.items.items()]
    builder.boxes += page.terms.values()
    return builder.build(path, title or page.title)


def _is_figure(block: Block, source: str, path: str) -> bool:
    """Whether a picture that is alone in a paragraph is a figure with a caption: in Quarto and R Markdown, where it has the name of one
    (Pandoc), and where its description is a sentence.
    """
    if not block.lines or not source.startswith("![", block.lines[0][0]):
        return False
    line = source.rfind("\n", 0, block.lines[0][0]) + 1
    above = source.rfind("\n", 0, max(0, line - 1)) + 1
    end = source.find("\n", block.lines[-1][1])
    named = _FIGURE_NAME.search(source, above, end if end >= 0 else len(source))
    is_sentence = _SENTENCE_ALONE.match(source, block.lines[0][0]) is not None
    return named is not None or is_sentence or path.lower().endswith(_CAPTIONED)


_Scan = Callable[[str], tuple[Iterable[Piece], list[InlineLink]]]


class _Page:
    """One page on its way from blocks to text."""

    def __init__(self, source: str, builder: TextBuilder, is_figure: Callable[[Block], bool]) -> None:
        self.source = source
        self.is_figure = is_figure
        self.builder = builder
        self.footnotes: set[str] = set()
        self.items: dict[Place, tuple[int, int]] = {}
        self.terms: dict[Block, tuple[int, int]] = {}
        self.title = ""
        self._title_level = 7
        self._labels: dict[str, str] = {}

    def take_definitions(self, block: Block) -> None:
        """Take link definitions from the beginning of a paragraph."""
        if not block.lines or not self.source.startswith("[", block.lines[0][0]):
            return
        text, position, taken = self._joined(block.lines)[0], 0, 0
        while (match := _DEFINITION.match(text, position)) and match.group(1).strip():
            self._labels.setdefault(normal_label(match.group(1)), plain_target(match.group(2)))
            position = match.end()
            taken += match.group().rstrip("\n").count("\n") + 1
        del block.lines[:taken]

    def add(self, block: Block) -> None:
        """Append what a block shows."""
        self.builder.separate(BLOCK_BREAK)
        before, seals = self.builder.length, len(self.builder.seals)
        if block.kind is BlockKind.TABLE:
            self._add_table(block)
        elif block.kind is BlockKind.CODE:
            self._add_code(block)
        elif block.kind is BlockKind.HTML:
            self._add_html(block)
        elif block.kind is BlockKind.PARAGRAPH and self.is_figure(block):
            self._add_pieces(block.lines, lambda text: self._inline(text, figure=True))
        else:
            self._add_pieces(block.lines, self._inline)
        if block.kind is BlockKind.DIRECTIVE and len(self.builder.seals) > seals:
            self.builder.close_seal()
        if block.note:
            self.builder.note_part(block.note, before)
        self._remember(block, before)

    def _remember(self, block: Block, before: int) -> None:
        """What a block is, or is part of, from a length of the text on: an item, a definition, a heading."""
        for place in block.places:
            self.items[place] = (self.items.get(place, (before, 0))[0], self.builder.length)
        if block.kind is BlockKind.TERM:
            self.builder.headings.append((before, self.builder.length, LEVEL_OF_TITLES))
            self.builder.terms.append((before, self.builder.length))
            self.terms[block] = (before, self.builder.length)
        elif block.term in self.terms:
            self.terms[block.term] = (self.terms[block.term][0], self.builder.length)
        if block.kind is BlockKind.HEADING:
            self.builder.headings.append((before, self.builder.length, block.level))
            if block.level < self._title_level and self.builder.length > before:
                self.title, self._title_level = self.builder.text_from(before).strip(), block.level

    def _inline(self, text: str, *, figure: bool = False) -> tuple[Iterable[Piece], list[InlineLink]]:
        return inline_pieces(text.rstrip(f" \t{HIDDEN}"), self._labels, self.footnotes, figure=figure)

    def _add_table(self, block: Block) -> None:
        before, grid = self.builder.length, Grid()
        for number, line in enumerate(block.lines):
            self.builder.separate("\n")
            row, begin = list[Cell](), self.builder.length
            for cell in cells(self.source, *line):
                start = self.builder.length
                self._add_pieces([cell], self._inline)
                row.append(Cell(start, self.builder.length))
                self.builder.separate("\t")
            self.builder.row(begin, grid.row(row))
            if not number:
                self.builder.heads.append((before, self.builder.length))

    def _add_code(self, block: Block) -> None:
        before = self.builder.length
        for start, end in block.lines:
            self.builder.add(self.source[start:end].replace("\t", " "), start)
            self.builder.separate("\n")
        self.builder.code.append((before, self.builder.length))

    def _add_html(self, block: Block) -> None:
        html = self._joined(block.lines)[0]
        length_at = self._add_pieces(block.lines, lambda text: (visible_pieces(text), html_links(text)))
        self.builder.code += [(length_at(start), length_at(end)) for start, end in code_spans(html)]
        self.builder.heads += [(length_at(start), length_at(end)) for start, end in head_rows(html)]

    def _add_pieces(self, lines: list[Slice], scan: _Scan) -> Callable[[int], int]:
        """Append what a scan shows of some lines; tells how long the text was at an offset of theirs."""
        text, starts = self._joined(lines)
        pieces, links = scan(text)
        begins, lengths = list[int](), list[int]()
        for start, end, shown in pieces:
            begins.append(start)
            lengths.append(self.builder.length)
            line = bisect_right(starts, start) - 1
            offset = lines[line][0] + start - starts[line]
            if shown is None:
                self.builder.add(text[start:end].replace("\t", " "), offset)
            elif shown in SEPARATORS:
                self.builder.separate(shown)
            else:
                self.builder.add(shown, offset)
        for first, last in lines:  # marks at the end, where nothing is shown
            self.builder.mark_notes(first, last)
        lengths.append(self.builder.length)

        def length_at(offset: int) -> int:
            return lengths[bisect_left(begins, offset)]

        for begin, stop, target, is_note in links:
            self.builder.link(length_at(begin), length_at(stop), target, is_note=is_note)
        return length_at

    def _joined(self, lines: list[Slice]) -> tuple[str, list[int]]:
        """The lines as one text with LF between them, and where each begins in it."""
        starts = [0, *accumulate(end - start + 1 for start, end in lines)]
        return "\n".join(self.source[start:end] for start, end in lines), starts
