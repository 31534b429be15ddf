"""CSL-JSON files. Source: Citation Style Language, "csl-data.json" schema 1.0.2."""

import json
from typing import Any

from claimcheck.bibliography.reading import (
    Reference,
    UnreadableReferencesError,
    Written,
    cited_name,
    reference_of,
)


def read_csl(source: str, label: str) -> tuple[Reference, ...]:
    """The works of a list of items, of an object with `items`, or of one item. Raises `UnreadableReferencesError`."""
    try:
        data = json.loads(source)
    except json.JSONDecodeError as error:
        raise UnreadableReferencesError(f"{label}, line {error.lineno}: no JSON ({error.msg})") from None
    except (ValueError, RecursionError):
        raise UnreadableReferencesError(f"{label}: a number is too long, or values are nested too deeply") from None
    items = data.get("items", [data]) if isinstance(data, dict) else data
    if not isinstance(items, list):
        raise UnreadableReferencesError(f"{label}: not CSL-JSON, which is a list of items")
    return tuple(_reference(item, number, label) for number, item in enumerate(items, start=1))


def _reference(item: Any, number: int, label: str) -> Reference:
    if not isinstance(item, dict) or not any(name in item for name in ("type", "title", "DOI", "PMID", "URL")):
        raise UnreadableReferencesError(f"{label}: item {number} is not a CSL-JSON item (no type, no title)")
    return reference_of(
        Written(
            pmids=_texts(item, "PMID"),
            dois=_texts(item, "DOI"),
            pmcids=_texts(item, "PMCID"),
            links=_texts(item, "URL"),
            notes=_texts(item, "note"),
            title=_text(item, "title"),
            author=_author(item.get("author")),
            date=_date(item.get("issued")),
            journal=_text(item, "container-title") or _text(item, "container-title-short"),
            volume=_text(item, "volume"),
            page=_text(item, "page-first") or _text(item, "page"),
        )
    )


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    value = value[0] if isinstance(value, list) and value else value  # Crossref gives lists of one
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _texts(item: dict[str, Any], name: str) -> tuple[str, ...]:
    found = _text(item, name)
    return (found,) if found else ()


def _author(authors: Any) -> str:
    first = authors[0] if isinstance(authors, list) and authors else None
    if not isinstance(first, dict):
        return ""
    particle = " ".join(filter(None, (_text(first, "non-dropping-particle"), _text(first, "family"))))
    return _text(first, "literal") or cited_name(particle, _text(first, "given"))


def _date(issued: Any) -> str:
    if not isinstance(issued, dict):
        return ""
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    year = first[0] if isinstance(first, list) and first else None
    return str(year) if isinstance(year, str | int) else _text(issued, "literal") or _text(issued, "raw")
