"""What a search adds to the files: proposals to the claims file, a record to the lock."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from os import PathLike
from pathlib import Path

from claimcheck.catalogs.base import Catalog
from claimcheck.checked import given
from claimcheck.claimfile import add_citations
from claimcheck.errors import EditError
from claimcheck.evidence.passages import terms_found
from claimcheck.identifiers import Pmid
from claimcheck.language.quotation import digest_of
from claimcheck.levels import study_type
from claimcheck.lockfile import (
    NO_WORDS,
    CitationCheck,
    Lock,
    LockUpdate,
    SearchedQuery,
    SearchRecord,
    digest_of_claim,
    digest_of_values,
    update_lockfile,
)
from claimcheck.model import PROPOSER, Citation, Claim, FindResult, Paper, Signature
from claimcheck.research.cards import KEPT, best_cards, in_reading_order
from claimcheck.research.refresh import citation_checks
from claimcheck.rules.identity import names


def attach(result: FindResult, *, today: dt.date | str | None = None) -> tuple[Citation, ...]:
    """Add what `find` proposes to the claim in its file, as `claimcheck find` does; the citations that were added.

    They are proposals until a person has looked. What the claim cites already is not added again. `today` is written beside
    them (default: the computer's date). Write the lock first (`update_lock`): a citation that the lock does not know is stale.
    Raises `EditError` as `add_citation` does, for a claim that was not read from a file, and for one that has changed since:
    the papers were found for what it said; nothing is written then.
    """
    found: FindResult = given("attach: result", result, FindResult)
    if not found.claim.location.path or not found.claim.id:
        raise EditError("attach: the claim was not read from a file; add_citation adds to one that you name")
    fresh = tuple(
        proposal
        for proposal, evidence in zip(proposals(found, today=today), found.attached, strict=True)
        if not any(names(citation, evidence.paper) for citation in found.claim.citations)
    )
    return fresh if add_citations(found.claim, fresh) else ()


def update_lock(
    path: str | PathLike[str],
    result: FindResult,
    *,
    today: dt.date | str | None = None,
    catalog: str = "pubmed",
    question: str = "",
) -> Lock:
    """Write what `find` learnt about a claim into the lock at a path, as `claimcheck find` does; the lock as it is now.

    A lock that is not there yet is made. `today` is when it was learnt (default: the computer's date), `catalog` the name of who
    was asked, `question` what (`question_of`). Other processes' changes to the file are kept. Raises `LockError` for a lock that cannot be read, `EditError`
    for one that cannot be written and for a claim without an id, under which a lock keeps what it knows; the file is as before
    then.
    """
    file = Path(given("update_lock: path", path, str | PathLike[str]))
    found: FindResult = given("update_lock: result", result, FindResult)
    if not found.claim.id:
        raise EditError('update_lock: the claim has no id to keep this by; give it one: Claim(…, id="walking-helps")')
    told = {
        "catalog": given("update_lock: catalog", catalog, str),
        "question": given("update_lock: question", question, str),
    }
    return update_lockfile(file, lock_update_for(found, today=_day("update_lock", today), **told))


def _day(function: str, today: dt.date | str | None) -> dt.date:
    day: dt.date | None = given(f"{function}: today", today, dt.date | None)
    return day or dt.date.today()


def proposals(result: FindResult, *, today: dt.date | str | None = None) -> tuple[Citation, ...]:
    """The citations that `find` would add to the claim, each unreviewed and with its passage. `today` as for `attach`."""
    found: FindResult = given("proposals: result", result, FindResult)
    from_us = Signature(by=PROPOSER, date=_day("proposals", today))
    return tuple(
        Citation(
            pmid=evidence.paper.pmid,
            stance=evidence.stance,
            passage=evidence.passage or None,
            passage_from=evidence.passage_from or None,
            added=from_us,
        )
        for evidence in found.attached
    )


def question_of(claim: Claim, *, judge: str, catalog: str = "pubmed", rejected: Collection[Pmid] = ()) -> str:
    """A digest of what a search asks: the claim's words and terms, who judges, who is asked, and what is not to be proposed."""
    told = claim.attributed_to
    named = (told.journal, told.author, told.year, told.publication_type) if told else ()
    terms = (claim.population, claim.intervention, claim.comparator, claim.outcome)
    asked = (claim.statement, claim.kind, *terms, claim.query, named, judge, catalog, sorted(rejected))
    return digest_of_values(asked)


def identity_of(catalog: Catalog) -> str:
    """The catalogue's name, and for a mirror what it holds: another one, or the same after an update, may answer otherwise."""
    return f"{catalog.name} {getattr(catalog, 'state', '')}".rstrip()


def was_asked(lock: Lock, claim_id: str, question: str, *, today: dt.date) -> bool:
    """Whether that very question was answered today: asking again would say the same. That there was nothing to ask is no answer."""
    record = lock.searches.get(claim_id)
    return record is not None and record.date == today and record.question == question and record.queries != ()


def lock_update_for(result: FindResult, *, today: dt.date, catalog: str = "pubmed", question: str = "") -> LockUpdate:
    """What a claim's search adds to the lock. A search that could not be asked in full leaves no record of a
    search; that a claim has no word to search for does.

    `catalog` is the name of who was asked, `question` what (`question_of`).
    """
    checks = {
        str(e.paper.pmid): CitationCheck(
            True,
            terms_found(result.claim, e.paper),
            today,
            () if e.passage_from else (digest_of(e.passage),),
            in_text=(digest_of(e.passage),) if e.passage_from else None,
            about=digest_of_claim(result.claim),
        )
        for e in result.attached
    }
    checks = {**_checks_of_cited(result, today), **checks}
    return LockUpdate(
        papers={str(paper.pmid): paper for paper in _kept(result)},
        citations={result.claim.id: checks} if checks else {},
        searches={}
        if result.reason not in ("", NO_WORDS)
        else {result.claim.id: _search_record(result, today, catalog, question)},
    )


def _checks_of_cited(result: FindResult, today: dt.date) -> Mapping[str, CitationCheck]:
    """What `refresh` would find of the passages that the claim quotes from works which it cites by DOI or PMCID."""
    claim, papers = result.claim, {str(evidence.paper.pmid): evidence.paper for evidence in result.cited}
    pairs = ((one, paper) for one in claim.citations for paper in papers.values() if one.passage and names(one, paper))
    resolved = {str(one.doi or one.pmcid): paper.pmid for one, paper in pairs}
    return citation_checks([claim], papers, resolved, today).get(claim.id, {})


def _kept(result: FindResult) -> Iterator[Paper]:
    """The papers whose facts the gate asks for: attached, contradicting (CC110, CC407), cited, systematic reviews found (CC402)."""
    yield from (evidence.paper for evidence in (*result.attached, *result.contradicting, *result.cited))
    yield from (paper for paper in in_reading_order(result)[:KEPT] if study_type(paper) == "systematic")


def _search_record(result: FindResult, today: dt.date, catalog: str, question: str) -> SearchRecord:
    return SearchRecord(
        date=today,
        outcome=None if result.reason == NO_WORDS else result.outcome,
        queries=tuple(SearchedQuery(s.query.text, s.query.why, s.count) for s in result.searches),
        candidates=best_cards(result),
        contradicting=tuple(evidence.paper.pmid for evidence in result.contradicting),
        catalog=catalog,
        question=question,
        about=digest_of_claim(result.claim),
    )
