"""RIS files, as reference managers and the exports of databases write them.

Source: Research Information Systems, "RIS Format Specifications" (2011). Databases put identifiers where it knows none: the
PMID in C5 (Embase), PM, or C2 (Scopus), in AN where the database is PubMed or MEDLINE, in XR or C3 by its name (CENTRAL); DOIs
in M3, L3, C3, C7 or AN.
"""

import re

from claimcheck.bibliography.reading import MAX_FIELD, PassedOver, Reference, ReferenceList, Written, text, texts
from claimcheck.bibliography.written_names import author_name

_TAG = re.compile(r"([A-Z][A-Z0-9])[ \t]{1,2}-(?:[ \t]+(.*)|)\Z")
_OUTSIDE = "stands outside an entry (TY … ER) and is passed over"
_UNENDED = "this entry has no end (ER); what it says before the next one is read"
_PUBMED = re.compile(r"pubmed|medline|\bnlm\b|\bncbi\b|\b(?:cmedm|mnh|mdc)\b")
_OTHER_NUMBERS = re.compile(r"cinahl|psyc|scopus|web of science|cochrane|central")
_DOI = re.compile(
    r"(?:doi\s*:?\s*|https?://(?:dx\.)?doi\.org/)?10\.[0-9]{4,9}(?:\.[0-9]+)*(?:/|%2F)\S+(?: \[doi\])?", re.IGNORECASE
)
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_SAID = re.compile(r"(?:PMID|PubMed(?: ID)?|MEDLINE)\s*:?\s*([1-9][0-9]{0,8})", re.IGNORECASE)
_NOTES = ("N1", "M1", "U1", "U2", "ID", "C3", "C7")

_Fields = dict[str, list[str]]


def read_ris(source: str) -> ReferenceList:
    """The works of a RIS file; lines outside entries, and entries without end, are told."""
    reader = _Reader()
    for number, line in enumerate(source.split("\n"), start=1):
        reader.take(number, line.rstrip())
    reader.end()
    return ReferenceList(tuple(reader.found), tuple(reader.passed_over))


class _Reader:
    def __init__(self) -> None:
        self.found: list[Reference] = []
        self.passed_over: list[PassedOver] = []
        self._fields: _Fields = {}
        self._begin, self._last = 0, ""

    def take(self, number: int, line: str) -> None:
        tagged = _TAG.match(line)
        if tagged and tagged[1] == "TY":
            self.end()
            self._begin, self._last, self._fields = number, "TY", {"TY": [tagged[2] or ""]}
        elif not self._begin:
            self.passed_over += [PassedOver(number, _OUTSIDE)] if line.strip() else []
        elif tagged is None:
            values = self._fields[self._last]
            more = f"\n{line}" if self._last in _NOTES else f" {line.strip()}"
            values[-1] += more if len(values[-1]) < MAX_FIELD else ""
        elif tagged[1] == "ER":
            self._keep()
        else:
            self._last = tagged[1]
            self._fields.setdefault(self._last, []).append((tagged[2] or "").strip())

    def end(self) -> None:
        """Take an entry that does not say where it ends."""
        if self._begin:
            self.passed_over.append(PassedOver(self._begin, _UNENDED))
            self._keep()

    def _keep(self) -> None:
        self.found.append(_reference(self._fields, self._begin))
        self._begin = 0


def _reference(fields: _Fields, line: int) -> Reference:
    return Written(
        line=line,
        key=text(fields, "ID"),
        pmids=_pmids(fields),
        dois=texts(fields, "DO", "DI") + _dois(fields),
        pmcids=tuple(value for value in texts(fields, "C2", "AN", "U2") if value.startswith("PMC")),
        links=texts(fields, "UR", "L2", "L3", "LK"),
        notes=texts(fields, *_NOTES),
        title=text(fields, "TI", "T1", "CT"),
        author=_author(text(fields, "AU", "A1")),
        date=text(fields, "PY", "Y1", "DA"),
        journal=text(fields, "T2", "JF", "JO", "JA", "J2"),
        volume=text(fields, "VL"),
        page=text(fields, "SP"),
    ).reference()


def _author(name: str) -> str:
    """Two commas stand in EndNote for the comma within an organisation's name, which has several words before it."""
    before, doubled, after = name.partition(",,")
    return f"{before.strip()}, {after.strip()}" if doubled and " " in before.strip() else author_name(name)


def _pmids(fields: _Fields) -> tuple[str, ...]:
    """The values that are PMIDs: by their tag, by what they say, or by the database that they come from."""
    database = " ".join(texts(fields, "DB", "DP")).lower()
    of_pubmed = _PUBMED.search(database) and "embase" not in database
    told = texts(fields, "PM") + (texts(fields, "AN") if of_pubmed else ())
    numbers = list[str]()
    if not _OTHER_NUMBERS.search(database):
        numbers += texts(fields, "C5")
    if "scopus" in database:
        numbers += texts(fields, "C2")
    named = texts(fields, "AN", "C5", "C7", "C2", "U2", "XR", "C3")
    parts = (part.strip() for value in named for part in re.split("[,;]", value))
    said = [found[1] for part in parts if (found := _SAID.fullmatch(part))]
    kept = (value for value in told if not _SAID.fullmatch(value) and not _DOI.fullmatch(value))
    return (*said, *kept, *(value for value in numbers if _NUMBER.fullmatch(value)))


def _dois(fields: _Fields) -> tuple[str, ...]:
    return tuple(value for value in texts(fields, "M3", "L3", "C3", "C7", "AN", "ID") if _DOI.fullmatch(value))
