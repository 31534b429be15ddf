"""The command that explains rules: rule; and their pages for reports that carry them."""

import inspect
from argparse import Namespace
from typing import Any

from claimcheck.cli.main import Surroundings
from claimcheck.cli.ruleset import book_of
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.reports import RuleHelp
from claimcheck.reports.plain import plain_json
from claimcheck.rules.pages import rule_data, rule_list, rule_page
from claimcheck.rules.registry import RuleBook


def rule(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Explain one rule, or list them all; `--all` gives every page."""
    if arguments.code and arguments.all:
        raise UsageError("--all is about every rule: leave it or the code out")
    book = book_of(settings)
    codes = [arguments.code] if arguments.code else [one.code for one in book.rules]
    if arguments.format == "json":
        told: Any = [rule_data(code, book) for code in codes]
        around.show(plain_json(told[0] if arguments.code else told, indent=2))
    elif arguments.code or arguments.all:
        around.out.write("\n".join(rule_page(code, book) for code in codes))
    else:
        around.out.write(rule_list(book))
    return 0


def rule_help(book: RuleBook) -> tuple[RuleHelp, ...]:
    """The rules' pages: their docstrings, which are Markdown."""
    pages = ((rule, inspect.getdoc(rule) or rule.name) for rule in book.rules)
    return tuple(RuleHelp(rule.code, rule.name, rule.severity, page.partition("\n")[0], page) for rule, page in pages)
