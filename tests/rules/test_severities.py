"""How much a rule matters, by policy and by path."""

from collections.abc import Mapping

import pytest

import claimcheck as cc
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
        ({}, (("./claims/old/*", {"CC999": Severity.NOTE}),), Severity.NOTE),
        ({}, (("claims/**/*.yaml", {"CC999": Severity.NOTE}),), Severity.NOTE),
        ({}, (("claims/**/old/*.yaml", {"CC999": Severity.NOTE}),), Severity.NOTE),
        ({}, (("claims/old", {"CC999": Severity.NOTE}),), Severity.NOTE),
        ({}, (("./claims/", {"CC999": Severity.NOTE}),), Severity.NOTE),
        ({}, (("/srv/claims/", {"CC999": Severity.NOTE}),), Severity.NOTE),
        ({}, (("/claims/old/*", {"CC999": None}),), Severity.WARNING),
        ({}, (("claims/ol", {"CC999": None}),), Severity.WARNING),
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


def test_a_glob_may_begin_at_the_folder_of_the_settings() -> None:
    """As in a .gitignore."""
    severities = Severities(by_path=(("/claims/old", {"CC999": None}), ("/old", {"CC999": Severity.ERROR})))
    assert severities.of(Loud().at(Location("claims/old/a.yaml", 1, 1), "too loud", "")) is None
    assert severities.idle(["claims/old/a.yaml", "page.md"]) == ("/old",)


@pytest.mark.parametrize("label", ["CC101", "cc101", "unsourced-claim"])
def test_a_rule_is_named_by_code_or_name(label: str) -> None:
    """As in a settings file."""
    claim = cc.Claim("Walking eases pain.", id="walk", kind="efficacy")  # type: ignore[arg-type]
    rules: Words = {label: None}
    for severities in (Severities(rules), Severities(by_path=(("*", rules),))):
        assert "CC101" in {one.code for one in cc.check(claim).findings}
        assert "CC101" not in {one.code for one in cc.check(claim, severities=severities).findings}


@pytest.mark.parametrize(("label", "near"), [("CC3O1", "CC301"), ("unsorced-claim", "unsourced-claim")])
def test_what_is_no_rule_is_told(label: str, near: str) -> None:
    """A rule that is meant to be off, or an error, must not be left as it was."""
    rules: Words = {label: None}
    for severities in (Severities(rules), Severities(by_path=(("*", rules),))):
        with pytest.raises(cc.UsageError, match=f"there is no rule '{label}'.*{near}"):
            cc.check(cc.Claim("Walking eases pain."), severities=severities)
