"""One contract, two catalogues: PubMed behind E-utilities and a mirror of the same records."""

from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.eutils_server import record
from support.nlm import built, bulk_file

from claimcheck.catalogs.base import Catalog
from claimcheck.catalogs.mirror import Mirror
from claimcheck.catalogs.pubmed import Limits, PubMed
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


def test_a_doi_is_resolved_by_the_record_that_carries_it(mirror: Mirror) -> None:
    """As PubMed does; what the mirror has not, PubMed may have, so it never says that there is none."""
    assert mirror.resolve("10.1000/walk.1") == Pmid("1001")
    with pytest.raises(Exception, match="PubMed may have one"):
        mirror.resolve(Doi("10.1000/other"))
