"""YAML text to a tree of nodes with exact positions, over PyYAML's parser events.

Only what a claims file needs: mappings, sequences and scalars. Anchors, aliases and tags are refused, because they let a
small file stand for a huge one or for a Python object. A scalar's node is PyYAML's own event, so that nothing is
copied. Source: YAML 1.1 (PyYAML and libyaml), whose marks count characters from the start of the text.
"""

import bisect
import re
from typing import Any, TypeAlias

import yaml
from attrs import frozen
from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from claimcheck.collector import without_collection
from claimcheck.model import Location

Parser: Any
try:
    from yaml._yaml import CParser as Parser
except ImportError:  # PyYAML built without libyaml: the same events, ten times slower
    from yaml import BaseLoader as Parser

SIZE_LIMIT = 10_000_000
"""Bytes of one claims file."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""What is written where nothing is, without quotes."""

REFUSALS_TOLD = 10
"""Anchors, aliases and tags that are told of one file; a file made of them has millions."""

DEPTH_LIMIT = 32
"""Mappings and sequences inside each other; format 1 needs seven."""

# Compiled when first used, and kept by `re`: only a text that cannot be read needs it.
_UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_LINE_BREAK = "\r\n?|\n"
_CONFLICT = r"(?m)^(?:<<<<<<<|=======|>>>>>>>|\|{7})(?=[ \r\n]|\Z)"
_EXOTIC_BREAKS = ("\x85", "\u2028", "\u2029")  # line ends to YAML 1.1, ordinary characters to an editor
_FIRST_LINE = "a claims file begins with `claimcheck: 1`"

_EXPLAINED = {
    "mapping values are not allowed in this context": "a colon stands where none is expected: put text that contains "
    "': ' in quotes, and check the indentation",
    "found unexpected end of stream": "a quotation that was opened is never closed",
    "could not find expected ':'": "a key without a colon, or text that wants quotes",
    "did not find expected key": "a key was expected here: check the indentation and the quotes of the lines above",
    "did not find expected '-' indicator": "a list item ('- ') was expected here: check the indentation",
    "did not find expected ',' or ']'": "a '[' is never closed, or a comma is missing",
    "did not find expected ',' or '}'": "a '{' is never closed, or a comma is missing",
    "found character that cannot start any token": "text cannot begin with this character: put it in quotes",
    "found unknown escape character": "a backslash inside double quotes begins an escape that YAML does not know: "
    "use single quotes, or write it twice",
}

ScalarNode: TypeAlias = ScalarEvent


class MapNode:
    """A mapping: its entries in the order of the file, a key written twice twice."""

    __slots__ = ("end_mark", "entries", "flow_style", "start_mark")

    def __init__(self, start: MappingStartEvent) -> None:
        self.start_mark: Any = start.start_mark
        self.end_mark: Any = start.end_mark
        self.flow_style = bool(start.flow_style)
        self.entries: list[tuple[Node, Node]] = []

    def get(self, name: str) -> "Node | None":
        """The value of the first key of that name."""
        return next((value for key, value in self.entries if isinstance(key, ScalarNode) and key.value == name), None)


class SeqNode:
    """A sequence and its items."""

    __slots__ = ("end_mark", "flow_style", "items", "start_mark")

    def __init__(self, start: SequenceStartEvent) -> None:
        self.start_mark: Any = start.start_mark
        self.end_mark: Any = start.end_mark
        self.flow_style = bool(start.flow_style)
        self.items: list[Node] = []


Node: TypeAlias = ScalarNode | MapNode | SeqNode


@frozen
class Fault:
    """Why a text cannot be read: one sentence, and the place as an offset in characters."""

    message: str
    offset: int = 0


class UnreadableError(Exception):
    """The text is no claims file at all. `faults` has at least one entry."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].message)
        self.faults = faults


def start_of(node: Node) -> int:
    """Offset of the node's first character."""
    mark: Any = node.start_mark
    return int(mark.index)


def is_null(node: Node) -> bool:
    """Whether nothing is written there: an empty place, ``null`` or ``~``."""
    return isinstance(node, ScalarNode) and not node.style and node.value in NULLS


def decode(data: bytes) -> str:
    """The text of a file, without a byte order mark. Raises `UnreadableError`."""
    if len(data) > SIZE_LIMIT:
        raise UnreadableError(Fault(too_large(len(data))))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableError(Fault("the file is UTF-16 text: save it as UTF-8"))
    if b"\0" in data:
        raise UnreadableError(Fault("the file is not text: it contains a NUL byte", data.index(b"\0")))
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02x} cannot be decoded; save it as UTF-8"
        raise UnreadableError(Fault(message, len(before))) from None


def too_large(size: int) -> str:
    """The sentence for a file past the limit."""
    return f"the file has {size:,} bytes; a claims file may have {SIZE_LIMIT:,}: split it by article"


def parse(text: str) -> Node:
    """The one document of a text as nodes. Raises `UnreadableError`."""
    try:
        with without_collection():
            return _document(text)
    except yaml.MarkedYAMLError as error:
        raise UnreadableError(_explain(error, text)) from None
    except yaml.YAMLError:
        raise UnreadableError(_unprintable(text)) from None
    except _RefusedError:
        raise UnreadableError(*_refusals(text)) from None


