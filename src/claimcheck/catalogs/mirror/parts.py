"""Several mirrors that hold PubMed in parts, asked as one.

A record's part is told by its PMID, whatever file it comes from: no record is in two parts, and each part is a fair sample, so
that a word is about as rare in one as in all. That is why scores of different parts may be compared.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from operator import or_

from attrs import evolve

from claimcheck.catalogs.mirror.asked import Asked, Text
from claimcheck.catalogs.mirror.engine import Hits, Reader
from claimcheck.catalogs.mirror.nlm_files import WHOLE, Part
from claimcheck.catalogs.mirror.store import AppliedFile, Store
from claimcheck.errors import CouldNotAskError


class Readers:
    """The indexes of all parts, which search side by side: the engine lets other threads work meanwhile."""

    def __init__(self, readers: Sequence[Reader]) -> None:
        self._readers = readers
        self._threads = ThreadPoolExecutor(len(readers), thread_name_prefix="claimcheck-part")

    def search(self, asked: Asked, limit: int) -> Hits:
        """The most relevant records of all parts, and how many there are in all."""
        found = list(self._threads.map(lambda reader: reader.search(asked, limit), self._readers))
        best = sorted((hit for hits in found for hit in hits.best), reverse=True)
        return Hits(sum(hits.count for hits in found), tuple(best[: max(limit, 0)]))

    def has_word(self, word: str) -> bool:
        """See `Reader`."""
        return any(reader.has_word(word) for reader in self._readers)

    def has_value(self, key: str, value: str) -> bool:
        """See `Reader`."""
        return any(reader.has_value(key, value) for reader in self._readers)

    def values_from(self, start: str, limit: int) -> list[str]:
        """See `Reader`."""
        return list(dict.fromkeys(one for reader in self._readers for one in reader.values_from(start, limit)))[:limit]

    def has_text(self, asked: Text) -> bool:
        """See `Reader`."""
        return any(reader.has_text(asked) for reader in self._readers)

    def highest(self, field: str) -> int | None:
        """See `Reader`."""
        return max((one for reader in self._readers if (one := reader.highest(field))), default=None)


class Stores:
    """The records of all parts. Headings are those of the first part that was given any."""

    def __init__(self, stores: Sequence[Store]) -> None:
        self._stores = stores
        self._headed = next((store for store in stores if store.headings), stores[0])

    def close(self) -> None:
        """See `Store`."""
        for store in self._stores:
            store.close()

    def raw(self, pmids: Iterable[int]) -> dict[int, bytes]:
        """See `Store`."""
        wanted = list(pmids)
        return reduce(or_, (store.raw(wanted) for store in self._stores))

    def files(self) -> list[AppliedFile]:
        """See `Store`: what every part has applied, for parts that are not alike are not opened. A record that cannot be read
        is unreadable in its own part alone.
        """
        alike = zip(*(store.files() for store in self._stores), strict=True)
        return [evolve(same[0], unreadable=max(file.unreadable for file in same)) for same in alike]

    def deleted(self, pmids: Iterable[int]) -> dict[int, int]:
        """See `Store`."""
        wanted = list(pmids)
        return reduce(or_, (store.deleted(wanted) for store in self._stores))

    @property
    def highest(self) -> int:
        """See `Store`."""
        return max(store.highest for store in self._stores)

    def heading(self, name: str) -> str | None:
        """See `Store`."""
        return self._headed.heading(name)

    def narrower(self, heading: str) -> tuple[str, ...]:
        """See `Store`."""
        return self._headed.narrower(heading)

    @property
    def headings(self) -> int:
        """See `Store`."""
        return self._headed.headings


def refuse_behind(store: Store, reader: Reader) -> None:
    """Raises `CouldNotAskError` where the index has not what the records have: a run was stopped, or one is under way."""
    known = store.documents
    alike = reader.documents == known if known is not None else bool(reader.documents) or store.is_empty
    if store.indexed < store.batch or not alike:
        raise CouldNotAskError(
            f"the index of the mirror in {store.path.parent} is not up to its records: wait if an update is running, else run "
            f"claimcheck mirror update without files"
        )


def refuse_empty(stores: Sequence[Store]) -> None:
    """Raises `CouldNotAskError` where there is no record at all: no file was ever applied, say."""
    if all(store.is_empty for store in stores):
        raise CouldNotAskError(
            f"the mirror in {stores[0].path.parent} has no records yet: build it from the baseline with claimcheck mirror build"
        )


def refuse_incomplete(stores: Sequence[Store]) -> None:
    """Raises `CouldNotAskError` where parts are missing, or one lacks files that another has: what it has not would be taken
    for what PubMed has not.
    """
    parts = [store.part for store in stores]
    folder, of = stores[0].path.parent, parts[0].of
    if parts == [WHOLE]:
        return
    if sorted(parts, key=lambda one: one.number) != [Part(number, of) for number in range(1, of + 1)]:
        told = " and ".join(f"{store.path.parent} holds part {store.part}" for store in stores)
        raise CouldNotAskError(f"{told}: name every part once, as in mirror:{folder}+OTHER")
    applied = [[(file.rank, file.md5) for file in store.files()] for store in stores]
    longest = max(applied, key=len)
    for store, files in zip(stores, applied, strict=True):
        if files != longest:
            folder = store.path.parent
            raise CouldNotAskError(
                f"the part in {folder} has not the same files as the others: bring it up to date first"
            )
