"""The command that explains rules: rule; and their pages for reports that carry them."""

import inspect
from argparse import Namespace

from claimcheck.cli.main import Surroundings
from claimcheck.cli.ruleset import book_of
from claimcheck.config import Settings
from claimcheck.reports import RuleHelp
from claimcheck.rules import RuleBook, rule_list, rule_page


def rule(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Explain one rule, or list them all."""
    book = book_of(settings)
    around.out.write(rule_page(arguments.code, book) if arguments.code else rule_list(book))
    return 0


def rule_help(book: RuleBook) -> tuple[RuleHelp, ...]:
    """The rules' pages: their docstrings, which are Markdown."""
    pages = ((rule, inspect.getdoc(rule) or rule.name) for rule in book.rules)
    return tuple(RuleHelp(rule.code, rule.name, rule.severity, page.partition("\n")[0], page) for rule, page in pages)
