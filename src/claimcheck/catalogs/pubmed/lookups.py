"""Finding the one record that a citation, a DOI or a PMCID means. The first hit is never believed."""

import re
from enum import StrEnum
from typing import Final

from attrs import frozen

from claimcheck.catalogs.base import Catalog
from claimcheck.catalogs.pubmed.outcomes import EutilsError, Trouble, plain
from claimcheck.errors import InvalidIdentifierError, UsageError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.model import Direction, Paper, Query

_KEY: Final = "claimcheck"
_MOST_CANDIDATES: Final = 20
_NOT_IN_QUERIES: Final = re.compile(r'["\[\]]')


class MatchOutcome(StrEnum):
    """How a citation match ended."""

    FOUND = "found"
    NOT_FOUND = "not-found"
    AMBIGUOUS = "ambiguous"


@frozen
class CitationMatch:
    """What ECitMatch says of one citation: `pmid` when found; up to three `candidates`, or none named, when ambiguous;
    `reason` as PubMed gives it (``INVALID_JOURNAL``, ``7 citations``).
    """

    outcome: MatchOutcome
    pmid: Pmid | None = None
    candidates: tuple[Pmid, ...] = ()
    reason: str = ""


def citation_line(journal: str, year: str, volume: str, page: str, author: str) -> str:
    """ECitMatch's ``journal|year|volume|first page|author|key|``. Raises `UsageError` without a journal."""
    fields = [" ".join(field.replace("|", " ").split()) for field in (journal, year, volume, page, author)]
    if not fields[0]:
        raise UsageError("a citation can be matched only with its journal")
    return "|".join([*fields, _KEY, ""])


def read_match(lines: list[str]) -> CitationMatch:
    """The answer for our one citation, found by its key: fields are echoed, and not always as sent."""
    answers = [line.split("|")[-1].strip() for line in lines if f"|{_KEY}|" in line]
    if len(answers) != 1:
        raise EutilsError(Trouble.UNEXPECTED, "a citation match without our citation")
    verdict, answer = answers[0].upper(), answers[0]
    if verdict.startswith("NOT_FOUND"):
        return CitationMatch(MatchOutcome.NOT_FOUND, reason=plain(answer[len("NOT_FOUND") :].lstrip("; ")))
    if verdict.startswith("AMBIGUOUS"):
        rest = answer[len("AMBIGUOUS") :].strip("; ")
        named = () if "citation" in rest.lower() else tuple(Pmid(n) for n in re.findall(r"\b[1-9]\d{0,8}\b", rest))
        return CitationMatch(MatchOutcome.AMBIGUOUS, candidates=named, reason=plain(rest.strip("()")))
    try:
        return CitationMatch(MatchOutcome.FOUND, Pmid(answer))
    except InvalidIdentifierError:
        problem = EutilsError(Trouble.UNEXPECTED, f"citation match: {plain(answer, 60)}")
    raise problem


def work_identifier(text: str) -> Doi | Pmcid:
    """The DOI or PMCID in what a person wrote. Raises `InvalidIdentifierError`."""
    if isinstance(text, (Doi, Pmcid)):
        return text
    return Pmcid.parse(text) if "pmc" in text.lower() and "10." not in text else Doi.parse(text)


def resolve(catalog: Catalog, text: str) -> Pmid | None:
    """See `PubMed.resolve`. Searched as an article identifier (``[aid]``), then each hit's own identifiers are compared."""
    wanted = work_identifier(text)
    query = Query(f'"{_NOT_IN_QUERIES.sub(" ", wanted)}"[aid]', "asked directly")
    search = catalog.search(query, _MOST_CANDIDATES)
    result = catalog.fetch(search.pmids)
    same = [paper for paper in result.papers if wanted in (paper.doi, paper.pmcid)]
    works = [paper for paper in same if not _is_notice(paper)] or same
    if len(works) == 1:
        return works[0].pmid
    if works:
        raise EutilsError(Trouble.AMBIGUOUS, ", ".join(f"PMID {paper.pmid}" for paper in works))
    if result.not_asked:
        raise EutilsError(Trouble.UNCERTAIN, next(iter(result.not_asked.values())))
    if search.count > len(search.pmids) or _NOT_IN_QUERIES.search(wanted):
        raise EutilsError(Trouble.UNCERTAIN, "PubMed's query language has no way to ask for exactly this identifier")
    return None


def _is_notice(paper: Paper) -> bool:
    return any(notice.direction is Direction.OF for notice in paper.notices or ())
