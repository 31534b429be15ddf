"""Retraction Watch's list, as the user has it: what it says of cited works, in both directions.

The file is the public CSV (Crossref and Retraction Watch, "Retraction Watch Database User Guide"): one row a notice, dates as
month/day/year, ``0`` or ``unavailable`` for an identifier that is not known, reasons as ``+Reason;``. It is read row by row;
only rows about cited works are kept.
"""

import csv
import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from attrs import field, frozen

from claimcheck.errors import InvalidIdentifierError, UsageError
from claimcheck.identifiers import Doi, Pmid
from claimcheck.model import RETRACTION_WATCH, Direction, Notice, NoticeType

_IDENTIFIERS = ("RetractionDOI", "RetractionPubMedID", "OriginalPaperDOI", "OriginalPaperPubMedID")
_NEEDED = ("Record ID", "RetractionDate", *_IDENTIFIERS, "RetractionNature", "Reason")
_NATURES = {
    "retraction": NoticeType.RETRACTION,
    "expression of concern": NoticeType.EXPRESSION_OF_CONCERN,
    "correction": NoticeType.ERRATUM,
}
_REINSTATED = "reinstatement"
_LONGEST_REASON, _LONGEST_SOURCE = 200, 500
"""Characters that the lock takes of what the list says; the rest is in the list."""


@frozen
class Work:
    """A cited work by the identifiers that are known of it."""

    pmid: Pmid | None = None
    doi: Doi | None = None

    def is_same(self, other: "Work") -> bool:
        """Whether both mean one work: by PMID where both have one, else by DOI."""
        if self.pmid and other.pmid:
            return self.pmid == other.pmid
        return self.doi is not None and self.doi == other.doi


@frozen
class _Row:
    """One row: which notice says what of which original."""

    number: str
    nature: str
    original: Work
    notice: Work
    day: dt.date | None
    reason: str = field(repr=False)

    def about(self, work: Work) -> Notice | None:
        """What the row says of a work: the notice about it, or of which original it is the notice; None where nothing."""
        kind = _NATURES.get(self.nature)
        if kind and self.original.is_same(work):
            return self._as_notice(kind, Direction.IN, self.notice)
        # Many journals put the notice at the address of the original, and lists then give its identifiers twice.
        if kind and self.notice.is_same(work) and not self.notice.is_same(self.original):
            return self._as_notice(kind, Direction.OF, self.original)
        return None

    def _as_notice(self, kind: NoticeType, direction: Direction, other: Work) -> Notice:
        where = f", doi:{other.doi}" if other.doi and not other.pmid else ""
        why = f": {self.reason}" if self.reason else ""
        source = f"{RETRACTION_WATCH} record {self.number}{where}{why}"[:_LONGEST_SOURCE]
        return Notice(kind, direction, other.pmid, self.day.isoformat() if self.day else None, source)

    def takes_back(self, other: "_Row") -> bool:
        """Whether this reinstates what the other retracted; without both dates nobody can say so."""
        both = self.nature == _REINSTATED and other.nature == "retraction" and self.original.is_same(other.original)
        return both and self.day is not None and other.day is not None and other.day <= self.day


def check_columns(path: Path) -> None:
    """Raise `UsageError` where the file cannot be read or is no such list, before anybody is asked anything."""
    for _ in _records(path):
        return


def listed(path: Path, works: Collection[Work]) -> Mapping[Work, tuple[Notice, ...]]:
    """What the list says of these works; a retraction that a later reinstatement took back is not told. Raises `UsageError`."""
    known = {str(one) for work in works for one in (work.pmid, work.doi) if one}
    rows = [_row(record) for record in _records(path) if not known.isdisjoint(_identifiers(record))]
    standing = [row for row in rows if not any(other.takes_back(row) for other in rows)]
    found = {work: tuple(filter(None, (row.about(work) for row in standing))) for work in works}
    return {work: notices for work, notices in found.items() if notices}


def _identifiers(record: Mapping[str, str]) -> Iterator[str]:
    """As they stand there, in small letters and without the address: a list has a quarter of a million, few of which are cited."""
    return (record[name].lower().rpartition("doi.org/")[2] for name in _IDENTIFIERS)


def _row(record: Mapping[str, str]) -> _Row:
    return _Row(
        number=record["Record ID"],
        nature=record["RetractionNature"].casefold(),
        original=_work(record["OriginalPaperPubMedID"], record["OriginalPaperDOI"]),
        notice=_work(record["RetractionPubMedID"], record["RetractionDOI"]),
        day=_day(record["RetractionDate"]),
        reason=_reason(record["Reason"]),
    )


def _work(pmid: str, doi: str) -> Work:
    found = Work()
    with suppress(InvalidIdentifierError):
        found = Work(pmid=Pmid.parse(pmid))
    with suppress(InvalidIdentifierError):
        return Work(found.pmid, Doi.parse(doi))
    return found


def _day(text: str) -> dt.date | None:
    """``3/14/2019 0:00``, or ISO; None where it is neither."""
    parts = re.match(r"(?:(\d{1,2})/(\d{1,2})/(\d{4})|(\d{4})-(\d{2})-(\d{2}))(?:\s|$)", text)
    if parts is None:
        return None
    month, day, year, iso_year, iso_month, iso_day = parts.groups()
    with suppress(ValueError):
        return dt.date(int(year or iso_year), int(month or iso_month), int(day or iso_day))
    return None


def _reason(text: str) -> str:
    told = ", ".join(part.strip().lstrip("+").strip() for part in text.split(";") if part.strip(" +"))
    return told if len(told) <= _LONGEST_REASON else told[:_LONGEST_REASON].rsplit(",", 1)[0] + " …"


def _records(path: Path) -> Iterator[dict[str, str]]:
    """The rows by column, stripped. Raises `UsageError`."""
    try:
        with path.open(encoding=_encoding(path), newline="") as file:
            reader = csv.DictReader(file, restval="")
            _require_columns(path, reader.fieldnames or ())
            for row in reader:
                yield {name: row[name].strip() for name in _NEEDED}
    except (OSError, csv.Error, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"--retractions: {path} cannot be read: {reason}") from error


def _require_columns(path: Path, names: Iterable[str]) -> None:
    if missing := [name for name in _NEEDED if name not in names]:
        raise UsageError(
            f"--retractions: {path} is not Retraction Watch's CSV: it has no column {', '.join(map(repr, missing))}"
        )


def _encoding(path: Path) -> str:
    """UTF-8, as the list is published now; older copies are Latin-1, in which nothing that is used here differs from ASCII."""
    with path.open("rb") as file:
        try:
            for line in file:
                line.decode("utf-8")
        except UnicodeDecodeError:
            return "latin-1"
    return "utf-8-sig"
