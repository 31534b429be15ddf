"""The records themselves, compressed, in one SQLite file: the truth of a mirror, from which its index can be made again.

A file of NLM's is applied in one transaction, so that it is there wholly or not at all. Each record remembers which file it
came from and in which batch it last changed; the index, which is committed after the store, is brought up to the store's
last batch when a killed run is taken up again.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any, Self

from attrs import astuple, frozen

from claimcheck.catalogs.mirror.compression import Compression, DamagedError, trained
from claimcheck.catalogs.mirror.nlm_files import WHOLE, Part

FORMAT = "claimcheck-mirror/1"
"""Stands in `_SCHEMA` too, so that a kill leaves no file without it."""
DELETED = 0
"""The version of a record that an update file deleted."""
_SCHEMA = """
create table meta (key text primary key, value blob not null);
insert into meta values ('format', 'claimcheck-mirror/1');
create table file (rank integer primary key, name text not null, md5 text not null, records integer not null,
  deleted integer not null, unreadable integer not null, applied text not null, batch integer not null);
create table record (pmid integer primary key, version integer not null, rank integer not null, batch integer not null,
  raw blob);
create index record_batch on record (batch);
create table term (name text primary key, heading text not null) without rowid;
create table tree (number text primary key, heading text not null) without rowid;
create index tree_heading on tree (heading);
"""


_ASIDE = """
create table if not exists aside (pmid integer, version integer not null, rank integer, packed blob not null,
  primary key (pmid, rank)) without rowid;
create table if not exists deletion (pmid integer primary key, rank integer not null);
"""
"""What counts once files come in another order than NLM's: lower versions from later files, of which one counts again where the
higher version is deleted in between, and deletions of records that came back."""


class StoreError(Exception):
    """The store cannot be read or written; the text is SQLite's own, in a few words."""


@frozen
class AppliedFile:
    """One of NLM's files, as it was applied."""

    rank: int
    name: str
    md5: str
    records: int = 0
    deleted: int = 0
    unreadable: int = 0
    applied: str = ""
    """The day, as ISO 8601 writes it."""


