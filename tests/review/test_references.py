"""Which work a pasted text names, by a catalogue that knows one paper."""

from collections.abc import Iterable

import pytest
from attrs import evolve
from support.papers import BED_REST_NULL

from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.model import FetchResult, Query, Search
from claimcheck.review.references import named

PAPER = evolve(BED_REST_NULL, doi=Doi("10.1234/rest"), journal="Spine", journal_abbreviation="Spine (Phila Pa 1976)")
REFERENCE = f"Doe J, Roe R. {PAPER.title}. Spine (Phila Pa 1976). 2019;4(2):11-9."
OTHER = "Nadler SF. Heat wraps for acute back pain: a pragmatic study. Pain Medicine. 2003;28:300-5."


class _Plain:
    """Looks up identifiers and nothing else."""

    name = "one paper"

    def fetch(self, pmids: Iterable[Pmid | str | int]) -> FetchResult:
        wanted = [Pmid(str(pmid)) for pmid in pmids]
        papers = tuple(PAPER for pmid in wanted if pmid == PAPER.pmid)
        return FetchResult(papers, missing=frozenset(wanted) - {PAPER.pmid})

    def resolve(self, identifier: Doi | Pmcid) -> Pmid | None:
        return PAPER.pmid if identifier == PAPER.doi else None

    def search(self, query: Query, limit: int = 50) -> Search:
        return Search(query, 0, ())


class _Answer:
    pmid: Pmid | None = None


class _Full(_Plain):
    """Finds nothing by citation, as PubMed often does."""

    def match_citation(self, *_: object, **__: object) -> _Answer:
        return _Answer()


@pytest.mark.parametrize("catalog", [_Plain(), _Full()])
@pytest.mark.parametrize(
    "identifier", ["doi:10.1234/rest", f"PMID: {PAPER.pmid}", f"PMID: {PAPER.pmid}. doi:10.1234/REST."]
)
def test_an_identifier_is_compared_with_what_is_written_beside_it(catalog: _Plain, identifier: str) -> None:
    right, wrong = named(f"{REFERENCE} {identifier}", catalog), named(f"{OTHER} {identifier}", catalog)
    assert (right.pmid, right.mismatches) == (PAPER.pmid, ())
    assert (wrong.pmid, len(wrong.mismatches)) == (PAPER.pmid, 4)


@pytest.mark.parametrize("catalog", [_Plain(), _Full()])
def test_two_identifiers_of_two_works_are_told(catalog: _Plain) -> None:
    found = named(f"{REFERENCE} PMID: {PAPER.pmid}. doi:10.1234/another", catalog)
    assert found.mismatches == ("its DOI is 10.1234/rest, not 10.1234/another",)


@pytest.mark.parametrize("catalog", [_Plain(), _Full()])
@pytest.mark.parametrize("text", ["1", "PMID: 1", f"{REFERENCE} PMID 1"])
def test_a_number_that_no_record_has_is_a_problem(catalog: _Plain, text: str) -> None:
    assert named(text, catalog).problem == "PubMed has no record 1: check the number"
