"""A rule's page: its docstring with what the registry knows. What `claimcheck rule` and the documentation show."""

import inspect

from claimcheck.errors import UsageError
from claimcheck.model import Severity
from claimcheck.rules.base import Rule
from claimcheck.rules.registry import BY_LABEL, RULES
from claimcheck.rules.selection import did_you_mean


def rule_page(label: str) -> str:
    """The page of a rule, by code or name. Raises `UsageError` for a label that names none, with the nearest one."""
    wanted = label.strip()
    rule = BY_LABEL.get(wanted.upper()) or BY_LABEL.get(wanted.lower())
    if rule is None:
        raise UsageError(f"there is no rule {label!r}{did_you_mean(wanted)}; `claimcheck rule` lists the rules")
    return f"{rule.code} {rule.name}\nSeverity: {severity_in_words(rule)}\n\n{inspect.getdoc(rule)}\n"


def rule_list() -> str:
    """One line a rule: code, name, severity, and what it asks for."""
    lines = (f"{rule.code}  {rule.name:<26} {rule.severity:<8} {_summary(rule)}" for rule in RULES)
    return "\n".join(lines) + "\n"


def severity_in_words(rule: Rule) -> str:
    """``error for efficacy and safety, else warning``."""
    waived = "" if rule.waivable else "; cannot be waived"
    if not rule.error_for:
        return f"{rule.severity}{waived}"
    kinds = [str(kind) for kind in rule.error_for]
    listed = " and ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))
    return f"{Severity.ERROR} for {listed}, else {rule.severity}{waived}"


def _summary(rule: Rule) -> str:
    return (inspect.getdoc(rule) or "").partition("\n")[0]
