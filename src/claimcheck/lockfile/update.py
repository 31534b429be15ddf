"""Merging what the desk learnt into the lock."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from pathlib import Path
from typing import TypeVar

from attrs import evolve, field, frozen

from claimcheck.files import exclusive, write_atomically
from claimcheck.identifiers import Pmid
from claimcheck.lockfile.papers import Papers, Record, notice_of
from claimcheck.lockfile.read import read_lock
from claimcheck.lockfile.records import notice_record, record_of, records_of
from claimcheck.lockfile.values import CitationCheck, Lock, NotAsked, Reviewed, SearchRecord, words_of_claim
from claimcheck.lockfile.write import dump_lock
from claimcheck.model import RETRACTION_WATCH, Claim, Notice, Outcome, Paper, Signature

V = TypeVar("V")


@frozen
class LockUpdate:
    """What the desk learnt, keyed as in `Lock`; `apply_update` says how it is merged.

    `reviews` are what the claims say beside reviews that stand in their files: of one that the lock knows, it keeps what it has;
    `decided` are reviews that a person gives now, whatever it has; None is one to forget. `notices` are what a list beside PubMed says of papers, by PMID: all that it says, in the place of what it said of them
    before. `drop_rejections` name those to forget, before the rest is added.
    """

    papers: Mapping[str, Paper] = field(factory=dict)
    citations: Mapping[str, Mapping[str, CitationCheck]] = field(factory=dict)
    searches: Mapping[str, SearchRecord] = field(factory=dict)
    unknown: Mapping[str, dt.date | None] = field(factory=dict)
    not_asked: Mapping[str, NotAsked] = field(factory=dict)
    reviews: Mapping[str, Mapping[str, Reviewed]] = field(factory=dict)
    decided: Mapping[str, Mapping[str, Reviewed | None]] = field(factory=dict)
    notices: Mapping[str, tuple[Notice, ...]] = field(factory=dict)
    drop_rejections: Mapping[str, tuple[Pmid, ...]] = field(factory=dict)


def decided(claim: Claim, label: str, by: Signature) -> LockUpdate:
    """That a person has just reviewed the claim's citation of that label, and so what the claim says now."""
    return LockUpdate(decided={claim.id: {label: Reviewed(words_of_claim(claim), by.by, by.date)}})


def former(lock: Lock, update: LockUpdate, claim_id: str) -> dict[str, Reviewed | None]:
    """What the lock has of the reviews that `decided` changes, for who takes them back."""
    known = lock.reviews.get(claim_id, {})
    given = update.decided.get(claim_id, {})
    return {label: known.get(label) for label, one in given.items() if known.get(label) != one}


def update_lockfile(path: str | Path, *updates: LockUpdate) -> Lock:
    """Merge updates into the lock at a path, safe against other processes; the file is left alone if nothing changed.

    Returns the lock as it is now. Raises `LockError` for a lock that cannot be read, `EditError` for one that cannot be
    written; the file is as before then.
    """
    with exclusive(path):
        after = reduce(apply_update, updates, read_lock(path))
        data = dump_lock(after)
        if data != _current(path):
            write_atomically(path, data)
    return after


def _current(path: str | Path) -> bytes:
    """The file's bytes; a missing file is as good as an empty lock."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        return dump_lock(Lock())


def apply_update(lock: Lock, update: LockUpdate) -> Lock:
    """The lock with an update merged in.

    A paper or an "unknown" is PubMed's answer: each takes the place of the other and of "not asked". "Not asked" takes the
    place of nothing: a paper or "unknown" from an earlier answer stays. The record of a paper that is "unknown" now is kept apart. What another list says of a paper stays until a list is read
    again. Rejections that a former version left there survive every later search; a search that could not
    ask is not stored.
    """
    records = dict(records_of(lock.papers))
    records |= {str(key): _with_listed(records.get(key), record_of(paper)) for key, paper in update.papers.items()}
    records |= {key: _listed_anew(records[key], said) for key, said in update.notices.items() if key in records}
    lost = {key: records.pop(key) for key in update.unknown if key in records}
    unknown = _without({**lock.unknown, **update.unknown}, update.papers)
    not_asked: Mapping[str, NotAsked] = _without({**lock.not_asked, **update.not_asked}, {**update.papers, **unknown})
    return Lock(
        papers=Papers(records),
        citations=_citations(lock, update),
        searches=_searches(lock, update),
        unknown=unknown,
        not_asked=not_asked,
        reviews=_reviews(lock, update),
        gone=Papers(_without({**records_of(lock.gone), **lost}, update.papers)),
        extra=lock.extra,
    )


def _with_listed(before: Record | None, record: Record) -> Record:
    """PubMed's new record of a paper, with what another list was known to say of it."""
    listed = [one for one in (before or {}).get("notices") or () if _is_listed(one)]
    return record | {"notices": [*(record["notices"] or ()), *listed]} if listed else record


