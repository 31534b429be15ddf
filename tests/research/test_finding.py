"""Looking for many claims at once: results come while the search goes on."""

import threading
from collections.abc import Iterable, Sequence

import pytest

from claimcheck.identifiers import Pmid
from claimcheck.model import AbstractSection, Claim, FetchResult, Outcome, Paper, Query, Search
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


class Tiring:
    """A catalogue that has a paper for each question, and tells of so many requests' papers and no more."""

    name = "tiring"

    def __init__(self, answers: int) -> None:
        self.left = answers

    def search(self, query: Query, limit: int = 50) -> Search:
        return Search(query, 1, (Pmid(1 + len(query.text)),))

    def fetch(self, pmids: Sequence[Pmid]) -> FetchResult:
        self.left -= 1
        if self.left < 0:
            return FetchResult(not_asked=dict.fromkeys(pmids, "too many requests"))
        return FetchResult(tuple(Paper(pmid, "Cold hands", sections=(AbstractSection("Cold."),)) for pmid in pmids))


@pytest.mark.parametrize(("answers", "known"), [(0, 0), (1, 1), (2, 3), (9, 15)])
def test_claims_that_were_answered_in_full_keep_their_answer(answers: int, known: int) -> None:
    """A catalogue that refuses later takes nothing from the first claims: they did not wait for the papers of the others."""
    claims = (Claim("Cold hands.", id=f"claim-{index}", query="c" * (index + 1)) for index in range(15))
    outcomes = [one.outcome for one in find(claims, Tiring(answers))]
    assert outcomes == [Outcome.CANDIDATES] * known + [Outcome.COULD_NOT_ASK] * (15 - known)
