"""Whatever stands in a list of retractions, reading it ends in notices about cited works or in one sentence."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck.errors import UsageError
from claimcheck.identifiers import Doi, Pmid
from claimcheck.model import Direction, NoticeType
from claimcheck.research.retraction_list import Work, listed

COLUMNS = (
    "Record ID",
    "RetractionDate",
    "RetractionDOI",
    "RetractionPubMedID",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
)
CITED = Work(Pmid(99100001), Doi("10.5555/walk.1"))
CELLS = st.one_of(
    st.sampled_from(["99100001", "10.5555/WALK.1", "https://doi.org/10.5555/walk.1", "0", "unavailable", ""]),
    st.sampled_from(
        ["Retraction", "Correction", "Reinstatement", "11/2/2026 0:00", "31/31/2026", "2026-11-02", "+A;+B;"]
    ),
    st.text(max_size=40),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=10), max_size=6))
def test_any_row_is_about_the_cited_work_or_passed_over(file: Path, rows: list[list[str]]) -> None:
    """Also rows that are too short or too long."""
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *rows])
    file.write_bytes(text.getvalue().encode("utf-8", "replace"))
    for notice in listed(file, [CITED]).get(CITED, ()):
        assert notice.told_by == "Retraction Watch"
        assert len(notice.source) <= 500


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_list_or_a_sentence(file: Path, data: bytes) -> None:
    """Damage is never a bug of ours."""
    file.write_bytes(",".join(COLUMNS).encode() + b"\n" + data)
    assert complaint(file).startswith(("--retractions: ", "none"))


def complaint(file: Path) -> str:
    try:
        listed(file, [CITED])
    except UsageError as error:
        return str(error)
    return "none"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from([("Retraction", NoticeType.RETRACTION), ("Correction", NoticeType.ERRATUM)]),
    by_doi=st.booleans(),
    as_notice=st.booleans(),
)
def test_a_row_is_read_back_in_both_directions(
    file: Path, kind: tuple[str, NoticeType], by_doi: bool, as_notice: bool
) -> None:
    """By PMID and by DOI, from the original to the notice and from the notice to the original."""
    mine, other = ("10.5555/Walk.1", "0") if by_doi else ("", "99100001"), ("unavailable", "99100002")
    notice, original = (mine, other) if as_notice else (other, mine)
    with file.open("w", newline="") as opened:
        csv.writer(opened).writerows([COLUMNS, ("7", "11/2/2026 0:00", *notice, *original, kind[0], "+A;")])
    (told,) = listed(file, [CITED])[CITED]
    assert (told.type, told.direction) == (kind[1], Direction.OF if as_notice else Direction.IN)
    assert (told.pmid, told.date) == ("99100002", "2026-11-02")
    assert told.source == "Retraction Watch record 7: A"
