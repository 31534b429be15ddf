"""PubMed through NCBI E-utilities: `PubMed` asks, `records` reads what came.

`PubMed` and its companions are loaded when first used (PEP 562), because reading records needs no network code.
"""

from typing import TYPE_CHECKING

from claimcheck.lazy import names_from

if TYPE_CHECKING:
    from claimcheck.catalogs.pubmed.cache import Cache, CacheEntry, CacheInfo
    from claimcheck.catalogs.pubmed.client import PubMed
    from claimcheck.catalogs.pubmed.lookups import CitationMatch
    from claimcheck.catalogs.pubmed.outcomes import EutilsError, Trouble
    from claimcheck.catalogs.pubmed.transport import Limits
else:
    __getattr__ = names_from(
        __name__,
        {
            "claimcheck.catalogs.pubmed.cache": "Cache CacheEntry CacheInfo",
            "claimcheck.catalogs.pubmed.client": "PubMed",
            "claimcheck.catalogs.pubmed.lookups": "CitationMatch",
            "claimcheck.catalogs.pubmed.outcomes": "EutilsError Trouble",
            "claimcheck.catalogs.pubmed.transport": "Limits",
        },
    )

__all__ = ["Cache", "CacheEntry", "CacheInfo", "CitationMatch", "EutilsError", "Limits", "PubMed", "Trouble"]
