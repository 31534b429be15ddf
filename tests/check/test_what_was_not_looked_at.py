"""What was not looked at is not gone: neither from the baseline, nor from under a waiver."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.gate import TODAY, project

from claimcheck.baseline import read_baseline
from claimcheck.cli.main import main
from claimcheck.gate import check, waivers_of
from claimcheck.project import Project
from claimcheck.rules.facts import WaiverFault
from claimcheck.rules.ruleset import Ruleset

OLD = "citations: [{pmid: 99000010, stance: supports, reviewed: {by: e}}]"
FIRST = f"""\
article: {{path: page.md, reviewed: 2026-03-01}}
claims:
  - {{id: bare, statement: Massage helps., kind: efficacy}}
  - {{id: old, statement: Massage may help., {OLD}}}
"""
SECOND = f"claimcheck: 1\nclaims:\n  - {{id: other, statement: Heat may help., {OLD}}}\n"
LISTED = "claimcheck-baseline.json"
Harm = Callable[[Path], tuple[str, ...]]
"""What keeps a check from looking at everything; the paths that are checked."""


def harm(path: str, text: str) -> Harm:
    def done(folder: Path) -> tuple[str, ...]:
        (folder / "claims" / path).write_text(text)
        return ("claims",)

    return done


def without_lock(folder: Path) -> tuple[str, ...]:
    (folder / "claims/evidence.lock.json").unlink()
    return ("claims",)


def lock_about_others(folder: Path) -> tuple[str, ...]:
    lock = folder / "claims/evidence.lock.json"
    document = json.loads(lock.read_text())
    lock.write_text(json.dumps({**document, "papers": {}}))
    return ("claims",)


HARM: dict[str, Harm] = {
    "YAML": harm("b.yaml", SECOND + "x: ["),
    "no UTF-8 word": harm("b.yaml", SECOND + "  - {id: x, statement: 'A\x00.'}\n"),
    "claim": harm("b.yaml", SECOND.replace("Heat may help.,", "Heat may help., kind: efficasy,")),
    "statement": harm("b.yaml", SECOND.replace("statement", "statment")),
    "damaged lock": harm("evidence.lock.json", "xx"),
    "lock in conflict": harm("evidence.lock.json", "<<<<<<< a\n{}\n=======\n>>>>>>> b\n"),
    "lock of another format": harm("evidence.lock.json", "{}"),
    "no lock": without_lock,
    "lock about others": lock_about_others,
    "one file": lambda _: ("claims/a.yaml",),
    "other file": lambda _: ("claims/b.yaml",),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two claims files with a baseline."""
    monkeypatch.chdir(tmp_path)
    project(tmp_path, FIRST)
    (tmp_path / "claims/b.yaml").write_text(SECOND)
    (tmp_path / "claimcheck.toml").write_text(f'baseline = "{LISTED}"\n')
    assert main(["check", f"--write-baseline={LISTED}", "--today", str(TODAY)]) == 0
    return tmp_path


