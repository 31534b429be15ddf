"""Every rule, in the order of their codes, and the running of them over one claim."""

from attrs import evolve, frozen

from claimcheck.model import Finding, Skip
from claimcheck.rules.anchors import QuoteAmbiguous, QuoteNotFound
from claimcheck.rules.attribution import AttributionNotBorneOut, UnresolvedAttribution, VagueAttribution
from claimcheck.rules.base import Rule
from claimcheck.rules.coverage import UnrecordedClaim
from claimcheck.rules.facts import ClaimFacts
from claimcheck.rules.files import DuplicateClaimId, InvalidClaim, StaleLock, UnreadableArticle, UnreadableClaimsFile
from claimcheck.rules.identifiers import DuplicateCitation, IdentifierMismatch, MalformedIdentifier, UnknownIdentifier
from claimcheck.rules.papers import (
    CitesANotice,
    CorrectedPaper,
    ExpressionOfConcern,
    RetractedPaper,
    SupersededPaper,
    WithdrawnPaper,
)
from claimcheck.rules.sourcing import ContradictedClaim, UnreviewedCitation, UnsourcedClaim
from claimcheck.rules.unchecked import CouldNotCheck
from claimcheck.rules.waivers import ExpiredWaiver, UnusedWaiver, Unwaivable, WaiverWithoutReason, apply_waivers

RULES: tuple[Rule, ...] = (
    UnreadableClaimsFile(),
    InvalidClaim(),
    DuplicateClaimId(),
    UnreadableArticle(),
    StaleLock(),
    UnsourcedClaim(),
    UnrecordedClaim(),
    VagueAttribution(),
    UnresolvedAttribution(),
    AttributionNotBorneOut(),
    UnreviewedCitation(),
    ContradictedClaim(),
    MalformedIdentifier(),
    IdentifierMismatch(),
    DuplicateCitation(),
    UnknownIdentifier(),
    RetractedPaper(),
    ExpressionOfConcern(),
    CorrectedPaper(),
    CitesANotice(),
    SupersededPaper(),
    WithdrawnPaper(),
    QuoteNotFound(),
    QuoteAmbiguous(),
    CouldNotCheck(),
    WaiverWithoutReason(),
    ExpiredWaiver(),
    UnusedWaiver(),
    Unwaivable(),
)

# The rest of the catalogue. These codes are taken and a waiver may name them, but nothing is checked under them yet.
PLANNED = {
    "CC107": "not-a-work",
    "CC203": "identifiers-disagree",
    "CC401": "weak-evidence",
    "CC402": "primary-only",
    "CC403": "outdated-evidence",
    "CC404": "not-in-humans",
    "CC405": "other-population",
    "CC406": "off-topic-citation",
    "CC407": "one-sided",
    "CC408": "too-few-sources",
    "CC501": "passage-not-found",
    "CC502": "number-mismatch",
    "CC503": "abstract-only",
    "CC504": "causal-wording",
    "CC505": "overstated-certainty",
    "CC701": "review-overdue",
    "CC704": "wording-drift",
    "CC905": "obsolete-baseline-entry",
}

BY_LABEL: dict[str, Rule] = {label: rule for rule in RULES for label in (rule.code, rule.name)}
_PLANNED_LABELS = frozenset(PLANNED) | frozenset(PLANNED.values())
_WAIVER_RULES = tuple(rule for rule in RULES if rule.code.startswith("CC90"))
_CLAIM_RULES = tuple(rule for rule in RULES if rule not in _WAIVER_RULES)


@frozen
class ClaimOutcome:
    """What the rules say of one claim: findings that stand, findings that a waiver hides, and skips with their rule."""

    findings: list[Finding]
    waived: list[Finding]
    skips: list[tuple[str, Skip]]


def run_rules(facts: ClaimFacts) -> ClaimOutcome:
    """Run every rule over one claim, then its waivers, then the rules about waivers."""
    findings: list[Finding] = []
    skips: list[tuple[str, Skip]] = []
    for rule in _CLAIM_RULES:
        for item in rule.check(facts):
            if isinstance(item, Finding):
                findings.append(item)
            else:
                skips.append((rule.code, item))
    if not facts.claim.waivers:
        return ClaimOutcome(findings, [], skips)
    applied, waived = apply_waivers(facts.claim.waivers, findings, facts.today, BY_LABEL, _PLANNED_LABELS)
    standing = [finding for finding in findings if finding not in waived]
    with_waivers = evolve(facts, waivers=applied)
    about = [item for rule in _WAIVER_RULES for item in rule.check(with_waivers) if isinstance(item, Finding)]
    return ClaimOutcome(standing + about, waived, skips)
