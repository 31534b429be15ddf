"""What a link leads to instead of a work, as its address tells."""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from claimcheck.language.wordlist import DATA

_SEARCH, _HOME = "a search page", "a home page"
_ENDING = re.compile(r"\.(?:html?|php|aspx?|cfm|jsp)\Z")
_OF_ALL = re.compile(r"(?:www|m)\.")
"""What stands before the name of a whole site; other hosts may be a work's own."""


def leads_to(url: str) -> str:
    """What a link leads to instead of a work: "a search page"; "" where its address does not tell."""
    address = url.casefold()
    if (parts := _split(address)) is None:
        return ""
    if _is_search(parts):
        return _SEARCH
    host = parts.hostname or ""
    for what, marks in _lists()["works"].items():
        is_there = any(host == one or host.endswith(f".{one}") for one in marks["hosts"])
        if is_there or any(part in address for part in marks["addresses"]):
            return str(what)
    return _HOME if _is_first_page(parts) and _OF_ALL.sub("", host, count=1) in _lists()["homes"] else ""


def leads_to_no_text(url: str) -> bool:
    """Whether a trusted site's page says nothing itself: a search, a collection, or the first page of the site."""
    parts = _split(url.casefold())
    host = (parts.hostname or "") if parts else ""
    is_site = _OF_ALL.match(host) or host.count(".") == 1
    return bool(parts and is_site and _is_first_page(parts)) or leads_to(url) in (_HOME, *_lists()["no_text"])


def _split(address: str) -> SplitResult | None:
    """The parts of an address; None where brackets in it are no IPv6 address."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _is_search(parts: SplitResult) -> bool:
    """Whether the path is a search's: a work's page may have a word of its finder's in the query too."""
    lists, asked = _lists()["searches"], parse_qs(parts.query)
    if any(asked.keys() & set(lists["ids"])):
        return False
    names = _names(parts)
    is_asked = any(asked.keys() & set(lists["words"])) and "/".join(names) in lists["asked"]
    return is_asked or names[-1:] in ([name] for name in lists["names"]) or names[-2:] == ["search", "results"]


def _is_first_page(parts: SplitResult) -> bool:
    return not (_names(parts) or parts.query or parts.fragment)


def _names(parts: SplitResult) -> list[str]:
    """The names in a path, without the ending of a file's and without "index"."""
    names = [_ENDING.sub("", name) for name in parts.path.split("/") if name]
    return names[:-1] if names[-1:] == ["index"] else names


@cache
def _lists() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((DATA / "not_works.json").read_text(encoding="utf-8"))
    return found
