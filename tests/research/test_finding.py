"""Looking for many claims at once: results come while the search goes on."""

import threading
from collections.abc import Iterable

from claimcheck.model import Claim, FetchResult, Outcome, Query, Search
from claimcheck.research import find
from claimcheck.research.find import FETCH_CLAIMS, WORKERS


class Silent:
    """A catalogue that has nothing, and from a number of questions on waits for a word from its asker."""

    name = "silent"

    def __init__(self, patience: int) -> None:
        self.patience, self.asked, self.go_on, self.told_in_time = patience, 0, threading.Event(), True
        self._lock = threading.Lock()

    def search(self, query: Query, limit: int = 50) -> Search:
        with self._lock:
            self.asked += 1
            waits = self.asked > self.patience
        if waits and not self.go_on.wait(5):
            self.told_in_time = False
        return Search(query, 0)

    def fetch(self, pmids: Iterable[object]) -> FetchResult:
        return FetchResult()


def test_results_come_before_everything_was_asked() -> None:
    """Claims for which little is found do not wait for an EFetch to fill: an interrupt loses half a minute's searches."""
    number = FETCH_CLAIMS + WORKERS * 9
    claims = [Claim("Cold hands.", id=f"claim-{index}", query="cold hands") for index in range(number)]
    catalog = Silent(patience=number - 1)
    results = find(claims, catalog)
    first = next(results)
    catalog.go_on.set()
    assert catalog.told_in_time
    assert [first.outcome, *(one.outcome for one in results)] == [Outcome.NOTHING_FOUND] * number
