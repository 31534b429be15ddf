"""CSL-JSON, the exchange format of Zotero, Pandoc and citeproc.

Source: Citation Style Language, "csl-data.json" schema 1.0.2. `PMID`, `PMCID` and `DOI` are its own variables.
"""

import json
from collections.abc import Iterable

from claimcheck.bibliography.names import given
from claimcheck.bibliography.works import Work
from claimcheck.model import Author


def csl_item(work: Work) -> dict[str, object]:
    """One work as an item; what is not known is left out."""
    item: dict[str, object] = {
        "id": work.key,
        "type": "article-journal" if work.journal else "webpage" if work.is_page else "document",
        "title": work.marked_title,
        "author": [_name(author) for author in work.authors],
        "container-title": work.journal,
        "container-title-short": work.journal_abbreviation if work.journal_abbreviation != work.journal else "",
        "issued": {"date-parts": [[work.year]]} if work.year else None,
        "volume": work.volume,
        "issue": work.issue,
        "page": work.full_pages,
        "DOI": work.doi,
        "PMID": work.pmid,
        "PMCID": work.pmcid,
        "URL": work.link,
        "note": work.retraction_note,
    }
    return {name: value for name, value in item.items() if value}


def csl_json(works: Iterable[Work]) -> str:
    """The items as one JSON array."""
    return json.dumps([csl_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _name(author: Author) -> dict[str, str]:
    if author.collective or not author.last_name:
        return {"literal": author.name or author.fore_name}
    parts = {"family": author.last_name, "given": given(author), "suffix": author.suffix}
    return {name: value for name, value in parts.items() if value}
