"""The footnotes part of a Word document, and the footnotes in it that the program wrote.

A footnote of ours holds a bookmark whose name begins with ``_claimcheck``: Word keeps bookmarks, and hides those with an underscore.
Source: ECMA-376 part 1, 17.11 (footnotes) and 17.13.6 (bookmarks).
"""

import re
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from attrs import frozen

from claimcheck.articles.docx_package import Package
from claimcheck.bibliography.docx_side_part import HEADER, Entry, SidePart, before_end, closed, prefix_of, read_entries
from claimcheck.stretches import cut_out

_OWN = "_claimcheck"
_BOOKMARK = re.compile(rb"bookmarkStart\s[^<>]*?\bid=\"(\d+)\"")
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


@frozen
class Footnote:
    """A footnote: its number, what it says, its bytes in the part, and whether the program wrote it."""

    id: int
    text: str
    start: int = 0
    end: int = 0
    is_own: bool = True


class FootnotesPart(SidePart):
    """The footnotes of a document. `raising` is the element that raises the mark of a note."""

    def __init__(self, package: Package, main: str, namespace: str) -> None:
        super().__init__(package, main, namespace, "footnotes")
        self.footnotes = tuple(map(_footnote, read_entries(self, "footnote"))) if self.data else ()

    @property
    def own(self) -> tuple[Footnote, ...]:
        """The footnotes that the program wrote."""
        return tuple(one for one in self.footnotes if one.is_own)

    @property
    def next_number(self) -> int:
        """The first number that only notes of ours have, which are written anew."""
        return max([*(one.id for one in self.footnotes if not one.is_own), 0]) + 1

    def with_own(self, added: Iterable[Footnote], document: bytes) -> Mapping[str, bytes | None]:
        """The parts with these footnotes in place of those that the program wrote before; `document` is the main part."""
        new, data = tuple(added), cut_out(self.data, sorted((one.start, one.end) for one in self.own))
        if not new and self.is_ours and self._is_bare:
            return self.without_part()
        if not new:
            return {self.name: closed(data)} if self.data else {}
        data = data or _empty(self.namespace)
        prefix = prefix_of(data, "footnotes")
        used = [int(number) for number in _BOOKMARK.findall(document + data)]
        first = max([*used, 0]) + 1
        notes = (_written(note, prefix, first + place) for place, note in enumerate(new))
        return self.written(before_end(data, "".join(notes).encode()))

    @property
    def _is_bare(self) -> bool:
        """Whether the part holds nothing but what the program wrote."""
        return all(one.is_own or one.id < 1 for one in self.footnotes)


def _footnote(entry: Entry) -> Footnote:
    is_own = any(name.startswith(_OWN) for name in entry.bookmarks)
    return Footnote(entry.number or 0, entry.text.strip(), entry.start, entry.end, is_own)


def _empty(namespace: str) -> bytes:
    """A part with the two separators that Word wants."""
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for kind, number in _SEPARATORS
    )
    return f'{HEADER}<w:footnotes xmlns:w="{namespace}">{lines}</w:footnotes>'.encode()


def _written(note: Footnote, prefix: str, bookmark: int) -> str:
    w, a = prefix, prefix or "w:"
    mark = f'<{w}r><{w}rPr><{w}vertAlign {a}val="superscript"/></{w}rPr><{w}footnoteRef/></{w}r>'
    name = f'<{w}bookmarkStart {a}id="{bookmark}" {a}name="{_OWN}{note.id}"/>'
    said = f'<{w}r><{w}t xml:space="preserve"> {escape(note.text)}</{w}t></{w}r>'
    return f'<{w}footnote {a}id="{note.id}"><{w}p>{name}{mark}{said}<{w}bookmarkEnd {a}id="{bookmark}"/></{w}p></{w}footnote>'
