"""What an address or a citation key says about the work it points to, read without asking anyone."""

import re
from collections.abc import Iterable
from typing import Self
from urllib.parse import unquote

from attrs import frozen

from claimcheck.errors import InvalidIdentifierError
from claimcheck.identifiers import Doi, Pmcid, Pmid

_PUBMED = re.compile(
    r"https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:ncbi\.nlm\.nih\.gov(?:/m)?/pubmed)|pubmed\.gov|"
    r"europepmc\.org/(?:article|abstract)/med)/(?:pmid/)?([1-9]\d{0,8})(?=[/?#.]|\Z)",
    re.IGNORECASE,
)
_PMC = re.compile(
    r"https?://(?:(?:www\.)?ncbi\.nlm\.nih\.gov/(?:labs/)?pmc/articles|pmc\.ncbi\.nlm\.nih\.gov/articles|"
    r"(?:www\.)?europepmc\.org/articles?(?:/pmc)?)/(PMC\d{1,10})(?=[./?#]|\Z)",
    re.IGNORECASE,
)
_DOI_ADDRESS = re.compile(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}(?:\.\d+)*/[^\s?#]+)", re.IGNORECASE
)
_DOI_WITHIN = re.compile(r"[/=](10\.\d{4,9}(?:\.\d+)*/[^\s?#&]+)")
_PAGE_OF_WORK = re.compile(
    r"(?:/(?:full|fulltext|full-text|pdf|epdf|abstract|html|meta|summary|references)|\.pdf)+/?\Z", re.IGNORECASE
)
_KEY = re.compile(r"(doi|pmid|pmcid|pmc|pubmed):(.+)", re.IGNORECASE)
_TRAILING = ".,;:!?'\"\u2019\u201d\u2026*_"
_PAIRS = {")": "(", "]": "[", "}": "{"}


@frozen
class Identifiers:
    """What was read: `resolver` is "doi", "pubmed" or "pmc" where the address is that of the resolver itself."""

    target: str = ""
    pmid: Pmid | None = None
    doi: Doi | None = None
    pmcid: Pmcid | None = None
    resolver: str = ""

    @classmethod
    def of_one_work(cls, several: Iterable["Identifiers"]) -> Self:
        """The identifiers of several references that are one work; each kind only where they agree on it."""
        found = list(several)
        pmids = {ids.pmid for ids in found if ids.pmid}
        dois = {ids.doi for ids in found if ids.doi}
        pmcids = {ids.pmcid for ids in found if ids.pmcid}
        if max(len(pmids), len(dois), len(pmcids)) > 1:
            return cls()
        return cls("", next(iter(pmids), None), next(iter(dois), None), next(iter(pmcids), None))


def identify(address: str) -> Identifiers:
    """The identifiers that an address, or a bare DOI, names."""
    address = address.strip()[:4000]
    if found := _PUBMED.match(address):
        return Identifiers(address, pmid=Pmid(found[1]), resolver="pubmed")
    if found := _PMC.match(address):
        return Identifiers(address, pmcid=_pmcid(found[1]), resolver="pmc")
    if found := _DOI_ADDRESS.match(unquote(address)):
        return Identifiers(address, doi=_doi(trimmed(found[1])), resolver="doi")
    within = _DOI_WITHIN.search(unquote(address))
    return Identifiers(address, doi=_doi(_PAGE_OF_WORK.sub("", trimmed(within[1].rstrip("/")))) if within else None)


def identify_key(key: str) -> Identifiers:
    """The identifier that a citation key such as ``pmid:123`` or ``doi:10.1/x`` is, and the key."""
    found = _KEY.fullmatch(key)
    if found is None:
        return Identifiers(key)
    kind, value = found[1].lower(), found[2]
    if kind == "doi":
        return Identifiers(key, doi=_doi(value))
    if kind in ("pmcid", "pmc"):
        return Identifiers(key, pmcid=_pmcid(value if value.upper().startswith("PMC") else f"PMC{value}"))
    return Identifiers(key, pmid=_pmid(value))


def trimmed(address: str) -> str:
    """An address without the punctuation of the sentence around it."""
    while address:
        last = address[-1]
        if last in _TRAILING or (last in _PAIRS and address.count(last) > address.count(_PAIRS[last])):
            address = address[:-1]
        else:
            break
    return address


def _pmid(text: str) -> Pmid | None:
    try:
        return Pmid(text)
    except InvalidIdentifierError:
        return None


def _doi(text: str) -> Doi | None:
    try:
        return Doi(text)
    except InvalidIdentifierError:
        return None


def _pmcid(text: str) -> Pmcid | None:
    try:
        return Pmcid(text)
    except InvalidIdentifierError:
        return None
