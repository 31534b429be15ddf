"""What a rule is: a code, a name, a severity, a page (its docstring) and a check over the facts of what it speaks of."""

from collections.abc import Iterator
from typing import ClassVar

from claimcheck.model import Claim, Finding, Kind, Location, Severity, Skip
from claimcheck.rules.cited import Cited
from claimcheck.rules.facts import ArticleFacts, ClaimFacts, FileFacts, ProjectFacts


class AnyRule:
    """What every rule has, whatever it speaks of: a claim, a claims file, an article or the project (below)."""

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR
    error_for: ClassVar[tuple[Kind, ...]] = ()
    waivable: ClassVar[bool] = True

    def severity_for(self, claim: Claim | None) -> Severity:
        """How much it matters for a claim of this kind; one of no kind is held to be of efficacy."""
        held = (claim.kind or Kind.EFFICACY) if claim is not None else None
        return Severity.ERROR if held in self.error_for else self.severity

    def accepts_reason(self, reason: str) -> bool:  # noqa: ARG002 - rules that care override
        """Whether a waiver with this reason may set the rule aside."""
        return self.waivable

    def is_waivable_for(self, facts: ClaimFacts) -> bool:  # noqa: ARG002 - rules that care override
        """Whether a waiver may set the rule aside for this claim."""
        return self.waivable

    def at(
        self, where: Location, message: str, hint: str = "", claim: Claim | None = None, *, about: str = ""
    ) -> Finding:
        """A finding of this rule at a place in a file; `about` is what is at fault there, by which a baseline knows it."""
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
            about=about,
        )


class Rule(AnyRule):
    """One thing that can be wrong with a claim. Subclasses carry their page as docstring.

    `severity` is the default; claims of the kinds in `error_for` make it an error. `waivable` is False where no reason can
    set the rule aside.
    """

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        """What is wrong with this claim, and what could not be checked about it."""
        raise NotImplementedError

    def on_claim(
        self, facts: ClaimFacts, message: str, hint: str = "", where: Location | None = None, *, about: str = ""
    ) -> Finding:
        """A finding at the claim, or at a better place within it; `about` is what of the claim is at fault, "" for all of it."""
        return self.at(_within(facts, where), message, hint, facts.claim, about=about)

    def skip(self, facts: ClaimFacts, reason: str, where: Location | None = None) -> Skip:
        """Something that this rule could not check about the claim."""
        place = _within(facts, where)
        return Skip(facts.claim.id or None, reason, place.path, place.line, place.column)

    def on_citation(self, facts: ClaimFacts, cited: Cited, message: str, hint: str = "") -> Finding:
        """A finding at one of the claim's citations."""
        return self.on_claim(facts, message, hint, cited.citation.location, about=self.subject(cited))

    def subject(self, cited: Cited) -> str:
        """What of a citation is at fault, by which a baseline knows the finding again."""
        return cited.citation.label


class CitationRule(Rule):
    """One thing that can be wrong with a citation by itself, whatever else its claim cites."""

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        for cited in facts.cited:
            for message, hint in self.said_of(cited):
                yield self.on_citation(facts, cited, message, hint)

    def said_of(self, cited: Cited) -> Iterator[tuple[str, str]]:
        """What is wrong with this citation, and what helps."""
        raise NotImplementedError


class FileRule(AnyRule):
    """One thing that can be wrong with a claims file."""

    waivable = False

    def check_file(self, facts: FileFacts) -> Iterator[Finding]:
        """What is wrong with this claims file."""
        raise NotImplementedError


class ProblemRule(Rule, FileRule):
    """What reading a claims file found under the rule's code, in a claim or outside any that could be read."""

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        return (problem for problem in facts.problems if problem.code == self.code)

    def check_file(self, facts: FileFacts) -> Iterator[Finding]:
        return (problem for problem in facts.problems if problem.code == self.code)


class ArticleRule(AnyRule):
    """One thing that can be wrong with an article, whichever claims files name it."""

    def check_article(self, facts: ArticleFacts) -> Iterator[Finding]:
        """What is wrong with this article."""
        raise NotImplementedError


class ProjectRule(AnyRule):
    """One thing that can be wrong with all the files together."""

    waivable = False

    def check_project(self, facts: ProjectFacts) -> Iterator[Finding]:
        """What is wrong with this project."""
        raise NotImplementedError


def _within(facts: ClaimFacts, where: Location | None) -> Location:
    """A place within the claim, where its line is known; else the claim's own."""
    return facts.claim.location if where is None or where.line is None else where
