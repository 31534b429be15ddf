"""The gate's command: check.

What few checks need – a baseline, git, several processes – is loaded where it is needed, for the gate starts often.
"""

import sys
from argparse import Namespace
from pathlib import Path

from claimcheck.claimfile import ClaimSet
from claimcheck.claimfile.load import SUFFIXES
from claimcheck.claimfile.nodes import SIZE_LIMIT
from claimcheck.claimfile.read import combine, read_content
from claimcheck.cli.keeping import Keeping
from claimcheck.cli.main import Surroundings
from claimcheck.cli.manner import beside_settings, house_of, lock_of
from claimcheck.cli.recall import Told
from claimcheck.cli.reporting import Reporting, chosen_format, load_formats, telling
from claimcheck.cli.streams import FOR_EYES, write_bytes_alike
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.gate import check as run_gate
from claimcheck.gate import load
from claimcheck.lockfile import Lock, lock_path_for
from claimcheck.reports.source import source_reader
from claimcheck.rules import chosen_codes

STDIN = "-"


def check(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Check the claims and report; the verdict is the report's."""
    if arguments.lock and not Path(arguments.lock).exists():
        raise UsageError(f"the lock {arguments.lock} does not exist")
    load_formats(arguments, settings, around)
    keeping = Keeping(arguments, settings, around)  # before any file that the report rests on is read
    house = house_of(settings, arguments.policy)
    listed = arguments.baseline or beside_settings(settings, settings.baseline)
    chosen_codes(settings.select, settings.ignore, house.rules)  # a wrong selector is told before anything is read
    claims, texts = _what_to_check(arguments)
    keeping.opens_articles_of(claims)
    if arguments.write_baseline is not None:
        from claimcheck.cli.baseline import written  # noqa: PLC0415 - few checks write one

        listed = written(claims, arguments, settings, around, house, target=arguments.write_baseline or listed)
    report = run_gate(
        claims,
        lock=_lock(arguments, settings),
        today=around.today,
        select=settings.select,
        ignore=settings.ignore,
        thresholds=house.thresholds,
        severities=house.severities,
        baseline=listed,
        rules=house.rules.own,
    )
    if arguments.since is not None or arguments.staged:
        from claimcheck.cli.changed import narrowed  # noqa: PLC0415 - it runs git

        report = narrowed(report, arguments, settings, around)
    verdict = report.exit_code(settings.fail_on, require_complete=settings.require_complete)
    reporting = Reporting(report, verdict, settings.fail_on, source_reader(texts), rules=house.rules)
    told = _told(reporting, arguments, settings, around)
    if chosen_format(arguments, settings, around) not in FOR_EYES:
        write_bytes_alike(around.out)
    code = told.deliver(around.out, around.err, around.environment)
    keeping.keep(told)
    return code


def _told(reporting: Reporting, arguments: Namespace, settings: Settings, around: Surroundings) -> Told:
    """The report as it is to be told, and what goes beside it."""
    known, code = reporting.report.known, reporting.exit_code
    told = telling(reporting, arguments, settings, around)
    if known:
        told.err += f"claimcheck: {len(known)} known findings, listed in the baseline, are not told\n"
    if arguments.exit_zero and code:
        told.err += f"claimcheck: --exit-zero: exit 0 for a first look; CI leaves the flag out and gets {code}\n"
        told.code = 0
    return told


def _lock(arguments: Namespace, settings: Settings) -> Lock | str | None:
    """Where the lock lies; None for claims on stdin without one named, whose own name tells."""
    if STDIN in arguments.paths or settings.lock:
        return lock_of(settings)
    path = lock_path_for(arguments.paths)
    return str(path) if path.exists() else Lock()


def _what_to_check(arguments: Namespace) -> tuple[ClaimSet, dict[str, str]]:
    """The claims; for the claims file that stands on stdin with its text under its name."""
    if any(not path.endswith(SUFFIXES) and Path(path).is_file() for path in arguments.paths):
        from claimcheck.cli.project import refuse_articles  # noqa: PLC0415 - claims files end otherwise

        refuse_articles(arguments.paths)
    if STDIN not in arguments.paths:
        if arguments.stdin_filename:
            raise UsageError("--stdin-filename names what is read from stdin: give - as the path")
        if arguments.jobs > 1:
            from claimcheck.cli.parallel import loaded  # noqa: PLC0415 - few take several processes

            return loaded(arguments), {}
        return load(arguments.paths, allow_empty=arguments.allow_empty), {}
    if len(arguments.paths) > 1:
        raise UsageError("- stands for the one claims file on stdin: leave the other paths out")
    name = arguments.stdin_filename or "claims/stdin.yaml"
    data = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise UsageError(f"the claims file on stdin is larger than {SIZE_LIMIT:,} bytes: split it")
    return combine([read_content(data, name)]), {name: data.decode("utf-8-sig", errors="replace")}
