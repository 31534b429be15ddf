"""What `find` tells of a claim: what to read, why each paper is not proposed, and nothing that a machine cannot know."""

import datetime as dt
from functools import partial

import pytest
from attrs import evolve
from support.gate import PAPERS

from claimcheck.cli.explain import explanation_as_text
from claimcheck.cli.find_report import result_as_json, result_as_text, summary
from claimcheck.cli.objections import objections
from claimcheck.evidence.judge import built_in
from claimcheck.evidence.nearest import nearest_sentence
from claimcheck.evidence.rank import rank
from claimcheck.identifiers import Pmid
from claimcheck.model import (
    AbstractSection,
    Candidate,
    Claim,
    Evidence,
    FindResult,
    Kind,
    Outcome,
    Paper,
    PublicationType,
    Stance,
)
from claimcheck.record.standing import BARS
from claimcheck.research.cards import best_cards, cards
from claimcheck.rules.ruleset import Ruleset
from claimcheck.rules.severities import Severities
from claimcheck.thresholds import DEFAULTS

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
        Evidence(REVIEW, Stance.SUPPORTS, "Massage eased pain.", 0.3, "network/3"),
    )
    text = told(found(RETRACTED, OTHER, REVIEW, PLAN, NO_ABSTRACT, LAST, evidence=evidence))
    assert text.splitlines() == [
        "massage: no paper surely says so (0 searches, 6 papers)",
        "  These three come near; read them:",
        "  . Massage for leg pain: a systematic review",
        "      Almeida P · J Invent Stud 2025 · systematic review, level 1 · PMID 99000024",
        '      "Massage eased pain."',
        "      (may say so, but the paper studied men; confidence 0.30; abstract only)",
        "      https://pubmed.ncbi.nlm.nih.gov/99000024/",
        "      claimcheck accept massage 99000024 --stance supports",
        "  . Conservative care of sciatica: a review",
        "      Almeida P · Eur Spine J 2007 · narrative review, level 5 · PMID 99000003",
        '      "Pain fell."',
        "      (does not decide it)",
        "      https://pubmed.ncbi.nlm.nih.gov/99000003/",
        "      claimcheck accept massage 99000003 --stance STANCE",
        "  . Exercise and leg pain",
        "      Almeida P · J Invent Stud 2025 · narrative review, level 5 · PMID 99000027",
        '      "Pain fell."',
        "      (not judged: others rank higher)",
        "      https://pubmed.ncbi.nlm.nih.gov/99000027/",
        "      claimcheck accept massage 99000027 --stance STANCE",
        "  ! retracted, and nearer than these: Massage and leg pain (Almeida P · J Invent Stud 2024 · retracted · PMID 99000004)",
        "  and 2 more (a plan without results: 1; no abstract to read: 1; --format json lists them)",
    ]


def test_what_likely_decides_is_to_be_read_first() -> None:
    """The ranking knows words, the judge has read: what it did not read stays behind, as it ranks."""
    evidence = tuple(
        Evidence(paper, None, reason="does not decide it", decides=chance)
        for paper, chance in ((AGAINST, 0.1), (OTHER, 0.4), (REVIEW, 0.2))
    )
    result = found(AGAINST, OTHER, REVIEW, LAST, evidence=evidence)
    order = [str(paper.pmid) for paper in (OTHER, REVIEW, AGAINST, LAST)]
    told_as_json = result_as_json(result, limit=10)
    assert [one["pmid"] for one in told_as_json["candidates"]] == order  # type: ignore[attr-defined]
    assert told_as_json["ranking"] == [str(one.paper.pmid) for one in result.candidates]
    assert [str(one.pmid) for one in best_cards(result)] == order


YOGA = Claim("Yoga reduces neck pain in adults.", id="yoga")
TITLE = "Yoga reduces chronic neck pain in adults: a randomized controlled trial"
BESIDE = tuple(
    evolve(OTHER, pmid=Pmid(str(number)), title=title, sections=(AbstractSection(text),))
    for number, title, text in (
        (
            11,
            "Walking for back pain",
            "Walking reduced pain in adults with low back pain who were asked to walk each day.",
        ),
        (
            12,
            "Aspirin and headache",
            "Aspirin relieved acute headache in adults within two hours, and nausea was rare.",
        ),
        (
            13,
            "Pilates at work",
            "Pilates did not change neck pain in office workers over the twelve weeks of the trial.",
        ),
    )
)


def of_yoga(first: Paper, beside: tuple[Paper, ...] = BESIDE) -> FindResult:
    candidates = rank(YOGA, (first, *beside))
    evidence = built_in().judge(YOGA, candidates)
    return FindResult(YOGA, Outcome.CANDIDATES, candidates=candidates, evidence=evidence)


