"""Each machine format against its published schema, or read by a reader that others use.

SARIF: `CLAIMCHECK_TEST_SARIF_SCHEMA` may name the official `sarif-schema-2.1.0.json` (OASIS); the constraints that code
scanning names are checked in any case.
"""

import csv
import io
import json
import os
from collections import Counter
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from attrs import evolve
from support.gate import TODAY, project
from support.reported import CLAIMS

from claimcheck.gate import check
from claimcheck.model import Finding, Report, Severity, Skip
from claimcheck.reports import FORMATS, RuleHelp, render
from claimcheck.reports.base import WITHOUT_SKIPS, skips_told
from claimcheck.reports.source import source_reader


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    project(tmp_path, CLAIMS)
    monkeypatch.chdir(tmp_path)
    return check("claims", today=TODAY)


def finding(number: int, severity: Severity = Severity.ERROR, message: str = "m") -> Finding:
    return Finding("CC101", "unsourced-claim", severity, message, "claims/a.yaml", number, 1, f"claim-{number}")


@pytest.mark.parametrize("name", FORMATS)
def test_formats_show_what_could_not_be_checked_or_are_known_not_to(name: str) -> None:
    """A paper whose retraction could not be asked about looks like no clean one: for these the command tells it."""
    skips = (Skip("walk", "PMID 1: not known whether it was retracted", "claims/a.yaml", 4, 6),)
    assert ("not known whether it was retracted" in " ".join(render(Report(skips=skips), name).split())) == (
        name not in WITHOUT_SKIPS
    )


def test_skips_are_told_by_their_reasons_whatever_work_they_are_about() -> None:
    """Forty works that PubMed does not hold are one reason; at most three are told."""
    reasons = [f"doi:10.5555/{number} could not be checked: PubMed does not hold it" for number in range(40)]
    reasons += [f"PMID {number}: not known whether it was retracted" for number in range(1, 41)]
    assert skips_told([Skip(None, one) for one in reasons]) == (
        "80 checks could not be made: 40 × PubMed does not hold it; 40 × not known whether it was retracted; --format full tells them"
    )
    assert skips_told([Skip(None, one) for one in "abcd"]).endswith("1 × c; 1 other reason; --format full tells them")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_an_empty_report(name: str) -> None:
    """Nothing checked is no crash, and the text is whole lines."""
    text = render(Report(), name)
    assert text == "" or text.endswith("\n")


# --- sarif

# What GitHub's "SARIF support for code scanning" asks of a file, as far as a schema can say it.
SARIF = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {"$ref": "#/$defs/tool"},
                    "results": {"type": "array", "maxItems": 25_000, "items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "words": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
        "tool": {
            "properties": {
                "driver": {
                    "required": ["name", "rules"],
                    "properties": {"rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/rule"}}},
                }
            },
            "required": ["driver"],
        },
        "rule": {
            "required": ["id", "shortDescription", "fullDescription", "help", "defaultConfiguration"],
            "properties": {
                "shortDescription": {"$ref": "#/$defs/words"},
                "fullDescription": {"$ref": "#/$defs/words"},
                "help": {"$ref": "#/$defs/words"},
                "defaultConfiguration": {"properties": {"level": {"enum": ["error", "warning", "note"]}}},
            },
        },
        "result": {
            "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
            "properties": {
                "level": {"enum": ["error", "warning", "note"]},
                "message": {"$ref": "#/$defs/words"},
                "locations": {"type": "array", "minItems": 1, "maxItems": 1, "items": {"$ref": "#/$defs/location"}},
                "partialFingerprints": {
                    "type": "object",
                    "minProperties": 1,
                    "additionalProperties": {"type": "string"},
                },
            },
        },
        "location": {
            "required": ["physicalLocation"],
            "properties": {
                "physicalLocation": {
                    "required": ["artifactLocation", "region"],
                    "properties": {
                        "artifactLocation": {"properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}}},
                        "region": {
                            "properties": {
                                "startLine": {"type": "integer", "minimum": 1},
                                "startColumn": {"type": "integer", "minimum": 1},
                            },
                            "required": ["startLine"],
                        },
                    },
                }
            },
        },
    },
}


