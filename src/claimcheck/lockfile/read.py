"""Reading the lock: JSON to values, checked to the last field, so that nothing can fail later in a rule."""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

from claimcheck.checked import given
from claimcheck.collector import without_collection
from claimcheck.errors import InvalidIdentifierError, UsageError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.lockfile.papers import PAPER, Papers, Record, notice_of
from claimcheck.lockfile.shapes import (
    ANY_TEXT,
    INTEGER,
    LIST,
    MAYBE_TEXT,
    OBJECTS,
    TEXTS,
    Shape,
    check,
    day,
    maybe,
    value_of,
)
from claimcheck.lockfile.values import (
    LOCK_FORMAT,
    LOCK_NAME,
    PUBMED,
    CitationCheck,
    Lock,
    LockError,
    NotAsked,
    Reviewed,
    SearchedQuery,
    SearchRecord,
)
from claimcheck.model import FoundPaper, Outcome, Rejection
from claimcheck.tree import BROKEN, DISK, Tree, has_mark

T = TypeVar("T")

MOST_BYTES = 200_000_000
"""Of one lock: about 150,000 papers."""

_SECTIONS = ("papers", "citations", "searches", "unknown", "not_asked", "reviews", "gone")
_ORIGIN: Shape = {"source": ANY_TEXT, "date": MAYBE_TEXT}
_NOTICE: Shape = {"pmid": MAYBE_TEXT, "date": MAYBE_TEXT, "source": MAYBE_TEXT}
_SEARCH: Shape = {
    "date": MAYBE_TEXT,
    "outcome": MAYBE_TEXT,
    "queries": OBJECTS,
    "candidates": LIST,
    "contradicting": TEXTS,
    "rejected": OBJECTS,
    "catalog": ANY_TEXT,
    "question": ANY_TEXT,
    "about": ANY_TEXT,
}
_QUERY: Shape = {"query": ANY_TEXT, "why": ANY_TEXT, "count": INTEGER}
_REJECTION: Shape = {"pmid": ANY_TEXT, "by": ANY_TEXT, "date": MAYBE_TEXT, "reason": MAYBE_TEXT}
_UNKNOWN: Shape = {"date": MAYBE_TEXT, "reason": MAYBE_TEXT}


def lock_path_for(
    paths: str | Path | Sequence[str | Path],
    setting: str | Path | None = None,
    tree: Tree = DISK,
    files: Iterable[str | Path] = (),
) -> Path:
    """Where the lock of the claims files of these paths lies: the setting; else the nearest upward of the files, which is one for
    all of them; else, where there is none yet, in the folder that holds the paths.

    Raises `UsageError` for files with different locks, or of which only some have one: a notice that one of them tells of must not
    be missed, and what is found for the others must not be written into a lock that does not reach them.
    """
    if setting:
        return Path(setting)
    wanted = [Path(paths)] if isinstance(paths, str | Path) else list(map(Path, paths))
    above = [path if tree.kind(str(path)) == "folder" else path.parent for path in wanted]
    here = tree.resolve(".")
    asked = frozenset(_absolute(folder, here) for folder in above)
    known: dict[Path, Path | None] = {}
    found: dict[Path | None, Path] = {}
    for folder in dict.fromkeys(Path(file).parent for file in files) or above:
        lock = _nearest_lock(_absolute(folder, here), asked, known, tree)
        found.setdefault(lock and Path(tree.resolve(str(lock))), folder)
    if len(found) > 1:
        told = " and ".join(
            f"{os.path.relpath(lock) if lock else 'none'} for {of}" for lock, of in list(found.items())[:2]
        )
        raise UsageError(
            f"these claims have different locks, {told}: give each project a command of its own, or name one lock for all with "
            "--lock or the setting `lock`"
        )
    return _as_written(next(iter(found), None), above, tree)


def _absolute(folder: Path, here: str) -> Path:
    """A folder from the root, its links as they are written: what one leads to lies where the link lies."""
    return Path(os.path.normpath(Path(here, folder)))


