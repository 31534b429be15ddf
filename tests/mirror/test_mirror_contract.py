"""One contract, two catalogues: PubMed behind E-utilities and a mirror of the same records."""

from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.eutils_server import record
from support.nlm import DAY, built, bulk_file

from claimcheck.catalogs.base import Catalog
from claimcheck.catalogs.mirror.building import Settings, build
from claimcheck.catalogs.mirror.client import Mirror
from claimcheck.catalogs.mirror.nlm_files import Part
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.catalogs.pubmed.transport import Limits
from claimcheck.identifiers import Doi, Pmid
from claimcheck.testing import check_catalog

RECORDS = [
    record("1001", "Walking and backs", "Walking helped.", doi="10.1000/Walk.1"),
    record("1002", "Walking far", "More walking &lt; 5 km; <i>P</i> = .03."),
    record("1003", "Swimming"),
    record("1009", "The last"),
]


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    built(tmp_path / "mirror", bulk_file(tmp_path, 1, RECORDS))
    return Mirror(tmp_path / "mirror")


def contract(catalog: Catalog, nobody: Catalog) -> None:
    check_catalog(catalog, finds="walking", pmid="1001", finds_nothing="headache", missing="1005", unreachable=nobody)


def test_a_mirror_keeps_the_contract_of_catalogues(mirror: Mirror, tmp_path: Path) -> None:
    """What is asked of PubMed and of plug-ins is asked of the mirror."""
    contract(mirror, Mirror(tmp_path / "nowhere"))


def test_pubmed_keeps_the_same_contract_with_the_same_records() -> None:
    """The very questions, asked over HTTP."""
    fast = Limits(backoff=0.001, deadline=0.2)
    with (
        BooleanServer(RECORDS) as server,
        PubMed(base_url=server.url, requests_per_second=5000) as pubmed,
        PubMed(base_url="http://127.0.0.1:9/", requests_per_second=5000, limits=fast) as nobody,
    ):
        contract(pubmed, nobody)


def test_a_mirror_gives_the_same_papers_as_pubmed(mirror: Mirror) -> None:
    """Field by field; only where a record was read differs."""
    wanted = ["1001", "1002", "1003", "1009"]
    with BooleanServer(RECORDS) as server, PubMed(base_url=server.url, requests_per_second=5000) as pubmed:
        told = pubmed.fetch(wanted).papers
    held = mirror.fetch(wanted).papers
    assert held == told
    assert {paper.origin.source for paper in held if paper.origin} == {"mirror"}


def test_a_mirror_of_some_files_does_not_say_that_pubmed_has_no_such_record(tmp_path: Path) -> None:
    """Only a mirror that holds everything up to a PMID knows that there is none; of newer ones no mirror knows."""
    built(tmp_path / "part", bulk_file(tmp_path, 7, RECORDS))
    assert set(Mirror(tmp_path / "part").fetch(["1001", "1005"]).not_asked) == {Pmid("1005")}
    built(tmp_path / "whole", bulk_file(tmp_path, 1, RECORDS))
    newer = Mirror(tmp_path / "whole").fetch(["1005", "2000"])
    assert newer.missing == (Pmid("1005"),)
    assert "ask PubMed" in newer.not_asked[Pmid("2000")]


UNREADABLE = (
    '<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{}</PMID><a></MedlineCitation></PubmedArticle>'
)


@pytest.mark.parametrize("parts", [1, 2])
@pytest.mark.parametrize("pmid", ["1005", "1006"])
def test_a_record_that_could_not_be_read_is_not_one_that_pubmed_has_not(tmp_path: Path, pmid: str, parts: int) -> None:
    """PubMed has it; which PMIDs are in doubt is not known, so none is told as missing. In parts it is told in one of them."""
    file = bulk_file(tmp_path, 1, [*RECORDS, UNREADABLE.format(pmid)])
    folders = [tmp_path / f"mirror{number}" for number in range(parts)]
    for number, folder in enumerate(folders, 1):
        build(folder, [file], Settings(DAY, part=Part(number, parts)))
    result = Mirror(*folders).fetch(["1001", "1005", "1006"])
    assert (len(result.papers), result.missing) == (1, ())
    assert "could not be read; ask PubMed" in result.not_asked[Pmid(pmid)]


@pytest.mark.parametrize(
    ("later", "missing"), [([record("1")], ("1003",)), ([UNREADABLE.format(1003)], ()), (None, ())]
)
def test_a_deleted_record_may_be_back_in_a_file_that_is_in_doubt(
    tmp_path: Path, later: list[str] | None, missing: tuple[str, ...]
) -> None:
    """In a record that could not be read, or in a file that is missing."""
    files = [bulk_file(tmp_path, 1, RECORDS), bulk_file(tmp_path, 2, [record("1")], deleted=[1003])]
    files += [bulk_file(tmp_path, 3, later)] if later else []
    built(tmp_path / "mirror", *files, bulk_file(tmp_path, 4, [record("1010")]))
    assert Mirror(tmp_path / "mirror").fetch(["1003"]).missing == missing


def test_a_doi_is_resolved_by_the_record_that_carries_it(mirror: Mirror) -> None:
    """As PubMed does; what the mirror has not, PubMed may have, so it never says that there is none."""
    assert mirror.resolve("10.1000/walk.1") == Pmid("1001")
    with pytest.raises(Exception, match="PubMed may have one"):
        mirror.resolve(Doi("10.1000/other"))
