"""Builds a mirror and brings it up to date: NLM's files are applied one after another, each wholly or not at all.

For each file the records are put into the store in one transaction and into the index; then the store is committed, then the
index, then the store notes that the index has them. A run that was killed anywhere is taken up by running it again:
files that are in are passed over, and what the index lacks is taken from the store.

Of two records with one PMID the higher version counts, then the later file, among those that no later file deleted; so it
makes no difference how often or in which runs files are applied.
"""

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path

from attrs import evolve, frozen

from claimcheck.catalogs.mirror.compression import SAMPLES
from claimcheck.catalogs.mirror.engine import DamagedIndexError, EngineError, Writer
from claimcheck.catalogs.mirror.mesh import Headings
from claimcheck.catalogs.mirror.nlm_files import MirrorError, NlmFile, Part, nlm_files, year_of
from claimcheck.catalogs.mirror.reading import read_stored
from claimcheck.catalogs.mirror.reading_ahead import (
    Entry,
    Manner,
    Prepared,
    ReadFile,
    arrived,
    read_ahead,
    read_now,
)
from claimcheck.catalogs.mirror.store import DELETED, AppliedFile, Store, StoreError
from claimcheck.catalogs.pubmed.records import Deletion
from claimcheck.catalogs.pubmed.slices import UnreadableRecordsError, slices
from claimcheck.collector import seldom_collected
from claimcheck.errors import EditError
from claimcheck.files import exclusive

RECORDS, INDEX, SPOOL = "records.sqlite", "index", "spool"
_TOLD_EACH = 500
_RECORDS_A_FILE = 30_000
"""What a full file of NLM's holds."""


@frozen
class Progress:
    """How far a run has come: files done of all, records so far, the part of all work that is done, seconds."""

    file: str
    done: int
    of: int
    records: int
    part: float
    seconds: float


@frozen
class Built:
    """What a run did. `known` files were in already; `recovered` records were missing in the index; `problems` are sentences
    about unreadable records.
    """

    applied: tuple[AppliedFile, ...] = ()
    known: int = 0
    recovered: int = 0
    problems: tuple[str, ...] = ()


@frozen
class Settings:
    """How to build. With an `executor`, records are read there, `ahead` files before they are needed."""

    today: dt.date
    unchecked: bool = False
    executor: Executor | None = None
    ahead: int = 2
    threads: int = 1
    """Threads of the index."""
    part: Part | None = None
    """Which part of PubMed to keep (None: what the mirror keeps already, else everything)."""


def build(
    folder: Path, paths: Sequence[str | Path], settings: Settings, tell: Callable[[Progress], object] = lambda _: None
) -> Built:
    """Apply files to the mirror in `folder`, which is made where there is none; without files, mend the index alone.

    Raises `UsageError`, and `MirrorError` where a file cannot be applied: those before it are in, it is not.
    """
    files = nlm_files(paths)
    with seldom_collected(), _opened(folder, settings.threads) as (store, writer):
        _settle_part(store, settings.part)
        recovered = _recover(store, writer)
        _refuse_other_years(store, files)
        return evolve(_Run(folder, store, writer, settings, tell).apply(files), recovered=recovered)


def keep_headings(folder: Path, headings: Headings) -> int:
    """Take NLM's MeSH descriptors for the mapping of queries, in place of any before; how many. Raises `MirrorError`."""
    with _opened(folder, 1) as (store, _):
        store.set_headings(headings.terms.items(), headings.trees.items())
    return len(set(headings.terms.values()))


def index_damaged(folder: Path, error: DamagedIndexError) -> str:
    """What is told of an index that cannot be opened."""
    return (
        f"the index in {folder} cannot be opened: {error}; delete the folder index in it and run claimcheck mirror update without files, "
        f"which makes it again from the records"
    )


