"""`check --fix`: what is mechanical is mended, each time with the smallest change, and nothing else in the file moves."""

import json
import re
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.gate import TODAY, project

from claimcheck.cli.main import main
from claimcheck.fixes import _MENDERS, applied, with_fixes
from claimcheck.gate import check
from claimcheck.model import Report
from claimcheck.project import Project
from claimcheck.rules.selection import FIXABLE

MOVED = "Manual therapies may help some people with sciatica"
NOW = "Manual therapy may help some people with sciatica"

# A claims file for each rule: the lines that a fix may change are marked with `!`; after them what it makes of each, after `=`.
TROUBLE = {
    "CC201": [
        "    citations:",
        '! - pmid: "https://pubmed.ncbi.nlm.nih.gov/99000001/"',
        '= - pmid: "99000001"',
        "        stance: supports",
        "!- {doi: https://doi.org/10.5555/CLAIMCHECK.2, stance: background}",
        "=- {doi: 10.5555/claimcheck.2, stance: background}",
        "!- {pmid: PMC2219647, note: 'a, b'}",
        "=- {pmcid: PMC2219647, note: 'a, b'}",
        "!- pmid: 0099000003",
        "=- pmid: 99000003",
    ],
    "CC204": [
        "    citations:",
        "!- {pmid: 99000001, stance: supports, note: both}",
        '=- {pmid: 99000001, doi: "10.5555/claimcheck.1", stance: supports, note: both}',
        "      - {pmid: 99000002, stance: background}",
        "!- {doi: 10.5555/claimcheck.1, stance: supports}",
    ],
    "CC902": [
        "    waivers:",
        "      - {rule: one-sided, reason: to be looked at, until: 2027-01-01}",
        "!- {rule: unsourced-claim, reason: 'guideline: under review', until: 2026-11-22}",
        "=# - {rule: unsourced-claim, reason: 'guideline: under review', until: 2026-11-22}",
    ],
    "CC705": [
        f"!    quote: {MOVED}",
        f"=    quote: {NOW}",
        "    citations: [{pmid: 99000001, stance: supports}]",
    ],
}
COMMENT = st.sampled_from(["", "# a remark", "    # indented", "      # deeper: {a: b}", "  # 'quoted'"])


def lines_of(code: str) -> tuple[list[str], list[str]]:
    """The file before and after, without comments."""
    head = ["claimcheck: 1", "article: {path: page.md, reviewed: 2026-03-01}", "claims:"]
    other = [
        "  - id: other",
        "    statement: It is a service.",
        "    kind: process",
        "    needs_source: false",
        "    because: x",
    ]
    claim = ["  - id: mine", f"    statement: {NOW}."]
    before, after = [*head, *other, *claim], [*head, *other, *claim]
    for line in TROUBLE[code]:
        mark, text = (line[0], line[1:]) if line[0] in "!=" else ("", line)
        text = f"      {text.lstrip()}" if mark and "quote:" not in text else text
        before += [] if mark == "=" else [text]
        after += [] if mark == "!" else [text]
    return before, after


def found(home: Path) -> Report:
    return check(home, today=TODAY, ignore=("CC102",))


def fix(home: Path, *options: str) -> int:
    return main(
        ["check", str(home), "--isolated", "--fix", "--ignore", "CC102", "--no-cache", "--format", "json", *options]
    )


def test_the_rules_that_can_be_mended_are_listed_where_the_gate_looks() -> None:
    """A rule left out of the list would have no fix, and one without a mender would break the check."""
    assert set(FIXABLE) == set(_MENDERS) == set(TROUBLE)


@pytest.mark.parametrize("code", TROUBLE)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_only_the_named_words_change(code: str, tmp_path: Path, data: st.DataObject) -> None:
    """Whatever comments, line ends and byte order mark there are: the finding goes, the file is else the same, twice is once."""
    before, after = lines_of(code)
    newline, mark = data.draw(st.sampled_from(["\n", "\r\n"])), data.draw(st.sampled_from(["", "\ufeff"]))
    remarks = {
        line: data.draw(COMMENT) for line in dict.fromkeys([*before, *after]) if not line.startswith("claimcheck")
    }
    ends = data.draw(st.booleans())
    tail = newline * ends

    def text(lines: list[str]) -> bytes:
        """A comment before each line that has one; that of a line which becomes another stays."""
        told = dict(zip(before, before, strict=True)) | renamed(before, after)
        written = [one for line in lines for one in (remarks.get(told.get(line, line), ""), line) if one]
        return (mark + newline.join(written) + tail).encode()

    home = project(tmp_path, "")
    file = home / "a.yaml"
    file.write_bytes(text(before))
    report = found(home)
    codes = [one.code for one in report.findings]
    assert code in codes, report.findings
    assert all(one.fix for one in report.findings if one.code == code)
    once = applied(file.read_bytes(), [one.fix for one in report.findings if one.fix])
    gone = [line for line in before if line not in after and line not in renamed(before, after).values()]
    expected = text(after)
    if gone and remarks[gone[0]]:  # the comment above a citation that goes is nobody's to delete
        remark = remarks[gone[0]]
        assert sorted(once.split()) == sorted(expected.split() + remark.encode().split())
    else:
        assert once == expected, "\n".join(unified_diff(expected.decode().splitlines(), once.decode().splitlines()))
    file.write_bytes(once)
    again = found(home)
    assert code not in [one.code for one in again.findings]
    assert all(one.fix is None for one in again.findings)


