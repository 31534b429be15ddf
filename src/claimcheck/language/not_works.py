"""What a link leads to instead of a work, as its address tells."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from claimcheck.language.wordlist import DATA

_HOME = "a home page"


def leads_to(url: str) -> str:
    """What a link leads to instead of a work: "a search page"; "" where its address does not tell."""
    address = url.casefold()
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:  # brackets that are no IPv6 address
        return ""
    for what, marks in _lists()["works"].items():
        is_there = any(host == one or host.endswith(f".{one}") for one in marks["hosts"])
        if is_there or any(part in address for part in marks["addresses"]):
            return str(what)
    is_site = host.startswith("www.") or host.count(".") == 1  # other hosts may be a work's own
    return _HOME if is_site and not (parts.path.strip("/") or parts.query or parts.fragment) else ""


def leads_to_no_text(url: str) -> bool:
    """Whether a link leads to what says nothing itself, whoever's it is: a search, a collection or a home page."""
    return leads_to(url) in (_HOME, *_lists()["no_text"])


@cache
def _lists() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((DATA / "not_works.json").read_text(encoding="utf-8"))
    return found