def _nearest_lock(folder: Path, asked: frozenset[Path], known: dict[Path, Path | None], tree: Tree) -> Path | None:
    """The nearest lock from a folder upward, up to the project's own folder; each folder is looked into once.

    What lies within a folder that is asked for is part of its project, also a submodule's folder, or one that a link leads to.
    """
    if folder not in known:
        own = folder / LOCK_NAME
        if tree.kind(str(own)):
            known[folder] = own
        else:
            is_within = not asked.isdisjoint(folder.parents)
            is_top = folder == folder.parent or (has_mark(str(folder), tree) and not is_within)
            known[folder] = None if is_top else _nearest_lock(folder.parent, asked, known, tree)
    return known[folder]


def _as_written(lock: Path | None, folders: Sequence[Path], tree: Tree) -> Path:
    """The lock's path as the folders are written; where there is none yet, the one in the folder that holds them."""
    places = {Path(tree.resolve(str(folder / LOCK_NAME))): folder for folder in folders}
    if lock is None and len(places) > 1:
        lock = Path(os.path.commonpath([tree.resolve(str(folder)) for folder in folders]), LOCK_NAME)
    if lock is None or lock in places:
        return (places[lock] if lock else folders[0]) / LOCK_NAME
    return lock if any(map(Path.is_absolute, folders)) else Path(os.path.relpath(lock))


def read_lock(path: str | PathLike[str]) -> Lock:
    """The lock at a path; an empty one where there is no file yet. Raises `LockError`."""
    return lock_in(DISK, str(given("read_lock: path", path, str | PathLike[str])))


def lock_in(tree: Tree, path: str) -> Lock:
    """The same for a tree of files."""
    data = lock_bytes(tree, path)
    return Lock() if data is None else parse_lock(data, str(path))


def lock_bytes(tree: Tree, path: str) -> bytes | None:
    """The lock's bytes; None where there is none. Raises `LockError` where it cannot be read."""
    try:
        if tree.kind(str(path)) in ("folder", "other", BROKEN):
            raise LockError(f"the lock {path} is not a regular file: a lock is a file of the project", str(path))
        data = tree.read(str(path))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LockError(f"the lock {path} cannot be read: {error.strerror or error}", str(path)) from error
    if len(data) > MOST_BYTES:
        raise LockError(f"the lock {path} has more than {MOST_BYTES:,} bytes: split the project", str(path))
    return data


@without_collection()
def parse_lock(data: bytes, path: str = LOCK_NAME) -> Lock:
    """The lock of a file's bytes. Raises `LockError`, with the line where it is known."""
    try:
        return _lock(_document(data, path))
    except (KeyError, TypeError, ValueError) as error:
        reason = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
        raise LockError(f"the lock {path} is damaged: {reason}; restore it from version control", path) from error


def _document(data: bytes, path: str) -> Record:
    try:
        document = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_no_number)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise _broken(error, data, path) from error
    found = document.get("format") if isinstance(document, dict) else None
    if found != LOCK_FORMAT:
        told = ascii(found) if isinstance(found, str) else "no format"
        advice = "use the program that wrote it, or restore the file from version control"
        raise LockError(f"the lock {path} has another format ({told[:60]} instead of {LOCK_FORMAT}): {advice}", path, 1)
    return dict(document)


def _no_number(name: str) -> float:
    """What Python reads and JSON does not know: NaN, Infinity."""
    raise ValueError(f"{name} is no number of JSON")


def _object(pairs: list[tuple[str, Any]]) -> Record:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice[:60]!a} stands twice")
    return found


def _broken(error: Exception, data: bytes, path: str) -> LockError:
    conflict = data.find(b"<<<<<<< ")
    if conflict >= 0:
        advice = "resolve them, then run `claimcheck refresh`"
        return LockError(
            f"the lock {path} holds merge conflicts: {advice}", path, data.count(b"\n", 0, conflict) + 1, 1
        )
    if isinstance(error, json.JSONDecodeError):
        message = f"the lock {path} is not JSON (line {error.lineno}: {error.msg}); restore it from version control"
        return LockError(message, path, error.lineno, error.colno)
    reason = "is nested too deeply" if isinstance(error, RecursionError) else "is not UTF-8"
    return LockError(f"the lock {path} {reason}; restore it from version control", path)


