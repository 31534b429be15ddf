"""The rules on small claims, as data: `cases.yaml` says what each claim gets, and it gets nothing else."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.gate import LOCK, TODAY, gate, project

from claimcheck.gate import check
from claimcheck.model import Finding
from claimcheck.rules.registry import RULES

WRITTEN = (Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8")
CASES: list[dict[str, Any]] = yaml.load(WRITTEN, yaml.CSafeLoader)
# Shown by the pages' examples: no claim, or more than one, is left where these fire.
OF_FILES = {"CC001", "CC002", "CC003", "CC004", "CC102", "CC801", "CC905"}


def as_file(case: dict[str, Any]) -> str:
    """A claims file of one claim; JSON is YAML."""
    article = case.get("article", {"path": "page.md", "reviewed": "2026-03-01"})
    return f"article: {dumps(article)}\nclaims:\n  - {dumps(case['claim'])}\n"


def lenient(claim: dict[str, Any]) -> dict[str, Any]:
    """Any evidence will do for the claims of the table that say no kind: what has none is held to be of efficacy."""
    return {} if "kind" in claim else {"levels": {"efficacy": 5}}


def dumps(value: object) -> str:
    """JSON in which dates are bare, as YAML wants them."""
    return re.sub(r'"([0-9]{4}-[0-9]{2}-[0-9]{2})"', r"\1", json.dumps(value, default=str))


def agrees(finding: Finding, expected: list[str]) -> bool:
    code, *words = expected
    text = f"{finding.message} / {finding.hint} / at {finding.line}:{finding.column}"
    return finding.code == code and all(word in text or word == finding.severity for word in words)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    """A claim gets the findings, skips and status that the table gives it, and no other."""
    report = gate(tmp_path, as_file(case), thresholds={**lenient(case["claim"]), **case.get("thresholds", {})})
    expected = case.get("finds", [])
    assert sorted(finding.code for finding in report.findings) == sorted(code for code, *_ in expected)
    for wanted in expected:
        assert any(agrees(finding, wanted) for finding in report.findings), (wanted, report.findings)
    reasons = [f"{skip.reason} / at {skip.line}:{skip.column}" for skip in report.skips]
    assert len(reasons) == len(case.get("skips", [])), reasons
    assert all(any(words in reason for reason in reasons) for words in case.get("skips", [])), reasons
    assert {skip.claim_id for skip in report.skips} <= {case["claim"]["id"]}
    assert [verdict.status for verdict in report.verdicts] == [case["status"]]
    assert [finding.code for finding in report.waived] == case.get("waived", [])


def test_a_lock_in_memory_says_what_its_file_says(tmp_path: Path) -> None:
    """A program may hand over the lock as a value; whose DOI it is (CC203, CC204) is told from that too."""
    cited = [{"pmid": 99000001, "doi": "10.5555/claimcheck.2"}, {"doi": "10.5555/claimcheck.1"}]
    home = project(tmp_path, as_file({"claim": {"id": "a", "statement": "Massage helps.", "citations": cited}}))
    of_file, of_value = check(home, today=TODAY), check(home, today=TODAY, lock=LOCK)
    assert of_value == of_file
    assert {"CC203", "CC204"} <= {finding.code for finding in of_value.findings}


def test_every_rule_has_a_case() -> None:
    """A rule without a case in the table would be a rule that nobody has seen fire."""
    fired = {finding[0] for case in CASES for finding in case.get("finds", [])}
    assert fired | OF_FILES >= {rule.code for rule in RULES}
