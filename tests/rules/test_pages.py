"""Every rule's page says what it does, and its examples do what the page says."""

import inspect
import json
import re
from functools import partial
from pathlib import Path

import pytest
from support.gate import TODAY, gate

from claimcheck.baseline import FORMAT
from claimcheck.cli.main import main
from claimcheck.errors import UsageError
from claimcheck.gate import check
from claimcheck.model import Report
from claimcheck.rules.base import Rule
from claimcheck.rules.pages import rule_list, rule_page
from claimcheck.rules.registry import RULES
from claimcheck.testing import check_rule

# CC102 speaks of the whole article, so its page has one of its own.
ARTICLES = {"CC102": "Massage eases leg pain. Walking lowers blood pressure in most adults.\n"}
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def report_of(rule: Rule, folder: Path, example: str) -> Report:
    """The report on one of the page's examples, where what its heading says holds."""
    heading = re.search(r"Failing \((.*)\):", inspect.getdoc(rule) or "")
    where = re.search(r"where `([a-z-]+)` is ([0-9]+)", heading[1]) if heading else None
    thresholds = {where[1]: int(where[2])} if where else None
    options = {"ignore": (), "article": ARTICLES[rule.code]} if rule.code in ARTICLES else {}
    report = gate(folder, example, thresholds=thresholds, **options)
    if heading is None or "where the baseline lists" not in heading[1]:
        return report
    entry = {"claim": "manual-therapy-eases-pain", "rule": "CC101", "statement": "manual therapy eases leg pain."}
    listed = folder / "baseline.json"
    listed.write_text(json.dumps({"format": FORMAT, "known": [entry]}))
    return check(folder / "claims", today=TODAY, baseline=listed)


@each_rule
def test_a_rule_keeps_the_contract(rule: Rule, tmp_path: Path) -> None:
    """Its page has the shape of all pages; what it shows as wrong is found, by this rule, and what it shows as mended is not."""
    check_rule(rule, run=partial(report_of, rule, tmp_path))


def test_codes_and_names_are_unique_and_in_order() -> None:
    """A code or name means one rule, now and later."""
    codes = [rule.code for rule in RULES]
    names = [rule.name for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"CC[1-9][0-9]{2}|CC00[1-9]", code) for code in codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


@pytest.mark.parametrize("label", ["CC103", "cc103", "vague-attribution", " Vague-Attribution "])
def test_a_page_is_found_by_code_or_name(label: str) -> None:
    """An editor may type either, in any case."""
    text = rule_page(label)
    assert text.startswith(
        "CC103 vague-attribution\nSeverity: error for efficacy and safety, else warning\n\nName the work"
    )


@pytest.mark.parametrize(
    ("label", "told"), [("CC3O1", "CC301"), ("vage-attribution", "vague-attribution"), ("CC999", "there is no rule")]
)
def test_an_unknown_page_is_a_usage_error_with_the_nearest_rule(label: str, told: str) -> None:
    """A slip of the pen gets a suggestion."""
    with pytest.raises(UsageError, match=told):
        rule_page(label)


def test_the_list_has_one_line_a_rule() -> None:
    """`claimcheck rule` without a code shows them all."""
    lines = rule_list().splitlines()
    assert [line[:5] for line in lines] == [rule.code for rule in RULES]


@each_rule
def test_the_list_has_a_line_of_each_rule(rule: Rule) -> None:
    """Its code, its name, and what it asks for."""
    (line,) = [line for line in rule_list().splitlines() if line.startswith(rule.code)]
    assert rule.name in line
    assert line.endswith((inspect.getdoc(rule) or "?").partition("\n")[0])


def test_the_command_gives_every_rule_to_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    """`rule --all --format json`: a list; with a code one object; the page is what people read."""
    assert main(["rule", "--all", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in told] == [rule.code for rule in RULES]
    vague = next(one for one in told if one["code"] == "CC103")
    assert (vague["name"], vague["severity"], vague["error_for"]) == (
        "vague-attribution",
        "warning",
        ["efficacy", "safety"],
    )
    assert vague["page"].startswith(vague["summary"])
    assert main(["rule", "vague-attribution", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == vague
    assert main(["rule", "--all"]) == 0
    assert capsys.readouterr().out.count("\nSeverity: ") == len(RULES)
    assert main(["rule", "CC103", "--all"]) == 2
