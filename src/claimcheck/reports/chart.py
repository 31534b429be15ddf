"""Counts by status as a stacked bar, for the report and the review alike. Pure."""

from collections.abc import Mapping

from attrs import frozen

from claimcheck.model import ClaimStatus

ORDER = (
    ClaimStatus.CONTRADICTED,
    ClaimStatus.UNSOURCED,
    ClaimStatus.PROPOSED,
    ClaimStatus.SOURCED,
    ClaimStatus.NOT_NEEDED,
)
"""Statuses as pages show them, what asks for a decision first."""


@frozen
class Bar:
    """One part of a stacked bar, in hundredths of its length."""

    status: ClaimStatus
    count: int
    start: float
    length: float


def bars(counts: Mapping[ClaimStatus, int]) -> tuple[Bar, ...]:
    """A stacked bar of a hundred; () where nothing is counted."""
    total, start, found = sum(counts.values()), 0.0, []
    for status in ORDER:
        if count := counts.get(status, 0):
            length = 100 * count / total
            found.append(Bar(status, count, round(start, 3), round(length, 3)))
            start += length
    return tuple(found)
