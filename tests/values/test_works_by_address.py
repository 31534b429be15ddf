"""A work that is cited by its address alone is the work that the address names, wherever it is met."""

from pathlib import Path

import pytest
from support.gate import LOCK, TODAY, project

import claimcheck as cc
from claimcheck.claimfile import read_claims, with_citation
from claimcheck.decisions.words import accept, reject
from claimcheck.errors import EditError
from claimcheck.gate import check
from claimcheck.identifiers import Pmid
from claimcheck.lockfile import Lock
from claimcheck.model import FetchResult, Report, Search, Signature
from claimcheck.research.refresh import refresh

RETRACTED = [
    "https://pubmed.ncbi.nlm.nih.gov/99000004/",
    "https://www.ncbi.nlm.nih.gov/pubmed/99000004",
    "http://pubmed.gov/99000004",
    "https://europepmc.org/article/MED/99000004",
    "https://doi.org/10.5555/claimcheck.4",
    "http://dx.doi.org/10.5555/CLAIMCHECK.4",
    "https://doi.org/10.5555%2Fclaimcheck.4",
    "https://www.ncbi.nlm.nih.gov/m/pubmed/99000004/",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC99000004/",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC99000004",
    "https://europepmc.org/articles/PMC99000004",
]
SIGNED = "reviewed: {by: editor, date: 2026-11-20}"


def claims(url: str, title: str = "Massage and leg pain") -> str:
    return (
        "claims:\n  - id: eases\n    statement: Massage may ease leg pain.\n    citations:\n"
        f'      - {{url: "{url}", title: {title}, stance: supports, level: 2, {SIGNED}}}\n'
    )


def checked(folder: Path, text: str, lock: Lock | None = LOCK) -> Report:
    return check(project(folder, text, lock=lock), today=TODAY)


def errors(report: Report) -> list[str]:
    return [one.code for one in report.findings if one.severity == "error"]


@pytest.mark.parametrize("url", RETRACTED)
def test_a_retracted_work_is_known_by_its_address(tmp_path: Path, url: str) -> None:
    assert errors(checked(tmp_path, claims(url))) == ["CC101", "CC301"]


@pytest.mark.parametrize("url", RETRACTED)
def test_what_nobody_has_asked_about_is_not_green(tmp_path: Path, url: str) -> None:
    report = checked(tmp_path, claims(url), lock=None)
    assert report.exit_code(require_complete=True) != 0


def test_a_number_that_pubmed_does_not_have_is_unknown(tmp_path: Path) -> None:
    assert "CC205" in errors(checked(tmp_path, claims("https://pubmed.ncbi.nlm.nih.gov/99000098/")))


@pytest.mark.parametrize(
    ("address", "beside", "is_told"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/99000001", "", False),
        ("https://doi.org/10.5555/claimcheck.1", "", False),
        ("https://pubmed.ncbi.nlm.nih.gov/99000001", ", year: 1950", True),
        ("https://pubmed.ncbi.nlm.nih.gov/99000001", ", author: Nobody N", True),
        ("https://pubmed.ncbi.nlm.nih.gov/99000001", ", pmid: 99000001", True),
        ("https://pubmed.ncbi.nlm.nih.gov/99000001", ", doi: 10.5555/claimcheck.1", True),
    ],
)
def test_a_title_beside_an_address_is_a_label(tmp_path: Path, address: str, beside: str, is_told: bool) -> None:
    report = checked(tmp_path, claims(address, f"Cochrane on vitamin C{beside}"))
    assert errors(report) == (["CC101", "CC202"] if is_told else [])
    assert "is_by_address" not in report["eases"].claim.citations[0].to_dict()


