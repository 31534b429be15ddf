"""Which work a pasted text names, by a catalogue that knows one paper."""

from collections.abc import Iterable

import pytest
from attrs import evolve
from support.papers import BED_REST_NULL

from claimcheck.bibliography.reading import Reference
from claimcheck.errors import UsageError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.model import FetchResult, Query, Search
from claimcheck.review.references import named, reference_in

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


@pytest.mark.parametrize(
    ("written", "work"),
    [
        ("PMID: 12,345,678", None),
        ("PMID 2985 3478", None),
        ("PubMed ID 29853478", "29853478"),
        ("PMC 6891247", "PMC6891247"),
        ("pubmed.ncbi.nlm.nih.gov/29853478", "29853478"),
        ("https://www.google.com/url?q=https://pubmed.ncbi.nlm.nih.gov/29853478/&sa=D", "29853478"),
        ("doi: 10.1016/j. smrv.2019.01.002", None),
        ("doi:10.1136/bmj.k1234[PubMed]", "10.1136/bmj.k1234"),
        ("doi:10.1136/bmj.k1234\u2014open access", "10.1136/bmj.k1234"),
        ("10.1101/2020.04.01.20050542v1", "10.1101/2020.04.01.20050542"),
        ("https://x.example/doi/10.1093/sleep/zsz123/5512345", "10.1093/sleep/zsz123"),
        ("see 10.1175/1520-0442(1998)011<0001:ABC>2.0.CO;2", "10.1175/1520-0442(1998)011<0001:abc>2.0.co;2"),
    ],
)
def test_what_is_pasted_names_its_work_or_none(written: str, work: str | None) -> None:
    """Nothing is looked up under another's identifier, or under part of one."""
    found = reference_in(written)
    assert (found and (found.pmid or found.doi or found.pmcid)) == work


@pytest.mark.parametrize("between", [",", ";", ", ", " and ", "\n"])
def test_two_dois_in_one_paste_are_two_works(between: str) -> None:
    """However they are joined."""
    with pytest.raises(UsageError, match="several works"):
        reference_in(f"10.1136/bmj.k1234{between}10.1016/j.smrv.2019.01.002")


@pytest.mark.parametrize(
    "address",
    [
        "https://journals.example.org/doi/10.1234/rest#abstract",
        "https://journals.example.org/doi/full/10.1234/rest?via=ihub",
        "https://journals.example.org/articles/10.1234/rest/full",
        "https://example.org/article?doi=10.1234/rest&page=2",
        "<https://doi.org/10.1234/rest>",
        "(doi:10.1234/rest).",
        f"https://europepmc.org/article/MED/{PAPER.pmid}",
        f"europepmc.org/abstract/MED/{PAPER.pmid}#impact",
        f"https://pubmed.ncbi.nlm.nih.gov/?term={PAPER.pmid}",
    ],
)
def test_the_page_of_a_work_names_it(address: str) -> None:
    assert named(address, _Full()).pmid == PAPER.pmid


@pytest.mark.parametrize("typed", ["10.1234/another.", "https://doi.org/10.1234/another?x=y", "PMC7654321"])
def test_an_identifier_that_pubmed_does_not_have_is_no_link(typed: str) -> None:
    found = named(typed, _Full())
    assert (found.pmid, found.work in ("10.1234/another", "PMC7654321"), found.is_link) == (None, True, False)


@pytest.mark.parametrize(
    "typed", ["Ginkgo.biloba", "smith2020.pdf", "e.coli", "example.org", "notes.txt/2", "1.5mg", "Vitamin.D/calcium"]
)
def test_a_word_with_a_dot_is_no_address(typed: str) -> None:
    assert reference_in(typed) is None


@pytest.mark.parametrize(
    "typed", ["www.example.org", "www.example.museum/a", "example.org/a", "news.example.co.uk/a/b?c=1", "who.int/"]
)
def test_what_begins_as_an_address_does_is_one(typed: str) -> None:
    assert reference_in(typed) == Reference(url=f"https://{typed}")
