"""Asking again about what is cited: does it exist, what notices does it carry, do the passages stand in it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from attrs import evolve, field, frozen

from claimcheck.catalogs.base import Catalog, FullTextSource
from claimcheck.catalogs.foreign import Foreign
from claimcheck.errors import CouldNotAskError
from claimcheck.evidence.fulltext import stands_in
from claimcheck.evidence.judge import Judge
from claimcheck.evidence.judge import judge as judged
from claimcheck.evidence.passages import passage_stands, terms_found
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.language.quotation import digest_of
from claimcheck.lockfile import CitationCheck, Lock, LockUpdate, NotAsked, apply_update, digest_of_claim, reviews_of
from claimcheck.lockfile.papers import pmids_by_identifier
from claimcheck.model import Citation, Claim, Evidence, FullTextResult, NoticeType, Paper
from claimcheck.record.standing import is_notice, is_retracted, is_withdrawn, notices_about
from claimcheck.research.fulltext import asked_for
from claimcheck.research.given import GivenWork, judge_given
from claimcheck.rules.cited import REWORDED, Cited, LockIndex
from claimcheck.rules.reading import named


class Resolver(Catalog, Protocol):
    """A catalogue that also finds the record of a DOI or PMCID. None means that it answered and has none."""

    def resolve(self, identifier: Doi | Pmcid) -> Pmid | None:
        """Return the PMID of exactly that work. Raises `CouldNotAskError`."""
        ...


@frozen
class SecondLook:
    """A proposal that nobody has reviewed, judged anew."""

    claim: Claim
    citation: Citation
    evidence: Evidence

    @property
    def confirmed(self) -> bool:
        """Whether the judge says the same as when it was proposed."""
        return self.evidence.stance is self.citation.stance


@frozen
class RefreshResult:
    """What the catalogue said about cited works: an update for the lock, what could not be asked, by identifier, and what the judge
    now says of proposals that nobody has reviewed, and of references that the pages themselves give. `remarks` tell of full texts that
    are not to be had.
    """

    update: LockUpdate = field(factory=LockUpdate)
    not_asked: Mapping[str, str] = field(factory=dict)
    second_looks: tuple[SecondLook, ...] = ()
    given: tuple[GivenWork, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def asked(self) -> int:
        """How many works were answered for."""
        return len(self.update.papers) + len(self.update.unknown)

    @property
    def learnt_something(self) -> bool:
        """Whether any question was answered, be it with "no such record"."""
        return self.asked > 0


def refresh(  # noqa: PLR0913 - each is a choice of the command
    claims: Iterable[Claim],
    catalog: Resolver,
    *,
    today: dt.date,
    judge: Judge | None = None,
    texts: FullTextSource | None = None,
    before: Lock | None = None,
) -> RefreshResult:
    """Ask again about every cited paper: whether it exists, and its notices; and check the passages on the abstracts.

    Proposals that nobody has reviewed, also those of a former judge, are judged anew (by the built-in judge unless another is given).
    `texts` is who is asked for the full texts that passages are quoted from (None: nobody, and what is known of them stays).
    `before` is the lock as it is: the record that it has of a DOI or PMCID which is found no more is asked for by its PMID.
    """
    claims = tuple(claims)
    resolved, unknown, not_asked = _resolve_all(claims, catalog)
    wanted: dict[Pmid, None] = dict.fromkeys(resolved.values())
    wanted.update((c.pmid, None) for claim in claims for c in claim.citations if c.pmid)
    held = dict.fromkeys(pmid for pmid in _held(before, unknown) if pmid not in wanted)
    fetched = Foreign(catalog).fetch(wanted | held)
    unknown |= {str(pmid) for pmid in fetched.missing}
    not_asked |= {str(pmid): reason for pmid, reason in fetched.not_asked.items()}
    # A record that goes by another DOI now stays as the lock has it, or the citation would lose it.
    papers = {str(paper.pmid): paper for paper in fetched.papers if paper.pmid not in held}
    given = tuple(judge_given(claims, papers, resolved, judge))
    found = asked_for(texts, _read_whole(claims, papers)) if texts else FullTextResult()
    not_asked |= {str(pmid): reason for pmid, reason in found.not_asked.items()}
    looks = tuple(_second_looks(claims, papers, judge))
    checks = _with_verdicts(citation_checks(claims, papers, resolved, today), given, looks, today)
    update = LockUpdate(
        papers=papers,
        citations=_with_texts(checks, claims, papers, found, today),
        unknown=dict.fromkeys(sorted(unknown), today),
        not_asked={identifier: NotAsked(today, reason) for identifier, reason in not_asked.items()},
        reviews={key: known for claim in claims for key, known in reviews_of(claim).items()},
    )
    remarks = tuple(f"PMID {pmid}: {why}; its passage was not looked for" for pmid, why in found.refused.items())
    return RefreshResult(update, not_asked, looks, given, remarks)


def _held(before: Lock | None, unknown: Iterable[str]) -> list[Pmid]:
    """The PMIDs of the records that the lock has of these DOIs and PMCIDs."""
    known = pmids_by_identifier(before.papers) if before else {}
    return [Pmid(known[one]) for one in sorted(unknown) if one in known]


def _read_whole(claims: Iterable[Claim], papers: Mapping[str, Paper]) -> list[Paper]:
    """The papers from whose full texts something is quoted."""
    cited = (one for claim in claims for one in claim.citations if one.passage and one.passage_from and one.pmid)
    return list({key: papers[key] for one in cited if (key := str(one.pmid)) in papers}.values())


def _with_texts(
    checks: dict[str, dict[str, CitationCheck]],
    claims: Iterable[Claim],
    papers: Mapping[str, Paper],
    found: FullTextResult,
    today: dt.date,
) -> dict[str, dict[str, CitationCheck]]:
    """The checks, with the passages that stand in the full texts that came."""
    for claim in claims:
        for cited in claim.citations:
            text = found.texts.get(cited.pmid) if cited.pmid and cited.passage and cited.passage_from else None
            if text is not None and cited.pmid and cited.passage:
                mine, key = checks.setdefault(claim.id, {}), str(cited.pmid)
                before = mine.get(key, CitationCheck(checked=today))
                stands = (digest_of(cited.passage),) if stands_in(cited.passage, papers[key], text) else ()
                mine[key] = evolve(before, in_text=(*(before.in_text or ()), *stands))
    return checks


def _second_looks(claims: Iterable[Claim], papers: Mapping[str, Paper], judge: Judge | None) -> Iterator[SecondLook]:
    for claim in claims:
        for citation in claim.citations:
            paper = papers.get(str(citation.pmid))
            if citation.is_proposal and not citation.passage_from and paper is not None and paper.has_abstract:
                yield SecondLook(claim, citation, judged(claim, paper, judge))


def _resolve_all(claims: Iterable[Claim], catalog: Resolver) -> tuple[dict[str, Pmid], set[str], dict[str, str]]:
    """DOIs and PMCIDs that stand without a PMID: found, not held, not asked."""
    resolved: dict[str, Pmid] = {}
    unknown: set[str] = set()
    not_asked: dict[str, str] = {}
    citations = (citation for claim in claims for citation in claim.citations if not citation.pmid)
    for identifier in dict.fromkeys(c.doi or c.pmcid for c in citations):
        if identifier is None:
            continue
        try:
            pmid = Foreign(catalog).resolve(identifier)
        except CouldNotAskError as error:
            not_asked[str(identifier)] = error.reason
            continue
        if pmid is None:
            unknown.add(str(identifier))
        else:
            resolved[str(identifier)] = pmid
    return resolved, unknown, not_asked


def citation_checks(
    claims: Iterable[Claim], papers: Mapping[str, Paper], resolved: Mapping[str, Pmid], today: dt.date
) -> dict[str, dict[str, CitationCheck]]:
    """What the papers' abstracts show of what each claim quotes from them; `resolved` are PMIDs of DOIs and PMCIDs."""
    checks: dict[str, dict[str, CitationCheck]] = {}
    for claim in claims:
        quoted: dict[str, list[str]] = {}
        for citation in claim.citations:
            identifier = citation.pmid or resolved.get(str(citation.doi or citation.pmcid))
            if str(identifier) in papers:
                quoted.setdefault(str(identifier), []).extend(
                    [citation.passage] if citation.passage and not citation.passage_from else []
                )
        # What a proposal was made for is told by whoever proposes or confirms it: words that changed since are others.
        waiting = {str(citation.pmid) for citation in claim.citations if citation.is_proposal}
        known = {
            key: _checked(claim, papers[key], passages, today, "" if key in waiting else digest_of_claim(claim))
            for key, passages in quoted.items()
        }
        if found := {key: check for key, check in known.items() if check is not None}:
            checks[claim.id] = found
    return checks


