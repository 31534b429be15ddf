"""The findings as CSV (RFC 4180, with line feeds) for a spreadsheet, in which no cell may become a formula."""

import csv
import io
from collections.abc import Iterable

from claimcheck.model import Report
from claimcheck.reports.base import ReportContext, file_of
from claimcheck.reports.plain import plain

COLUMNS = ("path", "line", "column", "severity", "code", "name", "claim", "status", "statement", "message", "hint")
# OWASP, "CSV Injection": what a cell of a formula begins with; the full-width forms are read as formulas too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_csv(report: Report, context: ReportContext) -> str:  # noqa: ARG001 - every format takes both
    """A header and a row a finding, with the claim's statement and status beside it."""
    about = {one.claim.id: (one.status.value, one.claim.statement) for one in report.verdicts if one.claim.id}
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(COLUMNS)
    for one in report.findings:
        place = (file_of(one), one.line, one.column)
        claim = (one.claim_id, *about.get(one.claim_id or "", ("", "")))
        rows.writerow(_cells((*place, one.severity.value, one.code, one.name, *claim, one.message, one.hint)))
    return file.getvalue()


def _cells(values: Iterable[str | int | None]) -> list[str | int | None]:
    return [_harmless(plain(value)) if isinstance(value, str) else value for value in values]


def _harmless(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would compute it."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
