"""The gate as a whole: files in, report out."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.gate import LOCK, TODAY, gate, project

from claimcheck.claimfile import ClaimSet, load_claims, read_claims
from claimcheck.errors import UsageError
from claimcheck.gate import check
from claimcheck.lockfile import Lock
from claimcheck.model import Claim, Report, Severity
from claimcheck.rules.registry import RULES
from claimcheck.rules.selection import chosen_codes
from claimcheck.rules.severities import Severities

SOURCED = "citations: [{pmid: 99000001, stance: supports, reviewed: {by: editor}}]"
MIXED = f"""\
claims:
  - {{id: sourced, statement: Massage helps., {SOURCED}}}
  - {{id: bare, statement: Massage cures., kind: efficacy}}
  - {{id: old, statement: Cupping helps., citations: [{{pmid: 99000004, stance: supports, reviewed: {{by: editor}}}}]}}
"""


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


# --- selecting


def test_selecting_and_ignoring_by_code_name_or_beginning() -> None:
    """The more specific selector wins; what was not read or checked is told unless it is ignored."""
    everything = {rule.code for rule in RULES}
    assert chosen_codes() == everything
    always = {"CC001", "CC002", "CC801"}
    assert chosen_codes(["CC3"]) == {code for code in everything if code.startswith("CC3")} | always
    assert chosen_codes(["unsourced-claim", "cc103"]) == {"CC101", "CC103"} | always
    assert chosen_codes(["CC1"], ["CC103"]) == always | {
        "CC101",
        "CC102",
        "CC104",
        "CC105",
        "CC106",
        "CC107",
        "CC108",
        "CC109",
        "CC110",
        "CC111",
        "CC112",
    }
    assert chosen_codes(["CC103"], ["CC1"]) == {"CC103"} | always
    assert chosen_codes([], ["waiver", "CC801"]) == everything - {"CC901", "CC801"}
    assert chosen_codes(["CC101"], ["CC101"]) == always


@pytest.mark.parametrize("selector", ["unsorced-claim", "CC999", "", "X"])
def test_a_selector_that_fits_no_rule_is_a_usage_error(selector: str) -> None:
    """A misspelt rule must not silently check nothing."""
    with pytest.raises(UsageError, match="no rule begins with"):
        chosen_codes([selector])


def test_a_misspelt_selector_gets_a_suggestion() -> None:
    """The nearest rule is named."""
    with pytest.raises(UsageError, match='did you mean "unsourced-claim"'):
        chosen_codes((), ["unsorced-claim"])


def test_selection_changes_what_is_told_not_what_a_waiver_is_worth(tmp_path: Path) -> None:
    """A waiver for a rule that is not selected is not called unused."""
    home = project(tmp_path, "claims:\n  - {id: a, statement: A., waivers: [{rule: CC101, reason: soon}]}\n")
    assert codes(check(home, today=TODAY, select=["CC9"])) == []
    assert codes(check(home, today=TODAY, ignore=["CC101"])) == []


UNREAD = {
    "a quotation without an end": 'claims:\n  - {id: a, statement: "A.}\n',
    "a tag": "claims:\n  - {id: a, statement: !x A.}\n",
    "a claim without a statement": "claims:\n  - {id: a}\n  - {id: b, statement: B., needs_source: false, because: test}\n",
    "a claim without an id": "claims:\n  - {statement: A.}\n",
    "a misspelt list": "clams:\n  - {id: a, statement: A.}\n",
}
"""Claims files of which something was not read."""


@pytest.mark.parametrize("claims", UNREAD.values(), ids=UNREAD)
@pytest.mark.parametrize("selected", [{"select": ["CC3"]}, {"select": ["waiver"]}, {"ignore": ["CC1"]}, {}])
def test_what_was_not_read_is_told_whatever_is_selected(
    claims: str, selected: dict[str, list[str]], tmp_path: Path
) -> None:
    """No rule has looked at it."""
    report = check(project(tmp_path, claims), today=TODAY, **selected)
    assert set(codes(report)) <= {"CC001", "CC002"}
    assert report.exit_code() == 1


@pytest.mark.parametrize("claims", UNREAD.values(), ids=UNREAD)
@pytest.mark.parametrize(
    "silenced",
    [
        {"ignore": ["CC001", "CC002"]},
        {"select": ["CC1"], "ignore": ["CC0"]},
        {"severities": Severities({"CC001": None, "CC002": None})},
        {"severities": Severities(by_path=(("*.yaml", {"CC001": None, "CC002": None}),))},
    ],
)
def test_what_was_not_read_and_shall_not_be_told_is_a_skip(
    claims: str, silenced: dict[str, Any], tmp_path: Path
) -> None:
    """Neither clean nor dirty: whoever wants a complete check is told."""
    report = check(project(tmp_path, claims), today=TODAY, **silenced)
    assert codes(report) == []
    assert all("not read, and so not checked: " in skip.reason for skip in report.skips)
    assert (report.exit_code(), report.exit_code(require_complete=True)) == (0, 3)


# --- the report


def test_findings_are_in_the_order_of_their_places_and_the_same_each_time(tmp_path: Path) -> None:
    """The same input gives the same report."""
    report = gate(tmp_path, MIXED)
    places = [(finding.path, finding.line, finding.column) for finding in report.findings]
    assert codes(report) == ["CC101", "CC101", "CC301"]
    assert places == sorted(places)
    assert report == check(tmp_path / "claims", today=TODAY)


def test_the_verdict_is_the_reports(tmp_path: Path) -> None:
    """Errors end with 1; what could not be checked ends with 3 only where completeness is asked for."""
    assert gate(tmp_path, MIXED).exit_code() == 1
    unseen = "claims:\n  - {id: a, statement: A., citations: [{pmid: 99000021, stance: supports, reviewed: {by: e}}]}\n"
    report = gate(tmp_path, unseen)
    assert (report.exit_code(), report.exit_code(require_complete=True)) == (0, 3)
    ignored = check(tmp_path / "claims", today=TODAY, ignore=["CC801"])
    assert ignored.exit_code(require_complete=True) == 0


def test_verdicts_carry_the_records_of_the_citations(tmp_path: Path) -> None:
    """Reports show title and journal without reading the lock again."""
    verdict = gate(tmp_path, MIXED).verdicts[0]
    assert verdict.papers[0] is not None
    assert verdict.papers[0].title.startswith("Manual therapy for sciatica")


def test_a_claim_set_and_a_lock_in_memory_need_no_files() -> None:
    """The library checks values as well as files."""
    claims = read_claims(f"claimcheck: 1\nclaims:\n  - {{id: a, statement: A., {SOURCED}}}\n".encode())
    assert check(claims, lock=LOCK, today=TODAY).findings == ()
    assert codes(check(claims, lock=Lock(), today=TODAY)) == ["CC005"]


def test_a_claim_set_finds_the_lock_beside_its_files(tmp_path: Path) -> None:
    """Loading first and checking then is the same as checking the path."""
    home = project(tmp_path, MIXED)
    assert check(load_claims(home), today=TODAY) == check(home, today=TODAY)


def test_the_date_is_an_argument(tmp_path: Path) -> None:
    """A waiver holds on its last day and not on the next."""
    home = project(
        tmp_path, "claims:\n  - {id: a, statement: A., waivers: [{rule: CC101, reason: r, until: 2026-11-23}]}\n"
    )
    assert codes(check(home, today=TODAY)) == []
    assert codes(check(home, today=TODAY + dt.timedelta(days=1))) == ["CC101", "CC902"]


# --- paths


def test_a_missing_path_is_a_usage_error(tmp_path: Path) -> None:
    """Never clean on a path that does not exist."""
    with pytest.raises(UsageError, match="does not exist"):
        check(tmp_path / "nowhere")


def test_no_claims_files_is_a_usage_error_unless_allowed(tmp_path: Path) -> None:
    """A folder without claims files is more likely a slip than an empty project."""
    with pytest.raises(UsageError, match="no claims files in"):
        check(tmp_path)
    assert check(tmp_path, allow_empty=True) == Report()


def test_nor_is_nothing_at_all_clean(tmp_path: Path) -> None:
    """Loading first and checking then is the same as checking the path, where there is nothing too."""
    nothings: tuple[ClaimSet | list[Claim], ...] = (load_claims(tmp_path), ClaimSet(), [])
    for nothing in nothings:
        with pytest.raises(UsageError, match="there is nothing to check"):
            check(nothing)
        assert check(nothing, allow_empty=True) == Report()


def test_an_unreadable_file_is_a_finding_beside_the_others(tmp_path: Path) -> None:
    """One broken file hides nothing of the rest, and the rest does not hide it."""
    home = project(tmp_path, MIXED)
    (home / "b.yaml").write_bytes(b"claimcheck: 1\nclaims: [\xff]\n")
    (home / "c.yaml").write_text("claimcheck: 1\nclaims:\n  - {id: bare, statement: Twice., kindd: efficacy}\n")
    report = check([home / "a.yaml", home / "b.yaml", home / "c.yaml"], today=TODAY)
    assert {"CC001", "CC002", "CC003", "CC101", "CC301"} == set(codes(report))
    assert codes(report).count("CC002") == 1


# --- the lock


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"format": "claimcheck-lock/9"}', '{"format": "claimcheck-lock/1", "papers": {"1": {"title": 5}}}'],
)
def test_a_broken_lock_is_one_finding_on_its_file(tmp_path: Path, text: str) -> None:
    """The citations are then not checked, and the report says so; they are not all called stale."""
    home = project(tmp_path, MIXED)
    (home / "evidence.lock.json").write_text(text)
    report = check(home, today=TODAY)
    stale = [finding for finding in report.findings if finding.code == "CC005"]
    assert len(stale) == 1
    assert stale[0].path.endswith("evidence.lock.json")
    assert {skip.claim_id for skip in report.skips} == {"sourced", "old"}
    assert report.exit_code() == 1


def test_without_a_lock_every_citation_is_stale_and_the_remedy_is_told_once(tmp_path: Path) -> None:
    """One `claimcheck refresh` mends them all."""
    report = gate(tmp_path, MIXED, lock=None)
    stale = [finding for finding in report.findings if finding.code == "CC005"]
    assert [finding.claim_id for finding in stale] == ["sourced", "old"]
    assert [finding.hint for finding in stale] == ["claimcheck refresh", ""]


def test_the_lock_can_lie_elsewhere(tmp_path: Path) -> None:
    """The argument goes before the lock beside the claims."""
    home = project(tmp_path, MIXED)
    moved = (home / "evidence.lock.json").rename(tmp_path / "other.json")
    assert "CC005" in codes(check(home, today=TODAY))
    assert "CC005" not in codes(check(home, lock=moved, today=TODAY))


# --- articles

QUOTED = """\
article: {path: PATH, reviewed: 2026-03-01}
claims:
  - {id: a, statement: A., quote: eases leg pain, needs_source: false, because: test}
  - {id: b, statement: B., quote: sciatica, needs_source: false, because: test}
  - {id: c, statement: C., needs_source: false, because: test}
