"""A project folder and a PubMed of our own for the whole way through the command."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.journeys import Ran, Run
from support.known_judge import KnownJudge
from support.papers import PAPERS

from claimcheck import registry
from claimcheck.catalogs.pubmed import client
from claimcheck.catalogs.pubmed.transport import Limits
from claimcheck.cli.main import main


@pytest.fixture
def server() -> Iterator[BooleanServer]:
    with BooleanServer(PAPERS) as running:
        yield running


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project that is the current folder, with caches and state of its own and no settings from outside."""
    for name in ("NCBI_API_KEY", "NCBI_EMAIL", "FORCE_COLOR", "CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("CLAIMCHECK_PUBMED_REQUESTS_PER_SECOND", "5000")
    # As many tries as everywhere, a fiftieth of the time between them.
    monkeypatch.setattr(client, "Limits", partial(Limits, backoff=0.01))
    folder = tmp_path / "site"
    (folder / "claims").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(project: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in the project, in this process, on a fixed day."""

    def running(*arguments: str) -> Ran:
        capsys.readouterr()
        dated = (
            []
            if arguments[0] in ("extract", "rule", "schema", "cache", "anchor", "config", "init", "policy", "judge")
            else ["--today", "2026-11-23"]
        )
        code = main([*arguments, *dated])
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return running


@pytest.fixture
def online(run: Run, server: BooleanServer, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same with our PubMed behind it, and a judge that knows its papers; how the network judges is tested elsewhere."""
    monkeypatch.setattr(registry, "NetworkJudge", lambda **_: KnownJudge())
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", server.url)
    return run
