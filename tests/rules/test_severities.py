"""How much a rule matters, by policy and by path."""

from collections.abc import Mapping

import pytest

from claimcheck.model import Location, Severity
from claimcheck.rules.base import Rule
from claimcheck.rules.severities import Severities

Words = Mapping[str, Severity | None]


class Loud(Rule):
    """Be loud."""

    code, name = "CC999", "loud"
    severity = Severity.WARNING


FINDING = Loud().at(Location("/srv/claims/old/a.yaml", 1, 1), "too loud", "")


@pytest.mark.parametrize(
    ("everywhere", "by_path", "severity"),
    [
        ({}, (), Severity.WARNING),
        ({"CC999": Severity.ERROR}, (), Severity.ERROR),
        ({"CC999": None}, (("*", {"CC101": Severity.NOTE}),), None),
        ({}, (("claims/old/*", {"CC999": Severity.NOTE}),), Severity.NOTE),
        ({}, (("/srv/*", {"CC999": Severity.NOTE}),), Severity.NOTE),
        ({}, (("claims/new/*", {"CC999": None}),), Severity.WARNING),
        ({}, (("*", {"CC999": None}), ("old/*", {"CC999": Severity.ERROR})), Severity.ERROR),
    ],
)
def test_the_last_glob_that_fits_decides(
    everywhere: Words, by_path: tuple[tuple[str, Words], ...], severity: Severity | None
) -> None:
    """The whole path or its end may fit; before all globs comes the policy, and other rules' words are not heard."""
    told = Severities(everywhere, by_path).of(FINDING)
    assert (told and told.severity) is severity
