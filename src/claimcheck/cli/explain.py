"""What `find --explain` adds: each claim's whole way from the queries to what was and was not proposed. Pure."""

from collections.abc import Collection, Iterator, Mapping

from attrs import frozen

from claimcheck.cli.find_report import count, paper_as_json, reference
from claimcheck.evidence.plan import plan_queries
from claimcheck.identifiers import Pmid
from claimcheck.model import Candidate, Claim, Evidence, FindResult, Query, Stance
from claimcheck.reports.cards import wrap
from claimcheck.reports.plain import plain
from claimcheck.research.cards import by_pmid, reason_for


@frozen
class Explained:
    """A ranked paper with its verdict, None where it was not judged; `why_not` is "" where it was proposed."""

    place: int
    candidate: Candidate
    evidence: Evidence | None
    why_not: str


def explain(result: FindResult) -> tuple[Explained, ...]:
    """Every candidate in the order of its rank, with what became of it."""
    verdicts = by_pmid(result)
    told = []
    for place, candidate in enumerate(result.candidates, start=1):
        verdict = verdicts.get(candidate.paper.pmid)
        told.append(Explained(place, candidate, verdict, reason_for(result, candidate.paper, verdict)))
    return tuple(told)


def passed_over(result: FindResult, rejected: Collection[Pmid]) -> Mapping[Pmid, str]:
    """Papers that the searches found and nobody judged, because a person has already had a word on them."""
    found = dict.fromkeys(pmid for search in result.searches for pmid in search.pmids)
    cited = {citation.pmid for citation in result.claim.citations}
    reasons = {pmid: "turned down before" for pmid in found if pmid in rejected}
    return reasons | {pmid: "the claim cites it already" for pmid in found if pmid in cited}


def not_asked(claim: Claim, result: FindResult) -> tuple[Query, ...]:
    """The rungs of the ladder without an answer: not needed any more, or not answered (`FindResult.reason`)."""
    asked = {search.query.text for search in result.searches}
    return tuple(query for query in plan_queries(claim) if query.text not in asked)


# --- as text -----------------------------------------------------------------------------------------------------


def explanation_as_text(result: FindResult, rejected: Collection[Pmid], *, width: int) -> str:
    """The paragraph under a claim: searches, papers as ranked and judged, what was passed over."""
    lines = ["  searches:"]
    for number, search in enumerate(result.searches, start=1):
        lines += wrap(f"{number}. {plain(search.query.why)}: {count(search.count, 'hit')}", width, "    ")
        lines += wrap(plain(search.query.text), width, "       ")
    for query in not_asked(result.claim, result):
        why = "no answer" if result.reason else "not asked, enough was found"
        lines += wrap(f"-. {plain(query.why)}: {why}", width, "    ")
    explained = explain(result)
    lines += ["  papers, as they rank:"] if explained else []
    for one in explained:
        if one.evidence is not None:
            lines += _judged(one, one.evidence, width)
    lines += _unjudged(explained, width)
    for pmid, why in passed_over(result, rejected).items():
        lines += wrap(f"x PMID {pmid}: not judged, {why}", width, "    ")
    return "\n".join(lines)


def _judged(one: Explained, evidence: Evidence, width: int) -> Iterator[str]:
    yield from wrap(f"{one.place}. {reference(one.candidate.paper)}", width, "    ")
    parts = ", ".join(f"{name} {value:.2f}" for name, value in one.candidate.parts.items())
    yield from wrap(f"score {one.candidate.score:.2f} = {parts}", width, "       ")
    if evidence.stance:
        stance = "may say the opposite" if evidence.stance is Stance.CONTRADICTS else evidence.stance.value
        said = f"{stance}, confidence {evidence.confidence:.2f} ({evidence.judged_by})"
        yield from wrap(said, width, "       ")
        yield from wrap(f'"{plain(evidence.passage)}"', width, "       ")
    yield from wrap(f"-> {plain(one.why_not) or 'proposed'}", width, "       ")


def _unjudged(explained: tuple[Explained, ...], width: int) -> list[str]:
    rest = [one for one in explained if one.evidence is None]
    if not rest:
        return []
    names = ", ".join(str(one.candidate.paper.pmid) for one in rest)
    which = f"{rest[0].place}." if len(rest) == 1 else f"{rest[0].place}. to {rest[-1].place}."
    return wrap(f"{which} not judged, others rank higher: PMID {names}", width, "    ")


# --- as JSON -----------------------------------------------------------------------------------------------------


def explanation_as_json(result: FindResult, rejected: Collection[Pmid]) -> dict[str, object]:
    """The object under the key `explanation`."""
    return {
        "not_asked": [{"query": query.text, "why": query.why} for query in not_asked(result.claim, result)],
        "papers": [_explained_as_json(one) for one in explain(result)],
        "passed_over": [{"pmid": str(p), "reason": why} for p, why in passed_over(result, rejected).items()],
    }


def _explained_as_json(one: Explained) -> dict[str, object]:
    evidence = one.evidence
    stance = evidence.stance if evidence else None
    return {
        **paper_as_json(one.candidate.paper),
        "rank": one.place,
        "score": round(one.candidate.score, 4),
        "parts": {name: round(value, 4) for name, value in one.candidate.parts.items()},
        "judged": evidence is not None,
        "stance": stance.value if stance else None,
        "passage": evidence.passage if evidence else "",
        "confidence": round(evidence.confidence, 3) if evidence else None,
        "judged_by": evidence.judged_by if evidence else None,
        "attached": not one.why_not,
        "why_not": one.why_not,
    }
