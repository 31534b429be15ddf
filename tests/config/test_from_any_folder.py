"""A project is checked alike from any of its folders, and however its paths are written."""

import json
import os
from pathlib import Path

import pytest

from claimcheck.cli.main import main
from claimcheck.config import load_settings

CLAIMS = """\
claimcheck: 1
article: {path: ../page.md}
claims:
  - id: massage
    statement: Massage eases leg pain.
    kind: efficacy
"""
PAGE = "# Walking\n\nWalking reduces back pain.\n"
WAYS = [
    ("", "claims"),
    ("", "./claims"),
    ("", "{}/claims"),
    ("claims", "."),
    ("claims", "p.yaml"),
    ("pages", "../claims"),
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A project with a settings file at its top, and folders to stand in."""
    for name in ("claims", "pages"):
        (tmp_path / name).mkdir()
    (tmp_path / "claims" / "p.yaml").write_text(CLAIMS)
    (tmp_path / "page.md").write_text(PAGE)
    (tmp_path / "claimcheck.toml").write_text("")
    return tmp_path


def found(site: Path, way: tuple[str, str], capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    """The codes that a check finds, standing in a folder."""
    folder, path = way
    os.chdir(site / folder)
    capsys.readouterr()
    main(["check", path.format(site), "--format", "json", *more])
    return sorted(one["code"] for one in json.loads(capsys.readouterr().out)["findings"])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("glob", ["claims/*", "claims/p.yaml", "*/p.yaml", "*"])
def test_globs_of_severities_count_from_the_settings_file(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, way: tuple[str, str], glob: str
) -> None:
    """Where one stands decides nothing."""
    monkeypatch.chdir(site)
    assert "CC101" in found(site, way, capsys)
    (site / "claimcheck.toml").write_text(f'[severity]\n"{glob}" = {{CC101 = "off"}}\n')
    assert "CC101" not in found(site, way, capsys)


@pytest.mark.parametrize("way", WAYS)
def test_a_baseline_knows_findings_of_no_claim_from_anywhere(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, way: tuple[str, str]
) -> None:
    """A sentence of an article is known by the article's path from the project's folder."""
    monkeypatch.chdir(site)
    assert "CC102" in found(site, WAYS[0], capsys)
    main(["check", "--write-baseline=known.json", "--exit-zero"])
    (site / "claimcheck.toml").write_text('baseline = "known.json"\n')
    assert found(site, way, capsys) == []
    (site / "claimcheck.toml").write_text("")
    assert found(site, way, capsys, f"--baseline={site}/known.json") == []


@pytest.mark.parametrize(
    ("folder", "written", "meant"),
    [
        ("", "claims/one.json", "claims/one.json"),
        ("claims", "claims/one.json", "one.json"),
        ("pages", "claims/one.json", "../claims/one.json"),
        ("claims", "one.json", "../one.json"),
        ("pages", "../one.json", "../../one.json"),
        ("claims", "/srv/one.json", None),
    ],
)
@pytest.mark.parametrize("key", ["lock", "baseline"])
def test_paths_of_the_settings_count_from_their_file(
    site: Path, monkeypatch: pytest.MonkeyPatch, key: str, folder: str, written: str, meant: str | None
) -> None:
    """A flag's and a variable's count from where one stands."""
    monkeypatch.chdir(site / folder)
    (site / "claimcheck.toml").write_text(f'{key} = "{written}"\n')
    told = getattr(load_settings({}, start=Path.cwd()), key)
    assert os.path.abspath(told) == os.path.abspath(meant or written)  # noqa: PTH100 - links are not followed
    given = load_settings({}, start=Path.cwd(), flags={f"--{key}": "here.json"})
    assert getattr(given, key) == "here.json"
