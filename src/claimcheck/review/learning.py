"""What is known of a work before it is cited: PubMed's record, for the lock, and what nobody could look at, in words. Pure."""

from attrs import frozen

from claimcheck.errors import UsageError
from claimcheck.evidence.passages import passage_stands, terms_found
from claimcheck.language.quotation import digest_of
from claimcheck.lockfile import CitationCheck, LockUpdate, digest_of_claim
from claimcheck.model import Claim, Paper
from claimcheck.review.actions import Intent, cited
from claimcheck.review.papers import NOT_HELD, Fetched
from claimcheck.review.workspace import Snapshot

_SILENT = "PubMed could not be asked: it said nothing of this paper"


@frozen
class Learned:
    """What the lock is to be told of a work, if anything; `unchecked` is what could not be looked at and why, "" for nothing."""

    update: LockUpdate | None = None
    unchecked: str = ""


def pmid_of(snapshot: Snapshot, claim: Claim, work: str) -> str:
    """The PMID of a work, which may be cited by another identifier; "" where the lock knows of none."""
    if work.isdigit():
        return work
    citation = cited(claim, work)
    paper = snapshot.index.cited(citation, claim).paper if citation else None
    return str(paper.pmid) if paper else ""


def learned(snapshot: Snapshot, claim: Claim, wanted: Intent, pmid: str, fetched: Fetched) -> Learned:
    """What PubMed's answer about a work comes to.

    Raises `UsageError` for a paper that nobody knows, and for words given as its passage that are not its own, or that nobody
    could look for in it.
    """
    paper = fetched.papers.get(pmid)
    if paper is None:
        return Learned(unchecked=_unchecked(snapshot, claim, wanted, pmid, fetched.trouble.get(pmid, _SILENT)))
    stands = passage_stands(wanted.passage, paper) if wanted.passage else None
    if stands is False:
        raise UsageError("these words stand neither in the title nor in the abstract of the paper: mark its own words")
    without = bool(wanted.passage) and stands is None
    unchecked = "PubMed has no abstract of it, so the passage is unchecked" if without else ""
    return Learned(_update(snapshot, claim, wanted, paper, stands=bool(stands)), unchecked)


def _update(snapshot: Snapshot, claim: Claim, wanted: Intent, paper: Paper, *, stands: bool) -> LockUpdate:
    passages = (digest_of(wanted.passage),) if stands else ()
    terms = terms_found(claim, paper)
    check = CitationCheck(stands or None, terms, snapshot.today, passages, about=digest_of_claim(claim))
    checks = {claim.id: {str(paper.pmid): check}} if paper.has_abstract else {}
    return LockUpdate(papers={str(paper.pmid): paper}, citations=checks)


def _unchecked(snapshot: Snapshot, claim: Claim, wanted: Intent, pmid: str, trouble: str) -> str:
    """What stays unchecked of a paper whose record was not to be had."""
    in_lock, citation = pmid in snapshot.lock.papers, cited(claim, wanted.work)
    found = _found(snapshot, claim)
    if trouble == NOT_HELD and not in_lock and pmid not in found:
        raise UsageError(f"PubMed has no record {pmid}: check the number")
    if not in_lock and pmid not in found and citation is None:
        what = "its record and passage are" if wanted.passage else "its record is"
        raise UsageError(f"{trouble}; {what} unchecked, so PMID {pmid} was not accepted")
    was_checked = not wanted.passage or _was_checked(snapshot, claim, wanted, pmid)
    written = citation.passage if citation else None
    if not was_checked and wanted.passage not in (written, found.get(pmid)):
        raise UsageError(f"{trouble}; whether these are the paper's own words is unchecked, so nothing was written")
    parts = [name for name, is_known in (("record", in_lock), ("passage", was_checked)) if not is_known]
    return f"{trouble}; nobody has checked its {' and '.join(parts)}" if parts else ""


def _found(snapshot: Snapshot, claim: Claim) -> dict[str, str]:
    """The papers that the claim's search came upon, with the sentence that was read there."""
    search = snapshot.lock.searches.get(claim.id)
    if search is None:
        return {}
    against: dict[str, str] = dict.fromkeys(map(str, search.contradicting), "")
    return against | {str(one.pmid): " ".join(one.sentence.split()) for one in search.candidates}


def _was_checked(snapshot: Snapshot, claim: Claim, wanted: Intent, pmid: str) -> bool:
    """Whether the lock says that these very words were found in the paper."""
    checks = snapshot.lock.citations.get(claim.id, {})
    known = [check for key in (pmid, wanted.work) if (check := checks.get(key))]
    return any(digest_of(wanted.passage) in (check.passages or ()) for check in known)
