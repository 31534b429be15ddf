"""PubMed's MEDLINE text format (NBIB files, "Save citation to file: PubMed") as `Paper` values.

The lines are read by `Bio.Medline`; here they become the same values that the XML gives. The format tells less:
publication types and headings have no identifiers, an abstract's headings stand in its text.

Source: NLM, "MEDLINE/PubMed Data Element (Field) Descriptions".
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve
from Bio import Medline

from claimcheck.catalogs.pubmed.fields import first, first_year
from claimcheck.catalogs.pubmed.notices import REF_TYPES, date_or_none, notice_of, pmid_or_none
from claimcheck.catalogs.pubmed.plaintext import tidy
from claimcheck.catalogs.pubmed.records import PubMedRecord, papers_of
from claimcheck.catalogs.pubmed.slices import MAX_RECORD_BYTES, Source, UnreadableRecordsError, blocks_of
from claimcheck.identifiers import Doi, Pmcid
from claimcheck.model import AbstractSection, Author, MeshHeading, Notice, Origin, Paper, PublicationType

_Fields = Mapping[str, str | list[str]]

_SAME = (
    ("journal_abbreviation", "TA"), ("nlm_unique_id", "JID"), ("pub_date", "DP"), ("volume", "VI"), ("issue", "IP"), ("pages", "PG"),
)  # fmt: skip
"""What a `Paper` takes as it is, and the tags that it stands behind."""
_TAG = re.compile(r"[A-Z][A-Z0-9 ]{3}- ?")
_LINKED_PMID = re.compile(r"\s*PMID:\s*([0-9]+)\.?\s*$")


def read_medline(source: Source, *, on_problem: Callable[[PubMedRecord], object] | None = None) -> Iterator[Paper]:
    """The papers of an NBIB file, bytes or a binary stream, in order; bad records as in `records.read_papers`.

    Their origin is ``import``. Raises `UnreadableRecordsError` where the data holds no MEDLINE record.
    """
    return papers_of(_records(source), on_problem)


def _records(source: Source) -> Iterator[PubMedRecord]:
    with blocks_of(source) as (label, blocks):
        begun = False
        for number, (begin, lines) in enumerate(_grouped(_lines(label, blocks)), start=1):
            begun = begun or lines[0].startswith("PMID-")
            yield evolve(_record(lines, number), line=begin)
        if not begun:
            raise UnreadableRecordsError(f"{label} holds no MEDLINE record (no line begins with PMID-).")


def _lines(label: str, blocks: Iterator[bytes]) -> Iterator[tuple[int, str]]:
    """Numbered text lines, wrapped ones joined again: Bio.Medline would take a wrapped value of a list for two values."""
    begin, line = 0, ""
    for number, following in enumerate(_physical_lines(label, blocks), start=1):
        if line and following.startswith("      "):
            line = f"{line} {following.strip()}".rstrip()
            continue
        yield begin, line
        begin, line = number, following.rstrip()
    yield begin, line


def _physical_lines(label: str, blocks: Iterator[bytes]) -> Iterator[str]:
    decoder = getincrementaldecoder("utf-8-sig")("replace")
    rest = ""
    for block in blocks:
        *lines, rest = re.split(r"\r{0,2}\n|\r(?!\r?\Z)", rest + decoder.decode(block))
        yield from lines
        if len(rest) > MAX_RECORD_BYTES:
            raise UnreadableRecordsError(f"{label} is not a MEDLINE text file: a line has no end.")
    yield from re.split(r"\r{0,2}\n|\r", rest + decoder.decode(b"", final=True))


def _grouped(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    """The tagged lines of one record after another, and where it begins; lines without tag are passed over.

    A record ends at an empty line or the next PMID: what stands behind an empty line may be another work's.
    """
    begin, record = 0, list[str]()
    for number, line in lines:
        if record and (not line or line.startswith("PMID-")):
            yield begin, record
            record = []
        if _TAG.match(line):
            begin = begin if record else number
            record.append(line)
    if record:
        yield begin, record


def _record(lines: list[str], number: int) -> PubMedRecord:
    raw = "\n".join(lines).encode("utf-8", "replace")
    fields: _Fields = Medline.read(lines)  # type: ignore[no-untyped-call]
    pmid = pmid_or_none(_one(fields, "PMID"))
    if pmid is None:
        return PubMedRecord(None, None, f"Record {number} cannot be read: it has no PMID in standard form.", raw)
    abstract, other, status, revised = (_one(fields, tag) for tag in ("AB", "OAB", "STAT", "LR"))
    written_ids = f"{_one(fields, 'LID')} {' '.join(_many(fields, 'AID'))}"
    same: dict[str, Any] = {name: _one(fields, tag) or None for name, tag in _SAME}
    paper = Paper(
        pmid=pmid,
        title=_one(fields, "TI") or _one(fields, "BTI"),
        sections=(AbstractSection(abstract),) if abstract else (),
        authors=_authors(fields),
        journal=_one(fields, "JT") or _one(fields, "BTI") or None,
        year=first_year(_one(fields, "DP")) or first_year(_one(fields, "DEP")[:4]),
        doi=first(Doi, re.findall(r"(\S+) \[doi\]", written_ids)),
        pmcid=first(Pmcid, [_one(fields, "PMC"), *re.findall(r"(PMC\d+) \[pmc\]", written_ids)]),
        publication_types=tuple(PublicationType(name) for name in _many(fields, "PT")),
        mesh=_mesh(fields, status),
        keywords=tuple(word.lstrip("*") for word in _many(fields, "OT")),
        notices=_notices(fields),
        languages=tuple(language.lower() for language in _many(fields, "LA")),
        vernacular_title=_one(fields, "TT"),
        other_abstracts=(AbstractSection(other),) if other else (),
        status=status or None,
        revised=date_or_none(revised[:4], revised[4:6], revised[6:8]),
        is_book="BTI" in fields,
        origin=Origin("import"),
        **same,
    )
    return PubMedRecord(pmid, paper, None, raw)


def _one(fields: _Fields, tag: str) -> str:
    value = fields.get(tag, "")
    return tidy(value if isinstance(value, str) else " ".join(value))


def _many(fields: _Fields, tag: str) -> list[str]:
    value = fields.get(tag, [])
    return [text for entry in ([value] if isinstance(value, str) else value) if (text := tidy(entry))]


def _authors(fields: _Fields) -> tuple[Author, ...]:
    """Persons and groups; which came first is all that the format tells of their order among each other."""
    full, short = _many(fields, "FAU"), _many(fields, "AU")
    if len(full) != len(short):
        full = [""] * len(short) if short else full
    persons = [_person(name, cited) for name, cited in zip(full, short or full, strict=True)]
    groups = [Author(collective=name) for name in _many(fields, "CN")]
    order = [tag for tag in fields if tag in ("AU", "FAU", "CN")]
    return tuple(groups + persons if order[:1] == ["CN"] else persons + groups)


def _person(full: str, cited: str) -> Author:
    """From ``Luijsterburg, Pim A`` and ``Luijsterburg PA`` (either may be missing)."""
    last, _, fore = full.partition(", ")
    if not last:
        found = re.fullmatch(r"(.+?) ([A-Z]{1,4})(?: (\S+))?", cited)
        return Author(found[1], "", found[2], found[3] or "") if found else Author(cited)
    after = cited.removeprefix(last).split() if cited.startswith(last) and cited != full else []
    initials, suffix = (after[0] if after else ""), " ".join(after[1:])
    return Author(last, fore.removesuffix(f" {suffix}") if suffix else fore, initials, suffix)


def _mesh(fields: _Fields, status: str) -> tuple[MeshHeading, ...] | None:
    if "MH" not in fields:
        return () if status == "MEDLINE" else None
    return tuple(_mesh_heading(written) for written in _many(fields, "MH"))


def _mesh_heading(written: str) -> MeshHeading:
    """From ``Low Back Pain/diagnosis/*therapy``; a star marks what the paper is mainly about."""
    name, *qualifiers = (part.strip() for part in written.replace("*", "").split("/"))
    return MeshHeading(name, "", "*" in written, tuple(qualifiers))


def _notices(fields: _Fields) -> tuple[Notice, ...]:
    found = []
    for tag, ref_type in REF_TYPES.items():
        for written in _many(fields, tag):
            pmid = _LINKED_PMID.search(written)
            source = written[: pmid.start()] if pmid else written
            found.append(notice_of(ref_type, source, pmid[1] if pmid else ""))
    return tuple(notice for notice in found if notice is not None)
