"""What README and documentation show is what happens: every command is run, every shown output compared."""

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from support.boolean_server import BooleanServer
from support.walking import FILES, RECORDS
from support.walkthrough import Page, Walk, read_page

ROOT = Path(__file__).parents[2]
PAGES = tuple(map(read_page, (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))))
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def pubmed() -> Iterator[BooleanServer]:
    """Stands for PubMed, with papers that nobody wrote."""
    with BooleanServer(RECORDS) as server:
        yield server


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pubmed: BooleanServer) -> Path:
    """An empty folder to begin in, on a day that stands still, with no settings from outside."""
    outside = ("NCBI_API_KEY", "NCBI_EMAIL", "FORCE_COLOR", "CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY")
    for name, value in {
        **dict.fromkeys(outside, ""),  # empty is not set, and what a page exports goes with the test
        "HOME": str(tmp_path / "home"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "CLAIMCHECK_CACHE_DIR": str(tmp_path / "cache"),
        "CLAIMCHECK_PUBMED_BASE_URL": pubmed.url,
        "CLAIMCHECK_PUBMED_REQUESTS_PER_SECOND": "5000",
        "CLAIMCHECK_REVIEWER": "A. Editor",
        "COLUMNS": "80",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.path", [*sys.path])  # what a page installs goes with the test too
    day = type("Day", (dt.date,), {"today": classmethod(lambda cls: TODAY)})
    monkeypatch.setattr("claimcheck.cli.main.dt", SimpleNamespace(date=day))
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def begin(page: Page, folder: Path) -> None:
    """Lay out the project that the page says it begins with."""
    if not page.start:
        return
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    if page.start == "repository":
        git = "git -c user.name=A -c user.email=a@example.org"
        first = f"git init -q -b main && git add -A && {git} commit -qm First && git update-ref refs/remotes/origin/main main"
        subprocess.run(first, shell=True, check=True, cwd=folder)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.relative_to(ROOT).as_posix())
def test_a_page_does_what_it_says(page: Page, site: Path, pubmed: BooleanServer) -> None:
    """A reader who types what a page shows gets what it shows."""
    begin(page, site)
    ask_us = f"PubMed(base_url={pubmed.url!r}, requests_per_second=5000, "
    Walk(page, python={"PubMed(": ask_us}).all()


def test_every_block_is_run_or_says_why_not() -> None:
    """Only these languages are not for typing; `console` would hide commands from the test."""
    shown = {"yaml", "toml", "json", "text", "python", "sh", "markdown", "html", "bibtex", "lua"}
    for page in PAGES:
        for block in page.blocks:
            assert block.language in shown, f"{page.path.name}:{block.line}: {block.language or 'no language'}"
            stray = block.language == "text" and not (block.follows_commands or block.reason or block.file)
            assert not stray, f"{page.path.name}:{block.line}: output of what?"


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_links_out_of_the_documentation_hold(name: str) -> None:
    """The site's builder looks at links within docs/ only."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in target:
            path, _, anchor = target.partition("#")
            assert (ROOT / path).exists(), target
            headings = (
                re.findall(r"^#+ (.*)$", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE) if anchor else []
            )
            assert not anchor or anchor in map(slug, headings), target


def test_the_disclaimer_of_ncbi_is_shown() -> None:
    """NCBI asks that users of software see it."""
    for page in ("README.md", "docs/not-promised.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert "do not warrant the accuracy or completeness" in text.replace("\n", " ").replace("  ", " ")


def slug(heading: str) -> str:
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())
