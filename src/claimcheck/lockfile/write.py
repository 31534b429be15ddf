"""Writing the lock: the same values give the same bytes, one field a line, so that a pull request shows one fact a line."""

import json
from typing import Any

from attrs import asdict

from claimcheck.lockfile.records import records_of
from claimcheck.lockfile.shapes import iso, maybe
from claimcheck.lockfile.values import LOCK_FORMAT, PUBMED, CitationCheck, Lock, Reviewed, SearchRecord
from claimcheck.model import FoundPaper

_one_line = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def dump_lock(lock: Lock) -> bytes:
    """The lock as the bytes of its file: keys sorted, UTF-8, newline at the end."""
    text = _rendered(_document(lock), "") + "\n"
    return text.encode("utf-8", "backslashreplace")  # a lone surrogate becomes its JSON escape


def _document(lock: Lock) -> dict[str, Any]:
    reviews = {claim: {key: _reviewed(one) for key, one in known.items()} for claim, known in lock.reviews.items()}
    return {
        **lock.extra,
        **({"reviews": reviews} if reviews else {}),
        "format": LOCK_FORMAT,
        "papers": records_of(lock.papers),
        "citations": {
            claim: {key: _citation(check) for key, check in checks.items()} for claim, checks in lock.citations.items()
        },
        "searches": {claim: _search(record) for claim, record in lock.searches.items()},
        "unknown": {key: {"date": iso(date)} for key, date in lock.unknown.items()},
        "not_asked": {key: {"date": iso(v.date), "reason": v.reason} for key, v in lock.not_asked.items()},
    }


def _citation(check: CitationCheck) -> dict[str, Any]:
    kept: dict[str, Any] = {} if check.passages is None else {"passages": list(check.passages)}
    kept |= {} if check.in_text is None else {"in_text": list(check.in_text)}
    kept |= {name: digest for name in ("about", "judged_for") if (digest := getattr(check, name))}
    judged = {"stance": check.stance, "passage": check.passage, "judged_by": check.judged_by} if check.judged_by else {}
    return (
        kept
        | judged
        | {
            "passage_found": check.passage_found,
            "terms_found": maybe(list, check.terms_found),
            "checked": iso(check.checked),
        }
    )


def _reviewed(one: Reviewed) -> dict[str, Any]:
    return {"by": one.by, "date": iso(one.date), "words": list(one.words)}


def _search(record: SearchRecord) -> dict[str, Any]:
    former = [{"pmid": r.pmid, "by": r.by, "date": iso(r.date), "reason": r.reason} for r in record.rejected]
    sometimes: dict[str, Any] = {"catalog": record.catalog} if record.catalog != PUBMED else {}
    sometimes |= {"question": record.question} if record.question else {}
    sometimes |= {"about": record.about} if record.about else {}
    sometimes |= {"rejected": former} if former else {}
    return sometimes | {
        "date": iso(record.date),
        "outcome": record.outcome.value if record.outcome else None,
        "queries": [{"query": q.query, "why": q.why, "count": q.count} for q in record.queries],
        "candidates": [_found(found) for found in record.candidates],
        "contradicting": list(record.contradicting),
    }


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
