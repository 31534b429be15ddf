"""The report at a glance, fit for one screen: the counts, and what is worst with the next step. The usual format."""

import re
import textwrap
from collections.abc import Iterator

from claimcheck.model import Finding, Report, Severity
from claimcheck.reports.base import ReportContext, skips_told
from claimcheck.reports.plain import plain
from claimcheck.reports.text import NARROWEST, counts, heading, wrapped

SHOWN = 5
WIDEST = 80
"""Columns at most, on a terminal and in a pipe alike."""

_COMMAND = re.compile(r"claimcheck [a-z][^;,`]*")
_SEVERITIES = tuple(Severity)
# What harms a reader most, before the other findings of its severity: a source that was taken back, or that says otherwise.
_FIRST = ("CC301", "CC306", "CC108", "CC105", "CC501", "CC502", "CC404")


def summary(report: Report, context: ReportContext) -> str:
    """The counts, the worst findings, errors before warnings, how to see the rest, and what could not be checked."""
    width = max(min(context.width, WIDEST), NARROWEST)
    worst = sorted(report.findings, key=_badness)[:SHOWN]
    rest = len(report.findings) - len(worst)
    lines = wrapped(counts(report, context.hidden), width, "") + [""] * bool(worst)
    for finding in worst:
        lines += _told(finding, width, colour=context.colour)
    if worst:
        more = f"{rest:,} more finding{'s' * (rest > 1)}. " if rest else ""
        lines += wrapped(f"{more}With the sentences and the papers to read: --format full", width, "")
    if report.skips:
        lines += ["", *wrapped(skips_told(report.skips), width, "")]
    if mechanical := sum(finding.fix is not None for finding in report.findings):
        lines += wrapped(f"{mechanical:,} can be mended by claimcheck check --fix (--diff shows how)", width, "")
    return "\n".join(lines) + "\n"


def _badness(finding: Finding) -> tuple[int, int]:
    """Findings alike stay in the order of their places."""
    place = _FIRST.index(finding.code) if finding.code in _FIRST else len(_FIRST)
    return _SEVERITIES.index(finding.severity), place


def _told(finding: Finding, width: int, *, colour: bool) -> Iterator[str]:
    yield from heading(finding, width, colour)
    about = f"{plain(finding.claim_id)}: " if finding.claim_id else ""
    yield from wrapped(_short(f"{about}{plain(finding.message)}", 2 * (width - 12)), width, "  ")
    if command := _COMMAND.search(plain(finding.hint)):
        yield from wrapped(f"next: {command[0].strip()}", width, "  ")
    elif finding.hint:
        yield f"  {_short(f'hint: {plain(finding.hint)}', width - 2)}"


def _short(text: str, room: int) -> str:
    return textwrap.shorten(text, room, placeholder=" …")
