"""What `check` will say of a proposal once somebody has accepted it: told with the proposal, not after the work."""

import datetime as dt
from collections.abc import Sequence

from attrs import evolve

from claimcheck.claimfile import ClaimSet
from claimcheck.evidence.passages import terms_found
from claimcheck.gate import check
from claimcheck.lockfile import CitationCheck, Lock
from claimcheck.model import Citation, Claim, Evidence, Finding, Paper, Severity, Signature, Stance
from claimcheck.rules.ruleset import Ruleset

_SOMEBODY = Signature("somebody")


def objections(ruleset: Ruleset, today: dt.date, claim: Claim, evidence: Evidence) -> tuple[str, ...]:
    """Each with its rule's code; notes are left out."""
    return objections_to(ruleset, today, claim, evidence.paper, evidence.stance, evidence.passage)


def objections_to(  # noqa: PLR0913, PLR0917 - a citation has these parts
    ruleset: Ruleset, today: dt.date, claim: Claim, paper: Paper, stance: Stance | None, passage: str = ""
) -> tuple[str, ...]:
    """What the rules say of a paper as this claim's only citation, beyond what they say of the claim without one."""
    bare = evolve(claim, citations=(), quote=None, article=None, waivers=(), attributed_to=None)
    cited = Citation(pmid=paper.pmid, stance=stance, passage=passage or None, added=_SOMEBODY, reviewed=_SOMEBODY)
    before = {finding.code for finding in _findings(ruleset, today, bare, ())}
    found = _findings(ruleset, today, evolve(bare, citations=(cited,)), (paper,))
    return tuple(f"{one.message} ({one.code})" for one in found if one.code not in before)


def _findings(ruleset: Ruleset, today: dt.date, claim: Claim, papers: Sequence[Paper]) -> Sequence[Finding]:
    checks = {str(one.pmid): CitationCheck(True, terms_found(claim, one), today) for one in papers}
    lock = Lock(papers={str(one.pmid): one for one in papers}, citations={claim.id: checks})
    report = check(
        ClaimSet((claim,)),
        lock=lock,
        today=today,
        thresholds=ruleset.thresholds,
        severities=ruleset.severities,
        rules=ruleset.rules.own,
    )
    return [one for one in report.findings if one.severity.reaches(Severity.WARNING)]
