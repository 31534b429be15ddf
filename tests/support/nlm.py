"""NLM's bulk files of our own making, and a small PubMed in them for the query language."""

import datetime as dt
import gzip
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from support.eutils_server import article_set, record

from claimcheck.catalogs.mirror.building import Built, Settings, build

DAY = dt.date(2026, 1, 31)


def bulk_file(
    folder: Path, number: int, records: Iterable[str | bytes], *, deleted: Sequence[int] = (), year: int = 26
) -> Path:
    """A file such as NLM's, with its .md5 beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    body = article_set(records)
    if deleted:
        listed = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in deleted)
        gone = f"<DeleteCitation>{listed}</DeleteCitation></PubmedArticleSet>"
        body = body.replace(b"</PubmedArticleSet>", gone.encode())
    path = folder / f"pubmed{year}n{number:04d}.xml.gz"
    path.write_bytes(gzip.compress(body, 1, mtime=0))
    write_md5(path)
    return path


def write_md5(path: Path) -> None:
    """What NLM says the file's MD5 is."""
    path.with_name(f"{path.name}.md5").write_text(f"MD5({path.name})= {hashlib.md5(path.read_bytes()).hexdigest()}\n")


def built(folder: Path, *files: Path, unchecked: bool = False) -> Built:
    """A mirror of these files."""
    return build(folder, files, Settings(DAY, unchecked=unchecked))


def headed(*names: str, major: str = "N", qualifier: str = "") -> str:
    """MeSH headings for a record's `extra`."""
    under = f'<QualifierName UI="Q1" MajorTopicYN="N">{qualifier}</QualifierName>' if qualifier else ""
    made = "".join(
        f'<MeshHeading><DescriptorName UI="D1" MajorTopicYN="{major}">{name}</DescriptorName>{under}</MeshHeading>'
        for name in names
    )
    return f"<MeshHeadingList>{made}</MeshHeadingList>"


def library() -> list[str]:
    """Ten records, each for some field or turn of the query language."""
    return [
        record("101", "Exercise for sciatica", "Walking eased leg pain in adults.", extra=headed("Sciatica", "Exercise Therapy")),
        record("102", "Low back pain and work", "Heavy lifting was not the cause.", year=2015, extra=headed("Low Back Pain", major="Y", qualifier="therapy")),
        record("103", "Back pain in low-lying land", "Pain of the back, low mood.", year=2019, types=("Review",)),
        record("104", "Tumours of the spine", "A rare cancer.", journal="European spine journal : official publication", doi="10.1016/s0140-6736(05)66545-8", extra=headed("Neoplasms")),
        record("105", "β-carotene and naïve cells", "Cancer's course; 20 mg of TNF-α.", types=("Randomized Controlled Trial",)),
        record("106", "Systematic review of walking", "Trials of walking.", types=("Systematic Review",), year=2024, extra=headed("Walking")),
        record("107", "Walking for adults", "Adults walked more in a randomised trial.", types=("Clinical Trial, Phase III",)),
        record("108", "A retracted trial", "Withdrawn.", types=("Retracted Publication",), extra='<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J</RefSource></CommentsCorrections></CommentsCorrectionsList>'),
        record("109", "Manual therapy", "", year=1999),
        record("110", "Therapy by hand: manual and other", "Manual methods of therapy.", pmcid="PMC123"),
    ]  # fmt: skip


DESCRIPTORS = """<?xml version="1.0"?>
<!DOCTYPE DescriptorRecordSet SYSTEM "https://www.nlm.nih.gov/databases/dtd/nlmdescriptorrecordset_20260101.dtd">
<DescriptorRecordSet LanguageCode="eng">
<DescriptorRecord DescriptorClass="1"><DescriptorUI>D009369</DescriptorUI>
 <DescriptorName><String>Neoplasms</String></DescriptorName>
 <TreeNumberList><TreeNumber>C04</TreeNumber></TreeNumberList>
 <ConceptList><Concept PreferredConceptYN="Y"><TermList>
  <Term><String>Neoplasms</String></Term><Term><String>Cancer</String></Term><Term><String>Tumors</String></Term>
 </TermList></Concept></ConceptList></DescriptorRecord>
<DescriptorRecord DescriptorClass="1"><DescriptorUI>D013120</DescriptorUI>
 <DescriptorName><String>Spinal Neoplasms</String></DescriptorName>
 <TreeNumberList><TreeNumber>C04.588.149.721</TreeNumber></TreeNumberList>
 <ConceptList><Concept PreferredConceptYN="Y"><TermList><Term><String>Spinal Neoplasms</String></Term></TermList></Concept></ConceptList>
</DescriptorRecord>
<DescriptorRecord DescriptorClass="1"><DescriptorUI>D010146</DescriptorUI>
 <DescriptorName><String>Pain</String></DescriptorName>
 <TreeNumberList><TreeNumber>C23.888.592.612</TreeNumber></TreeNumberList>
 <ConceptList><Concept PreferredConceptYN="Y"><TermList><Term><String>Ache</String></Term></TermList></Concept></ConceptList>
</DescriptorRecord>
<DescriptorRecord DescriptorClass="1"><DescriptorUI>D001416</DescriptorUI>
 <DescriptorName><String>Back Pain</String></DescriptorName>
 <TreeNumberList><TreeNumber>C23.888.592.612.107</TreeNumber></TreeNumberList>
 <ConceptList><Concept PreferredConceptYN="Y"><TermList><Term><String>Back Ache</String></Term></TermList></Concept></ConceptList>
</DescriptorRecord>
<DescriptorRecord DescriptorClass="1"><DescriptorUI>D017116</DescriptorUI>
 <DescriptorName><String>Low Back Pain</String></DescriptorName>
 <TreeNumberList><TreeNumber>C23.888.592.612.107.400</TreeNumber></TreeNumberList>
 <ConceptList><Concept PreferredConceptYN="Y"><TermList><Term><String>Lumbago</String></Term></TermList></Concept></ConceptList>
</DescriptorRecord>
</DescriptorRecordSet>
"""
