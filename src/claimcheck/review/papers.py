"""The papers of a page with their abstracts: from memory, from the cache of this machine, or from PubMed.

Abstracts are shown and never written into the project.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from claimcheck.errors import ClaimcheckError
from claimcheck.evidence.judge import Judge, heard
from claimcheck.evidence.network import NetworkJudge
from claimcheck.identifiers import Pmid
from claimcheck.model import Candidate, Claim, FetchResult, Paper
from claimcheck.review.settings import ReviewSettings

_MOST = 5_000
"""Papers kept in memory: those of some five hundred claims."""


@frozen
class Fetched:
    """Papers by PMID; of those that could not be had, why."""

    papers: Mapping[str, Paper] = field(factory=dict)
    trouble: Mapping[str, str] = field(factory=dict)


class Shelf:
    """Papers by PMID. Safe to share between threads."""

    def __init__(self, settings: ReviewSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._known: OrderedDict[str, Paper] = OrderedDict()

    def fetched(self, pmids: Iterable[Pmid], *, ask: bool) -> Fetched:
        """What is on this machine and, where somebody is to be asked, the rest from whom the settings name."""
        wanted = list(dict.fromkeys(pmids))
        with self._lock:
            known = {str(pmid): self._known[pmid] for pmid in wanted if pmid in self._known}
        result = self._fetch([pmid for pmid in wanted if pmid not in known], offline=not ask)
        papers = known | {str(paper.pmid): paper for paper in result.papers}
        not_asked = result.not_asked if ask else {}
        reasons = {str(pmid): f"PubMed could not be asked: {reason}" for pmid, reason in not_asked.items()}
        return Fetched(papers, {**{str(pmid): NOT_HELD for pmid in result.missing}, **reasons})

    def _fetch(self, wanted: list[Pmid], *, offline: bool) -> FetchResult:
        if not wanted:
            return FetchResult()
        try:
            with self._settings.open_catalog(offline) as catalog:
                result = catalog.fetch(wanted)
        except ClaimcheckError as error:
            return FetchResult(not_asked=dict.fromkeys(wanted, str(error)))
        with self._lock:
            self._known.update((str(paper.pmid), paper) for paper in result.papers)
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        return result


NOT_HELD = "PubMed has no such record"


class Reader:
    """Finds the sentence of an abstract that a person should read first. Safe to share between threads."""

    def __init__(self, settings: ReviewSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._judge: Judge | None = None
        self._read: dict[tuple[str, str], str] = {}

    def known(self, claim: Claim, paper: Paper) -> str:
        """The sentence where it was found before, "" elsewhere."""
        return self._read.get((claim.statement, str(paper.pmid)), "")

    def sentence(self, claim: Claim, paper: Paper) -> str:
        """The sentence that most decides the claim, "" where nobody can tell."""
        key = claim.statement, str(paper.pmid)
        if not paper.has_abstract:
            return ""
        with self._lock:  # one network, one processor: two pages at once would not be quicker
            if key not in self._read:
                self._read[key] = self._nearest(claim, paper)
            return self._read[key]

    def _nearest(self, claim: Claim, paper: Paper) -> str:
        try:
            self._judge = self._judge or self._settings.load_judge()
        except ClaimcheckError:
            return ""
        if isinstance(self._judge, NetworkJudge):
            return self._judge.sentences_by_weight(claim, paper)[0]
        return heard(self._judge, claim, (Candidate(paper, 0.0),))[0].passage
