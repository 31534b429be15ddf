"""What the network read in former runs, by claim text, abstract and model, in one SQLite file of the user's cache folder.

A cache never fails a run: where the file cannot be read or written, everything is read anew.
"""

import sqlite3
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import Final

from claimcheck.user_folders import cache_folder

_NAME: Final = "readings-1.sqlite"
_SCHEMA: Final = "CREATE TABLE IF NOT EXISTS reading (key TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID"


class ReadingCache:
    """Readings by key. Safe to share between threads and processes."""

    def __init__(self, folder: Path | None = None) -> None:
        self.path = Path(folder or cache_folder()) / _NAME
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[object, ...]:
        """In another process, the same file."""
        return _shared, (self.path.parent,)

    def get(self, keys: Sequence[str]) -> dict[str, str]:
        """What is known of these keys."""
        marks = ",".join("?" * len(keys))
        query = f"SELECT key, told FROM reading WHERE key IN ({marks})"  # noqa: S608 - marks only
        return dict(self._do(query, tuple(keys)))

    def put(self, readings: Mapping[str, str]) -> None:
        """Keep these readings."""
        marks = ",".join(["(?, ?)"] * len(readings))
        told = tuple(part for row in readings.items() for part in row)
        self._do(f"INSERT OR REPLACE INTO reading VALUES {marks}", told)  # noqa: S608 - marks only

    def clear(self) -> int:
        """Forget everything; how many readings went."""
        known = self._do("SELECT count(*) FROM reading", ())
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        return int(known[0][0]) if known else 0

    def _do(self, query: str, values: tuple[str, ...]) -> list[tuple[str, str]]:
        try:
            with self._lock, closing(self._open()) as connection, connection:
                return connection.execute(query, values).fetchall()
        except (sqlite3.DatabaseError, OSError):
            return []

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=10.0)
        connection.execute(_SCHEMA)
        return connection


@cache
def _shared(folder: Path) -> ReadingCache:
    return ReadingCache(folder)