def _checked(claim: Claim, paper: Paper, passages: list[str], today: dt.date, about: str) -> CitationCheck | None:
    """What a claim quotes from a paper, looked for in it; None where there is no abstract to look in."""
    if not paper.has_abstract:
        return None
    found = [passage for passage in passages if passage_stands(passage, paper)]
    every = len(found) == len(passages) if passages else None
    return CitationCheck(every, terms_found(claim, paper), today, tuple(map(digest_of, found)), about=about)


def without_older(result: RefreshResult, before: Lock) -> RefreshResult:
    """Without papers of which the lock knows a later revision: a mirror may be behind what PubMed has said since."""
    older = {
        key
        for key, paper in result.update.papers.items()
        if (known := before.papers.get(key)) and known.revised and paper.revised and paper.revised < known.revised
    }
    kept = {key: paper for key, paper in result.update.papers.items() if key not in older}
    reasons = dict.fromkeys(sorted(older), "the lock has a later revision of this record")
    return evolve(result, update=evolve(result.update, papers=kept), not_asked={**result.not_asked, **reasons})


def without_unknown(result: RefreshResult) -> RefreshResult:
    """Without what a catalogue has no record of: only PubMed and its mirror can say that PubMed has none."""
    return evolve(result, update=evolve(result.update, unknown={}))


