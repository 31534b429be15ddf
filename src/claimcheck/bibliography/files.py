"""Which format a file of references has, by its content."""

import re
from pathlib import Path

from claimcheck.bibliography.read_bibtex import read_bibtex
from claimcheck.bibliography.read_csl import read_csl
from claimcheck.bibliography.read_ris import read_ris
from claimcheck.bibliography.reading import MAX_BYTES, ReferenceList, UnreadableReferencesError, text_of

_SIGNS = {
    read_ris: re.compile(r"^TY[ \t]{1,2}-", re.MULTILINE),
    read_csl: re.compile(r"\A\s*[\[{]"),
    read_bibtex: re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE),
}
_BY_SUFFIX = {".ris": read_ris, ".bib": read_bibtex, ".bibtex": read_bibtex, ".json": read_csl}
_MEDLINE = re.compile(r"^PMID- ?\d", re.MULTILINE)
_MEDLINE_SUFFIXES = (".nbib", ".medline")


def is_medline(data: bytes, path: Path) -> bool:
    """Whether it is PubMed's own text format, which the catalogue reads: as its name says, where its content does not deny it."""
    source = data.decode("utf-8-sig", "replace").replace("\r", "\n")
    suffix = path.suffix.lower()
    if suffix in _MEDLINE_SUFFIXES:
        return _MEDLINE.search(source) is not None or not any(sign.search(source) for sign in _SIGNS.values())
    own = _BY_SUFFIX.get(suffix)
    return _MEDLINE.search(source) is not None and not (own and _SIGNS[own].search(source))


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
    own = _BY_SUFFIX.get(path.suffix.lower())
    # The name decides where the content fits it: an abstract may well hold a line that looks like another format.
    fitting = [reader for reader, sign in _SIGNS.items() if sign.search(source)]
    read = own if own in fitting or not fitting else fitting[0]
    try:
        found = read(source) if read else ReferenceList()
    except UnreadableReferencesError as error:
        raise UnreadableReferencesError(f"{label}, {error}") from None
    if not found.references:
        first = next((f"; {one.what} {one.line}: {one.reason}" for one in found.passed_over), "")
        raise UnreadableReferencesError(f"{label} holds no references in NBIB, RIS, BibTeX or CSL-JSON{first}")
    return found