@pytest.mark.parametrize(
    ("sections", "why"),
    [
        ((), "no abstract"),
        (None, "no abstract"),
        ((AbstractSection("A trial."),), "too short"),
        ((AbstractSection("See the full text for results."),), "too short"),
        ((AbstractSection("瑜伽可减轻成人慢性颈部疼痛。" * 4),), "not in English"),
    ],
)
def test_what_nobody_could_judge_is_read_first_where_it_ranks_far_above(
    sections: tuple[AbstractSection, ...] | None, why: str
) -> None:
    """Its title is the claim; that it could not be read is no word against it. Everywhere in the same order."""
    result = of_yoga(evolve(OTHER, title=TITLE, sections=sections))
    [first, *_] = cards(result).others
    assert (first.title, first.stance) == (TITLE, None)
    assert why in first.reason
    assert first.reason.endswith(": read the paper itself")
    assert told(result).splitlines()[2] == f"  . {TITLE}"
    assert result_as_json(result, limit=10)["candidates"][0]["title"] == TITLE  # type: ignore[index]
    assert best_cards(result)[0] == first


@pytest.mark.parametrize("title", ["Pilates and neck pain", "Yoga", "WITHDRAWN: Yoga reduces neck pain in adults"])
def test_what_was_judged_goes_before_a_title_of_its_own_rank(title: str) -> None:
    """And what was taken back is never near."""
    read = evolve(OTHER, pmid=Pmid("14"), title=TITLE, sections=BESIDE[2].sections)
    result = of_yoga(evolve(OTHER, title=title, sections=()), (*BESIDE, read))
    assert [one.title for one in cards(result).others][-1] == title
    assert cards(result).others[-1].reason in BARS


def test_one_paper_comes_near() -> None:
    """Said of one as of one."""
    assert "  This one comes near; read it:\n  . Conservative care of sciatica" in told(found(OTHER))


def test_where_no_paper_is_shown_none_is_counted() -> None:
    """All that the search came upon is cited already or was turned down: neither candidates nor nothing."""
    result = found()
    assert (
        told(result) == "massage: PubMed has nothing for it but what is cited or was turned down (0 searches, 0 papers)"
    )
    line = summary([result, found(OTHER), found(outcome=Outcome.NOTHING_FOUND)])
    assert "1 with candidates only, 1 with nothing found" in line
    assert line.endswith("; 1 with nothing but what is cited or was turned down")


def test_a_contradiction_is_something_to_read() -> None:
    """It is told with its passage and advises nothing about the claim."""
    against = Evidence(
        AGAINST, Stance.CONTRADICTS, "There was no difference.", 0.8, "network/3", "reports the opposite"
    )
    result = found(AGAINST, contradicting=(against,), evidence=(against,))
    assert told(result).splitlines()[1:] == [
        f"  - {AGAINST.title}",
        "      Almeida P · J Invent Stud 2025 · randomised trial, level 2 · PMID 99000002",
        '      "There was no difference."',
        "      (may say the opposite; read it; confidence 0.80; abstract only)",
        "      https://pubmed.ncbi.nlm.nih.gov/99000002/",
        "      claimcheck accept massage 99000002 --stance contradicts",
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


def test_a_proposal_tells_at_once_what_check_would_say_of_it() -> None:
    """An editor does not accept a paper to be told afterwards that it is too old or too weak."""
    old = evolve(REVIEW, year=2009, publication_types=(PublicationType("Case Reports"),), title="One patient")
    verdict = Evidence(old, Stance.SUPPORTS, "Pain fell.", 0.9, "network/3")
    claim = evolve(CLAIM, kind=Kind.EFFICACY)
    result = evolve(found(old, attached=(verdict,), evidence=(verdict,), outcome=Outcome.ATTACHED), claim=claim)
    look = partial(objections, Ruleset(DEFAULTS, Severities()), dt.date(2026, 11, 23))
    text = result_as_text(result, limit=10, width=400, objections=look).splitlines()
    warned = [line for line in text if line.startswith("      ! once accepted, check says: ")]
    assert {line[-6:-1] for line in warned} == {"CC401", "CC403", "CC504"}
    assert text[-1] == f"      claimcheck accept massage {old.pmid}"
    (attached,) = result_as_json(result, limit=10, objections=look)["attached"]  # type: ignore[misc]
    assert len(attached["check_would_say"]) == len(warned)


def test_a_statement_of_two_claims_is_told_with_its_parts() -> None:
    """No paper can be expected to say both."""
    claim = Claim("Massage eases leg pain, but it can cause bruises.", id="both")
    text = result_as_text(FindResult(claim, Outcome.NOTHING_FOUND), limit=10, width=400)
    assert "! two claims in one, better checked one by one: split it: “Massage eases leg pain”" in text
    assert len(result_as_json(FindResult(claim, Outcome.NOTHING_FOUND), limit=10)["claims_in_one"]) == 2  # type: ignore[arg-type]


def test_the_sentence_nearest_to_a_claim_knows_everyday_words() -> None:
    """A paper that nobody has read yet is shown by what it says of the claim, not by its first sentence."""
    paper = evolve(
        OTHER,
        sections=(
            AbstractSection(
                "We studied clinics. Influenza vaccination lowered admissions in winter. Funding was public."
            ),
        ),
    )
    told_of = nearest_sentence(Claim("Flu shots keep people out of hospital."), paper)
    assert told_of == "Influenza vaccination lowered admissions in winter."
    assert nearest_sentence(Claim("Yoga helps."), evolve(paper, sections=())) == ""