def renamed(before: list[str], after: list[str]) -> dict[str, str]:
    """Lines of the file after, each with the line that it was."""
    new, old = [line for line in after if line not in before], [line for line in before if line not in after]
    return dict(zip(new, old, strict=False))


def test_the_command_mends_and_reports_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One run mends what another fix uncovers: two spellings of one PMID are one citation in the end."""
    cited = "citations: [{pmid: 'PMID: 99000001'}, {pmid: 99000001, stance: supports, reviewed: {by: editor}}]"
    home = project(
        tmp_path,
        f"article: {{path: page.md, reviewed: 2026-03-01}}\nclaims:\n  - {{id: a, statement: Massage helps., kind: process, {cited}}}\n",
    )
    assert fix(home, "--diff") == 1
    shown = capsys.readouterr()
    assert "-  - {id: a" in shown.out
    assert "+  - {id: a" in shown.out
    assert "PMID: 99000001" in (home / "a.yaml").read_text()
    assert fix(home) == 0
    told = capsys.readouterr()
    assert {one["code"] for one in json.loads(told.out)["findings"]}.isdisjoint(FIXABLE)
    assert "mended CC201" in told.err
    assert "mended CC204" in told.err
    mended = (home / "a.yaml").read_bytes()
    assert b"citations: [{pmid: 99000001, stance: supports, reviewed: {by: editor}}]" in mended
    assert fix(home) == 0
    assert (home / "a.yaml").read_bytes() == mended
    assert "mended" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "claim",
    [
        "citations: [{pmid: 99000001, passage: One.}, {pmid: 99000001, passage: Two.}]",  # both say something
        "citations: [{pmid: 99000001, reviewed: {by: A}}, {doi: 10.5555/claimcheck.1, reviewed: {by: B}}]",
        "citations: [{doi: 17415595}]",  # a bare number may be anything
        "citations: [{pmid: PMC2219647, pmcid: PMC1}]",  # the field is taken
        "waivers: [{rule: CC101, reason: x, until: 2020-01-01}, {rule: CC502, reason: y}]",  # on one line with another
    ],
)
def test_where_a_person_has_to_think_there_is_no_fix(claim: str, tmp_path: Path) -> None:
    home = project(
        tmp_path, f"article: {{path: page.md}}\nclaims:\n  - id: a\n    statement: Massage helps.\n    {claim}\n"
    )
    report = found(home)
    assert {one.code for one in report.findings} & set(FIXABLE)
    assert all(one.fix is None for one in report.findings)


def test_a_file_that_somebody_changed_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was read is not what stands there any more: nothing is written over it."""
    home = project(tmp_path, "claims:\n  - {id: a, statement: Massage helps., citations: [{pmid: PMID 1}]}\n")
    file, theirs = home / "a.yaml", b"claimcheck: 1\nclaims: []\n"

    def meanwhile(report: Report, of: Project) -> Report:
        made = with_fixes(report, of)
        file.write_bytes(theirs)
        return made

    monkeypatch.setattr("claimcheck.fixes.with_fixes", meanwhile)
    assert fix(home) == 2
    assert file.read_bytes() == theirs
    assert "was changed meanwhile" in capsys.readouterr().err


def test_what_is_not_on_the_disk_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = project(tmp_path, "claims:\n  - {id: a, statement: Massage helps.}\n")
    assert main(["check", "--isolated", "--diff", str(home)]) == 2
    assert "give both" in capsys.readouterr().err
    done = subprocess.run(
        [sys.executable, "-m", "claimcheck", "check", "--isolated", "--fix", "-"],
        input=b"claimcheck: 1\nclaims: []\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"leave out -" in done.stderr


def test_sarif_tells_the_same_fixes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program that knows SARIF alone can apply them: lines and columns of code points, the end behind the last."""
    claim = "{id: a, statement: '😀 helps.', citations: [{note: '😀', pmid: 'PMID: 99000001', stance: supports}]}"
    home = project(tmp_path, f"claims:\n  - {claim}\n")
    file = home / "a.yaml"
    main(["check", str(home), "--isolated", "--format", "sarif", "--exit-zero"])
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    (changes,) = [one["fixes"][0]["artifactChanges"] for one in results if "fixes" in one]
    assert changes[0]["artifactLocation"]["uri"].endswith("claims/a.yaml")
    lines = file.read_text().split("\n")
    for one in changes[0]["replacements"]:
        region = one["deletedRegion"]
        assert region["startLine"] == region["endLine"]
        line = lines[region["startLine"] - 1]
        lines[region["startLine"] - 1] = (
            line[: region["startColumn"] - 1] + one["insertedContent"]["text"] + line[region["endColumn"] - 1 :]
        )
    fix(home)
    assert "\n".join(lines) == file.read_text()
    assert re.search(r"pmid: '99000001'", file.read_text())
