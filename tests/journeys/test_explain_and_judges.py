"""`find --explain` and `find --judge`, through the command."""

import json
from pathlib import Path

import pytest
from support.journeys import Run, claims_file
from support.judge_server import JudgeServer
from support.papers import MANIPULATION, MANIPULATION_HELPS, MANIPULATION_NULL, MANIPULATION_RETRACTED


@pytest.fixture
def claims(project: Path) -> Path:
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    return path


@pytest.mark.parametrize("columns", [80, 40])
def test_the_explanation_fits_the_terminal(
    online: Run, claims: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    """Every query with its reason and count, every paper with scores and verdict, within the width."""
    monkeypatch.setenv("COLUMNS", str(columns))
    ran = online("find", "--explain", "--dry-run")
    assert ran.code == 0
    told = " ".join(ran.out.split())
    assert "searches: 1. " in told
    assert " hit" in told
    assert "papers, as they rank: 1. " in told
    assert "score " in told
    assert "-> proposed" in told
    assert "-> retracted" in told
    assert "-> may say the opposite; read it" in told
    assert "(known/1)" in told
    # A command to copy stays on one line.
    lines = [line for line in ran.out.splitlines() if "claimcheck accept" not in line]
    wide = [line for line in lines if len(line) > columns and " " in line.strip()]
    assert wide == []


def test_the_explanation_as_json_is_complete(online: Run, claims: Path) -> None:
    """Each candidate once, best first, attached or with the reason why not."""
    [one] = json.loads(online("find", "--explain", "--format", "json").out)
    papers = one["explanation"]["papers"]
    assert [paper["rank"] for paper in papers] == list(range(1, len(papers) + 1))
    by_pmid = {paper["pmid"]: paper for paper in papers}
    assert {pmid for pmid, paper in by_pmid.items() if paper["attached"]} == {e["pmid"] for e in one["attached"]}
    assert all(bool(paper["why_not"]) is not paper["attached"] for paper in papers)
    helps = by_pmid[str(MANIPULATION_HELPS.pmid)]
    assert (helps["stance"], helps["judged_by"]) == ("supports", "known/1")
    assert helps["passage"]
    assert helps["parts"]
    assert sum(helps["parts"].values()) == pytest.approx(helps["score"], abs=0.01)
    assert by_pmid[str(MANIPULATION_NULL.pmid)]["why_not"] == "may say the opposite; read it"
    assert "retracted" in by_pmid[str(MANIPULATION_RETRACTED.pmid)]["why_not"]
    assert all(search["why"] and search["count"] >= 0 for search in one["searches"])


def test_what_people_have_ruled_on_is_named(online: Run, claims: Path) -> None:
    """A paper turned down and a paper cited already were found too; the explanation says why they are not judged."""
    helps, null = str(MANIPULATION_HELPS.pmid), str(MANIPULATION_NULL.pmid)
    online("find")
    online("reject", MANIPULATION.id, helps, "--by", "A. Editor", "--note", "too small")
    online("accept", MANIPULATION.id, null, "--stance", "contradicts", "--by", "A. Editor")
    [one] = json.loads(online("find", "--all", "--explain", "--format", "json").out)
    passed = {entry["pmid"]: entry["reason"] for entry in one["explanation"]["passed_over"]}
    assert passed[helps] == "turned down before"
    assert passed[null] == "the claim cites it already"
    assert f"PMID {helps}: not judged, turned down before" in online("find", "--all", "--explain").out


def test_without_explain_the_json_is_as_before(online: Run, claims: Path) -> None:
    """The key comes only when asked for."""
    assert "explanation" not in json.loads(online("find", "--format", "json").out)[0]


def test_an_unknown_judge_is_wrong_usage(online: Run, claims: Path) -> None:
    """Exit 2 and one sentence with the names that are known; nothing is asked or written."""
    before = claims.read_text()
    ran = online("find", "--judge", "oracle")
    assert ran.code == 2
    assert "known are network, server" in ran.err
    assert claims.read_text() == before


def test_a_server_judges_when_the_settings_say_so(online: Run, project: Path, claims: Path) -> None:
    """Setting and table choose the judge; what it quotes is attached under its name, what it invents is not."""
    passage = "Spinal manipulation significantly reduced pain in adults with sciatica."
    said = json.dumps({"stance": "supports", "passage": passage, "confidence": 0.9})
    with JudgeServer(lambda _: said) as server:
        (project / "claimcheck.toml").write_text(
            f'judge = "server"\n[judge-options]\nbase_url = "{server.url}"\nmodel = "small"\n'
        )
        ran = online("find", "--explain", "--format", "json")
    assert ran.code == 0, ran.err
    [one] = json.loads(ran.out)
    assert {e["pmid"] for e in one["attached"]} == {str(MANIPULATION_HELPS.pmid)}
    assert one["attached"][0]["judged_by"] == "server/small"
    assert any("does not stand in the paper" in paper["why_not"] for paper in one["explanation"]["papers"])


def test_a_judge_that_cannot_be_asked_is_exit_3(online: Run, project: Path, claims: Path) -> None:
    """A server that is down is not "nothing supports it": exit 3, said so, no file changed."""
    before = claims.read_text()
    (project / "claimcheck.toml").write_text(
        'judge = "server"\n[judge-options]\nbase_url = "http://127.0.0.1:9/v1"\nmodel = "small"\n'
    )
    ran = online("find", "--format", "json")
    assert ran.code == 3
    assert json.loads(ran.out)[0]["outcome"] == "could-not-ask"
    assert "could not ask the judge about 1 of 1 claims" in ran.err
    assert claims.read_text() == before


def test_a_judges_key_in_a_file_is_refused(online: Run, project: Path, claims: Path) -> None:
    """Keys belong into the environment."""
    (project / "claimcheck.toml").write_text('[judge-options]\napi_key = "x"\n')
    ran = online("find")
    assert ran.code == 2
    assert "CLAIMCHECK_JUDGE_API_KEY" in ran.err
