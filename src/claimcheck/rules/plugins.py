"""A house's own rules, from plug-ins. The gate loads this by name, and only where the settings name one.

The entry point names a callable without arguments that returns the rules, each an instance of a subclass of `Rule`.
"""

from collections.abc import Iterable

from claimcheck.errors import UsageError
from claimcheck.plugins import RULES, Door
from claimcheck.rules.base import Rule
from claimcheck.rules.registry import RuleBook, why_not_a_rule

_DOOR = Door(RULES, "rule plug-in")


def load_rules(names: Iterable[str]) -> RuleBook:
    """The built-in rules and those of the named plug-ins. Raises `UsageError` for one that does not load or fit."""
    return RuleBook.with_own(rule for name in dict.fromkeys(names) for rule in _rules_of(name))


def _rules_of(name: str) -> tuple[Rule, ...]:
    point = _DOOR.find(name)
    factory = _DOOR.load(point)
    rules: tuple[Rule, ...] = _DOOR.guarded(point, lambda: tuple(factory()), "cannot be loaded")
    if not rules:
        raise _DOOR.misfit(point, "has no rules")
    for rule in rules:
        if why := why_not_a_rule(rule):
            raise UsageError(f"the rule plug-in {name!r} ({point.value}) does not fit: {why}")
    return rules
