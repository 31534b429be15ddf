"""A rule's page: its docstring with what the registry knows. What `claimcheck rule` and the documentation show."""

import inspect
from typing import Any

from claimcheck.errors import UsageError
from claimcheck.model import Severity
from claimcheck.rules.base import AnyRule
from claimcheck.rules.registry import BUILT_IN, RuleBook
from claimcheck.rules.selection import did_you_mean


def rule_page(label: str, book: RuleBook = BUILT_IN) -> str:
    """The page of a rule, by code or name. Raises `UsageError` for a label that names none, with the nearest one."""
    rule = _named(label, book)
    return f"{rule.code} {rule.name}\nSeverity: {severity_in_words(rule)}\n\n{inspect.getdoc(rule)}\n"


def rule_data(label: str, book: RuleBook = BUILT_IN) -> dict[str, Any]:
    """The same for a program: code, name, severity and the kinds of claim for which it is an error, whether it may be waived, and the
    page as Markdown with its first sentence. Raises `UsageError` as `rule_page` does.
    """
    rule = _named(label, book)
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "error_for": [str(kind) for kind in rule.error_for],
        "waivable": rule.waivable,
        "summary": _summary(rule),
        "page": inspect.getdoc(rule) or "",
    }


def _named(label: str, book: RuleBook) -> AnyRule:
    rule = book.rule(label)
    if rule is None:
        raise UsageError(f"there is no rule {label!r}{did_you_mean(label, book)}; `claimcheck rule` lists the rules")
    return rule


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
