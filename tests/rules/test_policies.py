"""Policy packs: what a standard asks, as data."""

from pathlib import Path

import pytest

from claimcheck.errors import UsageError
from claimcheck.model import Kind, Severity
from claimcheck.policies import BUILT_IN, read_policy
from claimcheck.rules.registry import code_of
from claimcheck.thresholds import DEFAULTS


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_pack_says_by_which_standard_and_that_it_is_no_advice(name: str) -> None:
    """Every entry sets something and names the part of the standard."""
    pack = read_policy(name, code_of)
    assert pack.title
    assert pack.standard
    assert pack.compiled == "2026-11-23"
    assert "no legal advice" in pack.notice
    assert all((entry.severity or entry.thresholds) and entry.section and entry.why for entry in pack.entries)
    assert len({entry.code for entry in pack.entries}) == len(pack.entries)


def test_a_pack_sets_severities_and_thresholds() -> None:
    """MEDRS wants reviews for efficacy and makes a missing one an error."""
    pack = read_policy("medrs", code_of)
    assert pack.severities["CC402"] is Severity.ERROR
    changed = DEFAULTS.changed(pack.thresholds)
    assert (changed.level_for(Kind.EFFICACY), changed.level_for(Kind.PREVALENCE)) == (1, 3)


def test_a_house_has_its_own_pack(tmp_path: Path) -> None:
    """A file of the same form, named by its path."""
    (tmp_path / "house.toml").write_text(
        '[[entry]]\nrule = "CC408"\nthresholds = {min-sources = 2}\n[[entry]]\nrule = "abstract-only"\nseverity = "off"\n'
    )
    pack = read_policy(str(tmp_path / "house.toml"), code_of)
    assert (pack.name, pack.thresholds, pack.severities) == ("house", {"min_sources": 2}, {"CC503": None})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "one or more"),
        ("= x", "not a TOML file"),
        (f"x = {'[' * 5000}", "nested too deeply"),
        ("rules = 1", "unknown key 'rules'"),
        ("entry = [1]", "entry 1: expected a table"),
        ('[[entry]]\nrule = "CC999"', "entry 1: there is no rule 'CC999'"),
        ('[[entry]]\nrule = "CC101"\nseverity = "fatal"', "severity is error, warning, note or off, not 'fatal'"),
        ('[[entry]]\nrule = "CC101"\nsection = 3', "section is text"),
        ('[[entry]]\nrule = "CC101"\nthresholds = 3', "thresholds is a table"),
        ('[[entry]]\nrule = "CC101"\nthresholds = {min-source = 3}', "unknown threshold 'min-source'; did you mean 'min-sources'"),
        ('[[entry]]\nrule = "CC101"\nthresholds = {min-sources = 0}', "min-sources: expected a whole number from 1 to 100, got 0"),
    ],
)  # fmt: skip
def test_a_slip_in_a_pack_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    """A pack that silently did nothing would look like compliance."""
    (tmp_path / "house.toml").write_text(text)
    with pytest.raises(UsageError, match=sentence):
        read_policy(str(tmp_path / "house.toml"), code_of)


def test_a_pack_that_is_not_there_gets_a_suggestion() -> None:
    """A misspelt name must not check by the defaults."""
    with pytest.raises(UsageError, match="did you mean 'us-ftc'"):
        read_policy("usftc", code_of)
