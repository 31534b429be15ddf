"""The command: what it needs, and what it says where something is missing."""

from pathlib import Path

import pytest

from claimcheck.cli import extras
from claimcheck.cli.main import main


@pytest.mark.parametrize("flags", [[], ["--terminal"]])
def test_what_is_not_installed_is_named(
    claims: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], flags: list[str]
) -> None:
    monkeypatch.chdir(claims.parent.parent)
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    assert main(["review", "--by", "Ada", *flags]) == 2
    told = capsys.readouterr().err
    assert ("textual" if flags else "starlette and uvicorn and jinja2") in told
    assert "extra `review`" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere"], "nowhere does not exist"),
        (["--port", "70000"], "not a port"),
        (["--port", "http"], "not a port"),
        (["--host", "0.0.0.0", "--no-browser"], "CLAIMCHECK_REVIEW_PASSWORD"),
        (["--host", "no such host", "--no-browser"], "CLAIMCHECK_REVIEW_PASSWORD"),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_served(
    claims: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(claims.parent.parent)
    monkeypatch.delenv("CLAIMCHECK_REVIEW_PASSWORD", raising=False)
    assert main(["review", "--by", "Ada", *arguments]) == 2
    assert told in capsys.readouterr().err
