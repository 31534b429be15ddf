"""The paper cache: records as PubMed sent them, by PMID, in one SQLite file that all processes of a user share.

A cache never fails a run: where it cannot be read or written it holds nothing, and a damaged file is set aside with a
warning. Records of different servers are kept apart. "PubMed does not have it" is kept too, marked and for a shorter time.
"""

import datetime as dt
import json
import os
import sqlite3
import threading
import time
import warnings
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

from attrs import frozen

from claimcheck.checked import given
from claimcheck.identifiers import Pmid
from claimcheck.user_folders import cache_folder

_NAME: Final = "papers-1.sqlite"
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS record (
    server TEXT NOT NULL, pmid INTEGER NOT NULL, fetched REAL NOT NULL, raw BLOB, PRIMARY KEY (server, pmid)
) WITHOUT ROWID
"""
_FUTURE: Final = 3600.0  # an entry from further in the future was written under a wrong clock

T = TypeVar("T")
_Row = tuple[int, float, bytes | None]


@frozen
class CacheEntry:
    """What was answered: the record's bytes, or None for "PubMed does not have it"; and when."""

    raw: bytes | None
    fetched: dt.datetime


@frozen
class CacheInfo:
    """What the cache holds. `usable` is False where the folder cannot be read or written."""

    path: Path
    usable: bool
    records: int = 0
    missing: int = 0
    size: int = 0
    oldest: dt.datetime | None = None


class Cache:
    """Records by PMID. `max_age` bounds records, `max_age_missing` negative answers; older entries count as absent.

    Safe to share between threads and processes. `clock` gives seconds since 1970, for tests. Raises `InvalidTypeError`.
    """

    _connection: sqlite3.Connection | None = None  # also of one that could not be made, which is let go too

    def __init__(
        self,
        folder: Path | str | None = None,
        *,
        max_age: dt.timedelta = dt.timedelta(days=7),
        max_age_missing: dt.timedelta = dt.timedelta(days=1),
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.path = Path(given("Cache: folder", folder, Path | str | None) or cache_folder()) / _NAME
        self._max_age: float = given("Cache: max_age", max_age, dt.timedelta).total_seconds()
        self._max_age_missing: float = given("Cache: max_age_missing", max_age_missing, dt.timedelta).total_seconds()
        self._clock: Callable[[], float] = given("Cache: clock", clock, Callable[[], float])
        self._lock = threading.Lock()
        self._process = 0
        self._usable = True

    def __del__(self) -> None:
        self._disconnect()

    def get(self, server: str, pmids: Iterable[Pmid]) -> dict[Pmid, CacheEntry]:
        """The fresh entries for these PMIDs."""
        given("Cache.get: server", server, str)
        wanted = list(given("Cache.get: pmids", pmids, tuple[Pmid, ...]))
        rows: list[_Row] = self._do(lambda connection: _select(connection, server, wanted), [])
        entries = ((Pmid(pmid), fetched, raw) for pmid, fetched, raw in rows if self._is_fresh(fetched, raw))
        return {pmid: entry for pmid, fetched, raw in entries if (entry := _entry(fetched, raw)) is not None}

    def put(self, server: str, answers: Mapping[Pmid, bytes | None]) -> None:
        """Keep these answers, in place of older ones."""
        given("Cache.put: server", server, str)
        now = self._clock()
        rows = [
            (server, int(given("Cache.put: answers", pmid, Pmid)), now, _packed(raw))
            for pmid, raw in given("Cache.put: answers", answers, Mapping[Pmid, bytes | None]).items()
        ]

        def store(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?)", rows)

        if rows:
            self._do(store, None)

    def info(self) -> CacheInfo:
        """What is in it, fresh or not."""
        query = "SELECT count(raw), count(*) - count(raw), min(fetched) FROM record"
        row = self._do(lambda connection: connection.execute(query).fetchone(), None)
        if row is None:
            return CacheInfo(self.path, usable=False)
        oldest = None if row[2] is None else dt.datetime.fromtimestamp(row[2], dt.UTC)
        size = 0
        with suppress(OSError):
            size = sum(path.stat().st_size for path in self.path.parent.glob(f"{_NAME}*"))
        return CacheInfo(self.path, True, row[0], row[1], size, oldest)

    def clear(self) -> int:
        """Forget everything; the number of entries that went."""

        def delete(connection: sqlite3.Connection) -> int:
            with connection:
                gone = connection.execute("DELETE FROM record").rowcount
            connection.execute("VACUUM")
            return gone

        return self._do(delete, 0)

    def close(self) -> None:
        """Let the file go; the next use opens it again."""
        with self._lock:
            self._disconnect()

    def _is_fresh(self, fetched: float, raw: bytes | None) -> bool:
        age = self._clock() - fetched
        return -_FUTURE <= age <= (self._max_age_missing if raw is None else self._max_age)

    def _do(self, action: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """The action's result, or `otherwise` where the cache cannot be used."""
        with self._lock:
            try:
                connection = self._connect()
                return action(connection) if connection is not None else otherwise
            except sqlite3.DatabaseError as error:
                if _is_damaged(error):
                    self._set_aside()
            except (OSError, OverflowError):
                pass
            return otherwise

    def _connect(self) -> sqlite3.Connection | None:
        if self._process != os.getpid():
            self._connection = None  # after a fork: a connection belongs to the process that opened it
        if self._connection is None and self._usable:
            try:
                self._connection, self._process = _open(self.path), os.getpid()
            except (OSError, sqlite3.OperationalError):
                self._usable = False  # read-only or no such place: work without
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _set_aside(self) -> None:
        self._disconnect()
        aside = self.path.with_name(f"{_NAME}.damaged")
        try:
            self.path.replace(aside)
            for ending in ("-wal", "-shm"):
                self.path.with_name(_NAME + ending).unlink(missing_ok=True)
        except OSError:
            self._usable = False
        warnings.warn(f"the paper cache was damaged and has been set aside as {aside}", RuntimeWarning, stacklevel=5)


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=10.0, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(_SCHEMA)
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection


def _is_damaged(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _select(connection: sqlite3.Connection, server: str, pmids: list[Pmid]) -> list[_Row]:
    query = "SELECT pmid, fetched, raw FROM record WHERE server = ? AND pmid IN (SELECT value FROM json_each(?))"
    return connection.execute(query, (server, json.dumps([int(pmid) for pmid in pmids]))).fetchall()


def _packed(raw: bytes | None) -> bytes | None:
    record: bytes | None = given("Cache.put: answers", raw, bytes | None)
    return None if record is None else zlib.compress(record, 3)


def _entry(fetched: float, raw: bytes | None) -> CacheEntry | None:
    try:
        return CacheEntry(None if raw is None else zlib.decompress(raw), dt.datetime.fromtimestamp(fetched, dt.UTC))
    except (zlib.error, ValueError, OverflowError, OSError):
        return None