@contextmanager
def _opened(folder: Path, threads: int) -> Iterator[tuple[Store, Writer]]:
    """The mirror for writing, which one process at a time may."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (
            exclusive(folder / RECORDS, wait=1),
            Store(folder / RECORDS, write=True) as store,
            Writer(folder / INDEX, threads) as writer,
        ):
            yield store, writer
    except EditError as error:
        raise MirrorError(f"the mirror cannot be written: {error}") from None
    except OSError as error:
        raise MirrorError(f"the mirror {folder} cannot be written: {error.strerror or error}") from None
    except StoreError as error:
        raise MirrorError(f"{folder / RECORDS} cannot be used: {error}") from None
    except DamagedIndexError as error:
        raise MirrorError(index_damaged(folder, error)) from None
    except EngineError as error:
        raise MirrorError(f"the index in {folder} cannot be used: {error}") from None


def _settle_part(store: Store, wanted: Part | None) -> None:
    if wanted is None or wanted == store.part:
        return
    if store.batch:
        raise MirrorError(f"this mirror keeps part {store.part}, not {wanted}; name another folder")
    store.set_part(wanted)


def _recover(store: Store, writer: Writer) -> int:
    """Bring the index up to the store, where a killed run or a lost index left it behind; how many records that were."""
    since, batch, count = _indexed(store, writer), store.batch, 0
    if since >= batch:
        return 0
    for pmid, raw in store.changed_after(since):
        writer.drop(pmid)
        document = read_stored(raw) if raw is not None else None
        if document is not None:
            writer.put(document, replaces=False)
        count += 1
    writer.commit()
    store.note_indexed(batch, writer.documents)
    return count


def _indexed(store: Store, writer: Writer) -> int:
    """The last batch that is surely in the index: none where it is not the index that the store knows."""
    documents, behind = writer.documents, store.indexed < store.batch
    return store.indexed if documents and (behind or store.documents in (None, documents)) else 0


def _refuse_other_years(store: Store, files: Sequence[NlmFile]) -> None:
    """A new baseline is no update of the old one."""
    held = {year_of(file.rank) for file in store.files()} or {file.year for file in files[:1]}
    for file in files:
        if file.year not in held:
            raise MirrorError(
                f"{file.path.name} belongs to the baseline of 20{file.year:02d}, the mirror's files to that of "
                f"20{min(held):02d}: build a new mirror from the new baseline"
            )


class _Run:
    """Applies files one after another."""

    def __init__(
        self, folder: Path, store: Store, writer: Writer, settings: Settings, tell: Callable[[Progress], object]
    ) -> None:
        self._folder, self._store, self._writer, self._settings, self._tell = folder, store, writer, settings, tell
        self._problems: list[str] = []
        self._entered = False
        """Whether the store has a file that the index may lack."""
        self._highest, self._part = store.highest, store.part

    def apply(self, files: Sequence[NlmFile]) -> Built:
        """Apply those that are not in yet. Raises `MirrorError`."""
        applied: list[AppliedFile] = []
        clock = _Clock(files)
        self._learn(files)
        for place, (file, read) in enumerate(self._reads(files)):
            try:
                found = read()
                if found.entries is not None:
                    applied.append(self._applied(file, found, partial(clock.at, place)))
            except (UnreadableRecordsError, StoreError, EngineError, MirrorError, OSError) as error:
                raise self._stopped(file, error, len(applied)) from None
        return Built(tuple(applied), len(files) - len(applied), problems=tuple(self._problems))

    def _reads(self, files: Sequence[NlmFile]) -> Iterator[tuple[NlmFile, Callable[[], ReadFile]]]:
        settings = self._settings
        manner = Manner(self._store.compression.dictionary, settings.unchecked, self._part)
        known = {file.rank: file.md5 for file in self._store.files()}
        asked = [(file, known.get(file.rank)) for file in files]
        if settings.executor is None:
            for file, md5 in asked:
                yield file, partial(read_now, file, md5, manner)
        else:
            for file, future in read_ahead(asked, manner, settings.executor, self._folder / SPOOL, settings.ahead):
                yield file, partial(arrived, future)

    def _learn(self, files: Sequence[NlmFile]) -> None:
        """The packing's dictionary, from the first file that a mirror ever sees."""
        if files and not self._store.batch:
            with suppress(UnreadableRecordsError):  # told when the file is applied
                self._store.learn_compression([piece.raw for piece in islice(slices(files[0].path), SAMPLES)])

    def _applied(self, file: NlmFile, found: ReadFile, at: Callable[[int], Progress]) -> AppliedFile:
        batch, counts = self._store.batch + 1, Counter[str]()
        with self._store.transaction():
            for count, entry in enumerate(found.entries or ()):
                if count % _TOLD_EACH == 0:
                    self._tell(at(count))
                self._enter(entry, file, batch, counts)
            noted = AppliedFile(
                file.rank, file.path.name, found.md5, **counts, applied=self._settings.today.isoformat()
            )
            self._store.note_file(noted, batch)
        self._entered = True
        self._writer.commit()
        self._store.note_indexed(batch, self._writer.documents)
        self._entered = False
        return noted

    def _stopped(self, file: NlmFile, error: Exception, done: int) -> MirrorError:
        with suppress(EngineError):
            self._writer.rollback()
        why = str((error.strerror if isinstance(error, OSError) else None) or error).rstrip(".")
        before = f"{done} files before it are" if done != 1 else "the file before it is"
        state = f"Nothing of this file is in the mirror, {before if done else 'which is as it was'}"
        if self._entered:
            state = "The records of this file are in the mirror, but not yet in its index, and it answers nothing until they are"
        return MirrorError(f"stopped at {file.path.name}: {why}. {state}. Mend this and run the same command again")

    def _enter(self, entry: Entry, file: NlmFile, batch: int, counts: Counter[str]) -> None:
        if isinstance(entry, Prepared):
            self._put(entry, file.rank, batch)
            counts["records"] += 1
        elif isinstance(entry, Deletion):
            gone = [int(pmid) for pmid in entry.pmids if self._part.holds(int(pmid))]
            counts["deleted"] += sum(self._drop(pmid, file.rank, batch) for pmid in gone)
        else:
            self._problems.append(f"{file.path.name}: {entry.problem}")
            counts["unreadable"] += 1

    def _put(self, entry: Prepared, rank: int, batch: int) -> None:
        pmid = entry.document.pmid
        held = self._store.version_of(pmid) if pmid <= self._highest else None  # a baseline's PMIDs ascend
        self._highest = max(self._highest, pmid)
        if held is not None and not self._takes_place(entry, rank, held):
            return
        self._store.put(pmid, entry.version, rank, batch, entry.packed)
        self._writer.put(entry.document, replaces=held is not None)

    def _takes_place(self, entry: Prepared, rank: int, held: tuple[int, int]) -> bool:
        """Whether a record counts in place of what is held; of two records the one that may count again is set aside."""
        pmid, (version, held_rank) = entry.document.pmid, held
        if version == DELETED:
            if rank >= held_rank:
                self._store.note_deletion(pmid, held_rank)
            return rank >= held_rank
        if rank < held_rank and rank < self._store.deletion(pmid):
            return False
        wins = (entry.version, rank) >= held
        if wins and rank < held_rank:
            self._store.set_held_aside(pmid)
        elif not wins and rank > held_rank:
            self._store.set_aside(pmid, entry.version, rank, entry.packed)
        return wins

    def _drop(self, pmid: int, rank: int, batch: int) -> bool:
        """Apply a deletion; whether a record went."""
        held = self._store.version_of(pmid)
        self._highest = max(self._highest, pmid)
        if held is not None and rank < held[1]:
            if held[0] != DELETED:
                self._store.note_deletion(pmid, rank)
            return False
        self._writer.drop(pmid)
        if left := self._store.aside_after(pmid, rank):
            self._restore(pmid, left, rank, batch)
        else:
            self._store.drop(pmid, rank, batch)
        return held is not None and held[0] != DELETED and left is None

    def _restore(self, pmid: int, left: tuple[int, int, bytes], deletion: int, batch: int) -> None:
        """A record of a file later than the deletion of the higher version counts again."""
        version, rank, packed = left
        self._store.note_deletion(pmid, deletion)
        self._store.put(pmid, version, rank, batch, packed)
        document = read_stored(self._store.compression.unpack(packed))
        if document is not None:
            self._writer.put(document, replaces=False)


class _Clock:
    """How much of all files' bytes is done."""

    def __init__(self, files: Sequence[NlmFile]) -> None:
        self._files = files
        self._sizes = [file.path.stat().st_size for file in files]
        self._started = time.monotonic()
        self._place = self._records = self._last = 0

    def at(self, place: int, done: int) -> Progress:
        """Where a run is that has read `done` records of the file at `place`."""
        self._records += done - (self._last if place == self._place else 0)
        self._place, self._last = place, done
        inside = self._sizes[place] * min(done / _RECORDS_A_FILE, 1)
        part = (sum(self._sizes[:place]) + inside) / max(sum(self._sizes), 1)
        seconds = time.monotonic() - self._started
        return Progress(self._files[place].path.name, place, len(self._files), self._records, part, seconds)
