"""The gate's command: check.

What few checks need – a baseline, git, several processes – is loaded where it is needed, for the gate starts often.
"""

import sys
from argparse import Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.claimfile.load import claims_upward, is_claims_file
from claimcheck.claimfile.nodes import SIZE_LIMIT
from claimcheck.cli.declaration import USUAL_PATHS
from claimcheck.cli.main import Surroundings
from claimcheck.cli.report_cache import Memory, Told
from claimcheck.cli.reporting import Reporting, chosen_format, load_formats, telling
from claimcheck.cli.ruleset import idle_globs, ruleset_of
from claimcheck.cli.streams import FOR_EYES, write_bytes_alike
from claimcheck.config import Settings
from claimcheck.errors import COULD_NOT_ASK, UsageError
from claimcheck.examination import examine
from claimcheck.gate import baseline_at, mendable, report_on
from claimcheck.model import Report
from claimcheck.project import Project
from claimcheck.reports import FORMATS
from claimcheck.reports.base import WITHOUT_SKIPS, counted, skips_told
from claimcheck.rules.ruleset import Ruleset
from claimcheck.rules.selection import UNREAD
from claimcheck.tree import Overlay, Recorder, Tree

if TYPE_CHECKING:
    from claimcheck.baseline import Baseline
    from claimcheck.cli.examination_cache import Parts