class _RefusedError(Exception):
    """An anchor, alias or tag was met; `_refusals` lists all of them."""


def _document(text: str) -> Node:
    parser = Parser(text)
    parser.get_event()  # stream start
    if not parser.check_event(yaml.DocumentStartEvent):
        raise UnreadableError(Fault(f"the file is empty; {_FIRST_LINE}"))
    parser.get_event()
    root = _build(parser.get_event, parser.get_event(), 0)
    parser.get_event()  # document end
    after = parser.get_event()
    if isinstance(after, yaml.DocumentStartEvent):
        message = "a second YAML document ('---') begins here; a claims file has one"
        mark: Any = after.start_mark
        raise UnreadableError(Fault(message, mark.index))
    return root


def _build(get_event: Any, event: Any, depth: int) -> Node:
    """One node and everything in it. Called once a collection; scalars are taken as they come."""
    if type(event) is AliasEvent or event.anchor is not None or event.tag is not None:
        raise _RefusedError
    if type(event) is ScalarEvent:
        return event
    if depth == DEPTH_LIMIT:
        raise UnreadableError(Fault(f"more than {DEPTH_LIMIT} levels of lists and records", event.start_mark.index))
    if type(event) is MappingStartEvent:
        return _build_map(get_event, event, depth + 1)
    return _build_seq(get_event, event, depth + 1)


def _build_map(get_event: Any, start: MappingStartEvent, depth: int) -> MapNode:
    node = MapNode(start)
    append = node.entries.append
    event = get_event()
    while type(event) is not MappingEndEvent:
        if type(event) is not ScalarEvent or event.anchor is not None or event.tag is not None:
            event = _build(get_event, event, depth)
        value = get_event()
        if type(value) is not ScalarEvent or value.anchor is not None or value.tag is not None:
            value = _build(get_event, value, depth)
        append((event, value))
        event = get_event()
    node.end_mark = event.end_mark
    return node


def _build_seq(get_event: Any, start: SequenceStartEvent, depth: int) -> SeqNode:
    node = SeqNode(start)
    event = get_event()
    while type(event) is not SequenceEndEvent:
        node.items.append(_build(get_event, event, depth))
        event = get_event()
    node.end_mark = event.end_mark
    return node


def _refusals(text: str) -> list[Fault]:
    """The first anchors, aliases and tags of a text that parses as far as the first of them."""
    faults: list[Fault] = []
    parser = Parser(text)
    try:
        while len(faults) < REFUSALS_TOLD and (event := parser.get_event()):
            what = _refused(event)
            if what:
                faults.append(
                    Fault(f"{what} not allowed in a claims file: write the value out", event.start_mark.index)
                )
    except yaml.MarkedYAMLError as error:
        faults.append(_explain(error, text))
    return faults


def _refused(event: Any) -> str:
    if isinstance(event, AliasEvent):
        return f"aliases (*{event.anchor}) are"
    if getattr(event, "anchor", None) is not None:
        return f"anchors (&{event.anchor}) are"
    return "tags (!…) are" if getattr(event, "tag", None) is not None else ""


def _explain(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """PyYAML's complaint in an editor's words."""
    if conflict := re.search(_CONFLICT, text):
        return Fault("the file holds merge conflicts: resolve them", conflict.start())
    mark: Any = error.problem_mark or error.context_mark
    offset = mark.index if mark else 0
    problem = error.problem or str(error)
    if text[offset : offset + 1] == "\t" and "cannot start any token" in problem:
        return Fault("a tab is used for indentation; YAML wants spaces", offset)
    return Fault(f"not YAML: {_EXPLAINED.get(problem, problem)}", offset)


def _unprintable(text: str) -> Fault:
    found = re.search(_UNPRINTABLE, text)
    if not found:
        return Fault("not YAML: the text cannot be parsed")
    return Fault(f"the character U+{ord(found[0]):04X} is not allowed in YAML text: remove it", found.start())


class Positions:
    """Offsets and marks of one text as line and column, both from 1, columns in characters.

    A parser's mark counts the line breaks of YAML 1.1; where the text holds one that editors do not count, lines are
    counted here.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._text = text
        self._starts: list[int] = []
        self._recount = not text.isascii() and any(mark in text for mark in _EXOTIC_BREAKS)

    def of(self, node: Node) -> Location:
        """Where a node begins."""
        mark: Any = node.start_mark
        if self._recount:
            return self.at(mark.index)
        return Location(self.path, mark.line + 1, mark.column + 1)

    def of_record(self, node: Node) -> Location:
        """Where a record's first key stands; for anything else where that begins."""
        return self.of(node.entries[0][0] if isinstance(node, MapNode) and node.entries else node)

    def at(self, offset: int) -> Location:
        """Where the character at the offset stands."""
        if not self._starts:
            self._starts = [0, *(match.end() for match in re.finditer(_LINE_BREAK, self._text))]
        line = bisect.bisect_right(self._starts, offset)
        return Location(self.path, line, offset - self._starts[line - 1] + 1)
