"""Which work a person means by what they typed or pasted: an identifier, a link, an entry of a reference list, or a written reference."""

import re
from contextlib import suppress
from pathlib import Path
from typing import cast

from attrs import frozen

from claimcheck.bibliography.files import read_references
from claimcheck.bibliography.reading import Reference
from claimcheck.catalogs.base import Catalog
from claimcheck.errors import CouldNotAskError, InvalidIdentifierError, UsageError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.research import Resolver
from claimcheck.research.matching import Matched, Matcher, match_references

_DOI = re.compile(r"\b10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"<>]+")
_PMID = re.compile(r"(?i)\bPMID\s*:?\s*([1-9][0-9]{0,8})\b")
_PMCID = re.compile(r"\bPMC[1-9][0-9]{0,9}\b")
_LINK = re.compile(r"(?i)https?://[^\s<>\"]+")
# Authors. Title. Journal. 2007;16(7):881-99. The way of most medical journals (ICMJE, AMA).
_WRITTEN = re.compile(
    r"\A\s*(?:\[?[0-9]{1,3}[.\]]\s*)?(?P<authors>[^.]{2,300}?)\.\s+(?P<title>[^.?]{10,500}[?]?)[.?]?\s+(?P<journal>[^.;0-9]{2,120}?)\.?\s+"
    r"(?P<year>(?:19|20)[0-9]{2})\b[^;:]{0,30}(?:;\s*(?P<volume>[0-9]+)\s*(?:\([^)]*\))?(?:\s*:\s*(?P<page>[A-Za-z]?[0-9]+))?)?"
)


@frozen
class Named:
    """A work that was found on PubMed (`pmid`), or is none of PubMed's and can be cited as `work` all the same; else `problem`."""

    pmid: Pmid | None = None
    work: str = ""
    problem: str = ""


def named(text: str, catalog: Catalog) -> Named:
    """The work that a text names. Nothing is guessed: a title must be the record's own, word for word."""
    reference = reference_in(text)
    if reference is None:
        return Named(problem=_UNRECOGNISED)
    if reference.pmid:
        return Named(reference.pmid)
    if not hasattr(catalog, "match_citation"):
        return _by_identifier(reference, catalog)
    return _told(reference, match_references([reference], cast("Matcher", catalog))[0])


def _by_identifier(reference: Reference, catalog: Catalog) -> Named:
    """What a catalogue can look up that matches no citations: a DOI or PMCID, or nothing but a PMID."""
    identifier = reference.doi or reference.pmcid
    if not hasattr(catalog, "resolve") or identifier is None:
        knows = "PMIDs, DOIs and PMCIDs" if hasattr(catalog, "resolve") else "a PMID"
        return Named(problem=f"the catalogue {catalog.name} can look up {knows} and nothing else")
    try:
        pmid = cast("Resolver", catalog).resolve(identifier)
    except CouldNotAskError as error:
        return Named(problem=error.reason)
    return Named(pmid) if pmid else Named(work=str(identifier))


_UNRECOGNISED = (
    "no work was recognised in this: paste a PMID, a DOI, a link, or a reference with authors, title, journal and year"
)


def _told(reference: Reference, found: Matched) -> Named:
    if found.paper:
        return Named(found.paper.pmid)
    if found.reason:
        return Named(problem=f"PubMed could not be asked: {found.reason}")
    other = reference.doi or reference.pmcid or reference.url
    if other:
        return Named(work=str(other))
    if found.several:
        return Named(problem=f"several records of PubMed fit: {', '.join(found.several)}; name one")
    return Named(problem=f"PubMed has no record that is this work: {reference.label}")


def reference_in(text: str) -> Reference | None:
    """What a text says of a work, None where it names none."""
    return identified(text) or _entry(text) or _told_within(text) or _written(text)


def identified(text: str) -> Reference | None:
    """The work of a text that is nothing but an identifier, or a link that holds one."""
    with suppress(InvalidIdentifierError):
        return Reference(pmid=Pmid.parse(text))
    with suppress(InvalidIdentifierError):
        return Reference(doi=Doi.parse(text))
    with suppress(InvalidIdentifierError):
        return Reference(pmcid=Pmcid.parse(text))
    return None


def _entry(text: str) -> Reference | None:
    """The one entry of a RIS, BibTeX or CSL-JSON text."""
    try:
        entries = read_references(text.encode(), Path("the pasted text")).references
    except UsageError:
        return None
    return entries[0] if entries else None


def _told_within(text: str) -> Reference | None:
    pmid, doi, pmcid, link = (pattern.search(text) for pattern in (_PMID, _DOI, _PMCID, _LINK))
    try:
        if pmid:
            return Reference(pmid=Pmid(pmid[1]))
        if doi:
            return Reference(doi=Doi(doi[0].rstrip(".,;)]")))
        if pmcid:
            return Reference(pmcid=Pmcid(pmcid[0]))
    except InvalidIdentifierError:
        return None
    return Reference(url=link[0]) if link and link[0] == text.strip() else None


def _written(text: str) -> Reference | None:
    found = _WRITTEN.match(" ".join(text.split()))
    if found is None:
        return None
    author = found["authors"].split(",")[0].strip()
    return Reference(
        title=found["title"],
        author=author,
        year=int(found["year"]),
        journal=found["journal"].strip(),
        volume=found["volume"] or "",
        page=found["page"] or "",
    )
