"""What is said of a search besides its papers, so that its outcome is not taken for more than it is: the same everywhere. Pure."""

import re

from claimcheck.catalogs.base import Catalog
from claimcheck.extraction.clauses import clauses
from claimcheck.language.words import normalised
from claimcheck.model import Claim, FindResult, Search

_NUMBERS = {2: "two", 3: "three"}
_ABOUT_TERM = re.compile(
    r"(?:has nothing for|does not know the filter and left it out|searched its words|searched the heading alone): "
    r"(?P<term>[^\[]+)(?:\[(?P<tag>[^\]]*)\])?$"
)
_OF_THE_WORK = ("ta", "au", "dp")
"""Fields under which the ladder asks for the work that a claim names."""
_CALLED = {"pubmed": "PubMed", "mirror": "the mirror of PubMed", "mirror,pubmed": "the mirror and PubMed"}


def called(catalog: Catalog) -> str:
    """What the catalogue is called in a sentence."""
    return _CALLED.get(catalog.name) or f"the catalogue {catalog.name}"


def remarks_on(result: FindResult, asked: str = "PubMed") -> tuple[str, ...]:
    """What the catalogue said of searches that found nothing, the words that it does not know, full texts that are not to be had.

    `asked` is what the catalogue is called.
    """
    told = dict.fromkeys(one for search in result.searches for one in _warnings(search) if _is_heard(one, result.claim))
    if result.unknown_words:
        words = f"{asked} searched without words that it does not know: {', '.join(result.unknown_words)}"
        told[f"{words}; where they matter, write `query` beside the claim"] = None
    return (*told, *result.remarks)


def two_claims(statement: str) -> str:
    """That a statement makes more than one claim, with the parts: no paper can be expected to say them all. "" where it makes one."""
    parts = parts_of(statement)
    if not parts:
        return ""
    told = "; ".join(f"“{part}”" for part in parts)
    number = _NUMBERS.get(len(parts), str(len(parts)))
    return f"{number} claims in one, better checked one by one: split it: {told}"


def parts_of(statement: str) -> list[str]:
    """The claims that a statement makes, where it makes more than one."""
    parts = clauses(statement)
    return [part.text.strip(" .") for part in parts] if len(parts) > 1 else []


def _is_heard(warning: str, claim: Claim) -> bool:
    """Whether a warning is of what the editor wrote: not of the tags, filters and medical words that the ladder adds itself."""
    about = _ABOUT_TERM.search(warning)
    if about is None or (claim.query or "").strip():
        return True
    fields = (claim.population, claim.intervention, claim.comparator, claim.outcome)
    said = normalised(" ".join((claim.statement, *(one for field in fields for one in field), _named(claim))))
    tag, term = about["tag"], normalised(about["term"])
    return term in said and (not tag or tag in _OF_THE_WORK)


def _named(claim: Claim) -> str:
    work = claim.attributed_to
    return " ".join(filter(None, (work.journal, work.author, str(work.year or "")))) if work else ""


def _warnings(search: Search) -> tuple[str, ...]:
    """The warnings of searches that found nothing; on others the catalogue's remarks belong to the searches themselves."""
    named = {f"PubMed has nothing for: {word}" for word in search.unknown}  # told in a line of their own
    return tuple(one for one in search.warnings if one not in named) if not search.pmids else ()
