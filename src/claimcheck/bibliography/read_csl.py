"""CSL-JSON files. Source: Citation Style Language, "csl-data.json" schema 1.0.2."""

import json
from typing import Any

from claimcheck.bibliography.reading import PassedOver, Reference, ReferenceList, UnreadableReferencesError, Written
from claimcheck.bibliography.written_names import cited_name, organisation_name

_NO_ITEM = "is not a CSL-JSON item (no type, no title) and is passed over"


def read_csl(source: str) -> ReferenceList:
    """The works of a list of items, of an object with `items`, or of one item. Raises `UnreadableReferencesError`."""
    try:
        data = json.loads(source)
    except json.JSONDecodeError as error:
        raise UnreadableReferencesError(f"line {error.lineno}: no JSON ({error.msg})") from None
    except (ValueError, RecursionError):
        raise UnreadableReferencesError("a number is too long, or values are nested too deeply") from None
    items = data.get("items", [data]) if isinstance(data, dict) else data
    if not isinstance(items, list):
        raise UnreadableReferencesError("not CSL-JSON, which is a list of items")
    odd = (PassedOver(number, _NO_ITEM, "item") for number, item in enumerate(items, start=1) if not _is_item(item))
    return ReferenceList(tuple(_reference(item) for item in items if _is_item(item)), tuple(odd))


def _is_item(item: Any) -> bool:
    return isinstance(item, dict) and any(name in item for name in ("type", "title", "DOI", "PMID", "URL"))


def _reference(item: dict[str, Any]) -> Reference:
    return Written(
        key=_text(item, "id"),
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
    ).reference()


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
    named = ("dropping-particle", "non-dropping-particle", "family")
    family = " ".join(filter(None, (_text(first, name) for name in named)))
    given = _text(first, "given")
    whole = (
        _text(first, "literal") or _text(first, "name") or organisation_name(f"{family}, {given}" if given else family)
    )
    return whole or cited_name(family, given, _text(first, "suffix"))


def _date(issued: Any) -> str:
    if not isinstance(issued, dict):
        return ""
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    year = first[0] if isinstance(first, list) and first else None
    return str(year) if isinstance(year, str | int) else _text(issued, "literal") or _text(issued, "raw")
