"""CC102 speaks of the article, not of one claim: what it says and no record holds."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.gate import TODAY, gate, project

from claimcheck.baseline import write_baseline
from claimcheck.gate import check, waivers_of
from claimcheck.model import Location, Report, Severity
from claimcheck.project import Project
from claimcheck.rules.coverage import UnrecordedClaim
from claimcheck.rules.facts import ArticleFacts, Unrecorded
from claimcheck.rules.ruleset import Ruleset
from claimcheck.rules.severities import Severities

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


# --- as every other finding: waivers, severities, baseline

MASSAGE = "article: {path: page.md, reviewed: 2026-03-01}\nclaims: [{id: a, statement: A., kind: process, quote: It is Monday}]\n"
COMMENT = '<!-- claimcheck-ignore CC102 reason="the shop writes it anew" -->'


def told_of(report: Report) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in report.findings if finding.code != "CC101"]


@pytest.mark.parametrize("name", ["page.md", "page.html"])
def test_a_waiver_in_the_article_hides_the_sentences_that_it_covers(tmp_path: Path, name: str) -> None:
    """The next block, with no claim near; in a web page of another encoding too. It is waived, listed and not unused."""
    p, end = ("<p>", "</p>") if name.endswith("html") else ("", "")
    page = f"{p}It is Monday. Caf\u00e9.{end}\n\n{COMMENT}\n{p}Massage eases leg pain.{end}\n\n{p}Walking lowers blood pressure.{end}\n"
    home = project(tmp_path, MASSAGE.replace("page.md", name), article=None)
    head = '<html><head><meta charset="windows-1252"></head><body><main>' if p else ""
    (home / name).write_text(head + page, encoding="cp1252" if p else "utf-8")
    report = check(home, today=TODAY)
    assert told_of(report) == [("CC102", 6)]
    assert [(finding.code, finding.line) for finding in report.waived] == [("CC102", 4)]
    assert [(one.fault.value, one.waiver.rule) for _, one in waivers_of(Project.at(home), Ruleset(), TODAY)] == [
        ("none", "CC102")
    ]
    assert told_of(check(home, today=TODAY, ignore=["CC102"])) == []


def test_a_waiver_for_nothing_is_told(tmp_path: Path) -> None:
    """Where the sentence is recorded or makes no claim, the comment would hide the next one."""
    home = project(tmp_path, MASSAGE, article=f"{COMMENT}\nIt is Monday.\n")
    assert told_of(check(home, today=TODAY)) == [("CC903", 1)]
    assert told_of(check(home, today=TODAY, select=["CC9"])) == [("CC903", 1)]


def test_its_severity_is_the_houses(tmp_path: Path) -> None:
    """An error on some pages, off on others."""
    home = project(tmp_path, MASSAGE, article="It is Monday. Massage eases leg pain.\n")
    strict = check(home, today=TODAY, severities=Severities(by_path=(("*.md", {"CC102": Severity.ERROR}),)))
    assert [one.severity for one in strict.findings if one.code == "CC102"] == [Severity.ERROR]
    off = check(home, today=TODAY, severities=Severities(by_path=(("*.md", {"CC102": None}),)))
    assert told_of(off) == []


def test_the_baseline_knows_a_sentence_by_its_words(tmp_path: Path) -> None:
    """Lines may move; another sentence is new, and the entry of the one that went is told, also when the rule is ignored."""
    home = project(tmp_path, MASSAGE, article="It is Monday. Massage eases leg pain.\n")
    listed = tmp_path / "baseline.json"
    write_baseline(listed, check(home, today=TODAY))
    page = home / "page.md"
    page.write_text("It is Monday.\n\nMassage eases leg pain.\n")
    assert told_of(check(home, today=TODAY, baseline=listed)) == []
    assert told_of(check(home, today=TODAY, baseline=listed, ignore=["CC102"])) == []
    page.write_text("It is Monday. Yoga improves sleep.\n")
    assert told_of(check(home, today=TODAY, baseline=listed)) == [("CC905", None), ("CC102", 1)]


def test_a_baseline_that_tells_the_kind_of_a_sentence_still_lists_it(tmp_path: Path) -> None:
    """As messages did before."""
    home = project(tmp_path, MASSAGE, article="It is Monday. Massage eases leg pain.\n")
    listed = tmp_path / "baseline.json"
    write_baseline(listed, check(home, today=TODAY))
    listed.write_text(listed.read_text().replace("says here: ", "says here (efficacy): "))
    assert told_of(check(home, today=TODAY, baseline=listed)) == []


@pytest.mark.parametrize(("path", "typed"), [("docs/a-b_c.md", "docs/a-b_c.md"), ("a page's.md", "ARTICLE")])
def test_the_command_can_be_typed_as_it_stands(path: str, typed: str) -> None:
    """In any shell: a path that would need quotes is left to the reader."""
    one = Unrecorded("Massage eases pain.", Location(path, 1, 1))
    (found,) = UnrecordedClaim().check_article(ArticleFacts((one,)))
    assert f"claimcheck extract {typed} --against claims" in found.hint
