"""Asking a catalogue that may be down: after several failures in a row the rest is not tried any more."""

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from claimcheck.catalogs.base import Catalog
from claimcheck.catalogs.foreign import Foreign, guarded
from claimcheck.errors import CouldNotAskError
from claimcheck.identifiers import Pmid
from claimcheck.model import FetchResult, Query, Search

PATIENCE = 3
"""Calls in a row that may fail for good before the rest is not tried any more."""

T = TypeVar("T")


class CircuitBreaker:
    """A catalogue that is given up on in an outage, so that it costs seconds, not hours. Safe to share between threads.

    Whoever wrote the catalogue, it is held to its contract (`Foreign`): what it leaves out was not asked.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._held = Foreign(catalog)
        self._failures = 0
        self._last = ""
        self._lock = threading.Lock()

    def search(self, query: Query, limit: int) -> Search:
        """See `Catalog.search`."""
        return self.ask(lambda: self._held.search(query, limit))

    def fetch(self, pmids: Sequence[Pmid]) -> FetchResult:
        """See `Catalog.fetch`."""
        try:
            self._stop_if_hopeless()
        except CouldNotAskError as error:
            return FetchResult(not_asked=dict.fromkeys(pmids, error.reason))
        result = self._held.fetch(pmids)
        self._last = next(iter(result.not_asked.values()), self._last)
        self._count(failed=bool(result.not_asked) and not result.papers and not result.missing)
        return result

    def ask(self, call: Callable[[], T]) -> T:
        """Make any other call of the catalogue. Raises `CouldNotAskError`."""
        self._stop_if_hopeless()
        try:
            answer = guarded(self._held.name, call)
        except CouldNotAskError as error:
            self._last = error.reason
            self._count(failed=True)
            raise
        self._count(failed=False)
        return answer

    def _count(self, *, failed: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0

    def _stop_if_hopeless(self) -> None:
        if self._failures >= PATIENCE:
            raise CouldNotAskError(f"{self._last} (not tried any more after {PATIENCE} failures in a row)")
