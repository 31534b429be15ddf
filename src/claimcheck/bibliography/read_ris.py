"""RIS files. Source: Research Information Systems, "RIS Format Specifications" (2011)."""

import re

from claimcheck.bibliography.reading import (
    MAX_FIELD,
    Reference,
    UnreadableReferencesError,
    Written,
    author_name,
    reference_of,
    text,
    texts,
)

_TAG = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*)|)\Z")
_PUBMED = ("pubmed", "medline", "nlm", "ncbi")


def read_ris(source: str, label: str) -> tuple[Reference, ...]:
    """The works of a RIS file. Raises `UnreadableReferencesError` with the line of what is no RIS."""
    found: list[Reference] = []
    fields: dict[str, list[str]] = {}
    begin, last = 0, ""
    for number, raw in enumerate(source.split("\n"), start=1):
        line = raw.rstrip()
        tagged = _TAG.match(line)
        if tagged is None:
            if line and not last:
                raise UnreadableReferencesError(f"{label}, line {number}: expected a tag such as `TY  - JOUR`")
            if line and len(fields[last][-1]) < MAX_FIELD:
                fields[last][-1] += f" {line.strip()}"
        elif tagged[1] == "TY":
            if begin:
                raise UnreadableReferencesError(f"{label}, line {number}: the entry of line {begin} has no end (ER)")
            begin, last, fields = number, "TY", {"TY": [tagged[2] or ""]}
        elif not begin:
            raise UnreadableReferencesError(f"{label}, line {number}: {tagged[1]} stands outside an entry (TY … ER)")
        elif tagged[1] == "ER":
            found.append(_reference(fields, begin))
            begin, last = 0, ""
        else:
            last = tagged[1]
            fields.setdefault(last, []).append(tagged[2] or "")
    if begin:
        raise UnreadableReferencesError(f"{label}, line {begin}: this entry has no end (ER)")
    return tuple(found)


def _reference(fields: dict[str, list[str]], line: int) -> Reference:
    is_pubmed = any(name in text(fields, "DB", "DP").lower() for name in _PUBMED)
    return reference_of(
        Written(
            line=line,
            pmids=texts(fields, "AN") if is_pubmed else (),
            dois=texts(fields, "DO", "DI") + tuple(value for value in texts(fields, "M3") if value.startswith("10.")),
            pmcids=tuple(value for value in texts(fields, "C2") if value.startswith("PMC")),
            links=texts(fields, "UR", "L2", "LK"),
            notes=texts(fields, "N1", "M1", "U1", "ID"),
            title=text(fields, "TI", "T1", "CT"),
            author=author_name(text(fields, "AU", "A1")),
            date=text(fields, "PY", "Y1", "DA"),
            journal=text(fields, "T2", "JF", "JO", "JA", "J2"),
            volume=text(fields, "VL"),
            page=text(fields, "SP"),
        )
    )
