"""The marks of comments and footnotes in the bytes of a Word document's main part.

A comment's range begins and ends between runs, so a sentence that begins or ends within a run parts it in two; the second
half carries a revision number of the program's own (`w:rsidR`, which shows nowhere), by which the halves are known and
joined again when the comment goes. Marks stand only between the children of a paragraph: a tracked insertion, a link or a
field is never parted, and a comment on words within it covers it whole.
"""

import re
from collections.abc import Iterable

from attrs import frozen

from claimcheck.articles.docx_trace import Mark, Piece, Run, Traced

_OWN_RSID = b"00CC1A1C"
_OPENING = re.compile(rb"<([\w.-]+):r[\s>]")
_BEGINS_TEXT = re.compile(rb"<[\w.-]+:t(?:\s[^<>]*)?>\Z")


@frozen
class Span:
    """The words that a comment stands at: a paragraph, counted from 0, and the characters of it."""

    paragraph: int
    start: int
    end: int


@frozen
class Put:
    """Marks at a byte of the main part; `parted` is the run that is parted there, None between the children."""

    byte: int
    marks: bytes
    parted: Run | None = None


Edit = tuple[int, int, bytes]
"""Bytes from one to before another of the main part, and what takes their place."""


def marks_at(document: Traced, span: Span, comments: Iterable[int]) -> tuple[Put, ...]:
    """The marks that put comments at a span; () where no comment can stand there (a note, a text box)."""
    first = _piece_at(document, span.paragraph, span.start)
    last = _piece_at(document, span.paragraph, span.end - 1)
    prefix = _OPENING.search(document.data)
    if first is None or last is None or prefix is None:
        return ()
    w, numbers = prefix[1] + b":", [str(number).encode() for number in comments]
    begin = b"".join(b'<%bcommentRangeStart %bid="%b"/>' % (w, w, number) for number in numbers)
    end = b"".join(
        b'<%bcommentRangeEnd %bid="%b"/><%br><%bcommentReference %bid="%b"/></%br>' % (w, w, n, w, w, w, n, w)
        for n in numbers
    )
    return _beginning(document, first, span.start, begin), _ending(document, last, span.end, end, w)


def note_mark_at(document: Traced, span: Span, marks: bytes) -> Put | None:
    """The marks of notes behind a span; None where no note can stand there (a note, a text box)."""
    last = _piece_at(document, span.paragraph, span.end - 1)
    return _ending(document, last, span.end, marks, prefix_of_runs(document)) if last else None


def prefix_of_runs(document: Traced) -> bytes:
    """The prefix that the document has for its elements, with its colon: ``w:``."""
    found = _OPENING.search(document.data)
    return found[1] + b":" if found else b"w:"


def edits_of(puts: Iterable[Put]) -> list[Edit]:
    """The edits that put marks in; a run is parted once at a byte."""
    by_byte: dict[int, list[Put]] = {}
    for put in puts:
        by_byte.setdefault(put.byte, []).append(put)
    return [_edit(byte, group) for byte, group in by_byte.items()]


def _edit(byte: int, group: list[Put]) -> Edit:
    marks, parted = b"".join(put.marks for put in group), group[0].parted
    if parted is None:
        return byte, byte, marks
    return byte, byte, b"</%bt></%br>" % (parted.prefix, parted.prefix) + marks + _second_half(parted)


def end_of(document: Traced, span: Span) -> tuple[int, int] | None:
    """The paragraph and character at which the end of a span is marked, where it can be."""
    last = _piece_at(document, span.paragraph, span.end - 1)
    if last is None:
        return None
    return span.paragraph, span.end if last.run else last.child.after


def without(document: Traced, marks: Iterable[Mark]) -> list[Edit]:
    """The edits that take marks out, and join the runs that were parted for them."""
    whole = (mark.run.element if mark.run and _holds_only(document, mark) else mark.element for mark in marks)
    gone = [(one.start, one.end, b"") for one in whole]
    return [*gone, *_joins(document, gone)]


def _piece_at(document: Traced, paragraph: int, at: int) -> Piece | None:
    """The stretch of text that holds a character of a paragraph."""
    return next((one for one in document.pieces.get(paragraph, ()) if one.before <= at < one.after), None)


def _beginning(document: Traced, piece: Piece, at: int, marks: bytes) -> Put:
    """In front of the word at `at`, and of the white space before it: white space that ends a run may be lost."""
    run = piece.run
    if run is None:
        return Put(piece.child.start, marks)
    head = piece.text[: at - piece.before]
    byte = piece.start + len(head.rstrip().encode("utf-8")) if piece.is_plain else piece.start
    opening = document.data[run.element.inner : byte].replace(run.properties, b"", 1).strip()
    return Put(run.element.start, marks) if _BEGINS_TEXT.fullmatch(opening) else Put(byte, marks, run)


def _ending(document: Traced, piece: Piece, at: int, marks: bytes, w: bytes) -> Put:
    run = piece.run
    if run is None:
        return Put(piece.child.end, marks)
    byte = piece.start + len(piece.text[: at - piece.before].encode("utf-8")) if piece.is_plain else piece.end
    if document.data[byte : run.element.end] == b"</%bt></%br>" % (w, w):
        return Put(run.element.end, marks)
    return Put(byte, marks, run)


def _second_half(run: Run) -> bytes:
    w = run.prefix
    return b'<%br %brsidR="%b">%b<%bt xml:space="preserve">' % (w, w, _OWN_RSID, run.properties, w)


def _holds_only(document: Traced, mark: Mark) -> bool:
    """Whether the run of a reference holds nothing else but its properties."""
    assert mark.run is not None
    if mark.element.name not in ("w:commentReference", "w:footnoteReference"):
        return False
    run = mark.run.element
    closing = document.data.rindex(b"</", run.start, run.end)
    around = document.data[run.inner : mark.element.start] + document.data[mark.element.end : closing]
    return around.replace(mark.run.properties, b"").strip() == b""


def _joins(document: Traced, gone: list[Edit]) -> list[Edit]:
    """The edits that join runs which only the marks that go have parted."""
    starts = {end: start for start, end, _ in gone if start < end}
    runs = {run.element.end: run for run in document.runs}
    joined = list[Edit]()
    for half in document.runs:
        begin = at = half.element.start
        while at in starts:
            at = starts[at]
        first, closing, opening = runs.get(at), b"</%bt></%br>" % (half.prefix, half.prefix), _second_half(half)
        is_own = first is not None and first.properties == half.properties and document.data.startswith(opening, begin)
        if is_own and at < begin and document.data.endswith(closing, 0, at):
            joined += [(at - len(closing), at, b""), (begin, begin + len(opening), b"")]
    return joined
