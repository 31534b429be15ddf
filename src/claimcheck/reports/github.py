"""Annotations for GitHub Actions: workflow commands on stdout (GitHub, "Workflow commands for GitHub Actions").

GitHub shows ten errors, ten warnings and ten notices a step and silently drops the rest. So only those are given as
annotations; every other finding is a plain line in the log, and the step's summary page (`markdown`) has all.
"""

from collections import Counter

from claimcheck.model import Finding, Report, Severity
from claimcheck.reports.base import ReportContext, counted, line_of, message_of, path_of, percent_encoded
from claimcheck.reports.plain import plain
from claimcheck.reports.text import counts

MOST_OF_A_KIND = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def annotations(report: Report, context: ReportContext) -> str:
    """A command a finding while GitHub takes them, the other findings as lines, and the counts."""
    given: Counter[Severity] = Counter()
    shown: list[Finding] = []
    rest: list[Finding] = []
    for finding in report.findings:
        given[finding.severity] += 1
        (shown if given[finding.severity] <= MOST_OF_A_KIND else rest).append(finding)
    lines = [_command(finding) for finding in shown]
    if rest:
        lines.append(f"{counted(len(rest), 'more finding')}, which GitHub would not annotate:")
        lines += map(line_of, rest)
    lines.append(counts(report, context.hidden))
    return "\n".join(lines) + "\n"


def _command(finding: Finding) -> str:
    properties = {
        "line": str(finding.line or 1),
        "col": str(finding.column or 1),
        "title": f"{finding.code} {plain(finding.name)}",
    }
    path = path_of(finding)
    file = percent_encoded(path, "%:,#" if "##" in path else "%:,")  # the runner has decoded all but the last
    written = ",".join((f"file={file}", *(f"{key}={_property(value)}" for key, value in properties.items())))
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(message_of(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
