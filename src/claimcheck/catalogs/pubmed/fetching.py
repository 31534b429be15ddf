"""Fetching many records so that nothing is lost and nothing is called missing that is not.

PMIDs go out in batches; what came back is compared with what was asked for. A batch that fails is halved until the
record at fault stands alone; what an answer left out, or sent broken, is asked for again; and what is left out again
counts as missing only when ESearch does not know it either (EFetch leaves unknown PMIDs out without a word, NBK25499).
"""

import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from attrs import Factory, define, field

from claimcheck.catalogs.pubmed.endpoints import Eutils
from claimcheck.catalogs.pubmed.outcomes import EutilsError
from claimcheck.catalogs.pubmed.records import PubMedRecord
from claimcheck.identifiers import Pmid
from claimcheck.model import Paper

BATCH: Final = 300
"""PMIDs a request: about 9 MB of XML, and what a retry costs. They go by POST, as NBK25497 asks for more than 200."""

_FAILURES_IN_A_ROW: Final = 6  # after so many without one success the server is at fault, not a record
_ROUNDS: Final = 4  # of asking again for what was left out, as long as each round brings something


@define
class Fetching:
    """One fetch under way, and after `run` its outcome: every PMID is in exactly one of the three.

    What was found is the paper with the record's bytes.
    """

    server: Eutils
    workers: int = 3
    found: dict[Pmid, tuple[Paper, bytes]] = Factory(dict)
    missing: set[Pmid] = Factory(set)
    not_asked: dict[Pmid, str] = Factory(dict)
    _absent: set[Pmid] = Factory(set)
    _broken: dict[Pmid, str] = Factory(dict)
    _failures: int = 0
    _last: EutilsError | None = None
    _lock: threading.Lock = field(factory=threading.Lock, repr=False)

    def run(self, pmids: Iterable[Pmid]) -> None:
        """Ask for the PMIDs, each given once."""
        self._ask_in_batches(list(pmids))
        for _ in range(_ROUNDS):
            suspects = [*self._absent, *self._broken]
            if not suspects:
                return
            self._absent.clear()
            self._broken.clear()
            self._ask_in_batches(sorted(suspects))
            if not any(pmid in self.found for pmid in suspects):
                break
        self.not_asked.update(self._broken)
        self._confirm(sorted(self._absent))

    def _ask_in_batches(self, pmids: list[Pmid]) -> None:
        batches = list(_parts(pmids, BATCH))
        if len(batches) <= 1 or self.workers <= 1:
            for batch in batches:
                self._ask(batch)
            return
        pool = ThreadPoolExecutor(min(self.workers, len(batches)), "efetch")
        try:
            for _ in pool.map(self._ask, batches):
                pass
        except BaseException:  # an interrupt: the threads must not go on asking
            self.server.transport.stop()
            pool.shutdown(cancel_futures=True)
            self.server.transport.resume()
            raise
        pool.shutdown()

    def _ask(self, batch: Sequence[Pmid], *, hasty: bool = False) -> None:
        """Ask for a batch; when it fails for a reason that may be one record's, ask for its halves, level by level."""
        queue = deque([(batch, hasty)])
        while queue:
            part, in_haste = queue.popleft()
            hopeless = self._last if self._failures >= _FAILURES_IN_A_ROW else None
            error = hopeless or self._try(part, hasty=in_haste)
            if error is not None and error.one_record and len(part) > 1 and hopeless is None:
                queue.extend((half, True) for half in _parts(part, (len(part) + 1) // 2))
            elif error is not None:
                self._give_up(part, error)

    def _try(self, part: Sequence[Pmid], *, hasty: bool) -> EutilsError | None:
        try:
            answer = self.server.records(part, hasty=hasty)
        except EutilsError as error:
            with self._lock:
                self._failures += 1
                self._last = error
            return error
        self._take(part, answer)
        return None

    def _take(self, part: Sequence[Pmid], answer: Sequence[PubMedRecord]) -> None:
        """Sort an answer's records; records that were not asked for are passed over, of several versions the latest counts."""
        whole = [(record.paper, record.raw) for record in answer if record.paper is not None]
        records = {paper.pmid: (paper, raw) for paper, raw in sorted(whole, key=lambda one: one[0].version)}
        unread = {record.pmid: str(record.problem).rstrip(".") for record in answer if record.paper is None}
        broken = {pmid: unread[pmid] for pmid in part if pmid in unread and pmid not in records}
        absent = [pmid for pmid in part if pmid not in records and pmid not in broken]
        doubtful = None in unread and bool(absent)
        with self._lock:
            self._failures = 0
            self.found.update((pmid, records[pmid]) for pmid in part if pmid in records)
            self._broken.update(broken)
            if doubtful and len(absent) == 1:
                self._broken[absent[0]] = "its record cannot be read"
            elif not doubtful:
                self._absent.update(absent)
        if doubtful and len(absent) > 1:
            for half in _parts(absent, (len(absent) + 1) // 2):
                self._ask(half, hasty=True)

    def _give_up(self, part: Iterable[Pmid], error: EutilsError) -> None:
        with self._lock:
            self.not_asked.update((pmid, error.reason) for pmid in part)

    def _confirm(self, absent: list[Pmid]) -> None:
        """Call missing what EFetch left out twice and ESearch does not know either."""
        for part in _parts(absent, BATCH):
            try:
                known = self.server.known(part)
            except EutilsError as error:
                self._give_up(part, error)
                continue
            self.missing.update(pmid for pmid in part if pmid not in known)
            left_out = "PubMed has the record but left it out of its answer; try again later"
            self.not_asked.update((pmid, left_out) for pmid in part if pmid in known)


def _parts(pmids: Sequence[Pmid], size: int) -> Iterator[Sequence[Pmid]]:
    for start in range(0, len(pmids), size):
        yield pmids[start : start + size]
