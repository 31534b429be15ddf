"""`PubMed`: the catalogue of NCBI E-utilities (db=pubmed).

    with PubMed(email="desk@example.org") as pubmed:
        search = pubmed.search("sciatica AND systematic review[pt]", limit=20)
        result = pubmed.fetch(search.pmids)          # .papers .missing .not_asked

Every lookup is found, nothing found, or could not ask (an `EutilsError`, or PMIDs in `not_asked`). Source: NCBI,
"Entrez Programming Utilities Help" (NBK25499) and the PubMed user guide.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final, Self

from attrs import evolve

from claimcheck.catalogs.pubmed import lookups
from claimcheck.catalogs.pubmed.cache import Cache, CacheEntry
from claimcheck.catalogs.pubmed.endpoints import Eutils
from claimcheck.catalogs.pubmed.fetching import Fetching
from claimcheck.catalogs.pubmed.fulltext import asked_for
from claimcheck.catalogs.pubmed.outcomes import EutilsError, Trouble
from claimcheck.catalogs.pubmed.records import read_records
from claimcheck.catalogs.pubmed.slices import UnreadableRecordsError
from claimcheck.catalogs.pubmed.transport import Identity, Limits, Transport, checked_base
from claimcheck.checked import expect, given
from claimcheck.errors import InvalidTypeError, InvalidValueError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.model import FetchResult, FullTextResult, Origin, Paper, Query, Search

MOST_RESULTS: Final = 9_999
"""ESearch gives no more PMIDs of one PubMed search than this (NBK25499)."""


class PubMed:
    """PubMed behind E-utilities. A `Catalog`; a context manager; safe to share between threads.

    `email` is the contact NCBI asks for, `api_key` raises the rate from 3 to 10 requests a second ("" counts as none).
    `base_url` is for a proxy or test server. `cache` keeps records between runs (none: nothing is kept); `refresh` asks
    for everything anew and still stores it, `offline` asks nobody. `deadline` bounds each request with its retries, in
    seconds; `limits` the finer ones. Raises `UsageError` for settings that cannot be right.
    """

    name = "pubmed"

    def __init__(  # noqa: PLR0913 - settings, all but three by name only
        self,
        email: str | None = None,
        api_key: str | None = None,
        base_url: str | None = None,
        *,
        tool: str = "claimcheck",
        cache: Cache | None = None,
        deadline: float | None = None,
        requests_per_second: float | None = None,
        refresh: bool = False,
        offline: bool = False,
        limits: Limits | None = None,
    ) -> None:
        identity = _identity(tool, email, api_key)
        limits = Limits() if limits is None else given("PubMed: limits", limits, Limits)
        deadline = given("PubMed: deadline", deadline, float | None)
        requests_per_second = given("PubMed: requests_per_second", requests_per_second, float | None)
        limits = limits if deadline is None else evolve(limits, deadline=deadline)
        if requests_per_second is not None and not 0 < requests_per_second < 1e9:
            raise InvalidValueError("the requests a second must be above zero")
        base = checked_base(given("PubMed: base_url", base_url, str | None))
        self._eutils = Eutils(Transport(base, identity, limits, requests_per_second))
        self._cache = None if cache is None else given("PubMed: cache", cache, Cache)
        self._refresh = refresh
        self._offline = offline
        self._workers = 8 if identity.api_key else 3

    def __repr__(self) -> str:
        return f"PubMed(base_url={self._eutils.transport.base!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End what is under way in any thread and let connections go. The cache stays open: it is the caller's."""
        self._eutils.transport.close()

    def search(self, query: Query | str, limit: int = 50) -> Search:
        """The `limit` (of more than 9,999 the first so many, with a warning) most relevant PMIDs, PubMed's true count, and what it did to the words.

        Raises `EutilsError` (a `CouldNotAskError`) where no usable answer came; zero hits are an answer.
        """
        asked = query if isinstance(query, Query) else Query(query, "asked directly")
        most = min(checked_limit("PubMed.search", limit), MOST_RESULTS)
        _refuse_unreadable(asked.text)
        answer = self._online().search(asked, most)
        warnings, expected = list(answer.warnings), min(answer.count, most)
        if len(answer.pmids) < expected:
            warnings.append(f"PubMed sent only {len(answer.pmids)} of {expected} PMIDs")
        if answer.count > most == MOST_RESULTS:
            warnings.append(f"PubMed gives only the first {MOST_RESULTS:,} of {answer.count:,} hits")
        return evolve(answer, pmids=answer.pmids[:most], warnings=tuple(warnings))

    def fetch(self, pmids: Pmid | str | int | Iterable[Pmid | str | int]) -> FetchResult:
        """The records of PMIDs (or of one), in the order asked, each once. Raises `InvalidIdentifierError` before anything is asked.

        `missing` are PMIDs that PubMed does not have: left out of whole answers twice and unknown to ESearch.
        """
        wanted = list(dict.fromkeys(given("PubMed.fetch: pmids", pmids, tuple[Pmid, ...])))
        papers, missing = self._from_cache(wanted)
        rest = [pmid for pmid in wanted if pmid not in papers and pmid not in missing]
        not_asked: dict[Pmid, str] = {}
        if rest and self._offline:
            not_asked = dict.fromkeys(rest, EutilsError(Trouble.OFFLINE).reason)
        elif rest:
            run = Fetching(self._eutils, self._workers)
            run.run(rest)
            self._keep(run)
            papers.update((pmid, paper) for pmid, (paper, _) in run.found.items())
            missing |= run.missing
            not_asked = run.not_asked
        return FetchResult(
            tuple(papers[pmid] for pmid in wanted if pmid in papers),
            tuple(pmid for pmid in wanted if pmid in missing),
            {pmid: not_asked[pmid] for pmid in wanted if pmid in not_asked},
        )

    def full_texts(self, papers: Iterable[Paper]) -> FullTextResult:
        """What articles that are free in PubMed Central report as their findings. Papers without PMCID are in no outcome.

        `refused` tells of those that PubMed Central does not give away, and of a text that says that it belongs to another PMID.
        """
        asked = given("PubMed.full_texts: papers", papers, tuple[Paper, ...])
        free = list({paper.pmid: paper for paper in asked if paper.pmcid}.values())
        if self._offline:
            return FullTextResult(
                not_asked=dict.fromkeys((one.pmid for one in free), EutilsError(Trouble.OFFLINE).reason)
            )
        return asked_for(free, self._eutils.articles)

    def similar(self, pmid: Pmid | str | int, limit: int = 20) -> tuple[Pmid, ...]:
        """PubMed's similar articles, most similar first, without the paper itself.

        () also for an unknown PMID: ELink answers both alike.
        """
        own, most = given("PubMed.similar: pmid", pmid, Pmid), checked_limit("PubMed.similar", limit)
        return tuple(link for link in self._online().similar(own) if link != own)[:most]

    def match_citation(
        self, journal: str, year: int | str = "", volume: int | str = "", page: int | str = "", author: str = ""
    ) -> lookups.CitationMatch:
        """The PMID of a bibliographic citation (ECitMatch). `page` is the first page, `author` as in ``mann bj``.

        Raises `UsageError` without a journal.
        """
        for name, value in (("journal", journal), ("author", author)):
            given(f"PubMed.match_citation: {name}", value, str)
        for name, number in (("year", year), ("volume", volume), ("page", page)):
            given(f"PubMed.match_citation: {name}", number, int | str)
        line = lookups.citation_line(journal, str(year), str(volume), str(page), author)
        return lookups.read_match(self._online().citation(line))

    def spelling(self, term: str) -> str | None:
        """PubMed's suggestion for a misspelt term, None where it has none. A suggestion only: nothing is searched."""
        asked: str = given("PubMed.spelling: term", term, str)
        corrected = self._online().spelling(asked)
        return corrected if corrected and corrected.casefold() != asked.strip().casefold() else None

    def resolve(self, identifier: Doi | Pmcid | str) -> Pmid | None:
        """The PMID of the record that itself carries this DOI or PMCID; None where PubMed has no such record.

        Raises `InvalidIdentifierError` for neither, and `EutilsError` where it could not be found out.
        """
        return lookups.resolve(self, given("PubMed.resolve: identifier", identifier, str))

    def _online(self) -> Eutils:
        if self._offline:
            raise EutilsError(Trouble.OFFLINE)
        return self._eutils

    def _from_cache(self, wanted: Sequence[Pmid]) -> tuple[dict[Pmid, Paper], set[Pmid]]:
        """Papers, and PMIDs known to be missing, from fresh cached answers of this server."""
        if self._cache is None or self._refresh:
            return {}, set()
        entries = self._cache.get(self._eutils.transport.base, wanted)
        read = {pmid: _cached_paper(entry) for pmid, entry in entries.items() if entry.raw is not None}
        papers = {pmid: paper for pmid, paper in read.items() if paper is not None and paper.pmid == pmid}
        return papers, {pmid for pmid, entry in entries.items() if entry.raw is None}

    def _keep(self, run: Fetching) -> None:
        if self._cache is not None:
            answers: dict[Pmid, bytes | None] = {pmid: raw for pmid, (_, raw) in run.found.items()}
            self._cache.put(self._eutils.transport.base, answers | dict.fromkeys(run.missing))


