"""A claim's citations as the evidence lock knows them, and where the claim stands by them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from attrs import evolve, frozen

from claimcheck.language.quotation import digest_of
from claimcheck.levels import Level, Shown, level_by, shown_design
from claimcheck.lockfile import CitationCheck, Lock, SearchRecord, rejected_for, tells_of, words_of_claim
from claimcheck.lockfile.papers import pmids_by_identifier
from claimcheck.model import Citation, Claim, ClaimStatus, FoundPaper, Kind, Paper, Rejection, Signature, Stance
from claimcheck.record.standing import is_retracted, is_withdrawn, no_finding, notices_told
from claimcheck.rules.identity import mismatches


class CitationState(StrEnum):
    """What the lock knows of a cited work."""

    KNOWN = "known"
    UNKNOWN = "unknown"  # PubMed answered that it has no such PMID
    NOT_ASKED = "not-asked"  # it could not be asked, or PubMed does not hold the work; `reason` says which
    STALE = "stale"  # a PMID that the lock says nothing about
    OUTSIDE = "outside"  # a link to a work outside PubMed: nothing to ask
    NAMELESS = "nameless"  # neither a well-formed identifier nor a link is left (CC201)


OUTDATED = "was proposed when the claim had other words"
"""Why a machine's proposal does not stand behind a claim that was changed since."""
REWORDED = "was accepted for other words"
"""Why a work that a person accepted does not: they vouched for what the claim said then."""

_NEVER_ASKED = "not asked for yet; run `claimcheck refresh`"
_NOT_HELD = "PubMed holds no record with this identifier"


