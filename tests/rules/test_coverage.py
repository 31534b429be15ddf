"""CC102 speaks of the article, not of one claim: what it says and no record holds."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.gate import gate, project

from claimcheck.model import Severity

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "coverage_cases.yaml").read_text(encoding="utf-8")
)


def claims_file(case: dict[str, Any]) -> str:
    claims = [
        {"id": f"c-{number}", "statement": "S.", "quote": quote, **case.get("claim", {})}
        for number, quote in enumerate(case["quotes"])
    ] or [{"id": "none", "statement": "S."}]
    return yaml.safe_dump({"claimcheck": 1, "article": {"path": "page.md"}, "claims": claims}, sort_keys=False)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    """The page gets the warnings that the table gives it, and no other."""
    report = gate(tmp_path, claims_file(case), article=case["page"], ignore=())
    told = [finding for finding in report.findings if finding.code == "CC102"]
    assert [(one.line, one.column) for one in told] == [(line, column) for line, column, *_ in case.get("tells", [])]
    for finding, (_, _, *words) in zip(told, case.get("tells", []), strict=True):
        assert all(word in finding.message for word in words)
        assert (finding.severity, finding.claim_id, Path(finding.path).name) == (Severity.WARNING, None, "page.md")


def test_two_claims_files_share_an_article(tmp_path: Path) -> None:
    """A sentence is told once, and not where the other file records it."""
    page = "Massage eases leg pain. Walking lowers blood pressure. Yoga improves sleep."
    header = "claimcheck: 1\narticle: {path: page.md}\nclaims:\n"
    home = project(tmp_path, header + "  - {id: a, statement: A., quote: Massage eases leg pain}\n", article=page)
    (home / "b.yaml").write_text(header + "  - {id: b, statement: B., quote: Walking lowers blood pressure}\n")
    report = gate(
        tmp_path, header + "  - {id: a, statement: A., quote: Massage eases leg pain}\n", article=page, ignore=()
    )
    assert [one.column for one in report.findings if one.code == "CC102"] == [56]


@pytest.mark.parametrize(("ignored", "loaded"), [(["CC102"], False), ([], True)])
def test_extraction_is_loaded_only_when_it_is_needed(tmp_path: Path, ignored: list[str], loaded: bool) -> None:
    """A check without the rule does not pay for it."""
    home = project(tmp_path, "article: {path: page.md}\nclaims: [{id: a, statement: A., quote: Manual therapy}]\n")
    code = (
        f"import sys; from claimcheck.gate import check; check({str(home)!r}, ignore={ignored!r});"
        "print('claimcheck.extraction.coverage' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(loaded)
