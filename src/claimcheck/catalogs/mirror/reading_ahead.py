"""Reads NLM's files into what a mirror keeps of them: at once, or ahead of time in other processes or machines.

Read ahead, a file's records are written to a spool file beside the mirror, so that memory stays small however large the
file is, and any `concurrent.futures.Executor` whose workers see the same folders will do.
"""

import pickle
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import suppress
from itertools import islice
from pathlib import Path
from uuid import uuid4

from attrs import evolve, frozen

from claimcheck.catalogs.ahead import ahead, submitted
from claimcheck.catalogs.mirror.compression import Compression
from claimcheck.catalogs.mirror.document import Indexed
from claimcheck.catalogs.mirror.nlm_files import WHOLE, MirrorError, NlmFile, Part, checked_md5
from claimcheck.catalogs.mirror.reading import Read, read_file
from claimcheck.catalogs.pubmed.records import Deletion, PubMedRecord
from claimcheck.collector import seldom_collected

_AT_ONCE = 500
"""Records that are read, then packed, then handed on: in turn, each drives what the other works with out of the processor's caches."""


@frozen
class Prepared:
    """A record as it is kept: packed, and as the index sees it."""

    version: int
    packed: bytes
    document: Indexed


Entry = Prepared | Deletion | PubMedRecord


@frozen
class ReadFile:
    """A file's MD5 and its entries in order; `entries` None: the file is in the mirror already."""

    md5: str
    entries: Iterator[Entry] | None


@frozen
class Manner:
    """How files are read: with which dictionary they are packed, whether their MD5 is left unchecked, which part is wanted."""

    dictionary: bytes | None
    unchecked: bool = False
    part: Part = WHOLE


def read_now(file: NlmFile, known: str | None, manner: Manner) -> ReadFile:
    """Read a file; `known` is its MD5 if it was applied before. Raises `MirrorError`; reading raises `UnreadableRecordsError`."""
    md5 = checked_md5(file, unchecked=manner.unchecked)
    return ReadFile(md5, None if md5 == known else _entries(file.path, manner))


def read_ahead(
    files: Iterable[tuple[NlmFile, str | None]], manner: Manner, executor: Executor, spool: Path, most: int
) -> Iterator[tuple[NlmFile, "Future[tuple[str, Path | None]]"]]:
    """Files in order, each with what is becoming of it; at most `most` of them are read before they are asked for."""
    spool.mkdir(exist_ok=True)
    _clear(spool)  # of what a killed run left
    under_way: set[Future[tuple[str, Path | None]]] = set()

    def submit(one: tuple[NlmFile, str | None]) -> "Future[tuple[str, Path | None]]":
        seen = evolve(one[0], path=one[0].path.absolute())
        future = submitted(executor, _spooled, seen, one[1], manner, spool.absolute())
        under_way.add(future)
        future.add_done_callback(under_way.discard)
        return future

    try:
        for (file, _), future in ahead(files, submit, most):
            yield file, future
    finally:  # stopped, perhaps, with files read that nobody asked for
        _clear(spool)
        for future in tuple(under_way):
            future.add_done_callback(lambda _: _clear(spool))


def _clear(spool: Path) -> None:
    with suppress(OSError):
        for left in spool.iterdir():
            left.unlink()


def arrived(future: "Future[tuple[str, Path | None]]") -> ReadFile:
    """What a file that was read ahead came to; its spool file goes when it has been used. Raises `MirrorError` where who read
    it died.
    """
    try:
        md5, path = future.result()
    except (BrokenExecutor, CancelledError):
        raise MirrorError("a process that reads the files ended before its time, for want of memory perhaps") from None
    return ReadFile(md5, None if path is None else _unspooled(path))


def _spooled(file: NlmFile, known: str | None, manner: Manner, spool: Path) -> tuple[str, Path | None]:
    read = read_now(file, known, manner)
    if read.entries is None:
        return read.md5, None
    path = spool / f"{file.path.name}.{uuid4().hex}.spool"  # a cluster may give one file to two workers
    with seldom_collected(), path.open("wb") as out:
        while chunk := list(islice(read.entries, _AT_ONCE)):
            pickle.dump(chunk, out, protocol=pickle.HIGHEST_PROTOCOL)
    return read.md5, path


def _unspooled(path: Path) -> Iterator[Entry]:
    try:
        with path.open("rb") as file, suppress(EOFError):
            while True:
                yield from pickle.load(file)  # noqa: S301 - a file that this run has just written itself
    finally:
        path.unlink(missing_ok=True)


def _entries(path: Path, manner: Manner) -> Iterator[Entry]:
    compression = Compression(manner.dictionary)
    entries = read_file(path, manner.part)
    while some := list(islice(entries, _AT_ONCE)):
        yield from [_prepared(entry, compression) for entry in some]


def _prepared(entry: Read | Deletion | PubMedRecord, compression: Compression) -> Entry:
    return Prepared(entry.version, compression.pack(entry.raw), entry.document) if isinstance(entry, Read) else entry
