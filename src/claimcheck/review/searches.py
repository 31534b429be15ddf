"""Searching again for a claim, in the background: the page tells how far it is.

The search is the one of `claimcheck find`, with the same records in the lock and the same proposals in the claims file.
"""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from functools import partial

from attrs import define, evolve, field

from claimcheck.catalogs.base import Catalog
from claimcheck.errors import ClaimcheckError
from claimcheck.identifiers import Pmid
from claimcheck.lockfile import SearchRecord, read_lock, update_lockfile
from claimcheck.model import Claim, FetchResult, FindResult, Outcome, Query, Search
from claimcheck.research import attach, find, lock_update_for
from claimcheck.research.remarks import called, remarks_on
from claimcheck.review.settings import ReviewSettings

_MOST = 200
"""Searches remembered."""


@define
class Progress:
    """How far a search is: its steps in words, and how it ended. `trouble` is why it could not be done, `suggestion` the catalogue's
    own spelling of a query that found nothing, "" where it has none.
    """

    claim_id: str
    id: str = field(factory=lambda: secrets.token_hex(8))
    steps: list[str] = field(factory=list)
    trouble: str = ""
    suggestion: str = ""
    ended: threading.Event = field(factory=threading.Event, repr=False)

    @property
    def is_done(self) -> bool:
        """Whether it has ended."""
        return self.ended.is_set()

    def as_json(self) -> dict[str, object]:
        """For the page that shows it."""
        return {"steps": list(self.steps), "done": self.is_done, "trouble": self.trouble}


class _Watched:
    """A catalogue that tells what it is asked."""

    def __init__(self, catalog: Catalog, progress: Progress) -> None:
        self._catalog, self._progress = catalog, progress
        self.name = catalog.name
        # What only some catalogues can do; who asks whether this one can looks at the object itself.
        for able in ("match_citation", "similar"):
            if hasattr(catalog, able):
                setattr(self, able, getattr(catalog, able))
        if spelling := getattr(catalog, "spelling", None):
            self.spelling = partial(self._suggested, spelling)

    def _suggested(self, spelling: Callable[[str], str | None], term: str) -> str | None:
        corrected = spelling(term)
        self._progress.suggestion = corrected or ""
        return corrected

    def search(self, query: Query, limit: int = 50) -> Search:
        """See `Catalog.search`."""
        self._progress.steps.append(f"asking: {query.text}")
        answer = self._catalog.search(query, limit)
        self._progress.steps.append(f"{answer.count:,} papers fit")
        return answer

    def fetch(self, pmids: Iterable[Pmid | str | int]) -> FetchResult:
        """See `Catalog.fetch`."""
        wanted = list(pmids)
        self._progress.steps.append(f"fetching {len(wanted)} papers")
        result = self._catalog.fetch(wanted)
        self._progress.steps.append(f"{len(result.papers)} came; reading the best of them")
        return result


class Searches:
    """The searches of this review, each in a thread of its own."""

    def __init__(self, settings: ReviewSettings) -> None:
        self._settings = settings
        self._known: OrderedDict[str, Progress] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, search_id: str) -> Progress | None:
        """The search of that id."""
        return self._known.get(search_id)

    def of_claim(self, claim_id: str) -> Progress | None:
        """The search of that claim which is under way, if one is."""
        with self._lock:
            return next((one for one in self._known.values() if one.claim_id == claim_id and not one.is_done), None)

    def start(self, claim: Claim, query: str, rejected: Collection[Pmid]) -> Progress:
        """Begin a search with this query ("" takes the claim's own ladder); one that is under way goes on instead."""
        if under_way := self.of_claim(claim.id):
            return under_way
        progress = Progress(claim.id)
        with self._lock:
            self._known[progress.id] = progress
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        arguments = (claim, query, rejected, progress)
        threading.Thread(target=self._run, args=arguments, name="claimcheck-search-again", daemon=True).start()
        return progress

    def _run(self, claim: Claim, query: str, rejected: Collection[Pmid], progress: Progress) -> None:
        asked = evolve(claim, query=query) if query else claim
        try:
            with self._settings.open_catalog(False) as catalog:
                judge, turned_down = self._settings.load_judge(), {claim.id: rejected}
                watched = _Watched(catalog, progress)
                result = next(iter(find([asked], watched, judge=judge, rejected=turned_down)))
                self._keep(evolve(result, claim=claim), catalog.name)
            progress.steps += filter(None, [_summary(result, called(catalog))])
            progress.trouble = result.reason
        except ClaimcheckError as error:
            progress.trouble = str(error)
        except Exception as error:  # noqa: BLE001 - a plug-in may raise anything; the page must not wait for ever
            progress.trouble = f"the search broke off: {type(error).__name__}: {error}"
        finally:
            progress.ended.set()

    def _keep(self, result: FindResult, catalog: str) -> None:
        """As `find` keeps it, but what was found before stays: the lock first, for a paper that nobody cites yet is harmless."""
        if _is_in_vain(result):
            return
        today, lock_path = self._settings.today(), self._settings.lock_path
        update = lock_update_for(result, today=today, catalog=catalog)
        if before := read_lock(lock_path).search_for(result.claim):
            searches = {claim: _with_former(before, record, result) for claim, record in update.searches.items()}
            update = evolve(update, searches=searches)
        update_lockfile(lock_path, update)
        attach(result, today=today)


def _with_former(before: SearchRecord, record: SearchRecord, result: FindResult) -> SearchRecord:
    """The record with what earlier searches for the same words found and this one did not: a narrow or mistyped query must not
    lose it. What was read again is told as it was read now.
    """
    if not record.candidates and (before.candidates or before.contradicting):
        return before
    listed = {one.pmid for one in record.candidates}
    asked = {one.query for one in record.queries}
    read = {one.paper.pmid for one in result.evidence if one.stance}
    return evolve(
        record,
        queries=(*record.queries, *(one for one in before.queries if one.query not in asked)),
        candidates=(*record.candidates, *(one for one in before.candidates if one.pmid not in listed)),
        contradicting=(*record.contradicting, *(pmid for pmid in before.contradicting if pmid not in read)),
    )


def _summary(result: FindResult, asked: str) -> str:
    """What came of it; without figures where somebody could not be asked and nothing was kept."""
    against = len(result.contradicting)
    told = f"{len(result.attached)} proposed, {len(result.candidates)} found"
    told += f", {against} may say the opposite" if against else ""
    figures = () if _is_in_vain(result) else (told,)
    return "; ".join((*figures, *remarks_on(result, asked)))


def _is_in_vain(result: FindResult) -> bool:
    """Whether the answer is not whole and proposes nothing, so that it is not kept."""
    return result.outcome is Outcome.COULD_NOT_ASK and not result.attached
