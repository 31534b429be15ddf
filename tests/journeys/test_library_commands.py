"""Papers on this machine: the cache that spares PubMed, and citations that come from a file."""

from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.journeys import Run, claims_file
from support.papers import COPPER, MANIPULATION, MANIPULATION_HELPS, PAPERS

NBIB = """\
PMID- 99000777
OWN - NLM
TI  - An invented trial of walking.
AB  - Walking reduced pain.
FAU - Doe, Jane
AU  - Doe J
DP  - 2021 Mar
TA  - J Invent
JT  - Journal of Invention
PT  - Randomized Controlled Trial
"""


def test_a_second_find_fetches_nothing_it_has(online: Run, project: Path, server: BooleanServer) -> None:
    """Papers are asked for once a week, not once a run."""
    (project / "claims" / "a.yaml").write_text(claims_file(COPPER, MANIPULATION))
    online("find", "--dry-run")
    fetched = server.count("efetch.fcgi")
    assert fetched > 0
    online("find", "--dry-run")
    assert server.count("efetch.fcgi") == fetched
    online("find", "--dry-run", "--refresh")
    assert server.count("efetch.fcgi") > fetched


def test_offline_asks_nobody_and_says_so(online: Run, project: Path, server: BooleanServer) -> None:
    """Not asked is not "nothing found"."""
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
    ran = online("find", "--offline")
    assert ran.code == 3
    assert "set to work offline" in ran.err
    assert not server.requests


def test_citations_from_a_file_are_printed_ready_to_paste(run: Run, project: Path) -> None:
    """Without --claim nothing is written."""
    (project / "cites.nbib").write_text(NBIB)
    ran = run("import", "cites.nbib")
    assert ran.code == 0
    assert ran.out.startswith("citations:\n  - pmid: 99000777  # Journal of Invention 2021")


def test_citations_from_a_file_join_a_claim_unjudged(run: Run, project: Path) -> None:
    """Somebody's reference list is no verdict: the claim is proposed, not sourced, and the lock knows the record."""
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
    (project / "cites.nbib").write_text(NBIB)
    assert run("import", "cites.nbib", "--claim", MANIPULATION.id, "--by", "A. Editor").code == 0
    assert "added: {by: A. Editor, date: 2026-11-23}" in (project / "claims" / "a.yaml").read_text()
    ran = run("check", "--format", "concise")
    assert "CC106" in ran.out
    assert "CC005" not in ran.out


ATTRIBUTED = """\
claimcheck: 1
claims:
  - id: named
    statement: Spinal manipulation reduces pain in people with sciatica.
    kind: efficacy
    intervention: spinal manipulation
    attributed_to: {journal: Journal of Invented Spine Studies, author: Doe et al., year: 2019}
"""


def test_the_work_that_the_article_names_is_looked_for_first(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ "Doe et al. in the Journal of Invented Spine Studies, 2019" is matched as a citation and joins the pool."""
    matched = {"Journal of Invented Spine Studies|2019|||Doe": str(MANIPULATION_HELPS.pmid)}
    (project / "claims" / "a.yaml").write_text(ATTRIBUTED)
    with BooleanServer(PAPERS, citations=matched, similar={str(MANIPULATION_HELPS.pmid): ["99000002"]}) as server:
        monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", server.url)
        found = run("find", "--format", "json").json
    assert isinstance(found, list)
    first, second = found[0]["searches"][:2]
    assert first["query"] == "citation match: Doe et al., Journal of Invented Spine Studies, 2019"
    assert first["count"] == 1
    assert second["query"] == f"similar to PMID {MANIPULATION_HELPS.pmid}"
