"""What `find` tells about its results: as text for a person, as JSON for a program. Pure."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.model import Candidate, Evidence, FindResult, Outcome, Paper, Search
from claimcheck.reports.plain import plain

SHOWN = 5
"""Candidates that are listed for a person, at most."""


def result_as_text(result: FindResult, *, limit: int, width: int, asked: str = "PubMed") -> str:
    """One claim's paragraph: what was attached with the words that say so, what speaks against it, what else there is.

    "" where nothing is known of the claim. `asked` is who was.
    """
    if result.outcome is Outcome.COULD_NOT_ASK and not result.candidates:
        return ""  # there is nothing to tell of this claim; the run's last line says what could not be asked
    lines = wrap(f"{result.claim.id or plain(result.claim.statement)}: {_headline(result, asked)}", width, "")
    for evidence in result.attached:
        lines += _evidence(evidence, "+", width)
        lines += [f"      claimcheck accept {result.claim.id} {evidence.paper.pmid}"]
    for evidence in result.contradicting:
        lines += _evidence(evidence, "-", width)
    if not result.attached:
        lines += _candidates(result, limit, width)
    for warning in dict.fromkeys(warning for search in result.searches for warning in _told(search)):
        lines += wrap(f"! {plain(warning)}", width, "  ")
    if result.reason:
        lines += wrap(f"could not ask everything: {plain(result.reason)}", width, "  ")
    return "\n".join(lines)


def _told(search: Search) -> tuple[str, ...]:
    """The warnings of searches that found nothing; on others PubMed's remarks belong to `--format json`."""
    return search.warnings if not search.pmids else ()


def _headline(result: FindResult, who: str) -> str:
    asked = f"{count(len(result.searches), 'search', 'searches')}, {count(len(result.candidates), 'paper')}"
    if result.outcome is Outcome.ATTACHED:
        return f"proposed {count(len(result.attached), 'paper')} ({asked})"
    if result.outcome is Outcome.NOTHING_FOUND:
        return f"{who} has nothing for it ({asked})"
    if result.outcome is Outcome.COULD_NOT_ASK:
        return f"not known: not everything could be asked ({asked})"
    return f"nothing attached ({asked})"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _evidence(evidence: Evidence, sign: str, width: int) -> Iterator[str]:
    stance = evidence.stance.value if evidence.stance else "undecided"
    yield from wrap(f"{sign} {stance}: {reference(evidence.paper)}", width, "  ")
    yield from wrap(f'"{plain(evidence.passage)}"', width, "      ")
    yield from wrap(f"(abstract only; {evidence.judged_by}, confidence {evidence.confidence:.2f})", width, "      ")


def _candidates(result: FindResult, limit: int, width: int) -> Iterator[str]:
    shown = result.candidates[: min(limit, SHOWN)]
    reasons = {evidence.paper.pmid: evidence.reason for evidence in result.evidence}
    for why, number in Counter(reasons.values()).most_common(3):
        if why:
            yield from wrap(f"{number} not attached: {plain(why)}", width, "  ")
    for candidate in shown:
        yield from wrap(f". {reference(candidate.paper)}", width, "  ")
    if len(result.candidates) > len(shown):
        yield f"  and {len(result.candidates) - len(shown)} more (--format json lists them)"


def reference(paper: Paper) -> str:
    """A paper in one line: PMID, journal, year, title."""
    where = " ".join(str(part) for part in (paper.journal_abbreviation or paper.journal, paper.year) if part)
    return plain(f"PMID {paper.pmid} {where}: {paper.title}")


def wrap(text: str, width: int, indent: str) -> list[str]:
    """Break a paragraph into lines of the width; identifiers and queries are never broken inside a word."""
    return textwrap.wrap(
        text,
        max(width, 20),
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def summary(results: Sequence[FindResult]) -> str:
    """One line over all claims."""
    outcomes = Counter(result.outcome for result in results)
    parts = [
        f"{outcomes[Outcome.ATTACHED]} with proposals",
        f"{outcomes[Outcome.CANDIDATES]} with candidates only",
        f"{outcomes[Outcome.NOTHING_FOUND]} with nothing found",
        f"{outcomes[Outcome.COULD_NOT_ASK]} could not be asked",
    ]
    against = sum(bool(result.contradicting) for result in results)
    tail = f"; {against} with papers that speak against them" if against else ""
    return f"claimcheck: {count(len(results), 'claim')}: {', '.join(parts)}{tail}"


def result_as_json(result: FindResult, *, limit: int) -> dict[str, object]:
    """One claim's object of `find --format json`. `ranking` is every candidate best first, before judging."""
    return {
        "claim_id": result.claim.id,
        "outcome": result.outcome.value,
        "attached": [_evidence_as_json(evidence) for evidence in result.attached],
        "contradicting": [_evidence_as_json(evidence) for evidence in result.contradicting],
        "candidates": list(_candidates_as_json(result, limit)),
        "ranking": [str(candidate.paper.pmid) for candidate in result.candidates[:limit]],
        "searches": [
            {
                "query": search.query.text,
                "why": search.query.why,
                "count": search.count,
                "translation": search.translation,
                "warnings": list(search.warnings),
            }
            for search in result.searches
        ],
        "reason": result.reason,
    }


def _evidence_as_json(evidence: Evidence) -> dict[str, object]:
    return {
        **paper_as_json(evidence.paper),
        "stance": evidence.stance.value if evidence.stance else None,
        "passage": evidence.passage,
        "confidence": round(evidence.confidence, 3),
        "judged_by": evidence.judged_by,
        "reason": evidence.reason,
    }


def _candidates_as_json(result: FindResult, limit: int) -> Iterable[dict[str, object]]:
    verdicts = {evidence.paper.pmid: evidence for evidence in result.evidence}
    attached = {evidence.paper.pmid for evidence in result.attached}
    for candidate in result.candidates[:limit]:
        if candidate.paper.pmid not in attached:
            yield {**_candidate_as_json(candidate), **_verdict(verdicts.get(candidate.paper.pmid))}


def _candidate_as_json(candidate: Candidate) -> dict[str, object]:
    parts = {name: round(value, 4) for name, value in candidate.parts.items()}
    return {**paper_as_json(candidate.paper), "score": round(candidate.score, 4), "parts": parts}


def _verdict(evidence: Evidence | None) -> dict[str, object]:
    if evidence is None:
        return {"stance": None, "reason": "not judged: others rank higher"}
    return {"stance": evidence.stance.value if evidence.stance else None, "reason": evidence.reason}


def paper_as_json(paper: Paper) -> dict[str, object]:
    """What every object that stands for a paper tells of it."""
    return {
        "pmid": str(paper.pmid),
        "title": paper.title,
        "journal": paper.journal_abbreviation or paper.journal,
        "year": paper.year,
        "doi": paper.doi and str(paper.doi),
    }
