"""The gate's command: check.

What few checks need – a baseline, git – is loaded by name, for the gate starts often.
"""

import sys
from argparse import Namespace
from importlib import import_module
from pathlib import Path

from claimcheck.claimfile import ClaimSet
from claimcheck.claimfile.nodes import SIZE_LIMIT
from claimcheck.claimfile.read import combine, read_content
from claimcheck.cli.main import Surroundings
from claimcheck.cli.manner import beside_settings, house_of
from claimcheck.cli.reporting import Reporting, tell
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.gate import check as run_gate
from claimcheck.model import Report
from claimcheck.reports.source import source_reader

STDIN = "-"


def check(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Check the claims and report; the verdict is the report's."""
    if arguments.lock and not Path(arguments.lock).exists():
        raise UsageError(f"the lock {arguments.lock} does not exist")
    claims, texts = _what_to_check(arguments)
    house = house_of(settings, arguments.policy)
    listed = arguments.baseline or beside_settings(settings, settings.baseline)
    if arguments.write_baseline is not None:
        writing = import_module("claimcheck.cli.baseline")
        listed = writing.written(claims, arguments, settings, around, house, target=arguments.write_baseline or listed)
    report = run_gate(
        claims,
        lock=arguments.lock or settings.lock,
        today=around.today,
        select=arguments.select or settings.select,
        ignore=arguments.ignore or settings.ignore,
        allow_empty=arguments.allow_empty,
        thresholds=house.thresholds,
        severities=house.severities,
        baseline=import_module("claimcheck.baseline").read_baseline(listed) if listed else None,
    )
    if arguments.since is not None or arguments.staged:
        report = import_module("claimcheck.cli.changed").narrowed(report, arguments, settings, around)
    return _told(report, texts, arguments, settings, around)


def _told(report: Report, texts: dict[str, str], arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Write the report and what goes beside it; the exit code."""
    fail_on = arguments.fail_on or settings.fail_on
    code = report.exit_code(
        fail_on,
        require_complete=arguments.require_complete or settings.require_complete,
    )
    tell(Reporting(report, code, fail_on, source_reader(texts)), arguments, settings, around)
    if report.known:
        print(f"claimcheck: {len(report.known)} known findings, listed in the baseline, are not told", file=around.err)
    if arguments.exit_zero and code:
        sentence = f"--exit-zero: exit 0 for a first look; CI leaves the flag out and gets {code}"
        print(f"claimcheck: {sentence}", file=around.err)
        return 0
    return code


def _what_to_check(arguments: Namespace) -> tuple[ClaimSet | list[str], dict[str, str]]:
    """The paths; or the claims file that stands on stdin, with its text under its name."""
    if STDIN not in arguments.paths:
        if arguments.stdin_filename:
            raise UsageError("--stdin-filename names what is read from stdin: give - as the path")
        return arguments.paths, {}
    if len(arguments.paths) > 1:
        raise UsageError("- stands for the one claims file on stdin: leave the other paths out")
    name = arguments.stdin_filename or "claims/stdin.yaml"
    data = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise UsageError(f"the claims file on stdin is larger than {SIZE_LIMIT:,} bytes: split it")
    return combine([read_content(data, name)]), {name: data.decode("utf-8-sig", errors="replace")}
