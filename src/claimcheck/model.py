"""The values that everything else speaks in. Frozen, no I/O.

Claims and citations are what people write; papers and notices are what PubMed says; candidates and evidence are
what the desk proposes; findings, skips and the report are what the gate answers. Field names follow the claims
file, the evidence lock and PubMed's own element names. In a `Paper`, `None` means *unknown*, never *absent*.
"""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from attrs import Factory, field, frozen

from claimcheck.identifiers import Doi, Pmcid, Pmid


class Kind(StrEnum):
    """What sort of assertion a claim makes; it decides which evidence is enough."""

    EFFICACY = "efficacy"
    SAFETY = "safety"
    MECHANISM = "mechanism"
    DEFINITION = "definition"
    PREVALENCE = "prevalence"
    COMPARISON = "comparison"
    RECOMMENDATION = "recommendation"
    PROCESS = "process"
    OPINION = "opinion"


class Stance(StrEnum):
    """How a paper stands to a claim."""

    SUPPORTS = "supports"
    PARTLY = "partly"
    CONTRADICTS = "contradicts"
    INCONCLUSIVE = "inconclusive"
    BACKGROUND = "background"

    @property
    def is_support(self) -> bool:
        """Whether a claim may rest on it: fully, or for a weaker or narrower statement."""
        return self in (Stance.SUPPORTS, Stance.PARTLY)


class Reading(StrEnum):
    """How much of a work the person who judged it has read."""

    ABSTRACT = "abstract"
    FULL_TEXT = "full-text"


