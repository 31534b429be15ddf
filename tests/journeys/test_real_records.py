"""The whole way over real records: the worked example, recorded answers, and a slice of SciFact behind the twin."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.journeys import Run
from support.twin import data, twin_module

OWN_CLAIMS = Path(__file__).parents[2] / "claims"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Recorded records, the facts of the sciatica papers, and 300 SciFact abstracts, indexed once."""
    module = twin_module()
    lines = data("benchmarks", "scifact", "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = {str(doc) for claim in scifact_claims() for doc in claim["cited_doc_ids"]}  # type: ignore[attr-defined]
    records = [json.loads(line) for line in lines]
    kept = [one for one in records if str(one["doc_id"]) in wanted] + records[:300]
    by_id = {one["doc_id"]: one for one in kept}
    slice_path = tmp_path_factory.mktemp("scifact") / "slice.jsonl"
    slice_path.write_text("".join(json.dumps({**one, "pmid": one["doc_id"]}) + "\n" for one in by_id.values()))
    sources = [str(data("sciatica", "records.json")), str(data("eutils", "efetch")), str(slice_path)]
    with module.PubmedTwin(records=sources, limit=0) as twin:
        return twin.index


@pytest.fixture
def twin(index: object, run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    with twin_module().PubmedTwin(index=index, limit=0) as running:
        monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", running.url)
        yield running


def scifact_claims() -> list[dict[str, object]]:
    """Fifty claims with evidence, with documents that have PubMed-like numbers."""
    path = data("benchmarks", "scifact", "claims_train.jsonl")
    claims = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [claim for claim in claims if claim["evidence"]][:50]


@pytest.mark.slow
def test_papers_without_abstracts_are_candidates_only(run: Run, project: Path, twin: object) -> None:
    """No abstract, no verdict: of the sciatica papers none is attached, and the reason is told."""
    shutil.copytree(OWN_CLAIMS, project / "claims", dirs_exist_ok=True)
    without = {str(one["pmid"]) for one in json.loads(data("sciatica", "records.json").read_text(encoding="utf-8"))}
    ran = run("find", "--format", "json")
    assert ran.code == 0, ran.err
    results = json.loads(ran.out)
    assert len(results) == 14
    assert not without & {cited["pmid"] for one in results for cited in one["attached"]}
    reasons = [paper["reason"] for one in results for paper in one["candidates"] if paper["pmid"] in without]
    assert reasons
    without_verdict = {"no abstract to read", "no abstract: read the paper itself"}
    assert set(reasons) <= {*without_verdict, "a plan without results", "retracted", "withdrawn"}


@pytest.mark.slow
def test_find_attaches_something_on_scifact_and_most_of_it_is_right(run: Run, project: Path, twin: object) -> None:
    """On fifty real claims something is attached, and what is attached is mostly what annotators say supports them."""
    claims = scifact_claims()
    lines = ["claimcheck: 1", "claims:"]
    for claim in claims:
        lines += [f"  - id: claim-{claim['id']}", f"    statement: {json.dumps(claim['claim'])}"]
    (project / "claims" / "scifact.yaml").write_text("\n".join(lines) + "\n")
    ran = run("find", "--format", "json")
    assert ran.code == 0, ran.err
    gold = {f"claim-{claim['id']}": claim["evidence"] for claim in claims}
    attached = [(one["claim_id"], cited["pmid"]) for one in json.loads(ran.out) for cited in one["attached"]]
    right = [
        1
        for claim, pmid in attached
        if any(e["label"] == "SUPPORT" for e in gold[claim].get(pmid, ()))  # type: ignore[attr-defined]
    ]
    assert attached
    assert len(right) / len(attached) >= 0.6


def test_known_retractions_are_found_with_their_notices(run: Run, project: Path, twin: object) -> None:
    """PMID 32356626 was retracted in 2020; the notice is PMID 32501665."""
    (project / "claims" / "a.yaml").write_text(
        "claimcheck: 1\nclaims:\n  - id: cited\n    statement: Something.\n    citations:\n"
        "      - {pmid: 32356626, stance: supports, reviewed: {by: A. Editor, date: 2026-11-20}}\n"
    )
    assert run("refresh").code == 0
    ran = run("check", "--format", "concise")
    assert ran.code == 1
    assert "CC301" in ran.out
    assert "32501665" in ran.out
