"""The report as Markdown (GitHub's dialect) for a pull request's comment or a job's summary page."""

import re
from collections import Counter
from collections.abc import Iterator

from claimcheck.model import ClaimStatus, Finding, Report, Severity
from claimcheck.reports.base import ReportContext, counted, position, verdict_of
from claimcheck.reports.plain import plain
from claimcheck.reports.text import counts

MOST_BYTES = 900_000
"""GitHub takes 1 MiB of summary a step."""

# What is markup anywhere; then what is markup where an item begins, and what makes a bare address a link.
_SPECIAL = re.compile(r"[\\`*_{}\[\]()|~$^]|^[#+\-=]|^\d+(?=[.)])|:(?=//)|(?<=www)\.")
_SIGNS = {Severity.ERROR: "❌ error", Severity.WARNING: "⚠️ warning", Severity.NOTE: "ℹ️ note"}


def markdown(report: Report, context: ReportContext) -> str:
    """Counts, a table of the findings, and what could not be checked; cut with a note before it gets too long."""
    lines: list[str] = []
    size = 0
    for line in _lines(report, context):
        size += len(line.encode()) + 1
        if size > MOST_BYTES:
            lines += ["", "The rest is left out: this page would be too long. Other formats have all of it."]
            break
        lines.append(line)
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Text that means only itself: no markup, link, table cell, HTML or mention."""
    text = _SPECIAL.sub(_escaped, plain(text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # GitHub looks for mentions and issues after the markup, so an escape would not stop one; a space of no width does.
    return text.replace("@", "@\u200b").replace("#", "#\u200b")


def _escaped(found: re.Match[str]) -> str:
    return f"{found[0]}\u200b" if found[0].isdigit() else f"\\{found[0]}"


def _lines(report: Report, context: ReportContext) -> Iterator[str]:
    yield "## claimcheck"
    yield ""
    verdict = verdict_of(context)
    yield f"{f'**{verdict.capitalize()}.**' if verdict else ''} {escape(counts(report, context.hidden))}"
    yield from _counts(report)
    if report.findings:
        yield from ("", "| Where | Severity | Rule | Finding |", "| --- | --- | --- | --- |")
        yield from map(_row, report.findings)
    if report.skips:
        yield from ("", f"**{counted(len(report.skips), 'check')} could not be made:**", "")
        yield from (f"- {escape(skip.claim_id or skip.path)}: {escape(skip.reason)}" for skip in report.skips)


def _counts(report: Report) -> Iterator[str]:
    count = Counter(verdict.status for verdict in report.verdicts)
    if report.verdicts:
        yield from ("", "| Status | Claims |", "| --- | ---: |")
        yield from (f"| {status.replace('-', ' ')} | {count[status]} |" for status in ClaimStatus if count[status])


def _row(finding: Finding) -> str:
    claim = f" · {escape(finding.claim_id)}" if finding.claim_id else ""
    hint = f"<br>{escape(finding.hint)}" if finding.hint else ""
    rule = f"{finding.code} {escape(finding.name)}"
    return f"| {escape(position(finding))}{claim} | {_SIGNS[finding.severity]} | {rule} | {escape(finding.message)}{hint} |"
