"""The text of a Word document: its paragraphs with their marks of notes and links, from the elements of a part in order.

Inserted and moved-to text is kept, deleted and moved-from text is not, comments stand in a part that nobody reads here.
"""

import re
from collections.abc import Callable, Mapping

from claimcheck.articles.docx_package import TooManyElementsError, XmlTarget
from claimcheck.articles.docx_parts import Merged, Paragraph, Row, Where, short, value_of
from claimcheck.articles.superscript import LOOK_BACK, numbers_in, raised

MAX_ELEMENTS = 2_000_000
"""A book of a thousand pages has about half of this."""

_RELATIONSHIP = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset({"w:del", "w:moveFrom", "w:pPrChange", "w:rPrChange", "w:tblPrChange", "w:sectPr", _FALLBACK})
_CHARACTERS = {
    "w:tab": " ",
    "w:ptab": " ",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
    "w:br": "\n",
    "w:cr": "\n",
}
# The Symbol font's letters that health articles use (its encoding is Adobe's); others show as U+FFFD.
_SYMBOLS = dict(
    zip(b"\xb3\xa3\xb1\xb4\xb0\x2d\x61\x62\x67\x6d\xb5", "\u2265\u2264\u00b1\u00d7\u00b0\u2212αβγμ\u221d", strict=True)
)
_OFF = ("0", "false", "off")
_OF_PARAGRAPH = {"w:pStyle": "style", "w:numId": "list_id", "w:ilvl": "list_level"}
"""Properties of a `Paragraph` by the elements that tell them."""
_FIRST_ROW = 0x20
_RAISED_STYLES = ("FootnoteReference", "EndnoteReference", "Superscript")
_WITHIN_RAISED = frozenset(
    {"w:r", "w:rPr", "w:t", "w:proofErr", "w:bookmarkStart", "w:bookmarkEnd", "w:lastRenderedPageBreak"}
)
"""What may stand between two parts of one raised text."""
ENDS_RAISED = frozenset({"w:p", "w:hyperlink", "w:fldSimple", "w:ins", "w:moveTo", "w:sdtContent", "w:smartTag"})
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+"([^"]*)"|"([^"]*)")')


class Body(XmlTarget):
    """Takes the elements of the document or of its notes and collects paragraphs."""

    def __init__(self, targets: Mapping[str, str], kind: str = "") -> None:
        self.paragraphs: list[Paragraph] = []
        self._targets, self._kind = targets, kind
        self._open: list[Paragraph] = []
        self._skipping = self._count = 0
        self._path: list[str] = []
        self._names: dict[str, str] = {}
        self._next = Where.BLOCK
        self._note = ""
        self._first_row = False
        self._row: Row | None = None
        self._table_style = ""
        self._hidden = self._raised = self._bold = False
        self._lifted: list[str] = []
        self._links: list[tuple[Paragraph | None, int, str]] = []
        self._fields: list[list[str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._names.get(tag) or self._names.setdefault(tag, short(tag))
        self._path.append(name)
        self._count += 1
        if self._count > MAX_ELEMENTS:
            raise TooManyElementsError
        if self._lifted and name not in _WITHIN_RAISED and "w:rPr" not in self._path:
            self.settle()
        if self._skipping or name in _SKIPPED:
            self._skip(name)
        elif handler := _STARTS.get(name):
            handler(self, attributes)
        elif name in _CHARACTERS and self._open and not self._in("w:tabs"):
            self._show(_CHARACTERS[name])

    def end(self, _tag: str) -> None:
        if self._lifted and self._path[-1] in ENDS_RAISED:
            self.settle()
        name = self._path.pop()
        if self._skipping:
            self._skipping -= 1
        elif handler := _ENDS.get(name):
            handler(self)

    def data(self, text: str) -> None:
        if self._skipping or not self._path:
            return
        if self._path[-1] in ("w:t", "m:t"):
            plain = text.replace("\n", " ").replace("\r", " ")
            if self._raised and self._open and not self._hidden:
                self._lifted.append(plain)
            else:
                self.settle(plain)
                self._show(plain)
        elif self._path[-1] == "w:instrText" and self._fields:
            self._fields[-1].append(text)

    def _in(self, *names: str) -> bool:
        """Whether the element stands directly in others, the innermost last."""
        return tuple(self._path[-len(names) - 1 : -1]) == names

    def _skip(self, name: str) -> None:
        if not self._skipping and name == "w:del" and self._in("w:pPr", "w:rPr"):
            self._next = Where.JOINED  # the end of this paragraph was deleted
        self._skipping += 1

    def settle(self, after: str = "") -> None:
        """Show the raised text so far as `superscript` has it, whole: Word parts runs at will, even within "2+"."""
        if not self._lifted:
            return
        written, self._lifted = "".join(self._lifted), []
        paragraph = self._open[-1]
        shown = raised("".join(paragraph.parts[-LOOK_BACK:])[-LOOK_BACK:], written, after[:8])
        if shown == "" and (numbers := numbers_in(written)):
            paragraph.links.append((paragraph.size, paragraph.size, numbers, True))
        self._show_raised(written if shown is None else shown)

    def _show_raised(self, shown: str) -> None:
        self._open[-1].add(shown)

    def _show(self, text: str) -> None:
        if self._open and not self._hidden:
            self._open[-1].add(text)
            if self._row:
                shown = len(text.strip())
                self._row.size += shown
                self._row.bold += shown if self._bold else 0

    def _paragraph(self, _attributes: dict[str, str]) -> None:
        paragraph = Paragraph(self._next, self._note, self._row)
        self._next = Where.LINE if "w:tc" in self._path[-3:-1] else Where.BLOCK
        self._open.append(paragraph)
        self.paragraphs.append(paragraph)

    def _end_paragraph(self) -> None:
        self._open.pop()

    def _of_paragraph(self, attributes: dict[str, str]) -> None:
        name = self._path[-1]
        if self._open and (name == "w:pStyle" or self._in("w:numPr")):
            setattr(self._open[-1], _OF_PARAGRAPH[name], value_of(attributes, "val"))

    def _of_run(self, attributes: dict[str, str]) -> bool:
        """Whether this is a property of a run, and not turned off."""
        return self._in("w:r", "w:rPr") and value_of(attributes, "val") not in _OFF

    def _vanish(self, attributes: dict[str, str]) -> None:
        """Hidden text, and what is struck through: the page has taken it back."""
        self._hidden = self._hidden or self._of_run(attributes)

    def _raise(self, attributes: dict[str, str]) -> None:
        self._raised = self._of_run(attributes) and value_of(attributes, "val") in ("superscript", *_RAISED_STYLES)

    def _run_style(self, attributes: dict[str, str]) -> None:
        if value_of(attributes, "val") in _RAISED_STYLES:
            self._raise(attributes)

    def _end_run(self) -> None:
        self._hidden = self._raised = self._bold = False

    def _embolden(self, attributes: dict[str, str]) -> None:
        self._bold = self._of_run(attributes)

    def _symbol(self, attributes: dict[str, str]) -> None:
        code = value_of(attributes, "char")
        number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else 0xF000
        private = number < 0x20 or 0xD800 <= number < 0xF900
        self._show(_SYMBOLS.get(number & 0xFF, "\ufffd") if private else chr(number))

    def _table(self, _attributes: dict[str, str]) -> None:
        self._first_row, self._table_style = True, ""

    def _use_style(self, attributes: dict[str, str]) -> None:
        self._table_style = value_of(attributes, "val")

    def _look(self, attributes: dict[str, str]) -> None:
        """Which parts of the table look as its style has them (section 17.4.56)."""
        written = value_of(attributes, "val")
        is_set = re.fullmatch(r"[0-9A-Fa-f]{4}", written) and int(written, 16) & _FIRST_ROW
        if not is_set and value_of(attributes, "firstRow") not in ("1", "true", "on"):
            self._table_style = ""

    def _begin_row(self, _attributes: dict[str, str]) -> None:
        self._next = Where.BLOCK if self._first_row else Where.ROW
        self._row = Row(self._first_row, self._table_style)
        self._first_row = False

    def _mark_row(self, attributes: dict[str, str]) -> None:
        if self._row:
            self._row.is_marked = value_of(attributes, "val") not in _OFF

    def _begin_cell(self, _attributes: dict[str, str]) -> None:
        if self._row:
            self._row.cells.append(Merged())

    def _span(self, attributes: dict[str, str]) -> None:
        """How many columns the cell spans (section 17.4.17)."""
        written = value_of(attributes, "val")
        if self._row and self._row.cells and re.fullmatch("[1-9][0-9]?", written):
            self._row.cells[-1].columns = int(written)

    def _merge(self, attributes: dict[str, str]) -> None:
        """The cell begins one that spans rows, or is more of it (section 17.4.85)."""
        if self._row and self._row.cells:
            self._row.cells[-1].goes_on = value_of(attributes, "val") != "restart"

    def _end_cell(self) -> None:
        self._next = Where.CELL

    def _end_table(self) -> None:
        self._next, self._row = Where.BLOCK, None

    def _begin_note(self, attributes: dict[str, str]) -> None:
        if value_of(attributes, "type") in ("separator", "continuationSeparator", "continuationNotice"):
            self._skipping += 1
        self._note, self._next = f"{self._kind}-{value_of(attributes, 'id')}", Where.BLOCK

    def _mark(self, attributes: dict[str, str]) -> None:
        if self._open and not self._hidden:
            paragraph, kind = self._open[-1], self._path[-1].removeprefix("w:").removesuffix("Reference")
            paragraph.links.append((paragraph.size, paragraph.size, f"{kind}-{value_of(attributes, 'id')}", True))

    def _hyperlink(self, attributes: dict[str, str]) -> None:
        name = next((attributes[key] for key in _RELATIONSHIP if key in attributes), "")
        anchor = value_of(attributes, "anchor")
        self._begin_link(self._targets.get(name, "") or (f"#{anchor}" if anchor else ""))

    def _simple_field(self, attributes: dict[str, str]) -> None:
        self._begin_link(_field_target(value_of(attributes, "instr")))

    def _begin_link(self, target: str) -> None:
        paragraph = self._open[-1] if self._open else None
        self._links.append((paragraph, paragraph.size if paragraph else 0, target))

    def _end_link(self) -> None:
        paragraph, begin, target = self._links.pop() if self._links else (None, 0, "")
        if paragraph is not None and target:
            paragraph.links.append((begin, paragraph.size, target, False))

    def _field(self, attributes: dict[str, str]) -> None:
        """A field begins, shows its result from here on, or ends (section 17.16.18)."""
        kind = value_of(attributes, "fldCharType")
        if kind == "begin":
            self._fields.append([])
            self._begin_link("")
        elif kind == "separate" and self._fields and self._links:
            self._links.pop()
            self._begin_link(_field_target("".join(self._fields[-1])))
        elif kind == "end" and self._fields:
            self._fields.pop()
            self._end_link()


def _field_target(instruction: str) -> str:
    found = _LINK_FIELD.match(instruction)
    if found is None:
        return ""
    return f"#{found.group(1)}" if found.group(1) else found.group(2) or ""


_STARTS: dict[str, Callable[[Body, dict[str, str]], None]] = {
    "w:p": Body._paragraph,
    **dict.fromkeys(_OF_PARAGRAPH, Body._of_paragraph),
    **dict.fromkeys(("w:vanish", "w:strike", "w:dstrike"), Body._vanish),
    "w:vertAlign": Body._raise,
    "w:rStyle": Body._run_style,
    "w:sym": Body._symbol,
    "w:tbl": Body._table,
    "w:tblStyle": Body._use_style,
    "w:tblLook": Body._look,
    "w:tr": Body._begin_row,
    "w:tblHeader": Body._mark_row,
    "w:tc": Body._begin_cell,
    "w:gridSpan": Body._span,
    "w:vMerge": Body._merge,
    "w:b": Body._embolden,
    **dict.fromkeys(("w:footnote", "w:endnote"), Body._begin_note),
    **dict.fromkeys(("w:footnoteReference", "w:endnoteReference"), Body._mark),
    "w:hyperlink": Body._hyperlink,
    "w:fldSimple": Body._simple_field,
    "w:fldChar": Body._field,
}
_ENDS: dict[str, Callable[[Body], None]] = {
    "w:p": Body._end_paragraph,
    "w:r": Body._end_run,
    "w:tc": Body._end_cell,
    "w:tbl": Body._end_table,
    **dict.fromkeys(("w:hyperlink", "w:fldSimple"), Body._end_link),
}
