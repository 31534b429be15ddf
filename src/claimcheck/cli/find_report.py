"""What `find` tells about its results: as text for a person, as JSON for a program. Pure."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimcheck.extraction.clauses import clauses
from claimcheck.identifiers import Pmid
from claimcheck.model import Candidate, Evidence, FindResult, Outcome, Paper, Search, Stance
from claimcheck.record import barred
from claimcheck.reports.plain import plain
from claimcheck.rules.reading import come_near

NEAR = 3
"""Papers that a person is asked to read where none is proposed, at most."""

OPPOSITE = "may say the opposite; read it"


def result_as_text(result: FindResult, *, limit: int, width: int, asked: str = "PubMed") -> str:
    """One claim's paragraph: what was attached with the words that say so, what speaks against it, what else there is.

    "" where nothing is known of the claim. `asked` is who was.
    """
    if result.outcome is Outcome.COULD_NOT_ASK and not result.candidates:
        return ""  # there is nothing to tell of this claim; the run's last line says what could not be asked
    lines = wrap(f"{result.claim.id or plain(result.claim.statement)}: {_headline(result, asked)}", width, "")
    lines += two_claims(result.claim.statement, width)
    for evidence in result.attached:
        lines += _evidence(evidence, f"+ {evidence.stance}", width)
        lines += [f"      claimcheck accept {result.claim.id} {evidence.paper.pmid}"]
    for evidence in result.contradicting:
        lines += _evidence(evidence, f"- {OPPOSITE}", width)
    if not result.attached:
        lines += _near(result, limit, width)
    for warning in dict.fromkeys(warning for search in result.searches for warning in _told(search)):
        lines += wrap(f"! {plain(warning)}", width, "  ")
    if result.reason:
        lines += wrap(f"could not ask everything: {plain(result.reason)}", width, "  ")
    return "\n".join(lines)


def two_claims(statement: str, width: int) -> list[str]:
    """That a statement makes more than one claim, with the parts: no paper can be expected to say them all."""
    parts = clauses(statement)
    if len(parts) < 2:
        return []
    told = "; ".join(f"“{plain(part.text.strip(' .'))}”" for part in parts)
    return wrap(f"! {len(parts)} claims in one, better checked one by one: {told}", width, "  ")


def _told(search: Search) -> tuple[str, ...]:
    """The warnings of searches that found nothing; on others PubMed's remarks belong to `--format json`."""
    return search.warnings if not search.pmids else ()


def _headline(result: FindResult, who: str) -> str:
    asked = f"{count(len(result.searches), 'search', 'searches')}, {count(len(result.candidates), 'paper')}"
    if result.outcome is Outcome.ATTACHED:
        return f"proposed {count(len(result.attached), 'paper')} ({asked})"
    if result.outcome is Outcome.COULD_NOT_ASK:
        return f"not known: not everything could be asked ({asked})"
    if result.outcome is Outcome.NOTHING_FOUND and not result.candidates:
        return f"{who} has nothing for it ({asked})"
    return f"no paper surely says so ({asked})"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _evidence(evidence: Evidence, told: str, width: int) -> Iterator[str]:
    yield from wrap(f"{told}: {reference(evidence.paper)}", width, "  ")
    yield from wrap(f'"{plain(evidence.passage)}"', width, "      ")
    yield from wrap(f"(abstract only; {evidence.judged_by}, confidence {evidence.confidence:.2f})", width, "      ")


