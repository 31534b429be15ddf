"""Everything the rules ask about one claim, worked out once: its papers, their state, where the claim stands."""

import datetime as dt
from enum import StrEnum
from functools import cached_property

from attrs import frozen

from claimcheck.identifiers import Pmid
from claimcheck.levels import Level
from claimcheck.lockfile import LockError, SearchRecord, rejected_for
from claimcheck.model import ArticleRef, Claim, ClaimStatus, Finding, FoundPaper, Location, Paper, Waiver
from claimcheck.record.standing import BARS
from claimcheck.rules.cited import Cited
from claimcheck.thresholds import DEFAULTS, Thresholds

NEAR = 3
"""Papers that a person is asked to read, at most."""


_NEAR = 80
"""Characters behind a sentence in which it may be called false."""


class QuoteState(StrEnum):
    """How the claim's quote stands in the article."""

    FOUND = "found"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"
    UNCHECKED = "unchecked"


@frozen
class Wording:
    """The article's `sentence` at a claim's quote, the words that stand there now (`quoted`), and the paragraph `around`."""

    sentence: str
    quoted: str
    around: str = ""

    @property
    def behind(self) -> str:
        """How its paragraph goes on behind the sentence."""
        return self.around.partition(self.sentence)[2][:_NEAR]


@frozen
class QuoteFacts:
    """Where the quote was looked for and what was found. `vague` is wording of its sentence that names no work.

    `without` is the quote's prefix or suffix that stands no longer beside it. `ignores` are waivers written in the article that cover the place, `wording` what stands there now; `moved` are the
    article's words where they were edited a little since, "" where nothing of it was, or the words would be found elsewhere too.
    """

    state: QuoteState
    nearest: str = ""
    vague: str = ""
    reason: str = ""
    ignores: tuple[Waiver, ...] = ()
    wording: Wording | None = None
    moved: str = ""
    without: str = ""


@frozen
class Unrecorded:
    """A sentence of an article that makes a claim, and the stretch of the article's text that it takes; or words that go
    on from a quote in that sentence, with the claim that is `quoted`.
    """

    text: str
    location: Location
    start: int = 0
    end: int = 0
    quoted: str = ""


class WaiverFault(StrEnum):
    """What is wrong with a waiver."""

    NONE = "none"
    INCOMPLETE = "incomplete"  # no reason, or no rule of that name
    EXPIRED = "expired"
    UNUSED = "unused"
    UNKNOWN = "unknown"  # it hides nothing that was found, and not everything could be looked at
    UNWAIVABLE = "unwaivable"


@frozen
class AppliedWaiver:
    """A waiver after the other rules have run: what it came to, and a few words why."""

    waiver: Waiver
    fault: WaiverFault
    why: str = ""


@frozen(slots=False)
class ClaimFacts:
    """One claim with all that is known about it; `quote` is None where there is no quote or no article.

    `candidates` and `against` are the records that the lock holds of papers which the claim's search came upon, the second
    of those that a machine read as saying the opposite. `search` is the claim's search, `outdated_search` one for other words than it
    has now. `is_without_lock` is True where there is no lock, or none that can be read. `opens_article` is True for the first claim of an article. `problems` are what reading
    the file found wrong with the claim, `waivers` is filled when the other rules have run.
    """

    claim: Claim
    cited: tuple[Cited, ...]
    status: ClaimStatus
    today: dt.date
    search: SearchRecord | None = None
    outdated_search: SearchRecord | None = None
    quote: QuoteFacts | None = None
    candidates: tuple[Paper, ...] = ()
    against: tuple[Paper, ...] = ()
    thresholds: Thresholds = DEFAULTS
    is_without_lock: bool = False
    opens_article: bool = False
    problems: tuple[Finding, ...] = ()
    waivers: tuple[AppliedWaiver, ...] = ()

    @cached_property
    def is_whole(self) -> bool:
        """Whether every rule could look: only then does it mean anything that one has found nothing."""
        without_lock = self.is_without_lock and not self.claim.is_exempt
        unchecked = self.quote is not None and self.quote.state is QuoteState.UNCHECKED
        return not (without_lock or unchecked or any(one.is_open for one in self.cited))

    def may_rest_on(self, one: Cited) -> bool:
        """Whether the claim needs a source and the citation is there to be it, or nobody has said what for."""
        return not self.claim.is_exempt and (one.citation.stance is None or one.citation.stance.is_support)

    @cached_property
    def supporting(self) -> tuple[Cited, ...]:
        """The citations that the claim may rest on."""
        return () if self.claim.is_exempt else tuple(one for one in self.cited if one.supports)

    @cached_property
    def near(self) -> tuple[FoundPaper, ...]:
        """The best papers that the search came upon and nobody has had a word on, in the order to read them."""
        if self.status is ClaimStatus.PROPOSED:  # the proposals come first
            return ()
        left = [one for one in self._undecided if self.search and one.pmid not in self.search.contradicting]
        return tuple(left[:NEAR])

    @cached_property
    def found_against(self) -> tuple[FoundPaper, ...]:
        """Those of them that a machine read as saying the opposite."""
        return tuple(one for one in self._undecided if self.search and one.pmid in self.search.contradicting)

    @cached_property
    def _undecided(self) -> tuple[FoundPaper, ...]:
        """What the search of a claim without support came upon, that can be evidence and that nobody has cited or turned down."""
        if self.search is None or self.status in (ClaimStatus.SOURCED, ClaimStatus.NOT_NEEDED):
            return ()
        known = self.cited_pmids | rejected_for(self.claim, self.search)
        return tuple(one for one in self.search.candidates if one.pmid not in known and one.reason not in BARS)

    @cached_property
    def cited_pmids(self) -> frozenset[Pmid]:
        """The papers that the claim cites; a proposal for other words is in the way of nothing that is known of these."""
        cited = [one for one in self.cited if not one.is_outdated]
        written = (one.citation.pmid for one in cited if one.citation.pmid)
        return frozenset((*written, *(one.paper.pmid for one in cited if one.paper)))

    @cached_property
    def levels(self) -> tuple[Level | None, ...]:
        """The level of each supporting citation for this kind of claim, in their order."""
        return tuple(one.level(self.claim.kind) for one in self.supporting)


@frozen
class FileFacts:
    """One claims file: what reading it found wrong outside of claims that could be read, and where it names which article
    that cannot be. `article` is that of a file in which no claim can be read; `today` and `thresholds` are what it is held to.
    """

    problems: tuple[Finding, ...] = ()
    unreadable: tuple[tuple[Location, str], ...] = ()
    article: ArticleRef | None = None
    today: dt.date = dt.date.min
    thresholds: Thresholds = DEFAULTS


@frozen
class ArticleFacts:
    """One article: its sentences that make a claim and hold no quote, and what the waivers written in it come to."""

    unrecorded: tuple[Unrecorded, ...] = ()
    waivers: tuple[AppliedWaiver, ...] = ()


@frozen
class ProjectFacts:
    """All files together: ids that stand twice, why the lock cannot be read, baseline entries (with the baseline's path)
    of what no longer occurs.
    """

    duplicates: tuple[Finding, ...] = ()
    lock_error: LockError | None = None
    obsolete: tuple[tuple[str, str], ...] = ()
