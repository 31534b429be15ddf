"""claimcheck: check that the claims of health articles have a source on PubMed that says so.

The names below are the library's face; everything else is private. They are loaded when first used (PEP 562), so that
`import claimcheck` and the offline gate load no network code.
"""

from claimcheck.lazy import names_from

TYPE_CHECKING = False  # as type checkers read it; `typing` itself would be most of what importing this package costs

if TYPE_CHECKING:
    from claimcheck.articles.article import read_article
    from claimcheck.articles.base import Article, Link, ListItem, Note, Sentence, SourceMap
    from claimcheck.articles.normalise import Normalised
    from claimcheck.articles.references import Reference, ReferenceKind, references
    from claimcheck.catalogs.base import Catalog, FullTextSource
    from claimcheck.catalogs.mirror.client import Mirror
    from claimcheck.catalogs.pubmed.cache import Cache, CacheEntry, CacheInfo
    from claimcheck.catalogs.pubmed.client import PubMed
    from claimcheck.catalogs.pubmed.lookups import CitationMatch, MatchOutcome
    from claimcheck.catalogs.pubmed.outcomes import EutilsError, Trouble
    from claimcheck.catalogs.pubmed.records import PubMedRecord, read_papers
    from claimcheck.catalogs.pubmed.slices import UnreadableRecordsError
    from claimcheck.catalogs.pubmed.transport import Limits
    from claimcheck.claimfile import ClaimSet, add_citation, load_claims
    from claimcheck.errors import (
        ClaimcheckError,
        CouldNotAskError,
        EditError,
        InvalidIdentifierError,
        InvalidTypeError,
        InvalidValueError,
        UnreadableArticleError,
        UsageError,
    )
    from claimcheck.evidence.judge import Judge, judge
    from claimcheck.evidence.plan import plan_queries
    from claimcheck.evidence.rank import rank
    from claimcheck.examination import Workers
    from claimcheck.extraction.drafts import extract_claims
    from claimcheck.gate import check
    from claimcheck.identifiers import Doi, Pmcid, Pmid
    from claimcheck.levels import Level
    from claimcheck.lockfile import (
        CitationCheck,
        Lock,
        LockError,
        NotAsked,
        Reviewed,
        SearchedQuery,
        SearchRecord,
        read_lock,
    )
    from claimcheck.model import (
        AbstractSection,
        ArticleRef,
        Attribution,
        Author,
        Candidate,
        Citation,
        Claim,
        ClaimStatus,
        ClaimVerdict,
        Direction,
        Evidence,
        FetchResult,
        Finding,
        FindResult,
        Fix,
        FoundPaper,
        FullText,
        FullTextResult,
        Kind,
        Location,
        MeshHeading,
        Notice,
        NoticeType,
        Origin,
        Outcome,
        Paper,
        PublicationType,
        Query,
        Quote,
        Reading,
        Rejection,
        Replacement,
        Report,
        Search,
        Searched,
        Severity,
        Signature,
        Skip,
        Stance,
        Waiver,
    )
    from claimcheck.reports.base import ArticleText, ReportContext, ReportFormat, RuleHelp
    from claimcheck.reports.plain import plain
    from claimcheck.research import attach, find, proposals, update_lock
    from claimcheck.rules.base import Rule
    from claimcheck.rules.cited import CitationState, Cited
    from claimcheck.rules.facts import AppliedWaiver, ClaimFacts, QuoteFacts, QuoteState, WaiverFault, Wording
    from claimcheck.rules.severities import Severities
    from claimcheck.thresholds import Thresholds
