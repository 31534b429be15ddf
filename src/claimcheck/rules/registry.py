"""Every rule, in the order of their codes, a house's own after them, and the running of them over one claim."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

from attrs import evolve, frozen

from claimcheck.errors import UsageError
from claimcheck.model import Finding, Severity, Skip
from claimcheck.rules import (
    anchors,
    attribution,
    coverage,
    evidence,
    files,
    given,
    identifiers,
    links,
    papers,
    passages,
    relevance,
    sourcing,
    strength,
    unchecked,
    upkeep,
    waivers,
)
from claimcheck.rules.base import AnyRule, ArticleRule, FileRule, ProjectRule, Rule
from claimcheck.rules.facts import AppliedWaiver, ArticleFacts, ClaimFacts, FileFacts, ProjectFacts
from claimcheck.rules.waivers import WaiverRule, apply_waivers

_FAMILIES = (
    anchors,
    attribution,
    coverage,
    evidence,
    files,
    given,
    identifiers,
    links,
    papers,
    passages,
    relevance,
    sourcing,
    strength,
    unchecked,
    upkeep,
    waivers,
)


def _rules_in(family: ModuleType) -> Iterator[AnyRule]:
    """The rules of a module: its classes that have a code, which those that only share a check have not."""
    own = [one for one in vars(family).values() if getattr(one, "__module__", "") == family.__name__]
    return (one() for one in own if isinstance(one, type) and issubclass(one, AnyRule) and hasattr(one, "code"))


RULES: tuple[AnyRule, ...] = tuple(
    sorted((rule for family in _FAMILIES for rule in _rules_in(family)), key=lambda rule: rule.code)
)
BY_LABEL: dict[str, AnyRule] = {label: rule for rule in RULES for label in (rule.code, rule.name)}
_WAIVER_RULES = tuple(rule for rule in RULES if isinstance(rule, WaiverRule))
_CLAIM_RULES = tuple(rule for rule in RULES if isinstance(rule, Rule) and rule not in _WAIVER_RULES)


_CODE = re.compile(r"(?!CC)[A-Z]{2,10}[0-9]{1,4}")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@frozen
class RuleBook:
    """The rules of a check: the built-in ones and, after them, a house's own. `by_label` has each under code and name."""

    own: tuple[Rule, ...] = ()
    by_label: Mapping[str, AnyRule] = BY_LABEL

    @classmethod
    def with_own(cls, rules: Iterable[Rule]) -> "RuleBook":
        """The built-in rules and these. Raises `UsageError` for one that does not fit, or bears another's code or name."""
        own, by_label = tuple(rules), dict(BY_LABEL)
        for rule in own:
            if why := why_not_a_rule(rule):
                raise UsageError(f"this cannot be a rule: {why}")
            for label in (rule.code, rule.name):
                if label in by_label:
                    raise UsageError(f"two rules are called {label}: {by_label[label].name} and {rule.name}")
                by_label[label] = rule
        return cls(own, by_label)

    @property
    def rules(self) -> tuple[AnyRule, ...]:
        """All of them, in the order in which they run and are listed."""
        return RULES + self.own

    def rule(self, label: str) -> AnyRule | None:
        """The rule of this code or name, in any case; None where there is none."""
        wanted = label.strip()
        return self.by_label.get(wanted.upper()) or self.by_label.get(wanted.lower())

    def names_of(self, label: str) -> tuple[str, ...]:
        """The code and the name of a rule, by which a waiver may call it; () where there is no such rule."""
        rule = self.rule(label)
        return (rule.code, rule.name) if rule else ()

    def code_of(self, label: str) -> str | None:
        """The code of a rule's code or name; None where there is no such rule."""
        rule = self.rule(label)
        return rule.code if rule else None


BUILT_IN = RuleBook()
code_of = BUILT_IN.code_of


def why_not_a_rule(rule: object) -> str:
    """What keeps this from being a house's own rule, in words; "" where nothing does."""
    if not isinstance(rule, Rule):
        return f"{rule!r} is no instance of a subclass of claimcheck.Rule"
    kind = type(rule).__name__
    code, name = getattr(rule, "code", None), getattr(rule, "name", None)
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        return f"the code of {kind} must be two to ten capital letters and a number, not beginning with CC: {code!r}"
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return f"the name of {code} must be small letters and hyphens: {name!r}"
    if not isinstance(rule.severity, Severity):
        return f"the severity of {code} must be a claimcheck.Severity: {rule.severity!r}"
    return "" if (type(rule).__doc__ or "").strip() else f"{code} has no docstring, which is the page that people read"


@frozen
class ClaimOutcome:
    """What the rules say of one claim: findings that stand, findings that a waiver hides, and skips with their rule.

    `waivers` are the claim's own, `ignores` those that the article holds for it, each with what it came to; `is_whole` tells whether
    every rule could look.
    """

    findings: list[Finding]
    waived: list[Finding]
    skips: list[tuple[str, Skip]]
    waivers: tuple[AppliedWaiver, ...] = ()
    ignores: tuple[AppliedWaiver, ...] = ()
    is_whole: bool = True


def run_rules(facts: ClaimFacts, book: RuleBook = BUILT_IN) -> ClaimOutcome:
    """Run every rule about claims over one claim, then its waivers, then the rules about waivers."""
    said = [(rule.code, item) for rule in _CLAIM_RULES for item in rule.check(facts)]
    said += [(rule.code, item) for rule in book.own for item in _checked(rule, facts)]
    findings = [item for _, item in said if isinstance(item, Finding)]
    skips = [(code, item) for code, item in said if isinstance(item, Skip)]
    in_article = facts.quote.ignores if facts.quote else ()
    if not facts.claim.waivers and not in_article:
        return ClaimOutcome(findings, [], skips, is_whole=facts.is_whole)
    every, own = (*facts.claim.waivers, *in_article), len(facts.claim.waivers)
    applied, waived = apply_waivers(every, findings, facts.today, book.by_label, facts)
    standing = [finding for finding in findings if finding not in waived]
    with_waivers = evolve(facts, waivers=applied[:own])
    about = [item for rule in _WAIVER_RULES for item in rule.check(with_waivers) if isinstance(item, Finding)]
    return ClaimOutcome(standing + about, waived, skips, applied[:own], applied[own:], facts.is_whole)


def of_file(facts: FileFacts) -> Iterator[Finding]:
    """What the rules about claims files say of one."""
    return (found for rule in RULES if isinstance(rule, FileRule) for found in rule.check_file(facts))


def of_article(facts: ArticleFacts) -> Iterator[Finding]:
    """What the rules about articles say of one."""
    return (found for rule in RULES if isinstance(rule, ArticleRule) for found in rule.check_article(facts))


def of_project(facts: ProjectFacts) -> Iterator[Finding]:
    """What the rules about projects say."""
    return (found for rule in RULES if isinstance(rule, ProjectRule) for found in rule.check_project(facts))


def _checked(rule: Rule, facts: ClaimFacts) -> list[Finding | Skip]:
    """What a house's own rule says. Foreign code may raise or yield anything: never skipped, told as `UsageError`."""
    try:
        items = list(rule.check(facts))
    except (Exception, SystemExit) as error:
        why = f"{type(error).__name__}: {error}"
        raise UsageError(f"the rule {rule.code} {rule.name} broke on the claim {facts.claim.id!r}: {why}") from error
    for item in items:
        mine = isinstance(item, Finding) and (item.code, item.name) == (rule.code, rule.name)
        if not (mine or isinstance(item, Skip)):
            raise UsageError(f"the rule {rule.code} {rule.name} must yield findings of its own and skips, not {item!r}")
    return items
