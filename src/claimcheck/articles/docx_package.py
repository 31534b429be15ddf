"""The parts of a Word document: a zip archive that nobody has to trust.

Only the parts that hold text are unpacked (ECMA-376 part 2: found through relationships), each within a bound of size and
of compression. XML is read as UTF-8 whatever it declares, and a document type declaration is refused, so there are no
entities but the five of XML.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pyexpat import ExpatError, XMLParserType
from xml.etree.ElementTree import ParseError, XMLParser

from claimcheck.errors import UnreadableArticleError

MAX_PART = 60_000_000
"""Bytes of one part, unpacked."""
MAX_RATIO = 300
"""A part may be this many times as large as packed; text in XML reaches about 100."""
_MAX_COPIED = 200_000_000
_SMALL = 1_000_000
_MAX_ENTRIES = 20_000
_OLD_WORD = b"\xd0\xcf\x11\xe0"


class TooManyElementsError(Exception):
    """A part has more elements than its reader takes."""


class XmlTarget:
    """Who is told about the elements of a part, in order (the target interface of ElementTree's XMLParser).

    One that derives from it may have `end` and `data`, too, to be told of ends and of characters between two tags.
    """

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""


class Package:
    """An opened document. Every method raises `UnreadableArticleError`."""

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        if data.startswith(_OLD_WORD):
            raise self.error("an old .doc or a document with a password; save it as .docx without a password")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError):
            raise self.error("not a Word document (no zip archive)") from None
        self._names = {name.lower(): name for name in self._archive.namelist()}
        if len(self._names) > _MAX_ENTRIES:
            raise self.error(f"an archive of {len(self._names)} parts; this is no article")
        if any(name.endswith("vbaproject.bin") for name in self._names):
            raise self.error("holds macros; save it as .docx without them")

    @property
    def is_signed(self) -> bool:
        """Whether it carries digital signatures (ECMA-376 part 2, section 10)."""
        return any(name.startswith("_xmlsignatures/") for name in self._names)

    def error(self, reason: str) -> UnreadableArticleError:
        """The exception for a reason."""
        return UnreadableArticleError(f"{self.path}: {reason}.")

    def main_part(self) -> str:
        """The name of the part with the text."""
        found = self.relationships("").values()
        return next((target for kind, target, _ in found if kind == "officeDocument"), "word/document.xml")

    def relationships(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """Kind, target and whether it lies outside, by id; targets inside are names of parts."""
        folder, name = posixpath.split(part)
        reader = _Relationships(folder)
        self.parse(posixpath.join(folder, "_rels", f"{name}.rels"), reader, optional=True)
        return reader.found

    def related(self, part: str, kind: str) -> str:
        """The name of the part of a kind that a part has by its relationships; "" where there is none."""
        found = self.relationships(part).values()
        return next((target for name, target, outside in found if name == kind and not outside), "")

    def damaged(self, part: str, line: int, column: int) -> UnreadableArticleError:
        """The exception for a part that is no XML from a place on; the column counts from 0."""
        return self.error(f"{part} is damaged (line {line}, column {column + 1})")

    def feed(self, part: str, parser: XMLParserType, data: bytes) -> None:
        """Tell an expat parser what the bytes of a part hold."""
        try:
            parser.Parse(data, True)
        except ExpatError as error:
            raise self.damaged(part, error.lineno, error.offset) from None

    def parse(self, part: str, target: XmlTarget, *, optional: bool = False) -> None:
        """Tell `target` what a part holds; nothing where an optional one is missing."""
        content = self.content(part) if optional else self.required(part)
        if content is None:
            return
        parser = XMLParser(target=target, encoding="utf-8")  # noqa: S314 - without a DTD there are no entities
        try:
            parser.feed(content)
            parser.close()
        except TooManyElementsError:
            raise self.error(f"{part} has more elements than an article; is this the right file?") from None
        except ParseError as error:
            raise self.damaged(part, *error.position) from None

    def required(self, part: str) -> bytes:
        """The same as `content` of a part without which there is no document."""
        content = self.content(part)
        if content is None:
            raise self.error(f"no {part} in it; this is no Word document, or a damaged one")
        return content

    def content(self, part: str) -> bytes | None:
        """The XML of a part, free of what XML of Word never has; None where there is no such part."""
        name = self._names.get(part.lower())
        if name is None:
            return None
        content = self._unpacked(name)
        if b"\0" in content:  # UTF-16 would hide what the next line looks for
            raise self.error(f"{part} is not UTF-8; open the document in Word and save it again")
        if b"<!DOCTYPE" in content:
            raise self.error(f"{part} declares a document type, which Word documents never do")
        return content

    def name_of(self, part: str) -> str:
        """The name of a part as the archive spells it; as given where there is none."""
        return self._names.get(part.lower(), part)

    def rewritten(self, parts: Mapping[str, bytes | None]) -> bytes:
        """The archive with some parts replaced, added, or (None) left out; every other part as it was, in its order."""
        entries = self._archive.infolist()
        if sum(info.file_size for info in entries) > _MAX_COPIED:
            raise self.error(f"unpacks to more than {_MAX_COPIED:,} bytes; too large to write comments into")
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
            copy.comment = self._archive.comment
            for info in entries:
                content = parts[info.filename] if info.filename in parts else self._copied(info)
                if content is not None:
                    copy.writestr(_like(info), content)
            known = {info.filename for info in entries}
            for name, content in parts.items():
                if name not in known and content is not None:
                    copy.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

    def _copied(self, info: zipfile.ZipInfo) -> bytes:
        try:
            return self._archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
            raise self.error(f"{info.filename} is damaged or protected") from None

    def _unpacked(self, name: str) -> bytes:
        info = self._archive.getinfo(name)
        bound = min(MAX_PART, max(_SMALL, info.compress_size * MAX_RATIO))
        if info.flag_bits & 1:
            raise self.error("protected by a password; save it without one")
        try:
            with self._archive.open(info) as part:
                content = part.read(bound + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
            raise self.error(f"{name} is damaged") from None
        if len(content) > bound:
            raise self.error(f"{name} unpacks to more than {bound:,} bytes; this is no article")
        return content


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """A new entry with the old one's name, time and way of packing."""
    entry = zipfile.ZipInfo(info.filename, info.date_time)
    entry.compress_type = zipfile.ZIP_STORED if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    entry.external_attr, entry.create_system, entry.comment = info.external_attr, info.create_system, info.comment
    return entry


class _Relationships(XmlTarget):
    """Reads a part of relationships (ECMA-376 part 2, section 6.5.3)."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: dict[str, tuple[str, str, bool]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not tag.endswith("}Relationship"):
            return
        kind, target = attributes.get("Type", "").rpartition("/")[2], attributes.get("Target", "")
        outside = attributes.get("TargetMode") == "External"
        if not outside:
            target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(self._folder, target))
        self.found[attributes.get("Id", "")] = (kind, target, outside)
