"""The contract of report formats, held to a report in which every word that others wrote is hostile."""

import re
from itertools import cycle

from claimcheck.identifiers import Pmid
from claimcheck.model import (
    Citation,
    Claim,
    ClaimStatus,
    ClaimVerdict,
    Finding,
    Location,
    Paper,
    Report,
    Severity,
    Skip,
    Stance,
)
from claimcheck.reports.base import ReportContext, ReportFormat, RuleHelp
from claimcheck.testing.require import require

_HOSTILE = (
    "<script>alert(1)</script> ]]> &amp; \"'",
    "red \x1b[31mred\x1b]0;title\x07 \x9b2J",
    "first\n::error file=a.py::second\r\n",
    "##vso[task.setvariable variable=x]y",
    '=HYPERLINK("https://example.org","x")',
    "null \x00\x08\x0b\ufffe",
    "lone \ud800 surrogate",
    "turned \u202e back \u2066 and \u2028 apart",
    "| a | b | [words](javascript:alert(1)) `code` %s {0}",
    "",
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def check_report_format(write: ReportFormat) -> None:
    """Raise `AssertionError`, with a sentence, where a format breaks the contract of `ReportFormat`.

    Checked, for an empty report and for a hostile one, with and without colour: text; that a file can hold; that ends with a
    newline, or is empty; the same text twice; without colour, no control characters of a claim or paper that would command
    a terminal or turn its text. Whether markup is escaped as the format needs is for its own tests.
    """
    for report in (Report(), _hostile()):
        for context in (ReportContext(), _context(colour=False), _context(colour=True)):
            _check(write, report, context)


def _check(write: ReportFormat, report: Report, context: ReportContext) -> None:
    text = write(report, context)
    require(isinstance(text, str), f"a format returns text, not {type(text).__name__}")
    require(text == "" or text.endswith("\n"), "the text must end with a newline, or be empty")
    require(not re.search("[\ud800-\udfff]", text), "the text has lone surrogates, which no file can hold")
    require(write(report, context) == text, "the same report must give the same text")
    if not context.colour:
        found = _CONTROLS.search(text)
        require(found is None, f"the text has control characters, such as {found and found[0]!r}: see claimcheck.plain")


def _context(*, colour: bool) -> ReportContext:
    page = RuleHelp("CC101", "unsourced-claim", Severity.ERROR, "A sentence.", "A page.")
    return ReportContext(exit_code=1, width=20, colour=colour, hidden=3, source_line=_line, rules=(page,))


def _line(path: str, line: int) -> str:  # noqa: ARG001 - every line is hostile
    return _HOSTILE[1]


def _hostile() -> Report:
    """As many claims as hostile texts; each stands in every field that somebody else writes."""
    findings = tuple(map(_finding, _HOSTILE, cycle(Severity)))
    return Report(
        verdicts=tuple(map(_verdict, range(len(_HOSTILE)))),
        findings=(*findings, Finding("CC001", "unreadable-claims-file", Severity.ERROR, "A file.", "claims/a.yaml")),
        skips=tuple(Skip(text, text, text, 1, 1) for text in _HOSTILE),
        waived=findings[:2],
        known=findings[2:4],
    )


def _finding(text: str, severity: Severity) -> Finding:
    return Finding("CC101", "unsourced-claim", severity, text, text, 1, 1, text, text)


def _verdict(number: int) -> ClaimVerdict:
    text, pmid = _HOSTILE[number], Pmid(99000001 + number)
    citations = (
        Citation.as_read(pmid=pmid, stance=Stance.SUPPORTS, passage=text, note=text),
        Citation.as_read(url=text, title=text),
    )
    claim = Claim.as_read(statement=text, id=text, citations=citations, because=text, location=Location(text, 1, 1))
    status = list(ClaimStatus)[number % len(ClaimStatus)]
    return ClaimVerdict(claim, status, (Paper(pmid, title=text, journal=text), None))
