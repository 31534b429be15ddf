"""The articles that claims files name: where each claim's quote stands, the waivers written around it, what else is said.

The readers of articles are loaded in `_reading`, when a claims file names an article that is there.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.articles.whereabouts import article_path
from claimcheck.errors import UnreadableArticleError
from claimcheck.model import Claim, Finding, Location, Waiver
from claimcheck.page import Page
from claimcheck.rules.coverage import UnrecordedClaim
from claimcheck.rules.facts import QuoteFacts, QuoteState
from claimcheck.rules.files import UnreadableArticle

if TYPE_CHECKING:
    from types import ModuleType

    from claimcheck.rules.ignores import Ignore


class Articles:
    """The articles that claims files name, each read once; one finding for a claims file whose article cannot be read."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._pages: dict[tuple[str, str], Page] = {}
        self._read: dict[Path, Page] = {}
        self._opened: set[tuple[str, str | None]] = set()
        self._recorded: dict[str, list[tuple[int, int]]] = {}

    @property
    def ignores(self) -> "Iterator[Ignore]":
        """The waivers that are written in the articles read so far."""
        return (ignore for page in self._read.values() for ignore in page.ignores)

    def opens(self, claim: Claim) -> bool:
        """Whether this is the first claim of its claims file's article; asked once a claim."""
        if claim.article is None:
            return False
        key = (claim.location.path, claim.article.path)
        is_first = key not in self._opened
        self._opened.add(key)
        return is_first

    def quote_of(self, claim: Claim) -> QuoteFacts | None:
        """Where the claim's quote stands; None where there is no quote or no article. The article is read in any case."""
        page = self.page_of(claim)
        if page is None or claim.quote is None:
            return None
        if page.article is None:
            return QuoteFacts(QuoteState.UNCHECKED, reason="the quote could not be checked: the article cannot be read")
        facts, places = _reading().look_up(page, claim)
        self._recorded.setdefault(page.article.path, []).extend(places)
        found: QuoteFacts = facts
        return found

    def unrecorded(self) -> Iterator[tuple[Finding, tuple[Waiver, ...]]]:
        """CC102 for every article that was read: the sentences that make a claim and hold no quote, with their waivers."""
        for page in self._read.values():
            if page.article is not None:
                sentences = _reading().unrecorded(page.article, self._recorded.get(page.article.path, ()))
                findings = UnrecordedClaim().of_article(one for one, _ in sentences)
                yield from zip(findings, (page.waivers_at(start) for _, start in sentences), strict=True)

    def page_of(self, claim: Claim) -> Page | None:
        """The claim's article, or why it cannot be read; None for a claim of no article."""
        if claim.article is None or not claim.article.path:
            return None
        key = (claim.location.path, claim.article.path)
        if key not in self._pages:
            self._pages[key] = page = self._open(*key)
            if page.problem:
                where = claim.article.location
                place = where if where.line is not None else Location(key[0])
                hint = "correct `article.path`; it is relative to the claims file"
                self.findings.append(UnreadableArticle().at(place, page.problem, hint))
        return self._pages[key]

    def _open(self, claims_path: str, written: str) -> Page:
        """Read the article unless it lies outside the project, links followed."""
        try:
            shown = article_path(claims_path, written)
        except UnreadableArticleError as error:
            return Page(None, str(error))
        target = shown.resolve()
        if target not in self._read:
            self._read[target] = _reading().read(shown)
        return self._read[target]


def _reading() -> "ModuleType":
    from claimcheck import reading  # noqa: PLC0415 - the readers of articles, of which many claims files name none

    return reading
