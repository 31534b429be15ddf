"""What is for programs is UTF-8 with plain line ends, whatever the locale says."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.gate import project as gate_project

import claimcheck
from claimcheck.cli.main import main
from claimcheck.reports import FORMATS

STATEMENT = "Žluťoučký 鍼 helps backs."
CLAIMS = f"""\
claims:
  - id: a
    statement: {STATEMENT}
    kind: efficacy
    citations: [{{url: "https://example.org/a", title: Über Rücken, author: Öhman Å, stance: supports, reviewed: {{by: Åsa}}}}]
  - id: b
    statement: {STATEMENT} Again.
    kind: efficacy
"""
PROGRAMS = [name for name in FORMATS if name not in ("full", "concise", "grouped")]
COMMANDS = {
    **{name: ["check", "--exit-zero", "--format", name] for name in PROGRAMS},
    "=": ["check", "--exit-zero", "--format=jsonl"],
    "settings": ["check", "--exit-zero", "--config", "csv.toml"],
    **{name: ["cite", "--format", name] for name in ("bibtex", "ris", "csl-json", "ama")},
    "extract": ["extract", "page.md"],
    "extract json": ["extract", "page.md", "--format", "json"],
    "import": ["import", "works.bib"],
    "waivers": ["waivers", "--format", "json"],
    "schema": ["schema"],
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    gate_project(tmp_path, CLAIMS)
    (tmp_path / "csv.toml").write_text('format = "csv"\n')
    (tmp_path / "page.md").write_text("# Rücken\n\nŽluťoučký walking reduces chronic back pain in adults.\n", "utf-8")
    (tmp_path / "works.bib").write_text("@article{a, title={Über Rücken}, doi={10.5555/claimcheck.1}}\n", "utf-8")
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(arguments: list[str], encoding: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """What the command writes to a standard output of that encoding, with line ends as on Windows."""
    out = io.TextIOWrapper(held := io.BytesIO(), encoding=encoding, newline="\r\n")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        assert main(arguments) == 0
        out.flush()
    return held.getvalue()


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_what_is_for_programs_is_the_same_everywhere(
    site: Path, monkeypatch: pytest.MonkeyPatch, name: str, encoding: str
) -> None:
    """Every format but those for eyes, also where settings or the command itself chose it."""
    told = written(COMMANDS[name], encoding, monkeypatch)
    assert told == written(COMMANDS[name], "utf-8", monkeypatch)
    assert b"\r" not in told.replace(b"\r\n", b"" if name in ("csv", "settings") else b"\r")  # RFC 4180 wants CRLF
    told.decode("utf-8")
    assert b"\\x" not in told


def test_annotations_in_github_actions_are_utf_8_too(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody named the format there."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (site / "claims/a.yaml").write_text("claims:\n  - {id: a, statement: A., kind: žádný}\n", "utf-8")
    told = written(["check", "--exit-zero"], "ascii", monkeypatch)
    assert "žádný" in told.decode("utf-8")


def test_the_same_from_a_shell_and_when_it_is_told_again(site: Path) -> None:
    """LC_ALL=C and an encoding that cannot hold it: the first run and the second, which is told from what was kept."""
    home = {"HOME": str(site), "PYTHONPATH": str(Path(claimcheck.__file__).parents[1]), "PATH": os.environ["PATH"]}
    narrow = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ran = [
        subprocess.run(
            [sys.executable, "-m", "claimcheck", "check", "--format", "csv"],
            cwd=site,
            env={**home, **locale},
            capture_output=True,
            check=False,
        )
        for locale in (narrow, narrow, {"PYTHONIOENCODING": "utf-8"}, {"PYTHONIOENCODING": "utf-8"}, narrow)
    ]
    assert len({(one.returncode, one.stdout) for one in ran}) == 1
    assert "claims" in ran[0].stdout.decode("utf-8")
