"""Which work a person means by what they typed or pasted: an identifier, a link, an entry of a reference list, or a written reference."""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from attrs import evolve, frozen

from claimcheck.addresses import identify
from claimcheck.articles.references import identifiers_in
from claimcheck.bibliography.files import read_references
from claimcheck.bibliography.reading import Reference
from claimcheck.catalogs.base import Catalog
from claimcheck.errors import CouldNotAskError, InvalidIdentifierError, UsageError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.research import Resolver
from claimcheck.research.matching import Matcher, match_references

_LINK = re.compile(r"(?i)https?://[^\s<>\"]+")
# A word with a dot is a file's name as often as an address.
_WITHOUT_SCHEME = re.compile(
    r"(?i)(?:www\.(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s<>\"]*)?"
    r"|(?:[a-z0-9-]+\.)+(?:[a-z]{2}|com|org|net|edu|gov|mil|int|info|biz|health|care|science|academy)/[^\s<>\"]*)"
)
# The links between records that PubMed prints (NLM, CommentsCorrections): what follows up to the next paragraph, or to a line that
# begins with an identifier, is about the other work.
_OF_ANOTHER = re.compile(
    r"(?s)(?:\A|(?<=[.;)\]])|[(\[\n])\s*(?i:comments?\s+(?:on|in)|errat(?:um|a)\s+(?:in|for)|updates?\s+(?:of|in)"
    r"|(?:partial\s+)?retract(?:ion|ed)\s+(?:of|in)|(?:(?:corrected|retracted)\s+and\s+)?republished\s+(?:in|from)"
    r"|expressions?\s+of\s+concern\s+(?:in|for)|original\s+report\s+in|summary\s+for\s+patients\s+in|reprint\s+(?:of|in))"
    r"(?:\s*:|\s+(?=[A-Z0-9(\[]|(?i:doi|pmid|https?)\b)).*?(?=\n\s*(?:\n|(?i:doi|pmid|pmcid)\b)|\Z)"
)
# Authors. Title. Journal. 2007;16(7):881-99. The way of most medical journals (ICMJE, AMA).
_WRITTEN = re.compile(
    r"\A\s*(?:\[?[0-9]{1,3}[.\]]\s*)?(?P<authors>[^.]{2,300}?)\.\s+(?P<title>[^.?]{10,500}[?]?)[.?]?\s+(?P<journal>(?:\([^)]{1,40}\)|[^.;0-9(]){2,120}?)\.?\s+"
    r"(?P<year>(?:19|20)[0-9]{2})\b[^;:]{0,30}(?:;\s*(?P<volume>[0-9]+)\s*(?:\([^)]*\))?(?:\s*:\s*(?P<page>[A-Za-z]?[0-9]+))?)?"
)


@frozen
class Named:
    """A work that was found on PubMed (`pmid`), or is none of PubMed's and can be cited as `work` all the same; else `problem`.

    `mismatches` are how the record differs from what was written beside its identifier.
    """

    pmid: Pmid | None = None
    work: str = ""
    problem: str = ""
    mismatches: tuple[str, ...] = ()

    @property
    def is_link(self) -> bool:
        """Whether the work outside PubMed has nothing but an address."""
        return "://" in self.work

    @property
    def told(self) -> str:
        """What was found on PubMed, and what to do with it."""
        if self.mismatches:
            differs = f"but it is not what you pasted: {'; '.join(self.mismatches)}"
            return f"found PMID {self.pmid}, {differs}. Accept it only if it is the work that you mean."
        return f"found PMID {self.pmid}. Read it, choose how it stands, and accept it."


def named(text: str, catalog: Catalog) -> Named:
    """The work that a text names. Nothing is guessed: a title must be the record's own, word for word.

    Raises `UsageError` for a text that names several.
    """
    reference = reference_in(text)
    if reference is None:
        return Named(problem=_ANOTHERS if _OF_ANOTHER.search(text) else _UNRECOGNISED)
    if not reference.pmid and not hasattr(catalog, "match_citation"):
        return _by_identifier(reference, catalog)
    return _told(reference, catalog)


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
    return _told(evolve(reference, pmid=pmid), catalog) if pmid else Named(work=str(identifier))


