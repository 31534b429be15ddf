"""What a search adds to the files: proposals for the claims file, a record for the lock. Pure."""

import datetime as dt
from collections.abc import Iterator

from claimcheck.evidence.passages import terms_found
from claimcheck.levels import study_type
from claimcheck.lockfile import CitationCheck, LockUpdate, SearchedQuery, SearchRecord
from claimcheck.model import Citation, FindResult, Paper, Signature


def proposals(result: FindResult, *, today: dt.date) -> tuple[Citation, ...]:
    """The citations to add to the claim, each unreviewed and with its passage."""
    from_us = Signature(by="claimcheck", date=today)
    return tuple(
        Citation(pmid=evidence.paper.pmid, stance=evidence.stance, passage=evidence.passage, added=from_us)
        for evidence in result.attached
    )


def lock_update_for(result: FindResult, *, today: dt.date, catalog: str = "pubmed") -> LockUpdate:
    """What a claim's search adds to the lock. A search that could not be asked in full leaves no record of a search.

    `catalog` is the name of who was asked.
    """
    checks = {
        str(e.paper.pmid): CitationCheck(True, terms_found(result.claim, e.paper), today) for e in result.attached
    }
    return LockUpdate(
        papers={str(paper.pmid): paper for paper in _kept(result)},
        citations={result.claim.id: checks} if checks else {},
        searches={} if result.reason else {result.claim.id: _search_record(result, today, catalog)},
    )


def _kept(result: FindResult) -> Iterator[Paper]:
    """The papers whose facts the gate asks for: attached, contradicting (CC407), systematic reviews found (CC402)."""
    yield from (evidence.paper for evidence in (*result.attached, *result.contradicting))
    found = (candidate.paper for candidate in result.candidates[:KEPT_CANDIDATES])
    yield from (paper for paper in found if study_type(paper) == "systematic")


def _search_record(result: FindResult, today: dt.date, catalog: str) -> SearchRecord:
    return SearchRecord(
        date=today,
        outcome=result.outcome,
        queries=tuple(SearchedQuery(s.query.text, s.query.why, s.count) for s in result.searches),
        candidates=tuple(candidate.paper.pmid for candidate in result.candidates[:KEPT_CANDIDATES]),
        contradicting=tuple(evidence.paper.pmid for evidence in result.contradicting),
        catalog=catalog,
    )


KEPT_CANDIDATES = 10
"""Candidates named in the lock for a claim."""