"""


@pytest.mark.parametrize("path", ["missing.md", "../../outside.md", "/etc/hostname", "page.exe", '"pa\\0ge.md"', "."])
def test_an_article_that_cannot_be_read_is_one_finding_and_its_quotes_are_skips(tmp_path: Path, path: str) -> None:
    """The file outside exists, and still is not read."""
    (tmp_path / "outside.md").write_text("eases leg pain")
    (tmp_path / "site").mkdir()
    report = gate(tmp_path / "site", QUOTED.replace("PATH", path))
    assert [(finding.code, finding.severity, finding.line) for finding in report.findings] == [
        ("CC004", Severity.ERROR, 2)
    ]
    assert [skip.claim_id for skip in report.skips] == ["a", "b"]


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    """What counts is where the path ends."""
    (tmp_path / "secret.md").write_text("eases leg pain")
    site = tmp_path / "site"
    site.mkdir()
    home = project(site, QUOTED.replace("PATH", "link.md"))
    (home / "link.md").symlink_to(tmp_path / "secret.md")
    report = check(home, today=TODAY)
    assert codes(report) == ["CC004"]
    assert "outside the project" in report.findings[0].message


def test_an_article_elsewhere_in_the_project_is_read(tmp_path: Path) -> None:
    """The project begins where its settings or its repository lie."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "page.md").write_text("It eases leg pain in sciatica.")
    assert codes(gate(tmp_path, QUOTED.replace("PATH", "../pages/page.md"))) == []


# --- the network


def test_the_gate_loads_no_network_code(tmp_path: Path) -> None:
    """Checking a project with lock, article and lost quote loads no module that could ask somebody."""
    home = project(
        tmp_path,
        QUOTED.replace("PATH", "page.md") + f"  - {{id: d, statement: D., quote: eases lex pain, {SOURCED}}}\n",
    )
    code = f"""
import sys
from claimcheck.gate import check
from claimcheck.reports import render
report = check({str(home)!r})
assert len(report.verdicts) == 4
for name in ("full", "concise", "json"):
    render(report, name)
print([m for m in ("requests", "urllib3", "http.client", "socket", "ssl", "Bio") if m in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