_UNRECOGNISED = (
    "no work was recognised in this: paste a PMID, a DOI, a link, or a reference with authors, title, journal and year"
)


_ANOTHERS = (
    "this names only the work that it comments on, corrects, updates or retracts: paste the work's own identifier"
)


def _told(reference: Reference, catalog: Catalog) -> Named:
    """What the catalogue says; one that only fetches is enough for a PMID."""
    [found] = match_references([reference], cast("Matcher", catalog))
    if found.paper:
        return Named(found.paper.pmid, mismatches=(*found.mismatches, *found.other_identifiers))
    if found.reason:
        return Named(problem=f"PubMed could not be asked: {found.reason}")
    if found.unknown and reference.pmid:
        return Named(problem=f"PubMed has no record {reference.pmid}: check the number")
    other = reference.doi or reference.pmcid or reference.url
    if other:
        return Named(work=str(other))
    if found.several:
        return Named(problem=f"several records of PubMed fit: {', '.join(found.several)}; name one")
    return Named(problem=f"PubMed has no record that is this work: {reference.label}")


def reference_in(text: str) -> Reference | None:
    """What a text says of a work, None where it names none. Raises `UsageError` where it names several."""
    return identified(text) or _entry(text) or _in_words(_OF_ANOTHER.sub("\n", text))


def identified(text: str) -> Reference | None:
    """The work of a text that is nothing but an identifier, or a link that holds one."""
    with suppress(InvalidIdentifierError):
        return Reference(pmid=Pmid.parse(text))
    with suppress(InvalidIdentifierError):
        return Reference(pmcid=Pmcid.parse(text))
    with suppress(InvalidIdentifierError):
        doi = identify(Doi.parse(text)).doi
        return Reference(doi=doi) if doi else None
    return _linked(text.strip())


def _linked(address: str) -> Reference | None:
    """The work that an address holds the identifier of, such as a publisher's page."""
    if any(map(str.isspace, address)) or len(tuple(identifiers_in(address))) > 1:
        return None
    ids = identify(address if "://" in address else f"https://{address}")
    doi = Doi.parse(ids.doi) if ids.doi else None
    return Reference(pmid=ids.pmid, doi=doi, pmcid=ids.pmcid) if ids.pmid or doi or ids.pmcid else None


def _entry(text: str) -> Reference | None:
    """The one entry of a RIS, BibTeX or CSL-JSON text."""
    try:
        entries = read_references(text.encode(), Path("the pasted text")).references
    except UsageError:
        return None
    _require_one(entry.label for entry in entries)
    return entries[0] if entries else None


def _in_words(text: str) -> Reference | None:
    """Identifiers with what is written around them, so that the two can be compared."""
    written, identifiers = _written(text), _identifiers(text)
    if identifiers:
        return evolve(written or Reference(), **identifiers)
    numbers = text.replace(",", " ").replace(";", " ").split()
    if len(numbers) > 1 and all(re.fullmatch("[0-9]{5,8}", one) for one in numbers):
        _require_one(f"PMID {one}" for one in numbers)
    address = f"https://{text.strip()}" if _WITHOUT_SCHEME.fullmatch(text.strip()) else text.strip()
    return written or (Reference(url=address) if _LINK.fullmatch(address) else None)


def _identifiers(text: str) -> dict[str, Any]:
    """The PMID, DOI and PMCID that stand within a text."""
    ids = identifiers_in(text)
    found = {kind: [named for one in ids if (named := getattr(one, kind))] for kind in ("pmid", "doi", "pmcid")}
    _require_one([f"PMID {pmid}" for pmid in found["pmid"]] or [f"doi:{doi}" for doi in found["doi"]] or found["pmcid"])
    return {kind: values[0] for kind, values in found.items() if values}


def _require_one(labels: Iterable[str]) -> None:
    several = list(dict.fromkeys(labels))
    if len(several) > 1:
        raise UsageError(
            f"this names several works ({'; '.join(several[:3])}{' …' if len(several) > 3 else ''}): name one"
        )


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
