"""What `find` tells about its results: as text for a person, as JSON for a program. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TypeAlias

from claimcheck.checked import as_data
from claimcheck.model import Claim, Evidence, FindResult, FoundPaper, Outcome, Paper, Search
from claimcheck.record.standing import BARS
from claimcheck.reports.cards import PROPOSED, about, card_lines, wrap
from claimcheck.reports.plain import plain
from claimcheck.research.cards import Cards, cards, in_reading_order
from claimcheck.research.remarks import parts_of, remarks_on, two_claims
from claimcheck.rules.reading import come_near

NEAR = 3
"""Papers that a person is asked to read where none is proposed, at most."""

_OF_SEARCH = ("count", "translation", "warnings", "unknown")
_OF_VERDICT = ("stance", "passage", "passage_from", "confidence", "judged_by", "reason")
"""The fields that a program is told."""

Objections: TypeAlias = Callable[[Claim, Evidence], tuple[str, ...]]
"""What `check` would say of a proposal once a person has accepted it."""


def result_as_text(
    result: FindResult, *, limit: int, width: int, asked: str = "PubMed", objections: Objections = lambda *_: ()
) -> str:
    """One claim's paragraph: what was attached with the words that say so, what speaks against it, what else there is.

    "" where nothing is known of the claim. `asked` is who was; `objections` what `check` would say of a proposal.
    """
    if result.outcome is Outcome.COULD_NOT_ASK and not (result.candidates or result.cited):
        return ""  # there is nothing to tell of this claim; the run's last line says what could not be asked
    claim, found = result.claim, cards(result)
    lines = wrap(f"{claim.id or plain(claim.statement)}: {_headline(result, asked)}", width, "")
    lines += split_advice(claim.statement, width)
    for one, evidence in zip(found.attached, result.attached, strict=True):
        *told, command = card_lines(one, claim.id, width, PROPOSED)
        lines += told
        for objection in objections(claim, evidence):
            lines += wrap(f"! once accepted, check says: {plain(objection)}", width, "      ")
        lines += [command]
    for one in found.cited:
        lines += card_lines(one, claim.id, width, "=")
    for one in found.against:
        lines += card_lines(one, claim.id, width, "-")
    if not result.attached:
        lines += _near(result, found, min(limit, NEAR), width)
    for remark in remarks_on(result, asked):
        lines += wrap(f"! {plain(remark)}", width, "  ")
    if result.reason:
        lines += wrap(f"could not ask everything: {plain(result.reason)}", width, "  ")
    return "\n".join(lines)


def split_advice(statement: str, width: int) -> list[str]:
    """That a statement makes more than one claim."""
    told = two_claims(statement)
    return wrap(f"! {plain(told)}", width, "  ") if told else []


def _headline(result: FindResult, who: str) -> str:
    asked = f"{count(len(result.searches), 'search', 'searches')}, {count(len(result.candidates), 'paper')}"
    if result.outcome is Outcome.ATTACHED:
        return f"proposed {count(len(result.attached), 'paper')} ({asked})"
    if result.outcome is Outcome.COULD_NOT_ASK:
        return f"not known: not everything could be asked ({asked})"
    if result.outcome is Outcome.NOTHING_FOUND and not result.candidates:
        return f"{who} {_have(who)} nothing for it ({asked})"
    if _is_known(result):
        return f"{who} {_have(who)} nothing for it but what is cited or was turned down ({asked})"
    return f"no paper surely says so ({asked})"


def _have(who: str) -> str:
    return "have" if " and " in who else "has"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _near(result: FindResult, found: Cards, most: int, width: int) -> Iterator[str]:
    """What to read where nothing is proposed: the best papers that can be evidence, and those that rank above them all and cannot, such
    as a retracted one that the claim may rest on.
    """
    claim_id = result.claim.id
    near = [one for one in found.others if one.reason not in BARS][:most]
    known = {one.pmid: one for one in found.others}
    ranked = (known.get(candidate.paper.pmid) for candidate in result.candidates)
    nearer = [one for one in takewhile(lambda one: one is None or one.reason in BARS, ranked) if one][:most]
    if near:
        told = come_near(len(near))
        yield f"  {told[0].upper()}{told[1:]}:"
    for one in near:
        yield from card_lines(one, claim_id, width)
    for one in nearer:
        told = f"! {one.reason}, and nearer than these" if near else f"! {one.reason}"
        yield from wrap(plain(f"{told}: {one.title.rstrip('.')} ({' · '.join(about(one))})"), width, "  ")
    if rest := [one for one in found.others if one not in (*near, *nearer)]:
        bars = Counter(one.reason for one in rest if one.reason in BARS)
        told = "; ".join([*(f"{why}: {number}" for why, number in bars.most_common()), "--format json lists them"])
        yield from wrap(f"and {len(rest)} more ({told})", width, "  ")


def reference(paper: Paper) -> str:
    """A paper in one line: PMID, first author, journal, year, title."""
    where = " ".join(str(part) for part in (paper.journal_abbreviation or paper.journal, paper.year) if part)
    told = ", ".join(part for part in (paper.first_author, where) if part)
    return plain(f"PMID {paper.pmid} {told}: {paper.title}")


def summary(results: Sequence[FindResult], *, changed: int = 0) -> str:
    """One line over all claims; `changed` are those that somebody changed meanwhile, so that nothing was written for them."""
    outcomes = Counter(result.outcome for result in results if not _is_known(result))
    parts = [
        f"{outcomes[Outcome.ATTACHED]} with proposals",
        f"{outcomes[Outcome.CANDIDATES]} with candidates only",
        f"{outcomes[Outcome.NOTHING_FOUND]} with nothing found",
        f"{outcomes[Outcome.COULD_NOT_ASK] - changed} could not be asked",
    ]
    against = sum(bool(result.contradicting) for result in results)
    tail = f"; {against} with papers that may say the opposite" if against else ""
    tail += f"; {changed} changed meanwhile, and not written" if changed else ""
    known = sum(map(_is_known, results))
    tail += f"; {known} with nothing but what is cited or was turned down" if known else ""
    return f"claimcheck: {count(len(results), 'claim')}: {', '.join(parts)}{tail}"


def _is_known(result: FindResult) -> bool:
    """Whether all that was found is cited already or was turned down, so that nothing is shown."""
    return result.outcome is Outcome.CANDIDATES and not result.candidates


def result_as_json(result: FindResult, *, limit: int, objections: Objections = lambda *_: ()) -> dict[str, object]:
    """One claim's object of `find --format json`. `ranking` is every candidate best first, before judging."""
    claim, found = result.claim, cards(result)
    return {
        "claim_id": claim.id,
        "outcome": result.outcome.value,
        "claims_in_one": parts_of(claim.statement),
        "attached": [
            {**_judged(one, evidence, claim.id, proposed=True), "check_would_say": list(objections(claim, evidence))}
            for one, evidence in zip(found.attached, result.attached, strict=True)
        ],
        "contradicting": [_judged(*pair, claim.id) for pair in zip(found.against, result.contradicting, strict=True)],
        "cited": [_judged(*pair, claim.id) for pair in zip(found.cited, result.cited, strict=True)],
        "candidates": list(_candidates(result, found, limit)),
        "ranking": [str(candidate.paper.pmid) for candidate in result.candidates[:limit]],
        "searches": [
            {"query": search.query.text, "why": search.query.why, **fields_of(search, _OF_SEARCH)}
            for search in result.searches
        ],
        "unknown_words": list(result.unknown_words),
        "reason": result.reason,
        "remarks": list(result.remarks),
    }


