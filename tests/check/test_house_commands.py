"""How a house checks: baseline, policy, severities by path, and the commands that show them."""

import json
import os
from pathlib import Path

import pytest
from support.gate import TODAY, project

from claimcheck.baseline import read_baseline
from claimcheck.cli.main import main
from claimcheck.errors import UsageError

CLAIMS = """\
claims:
  - {id: bare, statement: Massage helps., kind: efficacy}
  - {id: old, statement: Massage may help., citations: [{pmid: 99000010, stance: supports, reviewed: {by: e}}]}
"""


class Cli:
    """The command line in a project; after a call `out` and `err` hold what it wrote."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys, self.out, self.err = folder, capsys, "", ""

    def __call__(self, *arguments: str) -> int:
        dated = ("--today", str(TODAY)) if arguments[0] in ("check", "waivers") else ()
        code = main([*arguments, *dated])
        self.out, self.err = self.capsys.readouterr()
        return code

    def settings(self, text: str) -> None:
        (self.folder / "claimcheck.toml").write_text(text)

    def claims(self, text: str) -> None:
        project(self.folder, text)


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    monkeypatch.chdir(tmp_path)
    project(tmp_path, CLAIMS)
    return Cli(tmp_path, capsys)


# --- baseline


def test_a_baseline_lets_an_old_site_start_clean_and_new_faults_fail(cli: Cli) -> None:
    """What was there is known; lines may move; another statement or another fault is new."""
    assert cli("check", "--write-baseline") == 0
    assert "claimcheck-baseline.json lists 2 findings (before: 0)" in cli.err
    assert cli("check", "--baseline", "claimcheck-baseline.json", "--format", "concise") == 0
    assert cli.out == ""
    assert "2 known findings" in cli.err
    for name in ("full", "markdown", "html"):
        cli("check", "--baseline", "claimcheck-baseline.json", "--format", name)
        assert "2 known from the baseline" in " ".join(cli.out.split())
    assert "<summary>1 known from the baseline</summary><ul><li>CC101 no citation" in cli.out
    cli("check", "--baseline", "claimcheck-baseline.json", "--format", "json")
    told = json.loads(cli.out)
    assert told["findings"] == []
    assert told["summary"]["known"] == len(told["known"]) == 2
    assert {one["code"] for one in told["known"]} == {"CC101", "CC403"}
    cli.claims("\n\n" + CLAIMS.replace("Massage helps.", "massage   helps."))
    assert cli("check", "--baseline", "claimcheck-baseline.json") == 0
    cli.claims(CLAIMS.replace("Massage helps.", "Massage cures."))
    assert cli("check", "--baseline", "claimcheck-baseline.json") == 1
    cli.claims(CLAIMS + "  - {id: new, statement: Heat helps.}\n")
    assert cli("check", "--baseline", "claimcheck-baseline.json", "--format", "concise") == 1
    assert cli.out.startswith("claims/a.yaml:5")


def test_a_baseline_ratchets_down(cli: Cli) -> None:
    """What was mended is told until the baseline is written anew, and then it cannot come back unseen."""
    cli("check", "--write-baseline")
    cli.settings('baseline = "claimcheck-baseline.json"\n')
    cli.claims(CLAIMS.replace("99000010", "99000024"))
    assert cli("check", "--format", "concise") == 0
    assert "CC905 old: CC403 no longer occurs for 'massage may help.'" in cli.out
    assert cli("check", "--write-baseline") == 0
    assert "lists 1 findings (before: 2)" in cli.err
    assert "CC905" not in cli.out
    cli.claims(CLAIMS)
    cli("check", "--format", "concise")
    assert "CC403" in cli.out


def test_a_baseline_grows_only_when_asked(cli: Cli) -> None:
    """Writing it anew to be rid of what was mended does not let new faults in."""
    cli("check", "--write-baseline")
    cli.settings('baseline = "claimcheck-baseline.json"\n')
    cli.claims(CLAIMS.replace("99000010", "99000024") + "  - {id: new, statement: Heat helps.}\n")
    assert cli("check", "--write-baseline") == 1
    assert "lists 1 findings (before: 2)" in cli.err
    assert "1 new findings are not listed: mend them, or add --grow-baseline" in cli.err
    assert cli("check", "--write-baseline", "--grow-baseline") == 0
    assert "lists 2 findings (before: 1)" in cli.err


def test_what_is_chosen_is_all_that_is_shown(cli: Cli) -> None:
    """Rules, and a least severity, leave out the citations and skips that belong to the others; the verdict of all stays."""
    cited = "claims:\n  - {id: a, statement: A., kind: efficacy, citations: [{pmid: 99000097, stance: inconclusive}]}\n"
    cli.claims(cited)
    assert cli("check", "--format", "full") == 1
    assert "a is unsourced; it cites:" in cli.out
    assert "could not be checked" in cli.out
    assert cli("check", "--format", "full", "--select", "CC9") == 0
    assert "it cites" not in cli.out
    cli("check", "--format", "full", "--ignore", "CC801")
    assert "could not be checked" not in cli.out
    assert cli("check", "--min-severity", "error") == 1
    assert "could not be checked" not in cli.out
    assert "below --min-severity" in " ".join(cli.out.split())


def test_two_faults_of_one_rule_need_two_entries(cli: Cli) -> None:
    """A second unsourced copy of a known fault on the same claim is new."""
    twice = "claims:\n  - {id: a, statement: A., needs_source: false, because: b, citations: [{pmid: 99000005, stance: background}"
    cli.claims(f"{twice}]}}\n")
    cli("check", "--write-baseline")
    cli.claims(f"{twice}, {{doi: 10.5555/claimcheck.5, stance: background}}]}}\n")
    cli("check", "--baseline", "claimcheck-baseline.json", "--format", "concise")
    assert cli.out.count("CC302") == 1


def test_the_baseline_has_the_same_bytes_each_time_and_lists_whatever_is_selected(cli: Cli) -> None:
    """Sorted, one entry a line, so that a pull request shows what was mended."""
    cli("check", "--write-baseline=first.json")
    cli("check", "--write-baseline=second.json", "--select", "CC101")
    first = (cli.folder / "first.json").read_bytes()
    assert first == (cli.folder / "second.json").read_bytes()
    lines = first.decode().splitlines()[3:5]
    assert [json.loads(line.strip(" ,"))["claim"] for line in lines] == ["bare", "old"]
    assert first.endswith(b"\n")


@pytest.mark.parametrize(
    "claims",
    [
        "claims: [\n",
        "claims:\n  - {id: a, statment: A., needs_source: false}\n",
        "claims:\n  - {id: a, statement: A., kind: efficcy, needs_source: false}\n",
        "claims:\n  - {statement: A., needs_source: false}\n",
    ],
)
def test_claims_that_cannot_be_read_are_never_known(claims: str, cli: Cli) -> None:
    """They would go unchecked for good; an older list that has them is not heard."""
    cli.claims(claims)
    assert cli("check", "--write-baseline") == 1
    assert cli("check", "--baseline", "claimcheck-baseline.json", "--format", "json") == 1
    found = json.loads(cli.out)["findings"]
    known = [{"claim": one["claim_id"] or one["path"], "rule": one["code"], "statement": ""} for one in found]
    (cli.folder / "old.json").write_text(json.dumps({"format": "claimcheck-baseline/1", "known": known}))
    assert cli("check", "--baseline", "old.json", "--format", "json") == 1
    assert json.loads(cli.out)["findings"] == found


@pytest.mark.parametrize("target", ["claims", "claims/a.yaml"])
def test_the_baseline_is_not_written_over_claims(cli: Cli, target: str) -> None:
    """`--write-baseline claims/` names the claims, not a file to write."""
    before = (cli.folder / "claims" / "a.yaml").read_bytes()
    assert cli("check", "--write-baseline", target) == 2
    assert "is no baseline" in cli.err
    assert (cli.folder / "claims" / "a.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"format": "x"}', '{"format": "claimcheck-baseline/1"}', '{"format": "claimcheck-baseline/1", "known": [{"claim": "a", "rule": 1, "statement": ""}]}', "\ud800"]
)  # fmt: skip
def test_a_broken_baseline_is_a_usage_error(tmp_path: Path, text: str) -> None:
    """Never taken for an empty one."""
    (tmp_path / "b.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(UsageError, match=r"b\.json"):
        read_baseline(tmp_path / "b.json")
    with pytest.raises(UsageError, match="cannot read the baseline"):
        read_baseline(tmp_path / "none.json")


# --- severities and policies


def test_a_rule_is_off_or_milder_on_some_paths(cli: Cli) -> None:
    """The last glob that fits wins; a path fits from any folder above it."""
    cli.settings('[severity]\n"claims/*" = {CC101 = "warning", outdated-evidence = "off"}\n')
    assert cli("check") == 0
    assert "CC101 unsourced-claim warning" in cli.out
    assert "CC403" not in cli.out
    assert cli("check", str(cli.folder / "claims")) == 0
    cli.settings(
        '[severity]\n"claims/*" = {CC101 = "warning"}\n"claims/a.yaml" = {CC101 = "error"}\n"other/*" = {CC101 = "off"}\n'
    )
    assert cli("check") == 1
    cli.settings('[severity]\n"claims/*" = {CC999 = "warning"}\n')
    assert cli("check") == 2
    assert "there is no rule 'CC999'" in cli.err


def test_a_glob_that_fits_no_file_is_told(cli: Cli) -> None:
    """Claims files, the lock and articles may be meant, also those of claims that cannot be read; other files, when some are named."""
    cli.claims("article: {path: page.md}\nclaims:\n  - {id: a, statement: A., kind: no}\n")
    globs = ("./claims/*", "claims", "page.*", "claims/*.json", "claim/*", "/page")
    cli.settings("[severity]\n" + "".join(f'"{glob}" = {{CC101 = "error"}}\n' for glob in globs))
    cli("check")
    told = [line.split(" fits none ")[0] for line in cli.err.splitlines() if "globs count from" in line]
    assert told == [f"claimcheck: claimcheck.toml: severity: '{glob}'" for glob in ("claim/*", "/page")]
    cli("check", "claims/a.yaml")
    assert "fits none" not in cli.err


def test_a_policy_holds_claims_to_more_and_the_settings_go_before_it(cli: Cli) -> None:
    """Flag, setting, or a house's own file beside the settings."""
    cli.claims(
        "claims:\n  - {id: a, statement: Massage may help., kind: efficacy, citations: [{pmid: 99000025, stance: supports, reviewed: {by: e}}]}\n"
    )
    assert cli("check") == 0
    assert cli("check", "--policy", "medrs", "--format", "full") == 1
    assert "needs level 1" in cli.out
    cli.settings('policy = "medrs"\n')
    assert cli("check") == 1
    cli.settings('policy = "medrs"\n[rules]\nlevels = {efficacy = 2}\n')
    assert cli("check") == 0
    (cli.folder / "house.toml").write_text(
        '[[entry]]\nrule = "too-few-sources"\nseverity = "error"\nthresholds = {min-sources = 2}\n'
    )
    cli.settings('policy = "house.toml"\n')
    os.chdir(cli.folder / "claims")
    assert cli("check", "a.yaml") == 1
    assert "the house asks for 2" in cli.out