def _listed_anew(record: Record, listed: Iterable[Notice]) -> Record:
    """The record with these notices in the place of what the list said of it before."""
    notices = record.get("notices")
    kept = [one for one in notices or () if not _is_listed(one)]
    now = kept + [notice_record(one) for one in listed]
    return record if now == (notices or []) else record | {"notices": now}


def _is_listed(notice: Record) -> bool:
    return notice_of(notice).told_by == RETRACTION_WATCH


def _without(section: Mapping[str, V], keys: Iterable[str]) -> dict[str, V]:
    gone = set(keys)
    return {key: value for key, value in section.items() if key not in gone}


def _merged(
    kept: Mapping[str, Mapping[str, V]], new: Mapping[str, Mapping[str, V]], choose: Callable[[V | None, V], V]
) -> dict[str, Mapping[str, V]]:
    """Both, by claim and identifier; `choose` says what stands where something did before (else None)."""
    merged = dict(kept)
    for claim, found in new.items():
        known = merged.get(claim, {})
        merged[claim] = {**known, **{key: choose(known.get(key), one) for key, one in found.items()}}
    return merged


def _citations(lock: Lock, update: LockUpdate) -> dict[str, Mapping[str, CitationCheck]]:
    merged = _merged(lock.citations, update.citations, _with_former)
    without = {pmid for pmid, paper in update.papers.items() if paper.sections is not None and not paper.has_abstract}
    for claim, checks in merged.items() if without else ():
        merged[claim] = {key: _without_abstract(one) if key in without else one for key, one in checks.items()}
    return merged


def _without_abstract(check: CitationCheck) -> CitationCheck:
    """What was found in an abstract that the record does not have any more is not known now."""
    return evolve(check, passage_found=None, passages=None, terms_found=None, stance=None, passage="", judged_by="")


def _with_former(before: CitationCheck | None, check: CitationCheck) -> CitationCheck:
    """Who looks into the abstract alone takes back nothing of what was found in the full text, nor who judges nothing of
    which words were judged.
    """
    if before is None:
        return check
    in_text = before.in_text if check.in_text is None else check.in_text
    return evolve(check, in_text=in_text, about=check.about or before.about)


def _reviews(lock: Lock, update: LockUpdate) -> dict[str, Mapping[str, Reviewed]]:
    merged = _merged(lock.reviews, update.reviews, _first_known)
    for claim, given in update.decided.items():
        now = {**merged.get(claim, {}), **given}
        merged[claim] = {label: one for label, one in now.items() if one is not None}
    return {claim: known for claim, known in merged.items() if known}


def _first_known(before: Reviewed | None, now: Reviewed) -> Reviewed:
    """What the claim said at the review: the first that is known of it."""
    return before if before and before.is_of(now) else now


def _searches(lock: Lock, update: LockUpdate) -> dict[str, SearchRecord]:
    merged = dict(lock.searches)
    for claim, pmids in update.drop_rejections.items():
        if claim in merged:
            kept = tuple(one for one in merged[claim].rejected if one.pmid not in pmids)
            merged[claim] = evolve(merged[claim], rejected=kept)
    for claim, record in update.searches.items():
        if record.outcome is not Outcome.COULD_NOT_ASK:
            before = merged.get(claim, SearchRecord())
            merged[claim] = evolve(record, rejected=before.rejected)
    return merged
