"""Where the paragraphs, runs and comments of a Word document stand in the bytes of its main part.

The reader's own `Body` takes the elements, so that positions agree with those of the article; beside it stands the byte at
which each element and each stretch of text begins and ends.
"""

import re
from pyexpat import ParserCreate, XMLParserType

from attrs import define, field

from claimcheck.articles.docx_body import ENDS_RAISED, Body
from claimcheck.articles.docx_package import Package

_MARKS = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:footnoteReference")
_TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")


@define
class Element:
    """An element: its bytes from `start` to before `end`, and its paragraph's length before and after it."""

    name: str
    start: int
    before: int
    end: int = 0
    after: int = 0
    inner: int = 0  # where the start tag ends


@define
class Run:
    """A run that is a child of its paragraph, with the bytes of its properties and the prefix of its name (``w:``)."""

    element: Element
    prefix: bytes
    properties: bytes = b""


@define
class Piece:
    """A stretch of text: characters `before` to before `after` of its paragraph, from byte `start`; `is_plain` where each
    character stands there as itself. `child` is the child of the paragraph that it belongs to, `run` where that is a run.
    """

    before: int
    after: int
    start: int
    end: int
    text: str
    child: Element
    run: Run | None

    @property
    def is_plain(self) -> bool:
        return len(self.text.encode("utf-8")) == self.end - self.start


@define
class Mark:
    """The mark of a comment or a footnote: the kind of element, its number, where it stands, and the run that it stands in."""

    element: Element
    comment: str
    paragraph: int
    run: Run | None = None


@define
class Traced:
    """What the main part holds, by paragraph (counted from 0 as the article's lines are from 1)."""

    data: bytes
    namespace: str = ""
    pieces: dict[int, list[Piece]] = field(factory=dict)
    runs: list[Run] = field(factory=list)
    marks: list[Mark] = field(factory=list)
    footnotes: list[Mark] = field(factory=list)


def traced(package: Package, part: str, data: bytes | None = None) -> Traced:
    """Trace the main part, or other bytes in its place. Raises `UnreadableArticleError`, as the reader does."""
    data = data if data is not None else package.required(part)
    tracer = _Tracer(data)
    package.feed(part, tracer.parser, data)
    return tracer.found


class _Tracer(Body):
    """Feeds the reader and notes the bytes."""

    def __init__(self, data: bytes) -> None:
        super().__init__({})
        self.found = Traced(data)
        self.parser: XMLParserType = ParserCreate("utf-8", "}")
        self.parser.StartElementHandler = self._starts
        self.parser.EndElementHandler = lambda tag: self._ends("{" + tag)
        self.parser.CharacterDataHandler = self._says
        self._elements: list[Element] = []
        self._numbers: list[int] = []
        self._children: list[tuple[Element, Run | None]] = []
        self._raised_pieces: list[Piece] = []

    def _starts(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._elements:
            self.found.namespace = tag.partition("}")[0]
        named = {"{" + key if "}" in key else key: value for key, value in attributes.items()}
        parent = self._path[-1] if self._path else ""
        self.start("{" + tag, named)
        name, start = self._path[-1], self.parser.CurrentByteIndex
        match = _TAG.match(self.found.data, start)
        element = Element(name, start, self._size, inner=match.end() if match else start)
        self._elements.append(element)
        if name == "w:p":
            self._numbers.append(len(self.paragraphs) - 1)
        elif parent == "w:p":
            self._children.append((element, Run(element, self._prefix(start)) if name == "w:r" else None))
        if name in _MARKS:
            self._note_mark(element, named)

    def _ends(self, tag: str) -> None:
        element, at = self._elements.pop(), self.parser.CurrentByteIndex
        if element.name in ENDS_RAISED:
            self.settle()
        is_empty = self.found.data[element.inner - 2 : element.inner] == b"/>"
        element.end = element.inner if is_empty else self.found.data.index(b">", at) + 1
        element.after = self._size
        parent = self._elements[-1].name if self._elements else ""
        child, run = self._children[-1] if self._children else (None, None)
        if element.name == "w:rPr" and parent == "w:r" and run and self._elements[-1] is run.element:
            run.properties = self.found.data[element.start : element.end]
        self.end(tag)
        if element.name == "w:p":
            self._numbers.pop()
        elif element is child:
            self._children.pop()
            self.found.runs += [run] if run else []

    def _says(self, text: str) -> None:
        lifted = len(self._lifted)
        start = self.parser.CurrentByteIndex
        if self._path and self._path[-1] in ("w:t", "m:t") and not (self._raised or self._skipping):
            self.settle(text)
        before = self._size
        self.data(text)
        if not self._children or "w:txbxContent" in self._path:  # Word takes no comments there
            return
        child, run = self._children[-1]
        raw = self.found.data[start : start + 1]
        end = self.found.data.index(b";", start) + 1 if raw == b"&" else start + len(text.encode("utf-8"))
        piece = Piece(before, before + len(text), start, end, text, child, run)
        if len(self._lifted) > lifted:
            self._raised_pieces.append(piece)
        elif self._size - before == len(text) > 0:
            self._keep(piece)

    def _show_raised(self, shown: str) -> None:
        """Where a raised text shows as many characters as it was written in, each has its place."""
        before = self._size
        super()._show_raised(shown)
        pieces, self._raised_pieces = self._raised_pieces, []
        if self._size - before == sum(len(piece.text) for piece in pieces):
            for piece in pieces:
                piece.before, piece.after = before, before + len(piece.text)
                before = piece.after
                self._keep(piece)

    def _keep(self, piece: Piece) -> None:
        self.found.pieces.setdefault(self._numbers[-1], []).append(piece)

    def _prefix(self, start: int) -> bytes:
        found = re.match(rb"<([\w.-]+:)", self.found.data[start : start + 60])
        return found[1] if found else b""

    @property
    def _size(self) -> int:
        return self._open[-1].size if self._open else 0

    def _note_mark(self, element: Element, attributes: dict[str, str]) -> None:
        comment = next((value for key, value in attributes.items() if key.endswith("}id")), "")
        run = self._children[-1][1] if self._children else None
        number = self._numbers[-1] if self._numbers else len(self.paragraphs)
        marks = self.found.footnotes if element.name == "w:footnoteReference" else self.found.marks
        marks.append(Mark(element, comment, number, run))
