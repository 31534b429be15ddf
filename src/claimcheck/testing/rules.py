"""The contract of rules: what a rule is called, its page, and that the page's own examples do what it says."""

import datetime as dt
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from claimcheck.errors import UsageError
from claimcheck.gate import check
from claimcheck.lockfile import Lock
from claimcheck.model import Finding, Report, Severity
from claimcheck.rules.base import AnyRule, Rule
from claimcheck.rules.registry import RULES, why_not_a_rule
from claimcheck.rules.selection import SKIPS
from claimcheck.testing.require import require

_PAGE = re.compile(
    r"(?P<summary>[A-Z][^\n]+\.)\n\n"
    r"Why it matters: (?P<why>.+?\.)\n\n"
    r"Failing(?: \([^)]*\))?:\n\n(?P<failing>(?:    .*\n|\n)+)"
    r"Mended(?: \([^)]*\))?:\n\n(?P<mended>(?:    .*\n|\n)+)"
    r"Options: (?P<options>.+?\.)\n"
    r"Standard: (?P<standard>.+\.)",
    re.DOTALL,
)
_SHAPE = "a sentence; 'Why it matters:'; 'Failing:' and 'Mended:' with an example each; 'Options:'; 'Standard:'"
_BARE = "claims:\n  - {id: bare, statement: A bare claim.}\n"

Run = Callable[[str], Report]
"""From a claims file's text (its first line may be left out) to the gate's report with all the rules."""


def check_rule(
    rule: AnyRule, *, run: Run | None = None, failing: Iterable[str] = (), passing: Iterable[str] = ()
) -> None:
    """Raise `AssertionError`, with a sentence, where a rule breaks the contract of `Rule`.

    Checked: code, name and severity; the shape of the docstring, which is the rule's page; that the page's failing example
    and every text of `failing` are found, the mended one and every text of `passing` are read and not; that each finding
    has a sentence, the rule's own code and a place; that a bare claim does not break it; the same answer twice. The texts
    are claims files. `run` is for rules that need a lock or an article: see `run_rule`.
    """
    _check_name(rule)
    page = _PAGE.fullmatch(inspect.getdoc(rule) or "")
    require(page is not None, f"{rule.code}: the docstring needs, in this order: {_SHAPE}")
    assert page is not None
    asked = run or partial(run_rule, rule)
    for text in (textwrap.dedent(page["failing"]), *failing):
        _check_findings(rule, _asked(asked, text), text)
    for text in (textwrap.dedent(page["mended"]), *passing):
        report = _asked(asked, text)
        require(bool(report.verdicts), f"{rule.code}: no claim could be read in:\n{text}")
        require(not _found(rule, report), f"{rule.code} is found, and should not be, in:\n{text}")
    first = textwrap.dedent(page["failing"])
    require(_told(rule, asked(first)) == _told(rule, asked(first)), f"{rule.code}: the same claims, the same findings")
    _asked(asked, _BARE)


def run_rule(
    rule: AnyRule, claims: str, *, lock: Lock | None = None, article: str | None = None, today: dt.date | None = None
) -> Report:
    """Check a claims file's text with every built-in rule and this one, in a folder that is removed again.

    `article` is the text of `page.md`, which the file may name; `today` is 2026-11-23 unless given.
    """
    with TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "pyproject.toml").touch()
        text = claims if claims.startswith("claimcheck:") else f"claimcheck: 1\n{claims}"
        (home / "claims.yaml").write_text(text, encoding="utf-8")
        if article is not None:
            (home / "page.md").write_text(article, encoding="utf-8")
        own = (rule,) if isinstance(rule, Rule) and rule not in RULES else ()
        return check(home, lock=lock or Lock(), today=today or dt.date(2026, 11, 23), rules=own)


def _check_name(rule: AnyRule) -> None:
    if rule in RULES:
        require(re.fullmatch("CC[0-9]{3}", rule.code) is not None, f"{rule.code} is no code of ours")
        require(isinstance(rule.severity, Severity), f"{rule.code}: {rule.severity!r} is no severity")
        return
    why = why_not_a_rule(rule)
    require(not why, why)


def _asked(run: Run, text: str) -> Report:
    try:
        return run(text)
    except UsageError as error:
        raise AssertionError(str(error)) from error


def _check_findings(rule: AnyRule, report: Report, text: str) -> None:
    found = _found(rule, report)
    told = rule.code == SKIPS and bool(report.skips)
    require(bool(found) or told, f"{rule.code} is not found in:\n{text}")
    for one in found:
        require(isinstance(one.message, str) and bool(one.message.strip()), f"{rule.code}: a finding needs a message")
        require(isinstance(one.hint, str), f"{rule.code}: a hint is text, and may be empty")
        require(
            bool(one.path) and isinstance(one.severity, Severity), f"{rule.code}: a finding needs path and severity"
        )


def _found(rule: AnyRule, report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.code == rule.code]


def _told(rule: AnyRule, report: Report) -> list[tuple[object, ...]]:
    """What the findings say; the folder is another each time."""
    return [(one.severity, one.message, one.line, one.column, one.claim_id, one.hint) for one in _found(rule, report)]
