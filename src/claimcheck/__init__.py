"""claimcheck: check that the claims of health articles have a source on PubMed that says so.

The names below are the library's face; everything else is private. They are loaded when first used (PEP 562), so that
`import claimcheck` and the offline gate load no network code.
"""

from claimcheck.lazy import names_from

TYPE_CHECKING = False  # as type checkers read it; `typing` itself would be most of what importing this package costs

if TYPE_CHECKING:
    from claimcheck.articles.article import read_article as read_article
    from claimcheck.articles.base import Article as Article
    from claimcheck.articles.base import Link as Link
    from claimcheck.articles.base import ListItem as ListItem
    from claimcheck.articles.base import Note as Note
    from claimcheck.articles.base import Row as Row
    from claimcheck.articles.base import Sentence as Sentence
    from claimcheck.articles.base import SourceMap as SourceMap
    from claimcheck.articles.normalise import Normalised as Normalised
    from claimcheck.articles.references import Reference as Reference
    from claimcheck.articles.references import ReferenceKind as ReferenceKind
    from claimcheck.articles.references import references as references
    from claimcheck.catalogs.base import Catalog as Catalog
    from claimcheck.catalogs.base import FullTextSource as FullTextSource
    from claimcheck.catalogs.mirror.client import Mirror as Mirror
    from claimcheck.catalogs.pubmed.cache import Cache as Cache
    from claimcheck.catalogs.pubmed.cache import CacheEntry as CacheEntry
    from claimcheck.catalogs.pubmed.cache import CacheInfo as CacheInfo
    from claimcheck.catalogs.pubmed.client import PubMed as PubMed
    from claimcheck.catalogs.pubmed.lookups import CitationMatch as CitationMatch
    from claimcheck.catalogs.pubmed.lookups import MatchOutcome as MatchOutcome
    from claimcheck.catalogs.pubmed.outcomes import EutilsError as EutilsError
    from claimcheck.catalogs.pubmed.outcomes import Trouble as Trouble
    from claimcheck.catalogs.pubmed.records import PubMedRecord as PubMedRecord
    from claimcheck.catalogs.pubmed.records import read_papers as read_papers
    from claimcheck.catalogs.pubmed.slices import UnreadableRecordsError as UnreadableRecordsError
    from claimcheck.catalogs.pubmed.transport import Limits as Limits
    from claimcheck.claimfile import ClaimSet as ClaimSet
    from claimcheck.claimfile import add_citation as add_citation
    from claimcheck.claimfile import load_claims as load_claims
    from claimcheck.errors import ClaimcheckError as ClaimcheckError
    from claimcheck.errors import CouldNotAskError as CouldNotAskError
    from claimcheck.errors import EditError as EditError
    from claimcheck.errors import InvalidIdentifierError as InvalidIdentifierError
    from claimcheck.errors import InvalidTypeError as InvalidTypeError
    from claimcheck.errors import InvalidValueError as InvalidValueError
    from claimcheck.errors import UnreadableArticleError as UnreadableArticleError
    from claimcheck.errors import UsageError as UsageError
    from claimcheck.evidence.judge import Judge as Judge
    from claimcheck.evidence.judge import judge as judge
    from claimcheck.evidence.plan import plan_queries as plan_queries
    from claimcheck.evidence.rank import rank as rank
    from claimcheck.examination import Workers as Workers
    from claimcheck.extraction.drafts import extract_claims as extract_claims
    from claimcheck.gate import check as check
    from claimcheck.identifiers import Doi as Doi
    from claimcheck.identifiers import Pmcid as Pmcid
    from claimcheck.identifiers import Pmid as Pmid
    from claimcheck.levels import Level as Level
    from claimcheck.lockfile import CitationCheck as CitationCheck
    from claimcheck.lockfile import Lock as Lock
    from claimcheck.lockfile import LockError as LockError
    from claimcheck.lockfile import NotAsked as NotAsked
    from claimcheck.lockfile import Reviewed as Reviewed
    from claimcheck.lockfile import SearchedQuery as SearchedQuery
    from claimcheck.lockfile import SearchRecord as SearchRecord
    from claimcheck.lockfile import read_lock as read_lock
    from claimcheck.model import AbstractSection as AbstractSection
    from claimcheck.model import ArticleRef as ArticleRef
    from claimcheck.model import Attribution as Attribution
    from claimcheck.model import Author as Author
    from claimcheck.model import Candidate as Candidate
    from claimcheck.model import Citation as Citation
    from claimcheck.model import Claim as Claim
    from claimcheck.model import ClaimStatus as ClaimStatus
    from claimcheck.model import ClaimVerdict as ClaimVerdict
    from claimcheck.model import Direction as Direction
    from claimcheck.model import Evidence as Evidence
    from claimcheck.model import FetchResult as FetchResult
    from claimcheck.model import Finding as Finding
    from claimcheck.model import FindResult as FindResult
    from claimcheck.model import Fix as Fix
    from claimcheck.model import FoundPaper as FoundPaper
    from claimcheck.model import FullText as FullText
    from claimcheck.model import FullTextResult as FullTextResult
    from claimcheck.model import Kind as Kind
    from claimcheck.model import Location as Location
    from claimcheck.model import MeshHeading as MeshHeading
    from claimcheck.model import Notice as Notice
    from claimcheck.model import NoticeType as NoticeType
    from claimcheck.model import Origin as Origin
    from claimcheck.model import Outcome as Outcome
    from claimcheck.model import Paper as Paper
    from claimcheck.model import PublicationType as PublicationType
    from claimcheck.model import Query as Query
    from claimcheck.model import Quote as Quote
    from claimcheck.model import Reading as Reading
    from claimcheck.model import Rejection as Rejection
    from claimcheck.model import Replacement as Replacement
    from claimcheck.model import Report as Report
    from claimcheck.model import Search as Search
    from claimcheck.model import Searched as Searched
    from claimcheck.model import Severity as Severity
    from claimcheck.model import Signature as Signature
    from claimcheck.model import Skip as Skip
    from claimcheck.model import Stance as Stance
    from claimcheck.model import Waiver as Waiver
    from claimcheck.reports.base import ArticleText as ArticleText
    from claimcheck.reports.base import ReportContext as ReportContext
    from claimcheck.reports.base import ReportFormat as ReportFormat
    from claimcheck.reports.base import RuleHelp as RuleHelp
    from claimcheck.reports.plain import plain as plain
    from claimcheck.research import attach as attach
    from claimcheck.research import find as find
    from claimcheck.research import proposals as proposals
    from claimcheck.research import update_lock as update_lock
    from claimcheck.rules.base import Rule as Rule
    from claimcheck.rules.cited import CitationState as CitationState
    from claimcheck.rules.cited import Cited as Cited
    from claimcheck.rules.facts import AppliedWaiver as AppliedWaiver
    from claimcheck.rules.facts import ClaimFacts as ClaimFacts
    from claimcheck.rules.facts import QuoteFacts as QuoteFacts
    from claimcheck.rules.facts import QuoteState as QuoteState
    from claimcheck.rules.facts import WaiverFault as WaiverFault
    from claimcheck.rules.facts import Wording as Wording
    from claimcheck.rules.severities import Severities as Severities
    from claimcheck.thresholds import Thresholds as Thresholds
else:
    _HOMES = {
        "claimcheck.articles.article": "read_article",
        "claimcheck.articles.base": "Article Link ListItem Note Row Sentence SourceMap",
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
    }
    __getattr__ = names_from(__name__, _HOMES)
    __all__ = sorted(["__version__", *" ".join(_HOMES.values()).split()])  # noqa: PLE0605 - it is a list

    def __dir__() -> list[str]:
        return __all__


__version__ = "0.1.0"
