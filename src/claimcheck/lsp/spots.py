"""What of the project stands at a place of a file: claims, their citations, the quotes in an article."""

import os
from collections.abc import Iterator

from attrs import frozen

from claimcheck.lsp.lines import split
from claimcheck.lsp.live import LiveProject
from claimcheck.lsp.yaml_context import keys_around
from claimcheck.model import Citation, Claim, ClaimVerdict, Finding, Location, Paper


@frozen
class Spot:
    """A claim; `citation` is the place among its citations of the one that stands there, None where none does."""

    verdict: ClaimVerdict
    citation: int | None = None

    @property
    def claim(self) -> Claim:
        """The claim."""
        return self.verdict.claim

    @property
    def cited(self) -> tuple[Citation, Paper | None] | None:
        """The citation with its record, where the lock has it."""
        if self.citation is None:
            return None
        papers = self.verdict.papers
        return self.claim.citations[self.citation], papers[self.citation] if self.citation < len(papers) else None


@frozen
class QuotePlace:
    """Where a claim's quote stands in its article: from `start` to before `end`, lines and columns from 1."""

    claim: Claim
    start: Location
    end: Location

    def holds(self, line: int, column: int) -> bool:
        """Whether the place is within the quote."""
        first, last = (self.start.line or 0, self.start.column or 0), (self.end.line or 0, self.end.column or 0)
        return first <= (line, column) <= last


def findings_in(live: LiveProject, path: str) -> list[Finding]:
    """What the latest check found in a file."""
    place = os.path.realpath(path)
    return [one for one in live.report.findings if os.path.realpath(one.path) == place]


def spot_at(live: LiveProject, path: str, line: int) -> Spot | None:
    """The claim of a claims file that a line belongs to."""
    place = os.path.realpath(path)
    here = (one for one in live.report.verdicts if os.path.realpath(one.claim.location.path) == place)
    above = [one for one in here if (one.claim.location.line or 0) <= line]
    lines = split(live.text(path))
    if not above or line > len(lines):
        return None
    verdict = above[-1]
    begun = [number for number, one in enumerate(verdict.claim.citations) if (one.location.line or 0) <= line]
    key = lines[line - 1].strip().partition(":")[0]
    within = "citations" in keys_around(lines, line) or key == "citations"
    return Spot(verdict, begun[-1] if begun and within else None)


def quotes_in(live: LiveProject, path: str) -> Iterator[QuotePlace]:
    """Every place that a claim takes in an article, by its quote or as it is stated."""
    page = live.page(path)
    if page is None or page.article is None:
        return
    for verdict in live.report.verdicts:
        if live.project.page_of(verdict.claim) is page:
            for start, end in live.project.quote_of(verdict.claim)[1]:
                last = page.article.position(end - 1)
                after = Location(last.path, last.line, (last.column or 0) + 1)
                yield QuotePlace(verdict.claim, page.article.position(start), after)


def quotes_of(live: LiveProject, claim: Claim) -> list[QuotePlace]:
    """Where a claim's quote stands in its article."""
    page = live.project.page_of(claim)
    if page is None or page.article is None:
        return []
    return [one for one in quotes_in(live, page.article.path) if one.claim is claim]


def quotes_at(live: LiveProject, path: str, line: int, column: int) -> list[QuotePlace]:
    """The quotes that hold a place of an article, the shortest first."""
    found = [one for one in quotes_in(live, path) if one.holds(line, column)]
    return sorted(found, key=lambda one: len(one.claim.quote.exact if one.claim.quote else one.claim.statement))
