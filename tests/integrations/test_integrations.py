"""claimcheck inside other tools: pytest, shells, editors. What runs on code hosts is in `test_ci_kit`."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from support.gate import project

import claimcheck
from claimcheck.baseline import write_baseline
from claimcheck.claimfile import read_claims
from claimcheck.gate import check

ROOT = Path(__file__).parents[2]
CLAIMS = """\
claims:
  - {id: sourced, statement: Massage helps., citations: [{pmid: 99000001, stance: supports, reviewed: {by: editor}}]}
  - {id: bare, statement: "Massage cures \\e[31m.", kind: efficacy}
  - {id: walks, statement: A walk., needs_source: false, because: our own service}
"""


# --- pytest


def run_pytest(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """pytest in a process of its own, with the plug-in and no other; afterwards it tells whether the gate was loaded."""
    script = (
        "import sys, pytest; code = pytest.main(); print('gate:', 'claimcheck.gate' in sys.modules); sys.exit(code)"
    )
    command = [sys.executable, "-c", script, "-p", "claimcheck.pytest_plugin", "-p", "no:cacheprovider", "-q", *options]
    tested = str(Path(claimcheck.__file__).parents[1])  # the very package of these tests, from any folder
    quiet = {
        name: value for name, value in os.environ.items() if name not in ("CI", "BUILD_NUMBER")
    }  # they lengthen the summary
    environment = quiet | {"PYTHONPATH": tested, "PYTEST_ADDOPTS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)


def test_the_plugin_is_declared_to_pytest() -> None:
    """The package's metadata names the module that these tests load."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    assert declared == {"pytest11": {"claimcheck": "claimcheck.pytest_plugin"}}


def test_pytest_has_an_item_a_claim_and_fails_on_unsourced_ones(tmp_path: Path) -> None:
    """The unsourced claim fails with the gate's words; the others pass; -k chooses among claims."""
    project(tmp_path, CLAIMS)
    (tmp_path / "test_a.py").write_text("def test_a(): pass\n")
    done = run_pytest(tmp_path, "--claimcheck", "test_a.py")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 failed, 3 passed" in done.stdout
    assert "claims/a.yaml:4:6: CC101 no citation stands behind this claim" in done.stdout
    assert "FAILED claims/a.yaml::bare" in done.stdout
    chosen = run_pytest(tmp_path, "--claimcheck", "-k", "sourced or walks")
    assert "2 passed" in chosen.stdout, chosen.stdout


def test_pytest_obeys_the_settings_and_tells_wrong_use(tmp_path: Path) -> None:
    """`ignore` of the settings file holds; a path that does not exist is a usage error and no traceback."""
    project(tmp_path, CLAIMS)
    (tmp_path / "claimcheck.toml").write_text('ignore = ["CC101"]\n')
    assert "3 passed" in run_pytest(tmp_path, "--claimcheck").stdout
    done = run_pytest(tmp_path, "--claimcheck", "--claimcheck-path", "nowhere")
    assert done.returncode == 4
    assert "claimcheck: nowhere does not exist" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr + done.stdout


def test_pytest_holds_claims_to_what_the_house_does(tmp_path: Path) -> None:
    """Severities and the baseline of the settings file hold here as on the command line."""
    home = project(tmp_path, CLAIMS)
    settings = tmp_path / "claimcheck.toml"
    settings.write_text('[severity]\n"claims/*" = {CC101 = "warning"}\n')
    assert "3 passed" in run_pytest(tmp_path, "--claimcheck").stdout
    write_baseline(tmp_path / "known.json", check(home))
    settings.write_text('baseline = "known.json"\n')
    assert "3 passed" in run_pytest(tmp_path, "--claimcheck").stdout


def test_pytest_has_an_item_for_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """What is not checked must not look clean."""
    project(tmp_path, 'claims:\n  - {id: a, statement: "A\n')
    done = run_pytest(tmp_path, "--claimcheck")
    assert done.returncode == 1
    assert "claims/a.yaml::the file itself" in done.stdout


@pytest.mark.parametrize("page", ["page.md", "page.html"])
def test_pytest_tells_what_lies_in_no_claims_file_of_the_claims_files(page: str, tmp_path: Path) -> None:
    """A finding in an article fails each claims file that names it, one in the project's other files the first; its name runs again."""
    home = project(tmp_path, CLAIMS)
    write_baseline(tmp_path / "known.json", check(home))
    claim = (
        f"article: {{path: ../{page}}}\nclaims: [{{id: ID, statement: We walk., needs_source: false, because: ours}}]\n"
    )
    for name in ("a", "b"):
        (home / f"{name}.yaml").write_text("claimcheck: 1\n" + claim.replace("ID", name))
    expired = '<!-- claimcheck-ignore CC101 reason="soon" until=2020-01-01 -->'
    (tmp_path / page).write_text(f"{expired}\n\nVitamin D lowers blood pressure in adults.\n")
    (tmp_path / "claimcheck.toml").write_text('fail-on = "note"\nbaseline = "known.json"\n')
    done = run_pytest(tmp_path, "--claimcheck")
    failed = re.findall(r"^FAILED (\S+::the file itself)", done.stdout, re.MULTILINE)
    assert failed == ["claims/a.yaml::the file itself", "claims/b.yaml::the file itself"]
    told = re.findall(r"^(\S+):\d+:1: (CC...)", done.stdout, re.MULTILINE)
    assert sorted(told) == [("known.json", "CC905"), *[(page, "CC102")] * 2, *[(page, "CC902")] * 2]
    assert "2 failed" in run_pytest(tmp_path, failed[0], "claims/b.yaml::the file itself").stdout


