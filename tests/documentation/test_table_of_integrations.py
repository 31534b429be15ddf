"""README's table of integrations: every row's command is run, in a project of its own."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from attrs import frozen
from support.boolean_server import BooleanServer
from support.neovim import neovim, opened
from support.walking import FILES, RECORDS
from support.workflow import executable

ROOT = Path(__file__).parents[2]
_ROW = re.compile(r"^\| ([^|]+) \| `((?:[^`|]|\\\|)+)` \| \[[^\]]+\]\(([^)#]+)[^)]*\) \|$", re.MULTILINE)
HOOK = {
    "id": "claimcheck",
    "name": "claimcheck",
    "entry": "claimcheck check",
    "language": "system",
    "pass_filenames": False,
}


@frozen
class Row:
    """Where, with which command, and the page that tells how."""

    where: str
    command: str
    page: str

    @property
    def finds(self) -> bool:
        """Whether it tells of the example's claim without a source, which is exit 1."""
        return any(word in self.command for word in ("claimcheck check", "pytest", "pre-commit"))

    @property
    def serves(self) -> bool:
        """Whether it goes on until somebody ends it."""
        return "claimcheck review" in self.command

    def missing(self) -> str:
        """A program of the command that this machine has not; "" where it has all."""
        programs = [shlex.split(part)[0] for part in self.command.split(" | ")]
        return next((one for one in programs if one not in OURS and shutil.which(one) is None), "")


OURS = ("claimcheck", "python", "pytest", "pre-commit")


def rows() -> list[Row]:
    table = (
        (ROOT / "README.md").read_text(encoding="utf-8").partition("## Where you work already")[2].partition("\n## ")[0]
    )
    found = [Row(where, command.replace("\\|", "|"), page) for where, command, page in _ROW.findall(table)]
    assert len(found) == table.count("\n| ") - 1, "a row is written otherwise"
    return found


@pytest.fixture(scope="module")
def pubmed() -> Iterator[BooleanServer]:
    with BooleanServer(RECORDS) as server:
        yield server


@pytest.fixture
def environment(tmp_path: Path, pubmed: BooleanServer) -> dict[str, str]:
    """The example's project with the commands of this environment on the path, and nobody's settings."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": [HOOK]}]}))
    programs = tmp_path / "programs"
    programs.mkdir()
    modules = {"claimcheck": "claimcheck", "pytest": "pytest", "pre-commit": "pre_commit"}
    for name, module in modules.items():
        executable(programs / name, f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n')
    executable(programs / "python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    git = "git -c user.name=A -c user.email=a@example.org"
    subprocess.run(
        f"git init -q && git add claims pages && {git} commit -qm First", shell=True, check=True, cwd=tmp_path
    )
    without = (
        "GITHUB_ACTIONS",
        "GITHUB_STEP_SUMMARY",
        "GITHUB_WORKSPACE",
        "CI_PROJECT_DIR",
        "NCBI_API_KEY",
        "FORCE_COLOR",
    )
    return {name: value for name, value in os.environ.items() if name not in without} | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path / "home"),
        "PRE_COMMIT_HOME": str(tmp_path / "hooks"),
        "CLAIMCHECK_CACHE_DIR": str(tmp_path / "cache"),
        "CLAIMCHECK_PUBMED_BASE_URL": pubmed.url,
        "CLAIMCHECK_PUBMED_REQUESTS_PER_SECOND": "5000",
        "CLAIMCHECK_REVIEWER": "A. Editor",
        "PYTEST_ADDOPTS": "-p no:cacheprovider",
    }


@pytest.mark.slow
@pytest.mark.parametrize("row", rows(), ids=lambda row: row.where)
def test_the_command_of_a_row_does_something(row: Row, tmp_path: Path, environment: dict[str, str]) -> None:
    """It ends as it should, says or writes something, and its page is there."""
    assert (ROOT / row.page).is_file()
    if missing := row.missing():
        pytest.skip(f"{missing} is not on this machine")
    if (
        "docker" in row.command
        and subprocess.run(["docker", "image", "inspect", "claimcheck"], capture_output=True, check=False).returncode
    ):
        pytest.skip("there is no image of claimcheck on this machine, or no engine")
    if "pre-commit" in row.command:
        pytest.importorskip("pre_commit")
    if row.serves:
        return serve(row, tmp_path, environment)
    if row.command.startswith("nvim "):
        return edit(row, tmp_path, environment)
    before = contents(tmp_path)
    done = subprocess.run(
        ["bash", "-c", row.command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    told = done.stdout + done.stderr
    assert done.returncode == (1 if row.finds and " | " not in row.command else 0), told
    if row.finds:
        assert "CC101" in told + "".join(text for text in contents(tmp_path).values() if text not in before.values())
    assert "Traceback" not in told
    return None


def contents(folder: Path) -> dict[str, str]:
    """The files of the project, but for those that programs keep for themselves."""
    files = (path for path in folder.iterdir() if path.is_file())
    return {path.name: path.read_text(encoding="utf-8", errors="replace") for path in files}


def edit(row: Row, folder: Path, environment: dict[str, str]) -> None:
    """Without a screen, and with the settings that the row's page gives."""
    told = opened(neovim(), folder, shlex.split(row.command)[1], environment)
    assert "CC101" in [one["code"] for one in told["diagnostics"]]


def serve(row: Row, folder: Path, environment: dict[str, str]) -> None:
    """Start it, read the address that it gives, end it."""
    with subprocess.Popen(
        ["bash", "-c", f"exec {row.command}"], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        try:
            assert running.stdout.readline().startswith("http://127.0.0.1:")
        finally:
            running.terminate()
