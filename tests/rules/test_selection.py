"""Which rules count for the selectors of --select and --ignore."""

import pytest

from claimcheck.errors import UsageError
from claimcheck.rules.registry import RULES, code_of
from claimcheck.rules.selection import chosen_codes, did_you_mean

FIRST = {rule.code for rule in RULES if rule.code.startswith("CC1")}
ALL = {rule.code for rule in RULES}
ALWAYS = {"CC001", "CC002", "CC801"}


@pytest.mark.parametrize(
    ("select", "ignore", "chosen"),
    [
        ([], [], ALL),
        (["CC1"], [], FIRST | ALWAYS),
        (["unsourced-claim"], [], {"CC101"} | ALWAYS),
        (["cc101 ", "UNRE"], [], {"CC101", "CC102", "CC106", "CC004", "CC104"} | ALWAYS),
        ([], ["CC1"], ALL - FIRST),
        (["CC1"], ["CC1"], ALWAYS),
        (["CC1"], ["CC101"], FIRST - {"CC101"} | ALWAYS),
        (["CC", "CC101"], ["CC1"], ALL - FIRST | {"CC101"}),
        (["CC101"], ["CC801"], {"CC101", "CC001", "CC002"}),
        (["CC101"], ["CC0"], {"CC101", "CC801"}),
        (["CC101", "CC001"], ["CC0"], {"CC101", "CC001", "CC801"}),
    ],
)
def test_selectors(select: list[str], ignore: list[str], chosen: set[str]) -> None:
    """A beginning is enough, the more specific one wins, and what was not read or checked is told unless it is ignored."""
    assert chosen_codes(select, ignore) == chosen


@pytest.mark.parametrize("selector", ["", " ", "CC999", "xyz"])
def test_a_selector_that_fits_nothing_is_refused(selector: str) -> None:
    """It would check less, or more, than somebody thinks."""
    with pytest.raises(UsageError, match="no rule begins with"):
        chosen_codes([selector])


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("unsourced-clam", ' (did you mean "unsourced-claim"?)'),
        ("Retracted_Paper", ' (did you mean "retracted-paper"?)'),
        ("cc-905", ' (did you mean "CC905"?)'),
        ("xyz", ""),
    ],
)
def test_the_nearest_rule_is_offered(written: str, hint: str) -> None:
    """By name, else by code."""
    assert did_you_mean(written) == hint


def test_a_rule_is_known_by_code_and_name() -> None:
    """In any case; CC704 was known to waivers before it was checked."""
    for code, name in [*((rule.code, rule.name) for rule in RULES), ("CC704", "wording-drift")]:
        assert code_of(code.lower()) == code_of(name.upper()) == code
    assert code_of("CC999") is None
