"""What `find` tells of a claim: what to read, why each paper is not proposed, and nothing that a machine cannot know."""

import pytest
from attrs import evolve
from support.gate import PAPERS

from claimcheck.cli.explain import explanation_as_text
from claimcheck.cli.find_report import result_as_json, result_as_text, summary
from claimcheck.model import AbstractSection, Candidate, Claim, Evidence, FindResult, Outcome, Paper, Stance

CLAIM = Claim("Massage eases leg pain.", id="massage")
READABLE = (AbstractSection("Pain fell."),)
BY_NUMBER = {int(paper.pmid) - 99000000: evolve(paper, sections=READABLE) for paper in PAPERS}
REVIEW, AGAINST, OTHER, RETRACTED, PLAN, LAST = (BY_NUMBER[number] for number in (24, 2, 3, 4, 7, 27))
NO_ABSTRACT = evolve(BY_NUMBER[20], sections=())


def found(*papers: Paper, outcome: Outcome = Outcome.CANDIDATES, **more: tuple[Evidence, ...]) -> FindResult:
    return FindResult(CLAIM, outcome, candidates=tuple(Candidate(paper, 1.0) for paper in papers), **more)


def told(result: FindResult) -> str:
    return result_as_text(result, limit=10, width=400)


def test_the_nearest_are_named_with_passage_and_reason() -> None:
    """Never "nothing found" while papers are there; what the judge reads as support comes first, what is no evidence not."""
    evidence = (
        Evidence(RETRACTED, None, reason="retracted"),
        Evidence(OTHER, None, reason="does not decide it"),
        Evidence(REVIEW, Stance.SUPPORTS, "Massage eased pain.", 0.3, "network/1"),
    )
    text = told(found(RETRACTED, OTHER, REVIEW, PLAN, NO_ABSTRACT, LAST, evidence=evidence))
    assert text.splitlines() == [
        "massage: no paper surely says so (0 searches, 6 papers)",
        "  These three come near; read them:",
        "  . PMID 99000024 Almeida P, J Invent Stud 2025: Massage for leg pain: a systematic review",
        '      "Massage eased pain."',
        "      (may say so, but not surely enough)",
        "  . PMID 99000003 Almeida P, Eur Spine J 2007: Conservative care of sciatica: a review",
        "      (does not decide it)",
        "  . PMID 99000027 Almeida P, J Invent Stud 2025: Exercise and leg pain",
        "      (not judged: others rank higher)",
        "  and 3 more (retracted: 1; a plan without results: 1; no abstract to read: 1; --format json lists them)",
    ]


def test_one_paper_comes_near() -> None:
    """Said of one as of one."""
    assert "  This one comes near; read it:\n  . PMID 99000003" in told(found(OTHER))


def test_a_contradiction_is_something_to_read() -> None:
    """It is told with its passage and advises nothing about the claim."""
    against = Evidence(
        AGAINST, Stance.CONTRADICTS, "There was no difference.", 0.8, "network/1", "reports the opposite"
    )
    result = found(AGAINST, contradicting=(against,), evidence=(against,))
    assert told(result).splitlines()[1:3] == [
        "  - may say the opposite; read it: PMID 99000002 Almeida P, J Invent Stud 2025: " + AGAINST.title,
        '      "There was no difference."',
    ]
    assert "1 with papers that may say the opposite" in summary([result])
    assert "-> may say the opposite; read it" in explanation_as_text(result, (), width=100)
    assert [one["reason"] for one in result_as_json(result, limit=10)["candidates"]] == [
        "may say the opposite; read it"
    ]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [
        (Evidence(OTHER, None, reason="not sure"), "not sure"),
        (Evidence(OTHER, None), "not sure"),
        (Evidence(OTHER, Stance.CONTRADICTS, "No.", 0.2), "may say the opposite, but not surely enough"),
        (Evidence(OTHER, Stance.BACKGROUND, "Known."), "background"),
        (Evidence(OTHER, None, reason="it broke", unasked=True), "not judged: the judge could not be asked"),
        (Evidence(RETRACTED, Stance.SUPPORTS, "Pain fell.", 0.9), "retracted"),
    ],
)
def test_one_reason_a_paper(verdict: Evidence, reason: str) -> None:
    """Whatever the judge, and whatever it says of what can be no evidence."""
    [one] = result_as_json(found(verdict.paper, evidence=(verdict,)), limit=10)["candidates"]  # type: ignore[misc]
    assert one["reason"] == reason


def test_an_empty_answer_is_told_as_one() -> None:
    """Only there the catalogue has nothing."""
    assert told(found(outcome=Outcome.NOTHING_FOUND)) == "massage: PubMed has nothing for it (0 searches, 0 papers)"
