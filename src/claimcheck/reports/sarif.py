"""SARIF 2.1.0 (OASIS standard), within what GitHub code scanning takes: at most 25,000 results in 10 MB, each with a place.

GitHub: "SARIF support for code scanning". What is left out is told in a notification; the errors stay longest.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from claimcheck import __version__
from claimcheck.model import Finding, Fix, Report, Skip
from claimcheck.reports.base import ReportContext, RuleHelp, counted, message_of, path_of, percent_encoded
from claimcheck.reports.fingerprints import fingerprints
from claimcheck.reports.plain import plain

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
MOST_BYTES = 9_900_000
MOST_NOTIFICATIONS = 1_000
MOST_CHARACTERS = 300
"""Of a notification's text."""

Json = Mapping[str, object]


def sarif(report: Report, context: ReportContext) -> str:
    """One run: the rules that found something with their help, a result a finding, a notification a skip."""
    rules = _rules(report, context.rules)
    index = {rule.code: number for number, rule in enumerate(rules)}
    results = list(_results(report.findings, index))
    notes = list(_notifications(report.skips))
    driver = {"name": "claimcheck", "semanticVersion": __version__, "rules": [_rule(rule) for rule in rules]}
    room = MOST_BYTES - len(json.dumps([driver, notes]))
    kept = _within_limits(report.findings, results, room)
    if left_out := len(results) - len(kept):
        what = counted(left_out, "result")
        notes.insert(0, _note(f"{what} left out: GitHub takes 25,000 results and 10 MB; other formats have all"))
    lines = [
        f'"tool": {{"driver": {json.dumps(driver)}}}',
        '"columnKind": "unicodeCodePoints"',
        f'"invocations": {json.dumps([{"executionSuccessful": True, "toolExecutionNotifications": notes}])}',
        '"results": [' + ",".join(f"\n    {result}" for result in kept) + "\n  ]",
    ]
    run = "{\n  " + ",\n  ".join(lines) + "\n}"
    return f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{run}]}}\n'


def _rules(report: Report, known: Sequence[RuleHelp]) -> list[RuleHelp]:
    """The rules of the findings, sorted by code; one without a page stands for itself."""
    pages = {rule.code: rule for rule in known}
    found = {finding.code: finding for finding in report.findings}
    return [
        pages.get(code) or RuleHelp(code, one.name, one.severity, one.name, one.name)
        for code, one in sorted(found.items())
    ]


def _rule(rule: RuleHelp) -> Json:
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in plain(rule.name).split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.help, "markdown": rule.help},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": ["claims", plain(rule.name)]},
    }


def _results(findings: Sequence[Finding], index: Mapping[str, int]) -> Iterator[str]:
    for finding, fingerprint in zip(findings, fingerprints(findings), strict=True):
        result = {
            "ruleId": finding.code,
            "ruleIndex": index[finding.code],
            "level": finding.severity.value,
            "message": {"text": _unlinked(message_of(finding))},
            "locations": [_location(finding)],
            "partialFingerprints": {"claimcheck/v1": fingerprint},
        }
        if finding.claim_id:
            result["properties"] = {"claim": plain(finding.claim_id)}
        if finding.fix:
            result["fixes"] = [_fix(finding, finding.fix)]
        yield json.dumps(result)


def _unlinked(text: str) -> str:
    """``[words](place)`` would be a link (3.11.6), so the two brackets are parted."""
    return text.replace("](", "] (")


def _location(place: Finding | Skip) -> Json:
    region = {"startLine": place.line or 1, "startColumn": place.column or 1}
    return {"physicalLocation": {"artifactLocation": _artifact(place), "region": region}}


def _artifact(place: Finding | Skip) -> Json:
    path = path_of(place)
    uri = "".join(quote(one, safe="/") if one.isascii() else percent_encoded(one, one) for one in path)
    return {"uri": f"file://{uri}" if path.startswith("/") else uri}


def _fix(finding: Finding, fix: Fix) -> Json:
    """The replacements as 3.55 to 3.57 have them. A region's end is behind its last character; one without length inserts."""
    made = [
        {
            "deletedRegion": {
                "startLine": one.line,
                "startColumn": one.column,
                "endLine": one.end_line,
                "endColumn": one.end_column,
            },
            "insertedContent": {"text": one.text},
        }
        for one in fix.replacements
    ]
    changes = [{"artifactLocation": _artifact(finding), "replacements": made}]
    return {"description": {"text": plain(fix.title)}, "artifactChanges": changes}


def _within_limits(findings: Sequence[Finding], results: Sequence[str], room: int) -> list[str]:
    """The results that fit into `room` bytes, in their order; the gravest are taken first."""
    by_weight = sorted(range(len(results)), key=lambda number: -findings[number].severity.rank)
    kept: set[int] = set()
    size = 0
    for number in by_weight[:MOST_RESULTS]:
        size += len(results[number]) + 6
        if size > room:
            break
        kept.add(number)
    return [result for number, result in enumerate(results) if number in kept]


def _notifications(skips: Sequence[Skip]) -> Iterator[Json]:
    """What could not be checked."""
    for skip in skips[:MOST_NOTIFICATIONS]:
        claim = f"{plain(skip.claim_id)}: " if skip.claim_id else ""
        yield {**_note(f"not checked: {claim}{plain(skip.reason)}"), "locations": [_location(skip)]}
    if len(skips) > MOST_NOTIFICATIONS:
        yield _note(f"{counted(len(skips) - MOST_NOTIFICATIONS, 'more skip')} not listed here; other formats have all")


def _note(text: str) -> Json:
    return {"level": "note", "message": {"text": _unlinked(text)[:MOST_CHARACTERS]}}
