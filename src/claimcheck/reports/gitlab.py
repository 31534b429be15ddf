"""GitLab Code Quality: a subset of the Code Climate issue format (GitLab documentation, "Code Quality report format")."""

import json

from claimcheck.model import Finding, Report, Severity
from claimcheck.reports.base import ReportContext, file_of
from claimcheck.reports.fingerprints import fingerprints
from claimcheck.reports.plain import plain

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def gitlab(report: Report, context: ReportContext) -> str:  # noqa: ARG001 - every format takes both
    """One JSON array with an object a finding, a line each."""
    pairs = zip(report.findings, fingerprints(report.findings), strict=True)
    rows = ",\n".join(f"  {json.dumps(_issue(finding, fingerprint))}" for finding, fingerprint in pairs)
    return f"[\n{rows}\n]\n" if rows else "[]\n"


def _issue(finding: Finding, fingerprint: str) -> dict[str, object]:
    return {
        "description": plain(finding.message),
        "check_name": f"{finding.code} {plain(finding.name)}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": file_of(finding), "lines": {"begin": finding.line or 1}},
    }
