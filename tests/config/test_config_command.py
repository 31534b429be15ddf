"""`claimcheck config` tells every setting as it holds, and who decided it."""

import json
from pathlib import Path

import pytest

from claimcheck.cli.declaration import build_parser
from claimcheck.cli.main import main
from claimcheck.config import OPTIONS
from claimcheck.settings_file import line_of

FILE = """\
# our settings
policy = "medrs"
fail-on = "warning"
select = [
  "CC1",
  # more to come
  "CC3",
]

[rules]
levels = {efficacy = 1}
max-age-years = 7

[severity]
"claims/old.d/*" = {CC101 = "off"}

[pubmed]
base_url = "https://me:hidden@proxy.example/"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with settings of every kind, and a folder in it to stand in."""
    for name in ("NCBI_API_KEY", "NCBI_EMAIL", "CLAIMCHECK_PUBMED_REQUESTS_PER_SECOND"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "claimcheck.toml").write_text(FILE)
    (tmp_path / "pages").mkdir()
    monkeypatch.chdir(tmp_path / "pages")
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, tuple[str, str]]:
    """Key → value and origin, read off the columns."""
    assert main(["config", *arguments]) == 0
    rows = (line.split("  ", 1) for line in capsys.readouterr().out.splitlines())
    parted = ((key, rest.strip().rsplit("  ", 1)) for key, rest in rows)
    return {key: (value.strip(), origin.strip()) for key, (value, origin) in parted}


def test_every_value_stands_beside_who_decided_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One look tells why the gate does what it does."""
    monkeypatch.setenv("CLAIMCHECK_FIND_LIMIT", "3")
    rows = told(capsys, "--judge", "server")
    assert rows["policy"] == ('"medrs"', "../claimcheck.toml:2")
    assert rows["select"] == ('["CC1", "CC3"]', "../claimcheck.toml:4")
    assert rows["rules.levels.efficacy"] == ("1", "../claimcheck.toml:11")
    assert rows["rules.levels.comparison"] == ("1", "policy medrs")
    assert rows["rules.min-sources"] == ("1", "default")
    assert rows["severity.claims/old.d/*.CC101"] == ('"off"', "../claimcheck.toml:15")
    assert rows["severity.*.CC107"] == ('"error"', "policy medrs")
    assert rows["find.limit"] == ("3", "environment CLAIMCHECK_FIND_LIMIT")
    assert rows["judge"] == ('"server"', "flag --judge")
    assert {option.key for option in OPTIONS} <= rows.keys()


def test_a_flag_beats_the_environment_and_that_the_file(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order that the documentation promises, seen."""
    monkeypatch.setenv("CLAIMCHECK_FAIL_ON", "note")
    assert told(capsys)["fail-on"] == ('"note"', "environment CLAIMCHECK_FAIL_ON")
    assert told(capsys, "--fail-on", "error")["fail-on"] == ('"error"', "flag --fail-on")
    assert told(capsys, "--isolated", "--ignore", "CC1,CC2")["ignore"] == ('["CC1", "CC2"]', "flag --ignore")


