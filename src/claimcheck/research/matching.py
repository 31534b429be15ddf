"""Which record of PubMed a reference means: by its identifier, else by what a citation says, else by its title."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from attrs import evolve, frozen

from claimcheck.bibliography.reading import Reference
from claimcheck.catalogs.base import Catalog
from claimcheck.errors import CouldNotAskError
from claimcheck.identifiers import Pmid
from claimcheck.language.titles import same_words, without_markup
from claimcheck.model import Paper, Query
from claimcheck.research.named_work import CitationMatcher
from claimcheck.research.refresh import Resolver
from claimcheck.rules.identity import mismatches

_MOST_TITLES = 5
_MOST_WORDS = 12
_WORD = re.compile(r"[^\W_]+")


class Matcher(Resolver, CitationMatcher, Protocol):
    """A catalogue that finds records by identifier and by citation, as PubMed does."""


@frozen
class Matched:
    """A reference with the record it means.

    `paper` is None where there is none, or it could not be asked (then `reason` says why). `mismatches` says how the record
    of the written identifier differs from what was written beside it; `unknown` that PubMed answered and does not have the
    written PMID; `several` are records among which nothing that was written decides.
    """

    reference: Reference
    paper: Paper | None = None
    mismatches: tuple[str, ...] = ()
    unknown: bool = False
    reason: str = ""
    several: tuple[Pmid, ...] = ()

    @property
    def completed(self) -> Reference:
        """The reference with the record's PMID; what was written stays, so that the gate can compare it."""
        return evolve(self.reference, pmid=self.paper.pmid) if self.paper else self.reference

    @property
    def other_identifiers(self) -> tuple[str, ...]:
        """The identifiers that were written and that the record has otherwise, in words."""
        if self.paper is None:
            return ()
        said, has = self.reference, self.paper
        compared = (("DOI", said.doi, has.doi), ("PMCID", said.pmcid, has.pmcid))
        return tuple(
            f"its {name} is {recorded}, not {written}"
            for name, written, recorded in compared
            if written and recorded and str(written).casefold() != str(recorded).casefold()
        )


def match_references(references: Iterable[Reference], catalog: Matcher) -> tuple[Matched, ...]:
    """Ask about every reference, in order."""
    return tuple(_matched(reference, catalog) for reference in references)


def _matched(reference: Reference, catalog: Matcher) -> Matched:
    noted = reference.noted
    try:
        for name in sorted(("pmid", "doi", "pmcid"), key=lambda name: getattr(reference, name) in noted):
            identifier = getattr(reference, name)
            pmid = identifier if name == "pmid" or not identifier else catalog.resolve(identifier)
            found = _by_pmid(reference, pmid, catalog) if pmid else None
            if found and found.mismatches and identifier in noted:
                reference = _without(reference, name, found)
            elif found:
                return found
        return _by_citation(reference, catalog) or _by_title(reference, catalog)
    except CouldNotAskError as error:
        return Matched(reference, reason=error.reason)


def _without(reference: Reference, name: str, found: Matched) -> Reference:
    """The reference without an identifier of its notes that is another work's: notes speak of other works too."""
    identifier = getattr(reference, name)
    told = f"{identifier} stands in a note and is another work's: {'; '.join(found.mismatches)}; left out"
    changed: dict[str, Any] = {"problems": (*reference.problems, told), name: None}
    return evolve(reference, **changed)


def _by_pmid(reference: Reference, pmid: Pmid, catalog: Catalog) -> Matched:
    """The record of an identifier is believed, and compared."""
    papers = _fetched([pmid], catalog)
    if not papers:
        return Matched(reference, unknown=True)
    return Matched(reference, papers[0], mismatches=mismatches(reference.citation(), papers[0]))


def _by_citation(reference: Reference, catalog: Matcher) -> Matched | None:
    """ECitMatch's answer counts only where the record is the work that was written."""
    if not reference.journal or not (reference.author or reference.page):
        return None
    author = (reference.author or "").replace(".", "")
    match = catalog.match_citation(
        reference.journal, reference.year or "", reference.volume, reference.page, author=author
    )
    papers = _fetched([match.pmid], catalog) if match.pmid else ()
    return Matched(reference, papers[0]) if papers and _is_work(reference, papers[0]) else None


def _by_title(reference: Reference, catalog: Catalog) -> Matched:
    """The one record with this title whose author and year agree; of several, none."""
    rare = [word for word in dict.fromkeys(_WORD.findall(without_markup(reference.title or ""))) if len(word) > 3]
    if len(rare) < 2 or not (reference.author or reference.year):
        return Matched(reference)
    asked = " AND ".join(f"{word}[ti]" for word in rare[:_MOST_WORDS])
    search = catalog.search(Query(asked, "the title of an imported reference"), _MOST_TITLES)
    same = [paper for paper in _fetched(search.pmids, catalog) if _is_work(reference, paper)]
    several = tuple(paper.pmid for paper in same) if len(same) > 1 else ()
    return Matched(reference, None if several or not same else same[0], several=several)


def _is_work(reference: Reference, paper: Paper) -> bool:
    """Whether a record that no identifier names is the work: every word of the title is the same.

    A title without its subtitle is not enough: a trial and its protocol often differ in nothing else.
    """
    title = reference.title or ""
    same = any(known and same_words(title, known) for known in (paper.title, paper.vernacular_title))
    return same and not mismatches(reference.citation(), paper)


def _fetched(pmids: Sequence[Pmid], catalog: Catalog) -> Sequence[Paper]:
    """The records. Raises `CouldNotAskError` where one could not be asked for."""
    result = catalog.fetch(pmids)
    if result.not_asked:
        raise CouldNotAskError(next(iter(result.not_asked.values())))
    return result.papers
