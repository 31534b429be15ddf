"""The footnotes part of a Word document, and the footnotes in it that the program wrote.

A footnote of ours holds a bookmark whose name begins with ``_claimcheck``: Word keeps bookmarks, and hides those with an underscore.
Source: ECMA-376 part 1, 17.11 (footnotes) and 17.13.6 (bookmarks).
"""

import re
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from claimcheck.bibliography.docx_side_part import Entry, SidePart

_OWN = "_claimcheck"
_BOOKMARK = re.compile(rb"bookmarkStart\s[^<>]*?\bid=\"(\d+)\"")


class FootnotesPart(SidePart):
    """The footnotes of a document."""

    kind = "footnote"
    first = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for kind, number in (("separator", -1), ("continuationSeparator", 0))
    )
    lowest = 1

    def is_own(self, entry: Entry) -> bool:
        """See `SidePart.is_own`."""
        return any(name.startswith(_OWN) for name in entry.bookmarks)

    @property
    def next_number(self) -> int:
        """The first number that only notes of ours have, which are written anew."""
        return max([*(one.number for one in self.entries if not self.is_own(one)), 0]) + 1

    def new_entries(self, added: Mapping[int, str], prefix: str, known: bytes) -> Iterable[str]:
        """See `SidePart.new_entries`."""
        w, a = prefix, prefix or "w:"
        mark = f'<{w}r><{w}rPr><{w}vertAlign {a}val="superscript"/></{w}rPr><{w}footnoteRef/></{w}r>'
        free = max([0, *map(int, _BOOKMARK.findall(known))]) + 1
        for bookmark, (number, text) in enumerate(added.items(), start=free):
            name = f'<{w}bookmarkStart {a}id="{bookmark}" {a}name="{_OWN}{number}"/>'
            said = f'<{w}r><{w}t xml:space="preserve"> {escape(text)}</{w}t></{w}r>'
            yield f'<{w}footnote {a}id="{number}"><{w}p>{name}{mark}{said}<{w}bookmarkEnd {a}id="{bookmark}"/></{w}p></{w}footnote>'
