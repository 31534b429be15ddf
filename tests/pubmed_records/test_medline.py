"""NBIB files, read through Bio.Medline, give the same values as the XML wherever the format tells them."""

import datetime as dt
import gzip
import os
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.catalogs.pubmed.medline import read_medline
from claimcheck.catalogs.pubmed.records import PubMedRecord, UnreadableRecordsError
from claimcheck.model import AbstractSection, Author, MeshHeading, Origin, Paper, PublicationType

NBIB = """\

PMID- 99000001
STAT- MEDLINE
LR  - 20220109
VI  - 7
IP  - 2
DP  - 2021 Mar 5
TI  - A made record with a title that is long enough to be wrapped on
      a second line.
PG  - 11-9
LID - S0000(21)00001-1 [pii]
LID - 10.9999/MADE.1 [doi]
AB  - AIM: Made for tests. RESULTS: Read
      again.
FAU - Maker, Tess Ann Jr
AU  - Maker TA Jr
FAU - de Hand, V
AU  - de Hand V
CN  - Made Trial Group
LA  - ENG
PT  - Journal Article
PT  - Retracted Publication
TA  - J Made Rec
JT  - Journal of made records
JID - 9900001
RIN - J Made Rec. 2022 Feb 3;8(1):1. doi: 10.9999/made.2. PMID:
      99000002
EIN - J Made Rec. 2021;7:20
CIN - J Made Rec. 2021;7:21. PMID: 99000003
MH  - Low Back Pain/diagnosis/*therapy
MH  - *Sciatica
OT  - *made word
PMC - PMC990001
AID - 10.9999/other [doi]
SO  - J Made Rec. 2021 Mar 5;7(2):11-9.

PMID- 99000004
STAT- Publisher
CN  - First Group
FAU - Later, A
AU  - Later A
BTI - Made Reviews
DP  - 2020
"""


def test_every_field_of_an_nbib_record_is_read() -> None:
    paper = next(read_medline(NBIB.encode()))
    assert paper == Paper(
        pmid=paper.pmid,
        title="A made record with a title that is long enough to be wrapped on a second line.",
        sections=(AbstractSection("AIM: Made for tests. RESULTS: Read again."),),
        authors=(
            Author("Maker", "Tess Ann", "TA", "Jr"),
            Author("de Hand", "V", "V"),
            Author(collective="Made Trial Group"),
        ),
        journal="Journal of made records",
        journal_abbreviation="J Made Rec",
        nlm_unique_id="9900001",
        year=2021,
        pub_date="2021 Mar 5",
        volume="7",
        issue="2",
        pages="11-9",
        doi=paper.doi,
        pmcid=paper.pmcid,
        publication_types=(PublicationType("Journal Article"), PublicationType("Retracted Publication")),
        mesh=(MeshHeading("Low Back Pain", "", True, ("diagnosis", "therapy")), MeshHeading("Sciatica", "", True)),
        keywords=("made word",),
        notices=paper.notices,
        languages=("eng",),
        status="MEDLINE",
        revised=dt.date(2022, 1, 9),
    )
    assert (paper.pmid, paper.doi, paper.pmcid) == ("99000001", "10.9999/made.1", "PMC990001")
    assert paper.origin == Origin("import")
    assert paper.is_retracted


def test_retraction_tags_are_notices_and_comments_are_not() -> None:
    paper = next(read_medline(NBIB.encode()))
    assert [(n.type.value, n.direction.value, n.pmid, n.date) for n in paper.notices or ()] == [
        ("retraction", "in", "99000002", "2022-02-03"),
        ("erratum", "in", None, "2021"),
    ]


def test_a_book_without_index_or_abstract_says_so() -> None:
    paper = list(read_medline(NBIB.encode()))[1]
    assert (paper.title, paper.is_book, paper.mesh, paper.sections) == ("Made Reviews", True, None, ())
    assert paper.first_author == "First Group"


def test_line_ends_byte_order_mark_gzip_and_more_blank_lines_change_nothing(tmp_path: Path) -> None:
    expected = list(read_medline(NBIB.encode()))
    (tmp_path / "set.nbib").write_bytes(NBIB.replace("\n", "\r\n").encode("utf-8-sig"))
    assert list(read_medline(tmp_path / "set.nbib")) == expected
    assert list(read_medline(BytesIO(gzip.compress(NBIB.encode())))) == expected
    assert list(read_medline(NBIB.replace("\n", "\r\r\n").encode())) == expected
    assert list(read_medline(NBIB.replace("\n", "\r").encode())) == expected
    assert list(read_medline(NBIB.replace("\n\n", "\n\n \n").encode())) == expected


def test_a_record_without_pmid_is_one_bad_record() -> None:
    told: list[PubMedRecord] = []
    good = list(read_medline(NBIB.replace("99000001", "n/a").encode(), on_problem=told.append))
    assert [paper.pmid for paper in good] == ["99000004"]
    assert [record.problem for record in told] == ["Record 1 cannot be read: it has no PMID in standard form."]
    assert [record.line for record in told] == [2]


@pytest.mark.parametrize(
    "between",
    [
        "TI  - A book without PMID\nAU  - Other X\nLID - 10.9999/other [doi]\n",
        "LID - 10.9999/other [doi]\nRIN - J Made Rec. 2022. PMID: 99000009\n",
        "JT  - Journal of others\nTI  - A book\n      without PMID\n",
        "PMID- 0\nTI  - Not a PMID\n",
        "PMID- 099000003\nAID - 10.9999/other [doi]\n",
    ],
)
def test_a_record_without_pmid_is_never_mixed_into_another(between: str) -> None:
    """An empty line ends a record; the record without PMID is told with its line, and the others are as they were."""
    told: list[PubMedRecord] = []
    first, second = "PMID- 99000001\nAU  - Maker TA\n", "PMID- 99000004\nTI  - Another\n"
    papers = list(read_medline(f"{first}\n{between}\n{second}".encode(), on_problem=told.append))
    assert papers == [*read_medline(first.encode()), *read_medline(second.encode())]
    assert [record.line for record in told] == [4]


@pytest.mark.parametrize("data", [b"", b"TY  - JOUR\nER  - \n", b"<html>", b"      indented\n"])
def test_what_is_no_nbib_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableRecordsError, match="no MEDLINE record"):
        list(read_medline(data))


@given(
    st.lists(
        st.sampled_from(
            [*NBIB.encode().splitlines(keepends=True), b"\xff\x00\x1b[31m\n", b"PMID- \n", b"MH  - \n", b"\n"]
        )
    )
)
def test_lines_in_any_order_never_crash(lines: list[bytes]) -> None:
    told: list[PubMedRecord] = []
    try:
        papers = list(read_medline(b"".join(lines), on_problem=told.append))
    except UnreadableRecordsError:
        assert not any(line.startswith(b"PMID-") for line in lines)
    else:
        named = [record for record in told if record.raw.startswith(b"PMID-")]
        assert len(papers) + len(named) == sum(line.startswith(b"PMID-") for line in lines)


@pytest.mark.skipif("CLAIMCHECK_TEST_DATA" not in os.environ, reason="needs the recordings")
def test_recorded_medline_files_are_read_whole() -> None:
    folder = Path(os.environ["CLAIMCHECK_TEST_DATA"]) / "eutils" / "medline"
    for path in sorted(folder.glob("*.txt")):
        papers = list(read_medline(path))
        assert len(papers) == path.read_text().count("PMID- ")
        assert all(p.title and p.year and p.first_author and p.journal and p.mesh for p in papers), path.name
