"""The comments part of a Word document.

Source: ECMA-376 part 1, 17.13.4 (comments).
"""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from claimcheck.bibliography.docx_side_part import HEADER, Entry, SidePart, before_end, closed, prefix_of
from claimcheck.stretches import cut_out

AUTHOR = "claimcheck"


class CommentsPart(SidePart):
    """The comments of a document. `name` is the part's, which need not exist yet."""

    kind = "comment"

    def is_own(self, entry: Entry) -> bool:
        """See `SidePart.is_own`."""
        return entry.attributes.get("author") == AUTHOR

    def changed(self, gone: Sequence[Entry], added: Mapping[int, str]) -> Mapping[str, bytes | None]:
        """The parts as they are without some comments and with others, by number."""
        if not gone and not added:
            return {}
        if not added and len(gone) == len(self.entries) and self.is_ours:
            return self.without_part()
        data = self.data or f'{HEADER}<w:comments xmlns:w="{self.namespace}"></w:comments>'.encode()
        data = cut_out(data, sorted((comment.start, comment.end) for comment in gone))
        prefix = prefix_of(data, "comments")
        new = "".join(_written(number, text, prefix) for number, text in added.items())
        return self.written(before_end(data, new.encode()) if new else closed(data))


def _written(number: int, text: str, prefix: str) -> str:
    w, attribute = prefix, prefix or "w:"
    return (
        f'<{w}comment {attribute}id="{number}" {attribute}author="{AUTHOR}" {attribute}initials="cc">'
        f'<{w}p><{w}r><{w}t xml:space="preserve">{escape(text)}</{w}t></{w}r></{w}p></{w}comment>'
    )
