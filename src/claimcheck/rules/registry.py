"""Every rule, in the order of their codes, and the running of them over one claim."""

import datetime as dt
from collections.abc import Sequence

from claimcheck.model import Finding, Skip, Waiver
from claimcheck.rules.anchors import QuoteAmbiguous, QuoteNotFound
from claimcheck.rules.attribution import AttributionNotBorneOut, UnresolvedAttribution, VagueAttribution
from claimcheck.rules.base import Rule
from claimcheck.rules.coverage import UnrecordedClaim
from claimcheck.rules.evidence import NotInHumans, OutdatedEvidence, PrimaryOnly, TooFewSources, WeakEvidence
from claimcheck.rules.facts import AppliedWaiver, ClaimFacts
from claimcheck.rules.files import DuplicateClaimId, InvalidClaim, StaleLock, UnreadableArticle, UnreadableClaimsFile
from claimcheck.rules.identifiers import (
    DuplicateCitation,
    IdentifierMismatch,
    IdentifiersDisagree,
    MalformedIdentifier,
    UnknownIdentifier,
)
from claimcheck.rules.links import NotAWork
from claimcheck.rules.papers import (
    CitesANotice,
    CorrectedPaper,
    ExpressionOfConcern,
    RetractedPaper,
    SupersededPaper,
    WithdrawnPaper,
)
from claimcheck.rules.passages import AbstractOnly, NumberMismatch, PassageNotFound
from claimcheck.rules.relevance import OffTopicCitation, OneSided, OtherPopulation
from claimcheck.rules.sourcing import ContradictedClaim, UnreviewedCitation, UnsourcedClaim
from claimcheck.rules.strength import CausalWording, OverstatedCertainty
from claimcheck.rules.unchecked import CouldNotCheck
from claimcheck.rules.upkeep import ReviewOverdue
from claimcheck.rules.waivers import (
    ExpiredWaiver,
    ObsoleteBaselineEntry,
    UnusedWaiver,
    Unwaivable,
    WaiverWithoutReason,
    apply_waivers,
)
from claimcheck.values import evolve, frozen

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
    NotAWork(),
    ContradictedClaim(),
    MalformedIdentifier(),
    IdentifierMismatch(),
    IdentifiersDisagree(),
    DuplicateCitation(),
    UnknownIdentifier(),
    RetractedPaper(),
    ExpressionOfConcern(),
    CorrectedPaper(),
    CitesANotice(),
    SupersededPaper(),
    WithdrawnPaper(),
    WeakEvidence(),
    PrimaryOnly(),
    OutdatedEvidence(),
    NotInHumans(),
    OtherPopulation(),
    OffTopicCitation(),
    OneSided(),
    TooFewSources(),
    PassageNotFound(),
    NumberMismatch(),
    AbstractOnly(),
    CausalWording(),
    OverstatedCertainty(),
    ReviewOverdue(),
    QuoteNotFound(),
    QuoteAmbiguous(),
    CouldNotCheck(),
    WaiverWithoutReason(),
    ExpiredWaiver(),
    UnusedWaiver(),
    Unwaivable(),
    ObsoleteBaselineEntry(),
)

# The rest of the catalogue. These codes are taken and a waiver may name them, but nothing is checked under them yet.
PLANNED = {"CC704": "wording-drift"}

BY_LABEL: dict[str, Rule] = {label: rule for rule in RULES for label in (rule.code, rule.name)}
_PLANNED_LABELS = frozenset(PLANNED) | frozenset(PLANNED.values())
_WAIVER_RULES = tuple(rule for rule in RULES if rule.code.startswith("CC90"))
_CLAIM_RULES = tuple(rule for rule in RULES if rule not in _WAIVER_RULES)


def code_of(label: str) -> str | None:
    """The code of a rule's code or name, a planned rule's too; None where there is no such rule."""
    wanted = label.strip()
    rule = BY_LABEL.get(wanted.upper()) or BY_LABEL.get(wanted.lower())
    planned = {**{code: code for code in PLANNED}, **{name: code for code, name in PLANNED.items()}}
    return rule.code if rule else planned.get(wanted.upper()) or planned.get(wanted.lower())


@frozen
class ClaimOutcome:
    """What the rules say of one claim: findings that stand, findings that a waiver hides, and skips with their rule.

    `waivers` are the claim's own, `ignores` those that the article holds for it, each with what it came to.
    """

    findings: list[Finding]
    waived: list[Finding]
    skips: list[tuple[str, Skip]]
    waivers: tuple[AppliedWaiver, ...] = ()
    ignores: tuple[AppliedWaiver, ...] = ()


def weigh_waivers(
    waivers: Sequence[Waiver], findings: Sequence[Finding], today: dt.date
) -> tuple[tuple[AppliedWaiver, ...], list[Finding]]:
    """What each waiver comes to among all the rules, and the findings that they hide."""
    return apply_waivers(waivers, findings, today, BY_LABEL, _PLANNED_LABELS)


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
    in_article = facts.quote.ignores if facts.quote else ()
    if not facts.claim.waivers and not in_article:
        return ClaimOutcome(findings, [], skips)
    applied, waived = weigh_waivers(facts.claim.waivers, findings, facts.today)
    ignored, also = weigh_waivers(in_article, findings, facts.today)
    standing = [finding for finding in findings if finding not in waived and finding not in also]
    with_waivers = evolve(facts, waivers=applied)
    about = [item for rule in _WAIVER_RULES for item in rule.check(with_waivers) if isinstance(item, Finding)]
    hidden = waived + [finding for finding in also if finding not in waived]
    return ClaimOutcome(standing + about, hidden, skips, applied, ignored)
