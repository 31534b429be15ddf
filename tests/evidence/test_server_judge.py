"""The judge behind a server: asked over real HTTP, believed only with words of the paper."""

import json

import pytest
from support.judge_server import JudgeServer
from support.papers import MANIPULATION, MANIPULATION_HELPS, MANIPULATION_RETRACTED, NO_ABSTRACT

from claimcheck.errors import UsageError
from claimcheck.evidence.judge import judge
from claimcheck.evidence.rank import rank
from claimcheck.evidence.remote import ServerJudge, from_options
from claimcheck.model import Evidence, Stance
from claimcheck.testing import check_judge


def says(stance: str, passage: str, confidence: object = 0.9, **more: object) -> str:
    return json.dumps({"stance": stance, "passage": passage, "confidence": confidence, **more})


def copied(document: dict[str, str]) -> str:
    """A model that calls everything support and copies the abstract's first line."""
    return says("supports", document["abstract"].splitlines()[0])


def ruled(server: JudgeServer) -> Evidence:
    return judge(MANIPULATION, MANIPULATION_HELPS, ServerJudge(server.url, "small"))


def test_it_keeps_the_contract() -> None:
    """A server that answers sensibly makes a judge like any other."""
    with JudgeServer(copied) as server:
        check_judge(ServerJudge(server.url, "small"))


def test_a_verdict_with_its_passage_is_taken() -> None:
    """Stance, passage, confidence and the model's name reach the evidence; the key goes into the header alone."""
    passage = "Spinal manipulation significantly reduced pain in adults with sciatica."
    with JudgeServer(lambda _: says("supports", passage, 0.83)) as server:
        ours = from_options({"base_url": server.url, "model": "small", "api_key": "s3cret"})
        evidence = judge(MANIPULATION, MANIPULATION_HELPS, ours)
    assert (evidence.stance, evidence.passage, evidence.confidence) == (Stance.SUPPORTS, passage, 0.83)
    assert evidence.judged_by == "server/small"
    assert server.headers[0]["Authorization"] == "Bearer s3cret"
    assert "s3cret" not in json.dumps(server.asked)


def test_the_abstract_is_sent_as_data() -> None:
    """Instructions and paper are apart: the paper is a JSON document of its own, whatever stands in it."""
    with JudgeServer(copied) as server:
        ruled(server)
    system, user = server.asked[0]["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    assert set(json.loads(user["content"])) == {"claim", "title", "abstract"}
    assert MANIPULATION_HELPS.title not in system["content"]
    assert server.asked[0]["temperature"] == 0


@pytest.mark.parametrize(
    "said",
    [
        says("supports", "Manipulation cured everybody in the study."),
        says("supports", ""),
        says("supports", "pain"),
        says("supports", "Spinal manipulation ... adults with sciatica."),
        says("surely", "Spinal manipulation significantly reduced pain in adults with sciatica."),
        says("supports", "Spinal manipulation significantly reduced pain in adults with sciatica.", 7),
        says("supports", "Spinal manipulation significantly reduced pain in adults with sciatica.", "high"),
        says("supports", "Spinal manipulation significantly reduced pain in adults with sciatica.", extra=1),
        "Sure! It supports the claim.",
        "[]",
        says("abstain", ""),
    ],
)
def test_what_is_not_strictly_an_answer_with_its_words_is_an_abstention(said: str) -> None:
    """Invented, empty, one-word or pieced passages, unknown stances and chatter never become a verdict."""
    with JudgeServer(lambda _: said) as server:
        evidence = ruled(server)
    assert (evidence.stance, evidence.passage, evidence.unasked) == (None, "", False)
    assert evidence.reason


@pytest.mark.parametrize(("status", "raw"), [(500, None), (401, None), (302, None), (200, b"<html>"), (200, b"{}")])
def test_trouble_is_could_not_ask(status: int, raw: bytes | None) -> None:
    """A server that fails makes an abstention that is marked as not asked, and is not asked on and on."""
    with JudgeServer(copied, status=status, raw=raw) as server:
        ours = ServerJudge(server.url, "small")
        evidence = ours.judge(MANIPULATION, rank(MANIPULATION, [MANIPULATION_HELPS, MANIPULATION_HELPS]) * 3)
    assert all(one.unasked and one.stance is None and one.reason for one in evidence)
    assert len(server.asked) == 1


def test_no_server_is_could_not_ask() -> None:
    """Nobody listens: told, not raised."""
    evidence = judge(MANIPULATION, MANIPULATION_HELPS, ServerJudge("http://127.0.0.1:9/v1", "small"))
    assert evidence.unasked
    assert "could not be reached" in evidence.reason


def test_retracted_papers_and_bare_titles_are_not_sent() -> None:
    """What may never support costs no question."""
    with JudgeServer(copied) as server:
        for paper in (MANIPULATION_RETRACTED, NO_ABSTRACT):
            assert judge(MANIPULATION, paper, ServerJudge(server.url, "small")).stance is None
    assert server.asked == []


@pytest.mark.parametrize(
    "options", [{}, {"model": "m"}, {"base_url": "http://a"}, {"base_url": "file:///etc/passwd", "model": "m"}]
)
def test_missing_or_wrong_options_are_told(options: dict[str, str]) -> None:
    """The person at the keyboard learns which setting is missing."""
    with pytest.raises(UsageError, match="judge"):
        from_options(options)
