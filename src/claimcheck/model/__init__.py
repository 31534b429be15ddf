"""The values that everything else speaks in. Frozen, no I/O.

`claims` are what people write, `papers` what PubMed says, `proposals` what the desk answers, `findings` what the gate answers,
and `words` the fixed words in all of them. Every name is to be had from here, and is loaded when it is first used: the gate has no proposals.
"""

from claimcheck.lazy import names_from

TYPE_CHECKING = False  # as type checkers read it, without loading `typing`

if TYPE_CHECKING:
    from claimcheck.model.claims import (
        ARTICLE,
        PROPOSER,
        ArticleRef,
        Attribution,
        Citation,
        Claim,
        Location,
        Quote,
        Rejection,
        Searched,
        Signature,
        Waiver,
    )
    from claimcheck.model.findings import ClaimVerdict, Finding, Fix, Replacement, Report, Skip
    from claimcheck.model.papers import (
        RETRACTION_WATCH,
        AbstractSection,
        Author,
        FoundPaper,
        FullText,
        MeshHeading,
        Notice,
        Origin,
        Paper,
        PublicationType,
    )
    from claimcheck.model.proposals import Candidate, Evidence, FetchResult, FindResult, FullTextResult, Query, Search
    from claimcheck.model.words import ClaimStatus, Direction, Kind, NoticeType, Outcome, Reading, Severity, Stance
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

__all__ = [
    "ARTICLE",
    "PROPOSER",
    "RETRACTION_WATCH",
    "AbstractSection",
    "ArticleRef",
    "Attribution",
    "Author",
    "Candidate",
    "Citation",
    "Claim",
    "ClaimStatus",
    "ClaimVerdict",
    "Direction",
    "Evidence",
    "FetchResult",
    "FindResult",
    "Finding",
    "Fix",
    "FoundPaper",
    "FullText",
    "FullTextResult",
    "Kind",
    "Location",
    "MeshHeading",
    "Notice",
    "NoticeType",
    "Origin",
    "Outcome",
    "Paper",
    "PublicationType",
    "Query",
    "Quote",
    "Reading",
    "Rejection",
    "Replacement",
    "Report",
    "Search",
    "Searched",
    "Severity",
    "Signature",
    "Skip",
    "Stance",
    "Waiver",
]
