"""JUnit XML: a suite a claims file, a test case a claim, for the test pages of CI services.

A claim fails when one of its findings reaches the threshold of the verdict; lesser findings are its output, and a claim
that could not be fully checked is skipped. The form is the one that Jenkins' xunit plug-in publishes as `junit-10.xsd`.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from claimcheck.model import Finding, Report, Severity, Skip
from claimcheck.reports.base import ReportContext, file_of, position
from claimcheck.reports.xml import HEADER, element, text

_FILE = "the file itself"


@frozen
class _Case:
    path: str
    name: str
    findings: list[Finding]
    skips: list[Skip]

    def failures(self, threshold: Severity) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity.reaches(threshold)]


def junit(report: Report, context: ReportContext) -> str:
    """Every claim as a test case, and one more for what is wrong with a file itself."""
    suites: dict[str, list[_Case]] = {}
    for case in _cases(report):
        suites.setdefault(case.path, []).append(case)
    cases = [case for suite in suites.values() for case in suite]
    inner = (_suite(path, suite, context.fail_on) for path, suite in sorted(suites.items()))
    counts = _counts(cases, context.fail_on)
    del counts["skipped"]  # the form has it on suites only
    return HEADER + element("testsuites", {"name": "claimcheck", **counts}, inner)


def _cases(report: Report) -> Iterator[_Case]:
    cases: dict[tuple[str, str], _Case] = {}
    for verdict in report.verdicts:
        where = verdict.claim.location
        key = (file_of(Skip(None, "", where.path)), verdict.claim.id or f"claim on line {where.line}")
        cases.setdefault(key, _Case(*key, [], []))
    for finding in report.findings:
        _case(cases, finding).findings.append(finding)
    for skip in report.skips:
        _case(cases, skip).skips.append(skip)
    return iter(cases.values())


def _case(cases: dict[tuple[str, str], _Case], place: Finding | Skip) -> _Case:
    key = (file_of(place), place.claim_id or _FILE)
    return cases.setdefault(key, _Case(*key, [], []))


def _counts(cases: Sequence[_Case], threshold: Severity) -> dict[str, int]:
    failed = [case for case in cases if case.failures(threshold)]
    skipped = [case for case in cases if case.skips and case not in failed]
    return {"tests": len(cases), "failures": len(failed), "errors": 0, "skipped": len(skipped)}


def _suite(path: str, cases: Sequence[_Case], threshold: Severity) -> str:
    attributes: dict[str, str | int | None] = {"name": path, "file": path, **_counts(cases, threshold), "time": 0}
    return element("testsuite", attributes, (_testcase(case, threshold) for case in cases), "  ")


def _testcase(case: _Case, threshold: Severity) -> str:
    attributes: dict[str, str | int | None] = {"name": case.name, "classname": case.path, "time": 0}
    failures = case.failures(threshold)
    inner: list[str] = []
    if failures:
        inner.append(_told("failure", failures, {"type": failures[0].code, "message": failures[0].message}))
    elif case.skips:
        inner.append(element("skipped", {"message": "; ".join(skip.reason for skip in case.skips)}, indent="      "))
    if lesser := [finding for finding in case.findings if finding not in failures]:
        inner.append(_told("system-out", lesser, {}))
    return element("testcase", attributes, inner, "    ")


def _told(name: str, findings: Sequence[Finding], attributes: dict[str, str | int | None]) -> str:
    lines = (
        text(f"{position(one)}: {one.code} {one.message}{f' ({one.hint})' if one.hint else ''}") + "\n"
        for one in findings
    )
    return element(name, attributes, lines, "      ")
