"""Values as YAML text that reads back exactly the same, in YAML 1.1 and 1.2."""

import json
import re
from collections.abc import Mapping
from typing import Any

from claimcheck.checked import Checked
from claimcheck.errors import EditError
from claimcheck.model import Citation

_PLAIN_KEYS = frozenset(
    {
        "kind",
        "pmid",
        "pmcid",
        "year",
        "stance",
        "level",
        "read",
        "date",
        "until",
        "needs_source",
        "published",
        "reviewed",
    }
)
_FORMAT = (
    "id statement kind quote exact prefix suffix population intervention comparator outcome attributed_to citations rejected "
    "searched waivers needs_source because query pmid doi pmcid url title author year journal stance passage passage_from level read note "
    "added reviewed rule reason until by date"
)
ORDER = {key: place for place, key in enumerate(_FORMAT.split())}
"""Keys of claims and of what stands in them, in the order in which new ones are written."""
TERMS = ("population", "intervention", "comparator", "outcome")
"""Keys of what a claim is about."""
EMPTY: list[Any] = []
"""This very list as a value is written (`population: []`), where any other empty one takes the key away: it keeps out what the file's
`defaults` say.
"""
_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*(?: [A-Za-z0-9_.-]*[A-Za-z0-9_.])*")
_RESERVED = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})
_HALF = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def scalar(text: str) -> str:
    """Text as one line of YAML: bare where nothing can misread it, else in double quotes.

    Line separators (U+0085, U+2028, U+2029) are escaped, because YAML 1.1 takes them for line ends, and signs that turn the
    direction of writing, because they hide what stands there. Raises `EditError` for half a character, which no file can hold.
    """
    if _SAFE.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    if half := _HALF.search(text):
        raise EditError(f"{half[0]!a} is half a character and cannot be written: take it out of {text[:40]!a}")
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def fields_of(value: Checked) -> dict[str, Any]:
    """What a claims file says of a value, in the order of the format: all but its place and what is not known."""
    return {name: told for name, told in value.to_dict().items() if name != "location" and told is not None}


def record_of(citation: Citation) -> dict[str, Any]:
    """What is written of a citation: text, or a signature's text by key."""
    signed = {"added": citation.added, "reviewed": citation.reviewed}
    written = {name: fields_of(by) for name, by in signed.items() if by}
    return {name: written.get(name) or str(told) for name, told in fields_of(citation).items()}


def rendered(key: str, value: Any) -> str:
    """A key's value in one line."""
    if value is None:
        return "null"
    if isinstance(value, dict):
        return flow(value)
    if isinstance(value, list):
        return f"[{', '.join(rendered(key, item) for item in value)}]"
    return str(value) if key in _PLAIN_KEYS else scalar(value)


def flow(record: Mapping[str, Any]) -> str:
    """``{key: value, key: value}``."""
    return "{" + ", ".join(f"{key}: {rendered(key, value)}" for key, value in record.items()) + "}"


def item_lines(record: Mapping[str, Any], column: int) -> list[str]:
    """A list item in block style, its dash at the column (from 0)."""
    fields = [f"{key}: {rendered(key, value)}" for key, value in record.items() if value not in (None, [], {})]
    return [" " * column + ("- " if index == 0 else "  ") + field for index, field in enumerate(fields)]
