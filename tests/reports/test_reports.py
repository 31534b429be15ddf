"""The reports, compared whole with the files in `golden/`.

To accept a change: CLAIMCHECK_TEST_WRITE_GOLDENS=1 python -m pytest tests/reports, then read the difference.
"""

import json
import os
import re
from pathlib import Path

import pytest
from support.gate import TODAY, gate, project
from support.reported import CLAIMS

from claimcheck.errors import UsageError
from claimcheck.gate import check
from claimcheck.model import Finding, Report, Severity, Skip
from claimcheck.reports import render
from claimcheck.reports.plain import plain
from claimcheck.reports.source import source_reader

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """The report of the project above, its paths relative."""
    project(tmp_path, CLAIMS)
    monkeypatch.chdir(tmp_path)
    return check("claims", today=TODAY)


def compare(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("CLAIMCHECK_TEST_WRITE_GOLDENS"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_full(report: Report) -> None:
    """The sentence, the caret, the hint, the citations of open claims, skips, and the counts."""
    compare("full.txt", render(report, "full", source_line=source_reader()))


def test_full_on_a_narrow_terminal(report: Report) -> None:
    """40 columns can be read: only a path, a word or a line of the file may be wider."""
    text = render(report, "full", width=40, source_line=source_reader())
    compare("full-40.txt", text)
    assert all(len(line) <= 40 for line in text.splitlines())


def test_concise(report: Report) -> None:
    """One line a finding, and nothing else."""
    compare("concise.txt", render(report, "concise"))


def test_json(report: Report) -> None:
    """The keys that programs rely on."""
    compare("report.json", render(report, "json"))


def test_json_counts_what_it_lists(report: Report) -> None:
    """The summary agrees with the lists, and the exit code is the one that was decided."""
    data = json.loads(render(report, "json", exit_code=7))
    assert data["exit_code"] == 7
    assert data["summary"]["claims"] == len(data["claims"]) == 7
    open_claims = [claim for claim in data["claims"] if claim["status"] in ("unsourced", "contradicted")]
    assert data["summary"]["unsourced"] == len(open_claims)
    for name in ("findings", "skips", "waived"):
        assert data["summary"][name] == len(data[name]) > 0
    counts = data["summary"]
    assert counts["sourced"] + counts["proposed"] + counts["unsourced"] + counts["not_needed"] == counts["claims"]


def test_a_clean_report_is_one_line() -> None:
    """Nothing to say but the counts; `concise` says nothing."""
    counts = "0 claims: 0 sourced, 0 proposed, 0 unsourced, 0 not needed; 0 findings, 0 skips, 0 waived\n"
    assert render(Report(), width=100) == counts
    assert render(Report(), "concise") == ""


def test_another_format_is_a_usage_error() -> None:
    """The formats are listed."""
    with pytest.raises(UsageError, match="full, concise, grouped, json"):
        render(Report(), "xml")


def test_colour_only_where_asked_for(report: Report) -> None:
    """Colour adds escapes and takes nothing away."""
    plain_text, coloured = render(report), render(report, colour=True)
    assert "\x1b" not in plain_text
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain_text
    assert coloured != plain_text


def test_plain_keeps_what_people_write() -> None:
    """Letters of any script, joiners and emoji stay; an escape is shown by its number."""
    assert plain("Ärzte – 痛み می‌خواهم 👩‍⚕️") == "Ärzte – 痛み می‌خواهم 👩‍⚕️"
    assert plain("\x1b[1m") == r"\x1b[1m"
    assert plain("a\u00a0b\nc") == "a b c"


def test_many_skips_do_not_flood() -> None:
    """The reasons are grouped, and only the first few are told."""
    skips = tuple(Skip(f"claim-{n}", f"reason {n % 40}") for n in range(200))
    text = render(Report(skips=skips))
    assert "200 could not be checked:" in text
    assert "reason 0 (claim-0, claim-40, claim-80 and 2 more)" in text
    assert len(text.splitlines()) < 12


def test_the_caret_stands_below_its_column_in_wide_text() -> None:
    """Characters that fill two columns push the caret; a long line is cut around it."""
    finding = Finding("CC101", "unsourced-claim", Severity.ERROR, "m", "p", 1, 5)
    text = render(Report(findings=(finding,)), source_line=lambda path, line: "痛み: x")
    assert "    | 痛み: x\n    |       ^\n" in text
    far = Finding("CC101", "unsourced-claim", Severity.ERROR, "m", "p", 1, 501)
    shown = render(Report(findings=(far,)), width=60, source_line=lambda path, line: "." * 500 + "X" + "." * 500)
    line, caret = (row for row in shown.splitlines() if row.startswith("    | "))
    assert line[caret.index("^")] == "X"
    assert len(line) <= 60


def test_a_source_that_has_gone_costs_only_the_caret(tmp_path: Path) -> None:
    """A file removed or spoilt after the check is no crash."""
    report = gate(tmp_path, CLAIMS)
    (tmp_path / "claims" / "a.yaml").write_bytes(b"\xff")
    assert "^" not in render(report, source_line=source_reader())
    assert "CC101 unsourced-claim error" in render(report, source_line=source_reader())
