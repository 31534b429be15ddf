"""The commands that ask nobody: check, rule, schema."""

from argparse import Namespace
from importlib.resources import files
from pathlib import Path
from shutil import get_terminal_size

from claimcheck.cli.main import Surroundings
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.gate import check as run_gate
from claimcheck.reports import render
from claimcheck.reports.source import source_reader
from claimcheck.rules import rule_list, rule_page


def check(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Check the claims and report; the verdict is the report's."""
    if arguments.lock and not Path(arguments.lock).exists():
        raise UsageError(f"the lock {arguments.lock} does not exist")
    report = run_gate(
        arguments.paths,
        lock=arguments.lock or settings.lock,
        today=around.today,
        select=arguments.select or settings.select,
        ignore=arguments.ignore or settings.ignore,
        allow_empty=arguments.allow_empty,
    )
    code = report.exit_code(
        arguments.fail_on or settings.fail_on,
        require_complete=arguments.require_complete or settings.require_complete,
    )
    text = render(
        report,
        arguments.format or "full",
        exit_code=code,
        width=get_terminal_size((100, 24)).columns,
        colour=_wants_colour(arguments, around),
        source_line=source_reader(),
    )
    around.out.write(text)
    if arguments.exit_zero and code:
        sentence = f"--exit-zero: exit 0 for a first look; CI leaves the flag out and gets {code}"
        print(f"claimcheck: {sentence}", file=around.err)
        return 0
    return code


def _wants_colour(arguments: Namespace, around: Surroundings) -> bool:
    """--color, then NO_COLOR and FORCE_COLOR (no-color.org, force-color.org), then whether a terminal is there."""
    if arguments.color != "auto":
        return bool(arguments.color == "always")
    if around.environment.get("NO_COLOR"):
        return False
    return bool(around.environment.get("FORCE_COLOR")) or around.out.isatty()


def rule(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Explain one rule, or list them all."""
    around.out.write(rule_page(arguments.code) if arguments.code else rule_list())
    return 0


def schema(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Print the JSON Schema of claims files."""
    around.out.write((files("claimcheck") / "claims.schema.json").read_text(encoding="utf-8"))
    return 0
