"""`claimcheck report --site`: the state of a house as pages that stand alone."""

import re
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from support.review import project

from claimcheck.cli.main import main

_SOURCELESS = """\
claimcheck: 1
article: {path: ../page.md, title: Sciatica}
claims:
  - id: a-session
    statement: A session lasts half an hour.
    needs_source: false
    because: our own service
"""
LINK = re.compile(r"href='([^'#]*)(?:#([^']*))?'")


def run(*arguments: str) -> int:
    return main(["report", *arguments, "--today", "2026-11-23"])


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in git: its claims were fewer in March."""
    folder = tmp_path / "house"
    claims = project(folder)
    whole = claims.read_text()
    monkeypatch.chdir(folder)
    git(folder, "init", "-q")
    claims.write_text(whole.partition("  - id: two-in-one")[0].replace("2026-11-20", "2026-02-20"))
    commit(folder, "2026-03-02")
    claims.write_text(whole)
    commit(folder, "2026-10-05")
    return folder


def git(folder: Path, *words: str, **environment: str) -> None:
    named = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *words]
    subprocess.run(named, cwd=folder, check=True, capture_output=True, env={"PATH": "/usr/bin:/bin", **environment})


def commit(folder: Path, day: str) -> None:
    git(folder, "add", "-A")
    at = f"{day}T12:00:00"
    git(folder, "commit", "-q", "-m", "claims", GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at)


def test_the_overview_tells_the_state_of_the_house(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Counts, what was taken back, each article, each policy, what was earlier, what waits, what lies back longest."""
    assert run("--site", "site") == 0
    assert capsys.readouterr().out == "site/index.html\n"
    page = (house / "site/index.html").read_text()
    for shown in (
        "5 claims in 1 article, as of 2026-11-23",
        "aria-label='3 unsourced, 1 proposed, 1 sourced'",
        "Taken back, or in doubt: 1",
        "<td class=number>1 of 5</td>",
        "US FTC health claims",
        "<th scope=row>2026-03-02</th><td class=number>0</td><td class=number>2</td><td class=number>1</td><td class=number>1</td>",
        "<th scope=row>2026-11-23</th><td class=number>0</td><td class=number>3</td>",
        "Proposals waiting: 1",
        "reviewed by editor",
    ):
        assert shown in page


def test_links_lead_to_the_claims_and_back(house: Path) -> None:
    """Every link of every page ends at a file of the site, and at an element of it."""
    assert run("--site", "site") == 0
    pages = list((house / "site").rglob("*.html"))
    assert len(pages) == 2
    for page in pages:
        for file, place in LINK.findall(page.read_text()):
            if file.startswith("https:"):
                continue
            target = (page.parent / file) if file else page
            assert target.is_file(), file
            assert not place or f"id={place}" in target.read_text().replace("'", "").replace('"', "")


def test_a_page_needs_nothing_and_runs_nothing(house: Path) -> None:
    """The policy allows the page's own style and no more, whatever a title says."""
    claims = house / "claims/sciatica.yaml"
    claims.write_text(claims.read_text().replace("title: Sciatica", "title: '<script>alert(1)</script><img src=x>'"))
    assert run("--site", "site") == 0
    for page in (house / "site").rglob("*.html"):
        told = page.read_text()
        assert "<script" not in told
        assert "<img" not in told
        style = told.partition("<style>")[2].partition("</style>")[0]
        assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in told
    assert "&lt;script&gt;" in (house / "site/index.html").read_text()


def test_pages_of_articles_that_have_gone_go_and_nothing_else(house: Path) -> None:
    (house / "site").mkdir()
    assert run("--site", "site") == 0
    (house / "site/robots.txt").write_text("ours")
    [page] = (house / "site/articles").iterdir()
    (house / "page.md").rename(house / "other.md")
    claims = house / "claims/sciatica.yaml"
    claims.write_text(claims.read_text().replace("../page.md", "../other.md"))
    assert run("--site", "site") == 0
    assert not page.exists()
    assert (house / "site/robots.txt").read_text() == "ours"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--site", "claims"), "claims holds something else than such a site"),
        (("--site", "page.md"), "page.md holds something else than such a site"),
        (("nowhere", "--site", "site"), "nowhere does not exist"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    house: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    assert run(*arguments) == 2
    err = capsys.readouterr().err
    assert told in err
    assert err.count("\n") == 1
    assert not (house / "site").exists()


@pytest.mark.parametrize("listed", ["{", '{"pages": 3}', "[]", '{"pages": [1]}', "\xff"])
def test_a_damaged_list_of_pages_is_one_sentence_and_nothing_is_touched(
    house: Path, capsys: pytest.CaptureFixture[str], listed: str
) -> None:
    (house / "site").mkdir()
    (house / "site/claimcheck-site.json").write_bytes(listed.encode("latin-1"))
    assert run("--site", "site") == 2
    err = capsys.readouterr().err
    assert "claimcheck-site.json cannot be read, or does not list the pages of a site; delete it" in err
    assert [one.name for one in (house / "site").iterdir()] == ["claimcheck-site.json"]


def test_a_house_without_git_has_no_past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path / "house")
    monkeypatch.chdir(tmp_path / "house")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert run("--site", "site") == 0
    assert "holds no earlier state" in (tmp_path / "house/site/index.html").read_text()


def test_what_is_found_about_the_article_itself_is_counted_on_its_page_and_it_has_not_passed(house: Path) -> None:
    """Its review is overdue, a waiver in it hides nothing, and it claims what no record has: no claim's finding is left over."""
    (house / "claims/sciatica.yaml").write_text(_SOURCELESS)
    (house / "page.md").write_text(
        '# Sciatica\n\nA session lasts half an hour. <!-- claimcheck-ignore CC103 reason="old" by=Ada -->\n\n'
        "Spinal manipulation reduces pain in adults with sciatica.\n"
    )
    (house / "claimcheck.toml").write_text('fail-on = "warning"\n')
    assert main(["check", "--today", "2026-11-23"]) == 1
    assert run("--site", "site") == 0
    [page] = [one.read_text() for one in (house / "site/articles").iterdir()]
    assert "Failed." in page
    assert [code for code in ("CC102", "CC701", "CC903") if code not in page] == []
    assert "<td class='number'>0</td><td class=number>3</td>" in (house / "site/index.html").read_text()


def test_an_article_that_cannot_be_read_has_not_passed(house: Path) -> None:
    (house / "page.md").unlink()
    (house / "claims/sciatica.yaml").write_text(_SOURCELESS)
    assert run("--site", "site") == 0
    [page] = [one.read_text() for one in (house / "site/articles").iterdir()]
    assert ("Failed." in page, "CC004" in page) == (True, True)


def test_what_is_found_about_one_article_is_not_told_of_another(house: Path) -> None:
    (house / "claims/other.yaml").write_text(_SOURCELESS.replace("{path: ../page.md,", "{reviewed: 2026-11-01,"))
    assert run("--site", "site") == 0
    assert "Passed." in (house / "site/articles/claims-other-yaml.html").read_text()
