"""What a search adds to the files: proposals for the claims file, a record for the lock. Pure."""

import datetime as dt
import json
from collections.abc import Collection, Iterator
from hashlib import sha256

from claimcheck.evidence.passages import terms_found
from claimcheck.identifiers import Pmid
from claimcheck.language.quotation import digest_of
from claimcheck.levels import DESIGNS, study_type
from claimcheck.lockfile import CitationCheck, FoundPaper, Lock, LockUpdate, SearchedQuery, SearchRecord
from claimcheck.model import Citation, Claim, Evidence, FindResult, Paper, Signature
from claimcheck.record import barred
from claimcheck.research.refresh import PROPOSER


def proposals(result: FindResult, *, today: dt.date) -> tuple[Citation, ...]:
    """The citations to add to the claim, each unreviewed and with its passage."""
    from_us = Signature(by=PROPOSER, date=today)
    return tuple(
        Citation(pmid=evidence.paper.pmid, stance=evidence.stance, passage=evidence.passage, added=from_us)
        for evidence in result.attached
    )


def question_of(claim: Claim, *, judge: str, catalog: str = "pubmed", rejected: Collection[Pmid] = ()) -> str:
    """A digest of what a search asks: the claim's words and terms, who judges, who is asked, and what is not to be proposed."""
    told = claim.attributed_to
    named = (told.journal, told.author, told.year, told.publication_type) if told else ()
    terms = (claim.population, claim.intervention, claim.comparator, claim.outcome)
    asked = (claim.statement, claim.kind, *terms, claim.query, named, judge, catalog, sorted(rejected))
    return sha256(json.dumps(asked).encode()).hexdigest()[:16]


def was_asked(lock: Lock, claim_id: str, question: str, *, today: dt.date) -> bool:
    """Whether that very question was answered today: asking again would say the same."""
    record = lock.searches.get(claim_id)
    return record is not None and record.date == today and record.question == question


def lock_update_for(result: FindResult, *, today: dt.date, catalog: str = "pubmed", question: str = "") -> LockUpdate:
    """What a claim's search adds to the lock. A search that could not be asked in full leaves no record of a search.

    `catalog` is the name of who was asked, `question` what (`question_of`).
    """
    checks = {
        str(e.paper.pmid): CitationCheck(True, terms_found(result.claim, e.paper), today, (digest_of(e.passage),))
        for e in result.attached
    }
    return LockUpdate(
        papers={str(paper.pmid): paper for paper in _kept(result)},
        citations={result.claim.id: checks} if checks else {},
        searches={} if result.reason else {result.claim.id: _search_record(result, today, catalog, question)},
    )


def _kept(result: FindResult) -> Iterator[Paper]:
    """The papers whose facts the gate asks for: attached, contradicting (CC110, CC407), systematic reviews found (CC402)."""
    yield from (evidence.paper for evidence in (*result.attached, *result.contradicting))
    found = (candidate.paper for candidate in result.candidates[:KEPT_CANDIDATES])
    yield from (paper for paper in found if study_type(paper) == "systematic")


def _search_record(result: FindResult, today: dt.date, catalog: str, question: str) -> SearchRecord:
    verdicts = {evidence.paper.pmid: evidence for evidence in result.evidence}
    return SearchRecord(
        date=today,
        outcome=result.outcome,
        queries=tuple(SearchedQuery(s.query.text, s.query.why, s.count) for s in result.searches),
        candidates=tuple(
            _found(candidate.paper, verdicts.get(candidate.paper.pmid))
            for candidate in result.candidates[:KEPT_CANDIDATES]
        ),
        contradicting=tuple(evidence.paper.pmid for evidence in result.contradicting),
        catalog=catalog,
        question=question,
    )


def _found(paper: Paper, verdict: Evidence | None) -> FoundPaper:
    design = study_type(paper)
    return FoundPaper(
        pmid=paper.pmid,
        title=paper.title,
        first_author=paper.first_author,
        year=paper.year,
        kind=DESIGNS[design] if design else "",
        sentence=verdict.passage if verdict else "",
        stance=verdict.stance if verdict else None,
        reason=barred(paper) or (verdict.reason if verdict else ""),
    )


KEPT_CANDIDATES = 10
"""Candidates named in the lock for a claim."""