def verdict_as_json(evidence: Evidence) -> dict[str, object]:
    """The paper and what the judge says of it."""
    told = paper_as_json(evidence.paper) | fields_of(evidence, _OF_VERDICT)
    return {**told, "confidence": round(evidence.confidence, 3)}


def fields_of(value: Search | Evidence, names: Iterable[str]) -> dict[str, object]:
    """Some fields of a value, as JSON has them."""
    return {name: as_data(getattr(value, name)) for name in names}


def _judged(found: FoundPaper, evidence: Evidence, claim_id: str, *, proposed: bool = False) -> dict[str, object]:
    return {**found.card(claim_id, proposed=proposed), **verdict_as_json(evidence)}


def _candidates(result: FindResult, found: Cards, limit: int) -> Iterator[dict[str, object]]:
    """All but the proposals, in the order to read them, with the parts of their score in ranking."""
    told = {one.pmid: one for one in (*found.against, *found.others)}
    ranking = {candidate.paper.pmid: candidate for candidate in result.candidates}
    for paper in in_reading_order(result)[:limit]:
        candidate = ranking[paper.pmid]
        if one := told.get(paper.pmid):
            parts = {name: round(value, 4) for name, value in candidate.parts.items()}
            card = one.card(result.claim.id)
            yield {**paper_as_json(paper), **card, "score": round(candidate.score, 4), "parts": parts}


def paper_as_json(paper: Paper) -> dict[str, object]:
    """What every object that stands for a paper tells of it."""
    return {
        "pmid": str(paper.pmid),
        "title": paper.title,
        "journal": paper.journal_abbreviation or paper.journal,
        "year": paper.year,
        "doi": paper.doi and str(paper.doi),
    }
