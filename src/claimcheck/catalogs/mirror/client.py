"""`Mirror`: the catalogue that asks a copy of PubMed on this machine."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from os import PathLike
from pathlib import Path
from threading import Lock
from typing import Final, Self

from claimcheck.catalogs.mirror.building import INDEX, RECORDS
from claimcheck.catalogs.mirror.dates import day_of
from claimcheck.catalogs.mirror.engine import EngineError, Reader
from claimcheck.catalogs.mirror.known import Known
from claimcheck.catalogs.mirror.mapping import Mapping as QueryMapping
from claimcheck.catalogs.mirror.nlm_files import gaps, listed
from claimcheck.catalogs.mirror.parts import Readers, Stores, refuse_behind, refuse_empty, refuse_incomplete
from claimcheck.catalogs.mirror.store import Store, StoreError
from claimcheck.catalogs.pubmed.client import checked_limit
from claimcheck.catalogs.pubmed.lookups import resolve
from claimcheck.catalogs.pubmed.records import read_records
from claimcheck.catalogs.pubmed.slices import UnreadableRecordsError
from claimcheck.checked import expect, given
from claimcheck.errors import CouldNotAskError, UsageError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.lockfile import digest_of_values
from claimcheck.model import FetchResult, Origin, Paper, Query, Search

MOST_RESULTS: Final = 9_999
"""As at PubMed, so that a run on one catalogue is a run on the other."""


class Mirror:
    """PubMed's records on this machine. A `Catalog`; a context manager; safe to share between threads.

    `folder` is what ``claimcheck mirror build`` made, or the several that hold PubMed in parts. It is opened with the first question, and stays as it was then: an
    update that runs meanwhile is seen by the next `Mirror`. `today` is the day that ``"last 30 days"[dp]`` counts from.
    """

    name = "mirror"

    def __init__(self, *folder: str | Path, today: dt.date | None = None) -> None:
        self._folders = tuple(map(Path, given("Mirror: folder", folder, tuple[str | PathLike[str], ...])))
        expect(bool(folder), "Mirror: folder", "the folder of a mirror, or several", folder)
        self._today: dt.date | None = given("Mirror: today", today, dt.date | None)
        self._lock = Lock()
        self._opened: _Opened | None = None

    def __repr__(self) -> str:
        return f"Mirror({', '.join(repr(str(folder)) for folder in self._folders)})"

    def __reduce__(self) -> tuple[object, ...]:
        """In another process it is opened anew, once for all that is asked there."""
        return _shared, (tuple(str(folder.absolute()) for folder in self._folders), self._today)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the files go; the next question opens them again."""
        with self._lock:
            if self._opened is not None:
                self._opened.store.close()
            self._opened = None

    @property
    def newest(self) -> dt.date | None:
        """The latest day on which PubMed created a record that is here; None where no record tells. Raises `CouldNotAskError`."""
        opened = self._open()
        try:
            return day_of(opened.reader.highest("crdt"))
        except EngineError as error:
            raise self._unusable(error) from None

    @property
    def lacks(self) -> str:
        """What of PubMed up to its last file is known not to be here, as a sentence; "" for nothing. Raises `CouldNotAskError`."""
        return self._open().lacks

    @property
    def is_complete(self) -> bool:
        """Whether nothing is known to be missing: no file, and no record of a file that could not be read. Raises `CouldNotAskError`."""
        return self._open().complete

    @property
    def state(self) -> str:
        """A digest of the files and headings that it answers from; "" where it cannot be asked."""
        try:
            return self._open().state
        except CouldNotAskError:
            return ""

    def search(self, query: Query | str, limit: int = 50) -> Search:
        """The `limit` (of more than 9,999 the first so many, with a warning) most relevant PMIDs, the true count, what became of the words, and in
        `unasked` what `lacks`.

        Raises `CouldNotAskError` where there is no usable mirror or the query cannot be read; zero hits are an answer.
        """
        asked = query if isinstance(query, Query) else Query(query, "asked directly")
        most = min(checked_limit("Mirror.search", limit), MOST_RESULTS)
        opened = self._open()
        try:
            mapped = opened.mapping.of(asked.text, self._today or dt.date.today())
            hits = opened.reader.search(mapped.asked, most)
        except (EngineError, StoreError) as error:
            raise self._unusable(error) from None
        warnings = list(mapped.warnings)
        if hits.count > most == MOST_RESULTS:
            warnings.append(f"the mirror gives only the first {MOST_RESULTS:,} of {hits.count:,} hits, as PubMed does")
        pmids = tuple(Pmid.known(str(pmid)) for _, pmid in hits.best)
        return Search(asked, hits.count, pmids, mapped.translation, tuple(warnings), unasked=opened.lacks)

    def fetch(self, pmids: Pmid | str | int | Iterable[Pmid | str | int]) -> FetchResult:
        """The records of PMIDs (or of one), in the order asked, each once. Raises `InvalidIdentifierError` before anything is asked.

        `missing` are PMIDs that an update file deleted, and, where the mirror was built from all files from the first on and
        every record of theirs could be read, those below its highest PMID that it has not. Of any other the mirror cannot
        know, and says so in `not_asked`.
        """
        wanted = list(dict.fromkeys(given("Mirror.fetch: pmids", pmids, tuple[Pmid, ...])))
        if not wanted:
            return FetchResult()
        try:
            opened = self._open()
            papers = opened.papers(wanted)
            absent = [pmid for pmid in wanted if pmid not in papers]
            missing = opened.surely_missing(absent)
        except (CouldNotAskError, StoreError, UnreadableRecordsError) as error:
            told = error if isinstance(error, CouldNotAskError) else self._unusable(error)
            return FetchResult(not_asked=dict.fromkeys(wanted, told.reason))
        return FetchResult(
            tuple(papers[pmid] for pmid in wanted if pmid in papers),
            tuple(pmid for pmid in absent if pmid in missing),
            {pmid: opened.unknown_because for pmid in absent if pmid not in missing},
        )

    def resolve(self, identifier: Doi | Pmcid | str) -> Pmid:
        """The PMID of the record that itself carries this DOI or PMCID.

        Raises `InvalidIdentifierError` for neither, and `CouldNotAskError` where the mirror has no such record: PubMed may.
        """
        pmid = resolve(self, given("Mirror.resolve: identifier", identifier, str))
        if pmid is None:
            raise CouldNotAskError(f"the mirror has no record with {identifier}, but PubMed may have one")
        return pmid

    def _open(self) -> "_Opened":
        with self._lock:
            if self._opened is None:
                self._opened = self._made()
            return self._opened

    def _made(self) -> "_Opened":
        for folder in self._folders:
            if not (folder / RECORDS).is_file():
                raise CouldNotAskError(f"there is no mirror in {folder}; make one with claimcheck mirror build")
        try:
            stores = [Store(folder / RECORDS) for folder in self._folders]
            refuse_incomplete(stores)
            refuse_empty(stores)
            readers = [_reader(store) for store in stores]
        except (EngineError, StoreError) as error:
            raise self._unusable(error) from None
        if len(stores) == 1:
            return _Opened(stores[0], readers[0])
        return _Opened(Stores(stores), Readers(readers))

    def _unusable(self, error: Exception) -> CouldNotAskError:
        return CouldNotAskError(
            f"the mirror in {' and '.join(map(str, self._folders))} cannot be read: {error}; see claimcheck mirror verify"
        )


