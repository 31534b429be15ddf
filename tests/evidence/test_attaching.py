"""What is proposed once papers are judged: few, sure, and the other side beside them."""

from attrs import evolve
from support import papers as own

from claimcheck.evidence.attach import AGAINST, MOST, THRESHOLD, choose
from claimcheck.model import Citation, Claim, Evidence, Kind, Paper, Stance

CLAIM = Claim("Anything reduces pain.", kind=Kind.EFFICACY)


def verdict(paper: Paper, stance: Stance | None, confidence: float) -> Evidence:
    return Evidence(paper, stance, passage=paper.title if stance else "", confidence=confidence, judged_by="test/1")


def test_sure_support_is_attached_and_doubtful_is_not() -> None:
    """The threshold decides."""
    sure = verdict(own.MANIPULATION_HELPS, Stance.SUPPORTS, THRESHOLD + 0.05)
    doubtful = verdict(own.ACUPUNCTURE_HELPS, Stance.SUPPORTS, THRESHOLD - 0.05)
    assert choose(CLAIM, (doubtful, sure)).attached == (sure,)
    assert choose(CLAIM, (doubtful, sure), threshold=0.99).attached == ()


def test_a_few_at_most() -> None:
    """An editor gets the best ones, full support before partial."""
    papers = [own.paper(60 + i, f"Trial {i}", "Text.", types=(own.TRIAL,)) for i in range(6)]
    evidence = [verdict(paper, Stance.SUPPORTS, 0.9 + i / 100) for i, paper in enumerate(papers)]
    evidence.append(verdict(own.MANIPULATION_HELPS, Stance.PARTLY, 0.99))
    chosen = choose(CLAIM, evidence).attached
    assert len(chosen) == MOST
    assert [one.paper for one in chosen] == [papers[5], papers[4], papers[3]]


def test_a_contested_claim_gets_both_sides() -> None:
    """A trial against a trial: the one is proposed, the other shown beside it, and the editor weighs them."""
    support = verdict(own.MANIPULATION_HELPS, Stance.SUPPORTS, 0.8)
    against = verdict(own.MANIPULATION_NULL, Stance.CONTRADICTS, 0.8)
    choice = choose(CLAIM, (support, against))
    assert choice.attached == (support,)
    assert choice.contradicting == (against,)


def test_a_doubtful_contradiction_is_not_told_as_one() -> None:
    """A claim must not be said to have evidence against it on a guess."""
    doubtful = verdict(own.MANIPULATION_NULL, Stance.CONTRADICTS, AGAINST - 0.01)
    assert not choose(CLAIM, (doubtful,)).contradicting


def test_what_is_cited_already_is_not_proposed_again() -> None:
    """A person's citation stands as that person wrote it."""
    cited = evolve(CLAIM, citations=(Citation(pmid=own.MANIPULATION_HELPS.pmid, stance=Stance.BACKGROUND),))
    assert choose(cited, (verdict(own.MANIPULATION_HELPS, Stance.SUPPORTS, 0.8),)).attached == ()


def test_retracted_notices_and_bare_titles_are_never_attached() -> None:
    """Whatever a judge says of them."""
    papers = (own.MANIPULATION_RETRACTED, own.RETRACTION_NOTICE, own.NO_ABSTRACT)
    assert choose(CLAIM, [verdict(paper, Stance.SUPPORTS, 1.0) for paper in papers]).attached == ()


def test_support_without_a_passage_is_not_attached() -> None:
    """A verdict that cannot be shown is no evidence."""
    mute = evolve(verdict(own.MANIPULATION_HELPS, Stance.SUPPORTS, 1.0), passage="")
    assert choose(CLAIM, (mute,)).attached == ()


def test_nothing_judged_nothing_chosen() -> None:
    """No evidence is an outcome."""
    assert choose(CLAIM, ()).attached == choose(CLAIM, ()).contradicting == ()
