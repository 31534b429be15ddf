"""claimcheck: check that the claims of health articles have a source on PubMed that says so.

The names below are the library's face; everything else is private. They are loaded when first used (PEP 562), so that
`import claimcheck` and the offline gate load no network code.
"""

from claimcheck.lazy import names_from

TYPE_CHECKING = False  # as type checkers read it; `typing` itself would be most of what importing this package costs

if TYPE_CHECKING:
    from claimcheck.articles.article import read_article
    from claimcheck.articles.base import Article
    from claimcheck.articles.references import Reference, references
    from claimcheck.catalogs.base import Catalog
    from claimcheck.catalogs.pubmed import PubMed
    from claimcheck.catalogs.pubmed.records import read_papers
    from claimcheck.claimfile import ClaimSet, load_claims
    from claimcheck.errors import (
        ClaimcheckError,
        CouldNotAskError,
        EditError,
        InvalidIdentifierError,
        UnreadableArticleError,
        UsageError,
    )
    from claimcheck.evidence.judge import Judge, judge
    from claimcheck.evidence.plan import plan_queries
    from claimcheck.evidence.rank import rank
    from claimcheck.extraction.drafts import extract_claims
    from claimcheck.gate import check
    from claimcheck.identifiers import Doi, Pmcid, Pmid
    from claimcheck.model import (
        AbstractSection,
        Attribution,
        Author,
        Candidate,
        Citation,
        Claim,
        ClaimStatus,
        Evidence,
        FetchResult,
        Finding,
        FindResult,
        Kind,
        Location,
        Notice,
        Origin,
        Outcome,
        Paper,
        Query,
        Quote,
        Report,
        Search,
        Severity,
        Skip,
        Stance,
        Waiver,
    )
    from claimcheck.reports.base import ReportContext, ReportFormat, RuleHelp
    from claimcheck.reports.plain import plain
    from claimcheck.research import find
    from claimcheck.rules.base import Rule
    from claimcheck.rules.facts import Cited, ClaimFacts
else:
    __getattr__ = names_from(
        __name__,
        {
            "claimcheck.articles.article": "read_article",
            "claimcheck.articles.base": "Article",
            "claimcheck.articles.references": "Reference references",
            "claimcheck.catalogs.base": "Catalog",
            "claimcheck.catalogs.pubmed": "PubMed",
            "claimcheck.catalogs.pubmed.records": "read_papers",
            "claimcheck.gate": "check",
            "claimcheck.claimfile": "ClaimSet load_claims",
            "claimcheck.errors": (
                "ClaimcheckError CouldNotAskError EditError InvalidIdentifierError UnreadableArticleError UsageError"
            ),
            "claimcheck.evidence.judge": "Judge judge",
            "claimcheck.evidence.plan": "plan_queries",
            "claimcheck.evidence.rank": "rank",
            "claimcheck.extraction.drafts": "extract_claims",
            "claimcheck.identifiers": "Doi Pmcid Pmid",
            "claimcheck.model": (
                "AbstractSection Attribution Author Candidate Citation Claim ClaimStatus Evidence FetchResult FindResult Finding "
                "Kind Location Notice Origin Outcome Paper Query Quote Report Search Severity Skip Stance Waiver"
            ),
            "claimcheck.reports.base": "ReportContext ReportFormat RuleHelp",
            "claimcheck.reports.plain": "plain",
            "claimcheck.research": "find",
            "claimcheck.rules.base": "Rule",
            "claimcheck.rules.facts": "Cited ClaimFacts",
        },
    )

__version__ = "0.1.0"

__all__ = [
    "AbstractSection",
    "Article",
    "Attribution",
    "Author",
    "Candidate",
    "Catalog",
    "Citation",
    "Cited",
    "Claim",
    "ClaimFacts",
    "ClaimSet",
    "ClaimStatus",
    "ClaimcheckError",
    "CouldNotAskError",
    "Doi",
    "EditError",
    "Evidence",
    "FetchResult",
    "FindResult",
    "Finding",
    "InvalidIdentifierError",
    "Judge",
    "Kind",
    "Location",
    "Notice",
    "Origin",
    "Outcome",
    "Paper",
    "Pmcid",
    "Pmid",
    "PubMed",
    "Query",
    "Quote",
    "Reference",
    "Report",
    "ReportContext",
    "ReportFormat",
    "Rule",
    "RuleHelp",
    "Search",
    "Severity",
    "Skip",
    "Stance",
    "UnreadableArticleError",
    "UsageError",
    "Waiver",
    "__version__",
    "check",
    "extract_claims",
    "find",
    "judge",
    "load_claims",
    "plain",
    "plan_queries",
    "rank",
    "read_article",
    "read_papers",
    "references",
]


def __dir__() -> list[str]:
    return sorted(__all__)
