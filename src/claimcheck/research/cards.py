"""What is shown of the papers that a search came upon, so that a person can decide: one card a paper, the same everywhere. Pure."""

from collections.abc import Mapping

from attrs import evolve, frozen

from claimcheck.evidence.differences import differences
from claimcheck.evidence.nearest import nearest_sentence
from claimcheck.identifiers import Pmid
from claimcheck.levels import DESIGNS, level_of
from claimcheck.model import (
    Citation,
    Claim,
    Evidence,
    FindResult,
    FoundPaper,
    Kind,
    Paper,
    Stance,
)
from claimcheck.record.standing import barred, no_finding, notices_told

KEPT = 10
"""Candidates of a claim that the lock keeps a card of."""

OPPOSITE = "may say the opposite; read it"
CITED = "cited already"
READ_ITSELF = "read the paper itself"
FAR_ABOVE = 1.25
"""How many times the score of the best paper that was judged one has that ranks far above all of these."""


@frozen
class Cards:
    """The papers of one claim's search: proposals, those that may say the opposite, the others in the order to read them, and those that
    the claim cites already by another identifier than the PMID.
    """

    attached: tuple[FoundPaper, ...] = ()
    against: tuple[FoundPaper, ...] = ()
    others: tuple[FoundPaper, ...] = ()
    cited: tuple[FoundPaper, ...] = ()


def cards(result: FindResult) -> Cards:
    """Every paper with what is told of it; the others in the order of `in_reading_order`."""
    shown = {evidence.paper.pmid for evidence in (*result.attached, *result.contradicting)}
    return Cards(
        tuple(card(result, evidence.paper) for evidence in result.attached),
        tuple(card(result, evidence.paper) for evidence in result.contradicting),
        tuple(card(result, paper) for paper in in_reading_order(result) if paper.pmid not in shown),
        tuple(card(result, evidence.paper) for evidence in result.cited if evidence.paper.pmid not in shown),
    )


def best_cards(result: FindResult) -> tuple[FoundPaper, ...]:
    """The best candidates in the order to read them, for the lock."""
    return tuple(card(result, paper) for paper in in_reading_order(result)[:KEPT])


def in_reading_order(result: FindResult) -> list[Paper]:
    """First what nobody could judge and ranks far above all that was; then what the judge reads as support, and the rest that it
    has read by how likely it decides the claim; then the others as they rank, and last what can be no evidence at all.

    A judge that tells no such chance leaves all as they rank.
    """
    verdicts, first = by_pmid(result), _unjudged_far_above(result)

    def place(paper: Paper) -> tuple[int, bool, float]:
        verdict = verdicts.get(paper.pmid)
        part = 0 if paper.pmid in first else 2 if barred(paper) else 1
        return part, not _supports(verdict), -(verdict.decides or 0.0 if verdict else 0.0)

    return sorted((candidate.paper for candidate in result.candidates), key=place)


def _unjudged_far_above(result: FindResult) -> frozenset[Pmid]:
    """The papers that there was nothing to judge by, and that rank far above all that were judged."""
    scores = {candidate.paper.pmid: candidate.score for candidate in result.candidates}
    tells = any(
        one.decides is not None for one in result.evidence
    )  # then what it tells it of was read, and nothing else
    judged, unjudged = list[float](), list[Pmid]()
    for one in result.evidence:
        if barred(one.paper) or (tells and one.stance is None and one.decides is None):
            unjudged += [] if no_finding(one.paper) else [one.paper.pmid]
        else:
            judged.append(scores.get(one.paper.pmid, 0.0))
    least = FAR_ABOVE * max(judged, default=0.0)
    return frozenset(pmid for pmid in unjudged if scores.get(pmid, 0.0) >= least)


def card(result: FindResult, paper: Paper) -> FoundPaper:
    """One paper of a result."""
    claim, verdict = result.claim, by_pmid(result).get(paper.pmid)
    return evolve(
        _of_record(paper, claim.kind),
        sentence=(verdict.passage if verdict else "") or nearest_sentence(claim, paper),
        stance=verdict.stance if verdict else None,
        reason=reason_for(result, paper, verdict) or "; ".join(differences(claim, paper)),
        confidence=round(verdict.confidence, 2) if verdict and verdict.stance else 0.0,
        passage_from=verdict.passage_from if verdict else "",
    )


def cited_card(citation: Citation, paper: Paper, kind: Kind | None) -> FoundPaper:
    """A paper that a claim cites: its record, with the passage and the stance that stand in the claims file."""
    known = _of_record(paper, kind)
    return evolve(
        known,
        sentence=citation.passage or "",
        stance=citation.stance,
        reason=no_finding(paper),
        passage_from=citation.passage_from or "",
    )


def _of_record(paper: Paper, kind: Kind | None) -> FoundPaper:
    level = level_of(paper, kind)
    return FoundPaper(
        pmid=paper.pmid,
        title=paper.title,
        first_author=paper.first_author,
        year=paper.year,
        kind=DESIGNS[level.design] if level else "",
        journal=paper.journal_abbreviation or paper.journal,
        level=level.number if level else None,
        notices=notices_told(paper),
    )


def by_pmid(result: FindResult) -> Mapping[Pmid, Evidence]:
    """The verdicts, each under its paper's PMID."""
    return {evidence.paper.pmid: evidence for evidence in (*result.evidence, *result.cited)}


def reason_for(result: FindResult, paper: Paper, verdict: Evidence | None) -> str:
    """Why a candidate is not proposed, in a few plain words; "" for one that is."""
    if any(evidence.paper.pmid == paper.pmid for evidence in result.attached):
        return ""
    if any(evidence.paper.pmid == paper.pmid for evidence in result.contradicting):
        return OPPOSITE
    if any(evidence.paper.pmid == paper.pmid for evidence in result.cited):
        return CITED
    if verdict and paper.pmid in _unjudged_far_above(result):
        return f"{'no abstract' if barred(paper) else verdict.reason}: {READ_ITSELF}"
    return barred(paper) or (_ruled(result, verdict) if verdict else "not judged: others rank higher")


def _ruled(result: FindResult, verdict: Evidence) -> str:
    if verdict.unasked:
        return "not judged: the judge could not be asked"
    if _supports(verdict):
        return "others say so more surely" if result.attached else _unsure(result.claim, verdict)
    if verdict.stance is Stance.CONTRADICTS:
        return "may say the opposite, but not surely enough"
    return verdict.reason or verdict.stance or "not sure"


def _unsure(claim: Claim, verdict: Evidence) -> str:
    """What the paper has otherwise is the better reason, where it has."""
    return f"may say so, but {next(iter(differences(claim, verdict.paper)), 'not surely enough')}"


def _supports(verdict: Evidence | None) -> bool:
    return verdict is not None and verdict.stance is not None and verdict.stance.is_support
