"""What `check` will say of a proposal once somebody has accepted it: told with the proposal, not after the work."""

import datetime as dt
from collections.abc import Sequence

from attrs import evolve

from claimcheck.claimfile import ClaimSet
from claimcheck.evidence.passages import terms_found
from claimcheck.gate import report_on
from claimcheck.lockfile import CitationCheck, Lock
from claimcheck.model import Citation, Claim, Evidence, Finding, Paper, Severity, Signature
from claimcheck.project import Project
from claimcheck.rules.ruleset import Ruleset

_SOMEBODY = Signature("somebody")


def objections(ruleset: Ruleset, today: dt.date, claim: Claim, evidence: Evidence) -> tuple[str, ...]:
    """What the rules say of a paper as this claim's only citation, beyond what they say of the claim without one.

    Each with its rule's code; notes are left out.
    """
    paper, passage = evidence.paper, evidence.passage or None
    bare = evolve(claim, citations=(), quote=None, article=None, waivers=(), attributed_to=None)
    cited = Citation(paper.pmid, stance=evidence.stance, passage=passage, added=_SOMEBODY, reviewed=_SOMEBODY)
    before = {finding.code for finding in _findings(ruleset, today, bare, ())}
    found = _findings(ruleset, today, evolve(bare, citations=(cited,)), (paper,))
    return tuple(f"{one.message} ({one.code})" for one in found if one.code not in before)


def _findings(ruleset: Ruleset, today: dt.date, claim: Claim, papers: Sequence[Paper]) -> Sequence[Finding]:
    checks = {str(one.pmid): CitationCheck(True, terms_found(claim, one), today) for one in papers}
    lock = Lock(papers={str(one.pmid): one for one in papers}, citations={claim.id: checks})
    report = report_on(Project.of(ClaimSet((claim,)), lock), ruleset.telling_all(), today)
    return [one for one in report.findings if one.severity.reaches(Severity.WARNING)]
