"""The parts of a Word document that comments need besides the text: the comments themselves, a relationship, a content type.

Sources: ECMA-376 part 1, 17.13.4 (comments); part 2, 6.5 (relationships) and 7.2.3 (content types).
"""

import re
from collections.abc import Iterable, Mapping
from pyexpat import ExpatError, ParserCreate
from xml.sax.saxutils import escape

from attrs import define, frozen

from claimcheck.articles.docx_package import Package

AUTHOR = "claimcheck"
_STRICT = "http://purl.oclc.org/ooxml/"
_OFFICE = {
    True: f"{_STRICT}officeDocument/relationships",
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_CLOSING = re.compile(rb"</(?:[\w.-]+:)?comment\s*>")
_ID = "claimcheckComments"
_TYPES = "[Content_Types].xml"


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


class CommentsPart:
    """The comments of a document. `name` is the part's, which need not exist yet."""

    def __init__(self, package: Package, main: str, namespace: str) -> None:
        self._package, self._main, self._namespace = package, main, namespace
        related = [
            target
            for kind, target, outside in package.relationships(main).values()
            if kind == "comments" and not outside
        ]
        self.name = package.name_of(related[0] if related else "word/comments.xml")
        self._data = (package.content(self.name) if related else None) or b""
        self.is_new = not related
        self.comments = tuple(_read(self._data, package, self.name)) if self._data else ()

    @property
    def own(self) -> tuple[Comment, ...]:
        """The comments that the program wrote."""
        return tuple(comment for comment in self.comments if comment.author == AUTHOR)

    def changed(self, removed: Iterable[Comment], added: Iterable[Comment]) -> Mapping[str, bytes | None]:
        """The parts as they are without some comments and with others."""
        gone, new = tuple(removed), tuple(added)
        if not gone and not new:
            return {}
        if not new and len(gone) == len(self.comments) and self._is_ours:
            return self._without_part()
        data = self._data or f'{_HEADER}<w:comments xmlns:w="{self._namespace}"></w:comments>'.encode()
        for comment in sorted(gone, key=lambda one: -one.start):
            data = data[: comment.start] + data[comment.end :]
        parts: dict[str, bytes | None] = {self.name: _extended(data, new) if new else _closed(data)}
        return {**parts, **self._registered()} if self.is_new else parts

    @property
    def _is_ours(self) -> bool:
        """Whether the program made the part, so that it may go again."""
        return f'Id="{_ID}"'.encode() in self._relations

    @property
    def _relations(self) -> bytes:
        return self._package.content(self._relations_name) or b""

    @property
    def _relations_name(self) -> str:
        folder, _, name = self._main.rpartition("/")
        return self._package.name_of(f"{folder}/_rels/{name}.rels".lstrip("/"))

    @property
    def _entries(self) -> tuple[bytes, bytes]:
        """What the part needs in the relationships and in the content types."""
        office = _OFFICE[self._namespace.startswith(_STRICT)]
        relation = f'<Relationship Id="{_ID}" Type="{office}/comments" Target="/{self.name}"/>'
        return relation.encode(), f'<Override PartName="/{self.name}" ContentType="{_TYPE}"/>'.encode()

    def _registered(self) -> dict[str, bytes | None]:
        relation, kind = self._entries
        relations = self._relations or f'{_HEADER}<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
        types = self._package.content(_TYPES)
        if types is None:
            raise self._package.error(f"no {_TYPES} in it; open the document in Word and save it again")
        return {
            self._relations_name: _before_end(relations, relation),
            self._package.name_of(_TYPES): types if self._override_exists(types) else _before_end(types, kind),
        }

    def _override_exists(self, types: bytes) -> bool:
        return f'PartName="/{self.name}"'.encode() in types

    def _without_part(self) -> dict[str, bytes | None]:
        relation, kind = self._entries
        return {
            self.name: None,
            self._relations_name: self._relations.replace(relation, b""),
            self._package.name_of(_TYPES): (self._package.content(_TYPES) or b"").replace(kind, b""),
        }


def _extended(data: bytes, added: Iterable[Comment]) -> bytes:
    """The comments part with comments at its end, in the prefix that it has for its elements."""
    root = re.search(rb"<(?:([\w.-]+):)?comments[\s>/]", data)
    prefix = f"{root[1].decode()}:" if root and root[1] else ""
    return _before_end(data, "".join(_written(comment, prefix) for comment in added).encode())


def _written(comment: Comment, prefix: str) -> str:
    w, attribute = prefix, prefix or "w:"
    return (
        f'<{w}comment {attribute}id="{comment.id}" {attribute}author="{AUTHOR}" {attribute}initials="cc">'
        f'<{w}p><{w}r><{w}t xml:space="preserve">{escape(comment.text)}</{w}t></{w}r></{w}p></{w}comment>'
    )


def _before_end(data: bytes, content: bytes) -> bytes:
    """Put content before the root's closing tag; a root without content gets one, with a space by which it is known."""
    if not content:
        return data
    at = data.rfind(b"</")
    if at >= 0:
        return data[:at] + content + data[at:]
    end = data.rindex(b"/>")
    name: bytes = re.findall(rb"<([\w:.-]+)", data)[-1]
    return data[:end] + b">" + content + b"</" + name + b" >" + data[end + 2 :]


def _closed(data: bytes) -> bytes:
    """A root that had no content, and has none again, as it was."""
    return re.sub(rb"></[\w:.-]+ >(\s*)\Z", rb"/>\1", data)


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


def _read(data: bytes, package: Package, name: str) -> list[Comment]:
    reader = _Reader(data)
    try:
        reader.parser.Parse(data, True)
    except ExpatError as error:
        raise package.error(f"{name} is damaged (line {error.lineno}, column {error.offset + 1})") from None
    return reader.found
