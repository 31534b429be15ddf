"""What the gate answers: findings, skips, where each claim stands, and the report, which alone computes a verdict."""

from attrs import frozen

from claimcheck.model.claims import Claim
from claimcheck.model.papers import Paper
from claimcheck.model.words import ClaimStatus, Severity


@frozen
class Finding:
    """One instance of a rule. `hint` is what to do next, "" where the message says it all."""

    code: str
    name: str
    severity: Severity
    message: str
    path: str = ""
    line: int | None = None
    column: int | None = None
    claim_id: str | None = None
    hint: str = ""


@frozen
class Skip:
    """Something that could not be checked, and why. Neither clean nor dirty."""

    claim_id: str | None
    reason: str
    path: str = ""
    line: int | None = None
    column: int | None = None


@frozen
class ClaimVerdict:
    """A claim with where it stands. `papers` are the records of its citations, in their order, None where none is known."""

    claim: Claim
    status: ClaimStatus
    papers: tuple[Paper | None, ...] = ()


@frozen
class Report:
    """What the gate found; the only place a verdict is computed.

    `verdicts` has one entry a readable claim, in file order. `waived` are findings that a waiver hides, `known` those that
    the baseline lists.
    """

    verdicts: tuple[ClaimVerdict, ...] = ()
    findings: tuple[Finding, ...] = ()
    skips: tuple[Skip, ...] = ()
    waived: tuple[Finding, ...] = ()
    known: tuple[Finding, ...] = ()

    def with_status(self, status: ClaimStatus) -> tuple[Claim, ...]:
        """The claims that stand so, in file order."""
        return tuple(verdict.claim for verdict in self.verdicts if verdict.status is status)

    @property
    def sourced(self) -> tuple[Claim, ...]:
        """Claims that a reviewed, standing citation supports."""
        return self.with_status(ClaimStatus.SOURCED)

    @property
    def unsourced(self) -> tuple[Claim, ...]:
        """Claims that need a source and have none, the contradicted ones among them."""
        wanted = (ClaimStatus.UNSOURCED, ClaimStatus.CONTRADICTED)
        return tuple(verdict.claim for verdict in self.verdicts if verdict.status in wanted)

    def exit_code(self, fail_on: Severity | str = Severity.ERROR, *, require_complete: bool = False) -> int:
        """0 clean, 1 findings at or above `fail_on`, 3 skips and no such findings where completeness is required."""
        threshold = Severity(fail_on)
        if any(finding.severity.reaches(threshold) for finding in self.findings):
            return 1
        return 3 if require_complete and self.skips else 0