@frozen(slots=False)
class Cited:
    """A citation with the record it means. `reason` says why there is none; `mismatches` how it is another work, and
    `disagrees` which of its identifiers means another one. `former` is the last record of a work that PubMed had and has no more. `check` is what the desk found out with the abstract in hand. `trusted` is
    a link to a site that the policy or the settings trust. `is_outdated` is a machine's proposal for other words than the claim has now,
    `reviewed_for` the statement that a person had before them, "" where the claim says the same now or it is not known. `rejected` is the
    word of a person who turned the work down for the very claim, `no_review` why what is written as its review is none.
    """

    citation: Citation
    state: CitationState
    paper: Paper | None = None
    reason: str = ""
    mismatches: tuple[str, ...] = ()
    disagrees: str = ""
    former: Paper | None = None
    check: CitationCheck | None = None
    trusted: bool = False
    is_outdated: bool = False
    reviewed_for: str = ""
    rejected: Rejection | None = None
    no_review: str = ""

    @property
    def reviewed(self) -> Signature | None:
        """The review that counts: a person's, of a day that has come."""
        return None if self.no_review else self.citation.reviewed

    @property
    def passage_found(self) -> bool | None:
        """Whether its passage stands in the work; None where there is no passage, or nobody has looked for any."""
        passage, check = self.citation.passage, self.check
        if not passage or check is None:
            return None
        if self.citation.passage_from:
            return None if check.in_text is None else digest_of(passage) in check.in_text
        return check.passage_found if check.passages is None else digest_of(passage) in check.passages

    @cached_property
    def supports(self) -> bool:
        """Whether the claim may rest on it: it stands, and its stance is support."""
        return self.stands and self.citation.stance is not None and self.citation.stance.is_support

    @property
    def year(self) -> int | None:
        """The year of the record; for a work without record, what the editor wrote."""
        return self.paper.year if self.paper else self.citation.year

    def level(self, kind: Kind | None) -> Level | None:
        """Its level of evidence for that kind of claim: what a person wrote, else what the record shows."""
        shown = level_by(self.shown, kind)
        if self.citation.level is None:
            return shown
        return Level(self.citation.level, shown.design if shown else "", "")

    @cached_property
    def is_retracted(self) -> bool:
        """Whether its journal took it back."""
        return self.paper is not None and is_retracted(self.paper)

    @cached_property
    def is_withdrawn(self) -> bool:
        """Whether its publisher withdrew it."""
        return self.paper is not None and is_withdrawn(self.paper)

    @cached_property
    def shown(self) -> Shown:
        """The study design that the record shows."""
        return shown_design(self.paper) if self.paper else (None, "")

    @property
    def label(self) -> str:
        """The identifier to show: the PMID where it is known."""
        return f"PMID {self.paper.pmid}" if self.paper else self.citation.label

    @property
    def stands(self) -> bool:
        """Whether a claim may rest on it: the work exists, is the one it says it is, was not taken back, and was proposed or
        accepted for what the claim says now.
        """
        return self.fault == ""

    @cached_property
    def fault(self) -> str:
        """Why it does not stand, in a few words; "" where it does."""
        return next((told for holds, told in self._faults() if holds), "")

    def _faults(self) -> Iterator[tuple[bool, str]]:
        yield self.state is CitationState.UNKNOWN, "is not in PubMed"
        yield self.state is CitationState.NAMELESS, "has no usable identifier"
        yield self.is_retracted, "is retracted"
        yield self.is_withdrawn, "is withdrawn"
        yield self.is_outdated, OUTDATED
        yield self.rejected is not None, f"was rejected by {self.rejected.by if self.rejected else ''}"
        yield bool(self.disagrees), "has identifiers of two works"
        yield bool(self.mismatches), "is another work than stated"
        yield self.is_unconfirmed, "is not confirmed by PubMed or a reviewer"
        yield bool(self.reviewed_for), REWORDED

    @property
    def is_read_against(self) -> bool:
        """Whether a machine that proposed it for other words reads it as saying the opposite of what the claim has now."""
        return self.is_outdated and self.check is not None and self.check.stance is Stance.CONTRADICTS

    @property
    def is_new(self) -> bool:
        """Whether PubMed was never asked for its identifier."""
        return self.state is CitationState.NOT_ASKED and self.reason == _NEVER_ASKED

    @property
    def is_open(self) -> bool:
        """Whether nothing is known of it that PubMed could still say: no rule has looked at the work."""
        not_asked = self.state is CitationState.NOT_ASKED and self.reason != _NOT_HELD and not self.former
        return not_asked or self.state is CitationState.STALE

    @property
    def is_unconfirmed(self) -> bool:
        """Whether it is a DOI, PMCID or link that nothing stands behind: no record, no review, no trusted site."""
        outside = self.state is CitationState.OUTSIDE or (
            self.state is CitationState.NOT_ASKED and self.citation.pmid is None
        )
        return outside and self.reviewed is None and not self.trusted


