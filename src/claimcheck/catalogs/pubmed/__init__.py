"""PubMed through NCBI E-utilities: `PubMed` asks, `records` reads what came.

`PubMed` and its companions are loaded when first used (PEP 562), because reading records needs no network code.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.catalogs.pubmed.cache import Cache, CacheEntry, CacheInfo
    from claimcheck.catalogs.pubmed.client import PubMed
    from claimcheck.catalogs.pubmed.lookups import CitationMatch
    from claimcheck.catalogs.pubmed.outcomes import EutilsError, Trouble
    from claimcheck.catalogs.pubmed.transport import Limits

_HOMES = {
    "Cache": "cache",
    "CacheEntry": "cache",
    "CacheInfo": "cache",
    "CitationMatch": "lookups",
    "EutilsError": "outcomes",
    "Limits": "transport",
    "PubMed": "client",
    "Trouble": "outcomes",
}

__all__ = ["Cache", "CacheEntry", "CacheInfo", "CitationMatch", "EutilsError", "Limits", "PubMed", "Trouble"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