def test_sarif_fits_the_schema(report: Report) -> None:
    """Findings with and without a place, skips, a rule with its page and one without."""
    placeless = Finding("CC001", "unreadable-claims-file", Severity.WARNING, "[a](b)", "my claims/ä#1.yaml")
    pages = (RuleHelp("CC101", "unsourced-claim", Severity.ERROR, "Cite.", "Cite.\n\nWhy: because."),)
    text = render(evolve(report, findings=(*report.findings, placeless)), "sarif", rules=pages)
    data = json.loads(text)
    jsonschema.validate(data, SARIF)
    run = data["runs"][0]
    assert len(run["results"]) == len(report.findings) + 1
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert next(rule for rule in rules if rule["id"] == "CC101")["help"]["text"] == "Cite.\n\nWhy: because."
    last = run["results"][-1]
    assert last["message"]["text"] == "[a] (b)"  # not a link
    assert last["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "my%20claims/%C3%A4%231.yaml"
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == len(report.skips) > 0


@pytest.mark.skipif(
    "CLAIMCHECK_TEST_SARIF_SCHEMA" not in os.environ, reason="CLAIMCHECK_TEST_SARIF_SCHEMA names no schema"
)
def test_sarif_fits_the_official_schema(report: Report) -> None:
    """The schema of the standard itself."""
    schema = json.loads(Path(os.environ["CLAIMCHECK_TEST_SARIF_SCHEMA"]).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    for one in (report, Report(), Report(skips=(Skip(None, "why"),)), Report(findings=(finding(1),) * 3)):
        assert list(validator.iter_errors(json.loads(render(one, "sarif")))) == []


def test_sarif_stays_within_what_github_takes() -> None:
    """At most 25,000 results and 10 MB; the errors are kept, and a note says what is missing."""
    many = (*tuple(finding(number, Severity.NOTE) for number in range(1, 25001)), finding(25001), finding(25002))
    run = json.loads(render(Report(findings=many), "sarif"))["runs"][0]
    assert len(run["results"]) == 25_000
    assert [result["level"] for result in run["results"]][-2:] == ["error", "error"]
    assert "2 results left out" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    long = tuple(finding(number, message="x" * 100_000) for number in range(1, 200))
    text = render(Report(findings=long), "sarif")
    assert len(text) < 10_000_000
    assert "results left out" in text


# --- fingerprints


@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_fingerprints_stay_when_lines_move_and_tell_findings_apart(name: str, report: Report) -> None:
    """Lines above a claim change nothing; no two findings share a fingerprint, nor do two equal ones."""
    moved = tuple(evolve(one, line=(one.line or 0) + 7) for one in report.findings)
    assert prints(name, evolve(report, findings=moved)) == prints(name, report)
    again = prints(name, Report(findings=(finding(1), finding(1), finding(2), finding(1, message="other"))))
    assert len(set(again)) == 4
    first, second = (finding(1, message=f"the same id stands on line {line}") for line in (4, 11))
    assert prints(name, Report(findings=(first,))) == prints(name, Report(findings=(second,)))


def prints(name: str, report: Report) -> list[str]:
    data = json.loads(render(report, name))
    if name == "gitlab":
        return [issue["fingerprint"] for issue in data]
    return [result["partialFingerprints"]["claimcheck/v1"] for result in data["runs"][0]["results"]]


# --- the others


def test_gitlab_issues_have_the_keys_that_gitlab_reads(report: Report) -> None:
    """GitLab's table of required keys, its severities, a relative path and a line."""
    issues = json.loads(render(report, "gitlab"))
    assert len(issues) == len(report.findings)
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} == set(issue)
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1
    assert json.loads(render(Report(findings=(Finding("CC001", "n", Severity.ERROR, "m", "./a.yaml"),)), "gitlab"))[0][
        "location"
    ] == {"path": "a.yaml", "lines": {"begin": 1}}


def test_junit_is_read_by_junitparser(report: Report) -> None:
    """A case a claim; the failed ones are those with findings at the threshold, and the counts agree."""
    junitparser = pytest.importorskip("junitparser")
    suites = junitparser.JUnitXml.fromstring(render(report, "junit").encode())
    cases = [case for suite in suites for case in suite]
    of_claims = {case.name for case in cases if case.name != "the file itself"}
    assert of_claims == {verdict.claim.id for verdict in report.verdicts}
    failed = {case.name for case in cases if any(isinstance(one, junitparser.Failure) for one in case.result)}
    assert failed == {one.claim_id for one in report.findings if one.severity is Severity.ERROR}
    assert suites.failures == len(failed) > 0
    assert suites.tests == len(cases)
    assert sum(suite.skipped for suite in suites) == sum(case.is_skipped for case in cases) > 0


# Jenkins xunit plug-in, junit-10.xsd: the attributes and children that it allows, as far as we write them.
JUNIT = {
    "testsuites": ({"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors", "time", "skipped", "file"}, {"testcase"}),
    "testcase": ({"name", "time", "classname"}, {"skipped", "failure", "system-out"}),
    "failure": ({"type", "message"}, set()),
    "skipped": ({"type", "message"}, set()),
    "system-out": (set(), set()),
}


def test_junit_has_only_what_the_schema_of_jenkins_allows(report: Report) -> None:
    """Attributes and children; strict readers refuse a file with others."""
    for element in ET.fromstring(render(report, "junit").encode()).iter():
        attributes, children = JUNIT[element.tag]
        assert set(element.keys()) <= attributes
        assert {child.tag for child in element} <= children


def test_junit_fails_exactly_at_the_threshold_of_the_verdict() -> None:
    """A warning fails a case only under --fail-on warning; a finding about the file is a case of its own."""
    junitparser = pytest.importorskip("junitparser")
    one = evolve(finding(1, Severity.WARNING), claim_id=None)
    for threshold, failures in ((Severity.ERROR, 0), (Severity.WARNING, 1)):
        suites = junitparser.JUnitXml.fromstring(render(Report(findings=(one,)), "junit", fail_on=threshold).encode())
        assert (suites.tests, suites.failures) == (1, failures)


def test_checkstyle_has_every_finding_at_its_place(report: Report) -> None:
    """Well-formed, with the attributes that readers of Checkstyle expect."""
    root = ET.fromstring(render(report, "checkstyle").encode())
    assert root.tag == "checkstyle"
    told = [(file.get("name"), int(error.get("line", ""))) for file in root for error in file]
    assert told == [(one.path, one.line) for one in report.findings]
    for error in root.iter("error"):
        assert error.get("severity") in ("error", "warning", "info")
        assert {"line", "column", "severity", "message", "source"} == set(error.keys())


# reviewdog, proto/rdf/jsonschema: the parts that we write, with nothing else allowed.
POSITION = {"properties": {"line": {"type": "integer"}, "column": {"type": "integer"}}, "additionalProperties": False}
RDJSON = {
    "type": "object",
    "properties": {
        "source": {"properties": {"name": {"type": "string"}}, "additionalProperties": False},
        "diagnostics": {
            "type": "array",
            "items": {
                "required": ["message", "location"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string"},
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"properties": {"value": {"type": "string"}}, "additionalProperties": False},
                    "location": {
                        "required": ["path"],
                        "additionalProperties": False,
                        "properties": {
                            "path": {"type": "string"},
                            "range": {"required": ["start"], "properties": {"start": POSITION}},
                        },
                    },
                },
            },
        },
    },
    "required": ["source", "diagnostics"],
    "additionalProperties": False,
}


