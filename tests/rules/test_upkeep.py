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
