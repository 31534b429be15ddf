"""Findings as the editor shows them."""

from collections.abc import Iterable

from lsprotocol.types import Diagnostic, DiagnosticSeverity, Range

from claimcheck.lsp.lines import Positions
from claimcheck.model import Finding, Severity
from claimcheck.project import Page
from claimcheck.reports.plain import plain

SOURCE = "claimcheck"
_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.NOTE: DiagnosticSeverity.Information,
}


def diagnostics(findings: Iterable[Finding], positions: Positions, page: Page | None = None) -> list[Diagnostic]:
    """The findings of one file; in an article each marks its sentence, in a claims file the value that stands there, on its line."""
    return [
        Diagnostic(
            range=_range(one, positions, page),
            message=plain(one.message) + (f"\nhint: {plain(one.hint)}" if one.hint else ""),
            severity=_SEVERITIES[one.severity],
            code=one.code,
            source=SOURCE,
            data={"claim": one.claim_id, "rule": one.code},
        )
        for one in findings
    ]


def _range(finding: Finding, positions: Positions, page: Page | None) -> Range:
    line, column = finding.line or 1, finding.column or 1
    if page is None:
        return positions.of_value(line, column)
    if page.article:
        for sentence in page.article.sentences:
            if (sentence.location.line, sentence.location.column) == (finding.line, finding.column):
                last = page.article.position(sentence.end - 1)
                return Range(positions.at(line, column), positions.at(last.line or line, (last.column or 0) + 1))
    return positions.rest_of_line(line, column)