def _near(result: FindResult, limit: int, width: int) -> Iterator[str]:
    """What to read where nothing is proposed: the best papers, each with its passage and the reason."""
    verdicts = by_pmid(result)
    near = _nearest(result, verdicts)[: min(limit, NEAR)]
    if near:
        told = come_near(len(near))
        yield f"  {told[0].upper()}{told[1:]}:"
    for paper in near:
        verdict = verdicts.get(paper.pmid)
        yield from wrap(f". {reference(paper)}", width, "  ")
        if verdict and verdict.passage:
            yield from wrap(f'"{plain(verdict.passage)}"', width, "      ")
        yield from wrap(f"({plain(reason_for(result, paper, verdict))})", width, "      ")
    shown = {paper.pmid for paper in (*near, *(evidence.paper for evidence in result.contradicting))}
    rest = [barred(one.paper) for one in result.candidates if one.paper.pmid not in shown]
    if rest:
        bars = [f"{why}: {number}" for why, number in Counter(filter(None, rest)).most_common()]
        yield from wrap(f"and {len(rest)} more ({'; '.join([*bars, '--format json lists them'])})", width, "  ")


def _nearest(result: FindResult, verdicts: Mapping[Pmid, Evidence]) -> list[Paper]:
    """Candidates that can be evidence, in their order, those that the judge reads as support before the others."""
    against = {evidence.paper.pmid for evidence in result.contradicting}
    papers = [one.paper for one in result.candidates if one.paper.pmid not in against and not barred(one.paper)]
    return sorted(papers, key=lambda paper: not _supports(verdicts.get(paper.pmid)))


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
        return "others say so more surely" if result.attached else "may say so, but not surely enough"
    if verdict.stance is Stance.CONTRADICTS:
        return "may say the opposite, but not surely enough"
    return verdict.reason or verdict.stance or "not sure"


def _supports(verdict: Evidence | None) -> bool:
    return verdict is not None and verdict.stance is not None and verdict.stance.is_support


def reference(paper: Paper) -> str:
    """A paper in one line: PMID, first author, journal, year, title."""
    where = " ".join(str(part) for part in (paper.journal_abbreviation or paper.journal, paper.year) if part)
    told = ", ".join(part for part in (paper.first_author, where) if part)
    return plain(f"PMID {paper.pmid} {told}: {paper.title}")


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
    tail = f"; {against} with papers that may say the opposite" if against else ""
    return f"claimcheck: {count(len(results), 'claim')}: {', '.join(parts)}{tail}"


def result_as_json(result: FindResult, *, limit: int) -> dict[str, object]:
    """One claim's object of `find --format json`. `ranking` is every candidate best first, before judging."""
    return {
        "claim_id": result.claim.id,
        "outcome": result.outcome.value,
        "attached": [verdict_as_json(evidence) for evidence in result.attached],
        "contradicting": [verdict_as_json(evidence) for evidence in result.contradicting],
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


def verdict_as_json(evidence: Evidence) -> dict[str, object]:
    """The paper and what the judge says of it."""
    return {
        **paper_as_json(evidence.paper),
        "stance": evidence.stance.value if evidence.stance else None,
        "passage": evidence.passage,
        "confidence": round(evidence.confidence, 3),
        "judged_by": evidence.judged_by,
        "reason": evidence.reason,
    }


def _candidates_as_json(result: FindResult, limit: int) -> Iterable[dict[str, object]]:
    verdicts = by_pmid(result)
    for candidate in result.candidates[:limit]:
        verdict = verdicts.get(candidate.paper.pmid)
        if reason := reason_for(result, candidate.paper, verdict):
            stance = verdict.stance.value if verdict and verdict.stance else None
            yield {**_candidate_as_json(candidate), "stance": stance, "reason": reason}


def _candidate_as_json(candidate: Candidate) -> dict[str, object]:
    parts = {name: round(value, 4) for name, value in candidate.parts.items()}
    return {**paper_as_json(candidate.paper), "score": round(candidate.score, 4), "parts": parts}


def paper_as_json(paper: Paper) -> dict[str, object]:
    """What every object that stands for a paper tells of it."""
    return {
        "pmid": str(paper.pmid),
        "title": paper.title,
        "journal": paper.journal_abbreviation or paper.journal,
        "year": paper.year,
        "doi": paper.doi and str(paper.doi),
    }
