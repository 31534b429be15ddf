"""A mirror in place of PubMed, and before it: find, review and extract, through the command."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.eutils_server import record, record_of
from support.journeys import Run, claims_file
from support.nlm import built, bulk_file
from support.papers import BED_REST, BED_REST_NULL, MANIPULATION, MANIPULATION_HELPS, PAPERS

from claimcheck.cli.main import main

WINDOW = re.compile(r"\((?P<query>.*)\) AND (?P<since>[0-9/]+):3000\[crdt\]", re.DOTALL)
CREATED = "<DateCreated><Year>2026</Year><Month>01</Month><Day>20</Day></DateCreated></MedlineCitation>"


class Newer(BooleanServer):
    """A PubMed of which `MANIPULATION_HELPS` alone is of this week."""

    since: set[str]

    def _hits(self, term: str) -> list[str]:
        if window := WINDOW.fullmatch(term):
            self.since = {*getattr(self, "since", ()), window["since"]}
            return [pmid for pmid in super()._hits(window["query"]) if pmid == MANIPULATION_HELPS.pmid]
        return super()._hits(term)


@pytest.fixture
def server() -> Iterator[BooleanServer]:
    with Newer(PAPERS) as running:
        yield running


@pytest.fixture
def mirrored(project: Path, tmp_path: Path) -> Path:
    """A project with a mirror of last week's PubMed beside it."""
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION, BED_REST))
    older = [paper for paper in PAPERS if paper is not MANIPULATION_HELPS]
    records = [record_of(paper).replace("</MedlineCitation>", CREATED) for paper in older]
    built(project / "pubmed.index", bulk_file(tmp_path / "files", 1, records))
    return project


def test_find_asks_the_mirror_first_and_pubmed_for_what_is_newer(online: Run, mirrored: Path, server: Newer) -> None:
    """The paper of this week comes from PubMed, those before from the mirror, in one run; the lock says who was asked."""
    ran = online("find", "--catalog", "mirror:pubmed.index,pubmed", "--all")
    assert ran.code == 0, ran.err
    written = (mirrored / "claims" / "a.yaml").read_text()
    assert MANIPULATION_HELPS.pmid in written
    assert BED_REST_NULL.pmid in ran.out
    assert server.since == {"2026/01/13"}
    lock = (mirrored / "claims" / "evidence.lock.json").read_text()
    assert '"catalog": "mirror,pubmed"' in lock
    assert '"source": "mirror"' in lock
    assert '"source": "efetch"' in lock


