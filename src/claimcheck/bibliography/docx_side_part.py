"""A part of a Word document beside its text that the program may add: the comments, the footnotes.

A new part needs a relationship and a content type. Sources: ECMA-376 part 2, 6.5 (relationships) and 7.2.3 (content types).
"""

import re
from collections.abc import Iterable, Mapping
from pyexpat import ParserCreate
from typing import ClassVar

from attrs import define, field

from claimcheck.articles.docx_package import Package
from claimcheck.stretches import cut_out

HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_STRICT = "http://purl.oclc.org/ooxml/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = "[Content_Types].xml"


@define
class Entry:
    """An element of a part, by local names: its attributes, its bytes in the part, the words in it, its bookmarks' names."""

    attributes: dict[str, str]
    start: int
    end: int = 0
    said: list[str] = field(factory=list)
    bookmarks: list[str] = field(factory=list)

    @property
    def text(self) -> str:
        """The words, a line a paragraph."""
        return "".join(self.said)

    @property
    def number(self) -> int:
        """Its `id`."""
        return int(self.attributes["id"])


class SidePart:
    """A part of entries of a kind ("comment", "footnote"), which need not exist yet; `data` are its bytes, none where it does not."""

    kind: ClassVar[str]
    first: ClassVar[str] = ""
    """What a new part begins with."""
    lowest: ClassVar[float] = float("-inf")
    """What has a lower number is no entry of a person's or the program's."""

    def __init__(self, package: Package, main: str, namespace: str) -> None:
        self.package, self.namespace = package, namespace
        self._kind = f"{self.kind}s"
        self._id = f"claimcheck{self._kind.title()}"
        folder, _, name = main.rpartition("/")
        self._relations_name = package.name_of(f"{folder}/_rels/{name}.rels".lstrip("/"))
        self._relations = package.content(self._relations_name) or b""
        related = package.related(main, self._kind)
        self.name = package.name_of(related or f"word/{self._kind}.xml")
        self.data = (package.content(self.name) if related else None) or b""
        self.is_new = not related
        self.entries = read_entries(self, self.kind) if self.data else []

    def is_own(self, entry: Entry) -> bool:
        """Whether the program wrote an entry."""
        raise NotImplementedError

    @property
    def own(self) -> list[Entry]:
        """The entries that the program wrote."""
        return [one for one in self.entries if self.is_own(one)]

    @property
    def is_ours(self) -> bool:
        """Whether the program made the part, so that it may go again."""
        return f'Id="{self._id}"'.encode() in self._relations

    @property
    def _entries(self) -> tuple[bytes, bytes]:
        """What the part needs in the relationships and in the content types."""
        office = f"{_STRICT}officeDocument/relationships" if self.namespace.startswith(_STRICT) else _OFFICE
        relation = f'<Relationship Id="{self._id}" Type="{office}/{self._kind}" Target="/{self.name}"/>'
        return relation.encode(), f'<Override PartName="/{self.name}" ContentType="{_WORD}.{self._kind}+xml"/>'.encode()

    def new_entries(self, added: Mapping[int, str], prefix: str, known: bytes) -> Iterable[str]:
        """Texts as entries, by number; `prefix` is that of the part's elements, `known` all that they stand beside."""
        raise NotImplementedError

    def changed(
        self, gone: Iterable[Entry], added: Mapping[int, str], document: bytes = b""
    ) -> Mapping[str, bytes | None]:
        """The parts as they are without some entries and with others, by number; `document` is the main part."""
        cuts = sorted((one.start, one.end) for one in gone)
        is_bare = {(one.start, one.end) for one in self.entries if one.number >= self.lowest}.issubset(cuts)
        if not added and self.is_ours and is_bare:
            return self.without_part()
        if not (added or self.data):
            return {}
        empty = f'{HEADER}<w:{self._kind} xmlns:w="{self.namespace}">{self.first}</w:{self._kind}>'
        data = cut_out(self.data or empty.encode(), cuts)
        new = "".join(self.new_entries(added, prefix_of(data, self._kind), document + data))
        parts: dict[str, bytes | None] = {self.name: before_end(data, new.encode()) if new else closed(data)}
        return {**parts, **self._registered()} if self.is_new else parts

    def _registered(self) -> dict[str, bytes | None]:
        relation, kind = self._entries
        relations = self._relations or f'{HEADER}<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
        types = self.package.content(_TYPES)
        if types is None:
            raise self.package.error(f"no {_TYPES} in it; open the document in Word and save it again")
        is_known = f'PartName="/{self.name}"'.encode() in types
        return {
            self._relations_name: before_end(relations, relation),
            self.package.name_of(_TYPES): types if is_known else before_end(types, kind),
        }

    def without_part(self) -> dict[str, bytes | None]:
        """The parts without this one, which the program made."""
        relation, kind = self._entries
        return {
            self.name: None,
            self._relations_name: self._relations.replace(relation, b""),
            self.package.name_of(_TYPES): (self.package.content(_TYPES) or b"").replace(kind, b""),
        }


def prefix_of(data: bytes, root: str) -> str:
    """The prefix that a part has for its elements, with its colon: ``w:``."""
    found = re.search(rb"<(?:([\w.-]+):)?" + root.encode() + rb"[\s>/]", data)
    return f"{found[1].decode()}:" if found and found[1] else ""


def before_end(data: bytes, content: bytes) -> bytes:
    """Put content before the root's closing tag; a root without content gets one, with a space by which it is known."""
    at = data.rfind(b"</")
    if at >= 0:
        return data[:at] + content + data[at:]
    end = data.rindex(b"/>")
    name: bytes = re.findall(rb"<([\w:.-]+)", data)[-1]
    return data[:end] + b">" + content + b"</" + name + b" >" + data[end + 2 :]


def closed(data: bytes) -> bytes:
    """A root that had no content, and has none again, as it was; one that still has some is left."""
    return re.sub(rb"(<([\w:.-]+)(?=[\s>])[^<]*)></\2 >(\s*)\Z", rb"\1/>\3", data)


def read_entries(part: SidePart, name: str) -> list[Entry]:
    """The elements of that name which have a number. Raises `UnreadableArticleError`."""
    reader = _Reader(part.data, name)
    part.package.feed(part.name, reader.parser, part.data)
    return [one for one in reader.found if one.attributes.get("id", "").lstrip("-").isdigit()]


class _Reader:
    """Reads elements of a name, with the bytes at which each begins and ends."""

    def __init__(self, data: bytes, name: str) -> None:
        self.found: list[Entry] = []
        self._data, self._name = data, name
        self._closing = re.compile(rb"</(?:[\w.-]+:)?" + name.encode() + rb"\s*>")
        self._path: list[str] = []
        self._open: list[Entry] = []
        self.parser = ParserCreate("utf-8", "}")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self._path.append(name)
        values = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        if name == self._name:
            self._open.append(Entry(values, self.parser.CurrentByteIndex))
        elif name == "bookmarkStart" and self._open:
            self._open[-1].bookmarks.append(values.get("name", ""))
        elif name == "p" and self._open and self._open[-1].said:
            self._open[-1].said.append("\n")

    def _end(self, _tag: str) -> None:
        if self._path.pop() == self._name:
            one, at = self._open.pop(), self.parser.CurrentByteIndex
            closing = self._closing.match(self._data, at)
            one.end = closing.end() if closing else at  # without content, it ends where the parser stands
            self.found.append(one)

    def _text(self, said: str) -> None:
        if self._open and self._path[-1] == "t":
            self._open[-1].said.append(said)
