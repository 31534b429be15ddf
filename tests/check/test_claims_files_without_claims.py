"""A claims file without claims still names an article: it is looked at like any other."""

from pathlib import Path

import pytest
from support.gate import TODAY, project

from claimcheck.gate import check

EMPTY = ["claims: []", "claims:", "claims: ~", "claims: [ ]  # none yet"]
HEAD = "article: {path: page.md, reviewed: 2026-03-01}\n"


def told(folder: Path, head: str, claims: str, article: str | None = "It is Monday.\n") -> list[tuple[str, int | None]]:
    report = check(project(folder, head + claims + "\n", article=article), today=TODAY)
    return [(one.code, one.line) for one in report.findings]


@pytest.mark.parametrize("claims", EMPTY)
@pytest.mark.parametrize("path", ["nope.md", "../../outside.md", "/etc/hostname", "page.exe"])
def test_an_article_that_cannot_be_read_is_told(tmp_path: Path, path: str, claims: str) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/page.exe").write_text("")
    assert told(tmp_path, HEAD.replace("page.md", path), claims) == [("CC004", 2)]


@pytest.mark.parametrize("claims", EMPTY)
def test_what_it_says_is_told(tmp_path: Path, claims: str) -> None:
    assert told(tmp_path, HEAD, claims, "Yoga improves sleep in adults.\n") == [("CC102", 1)]


@pytest.mark.parametrize("claims", EMPTY)
@pytest.mark.parametrize("reviewed", ["2016-11-20", "2099-01-01", ""])
def test_its_review_is_overdue(tmp_path: Path, claims: str, reviewed: str) -> None:
    head = HEAD.replace(" 2026-03-01", f" {reviewed}")
    assert told(tmp_path, head, claims) == [("CC701", 2)]


@pytest.mark.parametrize("claims", EMPTY)
def test_one_that_is_in_order_is_clean(tmp_path: Path, claims: str) -> None:
    assert told(tmp_path, HEAD, claims) == []
    assert told(tmp_path, "", claims) == []


def test_what_another_file_records_is_recorded(tmp_path: Path) -> None:
    home = project(tmp_path, HEAD + "claims: []\n", article="Yoga improves sleep in adults.\n")
    claim = "{id: yoga, statement: Yoga improves sleep., quote: Yoga improves sleep in adults, needs_source: false, because: x}"
    (home / "b.yaml").write_text(f"claimcheck: 1\n{HEAD}claims:\n  - {claim}\n")
    assert "CC102" not in {one.code for one in check(home, today=TODAY).findings}
