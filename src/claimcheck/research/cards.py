"""What is shown of the papers that a search came upon, so that a person can decide: one card a paper, the same everywhere. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from claimcheck.evidence.differences import differences
from claimcheck.evidence.nearest import nearest_sentence
from claimcheck.identifiers import Pmid
from claimcheck.levels import DESIGNS, level_of
from claimcheck.model import (
    Citation,
    Claim,
    Direction,
    Evidence,
    FindResult,
    FoundPaper,
    Kind,
    Notice,
    NoticeType,
    Paper,
    Stance,
)
from claimcheck.record.standing import barred, no_finding

KEPT = 10
"""Candidates of a claim that the lock keeps a card of."""

OPPOSITE = "may say the opposite; read it"

_NOTICES = {
    NoticeType.RETRACTION: "retracted",
    NoticeType.EXPRESSION_OF_CONCERN: "expression of concern",
    NoticeType.ERRATUM: "corrected since",
    NoticeType.UPDATE: "updated since",
    NoticeType.REPUBLICATION: "republished since",
}


@frozen
class Cards:
    """The papers of one claim's search: proposals, those that may say the opposite, and the others in the order to read them."""

    attached: tuple[FoundPaper, ...] = ()
    against: tuple[FoundPaper, ...] = ()
    others: tuple[FoundPaper, ...] = ()


def cards(result: FindResult) -> Cards:
    """Every paper with what is told of it. Of the others, those that the judge reads as support stand before the rest, in the order of
    `in_reading_order`, and what can be no evidence at all last.
    """
    shown = {evidence.paper.pmid for evidence in (*result.attached, *result.contradicting)}
    ranked = [paper for paper in in_reading_order(result) if paper.pmid not in shown]
    verdicts = by_pmid(result)
    order = sorted(ranked, key=lambda paper: (bool(barred(paper)), not _supports(verdicts.get(paper.pmid))))
    return Cards(
        tuple(card(result, evidence.paper) for evidence in result.attached),
        tuple(card(result, evidence.paper) for evidence in result.contradicting),
        tuple(card(result, paper) for paper in order),
    )


def best_cards(result: FindResult) -> tuple[FoundPaper, ...]:
    """The best candidates in the order to read them, for the lock."""
    return tuple(card(result, paper) for paper in in_reading_order(result)[:KEPT])


def in_reading_order(result: FindResult) -> list[Paper]:
    """The papers that the judge has read by how likely they decide the claim, then the others as they rank.

    A judge that tells no such chance leaves all as they rank.
    """
    decides = {one.paper.pmid: one.decides or 0.0 for one in result.evidence}
    ranking = [candidate.paper for candidate in result.candidates]
    return sorted(ranking, key=lambda paper: -decides.get(paper.pmid, 0.0))


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
        notices=tuple(dict.fromkeys(_told_notices(paper.notices or ()))),
    )


def by_pmid(result: FindResult) -> Mapping[Pmid, Evidence]:
    """The verdicts, each under its paper's PMID."""
    return {evidence.paper.pmid: evidence for evidence in result.evidence}


def reason_for(result: FindResult, paper: Paper, verdict: Evidence | None) -> str:
    """Why a candidate is not proposed, in a few plain words; "" for one that is."""
    if any(evidence.paper.pmid == paper.pmid for evidence in result.attached):
        return ""
    if any(evidence.paper.pmid == paper.pmid for evidence in result.contradicting):
        return OPPOSITE
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


def _told_notices(notices: Sequence[Notice]) -> Iterator[str]:
    return (_NOTICES[one.type] for one in notices if one.direction is Direction.IN)
