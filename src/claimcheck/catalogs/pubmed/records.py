"""PubMed's XML (EFetch answers, baseline and update files) as `Paper` values, one record at a time.

    for paper in read_papers("pubmed26n0001.xml.gz"): ...

Memory is constant: a file of any size is read in blocks (see the slices module). A record that cannot be read is one
record: the others are still given, and it is told of, never dropped in silence. Damaged text (bytes that are not UTF-8,
control characters, references to characters that XML does not have) is mended where the rest of the record is sound.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from attrs import frozen

from claimcheck.catalogs.pubmed.fields import NotAPaperError, paper_of
from claimcheck.catalogs.pubmed.notices import pmid_or_none
from claimcheck.catalogs.pubmed.slices import Slice, Source, UnreadableRecordsError, slices
from claimcheck.checked import given
from claimcheck.identifiers import Pmid
from claimcheck.model import Origin, Paper


@frozen
class PubMedRecord:
    """One record as it was read: either a `paper` or a `problem` (a sentence).

    `raw` is the record's XML in UTF-8, mended where it had to be: `read_records(record.raw)` gives the same record again.
    `line` is where a record of a text file begins.
    """

    pmid: Pmid | None
    paper: Paper | None
    problem: str | None
    raw: bytes
    line: int | None = None


@frozen
class Deletion:
    """An update file's DeleteCitation: records that PubMed no longer has."""

    pmids: tuple[Pmid, ...]


def read_papers(
    source: Source, *, on_problem: Callable[[PubMedRecord], object] | None = None, origin: Origin | None = None
) -> Iterator[Paper]:
    """The papers of a file, bytes or a binary stream, in order.

    `on_problem` is called with each record that cannot be read. Without it, `UnreadableRecordsError` is raised after the last
    good paper if there was any such record. The same error is raised, after everything whole was given, where the data
    ends early, and at once where it is not PubMed XML.
    """
    opened: Source = given("read_papers: source", source, Source)
    return papers_of(read_records(opened, origin=origin), on_problem)


def papers_of(
    records: Iterable[PubMedRecord], on_problem: Callable[[PubMedRecord], object] | None = None
) -> Iterator[Paper]:
    """The papers among records; bad records are told to `on_problem`, or raised for after the last good one."""
    problems: list[str] = []
    count = 0
    for record in records:
        if record.paper is not None:
            yield record.paper
        elif on_problem is not None:
            on_problem(record)
        else:
            count += 1
            problems = problems or [str(record.problem)]
    if count:
        more = f" {count - 1} more could not be read either." if count > 1 else ""
        raise UnreadableRecordsError(problems[0] + more)


def read_records(source: Source, *, origin: Origin | None = None) -> Iterator[PubMedRecord]:
    """Every record, good or bad, in order. Raises `UnreadableRecordsError` as `read_papers` does for the data as a whole."""
    return (entry for entry in read_entries(source, origin=origin) if isinstance(entry, PubMedRecord))


def read_entries(
    source: Source, *, origin: Origin | None = None, block_size: int = 2**20
) -> Iterator[PubMedRecord | Deletion]:
    """Every record and every deletion, in order: what a local copy applies one after another."""
    for number, piece in enumerate(slices(source, block_size), start=1):
        if piece.name == "DeleteCitation":
            yield _deletion(piece)
        else:
            yield _record(piece, number, origin)


def _deletion(piece: Slice) -> Deletion:
    element, _ = (None, b"") if piece.problem else _parsed(piece)
    if element is None:
        raise UnreadableRecordsError("A list of deleted records (DeleteCitation) cannot be read.")
    found = (pmid_or_none(entry.text or "") for entry in element.findall("PMID"))
    return Deletion(tuple(pmid for pmid in found if pmid is not None))


def _record(piece: Slice, number: int, origin: Origin | None) -> PubMedRecord:
    problem, raw = piece.problem, piece.raw
    if problem is None:
        element, raw = _parsed(piece)
        try:
            if element is None:
                raise NotAPaperError("is not well-formed XML")
            paper = paper_of(element, origin)
            return PubMedRecord(paper.pmid, paper, None, raw)
        except NotAPaperError as error:
            problem = str(error)
    pmid = _pmid_in(raw)
    name = f"Record {number}" + (f" (PMID {pmid})" if pmid else "")
    return PubMedRecord(pmid, None, f"{name} cannot be read: it {problem}.", raw)


OWN_PMID = re.compile(rb"\A<Pubmed\w+[^>]*>\s*<(?:MedlineCitation|BookDocument)[^>]*>\s*<PMID[^>]*>\s*(\d{1,9})\s*<")
"""The PMID of a record that is not parsed: only the first element of the citation counts, not those of references."""


def _pmid_in(raw: bytes) -> Pmid | None:
    found = OWN_PMID.match(raw)
    return pmid_or_none(found.group(1).decode("ascii")) if found else None


# --- parsing -----------------------------------------------------------------------------------------------------


def _parsed(piece: Slice) -> tuple[Element | None, bytes]:
    """The record's element, mended if need be, and the bytes that it was parsed from; None if nothing helps."""
    try:
        return fromstring(without_references(piece.raw)), piece.raw  # noqa: S314 (a slice has no DTD)
    except ParseError:
        mended = _mended(piece)
    try:
        return fromstring(mended), mended  # noqa: S314
    except ParseError:
        return None, piece.raw


def without_references(raw: bytes) -> bytes:
    """The record without its reference lists: half of a modern record, and no field of a `Paper` is read there."""
    end = raw.rfind(_REFERENCES_END, -100)
    start = raw.find(b"<ReferenceList>", 0, end) if end > 0 and b"</PubmedData>" in raw[end:] else -1
    if start < 0 or (b"!" in raw and b"<!" in raw):
        return raw
    return raw[:start] + raw[end + len(_REFERENCES_END) :]


_REFERENCES_END = b"</ReferenceList>"
_LEGACY_ENCODINGS = ("iso-8859-1", "latin-1", "latin1", "windows-1252")
_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,10}));")
_NOT_XML = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PREFIX = re.compile(r"[<\s]([A-Za-z_][\w.-]*):[A-Za-z_]")


def _mended(piece: Slice) -> bytes:
    """The record in good UTF-8, without characters that XML 1.0 does not have, with its name space prefixes declared."""
    try:
        text = piece.raw.decode("utf-8")
    except UnicodeDecodeError:
        text = piece.raw.decode(piece.encoding if piece.encoding in _LEGACY_ENCODINGS else "utf-8", "replace")
    text = _NOT_XML.sub("", _REFERENCE.sub(_character, text))
    prefixes = sorted(set(_PREFIX.findall(text)) - {"xml", "xmlns"})[:20]
    declared = "".join(
        f' xmlns:{prefix}="urn:undeclared:{prefix}"' for prefix in prefixes if f"xmlns:{prefix}" not in text
    )
    head = f"<{piece.name}"
    return (head + declared + text.removeprefix(head)).encode("utf-8")


def _character(reference: re.Match[str]) -> str:
    """A numeric reference as it stands if XML allows the character; else the character, which `_NOT_XML` then drops."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if code > 0x10FFFF:
        return ""
    return chr(code) if _NOT_XML.match(chr(code)) or code == 0x1B else reference[0]
