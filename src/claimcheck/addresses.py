"""What an address or a citation key says about the work it points to, read without asking anyone."""

import re
from collections.abc import Iterable
from typing import Any, Self, TypeVar
from urllib.parse import unquote

from attrs import frozen

from claimcheck.errors import InvalidIdentifierError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.language.written_identifiers import DOI, trimmed

_NCBI = r"(?:\A|[/=])(?:https?:/+|//)?(?:www\.)?(?:{})"
_PUBMED = re.compile(
    _NCBI.format(
        r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov(?:/m)?/pubmed|ncbi\.nlm\.nih\.gov/pmc/articles/pmid|pubmed\.gov|"
        r"europepmc\.org/(?:article|abstract)/med)/(?:pmid/)?([1-9]\d{0,8})(?=[/?#&]|\.?\Z)"
    ),
    re.IGNORECASE,
)
_PUBMED_SEARCH = re.compile(
    _NCBI.format(
        r"pubmed\.ncbi\.nlm\.nih\.gov/?|ncbi\.nlm\.nih\.gov(?:/m)?/pubmed/?|ncbi\.nlm\.nih\.gov/\w+/\S*(?=\?\S*\bdb=pubmed\b)"
    )
    + r"\?(?:[^#\s]*&)?(?:term|list_uids|uid)=([1-9]\d{0,8})(?:\[(?:pmid|uid)\])?(?=[&#]|\Z)",
    re.IGNORECASE,
)
_PMC = re.compile(
    _NCBI.format(
        r"ncbi\.nlm\.nih\.gov/(?:labs/)?pmc/articles|pmc\.ncbi\.nlm\.nih\.gov/articles|europepmc\.org/articles?(?:/pmc)?"
    )
    + r"/(?:PMC)?(\d{1,10})(?=[./?#&]|\Z)",
    re.IGNORECASE,
)
_OF_WORKS = re.compile(
    r"https?://(?:www\.|dx\.)?(?:doi\.org|pubmed\.ncbi\.nlm\.nih\.gov|pubmed\.gov|pmc\.ncbi\.nlm\.nih\.gov|europepmc\.org|"
    r"ncbi\.nlm\.nih\.gov/(?:(?:m/|labs/)?(?:pubmed|pmc)|\S*[?&]db=(?:pubmed|pmc)))(?=[/?#&]|\Z)",
    re.IGNORECASE,
)
_DOI_ADDRESS = re.compile(rf"(?:(?:(?:https?:)?//)?(?:dx\.|www\.)?doi\.org/|doi:\s*)?({DOI})", re.IGNORECASE)
_DOI_WITHIN = re.compile(rf"(?:[/=:]|%2F|%3D)({DOI})", re.IGNORECASE)
_PAGE_OF_WORK = re.compile(r"(10\.[^/]+/(?:[^/]*/)*?[^/]*\d[^/]*)/(?:-|[A-Za-z_-]{3,})(?:[/.].*)?", re.DOTALL)
"""What follows a part with a digit, and has none, is a page of the work: no DOI ends so."""
_FILE_OF_WORK = re.compile(
    r"(?:[/.](?:full|fulltext|full-text|pdf|epdf|abstract|html|meta|summary|references))+\Z", re.IGNORECASE
)
_VERSION = re.compile(
    r"(10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?\d{6,8})v\d+\b.*|(10\.1093/[a-z]+/[a-z0-9]+)/\d+", re.IGNORECASE
)
"""What addresses of bioRxiv, medRxiv and Oxford University Press have behind a DOI: the version, the article's number."""
_KEY = re.compile(r"(doi|pmid|pmcid|pmc|pubmed):(.+)", re.IGNORECASE)

I = TypeVar("I", Pmid, Doi, Pmcid)  # noqa: E741 - an identifier


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
        named = {kind: {getattr(ids, kind) for ids in found} - {None} for kind in ("pmid", "doi", "pmcid")}
        agreed: dict[str, Any] = {kind: next(iter(ids), None) for kind, ids in named.items()}
        return cls() if any(len(ids) > 1 for ids in named.values()) else cls(**agreed)


def identify(address: str) -> Identifiers:
    """The identifiers that an address, or a bare DOI, names; also one that leads on to it, or keeps a copy."""
    address = address.strip()[:4000]
    if found := _DOI_ADDRESS.match(address):
        return Identifiers(address, doi=_doi_of(found[1]), resolver="doi")
    plain = unquote(address)
    if found := _PUBMED.search(plain) or _PUBMED_SEARCH.search(plain):
        return Identifiers(address, pmid=Pmid(found[1]), resolver="pubmed")
    if found := _PMC.search(plain):
        return Identifiers(address, pmcid=_well_formed(Pmcid, f"PMC{found[1]}"), resolver="pmc")
    within = _DOI_WITHIN.search(address)
    doi = _doi_of(within[1]) if within else None
    paged = _PAGE_OF_WORK.fullmatch(doi) if doi else None
    return Identifiers(address, doi=_well_formed(Doi, paged[1]) if paged else doi)


def identifiers_of(address: str) -> dict[str, Pmid | Doi | Pmcid]:
    """The identifiers of the work whose page at PubMed, PubMed Central, Europe PMC or doi.org an address is, and nothing else, by the
    names of a citation's fields: what stands within another address may be what that page is about.
    """
    plain = unquote(address).rstrip("/")
    is_page = any(page.fullmatch(plain) for page in (_DOI_ADDRESS, _PUBMED, _PMC))
    found = identify(address) if is_page else Identifiers()
    named = {"pmid": found.pmid, "doi": found.doi, "pmcid": found.pmcid}
    return {name: value for name, value in named.items() if value}


def is_of_works(address: str) -> bool:
    """Whether it is an address of PubMed, PubMed Central, Europe PMC or doi.org, where works are known by identifiers."""
    return _OF_WORKS.match(address) is not None


def identify_key(key: str) -> Identifiers:
    """The identifier that a citation key such as ``pmid:123`` or ``doi:10.1/x`` is, and the key."""
    found = _KEY.fullmatch(key)
    if found is None:
        return Identifiers(key)
    kind, value = found[1].lower(), found[2]
    if kind == "doi":
        return Identifiers(key, doi=_well_formed(Doi, value))
    if kind in ("pmcid", "pmc"):
        return Identifiers(key, pmcid=_well_formed(Pmcid, value if value.upper().startswith("PMC") else f"PMC{value}"))
    return Identifiers(key, pmid=_well_formed(Pmid, value))


def _doi_of(written: str) -> Doi | None:
    """The DOI of a stretch of an address, without what the address of a page has behind it; none where a bracket stays open."""
    text = _FILE_OF_WORK.sub("", trimmed(unquote(written)).rstrip("/"))
    own = _VERSION.fullmatch(text)
    return _well_formed(Doi, own[1] or own[2] if own else text) if text.count("(") <= text.count(")") else None


def _well_formed(kind: type[I], text: str) -> I | None:
    try:
        return kind(text)
    except InvalidIdentifierError:
        return None
