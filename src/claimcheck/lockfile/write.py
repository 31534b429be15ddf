"""Writing the lock: the same values give the same bytes, one field a line, so that a pull request shows one fact a line."""

import json
from typing import Any

from attrs import asdict, evolve

from claimcheck.checked import as_data
from claimcheck.lockfile.records import records_of
from claimcheck.lockfile.shapes import iso
from claimcheck.lockfile.values import LOCK_FORMAT, PUBMED, CitationCheck, Lock, SearchRecord
from claimcheck.model import FoundPaper

_one_line = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def dump_lock(lock: Lock) -> bytes:
    """The lock as the bytes of its file: keys sorted, UTF-8, newline at the end."""
    text = _rendered(_document(lock), "") + "\n"
    return text.encode("utf-8", "backslashreplace")  # a lone surrogate becomes its JSON escape


def _document(lock: Lock) -> dict[str, Any]:
    reviews = {claim: {key: as_data(one) for key, one in known.items()} for claim, known in lock.reviews.items()}
    return {
        **lock.extra,
        **({"reviews": reviews} if reviews else {}),
        **({"gone": records_of(lock.gone)} if lock.gone else {}),
        "format": LOCK_FORMAT,
        "papers": records_of(lock.papers),
        "citations": {
            claim: {key: _citation(check) for key, check in checks.items()} for claim, checks in lock.citations.items()
        },
        "searches": {claim: _search(record) for claim, record in lock.searches.items()},
        "unknown": {key: {"date": iso(date)} for key, date in lock.unknown.items()},
        "not_asked": as_data(lock.not_asked),
    }


_ALWAYS = frozenset({"passage_found", "terms_found", "checked"})
"""What is written of every citation; the rest where it is known, a judge's word where one was asked."""
_JUDGED = frozenset({"stance", "passage", "judged_by"})
_UNSAID = {"catalog": PUBMED, "question": "", "about": "", "rejected": []}
"""What goes without saying of a search."""


def _citation(check: CitationCheck) -> dict[str, Any]:
    told: dict[str, Any] = as_data(check)
    known = {name for name, value in told.items() if name not in _JUDGED and value not in (None, "")}
    kept = _ALWAYS | known | (_JUDGED if check.judged_by else frozenset())
    return {name: value for name, value in told.items() if name in kept}


def _search(record: SearchRecord) -> dict[str, Any]:
    told = as_data(evolve(record, candidates=())) | {"candidates": list(map(_found, record.candidates))}
    return {name: value for name, value in told.items() if name not in _UNSAID or value != _UNSAID[name]}


def _found(found: FoundPaper) -> Any:
    if found == FoundPaper(found.pmid):
        return found.pmid  # as it was read: a lock of a former version keeps its bytes
    record = asdict(found, recurse=False) | {"notices": list(found.notices)}
    return {name: value for name, value in record.items() if name != "passage_from" or value}


def _rendered(value: Any, indent: str) -> str:
    """JSON in which an object that holds others is opened, one field a line; one without stays on its line.

    A list is opened from its second object on, so that the first notice of a paper changes one line.
    """
    inner = indent + "  "
    if isinstance(value, dict) and any(isinstance(item, dict | list) for item in value.values()):
        fields = [f"{inner}{_one_line(key)}: {_rendered(value[key], inner)}" for key in sorted(value)]
        return "{\n" + ",\n".join(fields) + f"\n{indent}}}"
    if isinstance(value, list) and len(value) > 1 and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"{inner}{_one_line(item)}" for item in value) + f"\n{indent}]"
    return _one_line(value)
