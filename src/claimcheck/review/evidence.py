"""What is shown of the works for and against a claim: cards, in the order in which a person should read them. Pure."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from attrs import evolve, field, frozen

from claimcheck.identifiers import Pmid
from claimcheck.levels import DESIGNS, level_of
from claimcheck.model import Citation, Claim, FoundPaper, NoticeType, Paper, Rejection, Signature, Stance
from claimcheck.record.standing import no_finding, notices_about
from claimcheck.reports.html_claims import address_of
from claimcheck.review.marking import Run, claim_stems, marked
from claimcheck.review.papers import Fetched
from claimcheck.review.workspace import Snapshot
from claimcheck.rules.cited import Cited

Nearest = Callable[[Claim, Paper], str]
"""Finds the sentence of a paper that a person should read first, "" where nobody can tell."""


class Role(StrEnum):
    """How a work came to the claim."""

    PROPOSED = "proposed"
    CITED = "cited"
    CANDIDATE = "candidate"
    REJECTED = "rejected"


@frozen
class Section:
    """A part of an abstract with its heading, "" where it has none."""

    label: str
    runs: tuple[Run, ...]


@frozen
class Card:
    """A work as a person reads it beside a claim.

    `work` is its identifier as decisions take it. `sections` is the whole abstract, None where it is not at hand; then
    `absent` says why, "" while nobody has been asked. `sentence` is the one that decides, or comes nearest. `warnings` are what a
    reader must know before anything else: retracted, a concern, no finding at all. `rejected` is a word against what is cited.
    """

    work: str
    role: Role
    title: tuple[Run, ...] = ()
    author: str = ""
    journal: str = ""
    year: int | None = None
    kind: str = ""
    level: str = ""
    warnings: tuple[str, ...] = ()
    stance: Stance | None = None
    confidence: float = 0.0
    reason: str = ""
    sentence: str = ""
    note: str = ""
    reviewed: Signature | None = None
    added: Signature | None = None
    link: str = ""
    sections: tuple[Section, ...] | None = field(default=None, repr=False)
    absent: str = ""
    is_proposal: bool = False
    rejected: Rejection | None = None

    @property
    def can_be_rejected(self) -> bool:
        """Whether a person may turn it down; what a person wrote or reviewed is removed instead."""
        return self.is_pubmed and (self.role is Role.CANDIDATE or self.is_proposal)

    @property
    def offered(self) -> Stance | None:
        """The stance that a person may sign as it is shown; None for a candidate that was left open, whatever the judge leaned to."""
        return None if self.role is Role.CANDIDATE and not self.is_against else self.stance

    @property
    def standing(self) -> str:
        """How it stands to the claim, in words."""
        return self.offered or (f"perhaps {self.stance}" if self.stance else "no stance yet")

    @property
    def is_against(self) -> bool:
        """Whether it speaks against the claim, by a person's word or a machine's."""
        return self.stance is Stance.CONTRADICTS and self.role is not Role.REJECTED

    @property
    def is_pubmed(self) -> bool:
        """Whether the work is named by a PMID."""
        return self.work.isdigit()

    @property
    def anchor(self) -> str:
        """Its place on the page, as an address names it."""
        return "card-" + "".join(char if char.isalnum() else "-" for char in self.work)


@frozen
class Evidence:
    """The cards of a claim: against it first, so that a page can show them first; every work stands in one group."""

    against: tuple[Card, ...] = ()
    proposed: tuple[Card, ...] = ()
    cited: tuple[Card, ...] = ()
    candidates: tuple[Card, ...] = ()
    rejected: tuple[Card, ...] = ()

    @property
    def unasked(self) -> bool:
        """Whether abstracts are still to be fetched."""
        shown = (*self.against, *self.proposed, *self.cited, *self.candidates)
        return any(card.is_pubmed and card.sections is None and not card.absent for card in shown)


def works_of(snapshot: Snapshot, claim: Claim) -> tuple[str, ...]:
    """The PMIDs of everything that a claim's page shows, rejected works left out."""
    search = snapshot.lock.search_for(claim)
    cited = [one.paper.pmid if one.paper else one.citation.pmid for one in _cited(snapshot, claim)]
    found = [*(one.pmid for one in search.candidates), *search.contradicting] if search else []
    rejected = _rejected(snapshot, claim)
    return tuple(dict.fromkeys(pmid for pmid in (*cited, *found) if pmid and pmid not in rejected))


def evidence_for(snapshot: Snapshot, claim: Claim, fetched: Fetched, nearest: Nearest, extra: str = "") -> Evidence:
    """The cards of a claim. `fetched` are papers with their abstracts; `nearest` is asked for the sentence of a paper of which no
    file names one.

    `extra` is the PMID of a paper that a person looked up: it is the first of the candidates.
    """
    maker = _Maker(snapshot, claim, fetched, nearest)
    cards = sorted(maker.cards(extra), key=lambda card: not card.warnings)  # what was taken back is seen first
    against = [card for card in cards if card.is_against]
    rest = [card for card in cards if not card.is_against]
    return Evidence(tuple(against), *(tuple(card for card in rest if card.role is role) for role in Role))