@pytest.mark.parametrize("case", HARM.values(), ids=HARM)
def test_what_was_not_examined_stays_in_the_baseline(
    folder: Path, case: Harm, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_baseline(folder / LISTED).entries
    paths = case(folder)
    main(["check", *paths, "--format", "concise", "--today", str(TODAY)])
    assert "CC905" not in capsys.readouterr().out
    main(["check", *paths, "--write-baseline", "--today", str(TODAY)])
    assert "stay listed as they were" in capsys.readouterr().err
    assert read_baseline(folder / LISTED).entries == before


def test_what_stands_on_stdin_is_one_file_of_several(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_baseline(folder / LISTED).entries
    given = io.TextIOWrapper(io.BytesIO((folder / "claims/a.yaml").read_bytes()))
    monkeypatch.setattr(sys, "stdin", given)
    main(["check", "-", "--stdin-filename", "claims/a.yaml", "--write-baseline", "--today", str(TODAY)])
    assert read_baseline(folder / LISTED).entries == before


def test_what_was_mended_or_is_gone_is_told_though_another_file_was_not_looked_at(folder: Path) -> None:
    (folder / "claims/a.yaml").write_text(f"claimcheck: 1\n{FIRST.replace('99000010', '99000024')}")
    found = check("claims/a.yaml", today=TODAY, baseline=LISTED).findings
    assert [one.message.split(" no longer")[0] for one in found if one.code == "CC905"] == ["old: CC403"]
    (folder / "claims/b.yaml").unlink()
    found = check("claims/a.yaml", today=TODAY, baseline=LISTED).findings
    gone = [one.message.split(" no longer")[0] for one in found if one.code == "CC905"]
    assert gone == ["old: CC403", "other: CC403"]


def test_sentences_of_an_article_stay_listed_while_a_claims_file_cannot_be_read(tmp_path: Path) -> None:
    home = project(tmp_path, FIRST, article="Yoga improves sleep.\n")
    listed = tmp_path / LISTED
    main(["check", str(home), f"--write-baseline={listed}", "--today", str(TODAY)])
    assert "CC102" in {one.rule for one in read_baseline(listed).entries}
    (home / "page.md").write_text("It is Monday.\n")
    (home / "b.yaml").write_text("x: [")
    assert "CC905" not in {one.code for one in check(home, today=TODAY, baseline=listed).findings}
    (home / "b.yaml").unlink()
    assert "CC905" in {one.code for one in check(home, today=TODAY, baseline=listed).findings}


WAIVER = "{rule: CC403, reason: a classic, until: 2027-01-31, by: A. Editor}"
COMMENT = '<!-- claimcheck-ignore CC403 until=2027-01-31 reason="a classic" by="A. Editor" -->'
WAIVED = FIRST.replace(OLD, f"{OLD}, waivers: [{WAIVER}]")
COVERED = FIRST.replace("Massage may help.,", "Massage may help., quote: Massage may help,")


def states(home: Path) -> list[str]:
    """What the waivers come to, and the findings about them."""
    found = [one.code for one in check(home, today=TODAY).findings if one.code.startswith("CC90")]
    return [*(one.fault for _, one in waivers_of(Project.at(home), Ruleset(), TODAY)), *found]


@pytest.mark.parametrize(
    "name", ["damaged lock", "lock in conflict", "lock of another format", "no lock", "lock about others"]
)
@pytest.mark.parametrize("claims", [WAIVED, COVERED], ids=["record", "article"])
def test_a_waiver_is_not_unused_where_its_rule_could_not_look(tmp_path: Path, claims: str, name: str) -> None:
    home = project(tmp_path, claims, article=f"{COMMENT if claims is COVERED else ''}\nMassage may help.\n")
    assert states(home) == [WaiverFault.NONE]
    HARM[name](tmp_path)
    assert states(home) == [WaiverFault.UNKNOWN]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kind: efficacy", "kind: efficasy"),
        ("citations: [{", "citations: [{{"),
        ("statement: Massage may", "statment: Massage may"),
        ("claims:", "claims: ["),
        ("id: old", "id: Old One"),
    ],
)
def test_an_articles_waiver_may_cover_a_claim_that_cannot_be_read(tmp_path: Path, before: str, after: str) -> None:
    claims = COVERED.replace("Massage may help., quote", "Massage may help., kind: efficacy, quote")
    home = project(tmp_path, claims.replace(before, after), article=f"{COMMENT}\nMassage may help.\n")
    (home / "b.yaml").write_text("claimcheck: 1\narticle: {path: page.md}\nclaims:\n  - {id: x, statement: Heat.}\n")
    assert states(home) == [WaiverFault.UNKNOWN]


def test_an_articles_waiver_may_cover_a_claim_of_another_file(tmp_path: Path) -> None:
    home = project(tmp_path, COVERED, article=f"{COMMENT}\nMassage may help.\n")
    (home / "b.yaml").write_text("claimcheck: 1\narticle: {path: page.md}\nclaims:\n  - {id: x, statement: Heat.}\n")
    assert states(home / "b.yaml") == [WaiverFault.UNKNOWN]
    assert states(home) == [WaiverFault.NONE]


def test_a_waiver_that_hides_nothing_is_told_where_all_was_looked_at(tmp_path: Path) -> None:
    home = project(tmp_path, WAIVED.replace("99000010", "99000024"), article=f"{COMMENT}\nIt is Monday.\n")
    assert states(home) == [WaiverFault.UNUSED, WaiverFault.UNUSED, "CC903", "CC903"]


def test_the_list_of_waivers_tells_that_the_lock_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    home = project(tmp_path, WAIVED)
    (home / "evidence.lock.json").write_text("xx")
    assert main(["waivers", "--today", str(TODAY)]) == 1
    told = capsys.readouterr()
    assert "old: CC403 not known to hide anything" in told.out
    assert "evidence.lock.json is not JSON" in told.err


@pytest.mark.parametrize("name", ["back.yaml.txt", "x.json", "knee", "old/.hidden.yaml"])
@pytest.mark.parametrize("text", [SECOND, f"\ufeff# ours\n---\n{SECOND}", '{"claimcheck": 1, "claims": []}'])
def test_a_claims_file_under_a_wrong_name_is_told(
    folder: Path, name: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither clean nor dirty, whether it was there before or not."""
    options = ("--baseline", LISTED, "--today", str(TODAY), "--require-complete")
    assert main(["check", *options]) == 0
    (folder / "claims/old").mkdir()
    (folder / "claims" / name).write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["check", *options, "--format", "full"]) == 3
    assert f"claims/{name}" in capsys.readouterr().out
    assert main(["check", *options, "claims/a.yaml", "claims/b.yaml"]) == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml.bak", SECOND),
        ("a.yaml~", SECOND),
        (".a.yaml.swp", SECOND),
        ("notes.txt", "Our claimcheck: 1"),
        ("report.json", "{}"),
    ],
)
def test_a_copy_or_another_file_among_claims_is_left_alone(folder: Path, name: str, text: str) -> None:
    (folder / "claims" / name).write_text(text)
    assert check(folder / "claims", today=TODAY).skips == ()