class LockIndex:
    """The lock, with its papers also found by DOI and PMCID. `unreadable`: there is one, and nothing is known of it."""

    def __init__(self, lock: Lock, *, unreadable: bool = False) -> None:
        self.lock = lock
        self.unreadable = unreadable

    @cached_property
    def _pmid_of(self) -> Mapping[str, str]:
        """PMIDs by DOI and PMCID; made when a citation without PMID asks for it."""
        return pmids_by_identifier(self.lock.papers)

    @cached_property
    def _pmid_of_gone(self) -> Mapping[str, str]:
        return pmids_by_identifier(self.lock.gone)

    def search_for(self, claim: Claim) -> SearchRecord | None:
        """The claim's search for what it says now; of papers that it came upon, what PubMed has said of them since."""
        record = self.lock.search_for(claim)
        if record is None:
            return None
        there = tuple(self._as_known(one) for one in record.candidates if one.pmid not in self.lock.unknown)
        return record if there == record.candidates else evolve(record, candidates=there)

    def _as_known(self, found: FoundPaper) -> FoundPaper:
        paper = self.lock.papers.get(found.pmid)
        if paper is None:
            return found
        reason, notices = no_finding(paper) or found.reason, notices_told(paper)
        is_so = (reason, notices) == (found.reason, found.notices)
        return found if is_so else evolve(found, reason=reason, notices=notices)

    def searched(self, claim: Claim, search: SearchRecord | None, *, contradicting: bool = False) -> tuple[Paper, ...]:
        """The records that the lock holds of papers which the claim's search came upon, that can be evidence and that
        nobody has rejected.
        """
        if search is None:
            return ()
        pmids = search.contradicting if contradicting else [found.pmid for found in search.candidates]
        rejected = rejected_for(claim, search)
        papers = (self.lock.papers[pmid] for pmid in pmids if pmid in self.lock.papers and pmid not in rejected)
        return tuple(paper for paper in papers if not no_finding(paper))

    def cited(self, citation: Citation, claim: Claim, *, trusted: bool = False, today: dt.date = dt.date.max) -> Cited:
        """The claim's citation with the record that its PMID means, else its DOI, else its PMCID; `trusted` is its link's site. A
        review of a day after `today` is none.
        """
        known = self._cited(citation, claim, trusted=trusted)
        former, pmids = self._reviewed_for(citation, claim), {citation.pmid, known.paper.pmid if known.paper else None}
        rejected = next((one for one in claim.rejected if one.pmid in pmids), None)
        return evolve(known, reviewed_for=former, rejected=rejected, no_review=_no_review(citation.reviewed, today))

    def without_outdated(self, claim: Claim) -> Claim:
        """The claim without proposals for other words than it has now: who looks for papers looks at those anew."""
        kept = tuple(one for one in claim.citations if not self.cited(one, claim).is_outdated)
        return claim if len(kept) == len(claim.citations) else evolve(claim, citations=kept)

    def _reviewed_for(self, citation: Citation, claim: Claim) -> str:
        """The statement that was reviewed, where it said something else; a change of its spelling alone is none."""
        reviews = self.lock.reviews.get(claim.id, {}) if citation.reviewed and claim.id else {}
        known = reviews.get(citation.label) or reviews.get(citation.url or "")
        if known is None or not citation.reviewed or not known.is_of(citation.reviewed):
            return ""
        now = words_of_claim(claim)
        if known.words == now:
            return ""
        from claimcheck.rules.rewording import says_the_same  # noqa: PLC0415 - few claims are changed after their review

        return "" if says_the_same(known.words, now) else known.words[0]

    def _cited(self, citation: Citation, claim: Claim, *, trusted: bool) -> Cited:
        paper = self._paper(citation)
        if paper is not None:
            check = self._check(citation, paper, claim.id)
            is_about_it = check is None or tells_of(check.about, claim)
            return Cited(
                citation,
                CitationState.KNOWN,
                paper,
                mismatches=mismatches(citation, paper),
                disagrees=self._disagreement(citation, paper),
                check=check and _for_now(check, claim),
                is_outdated=citation.is_proposal and not is_about_it,
            )
        return evolve(self._without_record(citation), trusted=trusted)

    def _paper(self, citation: Citation) -> Paper | None:
        pmid: str | None = citation.pmid
        for other in (citation.doi, citation.pmcid) if pmid is None else ():
            pmid = pmid or (self._pmid_of.get(other) if other else None)
        return self.lock.papers.get(pmid) if pmid else None

    def _check(self, citation: Citation, paper: Paper, claim_id: str) -> CitationCheck | None:
        checks = self.lock.citations.get(claim_id, {}) if claim_id else {}
        for key in (citation.pmid, paper.pmid, citation.doi, citation.pmcid):
            if key and key in checks:
                return checks[key]
        return None

    def _disagreement(self, citation: Citation, paper: Paper) -> str:
        """Which of the citation's identifiers belongs to another work than its first one; "" where none does."""
        if citation.doi is None and citation.pmcid is None:
            return ""
        for written, recorded in ((citation.doi, paper.doi), (citation.pmcid, paper.pmcid)):
            if written is None or (recorded is not None and str(recorded).casefold() == str(written).casefold()):
                continue
            owner = self._pmid_of.get(str(written)) or self._pmid_of.get(str(written).casefold())
            label = f"doi:{written}" if written is citation.doi else str(written)
            if owner and owner != paper.pmid:
                return f"{label} is that of PMID {owner}"
            if recorded is not None:
                return f"the record of PMID {paper.pmid} has {recorded}, not {written}"
        return ""

    def _without_record(self, citation: Citation) -> Cited:
        identifier = citation.pmid or citation.doi or citation.pmcid
        if identifier is None:
            return Cited(citation, CitationState.OUTSIDE if citation.url else CitationState.NAMELESS)
        if self.unreadable:
            return Cited(citation, CitationState.NOT_ASKED, reason="the evidence lock cannot be read")
        if citation.pmid and citation.pmid in self.lock.unknown:
            return Cited(citation, CitationState.UNKNOWN, former=self.lock.gone.get(citation.pmid))
        if (why := self._not_asked(citation)) is not None:
            former = self._held_once(citation) if why == _NOT_HELD else None
            return Cited(citation, CitationState.NOT_ASKED, reason=_lost(former) if former else why, former=former)
        if citation.pmid:
            return Cited(citation, CitationState.STALE)
        return Cited(citation, CitationState.NOT_ASKED, reason=_NEVER_ASKED)

    def _held_once(self, citation: Citation) -> Paper | None:
        """The last record of a work that is cited by DOI or PMCID, where PubMed had one."""
        known = self._pmid_of_gone if self.lock.gone else {}
        pmid = next((known[one] for one in (citation.doi, citation.pmcid) if one and one in known), None)
        return self.lock.gone[pmid] if pmid else None

    def _not_asked(self, citation: Citation) -> str | None:
        written = [identifier for identifier in (citation.pmid, citation.doi, citation.pmcid) if identifier]
        for identifier in written:
            if entry := self.lock.not_asked.get(identifier):
                when = f" ({entry.date.isoformat()})" if entry.date else ""
                return f"PubMed could not be asked: {entry.reason}{when}"
        absent = not citation.pmid and any(identifier in self.lock.unknown for identifier in written)
        return _NOT_HELD if absent else None


