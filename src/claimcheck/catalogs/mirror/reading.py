"""One record's XML as what is indexed of it; no paper is made.

Anything out of the ordinary (damaged text, a record that is none, deletions) is left to the records module, which knows how
to mend it and what to say of it.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError, fromstring

from attrs import evolve, frozen

from claimcheck.catalogs.mirror.document import Indexed, index_document
from claimcheck.catalogs.mirror.nlm_files import WHOLE, Part
from claimcheck.catalogs.pubmed.fields import NotAPaperError, fields_of
from claimcheck.catalogs.pubmed.records import OWN_PMID, Deletion, PubMedRecord, read_entries, without_references
from claimcheck.catalogs.pubmed.slices import Slice, slices


@frozen
class Read:
    """A record that could be read: its version, its XML (mended where it had to be) and what is indexed."""

    version: int
    raw: bytes
    document: Indexed


def read_file(path: Path, part: Part = WHOLE) -> Iterator[Read | Deletion | PubMedRecord]:
    """What a part of PubMed has of a file, in order; deletions are all told, and records that cannot be read, with a problem. Raises `UnreadableRecordsError` as the records
    module does.
    """
    for number, piece in enumerate(slices(path), start=1):
        if part != WHOLE and _is_of_another(piece, part):
            continue
        quickly = piece.problem is None and piece.name != "DeleteCitation"
        if quickly and (read := _parsed(piece.raw)) is not None:
            yield read
        else:
            yield from (_otherwise(entry, number) for entry in read_entries(piece.raw))


def _is_of_another(piece: Slice, part: Part) -> bool:
    """Whether a record that says its PMID at its beginning, as they do, is none of this part's; it need not be read."""
    told = OWN_PMID.match(piece.raw)
    return told is not None and not part.holds(int(told[1]))


def read_stored(raw: bytes) -> Indexed | None:
    """What is indexed of a record that the store holds; None where it cannot be read, which is not to be expected."""
    read = _parsed(raw)
    return read.document if read is not None else None


def _parsed(raw: bytes) -> Read | None:
    try:
        record = fromstring(without_references(raw))  # noqa: S314 - a slice has no DTD
        fields = fields_of(record)
    except (ParseError, NotAPaperError):
        return None
    return Read(fields.version, raw, index_document(fields, record))


def _otherwise(entry: PubMedRecord | Deletion, number: int) -> Read | Deletion | PubMedRecord:
    if isinstance(entry, Deletion):
        return entry
    read = _parsed(entry.raw) if entry.paper is not None else None
    return read or evolve(entry, problem=str(entry.problem).replace("Record 1", f"Record {number}", 1))
