"""Nothing tells anybody to install `claimcheck` from the package index: that is somebody else's program."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TOLD = (
    *(
        ROOT / name
        for name in (
            "README.md",
            "CHANGELOG.md",
            "Dockerfile",
            "action.yml",
            "constraints.txt",
            "mkdocs.yml",
            "pyproject.toml",
        )
    ),
    ROOT / ".pre-commit-hooks.yaml",
    *(
        path
        for folder in ("docs", "src", "templates", "training", "benchmarks")
        for path in sorted((ROOT / folder).rglob("*"))
    ),
)
FILES = [
    path
    for path in TOLD
    if path.suffix in {".md", ".py", ".yml", ".yaml", ".toml", ".json", ".txt", ""} and path.is_file()
]

NAME = r"(?<![\w/.-])claimcheck(?![\w/.-])"
WRONG = re.compile(
    rf"\b(?:pipx?|pip3|uvx?|poetry|pdm|conda|brew) (?:[\w-]+ )*(?:install|add|inject|run)\b[^\n`&|;]*?{NAME}"
    rf"|\buvx {NAME}|{NAME}\[|{NAME} ?@ ?(?:git\+|https)"
    rf"|dependencies\"?\s*[=:]\s*\[[^\]]*?(?<![\w/.-])claimcheck(?=[\"'\]<>=~!;, ])"
)


def wrong(text: str) -> list[str]:
    """Every place of the text where the name of the other program is to be installed."""
    return [found[0] for found in WRONG.finditer(text)]


def test_no_file_installs_the_other_program() -> None:
    """Pages, action, hook, container, metadata and the sentences of the program."""
    told = {str(path): wrong(path.read_text(encoding="utf-8", errors="replace")) for path in FILES}
    assert {path: found for path, found in told.items() if found} == {}


@pytest.mark.parametrize(
    "text",
    [
        "pip install claimcheck",
        "python -m pip install --quiet claimcheck==1.0",
        "pip install 'claimcheck[completion]'",
        "uv tool install claimcheck",
        "pipx run claimcheck check",
        "uvx claimcheck",
        'dependencies = ["claimcheck"]',
        'dependencies = [\n  "attrs",\n  "claimcheck>=0.1",\n]',
        "additional_dependencies: [claimcheck]",
        "claimcheck @ git+https://example.org/a",
    ],
)
def test_the_wrong_name_is_seen(text: str) -> None:
    """The test above can fail."""
    assert wrong(text)


@pytest.mark.parametrize(
    "text",
    [
        'pip install "claimcheck-pubmed @ git+https://github.com/OWNER/claimcheck@REF"',
        "pip install -e . && claimcheck check",
        "pip install shtab; claimcheck completion bash",
        'dependencies = ["claimcheck-pubmed"]',
        "claimcheck check [PATH]",
    ],
)
def test_the_right_name_is_passed(text: str) -> None:
    """Neither the repository nor the command is a name to install."""
    assert wrong(text) == []


def test_the_metadata_have_the_name_and_the_import_stays() -> None:
    """Distribution and extras are `claimcheck-pubmed`, the command is `claimcheck`."""
    assert PROJECT["name"] == "claimcheck-pubmed"
    assert PROJECT["scripts"] == {"claimcheck": "claimcheck.cli.start:entry"}
    assert "claimcheck-pubmed[test]" in PROJECT["optional-dependencies"]["dev"]


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix in {".md", ".yml"}], ids=lambda path: path.name)
def test_every_page_installs_from_the_one_address_at_a_pinned_revision(path: Path) -> None:
    """The address stands in the metadata; pages repeat it, with a revision wherever something is installed."""
    text, address = path.read_text(encoding="utf-8"), PROJECT["urls"]["Repository"]
    for found in re.finditer(
        r"git\+(\S+?)@(\w+)|docker build \S* ?\S* (\S+?)\.git#(\w+)|uses: (\S+/claimcheck)@(\w+)", text
    ):
        named, revision = [part for part in found.groups() if part]
        assert address.endswith(named), found[0]
        assert revision == "REF", found[0]
    assert not re.search(r"git\+\S+/claimcheck(?:\.git)?[\"'\s]", text), "without a revision"


def test_readme_and_install_page_warn_of_the_other_program() -> None:
    """Whoever has both in one environment imports the wrong one."""
    for page in ("README.md", "docs/install.md"):
        text = " ".join((ROOT / page).read_text(encoding="utf-8").split())
        assert "somebody else's program" in text
        assert "import package of the same name" in text