def test_policies_are_listed_and_shown(cli: Cli) -> None:
    """What a pack sets, by which standard, and that it is no legal advice."""
    assert cli("policy", "list") == 0
    assert [line.split()[0] for line in cli.out.splitlines()] == ["medrs", "us-ftc", "uk-cap", "au-ahpra"]
    assert cli("policy", "show", "medrs") == 0
    assert "CC402 primary-only: error\n    Prefer reviews" in cli.out
    assert "levels = efficacy 1, comparison 1, safety 2" in cli.out
    assert "no legal advice" in cli.out
    assert cli("policy", "show", "medr") == 2
    assert "did you mean 'medrs'" in cli.err


# --- waivers


def test_waivers_are_listed(cli: Cli) -> None:
    """Where each stands, for which claim, and what it comes to."""
    waiver = "waivers: [{rule: CC101, reason: soon, until: 2026-12-01, by: editor}, {rule: CC303, reason: soon}]"
    cli.claims(f"claims:\n  - {{id: bare, statement: Massage helps., {waiver}}}\n")
    assert cli("waivers") == 0
    assert "claims/a.yaml:3:" in cli.out
    assert "bare: CC101 in use until 2026-12-01 by editor: soon\n" in cli.out
    assert "bare: CC303 hides nothing: soon\n" in cli.out
    assert "2 waivers" in cli.err
    assert cli("waivers", "--format", "json") == 0
    assert [(one["claim_id"], one["state"]) for one in json.loads(cli.out)] == [
        ("bare", "in use"),
        ("bare", "hides nothing"),
    ]
