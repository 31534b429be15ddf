"""A work that the lock does not know is told, whatever is selected: "not known whether retracted" is not "nothing found"."""

from pathlib import Path
from typing import Any

import pytest
from support.gate import LOCK, TODAY, project

from claimcheck.baseline import write_baseline
from claimcheck.gate import check
from claimcheck.lockfile import Lock
from claimcheck.model import Report
from claimcheck.rules.severities import Severities

CLAIMS = """\
claims:
  - id: known
    statement: Massage may ease leg pain.
    citations: [{pmid: 99000024, stance: supports, reviewed: {by: editor, date: 2026-11-20}}]
  - id: stale
    statement: Massage may ease leg pain in adults.
    citations: [{pmid: 99000099, stance: supports, reviewed: {by: editor, date: 2026-11-20}}]
"""
OFF = {"CC301": None, "CC005": None}
CHOICES: dict[str, dict[str, Any]] = {
    "the rules about notices": {"select": ["CC301", "CC302", "CC306"]},
    "the beginnings of codes": {"select": ["CC3", "CC4", "CC5"]},
    "a name": {"select": ["retracted"]},
    "another rule": {"select": ["CC701"]},
    "one left out": {"ignore": ["CC005"]},
    "one left out by name": {"ignore": ["stale-lock"]},
    "off": {"severities": Severities(OFF)},
    "off for some paths": {"severities": Severities({}, (("*", OFF),))},
}


def unknown(report: Report) -> list[str]:
    return [f"{skip.claim_id}: {skip.reason.split(':')[0]}" for skip in report.skips]


@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES)
@pytest.mark.parametrize("lock", [LOCK, None], ids=["one is new to the lock", "no lock"])
def test_what_was_never_asked_is_a_skip_where_its_finding_is_not_told(
    tmp_path: Path, lock: Lock | None, choice: dict[str, Any]
) -> None:
    report = check(project(tmp_path, CLAIMS, lock=lock), today=TODAY, **choice)
    ids = ["stale"] if lock else ["known", "stale"]
    assert unknown(report) == [f"{one}: not known whether it was retracted" for one in ids]
    assert "PMID 99000099" in report.skips[-1].reason
    assert report.exit_code(require_complete=True) == (3 if report.exit_code() == 0 else 1)


def test_a_lock_that_cannot_be_read_is_told_too(tmp_path: Path) -> None:
    home = project(tmp_path, CLAIMS)
    (home / "evidence.lock.json").write_text("xx")
    report = check(home, today=TODAY, select=["CC301"])
    assert [one for one in report.skips if "evidence.lock.json is not JSON" in one.reason]


def test_the_baseline_does_not_make_it_known(tmp_path: Path) -> None:
    home, listed = project(tmp_path, CLAIMS), tmp_path / "known.json"
    write_baseline(listed, check(home, today=TODAY))
    report = check(home, today=TODAY, baseline=listed)
    assert ([one.code for one in report.findings], report.exit_code(require_complete=True)) == ([], 3)
    assert unknown(report) == ["stale: not known whether it was retracted"]


def test_what_is_told_as_a_finding_is_no_skip_as_well(tmp_path: Path) -> None:
    report = check(project(tmp_path, CLAIMS), today=TODAY)
    assert ([one.code for one in report.findings if one.severity == "error"], report.skips) == (["CC005"], ())


def test_skips_are_left_out_by_their_own_name_alone(tmp_path: Path) -> None:
    report = check(project(tmp_path, CLAIMS), today=TODAY, select=["CC301"], ignore=["CC801"])
    assert report.skips == ()
