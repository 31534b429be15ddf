"""The comments part of a Word document.

Source: ECMA-376 part 1, 17.13.4 (comments).
"""

import re
from collections.abc import Iterable, Mapping
from pyexpat import ParserCreate
from xml.sax.saxutils import escape

from attrs import define, frozen

from claimcheck.articles.docx_package import Package
from claimcheck.bibliography.docx_side_part import HEADER, SidePart, before_end, closed, parse, prefix_of

AUTHOR = "claimcheck"
_CLOSING = re.compile(rb"</(?:[\w.-]+:)?comment\s*>")


@frozen
class Comment:
    """A comment: its number, who wrote it, what it says, and its bytes in the part."""

    id: int
    author: str
    text: str
    start: int = 0
    end: int = 0


@define
class _Open:
    id: str
    author: str
    start: int
    text: list[str]


class CommentsPart(SidePart):
    """The comments of a document. `name` is the part's, which need not exist yet."""

    def __init__(self, package: Package, main: str, namespace: str) -> None:
        super().__init__(package, main, namespace, "comments")
        self.comments = tuple(_read(self)) if self.data else ()

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
        for comment in sorted(gone, key=lambda one: -one.start):
            data = data[: comment.start] + data[comment.end :]
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


class _Reader:
    """Reads the comments of the part, with the bytes at which each begins and ends."""

    def __init__(self, data: bytes) -> None:
        self.found: list[Comment] = []
        self._data = data
        self._path: list[str] = []
        self._open: list[_Open] = []
        self.parser = ParserCreate("utf-8", "}")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag.rpartition("}")[2])
        if self._path[-1] == "comment":
            values = {key.rpartition("}")[2]: value for key, value in attributes.items()}
            self._open.append(_Open(values.get("id", ""), values.get("author", ""), self.parser.CurrentByteIndex, []))
        elif self._path[-1] == "p" and self._open and self._open[-1].text:
            self._open[-1].text.append("\n")

    def _end(self, _tag: str) -> None:
        if self._path.pop() == "comment":
            one, at = self._open.pop(), self.parser.CurrentByteIndex
            closing = _CLOSING.match(self._data, at)
            end = closing.end() if closing else at  # without content, it ends where the parser stands
            if one.id.lstrip("-").isdigit():
                self.found.append(Comment(int(one.id), one.author, "".join(one.text), one.start, end))

    def _text(self, said: str) -> None:
        if self._open and self._path[-1] == "t":
            self._open[-1].text.append(said)


def _read(part: SidePart) -> list[Comment]:
    reader = _Reader(part.data)
    parse(reader.parser, part)
    return reader.found
