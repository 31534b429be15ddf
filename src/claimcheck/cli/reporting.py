"""Where a report goes: stdout in one format, files in others, and the summary page of a GitHub step."""

import os
import posixpath
from argparse import Namespace
from typing import TypeVar

from attrs import evolve, frozen

from claimcheck.cli.main import Surroundings
from claimcheck.cli.report_cache import Told
from claimcheck.cli.terminal import terminal_width
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.gate import articles_of
from claimcheck.model import Finding, Report, Severity, Skip
from claimcheck.project import Project
from claimcheck.reports import FORMATS, ReportContext, RuleHelp, load_format
from claimcheck.reports.source import SourceLine, source_reader
from claimcheck.rules.registry import BUILT_IN, RuleBook

Placed = TypeVar("Placed", Finding, Skip)

FOR_HOSTS = ("github", "gitlab", "sarif", "rdjson", "checkstyle")
"""Formats whose paths a code host looks up in the repository."""
FILE_WIDTH = 100
"""Columns of text in a file: the same on every terminal."""


@frozen
class Reporting:
    """What is to be told: the report, its verdict, the threshold of the verdict, and the project it is about."""

    report: Report
    exit_code: int
    fail_on: Severity
    project: Project
    rules: RuleBook = BUILT_IN
    hidden: int = 0

    def at_least(self, severity: Severity | None) -> "Reporting":
        """Without the findings below a severity, and without the skips, which are notes. The verdict stays."""
        if severity is None:
            return self
        shown = tuple(finding for finding in self.report.findings if finding.severity.reaches(severity))
        skips = self.report.skips if Severity.NOTE.reaches(severity) else ()
        hidden = len(self.report.findings) - len(shown) + len(self.report.skips) - len(skips)
        return evolve(self, report=evolve(self.report, findings=shown, skips=skips), hidden=hidden)

    def text(self, name: str, *, width: int = FILE_WIDTH, colour: bool = False, below: str = "") -> str:
        """The report in a format. What only some formats use is read for those, and for plug-ins.

        `below` is the folder of the run within the checkout, where code hosts count paths from.
        """
        foreign = name not in FORMATS
        read, report = source_reader(self.project.tree), self.report
        if below and name in FOR_HOSTS:
            read, report = _reading_below(below, read), _from_checkout(report, below)
        articles = articles_of(self.report, self.project) if foreign or name == "html" else {}
        rules = _help(self.rules) if foreign or name == "sarif" else ()
        context = ReportContext(self.exit_code, self.fail_on, width, colour, self.hidden, read, articles, rules)
        return load_format(name)(report, context)


def _from_checkout(report: Report, below: str) -> Report:
    """The report with its paths from the top of the checkout on."""
    findings = tuple(_moved(one, below) for one in report.findings)
    return evolve(report, findings=findings, skips=tuple(_moved(one, below) for one in report.skips))


def _moved(one: Placed, below: str) -> Placed:
    return evolve(one, path=_below(below, one.path)) if one.path else one


def _below(folder: str, path: str) -> str:
    return path if os.path.isabs(path) else posixpath.normpath(f"{folder}/{path}")


def _reading_below(below: str, read: SourceLine) -> SourceLine:
    return lambda path, line: read(path if os.path.isabs(path) else posixpath.relpath(path, below), line)


def folder_in_checkout(around: Surroundings) -> str:
    """The folder of the run within the checkout that GitHub or GitLab names; "" for its top, and outside of one."""
    top = around.environment.get("GITHUB_WORKSPACE") or around.environment.get("CI_PROJECT_DIR") or ""
    below = os.path.relpath(os.path.realpath(around.folder), os.path.realpath(top)) if os.path.isabs(top) else "."
    return "" if below == "." or below.startswith("..") else below.replace(os.sep, "/")


def _help(rules: RuleBook) -> tuple[RuleHelp, ...]:
    from claimcheck.cli.rule import rule_help  # noqa: PLC0415 - few formats tell what the rules are about

    return rule_help(rules)


def telling(everything: Reporting, arguments: Namespace, settings: Settings, around: Surroundings) -> Told:
    """What is to be said: files that were asked for, the page of a GitHub step, stdout. Raises `UsageError`."""
    shown = everything.at_least(arguments.min_severity)
    outputs = arguments.output or []
    _refuse_unfit([file for _, file in outputs], everything.project, around)
    below = folder_in_checkout(around)
    files = [(file, shown.text(name, below=below).encode("utf-8")) for name, file in outputs]
    name = chosen_format(arguments, settings, around)
    in_step = name == "github" and around.environment.get("GITHUB_STEP_SUMMARY")
    width = terminal_width(FILE_WIDTH)
    text = shown.text(name, width=width, colour=wants_colour(arguments.color, around), below=below)
    return Told(everything.exit_code, text, "", files, shown.text("markdown") if in_step else "")


def load_formats(arguments: Namespace, settings: Settings, around: Surroundings) -> None:
    """Look for every format that is asked for, before anything is written. Raises `UsageError` for one that is not there."""
    for name in (chosen_format(arguments, settings, around), *(name for name, _ in arguments.output or [])):
        load_format(name)


def chosen_format(arguments: Namespace, settings: Settings, around: Surroundings) -> str:
    """The format for stdout."""
    usual = "github" if around.environment.get("GITHUB_ACTIONS") == "true" else "summary"
    return str(arguments.format or settings.format or usual)


def wants_colour(choice: str, around: Surroundings) -> bool:
    """--color, then NO_COLOR and FORCE_COLOR (no-color.org, force-color.org), then whether a terminal is there that can."""
    if choice != "auto":
        return choice == "always"
    if around.environment.get("NO_COLOR"):
        return False
    forced = around.environment.get("FORCE_COLOR")
    if forced is not None:
        return forced not in ("", "0")
    return around.out.isatty() and around.environment.get("TERM") != "dumb"


def _refuse_unfit(files: list[str], project: Project, around: Surroundings) -> None:
    if not files:
        return
    from claimcheck.cli.outputs import refuse_sources  # noqa: PLC0415 - many checks write no file

    if len({os.path.realpath(file) for file in files}) < len(files):
        raise UsageError("two --output options name the same file")
    refuse_sources(files, "checked", around.tree, (*project.files, str(project.lock_path)))