class Store:
    """The file of records. One writer at a time, any number of readers; safe to share between threads for reading."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self.path = path
        self._lock = Lock()
        new = write and not path.exists()
        with told():
            mode = "rwc" if write else "ro"
            uri = f"{path.absolute().as_uri()}?mode={mode}"
            self._db = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None, timeout=30)
            self._writable = write
            if write:
                self._db.executescript(
                    # A new file's pages hold several records each: of SQLite's own 4096 bytes a fifth would stay empty.
                    "pragma page_size = 16384; pragma journal_mode = wal; pragma synchronous = full; "
                    "pragma cache_size = -65536;"
                )
            if new or not self._rows("select 1 from sqlite_master where name = 'meta'"):
                if not write:
                    raise StoreError("it is empty")
                self._db.executescript(f"begin; {_SCHEMA} commit;")
            found = self._meta("format")
            if found != FORMAT:
                raise StoreError(f"it is of another format ({found})")
            if write:
                self._db.executescript(_ASIDE)
            self.compression = Compression(self._meta("dictionary"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go; a written one is left so that it can be read where nothing can be written."""
        if self._writable:
            with suppress(sqlite3.Error):
                self._db.execute("pragma busy_timeout = 50")  # who reads meanwhile keeps it from changing
                self._db.execute("pragma journal_mode = delete")
        self._db.close()

    # --- reading -----------------------------------------------------------------------------------------------------

    def raw(self, pmids: Iterable[int]) -> dict[int, bytes]:
        """The XML of those records that are there."""
        query = "select pmid, raw from record where raw is not null and pmid in (select value from json_each(?))"
        return {pmid: self._unpacked(raw) for pmid, raw in self._rows(query, (json.dumps(list(pmids)),))}

    def files(self) -> list[AppliedFile]:
        """What was applied, in order."""
        rows = self._rows("select rank, name, md5, records, deleted, unreadable, applied from file order by rank")
        return [AppliedFile(*row) for row in rows]

    @property
    def part(self) -> Part:
        """Which part of PubMed is here."""
        told = self._meta("part")
        return Part.named(told) if told else WHOLE

    def set_part(self, part: Part) -> None:
        """Say which part is here, before anything is."""
        self._set_meta("part", str(part))

    def counts(self) -> tuple[int, int]:
        """How many records there are, and how many were deleted."""
        (held, deleted), *_ = self._rows("select count(raw), count(*) - count(raw) from record")
        return int(held), int(deleted)

    def deleted(self, pmids: Iterable[int]) -> dict[int, int]:
        """Those of the records that an update file deleted, each with that file's rank."""
        query = "select pmid, rank from record where raw is null and pmid in (select value from json_each(?))"
        return dict(self._rows(query, (json.dumps(list(pmids)),)))

    @property
    def highest(self) -> int:
        """The highest PMID that ever was here."""
        return int(self._rows("select coalesce(max(pmid), 0) from record")[0][0])

    def held(self) -> Iterator[tuple[int, bool]]:
        """Every PMID in ascending order, and whether the record is there or was deleted."""
        with told():
            yield from (
                (pmid, bool(there))
                for pmid, there in self._db.execute("select pmid, raw is not null from record order by pmid")
            )

    def changed_after(self, batch: int) -> Iterator[tuple[int, bytes | None]]:
        """Records of later batches: the XML, or None for a deleted one."""
        with told(), closing(self._db.cursor()) as cursor:
            for pmid, raw in cursor.execute("select pmid, raw from record where batch > ?", (batch,)):
                yield pmid, None if raw is None else self._unpacked(raw)

    def heading(self, name: str) -> str | None:
        """The MeSH heading of an entry term or heading; None where it is none or no MeSH was given."""
        rows = self._rows("select heading from term where name = ?", (name,))
        return str(rows[0][0]) if rows else None

    def narrower(self, heading: str) -> tuple[str, ...]:
        """The headings below one, in alphabetical order."""
        numbers = [str(number) for (number,) in self._rows("select number from tree where heading = ?", (heading,))]
        below = {
            str(name)
            for number in numbers
            for (name,) in self._rows(
                "select heading from tree where number > ? and number < ?", (f"{number}.", f"{number}/")
            )
        }
        return tuple(sorted(below - {heading}))

    @property
    def headings(self) -> int:
        """How many MeSH headings were given."""
        return int(self._rows("select count(distinct heading) from term")[0][0])

    @property
    def batch(self) -> int:
        """The last batch that was applied."""
        return int(self._rows("select coalesce(max(batch), 0) from file")[0][0])

    @property
    def indexed(self) -> int:
        """The last batch that is known to be in the index."""
        return int(self._meta("indexed") or 0)

    @property
    def documents(self) -> int | None:
        """How many entries the index then had; None where an older version built the mirror."""
        documents: int | None = self._meta("documents")
        return documents

    @property
    def is_empty(self) -> bool:
        """Whether there is no record; found without counting them."""
        return not self._rows("select 1 from record where raw is not null limit 1")

    # --- writing -----------------------------------------------------------------------------------------------------

    def learn_compression(self, samples: Sequence[bytes]) -> None:
        """Train the compressor on records like those to come; once, for what is kept can only be read with it."""
        if self.compression.dictionary is None and (dictionary := trained(samples)) is not None:
            self._set_meta("dictionary", dictionary)
            self.compression = Compression(dictionary)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; what readers see changes at the end."""
        with told():
            self._db.execute("begin immediate")
        try:
            yield
            with told():
                self._db.execute("commit")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("rollback")
            raise

    def version_of(self, pmid: int) -> tuple[int, int] | None:
        """The version and the file's rank of a record, also of a deleted one."""
        found: list[tuple[int, int]] = self._rows("select version, rank from record where pmid = ?", (pmid,))
        return found[0] if found else None

    def put(self, pmid: int, version: int, rank: int, batch: int, packed: bytes) -> None:
        """Keep a record in place of an older one; `packed` by the store's `compression`."""
        self._do("insert or replace into record values (?, ?, ?, ?, ?)", pmid, version, rank, batch, packed)

    def drop(self, pmid: int, rank: int, batch: int) -> None:
        """Remember that a record was deleted, so that an older file does not bring it back."""
        self._do("insert or replace into record values (?, ?, ?, ?, null)", pmid, DELETED, rank, batch)

    def set_aside(self, pmid: int, version: int, rank: int, packed: bytes) -> None:
        """Keep a lower version of a later file, which counts where a deletion takes the higher one."""
        self._do("insert or replace into aside values (?, ?, ?, ?)", pmid, version, rank, packed)

    def set_held_aside(self, pmid: int) -> None:
        """The same of the record that is here now."""
        self._do("insert or replace into aside select pmid, version, rank, raw from record where pmid = ?", pmid)

    def aside_after(self, pmid: int, rank: int) -> tuple[int, int, bytes] | None:
        """Version, rank and packed bytes of the best record that was set aside, of files later than this one."""
        best = "select version, rank, packed from aside where pmid = ? and rank > ? order by version desc, rank desc limit 1"
        found: list[tuple[int, int, bytes]] = self._rows(best, (pmid, rank))
        return found[0] if found else None

    def note_deletion(self, pmid: int, rank: int) -> None:
        """Remember a deletion of a record that is there all the same, from a later file."""
        self._do("insert or replace into deletion values (?, max(?, ?))", pmid, rank, self.deletion(pmid))

    def deletion(self, pmid: int) -> int:
        """The rank of the last file that deleted a record which is there; 0 for none."""
        rows = self._rows("select rank from deletion where pmid = ?", (pmid,))
        return int(rows[0][0]) if rows else 0

    def note_file(self, file: AppliedFile, batch: int) -> None:
        """Remember that a file was applied."""
        self._do("insert or replace into file values (?, ?, ?, ?, ?, ?, ?, ?)", *astuple(file), batch)

    def note_indexed(self, batch: int, documents: int) -> None:
        """Remember that the index holds everything up to this batch, and how many entries that makes."""
        with self.transaction():
            self._set_meta("indexed", batch)
            self._set_meta("documents", documents)

    def set_headings(self, terms: Iterable[tuple[str, str]], trees: Iterable[tuple[str, str]]) -> None:
        """Take these MeSH headings in place of the former ones: (term, heading) and (tree number, heading)."""
        with self.transaction(), told():
            self._db.execute("delete from term")
            self._db.execute("delete from tree")
            self._db.executemany("insert or ignore into term values (?, ?)", terms)
            self._db.executemany("insert or ignore into tree values (?, ?)", trees)

    def check(self) -> list[str]:
        """What SQLite finds wrong with the file; [] for a sound one."""
        return [str(row[0]) for row in self._rows("pragma integrity_check(10)") if row[0] != "ok"]

    # --- within ------------------------------------------------------------------------------------------------------

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        with told(), self._lock:
            return self._db.execute(sql, values).fetchall()

    def _do(self, sql: str, *values: object) -> None:
        with told():
            self._db.execute(sql, values)

    def _meta(self, key: str) -> Any:
        rows = self._rows("select value from meta where key = ?", (key,))
        return rows[0][0] if rows else None

    def _set_meta(self, key: str, value: object) -> None:
        self._do("insert or replace into meta values (?, ?)", key, value)

    def _unpacked(self, packed: object) -> bytes:
        try:
            return self.compression.unpack(packed)
        except DamagedError as error:
            raise StoreError(f"a record in it is damaged ({error})") from error


@contextmanager
def told() -> Iterator[None]:
    """SQLite's errors as ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(str(error)) from error
