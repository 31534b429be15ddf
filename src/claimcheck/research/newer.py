"""A mirror of PubMed, and PubMed itself for what is newer: one catalogue of two."""

import datetime as dt
from collections.abc import Iterable
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from attrs import evolve

from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.catalogs.pubmed.lookups import CitationMatch
from claimcheck.errors import CouldNotAskError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.model import FetchResult, Query, Search
from claimcheck.research.circuit_breaker import CircuitBreaker
from claimcheck.research.find import in_turn

if TYPE_CHECKING:
    from claimcheck.catalogs.mirror.client import Mirror

OVERLAP: Final = dt.timedelta(days=7)
"""Before the newest day of the mirror: NLM's files of a day may lack records that PubMed created on it."""


class MirrorAndPubMed:
    """Asks the mirror, and PubMed for records that were created since the mirror's newest, or for all where the mirror is not complete.
    A `Catalog` and a context manager.

    Where PubMed cannot be asked, the mirror's answer stands and `Search.unasked` says what is missing from it. Records are
    the mirror's where it has them. Both are closed with it.
    """

    name = "mirror,pubmed"

    def __init__(self, mirror: "Mirror", pubmed: PubMed) -> None:
        self._mirror, self._pubmed = mirror, pubmed
        self._asker = CircuitBreaker(pubmed)
        self._both = ExitStack()

    def __enter__(self) -> Self:
        self._both.enter_context(self._mirror)
        self._both.enter_context(self._pubmed)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._both.__exit__(kind, error, trace)

    @property
    def state(self) -> str:
        """See `Mirror.state`."""
        return self._mirror.state

    def search(self, query: Query, limit: int = 50) -> Search:
        """The mirror's best and PubMed's newer ones in turn. Raises `CouldNotAskError` where the mirror cannot be asked."""
        held = self._mirror.search(query, limit)
        window, wanted = self._window(query)
        try:
            newer = self._asker.search(window, limit)
        except CouldNotAskError as error:
            told = f"PubMed could not be asked for {wanted}: {error.reason}"
            return evolve(held, unasked=told, warnings=(*held.warnings, told))
        both = self._mirror.search(window, 0).count if newer.count else 0
        return evolve(
            held,
            count=held.count + max(newer.count - both, 0),
            pmids=in_turn(held.pmids, newer.pmids)[:limit],  # the relevance of two catalogues cannot be compared
            warnings=tuple(dict.fromkeys((*held.warnings, *newer.warnings))),
            unknown=newer.unknown,
            unasked="",
        )

    def fetch(self, pmids: Iterable[Pmid | str | int]) -> FetchResult:
        """The mirror's records, and PubMed's of those that the mirror has not."""
        held = self._mirror.fetch(pmids)
        lacking = [*held.missing, *held.not_asked]
        if not lacking:
            return held
        newer = self._asker.fetch(lacking)
        return FetchResult((*held.papers, *newer.papers), newer.missing, newer.not_asked)

    def resolve(self, identifier: Doi | Pmcid | str) -> Pmid | None:
        """The record that carries this identifier: the mirror's, else PubMed's. Raises `CouldNotAskError`."""
        try:
            return self._mirror.resolve(identifier)
        except CouldNotAskError:
            return self._asker.ask(lambda: self._pubmed.resolve(identifier))

    def match_citation(
        self, journal: str, year: int | str = "", volume: str = "", page: str = "", author: str = ""
    ) -> CitationMatch:
        """See `PubMed.match_citation`, which is asked: it knows journals by all their names. Raises `CouldNotAskError`."""
        return self._asker.ask(lambda: self._pubmed.match_citation(journal, year, volume, page, author))

    def _window(self, query: Query) -> tuple[Query, str]:
        """What PubMed is asked in addition, and what that is: of one that lacks files or records no day tells what it has not."""
        newest = self._mirror.newest
        if newest is None or not self._mirror.is_complete:
            return query, "what the mirror lacks"
        since = newest - OVERLAP
        window = Query(f"({query.text}) AND {since:%Y/%m/%d}:3000[crdt]", query.why)
        return window, f"what is newer than {since:%Y-%m-%d}"
