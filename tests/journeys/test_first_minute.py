"""The first minute: a word is enough to learn what to do next, and a slip of the pen is answered with what was meant."""

import shlex
from pathlib import Path

import pytest
from support.journeys import Run, claims_file
from support.papers import MANIPULATION, MANIPULATION_HELPS

from claimcheck.cli.main import main
from claimcheck.lockfile import LOCK_NAME, LockUpdate, update_lockfile


def alone(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main([]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_where_nothing_has_begun_the_pages_there_are_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "claims").rmdir()
    assert "Start with three questions: claimcheck init" in alone(capsys)
    (project / "walking.md").write_text("# Walking\n")
    (project / "README.md").write_text("# About\n")
    told = alone(capsys)
    assert "claimcheck extract walking.md --output claims/walking.yaml" in told
    assert "README" not in told


_PAGE = "# Walking\n\nWalking reduces chronic low back pain.\n"
_RECORD = """\
claimcheck: 1
{article}claims:
  - {{id: walk, statement: Walking reduces chronic low back pain., needs_source: false, because: it is an example{more}}}
"""
_NAMED = "article: {path: ../pages/walking.md, reviewed: 2026-11-01}\n"


def _typed(told: str) -> list[str]:
    """The last command that is named, as a shell takes it apart."""
    return shlex.split(told.rpartition("claimcheck ")[2].removesuffix("All commands:").strip())


@pytest.fixture
def pages(project: Path) -> Path:
    (project / "claimcheck.toml").touch()
    (project / "pages").mkdir()
    (project / "pages" / "walking.md").write_text(_PAGE)
    return project


@pytest.mark.parametrize(
    ("article", "folder", "step"),
    [
        (_NAMED, ".", "claimcheck cite"),
        (_NAMED, "claims", "claimcheck cite ."),
        (_NAMED, "pages", "claimcheck cite ../claims"),
        (_NAMED, "pages/more", "claimcheck cite ../../claims"),
        (_NAMED, "claims/more", "claimcheck cite .."),
        ("", ".", "Everything is in order. All"),
        ("", "claims", "Everything is in order. All"),
    ],
)
def test_the_step_works_from_wherever_in_the_project(
    pages: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    article: str,
    folder: str,
    step: str,
) -> None:
    (pages / "claims" / "walk.yaml").write_text(_RECORD.format(article=article, more=""))
    (pages / folder).mkdir(exist_ok=True)
    monkeypatch.chdir(pages / folder)
    told = alone(capsys).removesuffix(" claimcheck --help")
    assert step in told
    assert ("claimcheck cite" in told) == bool(article)
    assert not article or main(_typed(told)) == 0


@pytest.mark.parametrize("folder", ["claims", "pages", "pages/more", "claims/more"])
def test_a_check_beside_the_claims_names_them(
    pages: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    (pages / "claims" / "walk.yaml").write_text(_RECORD.format(article="", more=""))
    (pages / folder).mkdir(exist_ok=True)
    monkeypatch.chdir(pages / folder)
    assert main(["check"]) == 2
    told = capsys.readouterr().err.strip()
    assert "init" not in told
    assert main(["check", told.rpartition("the claims here are in ")[2]]) == 0


@pytest.mark.parametrize("recorded", [[], ["walking"], ["walking", "a b"], ["a b"]])
def test_what_init_names_next_can_be_typed(
    pages: Path, capsys: pytest.CaptureFixture[str], recorded: list[str]
) -> None:
    (pages / "pages" / "a b.md").write_text(_PAGE)
    for name in recorded:
        (pages / "claims" / f"{name}.yaml").write_text(
            _RECORD.format(article=_NAMED, more="").replace("walk,", f"{name[0]},")
        )
    assert main(["init", "--articles", "pages", "--yes"]) == 0
    assert main(_typed(capsys.readouterr().err)) == 0


@pytest.mark.parametrize("recorded", [[], ["walking.yaml"], ["walking.yaml", "walking-2.yaml"]])
def test_what_a_list_of_drafts_names_next_can_be_typed(
    pages: Path, capsys: pytest.CaptureFixture[str], recorded: list[str]
) -> None:
    for name in recorded:
        (pages / "claims" / name).write_text("claimcheck: 1\nclaims: []\n")
    if not recorded:
        (pages / "claims").rmdir()
    assert main(["extract", "pages/walking.md", "--format", "text"]) == 0
    assert main(_typed(capsys.readouterr().err)) == 0


@pytest.mark.parametrize("stance", ["supports", "partly", ""])
def test_what_an_unread_citation_asks_for_names_a_stance_where_there_is_none(
    pages: Path, capsys: pytest.CaptureFixture[str], stance: str
) -> None:
    cited = f", citations: [{{pmid: {MANIPULATION_HELPS.pmid}{f', stance: {stance}' if stance else ''}}}]"
    text = _RECORD.format(article="", more=cited).replace(
        "needs_source: false, because: it is an example", "kind: efficacy"
    )
    (pages / "claims" / "walk.yaml").write_text(text)
    update_lockfile(pages / "claims" / LOCK_NAME, LockUpdate(papers={str(MANIPULATION_HELPS.pmid): MANIPULATION_HELPS}))
    assert main(["check", "--format", "full"]) == 1
    told = " ".join(capsys.readouterr().out.split())
    command = f"claimcheck accept walk {MANIPULATION_HELPS.pmid}"
    assert command in told
    assert (f"{command} --stance …" in told) == (not stance)


_NONE = [
    "claimcheck: 1\nclaims: []\n",
    "# nothing yet\r\nclaimcheck: 1\r\nclaims: [ ]\r\n",
    "{claimcheck: 1, claims: []}\n",
    "claimcheck: 1\narticle: {path: ../walking.md}\nclaims: []\n",
    "claimcheck: 1\ndefaults: {kind: efficacy}\nclaims: []\n",
]


@pytest.mark.parametrize("text", _NONE)
def test_files_without_a_claim_are_the_beginning(project: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    """As after `claimcheck init`: nothing is in order yet, and there is nothing to cite."""
    (project / "claims" / "example.yaml").write_text(text)
    told = alone(capsys)
    assert "There are no claims here yet" in told
    assert "claimcheck extract PAGE --output claims/PAGE.yaml" in told
    assert "Or write the first into claims/example.yaml" in told
    assert ("in order" in told, "claimcheck cite" in told, "claimcheck init" in told) == (False, False, False)
    (project / "walking.md").write_text("# Walking\n")
    assert "claimcheck extract walking.md --output claims/walking.yaml" in alone(capsys)


@pytest.mark.parametrize("form", ["concise", "summary", "full", "json", "github"])
def test_a_check_without_a_claim_says_so(project: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    """On the side, so that what programs read stays as it is; not where only changes are asked for, or nothing could be read."""
    (project / "claims" / "example.yaml").write_text(_NONE[0])
    assert main(["check", "--format", form]) == 0
    assert "claimcheck: there is no claim here yet" in capsys.readouterr().err
    (project / "claims" / "example.yaml").write_text("claimcheck: 1\nclaims: [{id: b}]\n")
    assert main(["check", "--format", form]) == 1
    assert "no claim here yet" not in capsys.readouterr().err


def test_each_step_names_the_next(online: Run, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From a claim without a source to the references."""
    named = "claimcheck: 1\narticle: {path: ../walking.md}"
    (project / "walking.md").write_text(_PAGE)
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION).replace("claimcheck: 1", named))
    assert "Ask PubMed about 1 claim without a source: claimcheck find" in alone(capsys)
    online("find")
    assert "Read what is proposed for 1 claim" in alone(capsys)
    online("accept", MANIPULATION.id, str(MANIPULATION_HELPS.pmid), "--by", "A. Editor")
    told = alone(capsys)
    assert "1 sourced" in told
    assert "claimcheck cite" in told


def test_what_a_search_found_and_what_is_broken_are_told(
    online: Run, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
    online("find")
    online("reject", MANIPULATION.id, str(MANIPULATION_HELPS.pmid), "--by", "A. Editor")
    assert "Read what the search found for 1 claim: claimcheck check --format full" in alone(capsys)
    (project / "claims" / "b.yaml").write_text("claimcheck: 1\nclaims: [{id: b}]\n")
    assert "Mend what cannot be read (1): claimcheck check" in alone(capsys)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["chekc"], "there is no command 'chekc'; did you mean `claimcheck check`?"),
        (["fidn", "--all"], "did you mean `claimcheck find`?"),
        (["zzzz"], "claimcheck --help lists the commands"),
        (["page.md"], "page.md is no command; did you mean `claimcheck extract page.md`?"),
        (["claims"], "claims is no command; did you mean `claimcheck check claims`?"),
        (
            ["check", "page.md"],
            "page.md is an article, not a claims file: draft its claims with claimcheck extract page.md",
        ),
        (["find", "page.md"], "page.md is an article, not a claims file"),
        (["--hlep"], "there is no option --hlep; did you mean --help? (see `claimcheck --help`)"),
        (["--format", "json", "check"], "there is no option --format at this place (see `claimcheck --help`)"),
        (["check", "--formt=json"], "no option --formt; did you mean --format? (see `claimcheck check --help`)"),
        (["judge", "--pmdi", "1"], "there is no option --pmdi; did you mean --pmid?"),
        (["check", "-f", "json"], "unrecognized arguments: -f (see `claimcheck check --help`)"),
        (["accept", "a", "1", "--stance", "support"], "did you mean supports?"),
        (["check", "--min-severity", "eror"], "'eror' is none of error, warning, note; did you mean error?"),
        (["check", "--format", "jsn"], "did you mean json?"),
        (["policy", "lst"], "'lst' is none of list, show; did you mean list? (see `claimcheck policy --help`)"),
        (["check", "--fail-on note"], "'--fail-on note' is one argument: write --fail-on=note, or two (in CI one "),
        (["check", "--grow-baseline"], "--grow-baseline is for --write-baseline: give both"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    (project / "page.md").write_text("# Walking\n")
    assert main(words) == 2
    assert told in capsys.readouterr().err


def test_check_tells_the_worst_and_full_tells_all(run: Run, project: Path) -> None:
    """The usual format is the summary; the former one is there by name."""
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
    usual, full = run("check"), run("check", "--format", "full")
    assert usual.code == full.code == 1
    assert usual.out == run("check", "--format", "summary").out
    assert usual.out.startswith("1 claim: 0 sourced")
    assert MANIPULATION.statement not in usual.out
    assert f"“{MANIPULATION.statement}”" in " ".join(full.out.split())
