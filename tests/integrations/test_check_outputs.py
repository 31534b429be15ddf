"""Where the check command's report goes: formats, files, colour, severities, stdin, and GitHub Actions."""

import datetime as dt
import io
import json
import sys
from pathlib import Path

import pytest
from support.gate import project
from support.journeys import Ran, Run

from claimcheck.cli.main import Surroundings, main
from claimcheck.cli.reporting import wants_colour

CLAIMS = """\
claims:
  - {id: bare, statement: Massage cures., kind: efficacy}
  - {id: vague, statement: Swimming keeps backs young., attributed_to: {vague: studies show}, kind: opinion}
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``claimcheck check`` in a small project, with none of this machine's settings."""
    for name in (
        "NO_COLOR",
        "FORCE_COLOR",
        "GITHUB_ACTIONS",
        "GITHUB_STEP_SUMMARY",
        "GITHUB_WORKSPACE",
        "CI_PROJECT_DIR",
        "CLAIMCHECK_FORMAT",
    ):
        monkeypatch.delenv(name, raising=False)
    project(tmp_path, CLAIMS)
    monkeypatch.chdir(tmp_path)

    def running(*arguments: str) -> Ran:
        capsys.readouterr()
        code = main(["check", "--today", "2026-11-23", *arguments])
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return running


def test_several_files_and_stdout_at_once(run: Run, tmp_path: Path) -> None:
    """Each file holds its own format, stdout another; the files are the same however wide the terminal is."""
    done = run(
        "--output", "sarif=out.sarif", "--output=junit=out.xml", "--output", "full=out.txt", "--format", "concise"
    )
    assert done.code == 1
    assert json.loads((tmp_path / "out.sarif").read_text())["version"] == "2.1.0"
    assert (tmp_path / "out.xml").read_text().startswith("<?xml")
    assert done.out.startswith("claims/a.yaml:3:6: CC101 ")
    first = (tmp_path / "out.txt").read_bytes()
    run("--output", "full=out.txt", "--color", "always")
    assert (tmp_path / "out.txt").read_bytes() == first
    assert b"\x1b" not in first
    assert not list(tmp_path.glob(".*tmp"))


@pytest.mark.parametrize("option", ["sarif", "sarif=", "=out"])
def test_an_output_that_names_no_format_or_file_is_wrong_usage(run: Run, option: str) -> None:
    """One sentence with the formats; nothing is checked."""
    done = run("--output", option)
    assert done.code == 2
    assert "FORMAT=FILE" in done.err


def test_an_output_that_cannot_be_written_is_a_sentence(run: Run) -> None:
    """A folder that does not exist; the same file twice."""
    done = run("--output", "json=nowhere/out.json")
    assert (done.code, done.out) == (2, "")
    assert "nowhere/out.json cannot be written: No such file or directory" in done.err
    assert "same file" in run("--output", "json=out", "--output", "csv=./out").err


@pytest.fixture
def sources(run: Run, tmp_path: Path) -> Path:
    """What people keep in a project, read by a command or not."""
    (tmp_path / "claims" / "b.yaml").write_text("article: {path: ../page.md}\n" + CLAIMS.replace("id: ", "id: b-"))
    (tmp_path / "elsewhere.yml").write_text("claims:\n  - {id: c, statement: Walking helps.}\n")
    (tmp_path / "page.md").write_text("Massage cures.\n")
    (tmp_path / "claimcheck.toml").write_text("")
    (tmp_path / "pyproject.toml").write_text("[tool.claimcheck]\n")
    (tmp_path / "own.toml").write_text("")
    (tmp_path / "claimcheck-baseline.json").write_text('{"format": "claimcheck-baseline/1", "known": []}')
    (tmp_path / "link").symlink_to("page.md")
    return tmp_path


