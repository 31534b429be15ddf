"""The usual format: counts, and the five worst with what to type next, fit for a screen."""

import pytest
from attrs import evolve

from claimcheck.model import Claim, ClaimStatus, ClaimVerdict, Finding, Report, Severity
from claimcheck.reports import render


def finding(code: str, severity: Severity, line: int, hint: str = "") -> Finding:
    name = {"CC301": "retracted-paper", "CC101": "unsourced-claim"}.get(code, "other")
    return Finding(code, name, severity, f"what {code} says", "claims/a.yaml", line, 5, f"claim-{line}", hint)


NOTE, WARNING = finding("CC503", Severity.NOTE, 1), finding("CC401", Severity.WARNING, 2)
ERRORS = [finding("CC101", Severity.ERROR, 10 + at, f"claimcheck find --claim claim-{10 + at}") for at in range(4)]
RETRACTED = finding(
    "CC301", Severity.ERROR, 90, "remove the citation; where the text discusses the retraction, waive it"
)
VERDICT = ClaimVerdict(Claim("Walking helps.", id="claim-1"), ClaimStatus.SOURCED)
REPORT = Report((VERDICT,), (NOTE, WARNING, *ERRORS, RETRACTED))


def test_the_worst_come_first() -> None:
    """Errors before warnings, and of the errors what was taken back before what has no source."""
    assert render(REPORT, "summary", width=80) == (
        "1 claim: 1 sourced, 0 proposed, 0 unsourced, 0 not needed; 7 findings (5 errors,\n"
        "1 warning, 1 note), 0 skips, 0 waived\n"
        "\n"
        "claims/a.yaml:90:5 CC301 retracted-paper error\n"
        "  claim-90: what CC301 says\n"
        "  hint: remove the citation; where the text discusses the retraction, waive it\n"
        + "".join(
            f"claims/a.yaml:{line}:5 CC101 unsourced-claim error\n"
            f"  claim-{line}: what CC101 says\n"
            f"  next: claimcheck find --claim claim-{line}\n"
            for line in range(10, 14)
        )
        + "2 more findings. With the sentences and the papers to read: --format full\n"
    )


def test_a_clean_report_is_its_counts() -> None:
    assert render(Report((VERDICT,)), "summary") == (
        "1 claim: 1 sourced, 0 proposed, 0 unsourced, 0 not needed; 0 findings, 0 skips,\n0 waived\n"
    )


@pytest.mark.parametrize("width", [30, 40, 80, 100, 400])
def test_it_fits_a_screen_and_is_the_same_on_a_wide_terminal_and_in_a_pipe(width: int) -> None:
    """However long the messages and hints are."""
    long = [evolve(one, message="words " * 200, hint="words " * 200) for one in REPORT.findings]
    text = render(evolve(REPORT, findings=tuple(long)), "summary", width=width)
    lines = text.splitlines()
    assert all(len(line) <= min(width, 80) for line in lines)
    assert len(lines) <= (24 if width >= 80 else 40)
    assert (text == render(evolve(REPORT, findings=tuple(long)), "summary", width=80)) == (width >= 80)