def _lock(document: Record) -> Lock:
    sections = {name: check(document.get(name, {}), {}, (name,)) for name in _SECTIONS}
    for pmid, record in (*sections["papers"].items(), *sections["gone"].items()):
        check_paper(pmid, record)
    return Lock(
        papers=Papers(sections["papers"]),
        citations=_by_claim(sections["citations"], CitationCheck, "citations"),
        searches=_each(sections["searches"], _search, ("searches",)),
        unknown=_each(sections["unknown"], _unknown, ("unknown",)),
        not_asked=_each(sections["not_asked"], _not_asked, ("not_asked",)),
        reviews=_by_claim(sections["reviews"], Reviewed, "reviews"),
        gone=Papers(sections["gone"]),
        extra={key: value for key, value in document.items() if key not in _SECTIONS and key != "format"},
    )


def _by_claim(section: Record, kind: type[T], name: str) -> dict[str, dict[str, T]]:
    """A section that has a value of that class for each of a claim's citations."""
    return {claim: _each(known, partial(value_of, kind), (name, claim)) for claim, known in section.items()}


def _each(section: Any, build: Callable[[Any, tuple[str, ...]], T], place: tuple[str, ...]) -> dict[str, T]:
    return {key: build(value, (*place, key)) for key, value in check(section, {}, place).items()}


def check_paper(pmid: str, record: Any) -> None:
    """Check everything that building the `Paper` relies on. Raises KeyError, TypeError or ValueError with what is wrong where."""
    place = ("papers", pmid)
    check(record, PAPER, place)
    try:
        Pmid(pmid)
        if record.get("doi"):
            Doi(record["doi"])
        if record.get("pmcid"):
            Pmcid(record["pmcid"])
    except InvalidIdentifierError as error:
        raise ValueError(f"papers.{pmid}: {error}") from None
    day(record.get("revised"))
    if record.get("origin"):
        day(check(record["origin"], _ORIGIN, (*place, "origin")).get("date"))
        record["origin"]["source"]
    for notice in _list(record.get("notices"), (*place, "notices")):
        notice_of(check(notice, _NOTICE, (*place, "notices")))


def _list(value: Any, place: Iterable[str]) -> list[Any]:
    if value is None:
        return []
    if type(value) is not list:
        raise ValueError(f"{'.'.join(place)} is not a list")
    return value


def _search(value: Any, place: tuple[str, ...]) -> SearchRecord:
    record = check(value, _SEARCH, place)
    queries = [check(query, _QUERY, (*place, "queries")) for query in record.get("queries") or ()]
    rejected = [check(rejection, _REJECTION, (*place, "rejected")) for rejection in record.get("rejected") or ()]
    return SearchRecord(
        date=day(record.get("date")),
        outcome=maybe(Outcome, record.get("outcome")),
        queries=tuple(SearchedQuery(q["query"], q.get("why", ""), q.get("count") or 0) for q in queries),
        candidates=tuple(_found(one, (*place, "candidates")) for one in record.get("candidates", ())),
        contradicting=tuple(Pmid(pmid) for pmid in record.get("contradicting", ())),
        rejected=tuple(
            Rejection(Pmid(r["pmid"]), r.get("by", ""), day(r.get("date")), r.get("reason") or "") for r in rejected
        ),
        catalog=record.get("catalog", PUBMED),
        question=record.get("question", ""),
        about=record.get("about", ""),
    )


def _found(value: Any, place: tuple[str, ...]) -> FoundPaper:
    if type(value) is str:  # as former versions kept it
        return FoundPaper.as_read(pmid=Pmid(value))
    return value_of(FoundPaper, value, place)


def _unknown(value: Any, place: tuple[str, ...]) -> Any:
    return day(check(value, _UNKNOWN, place).get("date"))


def _not_asked(value: Any, place: tuple[str, ...]) -> NotAsked:
    record = check(value, _UNKNOWN, place)
    return NotAsked(day(record.get("date")), record.get("reason") or "")
