"""The findings file by file, one line each: for a glance at a large project."""

from itertools import groupby

from claimcheck.model import Finding, Report
from claimcheck.reports.base import ReportContext, counted
from claimcheck.reports.plain import plain
from claimcheck.reports.text import counts


def grouped(report: Report, context: ReportContext) -> str:
    """A heading a file, its findings below with line and column aligned, and the counts."""
    blocks = [
        _block(plain(path) or "claims", list(findings))
        for path, findings in groupby(report.findings, key=lambda finding: finding.path)
    ]
    return "\n\n".join([*blocks, counts(report, context.hidden)]) + "\n"


def _block(path: str, findings: list[Finding]) -> str:
    places = [f"{finding.line or '-'}:{finding.column or 1}" for finding in findings]
    room = max(map(len, places))
    lines = [
        f"  {place:>{room}}  {finding.severity:<7}  {finding.code}  {plain(finding.message)}{_claim(finding)}"
        for place, finding in zip(places, findings, strict=True)
    ]
    return "\n".join([f"{path} ({counted(len(findings), 'finding')})", *lines])


def _claim(finding: Finding) -> str:
    return f"  [{plain(finding.claim_id)}]" if finding.claim_id else ""
