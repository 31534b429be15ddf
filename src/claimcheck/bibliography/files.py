"""Which format a file of references has, by its content."""

import re
from pathlib import Path

from claimcheck.bibliography.read_bibtex import read_bibtex
from claimcheck.bibliography.read_csl import read_csl
from claimcheck.bibliography.read_ris import read_ris
from claimcheck.bibliography.reading import MAX_BYTES, ReferenceList, UnreadableReferencesError, text_of

_SIGNS = (
    (re.compile(r"^TY[ \t]{1,2}-", re.MULTILINE), read_ris),
    (re.compile(r"\A\s*[\[{]"), read_csl),
    (re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE), read_bibtex),
)
_BY_SUFFIX = {".ris": read_ris, ".bib": read_bibtex, ".bibtex": read_bibtex, ".json": read_csl}


def is_medline(data: bytes) -> bool:
    """Whether it is PubMed's own text format, which the catalogue reads."""
    return re.search(rb"^PMID- ?\d", data[:200_000], re.MULTILINE) is not None


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises `UnreadableReferencesError` where it cannot be read or is larger than 20 MB."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableReferencesError(f"{path} cannot be read: {error.strerror or error}") from None
    if len(data) > MAX_BYTES:
        raise UnreadableReferencesError(f"{path} is larger than 20 MB; split it")
    return data


def read_references(data: bytes, path: Path) -> ReferenceList:
    """The works of a RIS, BibTeX or CSL-JSON file, and what of it was passed over.

    Raises `UnreadableReferencesError` with one sentence where nothing in it can be read.
    """
    label = str(path)
    source = text_of(data, label)
    read = _BY_SUFFIX.get(path.suffix.lower())
    for sign, reader in _SIGNS:
        if sign.search(source):
            read = reader
            break
    try:
        found = read(source) if read else ReferenceList()
    except UnreadableReferencesError as error:
        raise UnreadableReferencesError(f"{label}, {error}") from None
    if not found.references:
        first = next((f"; {one.what} {one.line}: {one.reason}" for one in found.passed_over), "")
        raise UnreadableReferencesError(f"{label} holds no references in NBIB, RIS, BibTeX or CSL-JSON{first}")
    return found
