"""`claimcheck init` starts a project: three questions on a terminal, flags elsewhere, and no file is ever overwritten."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from claimcheck import load_claims
from claimcheck.cli.main import main
from claimcheck.config import load_settings

PAGE = "# Walking\n\nWalking reduces chronic low back pain.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with one page and nothing of ours."""
    monkeypatch.delenv("NCBI_EMAIL", raising=False)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "walking.md").write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> dict[str, str]:
    """Everything that lies there."""
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_without_a_terminal_the_defaults_are_taken_and_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A script gets a project that checks, and is told what was left open."""
    assert main(["init"]) == 0
    out, err = capsys.readouterr()
    assert out == "wrote claimcheck.toml\nwrote claims/example.yaml\n"
    assert "nothing is asked; left at none: --articles, --email, --policy" in err
    assert err.splitlines()[-1] == "claimcheck: next: claimcheck extract ARTICLE --output claims/NAME.yaml"
    assert main(["check"]) == 0


def test_the_example_becomes_a_claim_when_its_marks_are_taken_away(folder: Path) -> None:
    """What the comment offers must be right."""
    main(["init"])
    path = folder / "claims" / "example.yaml"
    text = path.read_text().replace("claims: []", "claims:").replace("\n#  ", "\n  ")
    path.write_text(text)
    claims = load_claims(path)
    assert not claims.problems
    assert [claim.id for claim in claims] == ["walking-helps-back-pain"]


def test_flags_answer_the_questions(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article's claims are drafted; the address is in the file, and one is told so."""
    arguments = ["--articles", "pages/walking.md", "--email", "desk@example.org", "--policy", "medrs"]
    assert main(["init", "--yes", *arguments]) == 0
    settings = load_settings({}, start=folder)
    assert (settings.pubmed_email, settings.policy) == ("desk@example.org", "medrs")
    assert [claim.statement for claim in load_claims("claims")] == ["Walking reduces chronic low back pain."]
    err = capsys.readouterr().err
    assert "claimcheck.toml holds the address desk@example.org" in err
    assert "NCBI_EMAIL" in err
    assert "next: claimcheck find" in err
    assert main(["check"]) == 1


def test_a_folder_of_articles_is_begun_with_its_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A hundred pages at once would be a hundred reds: the next command takes one."""
    (folder / "pages" / ".hidden.md").write_text(PAGE)
    assert main(["init", "--articles", "pages"]) == 0
    told = capsys.readouterr().err.splitlines()[-1]
    assert told == "claimcheck: next: claimcheck extract pages/walking.md --output claims/walking.yaml"


def test_a_second_time_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands there belongs to people."""
    main(["init"])
    before = files(folder)
    capsys.readouterr()
    assert main(["init"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "left as it is" in err
    assert main(["init", "--policy", "medrs"]) == 2
    (folder / "claims" / "walking.yaml").write_text("claimcheck: 1\nclaims: []\n")
    assert main(["init", "--articles", "pages/walking.md"]) == 2
    assert files(folder) == {**before, "claims/walking.yaml": "claimcheck: 1\nclaims: []\n"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--articles", "nowhere"], "nowhere does not exist"),
        (["--articles", "claimcheck.pdf"], "claimcheck.pdf"),
        (["--articles", "empty"], "there is no article in empty"),
        (["--email", "me"], "'me' is not an e-mail address"),
        (["--policy", "medsr"], "did you mean 'medrs'?"),
    ],
)
def test_a_flag_that_does_not_hold_is_one_sentence_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    """All is looked at before the first file."""
    (folder / "claimcheck.pdf").write_text("")
    (folder / "empty").mkdir()
    before = files(folder)
    assert main(["init", *arguments]) == 2
    assert sentence in capsys.readouterr().err
    assert files(folder) == before


def test_settings_of_a_pyproject_are_left_where_they_are(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second settings file beside the table would silently take its place."""
    (folder / "pyproject.toml").write_text('[tool.claimcheck]\nfail-on = "warning"\n')
    assert main(["init"]) == 0
    assert capsys.readouterr().out == "wrote claims/example.yaml\n"
    assert load_settings({}, start=folder).fail_on == "warning"


def test_settings_above_that_are_covered_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site within a site."""
    (folder / "claimcheck.toml").write_text("")
    monkeypatch.chdir(folder / "pages")
    assert main(["init"]) == 0
    assert "no longer hold here" in capsys.readouterr().err


def test_an_odd_policy_file_name_is_written_so_that_it_reads(folder: Path) -> None:
    """Quotes and backslashes of a name are not TOML."""
    name = 'our "house" \\ pack.toml'
    (folder / name).write_text('title = "Ours"\n[[entry]]\nrule = "CC101"\nseverity = "error"\n')
    assert main(["init", "--policy", name]) == 0
    assert tomllib.loads((folder / "claimcheck.toml").read_text())["policy"] == name


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(
    ("typed", "code", "written"),
    [
        ("pages/walking.md\nnobody\ndesk@example.org\nmedrs\n", 0, {"claimcheck.toml", "claims/walking.yaml"}),
        ("\n\n\n", 0, {"claimcheck.toml", "claims/example.yaml"}),
        ("pages\ndesk@example.org\n\x03", 130, set()),
        ("pages\n\x04", 130, set()),
    ],
    ids=["answered", "enter", "ctrl-c", "ctrl-d"],
)
def test_on_a_terminal_three_questions_are_asked(folder: Path, typed: str, code: int, written: set[str]) -> None:
    """An answer that does not hold is asked for again; Ctrl-C and Ctrl-D leave everything as it was."""
    before = files(folder).keys()
    ended, screen = at_terminal(folder, typed)
    assert ended == code, screen
    assert files(folder).keys() - before == written
    assert "Where are the articles?" in screen
    assert "Traceback" not in screen
    if code:
        assert "interrupted; nothing was written" in screen
    if "nobody" in typed:
        assert "'nobody' is not an e-mail address" in screen
        assert load_settings({}, start=folder).pubmed_email == "desk@example.org"


# A session's first terminal becomes the one whose Ctrl-C counts.
INIT = "import os; os.open(os.ttyname(0), os.O_RDWR); from claimcheck.cli.main import entry; entry()"


def at_terminal(folder: Path, typed: str) -> tuple[int, str]:
    """Exit code and screen of init with these lines typed, each as it is asked for."""
    ours, theirs = os.openpty()
    command, terminal = [sys.executable, "-c", INIT, "init"], {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    running = subprocess.Popen(command, cwd=folder, start_new_session=True, **terminal)
    os.close(theirs)
    screen, lines = "", typed.splitlines(keepends=True)
    while True:
        try:
            screen += os.read(ours, 4096).decode()
        except OSError:  # the other end is closed
            break
        if screen.endswith("> ") and lines:
            os.write(ours, lines.pop(0).encode())
    os.close(ours)
    return running.wait(timeout=10), screen
