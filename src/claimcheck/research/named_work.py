"""The work that an article names as its source: found by what is said of it, before anything is searched by topic."""

from typing import Protocol, runtime_checkable

from claimcheck.catalogs.pubmed.lookups import CitationMatch
from claimcheck.identifiers import Pmid
from claimcheck.model import Attribution, Claim, Query, Search
from claimcheck.research.circuit_breaker import CircuitBreaker

SIMILAR = 10
"""Neighbours of the named work that join the pool: what else bears on the same question, for or against."""


class CitationMatcher(Protocol):
    """A catalogue that finds the record of a citation, as PubMed does."""

    def match_citation(
        self, journal: str, year: int | str = "", volume: str = "", page: str = "", author: str = ""
    ) -> CitationMatch:
        """Find the record of a citation. Raises `CouldNotAskError`."""
        ...


@runtime_checkable
class Librarian(CitationMatcher, Protocol):
    """A catalogue that also knows similar papers and corrects spelling, as PubMed does."""

    def similar(self, pmid: Pmid, limit: int = 20) -> tuple[Pmid, ...]:
        """List the records most like this one."""
        ...

    def spelling(self, term: str) -> str | None:
        """Suggest another spelling."""
        ...


def named_work(claim: Claim, asker: CircuitBreaker) -> tuple[Search, ...]:
    """What matching the claim's attribution found: the work, or its candidates, and its neighbours.

    () where the article names too little: a journal alone is a shelf, not a work. Raises `CouldNotAskError`.
    """
    told, librarian = claim.attributed_to, asker.catalog
    if told is None or not isinstance(librarian, Librarian) or not told.journal or not (told.author or told.year):
        return ()
    journal, year, author = told.journal, told.year or "", _as_in_medline(told.author)
    match = asker.ask(lambda: librarian.match_citation(journal, year, author=author))
    query = Query(_written(told), "the article names this work: matched by journal, year and author")
    warnings = (f"no single record: {match.reason or 'not found'}",) if match.pmid is None else ()
    pmids = (match.pmid,) if match.pmid else match.candidates
    found = Search(query, len(pmids), pmids, warnings=warnings)
    if match.pmid is None:
        return (found,)
    work = match.pmid
    neighbours = asker.ask(lambda: librarian.similar(work, SIMILAR))
    near = Query(f"similar to PMID {work}", "papers like the named work: what else bears on the same question")
    return found, Search(near, len(neighbours), neighbours)


def spelling_hint(claim: Claim, asker: CircuitBreaker) -> tuple[str, ...]:
    """PubMed's suggestion for a claim whose words found nothing at all. Only a hint: nothing is searched with it."""
    librarian = asker.catalog
    if not isinstance(librarian, Librarian):
        return ()
    corrected = asker.ask(lambda: librarian.spelling(claim.query or claim.statement))
    return (f"PubMed suggests the spelling: {corrected}",) if corrected else ()


def _as_in_medline(author: str | None) -> str:
    """`Luijsterburg et al.` as ``Luijsterburg``, as ECitMatch wants the first author."""
    words = (author or "").replace(",", " ").replace(".", " ").split()
    return " ".join(word for word in words if word.casefold() not in ("et", "al"))


def _written(told: Attribution) -> str:
    return "citation match: " + ", ".join(str(part) for part in (told.author, told.journal, told.year) if part)