@pytest.mark.slow
@pytest.mark.parametrize(("setting", "told"), [("", "1 passed"), ("require-complete = true\n", "1 failed")])
def test_pytest_fails_on_what_could_not_be_checked_where_the_house_does(
    setting: str, told: str, tmp_path: Path
) -> None:
    """Neither clean nor dirty, until the settings ask for completeness."""
    reviewed = "stance: supports, reviewed: {by: editor, date: 2026-11-20}"
    project(
        tmp_path, f"claims:\n  - {{id: a, statement: A., kind: process, citations: [{{pmid: 99000097, {reviewed}}}]}}\n"
    )
    (tmp_path / "claimcheck.toml").write_text(f'ignore = ["CC1", "CC4"]\n{setting}')
    done = run_pytest(tmp_path, "--claimcheck")
    assert told in done.stdout
    assert ("could not be checked" in done.stdout) == bool(setting)


@pytest.mark.slow
@pytest.mark.parametrize("options", [[], ["--claimcheck"]])
def test_the_name_of_an_item_runs_it_again(tmp_path: Path, options: list[str]) -> None:
    """As pytest prints it, with the option or without; a file, and one that lies elsewhere."""
    project(tmp_path, CLAIMS)
    (failed,) = re.findall(r"^FAILED (\S+)", run_pytest(tmp_path, "--claimcheck").stdout, re.MULTILINE)
    again = run_pytest(tmp_path, failed, *options)
    assert (again.returncode, "1 failed" in again.stdout) == (1, True), again.stdout + again.stderr
    assert "3 passed" not in again.stdout
    assert "1 passed" in run_pytest(tmp_path, "claims/a.yaml::walks", *options).stdout
    assert "1 failed, 2 passed" in run_pytest(tmp_path, "claims/a.yaml", *options).stdout
    (tmp_path / "claims").rename(tmp_path / "elsewhere")
    assert "1 passed" in run_pytest(tmp_path, "elsewhere/a.yaml::walks", *options).stdout
    assert run_pytest(tmp_path, "elsewhere/a.yaml::no-such-claim", *options).returncode == 4


def test_what_failed_last_can_be_run_alone(tmp_path: Path) -> None:
    """`--lf`, which remembers names."""
    project(tmp_path, CLAIMS)
    cached = ["--claimcheck", "-p", "cacheprovider"]
    assert "1 failed, 2 passed" in run_pytest(tmp_path, *cached).stdout
    assert "1 failed" in run_pytest(tmp_path, *cached, "--lf").stdout.splitlines()[-2]


def test_other_yaml_that_is_named_is_not_taken_for_claims(tmp_path: Path) -> None:
    """It may be another plug-in's test."""
    (tmp_path / "test_api.yaml").write_text("stages: []\n")
    done = run_pytest(tmp_path, "test_api.yaml")
    assert "gate: False" in done.stdout


def test_pytest_pays_nothing_when_not_asked(tmp_path: Path) -> None:
    """Without the option not even the gate is imported."""
    (tmp_path / "test_a.py").write_text("def test_a(): pass\n")
    done = run_pytest(tmp_path)
    assert "1 passed" in done.stdout
    assert "gate: False" in done.stdout


# --- shells


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_that_the_shell_accepts(shell: str) -> None:
    """Every command and an option are in it; where the shell is at hand, it reads the script."""
    pytest.importorskip("shtab")
    command = [sys.executable, "-m", "claimcheck", "completion", shell]
    script = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for word in ("check", "find", "accept", "completion", "output"):
        assert word in script
    if path := shutil.which(shell):
        subprocess.run([path, "-n"], input=script, text=True, check=True)


@pytest.mark.parametrize(
    ("command", "package"), [("lsp", "pygls"), ("mcp", "mcp"), ("completion bash", "shtab"), ("review", "jinja2")]
)
def test_a_command_without_its_package_says_what_to_install(command: str, package: str) -> None:
    """The optional part is named; no traceback."""
    code = f"import sys; sys.modules[{package!r}] = None; from claimcheck.cli.main import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", code, *command.split()], capture_output=True, text=True, check=False)
    told = f"this needs {package}, which is not installed: install claimcheck with its extra `{command.split(maxsplit=1)[0]}`"
    assert (done.returncode, done.stderr) == (2, f"claimcheck: {told} (docs/install.md)\n")


# --- editors


def test_the_documented_modeline_is_no_trouble_to_the_reader() -> None:
    """A claims file that begins with the line for yaml-language-server is read as before."""
    text = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
    (modeline,) = re.findall(r"^# yaml-language-server: .*$", text, re.MULTILINE)
    claims = read_claims((modeline + "\nclaimcheck: 1\nclaims:\n  - {id: a, statement: A.}\n").encode(), "a.yaml")
    assert (len(claims), claims.problems) == (1, ())


def test_the_documented_commands_exist() -> None:
    """Every `claimcheck …` line of the page is one that the command line accepts."""
    from_page = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
    helped = subprocess.run([sys.executable, "-m", "claimcheck", "--help"], capture_output=True, text=True, check=True)
    for command in set(re.findall(r"^claimcheck (\w+)", from_page, re.MULTILINE)):
        assert re.search(rf"^ +{command}\b", helped.stdout, re.MULTILINE), command
