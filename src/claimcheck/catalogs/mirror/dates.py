"""Dates in queries and records as numbers such as 20260131, so that a range is a range of numbers."""

import calendar
import datetime as dt
import re

_DATE = re.compile(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?")
_LAST = re.compile(r"last\s+(\d{1,5})\s+(day|week|month|year)s?", re.IGNORECASE)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def span(written: str) -> tuple[int, int] | None:
    """The first and last day that a date such as ``2020``, ``2020/03`` or ``2020/03/05`` may mean; None for no date."""
    found = _DATE.fullmatch(written.strip())
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month == 0 or day == 0 or (month or 1) > 12 or (day or 1) > 31:
        return None
    last = month or 12
    last_day = day or calendar.monthrange(year or 1, last)[1]
    return number(year, month or 1, day or 1), number(year, last, last_day)


def recent(written: str, today: dt.date) -> tuple[int, int] | None:
    """The days of ``last 30 days``; None for other words."""
    found = _LAST.fullmatch(written.strip())
    if found is None:
        return None
    first = today - dt.timedelta(days=min(int(found[1]) * _DAYS[found[2].casefold()], 700_000))
    return number(first.year, first.month, first.day), number(today.year, today.month, today.day)


def day_of(date: int | None) -> dt.date | None:
    """2026-01-31 for 20260131; None for none, and for no day of the calendar."""
    try:
        return dt.datetime.strptime(str(date), "%Y%m%d").date() if date else None
    except ValueError:
        return None


def number(year: int, month: int, day: int) -> int:
    """20260131 for 2026-01-31."""
    return year * 10_000 + month * 100 + day
