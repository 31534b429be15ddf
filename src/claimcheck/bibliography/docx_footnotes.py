"""The footnotes part of a Word document, and the footnotes in it that the program wrote.

A footnote of ours holds a bookmark whose name begins with ``_claimcheck``: Word keeps bookmarks, and hides those with an underscore.
Source: ECMA-376 part 1, 17.11 (footnotes) and 17.13.6 (bookmarks).
"""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from claimcheck.bibliography.docx_side_part import HEADER, Entry, SidePart, before_end, closed, prefix_of
from claimcheck.stretches import cut_out

_OWN = "_claimcheck"
_BOOKMARK = re.compile(rb"bookmarkStart\s[^<>]*?\bid=\"(\d+)\"")
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


class FootnotesPart(SidePart):
    """The footnotes of a document."""

    kind = "footnote"

    def is_own(self, entry: Entry) -> bool:
        """See `SidePart.is_own`."""
        return any(name.startswith(_OWN) for name in entry.bookmarks)

    @property
    def next_number(self) -> int:
        """The first number that only notes of ours have, which are written anew."""
        return max([*(one.number for one in self.entries if not self.is_own(one)), 0]) + 1

    def with_own(self, new: Mapping[int, str], document: bytes) -> Mapping[str, bytes | None]:
        """The parts with these footnotes, by number, in place of those that the program wrote before; `document` is the main part."""
        data = cut_out(self.data, sorted((one.start, one.end) for one in self.own))
        is_bare = all(self.is_own(one) or one.number < 1 for one in self.entries)
        if not new and self.is_ours and is_bare:
            return self.without_part()
        if not new:
            return {self.name: closed(data)} if self.data else {}
        data = data or _empty(self.namespace)
        prefix = prefix_of(data, "footnotes")
        used = [int(number) for number in _BOOKMARK.findall(document + data)]
        first = max([*used, 0]) + 1
        notes = (_written(note, prefix, bookmark) for bookmark, note in enumerate(new.items(), start=first))
        return self.written(before_end(data, "".join(notes).encode()))


def _empty(namespace: str) -> bytes:
    """A part with the two separators that Word wants."""
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for kind, number in _SEPARATORS
    )
    return f'{HEADER}<w:footnotes xmlns:w="{namespace}">{lines}</w:footnotes>'.encode()


def _written(note: tuple[int, str], prefix: str, bookmark: int) -> str:
    w, a = prefix, prefix or "w:"
    number, text = note
    mark = f'<{w}r><{w}rPr><{w}vertAlign {a}val="superscript"/></{w}rPr><{w}footnoteRef/></{w}r>'
    name = f'<{w}bookmarkStart {a}id="{bookmark}" {a}name="{_OWN}{number}"/>'
    said = f'<{w}r><{w}t xml:space="preserve"> {escape(text)}</{w}t></{w}r>'
    return f'<{w}footnote {a}id="{number}"><{w}p>{name}{mark}{said}<{w}bookmarkEnd {a}id="{bookmark}"/></{w}p></{w}footnote>'
