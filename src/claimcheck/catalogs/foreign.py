"""A plug-in's catalogue, held to the three outcomes: whatever it does, "could not ask" never becomes "nothing found".

What it raises, and answers that break the contract of `Catalog`, are told as could-not-ask with its name. A PMID that it
says nothing about was not asked for.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Self, TypeVar

from attrs import evolve

from claimcheck.catalogs.base import Catalog
from claimcheck.errors import CouldNotAskError
from claimcheck.identifiers import Pmid
from claimcheck.model import FetchResult, Paper, Query, Search

T = TypeVar("T")


class Foreign:
    """A `Catalog` and a context manager; it closes the plug-in's own where that is one too."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._open = catalog if isinstance(catalog, AbstractContextManager) else nullcontext()
        self.name = catalog.name

    def __enter__(self) -> Self:
        self._asked(self._open.__enter__)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def search(self, query: Query, limit: int = 50) -> Search:
        """See `Catalog.search`."""
        answer = self._asked(lambda: self._catalog.search(query, limit))
        if not isinstance(answer, Search) or not all(isinstance(pmid, Pmid) for pmid in answer.pmids):
            raise CouldNotAskError(f"the catalogue {self.name} gave an answer that is no Search with PMIDs")
        return evolve(answer, query=query, pmids=tuple(dict.fromkeys(answer.pmids))[:limit])

    def fetch(self, pmids: Iterable[object]) -> FetchResult:
        """See `Catalog.fetch`."""
        wanted = dict.fromkeys(Pmid.parse(pmid) for pmid in pmids)
        try:
            answer = self._asked(lambda: self._catalog.fetch(list(wanted)))
            return self._held(wanted, answer)
        except CouldNotAskError as error:
            return FetchResult(not_asked=dict.fromkeys(wanted, error.reason))

    def _held(self, wanted: Iterable[Pmid], answer: FetchResult) -> FetchResult:
        if not isinstance(answer, FetchResult) or not all(isinstance(paper, Paper) for paper in answer.papers):
            raise CouldNotAskError(f"the catalogue {self.name} gave an answer that is no FetchResult with papers")
        papers = {paper.pmid: paper for paper in answer.papers}
        silent = f"the catalogue {self.name} said nothing about it"
        return FetchResult(
            tuple(papers[pmid] for pmid in wanted if pmid in papers),
            tuple(pmid for pmid in wanted if pmid not in papers and pmid in answer.missing),
            {
                pmid: answer.not_asked.get(pmid, silent)
                for pmid in wanted
                if pmid not in papers and pmid not in answer.missing
            },
        )

    def _asked(self, call: Callable[[], T]) -> T:
        try:
            return call()
        except CouldNotAskError:
            raise
        except Exception as error:
            why = f"{type(error).__name__}: {error}"
            raise CouldNotAskError(f"the catalogue {self.name} failed: {why}") from error
