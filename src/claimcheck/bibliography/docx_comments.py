"""The comments part of a Word document.

Source: ECMA-376 part 1, 17.13.4 (comments).
"""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from attrs import frozen

from claimcheck.articles.docx_package import Package
from claimcheck.bibliography.docx_side_part import HEADER, SidePart, before_end, closed, prefix_of, read_entries
from claimcheck.stretches import cut_out

AUTHOR = "claimcheck"


@frozen
class Comment:
    """A comment: its number, who wrote it, what it says, and its bytes in the part."""

    id: int
    author: str
    text: str
    start: int = 0
    end: int = 0


class CommentsPart(SidePart):
    """The comments of a document. `name` is the part's, which need not exist yet."""

    def __init__(self, package: Package, main: str, namespace: str) -> None:
        super().__init__(package, main, namespace, "comments")
        found = read_entries(self, "comment") if self.data else []
        self.comments = tuple(
            Comment(one.number or 0, one.attributes.get("author", ""), one.text, one.start, one.end) for one in found
        )

    @property
    def own(self) -> tuple[Comment, ...]:
        """The comments that the program wrote."""
        return tuple(comment for comment in self.comments if comment.author == AUTHOR)

    def changed(self, removed: Iterable[Comment], added: Iterable[Comment]) -> Mapping[str, bytes | None]:
        """The parts as they are without some comments and with others."""
        gone, new = tuple(removed), tuple(added)
        if not gone and not new:
            return {}
        if not new and len(gone) == len(self.comments) and self.is_ours:
            return self.without_part()
        data = self.data or f'{HEADER}<w:comments xmlns:w="{self.namespace}"></w:comments>'.encode()
        data = cut_out(data, sorted((comment.start, comment.end) for comment in gone))
        return self.written(_extended(data, new) if new else closed(data))


def _extended(data: bytes, added: Iterable[Comment]) -> bytes:
    """The comments part with comments at its end, in the prefix that it has for its elements."""
    prefix = prefix_of(data, "comments")
    return before_end(data, "".join(_written(comment, prefix) for comment in added).encode())


def _written(comment: Comment, prefix: str) -> str:
    w, attribute = prefix, prefix or "w:"
    return (
        f'<{w}comment {attribute}id="{comment.id}" {attribute}author="{AUTHOR}" {attribute}initials="cc">'
        f'<{w}p><{w}r><{w}t xml:space="preserve">{escape(comment.text)}</{w}t></{w}r></{w}p></{w}comment>'
    )
