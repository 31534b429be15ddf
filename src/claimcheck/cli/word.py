"""The commands that record a person's word on a citation: accept and reject."""

from argparse import Namespace

from claimcheck.claimfile import PROPOSER, add_citation, remove_proposal, review_citation
from claimcheck.cli.main import Surroundings
from claimcheck.cli.project import open_project, person
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.identifiers import Pmid
from claimcheck.lockfile import LockUpdate, Rejection, update_lockfile
from claimcheck.model import Citation, Claim, Signature, Stance
from claimcheck.project import Project
from claimcheck.reports.plain import plain


def accept(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Record stance, name and date on a citation; a paper that is not attached yet is attached with the stance given."""
    project = open_project(arguments, settings)
    claim, pmid = project.claim(arguments.claim), Pmid.parse(arguments.pmid)
    by = Signature(person(settings), around.today)
    citation = _citation(claim, pmid)
    _tell_replaced(citation, around)
    stance = _stance(arguments.stance or (citation.stance if citation else None), claim, pmid)
    if citation is None:
        _attach(Citation(pmid=pmid, stance=stance, note=arguments.note, added=by, reviewed=by), claim)
    else:
        review_citation(claim.location.path, claim.id, pmid, reviewed=by, stance=arguments.stance, note=arguments.note)
    _take_back_rejection(project, claim, pmid)
    print(f"{claim.id}: PMID {pmid} {stance.value}, reviewed by {by.by} on {by.date}", file=around.out)
    if str(pmid) not in project.lock.papers:
        print("claimcheck: the lock does not know this paper yet; next: claimcheck refresh", file=around.err)
    return 0


def reject(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Take a proposal away and remember who turned it down and why."""
    project = open_project(arguments, settings)
    claim, pmid = project.claim(arguments.claim), Pmid.parse(arguments.pmid)
    if _citation(claim, pmid) is None and not _was_shown(project, claim, pmid):
        raise UsageError(f"PMID {pmid} is neither cited by {claim.id} nor a candidate that was found for it")
    _refuse_unless_ours(_citation(claim, pmid), claim)
    rejection = Rejection(pmid, person(settings), around.today, arguments.note or "")
    # The memory first: a proposal that is still there can be rejected again, one that is gone could come back.
    update_lockfile(project.lock_path, LockUpdate(rejections={claim.id: (rejection,)}))
    if _citation(claim, pmid) is not None:
        remove_proposal(claim.location.path, claim.id, pmid)
    print(f"{claim.id}: PMID {pmid} rejected by {rejection.by} on {rejection.date}", file=around.out)
    return 0


def _citation(claim: Claim, pmid: Pmid) -> Citation | None:
    return next((citation for citation in claim.citations if citation.pmid == pmid), None)


def _stance(stance: Stance | None, claim: Claim, pmid: Pmid) -> Stance:
    if stance is None:
        raise UsageError(
            f"how does PMID {pmid} stand to {claim.id}? Say it with --stance supports, partly, contradicts, inconclusive or background"
        )
    return stance


def _attach(citation: Citation, claim: Claim) -> None:
    add_citation(claim.location.path, claim.id, citation)


def _refuse_unless_ours(citation: Citation | None, claim: Claim) -> None:
    """Only what claimcheck proposed and nobody reviewed is taken away; nothing has been written yet."""
    if citation is None or (citation.reviewed is None and citation.added and citation.added.by == PROPOSER):
        return
    whose = citation.reviewed or citation.added
    by = (
        f"reviewed by {whose.by}"
        if citation.reviewed and whose
        else f"added by {whose.by}"
        if whose
        else "written by hand"
    )
    raise UsageError(
        f"{citation.label} of {claim.id} was {by}, so it is not a proposal: remove it from the file by hand"
    )


def _tell_replaced(citation: Citation | None, around: Surroundings) -> None:
    if citation is not None and citation.reviewed is not None:
        before = f"{citation.stance or 'no stance'}, {citation.reviewed.by}, {citation.reviewed.date}"
        print(f"claimcheck: this takes the place of an earlier review ({plain(before)})", file=around.err)


def _take_back_rejection(project: Project, claim: Claim, pmid: Pmid) -> None:
    record = project.lock.searches.get(claim.id)
    if record is not None and any(rejection.pmid == pmid for rejection in record.rejected):
        update_lockfile(project.lock_path, LockUpdate(drop_rejections={claim.id: (pmid,)}))


def _was_shown(project: Project, claim: Claim, pmid: Pmid) -> bool:
    record = project.lock.searches.get(claim.id)
    return record is not None and pmid in (*(found.pmid for found in record.candidates), *record.contradicting)
