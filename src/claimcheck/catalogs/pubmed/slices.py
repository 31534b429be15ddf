"""Cuts PubMed's XML into its records without parsing it: bytes in, one slice of bytes a record out.

Whole answers and whole bulk files are never held: the data is read in blocks, gzip or not, and each
``<PubmedArticle>``, ``<PubmedBookArticle>`` and ``<DeleteCitation>`` is cut at its own closing tag. So a record that is
broken is one record, memory stays constant, and no document type, entity or external reference ever reaches the XML
parser: a slice begins at an element, where none can be declared.

Tags inside comments and CDATA sections do not count. What is outside records (comments, processing instructions,
unknown elements) is passed over, whatever its length; a document that declares entities of its own is refused.

Source: NLM's PubMed DTD (``PubmedArticleSet = (PubmedArticle | PubmedBookArticle)+, DeleteCitation?``); several sets
one after another are read as one.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import BinaryIO, NamedTuple

from claimcheck.errors import ClaimcheckError

Source = str | PathLike[str] | bytes | BinaryIO
"""A path, the data itself, or a binary file; gzip is recognised by its first bytes. A `str` is a path, never XML."""

MAX_RECORD_BYTES = 64 * 1024 * 1024
"""A longer record is refused: the longest that we know of has about 0.2 MB."""

_BLOCK = 1024 * 1024
_RECORDS = (b"PubmedArticle", b"PubmedBookArticle", b"DeleteCitation")
_SETS = (b"PubmedArticleSet", b"PubmedBookArticleSet")
_TOKEN = re.compile(rb"<(?:(!--|!\[CDATA\[|!DOCTYPE|\?)|(/?[A-Za-z_][^\s/>]*)(?=[\s/>]))")
_ENDS = {b"!--": b"-->", b"![CDATA[": b"]]>", b"?": b"?>"}
_DOCTYPE_END = re.compile(rb"""(?:[^>\["']|"[^"]*"|'[^']*')*([>\[])""")
_EMPTY_TAG = re.compile(rb"[^<>]*/>")
_ENCODING = re.compile(rb"""<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_INSIDE = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|(?P<open><!--|<!\[CDATA\[)"
    rb"|(?P<close></(?:PubmedArticle|PubmedBookArticle|DeleteCitation)\s*>)"
    rb"|(?P<other></?(?:PubmedArticle|PubmedBookArticle|DeleteCitation)(?:Set)?[\s/>])",
    re.DOTALL,
)


class UnreadableRecordsError(ClaimcheckError):
    """Records cannot be read, or not to the end: not PubMed's format, cut off, or not to be opened."""


class Slice(NamedTuple):
    """The bytes of one record: `name` is its element. With a `problem`, `raw` is not a record (and may be empty)."""

    name: str
    raw: bytes
    problem: str | None
    encoding: str


def slices(source: Source, block_size: int = _BLOCK) -> Iterator[Slice]:
    """Cut every record out of `source`, in order, reading at least `block_size` bytes at a time.

    Raises `UnreadableRecordsError` where the data is not PubMed's XML, and, after everything whole was given, where it ends
    before the set is closed.
    """
    with blocks_of(source, block_size) as (label, blocks):
        yield from _Scanner(label, blocks).slices()


# --- blocks ------------------------------------------------------------------------------------------------------


@contextmanager
def blocks_of(source: Source, block_size: int = _BLOCK) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The source's name for messages, and its decompressed bytes in blocks. A path's file is closed at the end."""
    if isinstance(source, (str, PathLike)):
        label = str(source)
        try:
            file: BinaryIO = Path(source).open("rb")  # noqa: SIM115 (closed below, after the last block)
        except OSError as error:
            raise UnreadableRecordsError(f"{label} cannot be read: {error.strerror or error}.") from error
        with closing(file):
            yield label, _inflated(label, _raw_blocks(label, file, block_size))
    else:
        file = BytesIO(source) if isinstance(source, (bytes, bytearray, memoryview)) else source
        label = str(getattr(source, "name", "the data"))
        yield label, _inflated(label, _raw_blocks(label, file, block_size))


def _raw_blocks(label: str, file: BinaryIO, block_size: int) -> Iterator[bytes]:
    try:
        while block := file.read(block_size):
            if not isinstance(block, bytes):
                raise UnreadableRecordsError(f"{label} was opened as text; open it in binary mode.")
            yield block
    except OSError as error:
        raise UnreadableRecordsError(f"{label} cannot be read to its end: {error.strerror or error}.") from error


def _inflated(label: str, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Blocks as they are, or decompressed where the first two bytes are gzip's."""
    head = b""
    for block in blocks:
        head += block
        if len(head) >= 2:
            break
    if head[:2] == b"\x1f\x8b":
        yield from _gunzip(label, head, blocks)
    else:
        yield head
        yield from blocks


def _gunzip(label: str, head: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Decompress gzip members one after another, at most `_BLOCK` bytes at a time whatever the ratio."""
    inflate, pending = zlib.decompressobj(31), head
    try:
        while True:
            if inflate.eof:
                pending = pending.lstrip(b"\0") or next(blocks, b"").lstrip(b"\0")  # padding between members
                if not pending:
                    return
                inflate = zlib.decompressobj(31)
            pending = pending or next(blocks, b"")
            if not pending:
                raise UnreadableRecordsError(f"{label} ends early: the gzip data is cut off, so records are missing.")
            if block := inflate.decompress(pending, _BLOCK):
                yield block
            pending = inflate.unconsumed_tail or inflate.unused_data
    except zlib.error as error:
        raise UnreadableRecordsError(f"{label} holds damaged gzip data, so records are missing.") from error


# --- cutting -----------------------------------------------------------------------------------------------------


class _Scanner:
    """A window on the data that moves from token to token: `data[at:]` is what has not been dealt with."""

    def __init__(self, label: str, blocks: Iterator[bytes]) -> None:
        self.label = label
        self.blocks = blocks
        self.data = b""
        self.at = 0
        self.encoding = "utf-8"
        self.begun = False
        self.inside_set = False

    def slices(self) -> Iterator[Slice]:
        while (token := self._next_token()) is not None:
            mark, name = token.groups()
            if mark is not None:
                self._pass_over(mark, token.end())
            elif name in _RECORDS:
                self.begun = True
                yield self._record(name)
            else:
                self._element(name, token.end())
        if not self.begun:
            raise UnreadableRecordsError(f"{self.label} holds no PubMed XML (no PubmedArticleSet).")
        if self.inside_set:
            raise UnreadableRecordsError(
                f"{self.label} ends early: its set of records is never closed, so records may be missing."
            )

    def _next_token(self) -> re.Match[bytes] | None:
        while True:
            token = _TOKEN.search(self.data, self.at)
            if token is not None:
                self.at = token.start()
                return token
            last = self.data.rfind(b"<", self.at)
            self.at = len(self.data) if last < 0 else last
            if not self._grow():
                return None

    def _grow(self) -> bool:
        """Forget what is dealt with and read at least as much again as is pending, so that rescans stay linear."""
        pending = self.data[self.at :]
        if len(pending) > 2 * MAX_RECORD_BYTES:
            raise UnreadableRecordsError(f"{self.label} is not PubMed XML: a tag has no end.")
        parts, wanted = [pending], max(1, len(pending))
        while wanted > 0 and (block := next(self.blocks, b"")):
            parts.append(block)
            wanted -= len(block)
        self.data, self.at = b"".join(parts), 0
        return len(parts) > 1

    def _pass_over(self, mark: bytes, after: int) -> None:
        if mark == b"!DOCTYPE":
            self._doctype()
            return
        if mark == b"?" and (found := _ENCODING.match(self.data, self.at)):
            self.encoding = found.group(1).decode("ascii").lower()
        self.at = after
        end = _ENDS[mark]
        while (found_at := self.data.find(end, self.at)) < 0:
            self.at = max(self.at, len(self.data) - len(end) + 1)
            if not self._grow():
                return
        self.at = found_at + len(end)

    def _doctype(self) -> None:
        while (end := _DOCTYPE_END.match(self.data, self.at + len(b"<!DOCTYPE"))) is None:
            if len(self.data) - self.at > _BLOCK or not self._grow():
                raise UnreadableRecordsError(f"{self.label} is not PubMed XML: its document type has no end.")
        if end.group(1) == b"[":
            raise UnreadableRecordsError(
                f"{self.label} declares entities of its own, which PubMed never does; refused."
            )
        self.at = end.end()

    def _element(self, name: bytes, after: int) -> None:
        if name in _SETS:
            self.begun = True
            self.inside_set = _EMPTY_TAG.match(self.data, after) is None
        elif name[1:] in _SETS:
            self.inside_set = False
        elif not self.begun:
            shown = name[:40].decode("ascii", "replace")
            raise UnreadableRecordsError(f"{self.label} is not PubMed XML: it begins with <{shown}>.")
        self.at = after

    def _record(self, name: bytes) -> Slice:
        """The record that begins at `at`; moves on behind it."""
        while (extent := _extent(self.data, self.at, name)) is None:
            if len(self.data) - self.at > MAX_RECORD_BYTES:
                extent = (self.at + 1 + len(name), False)
                return self._cut(name, extent, "is longer than 64 MB")
            if not self._grow():
                self.inside_set = True
                raise UnreadableRecordsError(f"{self.label} ends early: its last record is cut off.")
        too_long = extent[0] - self.at > MAX_RECORD_BYTES
        return self._cut(name, extent, "is longer than 64 MB" if too_long else None)

    def _cut(self, name: bytes, extent: tuple[int, bool], problem: str | None) -> Slice:
        end, closed = extent
        raw = b"" if problem else self.data[self.at : end]
        self.at = end
        if not closed:
            problem = problem or f"has no </{name.decode()}>"
        return Slice(name.decode(), raw, problem, self.encoding)


def _extent(data: bytes, start: int, name: bytes) -> tuple[int, bool] | None:
    """Where the record that begins at `start` ends, and whether by its own closing tag; None if more data is needed.

    The closing tag is looked for backwards from the next record: one pass over the bytes finds both.
    """
    inner = start + 1
    following = data.find(b"<" + name, inner)
    tag = b"</" + name
    close = data.find(tag, inner) if following < 0 else data.rfind(tag, inner, following)
    until = len(data) if close < 0 else close
    if _has_declarations(data, inner, until):
        return _extent_among_comments(data, inner, name)
    end = close + len(name) + 3
    if close >= 0 and data[end - 1 : end] == b">":
        return end, True
    return None if close < 0 and following < 0 else _extent_among_comments(data, inner, name)


def _has_declarations(data: bytes, start: int, end: int) -> bool:
    """Whether there is a comment or a CDATA section; looking for the rare first character alone is quicker."""
    return data.find(b"!", start, end) >= 0 and data.find(b"<!", start, end) >= 0


def _extent_among_comments(data: bytes, inner: int, name: bytes) -> tuple[int, bool] | None:
    """The same, token by token: comments, CDATA, white space in the closing tag, records that were never closed."""
    for token in _INSIDE.finditer(data, inner):
        if token["open"]:
            return None
        if token["close"] and token["close"][2:-1].strip() == name:
            return token.end(), True
        if token["close"] or token["other"]:
            return token.start(), False
    return None