class _Maker:
    """Makes the cards of one claim."""

    def __init__(self, snapshot: Snapshot, claim: Claim, fetched: Fetched, nearest: Nearest) -> None:
        self.snapshot, self.claim, self.fetched, self.nearest = snapshot, claim, fetched, nearest
        self.stems = claim_stems(claim)
        search = snapshot.lock.search_for(claim)
        self.found = {str(one.pmid): one for one in search.candidates} if search else {}
        self.read_as_against = [str(pmid) for pmid in search.contradicting] if search else []

    def cards(self, extra: str) -> Iterator[Card]:
        """Citations, then what was looked up or found and is not cited, then what was turned down."""
        rejected = _rejected(self.snapshot, self.claim)
        rejected.pop(extra, None)
        done = set(rejected)
        for cited in _cited(self.snapshot, self.claim):
            card = self._of_citation(cited)
            done |= {card.work, str(cited.paper.pmid) if cited.paper else ""}
            yield card
        for pmid in dict.fromkeys((extra, *self.read_as_against, *self.found)):
            if pmid and pmid not in done:
                yield self._of_candidate(pmid)
        for pmid, (reason, signed) in rejected.items():
            yield evolve(self._of_candidate(pmid), role=Role.REJECTED, note=reason, reviewed=signed, reason="")

    def _of_citation(self, cited: Cited) -> Card:
        citation = cited.citation
        work = str(citation.pmid or citation.doi or citation.pmcid or citation.url or "")
        pmid = str(cited.paper.pmid if cited.paper else citation.pmid or "")
        found = self.found.get(pmid)
        card = self._card(work, pmid, passage=citation.passage or "", written=citation)
        level = cited.level(self.claim.kind)
        elsewhere = f"the passage stands in the {citation.passage_from}" if citation.passage_from else ""
        fault = "" if any(warning in cited.fault for warning in card.warnings) else cited.fault
        return evolve(
            card,
            role=Role.PROPOSED if citation.reviewed is None else Role.CITED,
            is_proposal=citation.is_proposal,
            rejected=cited.rejected,
            stance=citation.stance,
            confidence=found.confidence if found and citation.reviewed is None else 0.0,
            level=level.reason if level else "",
            warnings=(*card.warnings, *filter(None, (elsewhere, fault))),
            note=citation.note or "",
            added=citation.added,
            reviewed=citation.reviewed,
            link=address_of(citation, pmid),
        )

    def _of_candidate(self, pmid: str) -> Card:
        found = self.found.get(pmid) or FoundPaper(Pmid(pmid))
        card = self._card(pmid, pmid, passage="" if found.passage_from else found.sentence, found=found)
        stance = found.stance or (Stance.CONTRADICTS if pmid in self.read_as_against else None)
        return evolve(card, stance=stance, confidence=found.confidence, reason=found.reason)

    def _card(
        self, work: str, pmid: str, *, passage: str, written: Citation | None = None, found: FoundPaper | None = None
    ) -> Card:
        """What is known of the work, whoever says so: PubMed's record, the lock, and what a person wrote."""
        records = self.snapshot.lock.papers.get(pmid), self.fetched.papers.get(pmid)
        paper = records[1] or records[0]
        sentence = passage or (self.nearest(self.claim, records[1]) if records[1] else "")
        told: tuple[Paper | FoundPaper | Citation | None, ...] = (paper, found, written)
        level = level_of(paper, self.claim.kind) if paper else None
        return Card(
            work,
            Role.CANDIDATE,
            title=marked(_first(*(one and one.title for one in told), work), (), self.stems),
            author=_first(paper and paper.first_author, found and found.first_author, written and written.author),
            journal=_first(paper and paper.journal_abbreviation, *(one and one.journal for one in told)),
            year=next((one.year for one in told if one and one.year), None),
            kind=DESIGNS[level.design] if level else found.kind if found else "",
            level=level.reason if level else f"level {found.level}: {found.kind}" if found and found.level else "",
            warnings=tuple(dict.fromkeys(_warnings(*records))) if any(records) else found.notices if found else (),
            sentence=sentence,
            link=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else "",
            sections=self._sections(pmid, sentence),
            absent=self._absent(pmid),
        )

    def _sections(self, pmid: str, sentence: str) -> tuple[Section, ...] | None:
        paper = self.fetched.papers.get(pmid)
        if paper is None or not paper.has_abstract:
            return None
        passages = (sentence,) if sentence else ()
        return tuple(Section(one.label, marked(one.text, passages, self.stems)) for one in paper.sections or ())

    def _absent(self, pmid: str) -> str:
        if not pmid:
            return "PubMed does not hold this work; follow the link to read it"
        paper = self.fetched.papers.get(pmid)
        if paper and not paper.has_abstract:
            return "PubMed has no abstract of this work"
        return self.fetched.trouble.get(pmid, "")


def _cited(snapshot: Snapshot, claim: Claim) -> tuple[Cited, ...]:
    return tuple(snapshot.index.cited(citation, claim) for citation in claim.citations)


def _rejected(snapshot: Snapshot, claim: Claim) -> dict[str, tuple[str, Signature | None]]:
    """What a person turned down, with the reason: by the claims file, and by locks of former versions."""
    search = snapshot.lock.searches.get(claim.id)
    older = search.rejected if search else ()
    found = {
        str(one.pmid): (one.reason or "", Signature(one.by, one.date) if one.by.strip() else None)
        for one in (*older, *claim.rejected)
    }
    cited = {str(citation.pmid) for citation in claim.citations}
    return {pmid: told for pmid, told in found.items() if pmid not in cited}


def _warnings(*records: Paper | None) -> Iterator[str]:
    """What the records say that a reader must know first: of the lock and of today, for each may know more."""
    for paper in filter(None, records):
        if why := no_finding(paper):
            yield why
        yield from (_NOTICES[one.type] for one in notices_about(paper, *_NOTICES))


_NOTICES = {NoticeType.EXPRESSION_OF_CONCERN: "expression of concern", NoticeType.ERRATUM: "corrected by an erratum"}


def _first(*texts: object) -> str:
    return next((str(text) for text in texts if text), "")