def _with_verdicts(
    checks: dict[str, dict[str, CitationCheck]],
    given: Iterable[GivenWork],
    looks: Iterable[SecondLook],
    today: dt.date,
) -> dict[str, dict[str, CitationCheck]]:
    """The checks, with what the judge reads in the pages' own references; a judge that could not be asked says nothing.

    A proposal that the judge makes again is one for what the claim says now.
    """
    for work in given:
        if not work.evidence.unasked:
            mine, key = checks.setdefault(work.claim.id, {}), str(work.evidence.paper.pmid)
            before = mine.get(key, CitationCheck(checked=today))
            mine[key] = evolve(before, **_verdict(work.evidence), about=digest_of_claim(work.claim))
    for look in looks:
        mine, key = checks.get(look.claim.id, {}), str(look.citation.pmid)
        if key in mine and not look.evidence.unasked:
            mine[key] = evolve(mine[key], **_looked_at(look))
    return checks


def _looked_at(look: SecondLook) -> dict[str, Any]:
    """What the check of a proposal tells of a second look: that it is one for what the claim says now, or how the judge reads it."""
    now = digest_of_claim(look.claim)
    return {"about": now} if look.confirmed else {**_verdict(look.evidence), "judged_for": now}


def _verdict(evidence: Evidence) -> dict[str, Any]:
    """What a check keeps of how a judge reads a paper."""
    return {"stance": evidence.stance, "passage": evidence.passage, "judged_by": evidence.judged_by}