SOURCES = (
    "claims/a.yaml",
    "claims/b.yaml",
    "elsewhere.yml",
    "page.md",
    "link",
    "claimcheck.toml",
    "pyproject.toml",
    "own.toml",
    "claimcheck-baseline.json",
    "claims/evidence.lock.json",
)


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize(
    "words",
    [
        "check --output json=other --output markdown={}",
        "cite --format bibtex --output {}",
        "cite --format csl-json --write --output {}",
        "audit --date 2026-11-23 --output {}",
    ],
)
def test_an_output_never_takes_the_place_of_a_source(
    words: str, name: str, sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Claims files belong to people, and so do articles and settings; a lock is the desk's. Nothing at all is written."""
    before = {path: path.read_bytes() for path in sources.rglob("*") if path.is_file()}
    assert main([*words.format(name).split(), "--config", "own.toml"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert f"--output {name} would overwrite what is " in told.err
    assert {path: path.read_bytes() for path in sources.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("words", ["check --output json={}", "cite --format csl-json --output {}"])
def test_an_output_takes_its_own_place_again(words: str, run: Run, tmp_path: Path) -> None:
    """Whatever its name ends in: what is refused is what somebody wrote."""
    for _ in range(2):
        assert main(words.format("out.yaml").split()) < 2
        assert (tmp_path / "out.yaml").read_bytes()[:1] in b"[{"


def test_min_severity_changes_what_is_shown_and_not_the_verdict(run: Run) -> None:
    """--fail-on decides the exit code, whatever is shown; what is hidden is counted."""
    everything = json.loads(run("--format", "json").out)
    warnings = [one for one in everything["findings"] if one["severity"] == "warning"]
    assert warnings
    shown = run("--format", "json", "--min-severity", "error", "--fail-on", "warning", "--ignore", "CC101")
    data = json.loads(shown.out)
    assert (shown.code, data["exit_code"]) == (1, 1)
    assert data["findings"] == []
    assert data["summary"]["hidden"] == len(warnings)
    assert f"and {len(warnings)} below --min-severity" in " ".join(run("--min-severity", "error").out.split())


def test_what_could_not_be_checked_is_told_and_exit_3_says_why(run: Run, tmp_path: Path) -> None:
    """Beside formats of findings alone in one line; where --min-severity hides it the exit code still has a reason."""
    cited = "citations: [{pmid: 99000097, stance: supports, reviewed: {by: Ada, date: 2026-11-20}}]"
    (tmp_path / "claims" / "a.yaml").write_text(
        f"claimcheck: 1\nclaims:\n  - {{id: a, statement: Massage helps., {cited}}}\n"
    )
    concise = run("--format", "concise", "--select", "CC801")
    assert concise.out == ""
    assert concise.err.startswith("claimcheck: 1 check could not be made: 1 × ")
    hidden = run("--format", "concise", "--min-severity", "error", "--require-complete", "--select", "CC801")
    assert (hidden.code, hidden.out) == (3, "")
    assert hidden.err == "claimcheck: exit 3: 1 check could not be made (--require-complete)\n"


def test_in_github_actions_the_usual_format_is_annotations_with_a_summary(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The summary page keeps what earlier commands wrote; flag, variable and settings file each override the format."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    page = tmp_path / "summary.md"
    page.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    done = run()
    assert done.out.startswith("::error file=claims/a.yaml,line=3,col=6,title=CC101 unsourced-claim::")
    assert page.read_text().startswith("before\n## claimcheck\n")
    assert "\n| claims/a.yaml:3:6 · bare |" in page.read_text()
    assert run("--format", "concise").out.startswith("claims/a.yaml:3:6: CC101")
    (tmp_path / "claimcheck.toml").write_text('format = "grouped"\n')
    assert run().out.startswith("claims/a.yaml (")
    monkeypatch.setenv("CLAIMCHECK_FORMAT", "csv")
    assert run().out.startswith("path,line,")


def test_a_summary_that_cannot_be_written_costs_only_the_summary(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The verdict does not hang on a page."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "/nowhere/summary.md")
    done = run()
    assert done.code == 1
    assert "the step summary cannot be written" in done.err


@pytest.mark.parametrize(
    ("variables", "option", "coloured"),
    [
        ({}, "auto", False),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "0"}, "auto", False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"NO_COLOR": "1"}, "always", True),
        ({"FORCE_COLOR": "1"}, "never", False),
    ],
)
def test_colour(
    run: Run, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], option: str, coloured: bool
) -> None:
    """--color before NO_COLOR before FORCE_COLOR before the terminal."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("--color", option).out) is coloured


@pytest.mark.parametrize(("terminal", "coloured"), [("xterm", True), ("dumb", False)])
def test_colour_on_a_terminal(monkeypatch: pytest.MonkeyPatch, terminal: str, coloured: bool) -> None:
    """A dumb terminal, as in an editor's shell, would show the escapes."""
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    around = Surroundings(screen, screen, {"TERM": terminal}, Path(), dt.date(2026, 11, 23))
    assert wants_colour("auto", around) is coloured


def test_a_claims_file_on_stdin(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an editor has not saved yet is checked under its name, with the lock and the article beside it."""
    unsaved = "claimcheck: 1\narticle: {path: page.md}\nclaims:\n  - {id: new, statement: Ä New., quote: lost words}\n"
    stdin = io.TextIOWrapper(io.BytesIO(unsaved.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    done = run("-", "--stdin-filename", "claims/a.yaml", "--format", "full")
    assert done.code == 1
    assert "claims/a.yaml:4:6 CC101 unsourced-claim error" in done.out
    assert "    |   - {id: new, statement: Ä New., quote: lost words}\n" in done.out
    assert "CC702 quote-not-found" in done.out
    assert "bare" not in done.out


def test_stdin_beside_other_paths_is_wrong_usage(run: Run) -> None:
    """Two kinds of input at once, and a name for nothing."""
    assert run("-", "claims").code == 2
    assert "give - as the path" in run("--stdin-filename", "claims/a.yaml").err


def test_html_by_the_command_shows_the_article(run: Run, tmp_path: Path) -> None:
    """The command reads the article that the page shows."""
    (tmp_path / "claims" / "a.yaml").write_text(
        "claimcheck: 1\narticle: {path: page.md}\nclaims:\n  - {id: a, statement: A., quote: eases leg pain}\n"
    )
    run("--output", "html=page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<a id=quote-1 class="mark unsourced found" href="#claim-1">eases leg pain<sup' in text


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_a_run_below_the_checkout_tells_paths_as_the_host_counts_them(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    """Annotations, SARIF and code quality are looked up from the top of the repository; people's formats are as they were."""
    monkeypatch.setenv(variable, str(tmp_path.parent))
    here = tmp_path.name
    assert f"file={here}/claims/a.yaml,line=3" in run("--format", "github").out
    (result, *_) = json.loads(run("--format", "sarif").out)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == f"{here}/claims/a.yaml"
    assert json.loads(run("--format", "gitlab").out)[0]["location"]["path"] == f"{here}/claims/a.yaml"
    (diagnostic, *_) = json.loads(run("--format", "rdjson").out)["diagnostics"]
    assert diagnostic["location"] == {"path": f"{here}/claims/a.yaml", "range": {"start": {"line": 3, "column": 6}}}
    assert run("--format", "concise").out.startswith("claims/a.yaml:3:6")
    monkeypatch.setenv(variable, str(tmp_path))
    assert "file=claims/a.yaml,line=3" in run("--format", "github").out
    monkeypatch.setenv(variable, str(tmp_path / "claims"))
    assert "file=claims/a.yaml,line=3" in run("--format", "github").out