def _reader(store: Store) -> Reader:
    reader = Reader(store.path.parent / INDEX)
    refuse_behind(store, reader)
    return reader


class _Opened:
    """A mirror in use."""

    def __init__(self, store: Store | Stores, reader: Reader | Readers) -> None:
        self.store, self.reader = store, reader
        self.mapping = QueryMapping(Known(store, reader))
        files = store.files()
        applied = max((file.applied for file in files), default="")
        self.origin = Origin("mirror", dt.date.fromisoformat(applied) if applied else None)
        ranks = [file.rank for file in files]
        missing = gaps(ranks)
        self.lacks = f"files are missing from the mirror: {listed(missing)}; fetch and apply them" if missing else ""
        self.state = digest_of_values([[(file.rank, file.md5) for file in files], store.headings])
        self.doubtful = max([*missing, *(file.rank for file in files if file.unreadable)], default=0)
        """The last file that is missing or of which a record could not be read; 0 where there is none."""
        self.unreadable = sum(file.unreadable for file in files)
        self.complete = bool(ranks) and not self.doubtful
        self.highest = store.highest
        self.newest = files[-1].name if files else "none"

    def papers(self, pmids: Sequence[Pmid]) -> dict[Pmid, Paper]:
        """Those that are here."""
        raws = self.store.raw(int(pmid) for pmid in pmids)
        records = (record for raw in raws.values() for record in read_records(raw, origin=self.origin))
        return {record.paper.pmid: record.paper for record in records if record.paper is not None}

    def surely_missing(self, pmids: Sequence[Pmid]) -> set[Pmid]:
        """Those that PubMed has not either: a record that was deleted may be back in a later file that is in doubt."""
        deleted = self.store.deleted(int(pmid) for pmid in pmids)
        gone = {pmid for pmid, rank in deleted.items() if rank >= self.doubtful}
        here = self.store.raw(int(pmid) for pmid in pmids)  # and no paper came of it
        absent = [pmid for pmid in pmids if int(pmid) not in here]
        return {pmid for pmid in absent if int(pmid) in gone or (self.complete and int(pmid) <= self.highest)}

    @property
    def unknown_because(self) -> str:
        """Why nothing is known of a PMID."""
        if self.unreadable:
            return f"the mirror has no such record, but {self.unreadable} in its files could not be read; ask PubMed"
        return f"the mirror has no such record and not all of PubMed's files (its newest is {self.newest}); ask PubMed"


@cache
def _shared(folders: tuple[str, ...], today: dt.date | None) -> Mirror:
    return Mirror(*folders, today=today)


def from_options(options: Mapping[str, str]) -> Mirror:
    """The catalogue `mirror`. Raises `UsageError` where its option `folder` is not given."""
    if not options.get("folder"):
        raise UsageError("the catalogue 'mirror' needs a folder: catalog = \"mirror:FOLDER\"")
    return Mirror(Path(options["folder"]).expanduser())