def test_isolated_reads_no_file_and_config_another(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the flags say holds for this command as for the others."""
    assert told(capsys, "--isolated")["fail-on"] == ('"error"', "default")
    (folder / "other.toml").write_text("[find]\nlimit = 5\n")
    assert told(capsys, "--config", "../other.toml")["find.limit"] == ("5", "../other.toml:2")


def test_one_key_is_its_value_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Fit for a script; the origin goes to stderr."""
    assert main(["config", "fail-on"]) == 0
    assert capsys.readouterr() == ("warning\n", "claimcheck: ../claimcheck.toml:3\n")
    assert list(told(capsys, "rules.levels"))[:2] == ["rules.levels.efficacy", "rules.levels.comparison"]
    assert main(["config", "fial-on"]) == 2
    assert "did you mean 'fail-on'?" in capsys.readouterr().err


def test_programs_get_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same as a document, with the file's whole path."""
    assert main(["config", "fail-on", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    origin = {"source": "file", "name": str(folder / "claimcheck.toml"), "line": 3}
    assert document["settings"] == [{"key": "fail-on", "value": "warning", "origin": origin}]


@pytest.mark.parametrize("how", ["text", "json"])
def test_secrets_are_not_shown(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """The output of this command is pasted into bug reports."""
    for name in ("NCBI_API_KEY", "CLAIMCHECK_JUDGE_API_KEY"):
        monkeypatch.setenv(name, "planted-secret")
    with (folder / "claimcheck.toml").open("a") as file:
        file.write('[judge-options]\ntoken = "planted-secret"\nmodel = "small"\n')
    assert main(["config", "--format", how]) == 0
    out = capsys.readouterr().out
    assert "planted-secret" not in out
    assert "hidden@" not in out
    assert "NCBI_API_KEY" in out
    assert "small" in out


def test_a_slip_in_the_file_is_told_not_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown key is an error with a suggestion here too."""
    (folder / "claimcheck.toml").write_text("fail-onn = 'error'\n")
    assert main(["config"]) == 2
    assert "unknown setting 'fail-onn'; did you mean 'fail-on'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[find]\nlimit = 3\n", 2),
        ("find.limit = 3\n", 1),
        ("find = {limit = 3}\n", 1),
        ("\r\n# a\r\n[find] # b\r\n\r\nlimit = 3\r\n", 5),
        ('policy = """\n[find]\nlimit = 9\n"""\n[find]\nlimit = 3\n', 6),
        ("select = [\n 'a', # limit = 1\n]\n[other.find]\nlimit = 1\n[find]\nlimit = 3", 7),
    ],
)
def test_a_line_is_where_the_setting_stands(tmp_path: Path, text: str, line: int) -> None:
    """However TOML lets one write it, and not where it only looks like it."""
    path = tmp_path / "claimcheck.toml"
    path.write_bytes(text.encode())
    assert line_of(path, "find.limit") == line


def test_a_line_of_pyproject_is_that_of_our_table(tmp_path: Path) -> None:
    """The same key of another tool is another."""
    path = tmp_path / "pyproject.toml"
    path.write_text("[tool.other.find]\nlimit = 1\n[tool.claimcheck]\nfind.limit = 3\n")
    assert line_of(path, "find.limit") == 4


@pytest.mark.parametrize(
    ("words", "name", "together"),
    [
        ("check --select CC1 --select CC3,CC4", "select", ["CC1", "CC3", "CC4"]),
        ("check --ignore unsourced-claim --ignore CC3", "ignore", ["unsourced-claim", "CC3"]),
        ("config --select CC1 --select CC3", "select", ["CC1", "CC3"]),
        ("config --ignore CC1,CC2 --ignore CC3", "ignore", ["CC1", "CC2", "CC3"]),
        ("judge Rest. --pmid 1 2 --pmid 3", "pmid", ["1", "2", "3"]),
        ("find --claim a --claim b", "claim", ["a", "b"]),
        ("anchor --claim a --claim b", "claim", ["a", "b"]),
        ("accept --all-proposed --claim a --claim b", "only", ["a", "b"]),
        ("extract page.md --against a --against b", "against", ["a", "b"]),
        ("undo --path a --path b", "paths", ["a", "b"]),
    ],
)
def test_an_option_that_takes_a_list_adds_up(words: str, name: str, together: list[str]) -> None:
    """Given twice it must not silently lose what was said first."""
    assert getattr(build_parser().parse_args(words.split()), name) == together


def test_what_adds_up_is_what_holds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the command that shows the settings has it."""
    assert told(capsys, "--ignore", "CC1", "--ignore", "CC3")["ignore"] == ('["CC1", "CC3"]', "flag --ignore")
