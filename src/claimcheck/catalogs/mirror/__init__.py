"""PubMed on this machine: a `Catalog` over NLM's baseline and update files, asked in PubMed's own query language.

`building` applies files, `store` keeps each raw record, `engine` holds the search index (tantivy), and a query goes through
`syntax` (what was written), `mapping` (what PubMed makes of it) and `engine` (what is asked). Everything here needs the
extra ``claimcheck-pubmed[mirror]``, which is loaded when a mirror is opened.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.catalogs.mirror.client import Mirror

__all__ = ["Mirror"]


def __getattr__(name: str) -> object:
    if name != "Mirror":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = importlib.import_module(f"{__name__}.client").Mirror
    globals()[name] = value
    return value
