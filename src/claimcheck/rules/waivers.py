"""CC901–CC905: waivers and the baseline. A finding that is set aside stays on record, with a reason that holds today."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from attrs import evolve

from claimcheck.model import Finding, Location, Severity, Skip, Waiver
from claimcheck.model.claims import has_word
from claimcheck.rules.base import AnyRule, ArticleRule, ProjectRule, Rule
from claimcheck.rules.facts import AppliedWaiver, ArticleFacts, ClaimFacts, ProjectFacts, WaiverFault

if TYPE_CHECKING:
    from claimcheck.rules.ignores import Ignore


class WaiverRule(Rule, ArticleRule):
    """A rule about waivers that have one kind of fault."""

    waivable = False
    fault: ClassVar[WaiverFault]
    advice: ClassVar[str]

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        for applied in facts.waivers:
            if applied.fault is self.fault:
                yield self.on_claim(facts, applied.why, self.advice, applied.waiver.location, about=applied.waiver.rule)

    def check_article(self, facts: ArticleFacts) -> Iterator[Finding]:
        for applied in facts.waivers:
            if applied.fault is self.fault:
                yield self.at(applied.waiver.location, applied.why, self.advice, about=applied.waiver.rule)


class WaiverWithoutReason(WaiverRule):
    """Say which rule is set aside, and why.

    Why it matters: the next editor has to know whether the reason still holds.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            waivers:
              - {rule: unsourced-claim, by: editor}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            waivers:
              - {rule: unsourced-claim, reason: the guideline appears next month, by: editor}

    Options: none.
    Standard: the claims file, format 1: a waiver has a rule and a reason.
    """

    code, name = "CC901", "waiver-without-reason"
    fault = WaiverFault.INCOMPLETE
    advice = "name one rule (`claimcheck rule` lists them) and give a reason"


class ExpiredWaiver(WaiverRule):
    """Renew a waiver, or mend what it hid.

    Why it matters: what was put off until a day is due on that day.

    Failing (today is 2026-11-23):

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            waivers:
              - {rule: unsourced-claim, reason: guideline under review, until: 2026-11-22}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            waivers:
              - {rule: unsourced-claim, reason: guideline under review, until: 2026-11-23}

    Options: none. `until` is the last day on which the waiver holds.
    Standard: the claims file, format 1.
    """

    code, name = "CC902", "expired-waiver"
    fault = WaiverFault.EXPIRED
    advice = "mend what it hid, or give a new day and reason"


class UnusedWaiver(WaiverRule):
    """Remove a waiver that hides nothing.

    Why it matters: it would hide the next fault of that kind, unseen.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}
            waivers:
              - {rule: unsourced-claim, reason: guideline under review}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: none. Nothing is told where not every rule could look: the lock, the article or a claim could not be read, a work was not
    asked about, or an article's waiver may cover a claim of a file that is not checked.
    Standard: linters' unused suppressions.
    """

    code, name = "CC903", "unused-waiver"
    severity = Severity.WARNING
    fault = WaiverFault.UNUSED
    advice = "remove the waiver"


class Unwaivable(WaiverRule):
    """Mend what no reason excuses.

    Why it matters: a file that cannot be read, or a retracted source passed off as sound, is no matter of opinion.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000004, stance: supports, reviewed: {by: editor, date: 2026-11-20}}
            waivers:
              - {rule: retracted-paper, reason: the editor likes it}

    Mended:

        claims:
          - id: trial-was-retracted
            statement: The trial on manual therapy was retracted.
            needs_source: false
            because: the text tells of the retraction itself
            citations:
              - {pmid: 99000004, stance: background, reviewed: {by: editor, date: 2026-11-20}}
            waivers:
              - {rule: retracted-paper, reason: the text discusses the retraction}

    Options: none. Never waivable: CC001-CC005, CC203, CC901-CC905; CC301 only where the reason says that the text
    discusses the retraction, and the claim does not rest on the paper.
    Standard: the rule catalogue.
    """

    code, name = "CC904", "unwaivable"
    fault = WaiverFault.UNWAIVABLE
    advice = "remove the waiver and mend what it was meant to hide"


class ObsoleteBaselineEntry(ProjectRule):
    """Take out of the baseline what no longer occurs.

    Why it matters: an entry that is left behind would let the mended fault come back unseen.

    Failing (where the baseline lists unsourced-claim for it):

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.

    Options: `claimcheck check --write-baseline` writes the baseline anew. An entry of a former version, which does not say which work or
    words it is about, is told too: another one would pass as known. Entries of claims and files that were not checked, or not in
    full, are neither told nor dropped.
    Standard: linters' baselines, which only ratchet down.
    """

    code, name = "CC905", "obsolete-baseline-entry"
    severity = Severity.NOTE

    def check_project(self, facts: ProjectFacts) -> Iterator[Finding]:
        for path, message in facts.obsolete:
            yield self.at(Location(path), message, "write the baseline anew: claimcheck check --write-baseline")


def apply_waivers(
    waivers: Sequence[Waiver],
    findings: Sequence[Finding],
    today: dt.date,
    rules: Mapping[str, AnyRule],
    facts: ClaimFacts | None = None,
) -> tuple[tuple[AppliedWaiver, ...], list[Finding]]:
    """What each waiver comes to, and the findings that they hide. `rules` are keyed by code and by name; `facts` are those of
    the claim: where one of the rules could not look, nobody knows that a waiver hides nothing.
    """
    idle = WaiverFault.UNUSED if facts is None or facts.is_whole else WaiverFault.UNKNOWN
    applied, hidden = [], []
    for waiver in waivers:
        label = waiver.rule.strip()
        rule = rules.get(label.upper()) or rules.get(label.lower())
        fault, why = next(_faults(waiver, rule, today, facts), (WaiverFault.NONE, ""))
        if rule is not None and fault is WaiverFault.NONE:
            mine = [finding for finding in findings if finding.code == rule.code]
            hidden += [finding for finding in mine if finding not in hidden]
            if not mine:
                fault, why = idle, f"the waiver for {label} hides nothing"
        applied.append(AppliedWaiver(waiver, fault, why))
    return tuple(applied), hidden


def why_vain(waiver: Waiver, today: dt.date, rules: Mapping[str, AnyRule]) -> str:
    """Why a waiver would hide nothing, whatever is found; "" where it may."""
    [applied], _ = apply_waivers([waiver], (), today, rules)
    return "" if applied.fault in (WaiverFault.NONE, *_IDLE) else applied.why


def _faults(
    waiver: Waiver, rule: AnyRule | None, today: dt.date, facts: ClaimFacts | None
) -> Iterator[tuple[WaiverFault, str]]:
    """What is wrong with a waiver whatever it hides, and why; the first of it counts."""
    label = waiver.rule.strip()
    if waiver.problem:
        yield WaiverFault.INCOMPLETE, f"the waiver cannot be read: {waiver.problem}"
    if rule is None:
        yield WaiverFault.INCOMPLETE, f'there is no rule "{label}" to waive' if label else "the waiver names no rule"
        return
    if not rule.waivable:
        yield WaiverFault.UNWAIVABLE, f"{label} cannot be waived"
    if not has_word(waiver.reason):
        yield WaiverFault.INCOMPLETE, f"the waiver for {label} gives no reason"
    if not rule.accepts_reason(waiver.reason.strip()) or not (facts is None or rule.is_waivable_for(facts)):
        why = "only where the reason says that the text discusses the retraction, and the claim does not rest on the paper"
        yield WaiverFault.UNWAIVABLE, f"{label} can be waived {why}"
    if waiver.until is not None and waiver.until < today:
        yield WaiverFault.EXPIRED, f"the waiver for {label} held until {waiver.until.isoformat()}"


def applied_in_article(ignores: "Iterable[Ignore]", applied: Iterable[AppliedWaiver]) -> list[AppliedWaiver]:
    """What each of the article's waivers comes to: unused only where it hides nothing for any claim that it covers."""
    outcomes: dict[Location, list[AppliedWaiver]] = {}
    for one in applied:
        outcomes.setdefault(one.waiver.location, []).append(one)
    return [_over_claims(ignore.waiver, outcomes.get(ignore.waiver.location, [])) for ignore in ignores]


def not_known(one: AppliedWaiver) -> AppliedWaiver:
    """The same of a waiver that hides nothing where not every claim that it may cover was read."""
    return evolve(one, fault=WaiverFault.UNKNOWN) if one.fault is WaiverFault.UNUSED else one


def _over_claims(waiver: Waiver, outcomes: Sequence[AppliedWaiver]) -> AppliedWaiver:
    if not outcomes:
        why = f"the waiver for {waiver.rule or 'no rule'} stands before no claim's words"
        return AppliedWaiver(waiver, WaiverFault.UNUSED, why)
    return min(outcomes, key=lambda one: _IDLE.index(one.fault) if one.fault in _IDLE else -1)


_IDLE = (WaiverFault.UNKNOWN, WaiverFault.UNUSED)
"""What a waiver may come to for one claim while it is of use for another; the first of them counts before the second."""