def changes(before: Lock, result: RefreshResult) -> Iterator[str]:
    """One line for each cited paper whose standing changed since the lock was written."""
    held, unknown = pmids_by_identifier(before.papers), result.update.unknown
    for key in sorted(unknown):
        if key not in before.unknown and held.get(key) not in unknown:  # else it is told of the record
            known = before.papers.get(key)
            yield f"{named(known)}: {_was_there(known)}" if known else f"{key}: PubMed has no such record"
    for key, paper in sorted(result.update.papers.items(), key=lambda item: int(item[0])):
        known = before.papers.get(key)
        if known is None:
            yield f"PMID {key}: recorded; {_standing(paper)}"
        elif _standing(paper) != _standing(known):
            yield f"PMID {key}: {_standing(paper)} (the lock said: {_standing(known)})"


def _was_there(paper: Paper) -> str:
    when = f" until {paper.origin.date}" if paper.origin and paper.origin.date else ""
    return f"was in PubMed{when}, and is no more: deleted or merged"


def lost_passages(claims: Iterable[Claim], before: Lock, result: RefreshResult) -> Iterator[str]:
    """One line for each passage that stood in a paper's title or abstract and does so no more, as far as can be seen."""
    was, now = LockIndex(before), LockIndex(apply_update(before, result.update))
    for claim in claims:
        for citation in claim.citations:
            after = now.cited(citation, claim)
            if after.paper and was.cited(citation, claim).passage_found and not after.passage_found:
                gone = after.passage_found is False
                told = (
                    "no longer stands in its title or abstract"
                    if gone
                    else "can no longer be checked: it has no abstract now"
                )
                yield f'{after.label} for {claim.id}: the passage "{citation.passage}" {told}'


def of_other_words(claims: Iterable[Claim], index: LockIndex) -> Iterator[tuple[Claim, Cited]]:
    """The works that a person accepted for other words than their claims have now, as far as the lock knows."""
    for claim in claims:
        yield from (
            (claim, one) for one in (index.cited(citation, claim) for citation in claim.citations) if one.reviewed_for
        )


def without_reviews(result: RefreshResult, others: Iterable[tuple[Claim, Cited]]) -> RefreshResult:
    """The result without the reviews that were given for other words: what the lock learns of these is no review."""
    reviews = {claim_id: dict(known) for claim_id, known in result.update.reviews.items()}
    for claim, one in others:
        reviews.get(claim.id, {}).pop(one.label, None)
    return evolve(result, update=evolve(result.update, reviews=reviews))


def about_reviews(others: Iterable[tuple[Claim, Cited]], before: Lock, result: RefreshResult) -> Iterator[str]:
    """One line for each review that was given for other words, and one on those that the lock did not know before."""
    for claim, one in others:
        yield f'{one.label} for {claim.id} {REWORDED} ("{one.reviewed_for}"), and still counts for none: read it again'
    after = apply_update(before, result.update)
    new = sum(
        one != before.reviews.get(claim_id, {}).get(label)
        for claim_id, given in after.reviews.items()
        for label, one in given.items()
    )
    if new:
        told = (
            "1 review that the lock did not know was" if new == 1 else f"{new} reviews that the lock did not know were"
        )
        yield f"{told} recorded as given for what the claims say now"


def second_thoughts(result: RefreshResult) -> Iterator[str]:
    """One line for each proposal that the judge no longer makes."""
    for look in result.second_looks:
        if not look.confirmed:
            now = look.evidence.stance.value if look.evidence.stance else look.evidence.reason
            yield (
                f"PMID {look.citation.pmid} for {look.claim.id}: proposed as {look.citation.stance}, the judge"
                f" ({look.evidence.judged_by}) now says: {now}; read it before you accept it"
            )


def _standing(paper: Paper) -> str:
    """`retracted`, `withdrawn`, `expression-of-concern, erratum`, or `no notices`."""
    is_what = (("retracted", is_retracted), ("withdrawn", is_withdrawn), ("itself a notice", is_notice))
    said = [told for told, holds in is_what if holds(paper)]
    said += [kind.value for kind in NoticeType if kind is not NoticeType.RETRACTION and notices_about(paper, kind)]
    return ", ".join(said) or ("no notices" if paper.notices is not None else "notices not known")
