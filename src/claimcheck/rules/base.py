"""What a rule is: a code, a name, a severity, a page (its docstring) and a check over one claim's facts."""

from collections.abc import Iterator
from typing import ClassVar

from claimcheck.model import Claim, Finding, Kind, Location, Severity, Skip
from claimcheck.rules.facts import Cited, ClaimFacts


class Rule:
    """One thing that can be wrong with a claim. Subclasses carry their page as docstring.

    `severity` is the default; claims of the kinds in `error_for` make it an error. `waivable` is False where no reason can
    set the rule aside.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR
    error_for: ClassVar[tuple[Kind, ...]] = ()
    waivable: ClassVar[bool] = True

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        """What is wrong with this claim, and what could not be checked about it."""
        raise NotImplementedError

    def severity_for(self, claim: Claim | None) -> Severity:
        """How much it matters for a claim of this kind."""
        return Severity.ERROR if claim is not None and claim.kind in self.error_for else self.severity

    def accepts_reason(self, reason: str) -> bool:  # noqa: ARG002 - rules that care override
        """Whether a waiver with this reason may set the rule aside."""
        return self.waivable

    def at(self, where: Location, message: str, hint: str = "", claim: Claim | None = None) -> Finding:
        """A finding of this rule at a place in a file."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=self.severity_for(claim),
            message=message,
            path=where.path,
            line=where.line,
            column=where.column,
            claim_id=claim.id if claim is not None and claim.id else None,
            hint=hint,
        )

    def on_claim(self, facts: ClaimFacts, message: str, hint: str = "", where: Location | None = None) -> Finding:
        """A finding at the claim, or at a better place within it."""
        place = facts.claim.location if where is None or where.line is None else where
        return self.at(place, message, hint, facts.claim)

    def skip(self, facts: ClaimFacts, reason: str, where: Location | None = None) -> Skip:
        """Something that this rule could not check about the claim."""
        return skip(facts, reason, where)

    def on_citation(self, facts: ClaimFacts, cited: Cited, message: str, hint: str = "") -> Finding:
        """A finding at one of the claim's citations."""
        return self.on_claim(facts, message, hint, cited.citation.location)


class ProblemRule(Rule):
    """A rule whose findings are made while reading the file; here they are only passed on."""

    waivable = False

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        return (problem for problem in facts.problems if problem.code == self.code)


def skip(facts: ClaimFacts, reason: str, where: Location | None = None) -> Skip:
    """Something about this claim that could not be checked."""
    place = facts.claim.location if where is None or where.line is None else where
    return Skip(facts.claim.id or None, reason, place.path, place.line, place.column)
