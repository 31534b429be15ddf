"""Papers as the lock keeps them: JSON records, turned into `Paper` values when first looked at.

What the lock keeps of a paper is what the gate's rules need; `records` is the way back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from attrs import evolve

from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.lockfile.shapes import ANY_TEXT, INTEGER, MAYBE_TEXT, MAYBE_TEXTS, OBJECT, TEXTS, Shape, day
from claimcheck.model import (
    Author,
    Direction,
    MeshHeading,
    Notice,
    NoticeType,
    Origin,
    Paper,
    PublicationType,
)

T = TypeVar("T")

Record: TypeAlias = dict[str, Any]

SAME = ("journal", "journal_abbreviation", "year", "volume", "issue", "pages", "status", "abstract_sha256")
"""Fields that are written as they stand."""

PAPER: Shape = {
    **dict.fromkeys(SAME, MAYBE_TEXT),
    "year": INTEGER,
    "origin": OBJECT,
    "title": ANY_TEXT,
    "first_author": MAYBE_TEXT,
    "authors": TEXTS,
    "groups": MAYBE_TEXTS,
    "doi": MAYBE_TEXT,
    "pmcid": MAYBE_TEXT,
    "publication_types": MAYBE_TEXTS,
    "mesh": MAYBE_TEXTS,
    "keywords": TEXTS,
    "languages": TEXTS,
    "revised": MAYBE_TEXT,
}
"""Types of a record's fields; `notices` are checked one by one."""


class Papers(Mapping[str, Paper]):
    """Papers by PMID over their records; 20,000 of them cost nothing until they are looked at."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self.records = records
        self._built: dict[str, Paper] = {}

    def __getitem__(self, pmid: str) -> Paper:
        if pmid not in self._built:
            self._built[pmid] = paper_of(Pmid.known(pmid), self.records[pmid])
        return self._built[pmid]

    def __contains__(self, pmid: object) -> bool:
        return pmid in self.records

    def __iter__(self) -> Iterator[str]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __repr__(self) -> str:
        return f"<{len(self)} papers>"


def pmids_by_identifier(papers: Mapping[str, Paper]) -> dict[str, str]:
    """The papers' PMIDs by DOI and by PMCID, as far as known. Papers of a lock file are not built for it."""
    if isinstance(papers, Papers):
        known = (
            (pmid, (one.get("doi") or "").lower(), (one.get("pmcid") or "").upper())
            for pmid, one in papers.records.items()
        )
    else:
        known = ((pmid, str(one.doi or ""), str(one.pmcid or "")) for pmid, one in papers.items())
    return {identifier: pmid for pmid, *others in known for identifier in others if identifier}


def paper_of(pmid: Pmid, record: Record) -> Paper:
    """The paper of a record whose shape was checked."""
    origin = record.get("origin")
    same: dict[str, Any] = {name: record.get(name) for name in SAME}
    return Paper.as_read(
        pmid=pmid,
        title=record.get("title") or "",
        authors=_authors(record),
        doi=Doi.known(record["doi"]) if record.get("doi") else None,
        pmcid=Pmcid.known(record["pmcid"]) if record.get("pmcid") else None,
        publication_types=_each(_type, record.get("publication_types")),
        mesh=_each(_heading, record.get("mesh")),
        keywords=tuple(record.get("keywords") or ()),
        languages=tuple(record.get("languages") or ()),
        notices=_each(notice_of, record.get("notices")),
        revised=day(record.get("revised")),
        origin=Origin.as_read(source=origin["source"], date=day(origin.get("date"))) if origin else None,
        **same,
    )


# Names come again and again, and values may be shared: a tenth of them are made.
_author = lru_cache(maxsize=4096)(Author.from_name)


def _authors(record: Record) -> tuple[Author, ...]:
    """The authors. Which of them are groups, a record says where their names alone would not tell."""
    names, groups = record.get("authors") or (), record.get("groups")
    if groups is None:
        return tuple(map(_author, names))
    return tuple(Author(collective=name) if name in groups else _person(name) for name in names)


def _person(name: str) -> Author:
    """A person of any script, or of one name: initials are a short last word (``IuA``, ``伟``), but for a suffix."""
    guessed = _author(name)
    if not guessed.collective:
        return guessed
    last, _, short = name.rpartition(" ")
    if last and not (before := _author(last)).collective:
        return evolve(before, suffix=short)
    is_short = len(short) <= 2 or (len(short) <= 4 and not short[1:].islower())
    return Author(last_name=last, initials=short) if last and is_short else Author(last_name=name)


_heading = lru_cache(maxsize=4096)(MeshHeading)
_type = lru_cache(maxsize=1024)(PublicationType)


def _each(build: Callable[[Any], T], values: Iterable[Any] | None) -> tuple[T, ...] | None:
    """One value each; None stays unknown."""
    return None if values is None else tuple(map(build, values))


def notice_of(record: Record) -> Notice:
    """A notice. Raises KeyError, TypeError or ValueError where the shape is wrong."""
    return Notice(
        type=NoticeType(record["type"]),
        direction=Direction(record["direction"]),
        pmid=Pmid(record["pmid"]) if record.get("pmid") else None,
        date=record.get("date"),
        source=record.get("source") or "",
    )
