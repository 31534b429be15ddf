"""The command: what it needs, and what it says where something is missing."""

from pathlib import Path

import pytest
from support.eutils_server import record
from support.nlm import built, bulk_file

from claimcheck.cli import extras
from claimcheck.cli.main import main
from claimcheck.identifiers import Pmid
from claimcheck.review import server
from claimcheck.review.desk import Desk
from claimcheck.review.references import named


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
        (["--terminal"], "reads keys in a terminal, and this is none"),
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


def test_a_review_may_ask_a_mirror(claims: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its abstracts are at hand without asking anybody, its records are found by DOI, and a search again asks it."""
    built(tmp_path / "mirror", bulk_file(tmp_path / "files", 1, [record("1001", "Bed rest for sciatica", "It was not effective.", doi="10.1000/rest")]))  # fmt: skip
    desks: list[Desk] = []
    monkeypatch.setattr(server, "serve", lambda desk, *_, **__: desks.append(desk))
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", "http://127.0.0.1:9/")
    monkeypatch.chdir(claims.parent.parent)
    monkeypatch.setattr("claimcheck.cli.review._Catalogs.close", lambda self: None)
    assert main(["review", "--by", "Ada", "--no-browser", "--catalog", f"mirror:{tmp_path / 'mirror'}"]) == 0
    [desk] = desks
    assert desk.shelf.fetched([Pmid("1001")], ask=False).papers["1001"].title == "Bed rest for sciatica"
    with desk.settings.open_catalog(False) as catalog:
        assert named("https://doi.org/10.1000/rest", catalog).pmid == "1001"
        assert "PubMed may have one" in named("10.1000/other", catalog).problem
    progress = desk.search_again("bed-rest-not-effective", "bed rest")
    assert progress.ended.wait(60)
    assert "1 papers fit" in progress.steps
    assert progress.trouble == ""
