"""The comments part of a Word document.

Source: ECMA-376 part 1, 17.13.4 (comments).
"""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from claimcheck.bibliography.docx_side_part import Entry, SidePart

AUTHOR = "claimcheck"


class CommentsPart(SidePart):
    """The comments of a document. `name` is the part's, which need not exist yet."""

    kind = "comment"

    def is_own(self, entry: Entry) -> bool:
        """See `SidePart.is_own`."""
        return entry.attributes.get("author") == AUTHOR

    def new_entries(self, added: Mapping[int, str], prefix: str, known: bytes) -> Iterable[str]:  # noqa: ARG002
        """See `SidePart.new_entries`."""
        w, a = prefix, prefix or "w:"
        for number, text in added.items():
            yield f'<{w}comment {a}id="{number}" {a}author="{AUTHOR}" {a}initials="cc">'
            yield f'<{w}p><{w}r><{w}t xml:space="preserve">{escape(text)}</{w}t></{w}r></{w}p></{w}comment>'
