"""What is said of a search besides its papers, so that its outcome is not taken for more than it is: the same everywhere. Pure."""

from claimcheck.catalogs.base import Catalog
from claimcheck.extraction.clauses import clauses
from claimcheck.model import FindResult, Search

_NUMBERS = {2: "two", 3: "three"}
_CALLED = {"pubmed": "PubMed", "mirror": "the mirror of PubMed", "mirror,pubmed": "the mirror and PubMed"}


def called(catalog: Catalog) -> str:
    """What the catalogue is called in a sentence."""
    return _CALLED.get(catalog.name) or f"the catalogue {catalog.name}"


def remarks_on(result: FindResult, asked: str = "PubMed") -> tuple[str, ...]:
    """What the catalogue said of searches that found nothing, the words that it does not know, full texts that are not to be had.

    `asked` is what the catalogue is called.
    """
    told = dict.fromkeys(warning for search in result.searches for warning in _warnings(search))
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


def _warnings(search: Search) -> tuple[str, ...]:
    """The warnings of searches that found nothing; on others the catalogue's remarks belong to the searches themselves."""
    named = {f"PubMed has nothing for: {word}" for word in search.unknown}  # told in a line of their own
    return tuple(one for one in search.warnings if one not in named) if not search.pmids else ()
