"""Word documents (.docx): paragraphs, tables and notes as text, each character with its paragraph.

A position is a paragraph and a character in it: `Location.line` counts paragraphs from 1 in the order of the document,
those of cells and text boxes among them and those of notes last, and `Location.column` counts the characters of that
paragraph as shown. Runs are no unit of a position, because Word splits them at will.

Not visible are deleted and hidden text, comments, headers and footers, and tables of contents.
"""

from claimcheck.articles.base import Article
from claimcheck.articles.builder import BLOCK_BREAK, TextBuilder
from claimcheck.articles.docx_body import Body
from claimcheck.articles.docx_lists import Lists
from claimcheck.articles.docx_package import Package
from claimcheck.articles.docx_parts import Merged, Paragraph, Row, Styles, Where
from claimcheck.articles.grid import Cell, Grid

_SEPARATES = {Where.BLOCK: BLOCK_BREAK, Where.LINE: "\n", Where.ROW: "\n", Where.CELL: "\t"}


def read_docx(data: bytes, path: str) -> Article:
    """Read a document. The title is the paragraph in the style Title, else the first heading of the highest level, else "".

    Raises `UnreadableArticleError` where the file is no such document, is damaged, is protected, holds macros or document
    type declarations, or unpacks to more than an article needs.
    """
    package = Package(data, path)
    main = package.main_part()
    styles, lists = Styles(), Lists()
    paragraphs = _paragraphs(package, main, "")
    package.parse(package.related(main, "styles"), styles, optional=True)
    package.parse(package.related(main, "numbering"), lists, optional=True)
    for kind in ("footnote", "endnote"):
        if part := package.related(main, f"{kind}s"):
            paragraphs += _paragraphs(package, part, kind)
    return _article(paragraphs, styles, lists, path)


def _paragraphs(package: Package, part: str, kind: str) -> list[Paragraph]:
    outside = {key: target for key, (_, target, is_outside) in package.relationships(part).items() if is_outside}
    body = Body(outside, kind)
    package.parse(part, body, optional=bool(kind))
    return body.paragraphs


def _article(paragraphs: list[Paragraph], styles: Styles, lists: Lists, path: str) -> Article:
    builder = TextBuilder("\n".join(paragraph.text.replace("\n", "\v") for paragraph in paragraphs))
    offset = 0
    titles: list[tuple[int, str]] = []
    rows = _Rows(builder)
    for paragraph in paragraphs:
        if not (style := styles.names.get(paragraph.style, paragraph.style).lower()).startswith("toc "):
            begin = builder.length
            lists.begin(builder, paragraph, styles)
            _add(builder, paragraph, offset)
            rows.below(paragraph, begin)
            if paragraph.row and paragraph.row.is_head(styles):
                builder.heads.append((begin, builder.length))
            if "bibliography" in style or style in ("footnote text", "endnote text"):
                builder.asides.append((begin, builder.length))
            if paragraph.note:
                builder.note_part(paragraph.note, begin)
            if (rank := _rank(style)) < _NO_TITLE:
                builder.headings.append((begin, builder.length, max(rank, 1)))
                titles.append((rank, " ".join(paragraph.text.split())))
        offset += paragraph.size + 1
    rows.end()
    ranked = [(rank, title) for rank, title in titles if title]
    return builder.build(path, min(ranked, key=lambda entry: entry[0])[1] if ranked else "")


class _Rows:
    """Tells the builder of rows in which cells span others; takes paragraphs in order."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder, self._grid = builder, Grid()
        self._row: Row | None = None
        self._cells: dict[Merged, tuple[int, int]] = {}

    def below(self, paragraph: Paragraph, begin: int) -> None:
        """A paragraph of the text from `begin` on has been added."""
        if paragraph.row is not self._row:
            self.end()
            self._row = paragraph.row
            if self._row and self._row.is_first:
                self._grid = Grid()
        if paragraph.cell:
            start = self._cells.get(paragraph.cell, (begin,))[0]
            self._cells[paragraph.cell] = (start, self._builder.length)

    def end(self) -> None:
        """The row ends."""
        row = self._row
        if row and self._cells:
            places = [(cell, *self._cells.get(cell, (0, 0))) for cell in row.cells]
            cells = [Cell(start, end, not cell.goes_on, cell.columns) for cell, start, end in places]
            self._builder.row(min(self._cells.values())[0], self._grid.row(cells))
        self._row, self._cells = None, {}


_NO_TITLE = 10


def _rank(style: str) -> int:
    """0 for a title, 1 to 9 for a heading's level, more for anything else."""
    if style == "title":
        return 0
    level = style.removeprefix("heading").strip()
    return int(level) if style.startswith("heading") and level in set("123456789") else _NO_TITLE


def _add(builder: TextBuilder, paragraph: Paragraph, offset: int) -> None:
    is_blank_line = paragraph.where is Where.LINE and not paragraph.text.strip()  # of a cell, whose row goes on
    if not (paragraph.where is Where.JOINED or is_blank_line):
        builder.separate(_SEPARATES[paragraph.where])
    text, position = paragraph.text, 0
    starts = sorted({0, *(at for begin, end, _, _ in paragraph.links for at in (begin, end)), len(text)})
    lengths: dict[int, int] = {}
    for begin, end in zip(starts, [*starts[1:], len(text)], strict=True):
        lengths[begin] = builder.length
        for number, line in enumerate(text[begin:end].split("\n")):
            if number:
                builder.separate("\n")
                position += 1
            first = position == 0 and paragraph.where is not Where.JOINED
            shown = (line.lstrip(" \t") if first else line).replace("\t", " ")
            builder.add(shown, offset + position + len(line) - len(shown))
            position += len(line)
    for begin, end, target, is_note in paragraph.links:
        builder.link(lengths[begin], lengths[end], target, is_note=is_note)