@pytest.mark.parametrize(
    "url",
    [
        "https://pubmed.ncbi.nlm.nih.gov/abc/",
        "https://doi.org/fk5w",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/",
        "https://pubmed.ncbi.nlm.nih.gov/1234567890123/",
        "https://doi.org",
        "https://doi.org/",
        "http://dx.doi.org/",
        "https://www.doi.org/",
        "https://pubmed.ncbi.nlm.nih.gov",
        "https://pubmed.gov",
        "https://www.ncbi.nlm.nih.gov/pubmed/",
        "https://www.ncbi.nlm.nih.gov/labs/pmc/",
        "https://pmc.ncbi.nlm.nih.gov/",
        "https://europepmc.org/",
        "https://europepmc.org/search?query=99000004",
        "https://pubmed.ncbi.nlm.nih.gov/?term=99000004",
        "https://pubmed.ncbi.nlm.nih.gov/?linkname=pubmed_pubmed_citedin&from_uid=99000004",
        "https://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&db=pubmed&list_uids=99000004",
        "https://pubmed.ncbi.nlm.nih.gov/99000004/?dopt=Abstract#abstract",
        "https://pubmed.ncbi.nlm.nih.gov/99000004/similar/",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC99000004/pdf/main.pdf",
    ],
)
def test_an_address_of_works_that_names_none_is_malformed(tmp_path: Path, url: str) -> None:
    report = checked(tmp_path, claims(url))
    assert [one.about for one in report.findings if one.code == "CC201"] == [url]


@pytest.mark.parametrize(
    "url",
    [
        "https://www.nice.org.uk/guidance/ng59",
        "https://example.org/99000004/",
        "https://www.example.org/doi/full/10.5555/claimcheck.4",
        "https://www.example.org/doi/suppl/10.5555/claimcheck.4/app.pdf",
        "https://www.reuters.com/health/massage?src=10.5555/claimcheck.4",
        "https://scholar.google.com/scholar?q=10.5555/claimcheck.4",
        "https://massage.blogspot.com/2007/05/10.5555/claimcheck.4",
        "https://twitter.com/x/status/1?u=https://doi.org/10.5555/claimcheck.4",
        "https://example.org/pubmed.ncbi.nlm.nih.gov/99000004",
        "https://pubmed.ncbi.nlm.nih.gov.example.org/99000004",
        "https://www.ncbi.nlm.nih.gov/books/NBK99000004/",
    ],
)
def test_a_link_elsewhere_stays_a_link(tmp_path: Path, url: str) -> None:
    report = checked(tmp_path, claims(url, "Low back pain"))
    assert errors(report) == []
    assert [one.label for one in report["eases"].claim.citations] == [url]


class Asked:
    """A catalogue that notes what it is asked for."""

    def __init__(self) -> None:
        self.wanted: list[str] = []

    def search(self, query: object, limit: int) -> Search:
        raise NotImplementedError

    def resolve(self, identifier: str) -> Pmid:
        self.wanted.append(identifier)
        return Pmid("99000004")

    def fetch(self, pmids: object) -> FetchResult:
        self.wanted += [str(pmid) for pmid in pmids]  # type: ignore[attr-defined]
        return FetchResult(papers=(LOCK.papers["99000004"],))


@pytest.mark.parametrize("url", RETRACTED)
def test_refresh_asks_about_it(url: str) -> None:
    asked = Asked()
    cited = cc.Citation(url=url, title="Massage and leg pain", stance="supports")  # type: ignore[arg-type]
    result = refresh([cc.Claim("Massage may ease leg pain.", id="eases", citations=(cited,))], asked, today=TODAY)
    assert ("99000004" in asked.wanted, result.asked) == (True, 1)


@pytest.mark.parametrize("url", RETRACTED[:4])
def test_a_person_decides_on_it_by_its_number(url: str) -> None:
    data = b"claimcheck: 1\n" + claims(url).replace(f", {SIGNED}", "").encode()
    by = Signature("Ada", TODAY)
    assert b"by: Ada" in accept(data, "eases", "99000004", by=by)
    again = read_claims(with_citation(data, "eases", cc.Citation(pmid="99000004")))  # type: ignore[arg-type]
    assert len(again[0].citations) == 1
    with pytest.raises(EditError, match="remove it by hand"):
        reject(data, "eases", "99000004", by=by)
