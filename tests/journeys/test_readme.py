"""What the README shows works as it stands there."""

import re
from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.eutils_server import record
from support.journeys import Run

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    """The code block after a marker."""
    found = re.search(rf"<!-- {name} -->\n```\w*\n(.*?)```", README, re.DOTALL)
    assert found, name
    return found.group(1)


WALKING = record(
    "99000501",
    "Walking for chronic low back pain: a randomised trial",
    "We tested walking in adults with chronic low back pain. "
    "Walking significantly reduced pain compared with usual care at 12 weeks. "
    "We conclude that walking reduces chronic low back pain.",
    types=("Randomized Controlled Trial",),
)


def test_the_library_example_runs(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A developer pastes it and gets the paper with its passage."""
    with BooleanServer([WALKING]) as server:
        code = block("example").replace("PubMed(", f"PubMed(base_url={server.url!r}, requests_per_second=1000, ")
        exec(compile(code, "README.md", "exec"), {})
    assert "attached" in capsys.readouterr().out


def test_the_first_claims_file_goes_from_red_to_green(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor's first ten minutes: write, find, accept, check."""
    text = re.search(r"```yaml\n(claimcheck: 1\n.*?)```", README, re.DOTALL)
    assert text
    (project / "claims" / "back-pain.yaml").write_text(text.group(1))
    with BooleanServer([WALKING]) as server:
        monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", server.url)
        assert run("find").code == 0
        assert run("check").code == 1
        assert run("accept", "walking-helps-back-pain", "99000501", "--by", "A. Editor").code == 0
        assert run("check").code == 0
        assert run("refresh").code == 0


def test_the_disclaimer_of_ncbi_is_shown() -> None:
    """NCBI asks that users of software see it."""
    assert "NCBI's disclaimer" in README
