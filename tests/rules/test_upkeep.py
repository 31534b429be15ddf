"""When an article's review is due, month by month."""

import datetime as dt
from pathlib import Path

import pytest
from support.gate import project

from claimcheck.gate import check
from claimcheck.thresholds import Thresholds

CLAIMS = "article: {{path: page.md, reviewed: {}}}\nclaims:\n  - {{id: a, statement: A., needs_source: false, because: test}}\n"


@pytest.mark.parametrize(
    ("reviewed", "months", "due"),
    [
        ("2025-12-31", 2, dt.date(2026, 2, 28)),
        ("2025-10-31", 2, dt.date(2025, 12, 31)),
        ("2025-11-30", 1, dt.date(2025, 12, 30)),
        ("2025-11-15", 2, dt.date(2026, 1, 15)),
    ],
)
def test_a_review_is_due_on_the_same_day_or_the_last_of_the_month(
    tmp_path: Path, reviewed: str, months: int, due: dt.date
) -> None:
    """On the day itself there is still time; on the next it is overdue."""
    home = project(tmp_path, CLAIMS.format(reviewed))
    house = Thresholds(review_months=months)
    assert [one.code for one in check(home, today=due, thresholds=house, ignore=["CC102"]).findings] == []
    late = check(home, today=due + dt.timedelta(days=1), thresholds=house, ignore=["CC102"])
    assert [one.code for one in late.findings] == ["CC701"]


def test_an_article_without_a_review_is_told_once_at_its_own_place(tmp_path: Path) -> None:
    """However many claims it has; a claim without an article has nothing to be reviewed."""
    claims = "".join(f"  - {{id: {name}, statement: A., needs_source: false, because: test}}\n" for name in "abc")
    home = project(tmp_path, "article: {path: page.md}\nclaims:\n" + claims)
    (home / "b.yaml").write_text("claimcheck: 1\nclaims:\n" + claims.replace("id: ", "id: more-"), encoding="utf-8")
    found = check(home, today=dt.date(2026, 11, 23), ignore=["CC102"]).findings
    assert [(one.code, Path(one.path).name, one.line) for one in found] == [("CC701", "a.yaml", 2)]


@pytest.mark.parametrize("reviewed", ["2026-11-25", "2099-01-01", "9999-11-30", "9999-12-31"])
def test_a_review_on_a_day_to_come_is_none(tmp_path: Path, reviewed: str) -> None:
    """A slip of the finger in the year does not put the next review off."""
    home = project(tmp_path, CLAIMS.format(reviewed))
    report = check(home, today=dt.date(2026, 11, 23), thresholds=Thresholds(review_months=1), ignore=["CC102"])
    assert [(one.code, reviewed in one.message) for one in report.findings] == [("CC701", True)]


@pytest.mark.parametrize("reviewed", ["2026-11-23", "2026-11-24"])
def test_it_may_be_tomorrow_already_where_the_review_was_made(tmp_path: Path, reviewed: str) -> None:
    home = project(tmp_path, CLAIMS.format(reviewed))
    assert check(home, today=dt.date(2026, 11, 23), ignore=["CC102"]).findings == ()