def test_rdjson_fits_reviewdogs_schema_and_counts_bytes(report: Report) -> None:
    """Columns are bytes of UTF-8 there; without the line's text none is told."""
    data = json.loads(render(report, "rdjson", source_line=source_reader()))
    jsonschema.validate(data, RDJSON)
    assert len(data["diagnostics"]) == len(report.findings)
    one = Report(findings=(evolve(finding(1), column=4),))
    start = json.loads(render(one, "rdjson", source_line=lambda path, line: "aä𐐀b"))["diagnostics"][0]["location"]
    assert start["range"]["start"] == {"line": 1, "column": 8}
    assert json.loads(render(one, "rdjson"))["diagnostics"][0]["location"]["range"]["start"] == {"line": 1}


def test_csv_has_a_row_a_finding_with_its_claim(report: Report) -> None:
    """The standard reader gets the message, the statement and the status back."""
    rows = list(csv.DictReader(io.StringIO(render(report, "csv")), strict=True))
    assert [row["message"] for row in rows] == [one.message for one in report.findings]
    heat = next(row for row in rows if row["claim"] == "heat")
    assert (heat["statement"], heat["status"]) == ("Heat eases pain.", "contradicted")


def test_jsonl_says_the_same_as_json(report: Report) -> None:
    """The same objects, each on a line with its type, the summary last."""
    lines = [json.loads(line) for line in render(report, "jsonl").splitlines()]
    whole = json.loads(render(report, "json"))
    for kind, key in (("claim", "claims"), ("finding", "findings"), ("skip", "skips"), ("waived", "waived")):
        assert [{k: v for k, v in one.items() if k != "type"} for one in lines if one["type"] == kind] == whole[key]
    assert lines[-1]["type"] == "summary"
    assert lines[-1]["findings"] == whole["summary"]["findings"]


def test_json_fits_the_published_schema(report: Report) -> None:
    """The schema that `claimcheck schema report` prints, for a report with everything and an empty one."""
    schema = json.loads((files("claimcheck") / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for one in (report, Report()):
        jsonschema.validate(json.loads(render(one, "json")), schema)
    spoilt = json.loads(render(report, "json"))
    spoilt["findings"][0]["severity"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(spoilt, schema)


def test_github_annotates_ten_of_a_kind_and_lists_the_rest() -> None:
    """GitHub drops what is beyond ten errors and ten warnings a step, so those are plain lines."""
    findings = tuple(finding(n) for n in range(1, 13)) + tuple(finding(n, Severity.WARNING) for n in range(20, 23))
    lines = render(Report(findings=findings), "github").splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert sum(line.startswith("::warning ") for line in lines) == 3
    assert "claims/a.yaml:12:1: CC101 m" in lines
    assert lines[0] == "::error file=claims/a.yaml,line=1,col=1,title=CC101 unsourced-claim::m"


def test_markdown_is_cut_below_githubs_limit() -> None:
    """A summary of more than a mebibyte would be refused whole."""
    text = render(Report(findings=tuple(finding(n, message="x" * 500) for n in range(1, 5000))), "markdown")
    assert len(text.encode()) < 1_000_000
    assert "left out" in text


def test_grouped_names_each_file_once(report: Report) -> None:
    """A heading with the count, the findings below it, the counts last."""
    text = render(report, "grouped")
    places = Counter(finding.path for finding in report.findings)
    for path, number in places.items():
        assert text.count(f"{path} ({number} findings)\n") == 1
    assert len(text.splitlines()) == len(report.findings) + 1 + 2 * len(places)
