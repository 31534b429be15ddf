"""A catalogue that others wrote, held to the three outcomes: whatever it does, "could not ask" never becomes "nothing found".

What it raises, and answers that break the contract of `Catalog`, are told as could-not-ask with its name. A PMID that it
says nothing about was not asked for, nor one whose record is of no use.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Self, TypeVar

from attrs import evolve

from claimcheck.catalogs.base import Catalog
from claimcheck.errors import CouldNotAskError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.lockfile.read import check_paper
from claimcheck.lockfile.records import record_of
from claimcheck.model import FetchResult, Paper, Query, Search

T = TypeVar("T")


def guarded(name: str, call: Callable[[], T]) -> T:
    """What the catalogue of that name answers. Raises `CouldNotAskError`, and nothing else but the user's `KeyboardInterrupt`."""
    try:
        return call()
    except (CouldNotAskError, KeyboardInterrupt):
        raise
    except BaseException as error:
        why = f"{type(error).__name__}: {error}"
        raise CouldNotAskError(f"the catalogue {name} failed: {why}") from error


class Foreign:
    """A `Catalog` and a context manager; it closes the plug-in's own where that is one too."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._open = catalog if isinstance(catalog, AbstractContextManager) else nullcontext()
        self.name = str(getattr(catalog, "name", "") or type(catalog).__name__)

    def __enter__(self) -> Self:
        guarded(self.name, self._open.__enter__)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        guarded(self.name, lambda: self._open.__exit__(kind, error, trace))

    def search(self, query: Query, limit: int = 50) -> Search:
        """See `Catalog.search`."""
        return guarded(self.name, lambda: self._search(query, limit))

    def fetch(self, pmids: Iterable[object]) -> FetchResult:
        """See `Catalog.fetch`."""
        wanted = dict.fromkeys(Pmid.parse(pmid) for pmid in pmids)
        try:
            return guarded(self.name, lambda: self._fetch(wanted))
        except CouldNotAskError as error:
            return FetchResult(not_asked=dict.fromkeys(wanted, error.reason))

    def resolve(self, identifier: Doi | Pmcid) -> Pmid | None:
        """The PMID of exactly that work, None where the catalogue answers that it has none.

        Raises `CouldNotAskError`, also where the catalogue knows works by their PMIDs alone (`Catalog` asks for no more).
        """
        look_up = getattr(self._catalog, "resolve", None)
        if not callable(look_up):
            raise CouldNotAskError(f"the catalogue {self.name} finds no work by its DOI or PMCID")
        pmid = guarded(self.name, lambda: look_up(identifier))
        if pmid is not None and not isinstance(pmid, Pmid):
            raise CouldNotAskError(f"the catalogue {self.name} answered {pmid!r}, which is no PMID")
        return pmid

    def _search(self, query: Query, limit: int) -> Search:
        answer = self._catalog.search(query, limit)
        if not isinstance(answer, Search) or not all(isinstance(pmid, Pmid) for pmid in answer.pmids):
            raise CouldNotAskError(f"the catalogue {self.name} gave an answer that is no Search with PMIDs")
        if type(answer.count) is not int:
            raise CouldNotAskError(f"the catalogue {self.name} gave a Search whose count is no number")
        if answer.count > 0 and limit > 0 and not answer.pmids:
            raise CouldNotAskError(f"the catalogue {self.name} counted {answer.count:,} hits and named none of them")
        return evolve(answer, query=query, pmids=tuple(dict.fromkeys(answer.pmids))[:limit])

    def _fetch(self, wanted: Iterable[Pmid]) -> FetchResult:
        answer = self._catalog.fetch(list(wanted))
        if not isinstance(answer, FetchResult) or not all(isinstance(paper, Paper) for paper in answer.papers):
            raise CouldNotAskError(f"the catalogue {self.name} gave an answer that is no FetchResult with papers")
        papers = {paper.pmid: paper for paper in answer.papers}
        absent = [pmid for pmid in wanted if pmid not in papers]
        missing = tuple(pmid for pmid in absent if pmid in answer.missing)
        useless = {pmid: why for pmid in wanted if pmid in papers and (why := self._misfit(papers[pmid]))}
        silent = f"the catalogue {self.name} said nothing about it"
        untold = {pmid: str(answer.not_asked.get(pmid, silent)) for pmid in absent if pmid not in missing}
        usable = tuple(papers[pmid] for pmid in wanted if pmid in papers and pmid not in useless)
        return FetchResult(usable, missing, useless | untold)

    def _misfit(self, paper: Paper) -> str:
        """Why a record is of no use, or "": what the lock could not hold, no stage can read."""
        try:
            check_paper(paper.pmid, json.loads(json.dumps(record_of(paper))))
        except Exception as error:  # noqa: BLE001 - a field of the wrong type fails somewhere on its way
            return f"the catalogue {self.name} gave a record of it that cannot be used: {error}"
        return ""
