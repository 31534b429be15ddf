"""What a mirror holds: files, records, sizes, and what is missing."""

from pathlib import Path

from attrs import frozen

from claimcheck.catalogs.mirror.building import INDEX, RECORDS
from claimcheck.catalogs.mirror.engine import EngineError, Reader
from claimcheck.catalogs.mirror.nlm_files import WHOLE, MirrorError, Part, gaps, name_of
from claimcheck.catalogs.mirror.store import AppliedFile, Store, StoreError


@frozen
class Information:
    """Sizes are in bytes; `missing` are ranks of files before the last; `unindexed`: the index has not what the
    records have, for a run was stopped or the index was lost.
    """

    files: tuple[AppliedFile, ...]
    records: int
    deleted: int
    headings: int
    record_bytes: int
    index_bytes: int
    missing: tuple[int, ...]
    unindexed: bool
    part: Part = WHOLE

    @property
    def applied(self) -> str:
        """The day on which the last file came in, "" where there is none."""
        return max((file.applied for file in self.files), default="")

    @property
    def unreadable(self) -> int:
        """Records of the files that could not be read."""
        return sum(file.unreadable for file in self.files)

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {
            "records": self.records,
            "part": str(self.part),
            "deleted": self.deleted,
            "unreadable": self.unreadable,
            "files": [file.name for file in self.files],
            "missing_files": [name_of(rank) for rank in self.missing],
            "applied": self.applied or None,
            "mesh_headings": self.headings,
            "record_bytes": self.record_bytes,
            "index_bytes": self.index_bytes,
            "index_behind": self.unindexed,
        }


def _entries(index: Path) -> int:
    """How many records the index has; one that cannot be opened has none."""
    try:
        return Reader(index).documents
    except EngineError:
        return -1


def inform(folder: Path) -> Information:
    """Look at the mirror in a folder. Raises `MirrorError` where there is none."""
    if not (folder / RECORDS).is_file():
        raise MirrorError(f"there is no mirror in {folder}; make one with claimcheck mirror build")
    try:
        with Store(folder / RECORDS) as store:
            files = tuple(store.files())
            records, deleted = store.counts()
            return Information(
                files,
                records,
                deleted,
                store.headings,
                (folder / RECORDS).stat().st_size,
                sum(path.stat().st_size for path in (folder / INDEX).glob("*")),
                tuple(gaps([file.rank for file in files])),
                store.indexed < store.batch or _entries(folder / INDEX) != records,
                store.part,
            )
    except StoreError as error:
        raise MirrorError(f"the mirror in {folder} cannot be read: {error}") from None
