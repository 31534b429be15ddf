"""Checkstyle XML, which many review tools read: a file element a file, an error element a finding."""

from itertools import groupby

from claimcheck.model import Finding, Report, Severity
from claimcheck.reports.base import ReportContext, file_of
from claimcheck.reports.xml import HEADER, element

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}


def checkstyle(report: Report, context: ReportContext) -> str:  # noqa: ARG001 - every format takes both
    """The findings by file, in the form of Checkstyle 4.3 and later."""
    files = (
        element("file", {"name": name}, map(_error, findings), "  ")
        for name, findings in groupby(report.findings, key=file_of)
    )
    return HEADER + element("checkstyle", {"version": "4.3"}, files)


def _error(finding: Finding) -> str:
    attributes: dict[str, str | int | None] = {
        "line": finding.line or 1,
        "column": finding.column or 1,
        "severity": _SEVERITIES[finding.severity],
        "message": f"{finding.message} ({finding.hint})" if finding.hint else finding.message,
        "source": f"claimcheck.{finding.code}",
    }
    return element("error", attributes, indent="    ")
