"""Reviewdog Diagnostic ReportFormat, one JSON object (`DiagnosticResult` of reviewdog's `proto/rdf`)."""

import json

from claimcheck.model import Finding, Report, Severity
from claimcheck.reports.base import ReportContext, file_of, message_of
from claimcheck.reports.source import SourceLine

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def rdjson(report: Report, context: ReportContext) -> str:
    """A diagnostic a finding, a line each."""
    rows = [f"  {json.dumps(_diagnostic(finding, context.source_line))}" for finding in report.findings]
    listed = "[\n" + ",\n".join(rows) + "\n]" if rows else "[]"
    return f'{{"source": {{"name": "claimcheck"}}, "diagnostics": {listed}}}\n'


def _diagnostic(finding: Finding, source_line: SourceLine | None) -> dict[str, object]:
    location: dict[str, object] = {"path": file_of(finding)}
    if finding.line is not None:
        location["range"] = {"start": _start(finding, finding.line, source_line)}
    return {
        "message": message_of(finding),
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code},
    }


def _start(finding: Finding, line: int, source_line: SourceLine | None) -> dict[str, int]:
    """Line and column; the format counts columns in bytes of UTF-8, so without the line's text there is only the line."""
    words = source_line(finding.path, line) if source_line else None
    if words is None or finding.column is None:
        return {"line": line}
    return {"line": line, "column": len(words[: finding.column - 1].encode("utf-8", "surrogatepass")) + 1}
