"""The values that everything else speaks in. Frozen, no I/O.

`claims` are what people write, `papers` what PubMed says, `proposals` what the desk answers, `findings` what the gate answers,
and `words` the fixed words in all of them. Every name is to be had from here, and is loaded when it is first used: the gate has no proposals.
"""

from claimcheck.lazy import names_from

TYPE_CHECKING = False  # as type checkers read it, without loading `typing`

if TYPE_CHECKING:
    from claimcheck.model.claims import ARTICLE as ARTICLE
    from claimcheck.model.claims import PROPOSER as PROPOSER
    from claimcheck.model.claims import ArticleRef as ArticleRef
    from claimcheck.model.claims import Attribution as Attribution
    from claimcheck.model.claims import Citation as Citation
    from claimcheck.model.claims import Claim as Claim
    from claimcheck.model.claims import Location as Location
    from claimcheck.model.claims import Quote as Quote
    from claimcheck.model.claims import Rejection as Rejection
    from claimcheck.model.claims import Searched as Searched
    from claimcheck.model.claims import Signature as Signature
    from claimcheck.model.claims import Waiver as Waiver
    from claimcheck.model.findings import ClaimVerdict as ClaimVerdict
    from claimcheck.model.findings import Finding as Finding
    from claimcheck.model.findings import Fix as Fix
    from claimcheck.model.findings import Replacement as Replacement
    from claimcheck.model.findings import Report as Report
    from claimcheck.model.findings import Skip as Skip
    from claimcheck.model.papers import RETRACTION_WATCH as RETRACTION_WATCH
    from claimcheck.model.papers import AbstractSection as AbstractSection
    from claimcheck.model.papers import Author as Author
    from claimcheck.model.papers import FoundPaper as FoundPaper
    from claimcheck.model.papers import FullText as FullText
    from claimcheck.model.papers import MeshHeading as MeshHeading
    from claimcheck.model.papers import Notice as Notice
    from claimcheck.model.papers import Origin as Origin
    from claimcheck.model.papers import Paper as Paper
    from claimcheck.model.papers import PublicationType as PublicationType
    from claimcheck.model.proposals import Candidate as Candidate
    from claimcheck.model.proposals import Evidence as Evidence
    from claimcheck.model.proposals import FetchResult as FetchResult
    from claimcheck.model.proposals import FindResult as FindResult
    from claimcheck.model.proposals import FullTextResult as FullTextResult
    from claimcheck.model.proposals import Query as Query
    from claimcheck.model.proposals import Search as Search
    from claimcheck.model.words import ClaimStatus as ClaimStatus
    from claimcheck.model.words import Direction as Direction
    from claimcheck.model.words import Kind as Kind
    from claimcheck.model.words import NoticeType as NoticeType
    from claimcheck.model.words import Outcome as Outcome
    from claimcheck.model.words import Reading as Reading
    from claimcheck.model.words import Severity as Severity
    from claimcheck.model.words import Stance as Stance
else:
    __getattr__ = names_from(
        __name__,
        {
            "claimcheck.model.claims": "ARTICLE ArticleRef Attribution Citation Claim Location PROPOSER Quote Rejection Searched Signature Waiver",
            "claimcheck.model.findings": "ClaimVerdict Finding Fix Replacement Report Skip",
            "claimcheck.model.papers": "AbstractSection Author FoundPaper FullText MeshHeading Notice Origin Paper PublicationType RETRACTION_WATCH",
            "claimcheck.model.proposals": "Candidate Evidence FetchResult FindResult FullTextResult Query Search",
            "claimcheck.model.words": "ClaimStatus Direction Kind NoticeType Outcome Reading Severity Stance",
        },
    )