class Severity(StrEnum):
    """How much a finding matters. Ordered: error above warning above note."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """2 for an error, 1 for a warning, 0 for a note."""
        return {"error": 2, "warning": 1, "note": 0}[self.value]

    def reaches(self, threshold: "Severity") -> bool:
        """Whether this is at or above the threshold."""
        return self.rank >= threshold.rank


class NoticeType(StrEnum):
    """What a linked notice says of a paper."""

    RETRACTION = "retraction"
    EXPRESSION_OF_CONCERN = "expression-of-concern"
    ERRATUM = "erratum"
    UPDATE = "update"
    REPUBLICATION = "republication"


class Direction(StrEnum):
    """`in`: the notice is about this paper (PubMed's ``…In``). `of`: this record is the notice (``…Of``, ``…For``)."""

    IN = "in"
    OF = "of"


class Outcome(StrEnum):
    """How a claim's search ended. `could-not-ask` is never told as `nothing-found`."""

    ATTACHED = "attached"
    CANDIDATES = "candidates"
    NOTHING_FOUND = "nothing-found"
    COULD_NOT_ASK = "could-not-ask"


class ClaimStatus(StrEnum):
    """Where a claim stands with its sources."""

    SOURCED = "sourced"
    PROPOSED = "proposed"
    CONTRADICTED = "contradicted"
    UNSOURCED = "unsourced"
    NOT_NEEDED = "not-needed"


# --- what people write -------------------------------------------------------------------------------------------


@frozen
class Location:
    """A place in a file: path as given by the user, line and column counted from 1 (column in characters)."""

    path: str = ""
    line: int | None = None
    column: int | None = None


@frozen
class Quote:
    """Words of the article as written: W3C Web Annotation's TextQuoteSelector."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    location: Location = field(default=Location(), eq=False)


@frozen
class Attribution:
    """What the article says about its source. `vague` holds wording that names no work ("a study from PubMed")."""

    journal: str | None = None
    author: str | None = None
    year: int | None = None
    publication_type: str | None = None
    vague: str | None = None
    location: Location = field(default=Location(), eq=False)

    @property
    def names_a_work(self) -> bool:
        """Whether a reader could look for the work: a journal or an author is named."""
        return self.journal is not None or self.author is not None


@frozen
class Signature:
    """Who did something to a record, and when."""

    by: str
    date: dt.date | None = None


@frozen
class Citation:
    """What a claim keeps of a work. One of `pmid`, `doi`, `pmcid`, or `url` with `title`, is present.

    `title`, `author`, `year` and `journal` are what the editor wrote beside the identifier; the gate compares them with
    the record. `level` is the evidence level (OCEBM 2011, 1 to 5) where a person overrides what the record shows; `read` how
    much of the work was read. `reviewed` is None for a proposal that nobody has looked at. `location` points at the citation's first
    key; `passage_location` at the passage.
    """

    pmid: Pmid | None = None
    doi: Doi | None = None
    pmcid: Pmcid | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    year: int | None = None
    journal: str | None = None
    stance: Stance | None = None
    passage: str | None = None
    level: int | None = None
    read: Reading | None = None
    note: str | None = None
    added: Signature | None = None
    reviewed: Signature | None = None
    location: Location = field(default=Location(), eq=False)

    @property
    def label(self) -> str:
        """The identifier to show a person: ``PMID 1``, ``doi:10.1/x``, ``PMC1`` or the link."""
        if self.pmid:
            return f"PMID {self.pmid}"
        if self.doi:
            return f"doi:{self.doi}"
        return str(self.pmcid or self.url or self.title or "citation")


@frozen
class Waiver:
    """A rule set aside for one claim: `rule` is a code or name as written; `until` is the last day it holds."""

    rule: str = ""
    reason: str = ""
    until: dt.date | None = None
    by: str = ""
    location: Location = field(default=Location(), eq=False)


@frozen
class ArticleRef:
    """The article that a claims file speaks of; `path` is relative to the claims file, as written."""

    path: str | None = None
    title: str | None = None
    published: dt.date | None = None
    reviewed: dt.date | None = None
    location: Location = field(default=Location(), eq=False)


@frozen
class Claim:
    """One checkable assertion. `Claim(statement="...")` alone is enough for the desk's stages.

    The PICO terms (population, intervention, comparator, outcome) are tuples of phrases; `query` replaces the ladder of
    searches. `location` points at the claim's first key in its file.
    """

    statement: str
    id: str = ""
    kind: Kind | None = None
    quote: Quote | None = None
    population: tuple[str, ...] = ()
    intervention: tuple[str, ...] = ()
    comparator: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    attributed_to: Attribution | None = None
    citations: tuple[Citation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    needs_source: bool = True
    because: str | None = None
    query: str | None = None
    article: ArticleRef | None = field(default=None, repr=False)
    location: Location = field(default=Location(), eq=False, repr=False)


# --- what PubMed says --------------------------------------------------------------------------------------------


@frozen
class Author:
    """A person (`last_name` with `initials`) or a group (`collective`)."""

    last_name: str = ""
    fore_name: str = ""
    initials: str = ""
    suffix: str = ""
    collective: str = ""

    @property
    def name(self) -> str:
        """As citations print it: ``Luijsterburg PA`` or the group's name."""
        return self.collective or " ".join(part for part in (self.last_name, self.initials, self.suffix) if part)

    @classmethod
    def from_name(cls, name: str) -> Self:
        """The reverse of `name`, for names read from the lock: the last word is taken as initials if it is capitals."""
        last, _, initials = name.rpartition(" ")
        if last and initials.isupper() and len(initials) <= 4:
            return cls(last_name=last, initials=initials)
        return cls(collective=name)


@frozen
class AbstractSection:
    """One AbstractText: the author's heading (`label`), NLM's category, and the plain text."""

    text: str
    label: str = ""
    category: str = ""


@frozen
class PublicationType:
    """A publication type; `ui` is the MeSH identifier (``D016454``), "" where the record gives none."""

    name: str
    ui: str = ""


@frozen
class MeshHeading:
    """A MeSH descriptor with its qualifiers' names; `major` where the descriptor or a qualifier is starred."""

    name: str
    ui: str = ""
    major: bool = False
    qualifiers: tuple[str, ...] = ()


@frozen
class Notice:
    """A link between a paper and a notice about it. `pmid` is the other record, None where PubMed gives none."""

    type: NoticeType
    direction: Direction
    pmid: Pmid | None = None
    date: str | None = None
    source: str = ""


@frozen
class Origin:
    """Where a record was read: ``efetch``, ``mirror``, ``import`` or ``hand``, and when (ISO date)."""

    source: str
    date: dt.date | None = None


@frozen
class Paper:
    """One PubMed record. None means unknown (not visible where the record was read), never absent.

    `sections` are the AbstractText elements; `()` means the record has no abstract, None that it is not known. `year` is
    the year of PubDate. `revised` is DateRevised as an ISO date. `abstract_sha256` is set on a paper read from the lock,
    which keeps no abstract. Source: NLM's PubMed DTD, see the records module.
    """

    pmid: Pmid
    title: str = ""
    sections: tuple[AbstractSection, ...] | None = None
    authors: tuple[Author, ...] = ()
    journal: str | None = None
    journal_abbreviation: str | None = None
    nlm_unique_id: str | None = None
    year: int | None = None
    pub_date: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: Doi | None = None
    pmcid: Pmcid | None = None
    publication_types: tuple[PublicationType, ...] | None = None
    mesh: tuple[MeshHeading, ...] | None = None
    keywords: tuple[str, ...] = ()
    notices: tuple[Notice, ...] | None = None
    languages: tuple[str, ...] = ()
    vernacular_title: str = ""
    other_abstracts: tuple[AbstractSection, ...] = ()
    status: str | None = None
    version: int = 1
    revised: dt.date | None = None
    is_book: bool = False
    abstract_sha256: str | None = None
    origin: Origin | None = field(default=None, eq=False)

    @property
    def abstract(self) -> str:
        """The abstract as plain text, one line a section with its label; "" where there is none or it is unknown."""
        return "\n".join(f"{s.label}: {s.text}" if s.label else s.text for s in self.sections or ())

    @property
    def has_abstract(self) -> bool:
        """Whether there is abstract text to judge."""
        return any(section.text for section in self.sections or ())

    @property
    def first_author(self) -> str | None:
        """The first author's name as citations print it."""
        return self.authors[0].name if self.authors else None

    @property
    def is_retracted(self) -> bool:
        """Either signal is enough: the publication type (D016441) or a RetractionIn link. Both may be missing alone."""
        by_type = any(
            t.ui == "D016441" or t.name.casefold() == "retracted publication" for t in self.publication_types or ()
        )
        return by_type or any(
            n.type is NoticeType.RETRACTION and n.direction is Direction.IN for n in self.notices or ()
        )


# --- what the desk proposes --------------------------------------------------------------------------------------


@frozen
class Query:
    """A PubMed query and why it is asked."""

    text: str
    why: str


@frozen
class Search:
    """One query as it was answered: PubMed's true total and what it did to the words."""

    query: Query
    count: int
    pmids: tuple[Pmid, ...] = ()
    translation: str = ""
    warnings: tuple[str, ...] = ()


@frozen
class FetchResult:
    """Three outcomes, kept apart: records, PMIDs that PubMed answered it does not have, and PMIDs that could not be
    asked for, with the reason.
    """

    papers: tuple[Paper, ...] = ()
    missing: tuple[Pmid, ...] = ()
    not_asked: Mapping[Pmid, str] = Factory(dict)


@frozen
class Candidate:
    """A paper for a claim with its score (higher is better) and the named parts the score is made of."""

    paper: Paper
    score: float
    parts: Mapping[str, float] = Factory(dict)


@frozen
class Evidence:
    """A judged paper. `stance` None means that the judge abstains; `reason` says why it ruled as it did.

    `passage` is verbatim text of the title or abstract, "" only where the judge abstains. `confidence` is between 0 and 1:
    the judge's estimate that the stance is right. `unasked` marks an abstention because the judge could not be asked (a
    server that is down): never told as "the paper does not say it".
    """

    paper: Paper
    stance: Stance | None
    passage: str = ""
    confidence: float = 0.0
    judged_by: str = ""
    reason: str = ""
    unasked: bool = False


@frozen
class FindResult:
    """What `find` learnt about one claim.

    `attached` are proposals that support the claim; `contradicting` is shown, never hidden; `candidates` is every paper,
    best first, before judging; `evidence` is every verdict, in the order of the candidates. `reason` says what could not
    be asked when the outcome is could-not-ask, or that the pool is incomplete.
    """

    claim: Claim
    outcome: Outcome
    attached: tuple[Evidence, ...] = ()
    contradicting: tuple[Evidence, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    searches: tuple[Search, ...] = ()
    reason: str = ""


# --- what the gate answers ---------------------------------------------------------------------------------------


@frozen
class Finding:
    """One instance of a rule. `hint` is what to do next, "" where the message says it all."""

    code: str
    name: str
    severity: Severity
    message: str
    path: str = ""
    line: int | None = None
    column: int | None = None
    claim_id: str | None = None
    hint: str = ""


@frozen
class Skip:
    """Something that could not be checked, and why. Neither clean nor dirty."""

    claim_id: str | None
    reason: str
    path: str = ""
    line: int | None = None
    column: int | None = None


@frozen
class ClaimVerdict:
    """A claim with where it stands. `papers` are the records of its citations, in their order, None where none is known."""

    claim: Claim
    status: ClaimStatus
    papers: tuple[Paper | None, ...] = ()


@frozen
class Report:
    """What the gate found; the only place a verdict is computed.

    `verdicts` has one entry a readable claim, in file order. `waived` are findings that a waiver hides, `known` those that
    the baseline lists.
    """

    verdicts: tuple[ClaimVerdict, ...] = ()
    findings: tuple[Finding, ...] = ()
    skips: tuple[Skip, ...] = ()
    waived: tuple[Finding, ...] = ()
    known: tuple[Finding, ...] = ()

    def with_status(self, status: ClaimStatus) -> tuple[Claim, ...]:
        """The claims that stand so, in file order."""
        return tuple(verdict.claim for verdict in self.verdicts if verdict.status is status)

    @property
    def sourced(self) -> tuple[Claim, ...]:
        """Claims that a reviewed, standing citation supports."""
        return self.with_status(ClaimStatus.SOURCED)

    @property
    def unsourced(self) -> tuple[Claim, ...]:
        """Claims that need a source and have none, the contradicted ones among them."""
        wanted = (ClaimStatus.UNSOURCED, ClaimStatus.CONTRADICTED)
        return tuple(verdict.claim for verdict in self.verdicts if verdict.status in wanted)

    def exit_code(self, fail_on: Severity | str = Severity.ERROR, *, require_complete: bool = False) -> int:
        """0 clean, 1 findings at or above `fail_on`, 3 skips and no such findings where completeness is required."""
        threshold = Severity(fail_on)
        if any(finding.severity.reaches(threshold) for finding in self.findings):
            return 1
        return 3 if require_complete and self.skips else 0