def test_what_the_mirror_found_stays_where_pubmed_cannot_be_asked(
    online: Run, mirrored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run says so and ends with 3; no claim is recorded as searched in full."""
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", "http://127.0.0.1:9/")
    ran = online("find", "--catalog", "mirror:pubmed.index,pubmed", "--all")
    assert ran.code == 3
    assert "could not ask the mirror and PubMed about" in ran.err
    told = " ".join(ran.out.split())
    assert "PubMed could not be asked for what is newer than 2026-01-13" in told
    assert "not known: not everything could be asked" in told
    assert BED_REST_NULL.pmid in told
    lock = mirrored / "claims" / "evidence.lock.json"
    assert not lock.exists() or '"outcome"' not in lock.read_text()


UNREADABLE = "<PubmedArticle><MedlineCitation><PMID>8</PMID><a></MedlineCitation></PubmedArticle>"


@pytest.mark.parametrize(("number", "records"), [(4, [record("7", "Later work")]), (2, [UNREADABLE])])
def test_pubmed_is_asked_for_all_where_the_mirror_is_not_complete(
    online: Run, mirrored: Path, tmp_path: Path, server: Newer, number: int, records: list[str]
) -> None:
    """The paper of a missing file, or the record that could not be read, may be of any day."""
    built(mirrored / "pubmed.index", bulk_file(tmp_path / "files", number, records))
    ran = online("find", "--catalog", "mirror:pubmed.index,pubmed", "--all")
    assert ran.code == 0, ran.err
    assert "crdt" not in str(server.requests)
    assert MANIPULATION_HELPS.pmid in (mirrored / "claims" / "a.yaml").read_text()


def test_a_mirror_that_lacks_files_does_not_say_that_there_is_nothing(
    online: Run, mirrored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Alone it names them, the run ends with 3, and no search is recorded; once they are in, the same day's run asks again."""
    built(mirrored / "some.index", bulk_file(tmp_path / "files", 2, [record("7", "Later work")]))
    ran = online("find", "--catalog", "mirror:some.index")
    assert ran.code == 3
    assert "files are missing from the mirror: pubmed26n0001; fetch and apply them." in ran.err
    capsys.readouterr()
    assert main(["mirror", "search", "zzzz", "--folder", "some.index", "--format", "json"]) == 3
    assert "pubmed26n0001" in json.loads(capsys.readouterr().out)["unasked"]
    lock = mirrored / "claims" / "evidence.lock.json"
    assert not lock.exists() or '"outcome"' not in lock.read_text()
    built(mirrored / "some.index", tmp_path / "files" / "pubmed26n0001.xml.gz")
    assert online("find", "--catalog", "mirror:some.index").code == 0
    assert "searched today" in online("find", "--catalog", "mirror:some.index").err
    built(mirrored / "some.index", bulk_file(tmp_path / "files", 3, [record("8", "Still later work")]))
    assert "searched today" not in online("find", "--catalog", "mirror:some.index", "--dry-run").err


def test_the_mirror_alone_asks_nobody(online: Run, mirrored: Path, server: Newer) -> None:
    ran = online("find", "--catalog", "mirror:pubmed.index")
    assert ran.code == 0, ran.err
    assert server.requests == []
    assert MANIPULATION_HELPS.pmid not in ran.out


@pytest.mark.parametrize("command", ["find", "refresh"])
@pytest.mark.parametrize(
    ("flags", "told"), [(("--catalog", "mirror:no-such-folder"), "--catalog"), ((), "the setting `catalog`")]
)
def test_a_mirror_that_is_not_there_is_told_before_anything_begins(
    online: Run, mirrored: Path, command: str, flags: tuple[str, ...], told: str
) -> None:
    path = mirrored / "claims" / "a.yaml"
    path.write_text(f"{path.read_text()}    citations: [{{pmid: {BED_REST_NULL.pmid}}}]\n")
    (mirrored / "claimcheck.toml").write_text('catalog = "mirror:no-such-folder"\n')
    ran = online(command, *flags)
    assert (ran.code, ran.out) == (2, "")
    assert re.fullmatch(f"claimcheck: there is no mirror in .*no-such-folder: correct {told}, or .*\n", ran.err)


def test_find_tells_how_old_the_mirror_is_that_is_asked_alone(online: Run, mirrored: Path) -> None:
    """Once, where nothing came in for a month; with PubMed beside it nothing is missing."""
    told = "hint: the newest record of the mirror is of 2026-01-20: apply NLM's update files"
    assert online("find", "--catalog", "mirror:pubmed.index", "--dry-run").err.count(told) == 1
    assert told not in online("find", "--catalog", "mirror:pubmed.index,pubmed", "--dry-run").err


def test_refresh_asks_pubmed_where_both_are_named(online: Run, mirrored: Path, server: Newer) -> None:
    """What was cited may have been retracted this morning, which no mirror knows."""
    path = mirrored / "claims" / "a.yaml"
    path.write_text(
        claims_file(BED_REST) + f"    citations:\n      - {{pmid: {BED_REST_NULL.pmid}, stance: supports}}\n"
    )
    ran = online("refresh", "--catalog", "mirror:pubmed.index,pubmed")
    assert ran.code == 0, ran.err
    assert any("efetch" in str(request) for request in server.requests)


PAGE = """\
# Rest

Bed rest does not help people with sciatica [the trial](https://doi.org/10.1000/rest.1), and walking relieves back pain
[says another](https://doi.org/10.1000/elsewhere).
"""


def test_extract_writes_the_pmids_of_works_that_the_mirror_knows(run: Run, mirrored: Path, tmp_path: Path) -> None:
    """A DOI that only others may know stays as the page gives it, and the run ends with 3."""
    known = record_of(BED_REST_NULL).replace(
        '<ArticleId IdType="pubmed">', '<ArticleId IdType="doi">10.1000/rest.1</ArticleId><ArticleId IdType="pubmed">'
    )
    built(mirrored / "doi.index", bulk_file(tmp_path / "more", 1, [known]))
    (mirrored / "rest.md").write_text(PAGE)
    ran = run("extract", "rest.md", "--catalog", "mirror:doi.index", "--format", "yaml")
    assert ran.code == 3
    assert f"pmid: {BED_REST_NULL.pmid}" in ran.out
    assert '{doi: "10.1000/elsewhere", added: {by: article}}' in ran.out
    assert "no PMID for 10.1000/elsewhere: the mirror has no record with" in ran.err
    alone = run("extract", "rest.md", "--format", "yaml")
    assert (alone.code, "pmid:" in alone.out) == (0, False)
