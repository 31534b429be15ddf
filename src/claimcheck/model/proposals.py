"""What the desk asks and proposes: queries and their answers, candidates, evidence, and what was found for a claim."""

from collections.abc import Mapping

from attrs import field, frozen

from claimcheck.checked import Checked, expect
from claimcheck.identifiers import Pmid
from claimcheck.model.claims import Claim
from claimcheck.model.papers import FullText, Paper
from claimcheck.model.words import Outcome, Stance


@frozen
class Query(Checked):
    """A PubMed query and why it is asked."""

    text: str
    why: str


@frozen
class Search(Checked):
    """One query as it was answered: PubMed's true total and what it did to the words.

    `unknown` are words that the catalogue says it does not have, so that it searched without them. `unasked` says, where the answer is not whole, who else could not be asked and why; "" where it is.
    """

    query: Query
    count: int
    pmids: tuple[Pmid, ...] = ()
    translation: str = ""
    warnings: tuple[str, ...] = ()
    unasked: str = ""
    unknown: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        expect(self.count >= 0, "Search: count", "a whole number from 0", self.count)


@frozen
class FetchResult(Checked):
    """Three outcomes, kept apart: records, PMIDs that PubMed answered it does not have, and PMIDs that could not be
    asked for, with the reason.
    """

    papers: tuple[Paper, ...] = ()
    missing: tuple[Pmid, ...] = ()
    not_asked: Mapping[Pmid, str] = field(factory=dict)


@frozen
class FullTextResult(Checked):
    """Three outcomes by PMID, kept apart: texts, why there is none to be had, and why it could not be asked."""

    texts: Mapping[Pmid, FullText] = field(factory=dict)
    refused: Mapping[Pmid, str] = field(factory=dict)
    not_asked: Mapping[Pmid, str] = field(factory=dict)


@frozen
class Candidate(Checked):
    """A paper for a claim with its score (higher is better) and the named parts the score is made of."""

    paper: Paper
    score: float
    parts: Mapping[str, float] = field(factory=dict)


@frozen
class Evidence(Checked):
    """A judged paper. `stance` None means that the judge abstains; `reason` says why it ruled as it did.

    `passage` is verbatim text of the title or abstract, the nearest to the claim where the judge abstains, and "" where it names none. `confidence` is between 0 and 1:
    the judge's estimate that the stance is right. `unasked` marks an abstention because the judge could not be asked (a
    server that is down): never told as "the paper does not say it". `passage_from` says where the passage stands: "" for title
    or abstract, else such as ``full text, Results``. `decides` is the judge's estimate, between 0 and 1, that the paper decides the
    claim at all, for or against it; None where the judge gives none.
    """

    paper: Paper
    stance: Stance | None
    passage: str = ""
    confidence: float = 0.0
    judged_by: str = ""
    reason: str = ""
    unasked: bool = False
    passage_from: str = ""
    decides: float | None = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        for name, estimate in (("confidence", self.confidence), ("decides", self.decides or 0)):
            expect(0 <= estimate <= 1, f"Evidence: {name}", "a number from 0 to 1", estimate)


@frozen
class FindResult(Checked):
    """What `find` learnt about one claim.

    `attached` are proposals that support the claim; `contradicting` is shown, never hidden; `candidates` is every paper,
    best first, before judging; `evidence` is every verdict, in the order of the candidates. `reason` says what could not
    be asked when the outcome is could-not-ask, or that the pool is incomplete. `remarks` tell of full texts that are not to be had.
    `cited` are verdicts on works that the search came upon and the claim cites by DOI or PMCID: they are not proposed again.
    """

    claim: Claim
    outcome: Outcome
    attached: tuple[Evidence, ...] = ()
    contradicting: tuple[Evidence, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    searches: tuple[Search, ...] = ()
    reason: str = ""
    remarks: tuple[str, ...] = ()
    cited: tuple[Evidence, ...] = ()

    @property
    def unknown_words(self) -> tuple[str, ...]:
        """The claim's own words that the catalogue does not have; of what else they are called some are always unknown."""
        claim = self.claim
        more = (*claim.population, *claim.intervention, *claim.comparator, *claim.outcome)
        said = " ".join((claim.statement, claim.query or "", *more)).casefold()
        told = dict.fromkeys(word.casefold() for search in self.searches for word in search.unknown)
        return tuple(word for word in told if word in said)
