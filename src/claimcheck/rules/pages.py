"""A rule's page: its docstring with what the registry knows. What `claimcheck rule` and the documentation show."""

import inspect

from claimcheck.errors import UsageError
from claimcheck.model import Severity
from claimcheck.rules.base import AnyRule
from claimcheck.rules.registry import BUILT_IN, RuleBook
from claimcheck.rules.selection import did_you_mean


def rule_page(label: str, book: RuleBook = BUILT_IN) -> str:
    """The page of a rule, by code or name. Raises `UsageError` for a label that names none, with the nearest one."""
    rule = book.rule(label)
    if rule is None:
        raise UsageError(f"there is no rule {label!r}{did_you_mean(label, book)}; `claimcheck rule` lists the rules")
    return f"{rule.code} {rule.name}\nSeverity: {severity_in_words(rule)}\n\n{inspect.getdoc(rule)}\n"


def rule_list(book: RuleBook = BUILT_IN) -> str:
    """One line a rule: code, name, severity, and what it asks for."""
    lines = (f"{rule.code}  {rule.name:<26} {rule.severity:<8} {_summary(rule)}" for rule in book.rules)
    return "\n".join(lines) + "\n"


def severity_in_words(rule: AnyRule) -> str:
    """``error for efficacy and safety, else warning``."""
    waived = "" if rule.waivable else "; cannot be waived"
    if not rule.error_for:
        return f"{rule.severity}{waived}"
    kinds = [str(kind) for kind in rule.error_for]
    listed = " and ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))
    return f"{Severity.ERROR} for {listed}, else {rule.severity}{waived}"


def _summary(rule: AnyRule) -> str:
    return (inspect.getdoc(rule) or "").partition("\n")[0]
