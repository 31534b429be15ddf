"""Whether a mirror is sound: the store by SQLite's own check, every record by reading it, the index by comparing PMIDs."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from attrs import frozen

from claimcheck.catalogs.mirror.building import INDEX, RECORDS, index_damaged
from claimcheck.catalogs.mirror.engine import DamagedIndexError, EngineError, Reader
from claimcheck.catalogs.mirror.nlm_files import MirrorError
from claimcheck.catalogs.mirror.store import Store, StoreError
from claimcheck.catalogs.pubmed.records import read_records
from claimcheck.catalogs.pubmed.slices import UnreadableRecordsError

_AT_ONCE = 500
_MOST_TOLD = 5


@frozen
class Verified:
    """How many records were read, a sentence for each thing that is wrong, and whether it is the index alone."""

    records: int
    faults: tuple[str, ...]
    index_alone: bool


def verify(folder: Path, tell: Callable[[int, int], object]) -> Verified:
    """Read everything and compare. `tell` is called with the records read and their number. Raises `MirrorError`."""
    if not (folder / RECORDS).is_file():
        raise MirrorError(f"there is no mirror in {folder}; make one with claimcheck mirror build")
    try:
        with Store(folder / RECORDS) as store:
            reader = Reader(folder / INDEX)
            faults = [f"the file of records: {told}" for told in store.check()]
            held = {pmid for pmid, there in store.held() if there}
            faults += islice(_unreadable(store, sorted(held), tell), _MOST_TOLD)
            of_index = list(_compared(held, set(reader.pmids()), reader.documents))
    except StoreError as error:
        raise MirrorError(
            f"the records of the mirror in {folder} cannot be read: {error}; if they are damaged, build it anew from NLM's files"
        ) from None
    except DamagedIndexError as error:
        raise MirrorError(index_damaged(folder, error)) from None
    except EngineError as error:
        raise MirrorError(
            f"the mirror in {folder} cannot be searched: {error}; claimcheck mirror update makes a lost index again"
        ) from None
    return Verified(len(held), (*faults, *of_index), bool(of_index) and not faults)


def _compared(held: set[int], found: set[int], documents: int) -> Iterator[str]:
    yield from _listed("records are not in the index", held - found)
    yield from _listed("entries of the index have no record", found - held)
    if documents != len(found):
        yield f"the index has {documents} entries for {len(found)} records"


def _listed(what: str, pmids: set[int]) -> Iterator[str]:
    if pmids:
        first = ", ".join(map(str, sorted(pmids)[:_MOST_TOLD]))
        yield f"{len(pmids)} {what}: {first}{' and others' if len(pmids) > _MOST_TOLD else ''}"


def _unreadable(store: Store, pmids: list[int], tell: Callable[[int, int], object]) -> Iterator[str]:
    for at in range(0, len(pmids), _AT_ONCE):
        tell(at, len(pmids))
        for pmid, raw in store.raw(pmids[at : at + _AT_ONCE]).items():
            if _pmid_in(raw) != pmid:
                yield f"the record of {pmid} cannot be read"


def _pmid_in(raw: bytes) -> int | None:
    try:
        return next((int(record.paper.pmid) for record in read_records(raw) if record.paper is not None), None)
    except UnreadableRecordsError:
        return None
