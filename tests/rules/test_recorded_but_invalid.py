"""CC102 and drafts where a claim's record is there but cannot be checked: what it quotes is recorded, or it is not known."""

from pathlib import Path

import pytest
from support.gate import TODAY, project

from claimcheck.claimfile import load_claims
from claimcheck.cli.main import main
from claimcheck.gate import check
from claimcheck.model import Report

PAGE = "Walking lowers blood pressure in most adults.\n\nGinger eases morning sickness.\n"
CLAIMS = """\
article: {path: page.md, reviewed: 2026-03-01}
claims:
  - id: walking-lowers
    statement: Walking lowers blood pressure in most adults.
    kind: efficacy
    quote: Walking lowers blood pressure in most adults
    needs_source: true
"""
UNRECORDED = ["Ginger eases morning sickness."]
INVALID = {
    "kind": ("kind: efficacy", "kind: efficasy"),
    "misspelt key": ("statement:", "statment:"),
    "record for text": ("kind: efficacy", "outcome: {a: b}"),
    "flag": ("needs_source: true", "needs_source: maybe"),
    "id": ("id: walking-lowers", "id: Walking Lowers"),
    "no id": ("  - id: walking-lowers\n    statement", "  - statement"),
    "citations": ("needs_source: true", "citations: [{pmid: none, level: 9}, 7]"),
    "waiver": ("needs_source: true", "waivers: {rule: CC101}"),
    "quote with a misspelt key": (
        "quote: Walking lowers blood pressure in most adults",
        "quote: {exact: Walking lowers blood pressure, sufix: in}",
    ),
}
UNCLEAR = {
    "quote": ("quote: Walking lowers blood pressure in most adults", "quote: [Walking lowers]"),
    "quote without words": ("quote: Walking lowers blood pressure in most adults", "quote: {prefix: Walking}"),
    "YAML": ("kind: efficacy", "kind: ["),
    "claims": ("claims:\n  - id", "claims:\n    id"),
    "format": ("article:", "claimcheck: 2\narticle:"),
    "tabs": ("    kind", "\tkind"),
}


def told(report: Report) -> list[str]:
    return [one.message.partition('"')[2].rstrip('"') for one in report.findings if one.code == "CC102"]


def written(folder: Path, change: tuple[str, str]) -> Path:
    assert change[0] in CLAIMS
    return project(folder, CLAIMS.replace(*change), article=PAGE)


@pytest.mark.parametrize("change", INVALID.values(), ids=INVALID)
def test_what_an_invalid_record_quotes_is_recorded(
    tmp_path: Path, change: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    home = written(tmp_path, change)
    report = check(home, today=TODAY)
    assert "CC002" in {one.code for one in report.findings}
    assert told(report) == UNRECORDED
    main(["extract", str(home / "page.md"), "--against", str(home), "--format", "yaml"])
    drafted = capsys.readouterr().out
    assert "Walking lowers" not in drafted
    assert "Ginger" in drafted


@pytest.mark.parametrize("change", UNCLEAR.values(), ids=UNCLEAR)
def test_where_no_quote_can_be_read_it_is_not_known_what_is_recorded(
    tmp_path: Path, change: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    home = written(tmp_path, change)
    (home / "b.yaml").write_text("claimcheck: 1\narticle: {path: page.md}\nclaims: [{id: x, statement: Heat.}]\n")
    report = check(home, today=TODAY)
    assert told(report) == []
    assert any("whether the article says more than is recorded is not known" in one.reason for one in report.skips)
    main(["extract", str(home / "page.md"), "--against", str(home)])
    assert "what it records may be drafted once more" in capsys.readouterr().err


def test_a_file_of_another_article_changes_nothing(tmp_path: Path) -> None:
    home = project(tmp_path, CLAIMS, article=PAGE)
    (home / "b.yaml").write_text("claimcheck: 1\narticle: {path: other.md}\nclaims: [")
    report = check(home, today=TODAY)
    assert told(report) == UNRECORDED
    assert not any("says more" in one.reason for one in report.skips)


def test_a_draft_does_not_take_the_id_of_an_invalid_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = project(
        tmp_path,
        CLAIMS.replace("walking-lowers", "ginger-eases-morning-sickness").replace("efficacy", "x"),
        article=PAGE,
    )
    main(["extract", str(home / "page.md"), "--against", str(home), "--format", "yaml"])
    assert "id: ginger-eases-morning-sickness\n" not in capsys.readouterr().out


def test_a_set_holds_what_can_be_read_of_invalid_claims(tmp_path: Path) -> None:
    home = written(tmp_path, INVALID["kind"])
    found = load_claims(home)
    assert [one.id for one in found] == []
    assert [(one.id, one.quote and one.quote.exact) for one in found.invalid] == [
        ("walking-lowers", "Walking lowers blood pressure in most adults")
    ]
    assert told(check(found, today=TODAY)) == UNRECORDED