def _identity(tool: str, email: str | None, api_key: str | None) -> Identity:
    """Who asks, "" counting as not given. The message never repeats the value: it may be a secret put in the wrong place."""
    for name, value in (("tool", tool), ("email", email), ("api_key", api_key)):
        if not isinstance(value, str | None):
            raise InvalidTypeError(f"{name} must be text")
        if value and (any(c.isspace() for c in value.strip()) or not value.isprintable()):
            raise InvalidValueError(f"{name} must not contain spaces or control characters")
    if email and email.strip() and not re.fullmatch(r"[^@]+@[^@]+", email.strip()):
        raise InvalidValueError(
            "email must be an address, such as desk@example.org: NCBI writes there before it blocks anybody"
        )
    if not tool:
        raise InvalidValueError("tool must not be empty: NCBI asks every program for its name")
    return Identity(tool.strip(), (email or "").strip() or None, (api_key or "").strip() or None)


def checked_limit(where: str, limit: int) -> int:
    """How many answers are wanted at most. Raises `InvalidTypeError` or `InvalidValueError`, which `where` begins."""
    most: int = given(f"{where}: limit", limit, int)
    expect(most >= 0, f"{where}: limit", "a whole number from 0", most)
    return most


def _refuse_unreadable(query: str) -> None:
    """PubMed tells an unreadable query as a failure of its search engine, so it is told apart before asking."""
    outside = re.sub(r'"[^"]*"', "", query)
    if not query.strip():
        raise EutilsError(Trouble.REFUSED, "the query is empty")
    if outside.count("(") != outside.count(")"):
        raise EutilsError(Trouble.REFUSED, "the query's parentheses do not pair")


def _cached_paper(entry: CacheEntry) -> Paper | None:
    """The paper in a cached record, None where the bytes are no longer readable."""
    try:
        origin = Origin("efetch", entry.fetched.astimezone().date())
        return next((record.paper for record in read_records(entry.raw or b"", origin=origin)), None)
    except UnreadableRecordsError:
        return None
