"""Where things are kept for a user: in one place, never in the project, and nowhere where there is no home."""

import os
import sys
from pathlib import Path

import pytest

from claimcheck import user_folders
from claimcheck.cli.main import main
from claimcheck.decisions.journal import Journal
from claimcheck.research.readings import ReadingCache

unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has %LOCALAPPDATA%")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A user whose home is named relative to the project, which is no home."""
    for name in ("CLAIMCHECK_CACHE_DIR", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "home")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@unix
@pytest.mark.parametrize(
    ("variables", "cache"),
    [
        ({"HOME": "/users/ada"}, "/users/ada/.cache/claimcheck"),
        ({"HOME": "/users/ada", "XDG_CACHE_HOME": "/var/ada"}, "/var/ada/claimcheck"),
        ({"HOME": "/users/ada", "XDG_CACHE_HOME": "cache"}, "/users/ada/.cache/claimcheck"),
        ({"HOME": "/users/ada", "CLAIMCHECK_CACHE_DIR": "/mine"}, "/mine"),
        ({}, user_folders.NOWHERE),
    ],
)
def test_the_cache_lies_where_the_specification_says(
    variables: dict[str, str], cache: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert user_folders.cache_folder() == cache


@unix
def test_the_state_does_not_lie_in_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/users/ada")
    assert user_folders.state_folder() == "/users/ada/.local/state/claimcheck"


@unix
def test_without_a_home_nothing_is_kept_and_nothing_fails(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    readings = ReadingCache()
    readings.put({"a": "1"})
    assert readings.get(["a"]) == {}
    assert Journal(Path(user_folders.cache_folder())).decisions() == []
    assert main(["cache", "info"]) == main(["cache", "clear"]) == 0
    assert "cannot be used" in capsys.readouterr().out
    assert os.listdir(bare) == []  # noqa: PTH208 - names, hidden ones too