def _lost(paper: Paper) -> str:
    when = f" until {paper.origin.date}" if paper.origin and paper.origin.date else ""
    return f"PubMed held its record{when} (PMID {paper.pmid}) and holds it no more: deleted or merged"


def has_come(day: dt.date | None, today: dt.date) -> bool:
    """Whether a day has come, somewhere on earth: who signs in the east may be a day ahead."""
    return day is None or day.toordinal() <= today.toordinal() + 1


def _no_review(signed: Signature | None, today: dt.date) -> str:
    """Why a signature is no person's review, in a few words; "" where it is one, or there is none."""
    if signed is None:
        return ""
    if not signed.is_of_person:
        return f"signed by {signed.by}, who is no person"
    return "" if has_come(signed.date, today) else f"signed on a day to come, {signed.date}"


def _for_now(check: CitationCheck, claim: Claim) -> CitationCheck:
    """What was found out about the work alone, and what of the rest is about what the claim says now."""
    if not tells_of(check.judged_for or check.about, claim):
        check = evolve(check, stance=None, passage="", judged_by="")
    return check if tells_of(check.about, claim) else evolve(check, terms_found=None)


def status_of(claim: Claim, cited: Iterable[Cited]) -> ClaimStatus:
    """Where the claim stands, decided by the citations that stand. That one contradicts it is a person's word to give."""
    if claim.is_exempt:
        return ClaimStatus.NOT_NEEDED
    standing = [one for one in cited if one.stands]
    supporting = [one for one in standing if one.supports]
    if supporting:
        return ClaimStatus.SOURCED if any(one.reviewed for one in supporting) else ClaimStatus.PROPOSED
    if any(one.citation.stance is Stance.CONTRADICTS and one.reviewed for one in standing):
        return ClaimStatus.CONTRADICTED
    unjudged = any(one.citation.stance is None for one in standing)
    return ClaimStatus.PROPOSED if unjudged else ClaimStatus.UNSOURCED