def check(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Check the claims and report; the verdict is the report's."""
    if arguments.lock and not around.tree.kind(arguments.lock):
        raise UsageError(f"the lock {arguments.lock} does not exist")
    if arguments.grow_baseline and arguments.write_baseline is None:
        raise UsageError("--grow-baseline is for --write-baseline: give both")
    load_formats(arguments, settings, around)
    if arguments.fix or arguments.diff:
        from claimcheck.cli.fix import refuse_elsewhere  # noqa: PLC0415 - few checks change files

        refuse_elsewhere(arguments)
    memory = None if arguments.fix or _spreads(arguments) else _memory(arguments, settings, around)
    ruleset = ruleset_of(settings, arguments.policy, around.tree)
    listed = arguments.baseline or ruleset.baseline
    _ = ruleset.codes  # a wrong selector is told before anything is read
    project = _what_to_check(arguments, settings, around.tree)
    if arguments.write_baseline is not None:
        from claimcheck.cli.baseline import written  # noqa: PLC0415 - few checks write one

        listed = written(project, arguments, around, ruleset, target=arguments.write_baseline or listed)
    parts = _parts(memory)
    known = baseline_at(listed, project.tree)
    report = _report(project, arguments, settings, around, ruleset, known, parts)
    if arguments.fix:
        from claimcheck.cli.fix import fixed  # noqa: PLC0415 - few checks change files

        again = partial(_report, arguments=arguments, settings=settings, around=around, ruleset=ruleset, baseline=known)
        project, report = fixed(project, report, again, around, only_show=arguments.diff)
    verdict = report.exit_code(settings.fail_on, require_complete=settings.require_complete)
    if arguments.diff:
        return 0 if arguments.exit_zero else verdict
    told = _told(Reporting(report, verdict, settings.fail_on, project, ruleset.rules), arguments, settings, around)
    if settings.severity and _is_of_folders(arguments, around.tree):
        told.err += "".join(f"claimcheck: {line}\n" for line in idle_globs(settings, ruleset, project, listed))
    if chosen_format(arguments, settings, around) not in FOR_EYES:
        write_bytes_alike(around.out)
    code = told.deliver(around.out, around.err, around.environment)
    if memory and parts:
        parts.keep(project)
        memory.keep(told)
    return code


def _report(  # noqa: PLR0913, PLR0917 - what the command has
    project: Project,
    arguments: Namespace,
    settings: Settings,
    around: Surroundings,
    ruleset: Ruleset,
    baseline: "Baseline | None",
    parts: "Parts | None" = None,
) -> Report:
    """The report of all claims, or of those that changed."""
    if _is_narrowed(arguments):
        from claimcheck.cli.changed import narrowed  # noqa: PLC0415 - it runs git

        examine_changed, concerns = narrowed(project, arguments, settings, around)
        report = report_on(project, ruleset, around.today, baseline, examine=examine_changed, concerns=concerns)
        return mendable(report, project)
    if _spreads(arguments) and project.is_on_disk:
        from claimcheck.cli.parallel import workers  # noqa: PLC0415 - few take several processes

        with workers(arguments.jobs, arguments.dask) as executor:
            report = report_on(project, ruleset, around.today, baseline, executor=executor)
        return mendable(report, project)
    how = parts.examine if parts else examine
    return mendable(report_on(project, ruleset, around.today, baseline, examine=how), project)


def _spreads(arguments: Namespace) -> bool:
    """Whether others examine the files. What they read is not seen here, so that nothing is kept for the next check."""
    return arguments.jobs > 1 or arguments.dask is not None


def _memory(arguments: Namespace, settings: Settings, around: Surroundings) -> Memory | None:
    """Where the report is kept; not where somebody else's code has a part in it: what it rests on cannot be known."""
    formats = (arguments.format, settings.format, *(name for name, _ in arguments.output or ()))
    foreign = settings.rules_plugins or any(name not in FORMATS for name in formats if name)
    return around.memory if around.memory and not foreign else None


def _parts(memory: Memory | None) -> "Parts | None":
    if memory is None:
        return None
    from claimcheck.cli.examination_cache import Parts  # noqa: PLC0415 - only what is kept

    return Parts(memory)


def _told(reporting: Reporting, arguments: Namespace, settings: Settings, around: Surroundings) -> Told:
    """The report as it is to be told, and what goes beside it."""
    known, code = reporting.report.known, reporting.exit_code
    told = telling(reporting, arguments, settings, around)
    skips = reporting.at_least(arguments.min_severity).report.skips
    if skips and chosen_format(arguments, settings, around) in WITHOUT_SKIPS:
        told.err += f"claimcheck: {skips_told(skips)}\n"
    if code == COULD_NOT_ASK:
        told.err += f"claimcheck: exit 3: {counted(len(reporting.report.skips), 'check')} could not be made (--require-complete)\n"
    if known:
        told.err += f"claimcheck: {len(known)} known findings, listed in the baseline, are not told\n"
    if _is_without_claims(reporting, arguments):
        told.err += "claimcheck: there is no claim here yet: claimcheck extract ARTICLE drafts those of a page\n"
    if arguments.exit_zero and code:
        told.err += f"claimcheck: --exit-zero: exit 0 for a first look; CI leaves the flag out and gets {code}\n"
        told.code = 0
    return told


def _is_without_claims(reporting: Reporting, arguments: Namespace) -> bool:
    """Whether the files that were read hold no claim, though all was looked at and nothing was unreadable."""
    report = reporting.report
    unread = any(finding.code in UNREAD for finding in report.findings)
    return bool(reporting.project.files) and not (report.verdicts or unread or _is_narrowed(arguments))


def _is_narrowed(arguments: Namespace) -> bool:
    return arguments.since is not None or arguments.staged


def _is_of_folders(arguments: Namespace, tree: Tree) -> bool:
    """Whether all that lies in some folders was looked at, and not some files of them."""
    return not _is_narrowed(arguments) and all(tree.kind(path) == "folder" for path in arguments.paths)


def _what_to_check(arguments: Namespace, settings: Settings, tree: Recorder) -> Project:
    """The project of the paths; or that of the one claims file which stands on stdin, under its name."""
    if any(not is_claims_file(path) and Path(path).is_file() for path in arguments.paths):
        from claimcheck.cli.project import refuse_articles  # noqa: PLC0415 - claims files end otherwise

        refuse_articles(arguments.paths)
    if "-" in arguments.paths:
        return _of_stdin(arguments, settings, tree)
    if arguments.stdin_filename:
        raise UsageError("--stdin-filename names what is read from stdin: give - as the path")
    if (
        arguments.allow_empty
        and arguments.paths is USUAL_PATHS
        and not (tree.kind(USUAL_PATHS[0]) or claims_upward(tree))
    ):
        return Project([], settings.lock, tree)  # before init
    return Project.at(arguments.paths, settings.lock, tree, allow_empty=arguments.allow_empty)


def _of_stdin(arguments: Namespace, settings: Settings, tree: Tree) -> Project:
    if len(arguments.paths) > 1:
        raise UsageError("- stands for the one claims file on stdin: leave the other paths out")
    name = str(Path(arguments.stdin_filename or "claims/stdin.yaml"))
    data = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise UsageError(f"the claims file on stdin is larger than {SIZE_LIMIT:,} bytes: split it")
    return Project([name], settings.lock, Overlay(tree, {name: data}))
