"""The first minute: a word is enough to learn what to do next, and a slip of the pen is answered with what was meant."""

from pathlib import Path

import pytest
from support.journeys import Run, claims_file
from support.papers import MANIPULATION, MANIPULATION_HELPS

from claimcheck.cli.main import main


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
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
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
