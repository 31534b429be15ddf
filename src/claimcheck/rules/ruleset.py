"""What claims are held to."""

from collections.abc import Mapping
from typing import Self

from attrs import evolve, field, frozen

from claimcheck.model import Severity
from claimcheck.rules.registry import BUILT_IN, RuleBook
from claimcheck.rules.selection import chosen_codes, code_named
from claimcheck.rules.severities import Severities
from claimcheck.thresholds import DEFAULTS, Thresholds


@frozen
class Ruleset:
    """Which rules there are, what they hold claims to, how much each matters and which are told.

    `select` and `ignore` hold codes or names of rules, or their beginnings; `baseline` is the path of one.
    """

    thresholds: Thresholds = DEFAULTS
    severities: Severities = field(factory=Severities)
    rules: RuleBook = BUILT_IN
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: str | None = None

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the rules that are told. Raises `UsageError` for a selector that fits no rule."""
        return chosen_codes(self.select, self.ignore, self.rules)

    def telling_all(self, *, but: tuple[str, ...] = ()) -> Self:
        """The same, with every rule told but these."""
        return evolve(self, select=(), ignore=but)


def in_codes(severities: Severities, book: RuleBook) -> Severities:
    """The same by the rules' codes: who gives them may write names. Raises `UsageError` for what is no rule of the book."""

    def coded(where: str, rules: Mapping[str, Severity | None]) -> dict[str, Severity | None]:
        return {code_named(rule, f"Severities: {where}", book): severity for rule, severity in rules.items()}

    by_path = tuple((glob, coded(glob, rules)) for glob, rules in severities.by_path)
    return evolve(severities, everywhere=coded("everywhere", severities.everywhere), by_path=by_path)
