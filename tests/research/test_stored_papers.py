"""What a search leaves in the lock is enough for the gate, which asks nobody."""

from pathlib import Path

from attrs import evolve
from support.gate import PAPERS, TODAY, gate

from claimcheck.lockfile import Lock
from claimcheck.lockfile.update import apply_update
from claimcheck.model import (
    AbstractSection,
    Candidate,
    Claim,
    Evidence,
    FindResult,
    FoundPaper,
    Outcome,
    Paper,
    Report,
    Stance,
)
from claimcheck.research import lock_update_for

BY_NUMBER = {int(paper.pmid) - 99000000: paper for paper in PAPERS}
TRIAL_FOR, TRIAL_AGAINST, REVIEW, LETTER = (BY_NUMBER[number] for number in (25, 2, 24, 12))


def after_search(folder: Path, *, contradicting: tuple[Paper, ...] = (), candidates: tuple[Paper, ...] = ()) -> Report:
    """The gate's report when a search attached a trial, and an editor has accepted it."""
    claim = Claim("Massage may ease leg pain.", id="massage", intervention=("massage",))
    result = FindResult(
        claim,
        Outcome.ATTACHED,
        attached=(Evidence(TRIAL_FOR, Stance.SUPPORTS, "It eased leg pain.", 0.9),),
        contradicting=tuple(Evidence(paper, Stance.CONTRADICTS, "It did not.", 0.9) for paper in contradicting),
        candidates=tuple(Candidate(paper, 1.0) for paper in (TRIAL_FOR, *contradicting, *candidates)),
    )
    lock = apply_update(Lock(), lock_update_for(result, today=TODAY))
    assert LETTER.pmid not in lock.papers
    cited = f"citations: [{{pmid: {TRIAL_FOR.pmid}, stance: supports, reviewed: {{by: editor}}}}]"
    return gate(
        folder,
        f"claims: [{{id: massage, statement: Massage may ease leg pain., intervention: massage, {cited}}}]\n",
        lock=lock,
    )


def test_a_paper_that_contradicts_is_told_by_the_gate(tmp_path: Path) -> None:
    """The desk showed it once; the gate still knows of it (CC407)."""
    report = after_search(tmp_path, contradicting=(TRIAL_AGAINST,), candidates=(LETTER,))
    assert [finding.code for finding in report.findings] == ["CC407"]


def test_a_systematic_review_among_the_candidates_is_told_by_the_gate(tmp_path: Path) -> None:
    """A trial is cited although there is a review (CC402); candidates of other kinds are not kept."""
    report = after_search(tmp_path, candidates=(LETTER, REVIEW))
    assert [finding.code for finding in report.findings] == ["CC402"]


def test_a_search_without_either_leaves_nothing_to_tell(tmp_path: Path) -> None:
    """The trial alone is no fault."""
    assert after_search(tmp_path, candidates=(LETTER,)).findings == ()


def test_what_was_found_is_kept_so_that_a_person_can_go_and_read() -> None:
    """Who wrote it, what it is, the deciding sentence and the judge's reason; what is no evidence says why."""
    review = evolve(REVIEW, sections=(AbstractSection("Pain was measured."),))
    undecided = Evidence(review, None, "Pain was measured.", reason="does not decide it")
    retracted = BY_NUMBER[4]
    result = FindResult(
        Claim("Massage may ease leg pain.", id="massage"),
        Outcome.CANDIDATES,
        candidates=tuple(Candidate(paper, 1.0) for paper in (review, retracted)),
        evidence=(undecided,),
    )
    kept = lock_update_for(result, today=TODAY).searches["massage"].candidates
    assert kept == (
        FoundPaper(
            REVIEW.pmid,
            "Massage for leg pain: a systematic review",
            "Almeida P",
            2025,
            "a systematic review",
            "Pain was measured.",
            None,
            "does not decide it",
            "J Invent Stud",
            1,
        ),
        FoundPaper(
            retracted.pmid,
            "Massage and leg pain",
            "Almeida P",
            2024,
            reason="retracted",
            journal="J Invent Stud",
            notices=("retracted",),
        ),
    )