else:
    __getattr__ = names_from(
        __name__,
        {
            "claimcheck.articles.article": "read_article",
            "claimcheck.articles.base": "Article Link ListItem Note Sentence SourceMap",
            "claimcheck.articles.normalise": "Normalised",
            "claimcheck.articles.references": "Reference ReferenceKind references",
            "claimcheck.catalogs.base": "Catalog FullTextSource",
            "claimcheck.catalogs.mirror.client": "Mirror",
            "claimcheck.catalogs.pubmed.cache": "Cache CacheEntry CacheInfo",
            "claimcheck.catalogs.pubmed.client": "PubMed",
            "claimcheck.catalogs.pubmed.lookups": "CitationMatch MatchOutcome",
            "claimcheck.catalogs.pubmed.outcomes": "EutilsError Trouble",
            "claimcheck.catalogs.pubmed.records": "PubMedRecord read_papers",
            "claimcheck.catalogs.pubmed.slices": "UnreadableRecordsError",
            "claimcheck.catalogs.pubmed.transport": "Limits",
            "claimcheck.claimfile": "ClaimSet add_citation load_claims",
            "claimcheck.errors": "ClaimcheckError CouldNotAskError EditError InvalidIdentifierError InvalidTypeError InvalidValueError UnreadableArticleError UsageError",
            "claimcheck.evidence.judge": "Judge judge",
            "claimcheck.evidence.plan": "plan_queries",
            "claimcheck.evidence.rank": "rank",
            "claimcheck.extraction.drafts": "extract_claims",
            "claimcheck.examination": "Workers",
            "claimcheck.gate": "check",
            "claimcheck.identifiers": "Doi Pmcid Pmid",
            "claimcheck.levels": "Level",
            "claimcheck.lockfile": "CitationCheck Lock LockError NotAsked Reviewed SearchRecord SearchedQuery read_lock",
            "claimcheck.model": "AbstractSection ArticleRef Attribution Author Candidate Citation Claim ClaimStatus ClaimVerdict Direction Evidence FetchResult FindResult Finding Fix FoundPaper FullText FullTextResult Kind Location MeshHeading Notice NoticeType Origin Outcome Paper PublicationType Query Quote Reading Rejection Replacement Report Search Searched Severity Signature Skip Stance Waiver",
            "claimcheck.reports.base": "ArticleText ReportContext ReportFormat RuleHelp",
            "claimcheck.reports.plain": "plain",
            "claimcheck.research": "attach find proposals update_lock",
            "claimcheck.rules.base": "Rule",
            "claimcheck.rules.cited": "CitationState Cited",
            "claimcheck.rules.facts": "AppliedWaiver ClaimFacts QuoteFacts QuoteState WaiverFault Wording",
            "claimcheck.rules.severities": "Severities",
            "claimcheck.thresholds": "Thresholds",
        },
    )

__version__ = "0.1.0"

__all__ = [
    "AbstractSection",
    "AppliedWaiver",
    "Article",
    "ArticleRef",
    "ArticleText",
    "Attribution",
    "Author",
    "Cache",
    "CacheEntry",
    "CacheInfo",
    "Candidate",
    "Catalog",
    "Citation",
    "CitationCheck",
    "CitationMatch",
    "CitationState",
    "Cited",
    "Claim",
    "ClaimFacts",
    "ClaimSet",
    "ClaimStatus",
    "ClaimVerdict",
    "ClaimcheckError",
    "CouldNotAskError",
    "Direction",
    "Doi",
    "EditError",
    "EutilsError",
    "Evidence",
    "FetchResult",
    "FindResult",
    "Finding",
    "Fix",
    "FoundPaper",
    "FullText",
    "FullTextResult",
    "FullTextSource",
    "InvalidIdentifierError",
    "InvalidTypeError",
    "InvalidValueError",
    "Judge",
    "Kind",
    "Level",
    "Limits",
    "Link",
    "ListItem",
    "Location",
    "Lock",
    "LockError",
    "MatchOutcome",
    "MeshHeading",
    "Mirror",
    "Normalised",
    "NotAsked",
    "Note",
    "Notice",
    "NoticeType",
    "Origin",
    "Outcome",
    "Paper",
    "Pmcid",
    "Pmid",
    "PubMed",
    "PubMedRecord",
    "PublicationType",
    "Query",
    "Quote",
    "QuoteFacts",
    "QuoteState",
    "Reading",
    "Reference",
    "ReferenceKind",
    "Rejection",
    "Replacement",
    "Report",
    "ReportContext",
    "ReportFormat",
    "Reviewed",
    "Rule",
    "RuleHelp",
    "Search",
    "SearchRecord",
    "Searched",
    "SearchedQuery",
    "Sentence",
    "Severities",
    "Severity",
    "Signature",
    "Skip",
    "SourceMap",
    "Stance",
    "Thresholds",
    "Trouble",
    "UnreadableArticleError",
    "UnreadableRecordsError",
    "UsageError",
    "Waiver",
    "WaiverFault",
    "Wording",
    "Workers",
    "__version__",
    "add_citation",
    "attach",
    "check",
    "extract_claims",
    "find",
    "judge",
    "load_claims",
    "plain",
    "plan_queries",
    "proposals",
    "rank",
    "read_article",
    "read_lock",
    "read_papers",
    "references",
    "update_lock",
]


def __dir__() -> list[str]:
    return sorted(__all__)
