"""Is a record the work that somebody says it is? By title, author, year and journal."""

from claimcheck.language.titles import same_author, same_journal, same_title
from claimcheck.model import Attribution, Citation, Paper


def names(citation: Citation, paper: Paper) -> bool:
    """Whether a citation names the paper: by its PMID, else by the DOI or PMCID of its record."""
    if citation.pmid:
        return citation.pmid == paper.pmid
    same = ((citation.doi, paper.doi), (citation.pmcid, paper.pmcid))
    return any(written is not None and written == recorded for written, recorded in same)


def mismatches(citation: Citation, paper: Paper) -> tuple[str, ...]:
    """How the record differs from what stands beside the identifier; () where nothing known differs.

    A year off by one is no other work where title, author or journal agree: journals publish online first.
    """
    if not (citation.title or citation.author or citation.journal or citation.year):
        return ()
    appeared_in = (paper.journal, paper.journal_abbreviation)
    same_place = same_journal(citation.journal, *appeared_in) if citation.journal else None
    compared = (
        (_title(citation, paper), f'its title is "{paper.title}", not "{citation.title}"'),
        (_author(citation.author, paper), f"its first author is {paper.first_author}, not {citation.author}"),
        (same_place, f"it appeared in {appeared_in[0] or appeared_in[1]}, not in {citation.journal}"),
    )
    found = [told for same, told in compared if same is False]
    agrees = any(same for same, _ in compared)
    if citation.year and paper.year and abs(citation.year - paper.year) > (1 if agrees and not found else 0):
        found.append(f"the year is {paper.year}, not {citation.year}")
    return tuple(found)


def _title(citation: Citation, paper: Paper) -> bool | None:
    if not (citation.title and paper.title):
        return None
    same = same_title(citation.title, paper.title) or bool(
        paper.vernacular_title and same_title(citation.title, paper.vernacular_title)
    )
    return same or (None if citation.is_by_address else False)


def _author(said: str | None, paper: Paper) -> bool | None:
    names = [author.name for author in paper.authors if author.name] if said else []
    return same_author(said, names) if said and names else None


def is_attributed_work(said: Attribution, citation: Citation, paper: Paper | None) -> bool | None:
    """Whether a cited work is the one that the article names; None where what is needed is not known.

    The record decides; for a work without record, what the editor wrote beside the citation.
    """
    answers = (
        _journal_agrees(said.journal, citation, paper) if said.journal else True,
        _author_agrees(said.author, citation, paper) if said.author else True,
        _year_agrees(said.year, citation, paper) if said.year else True,
    )
    if False in answers:
        return False
    return None if None in answers else True


def _journal_agrees(said: str, citation: Citation, paper: Paper | None) -> bool | None:
    if paper is None:
        return same_journal(said, citation.journal, None)
    return same_journal(said, paper.journal, paper.journal_abbreviation)


def _author_agrees(said: str, citation: Citation, paper: Paper | None) -> bool | None:
    if paper is not None:
        return _author(said, paper)
    return same_author(said, [citation.author]) if citation.author else None


def _year_agrees(said: int, citation: Citation, paper: Paper | None) -> bool | None:
    known = citation.year if paper is None else paper.year
    return said == known if known else None
