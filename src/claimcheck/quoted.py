"""The articles that claims files name: where each claim's quote stands, the waivers written around it, what else is said.

What an article claims (CC102) is told by the extraction room, which most checks do not need: it is loaded by name in
`_unrecorded`, and only when an article could be read and the rule counts. It is the one such place.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from claimcheck.articles.anchors import Anchor, AnchorOutcome, locate
from claimcheck.articles.article import read_article, source_of
from claimcheck.articles.base import Article
from claimcheck.articles.vague import vague_wording
from claimcheck.articles.whereabouts import article_path
from claimcheck.errors import UnreadableArticleError
from claimcheck.model import Claim, Finding, Location, Waiver
from claimcheck.rules.coverage import Unrecorded, UnrecordedClaim
from claimcheck.rules.facts import QuoteFacts, QuoteState
from claimcheck.rules.files import UnreadableArticle
from claimcheck.rules.ignores import Ignore, ignores_of
from claimcheck.values import frozen


@frozen
class _Page:
    article: Article | None
    problem: str = ""
    ignores: tuple[Ignore, ...] = ()

    def waivers_at(self, offset: int) -> tuple[Waiver, ...]:
        """The waivers written in the article that cover a character of it."""
        return tuple(one.waiver for one in self.ignores if one.covers(offset))


class Articles:
    """The articles that claims files name, each read once; one finding for a claims file whose article cannot be read."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._pages: dict[tuple[str, str], _Page] = {}
        self._read: dict[Path, _Page] = {}
        self._opened: set[tuple[str, str | None]] = set()
        self._recorded: dict[str, list[tuple[int, int]]] = {}

    @property
    def ignores(self) -> Iterator[Ignore]:
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
        anchor = locate(page.article, claim.quote)
        self._recorded.setdefault(page.article.path, []).extend((place.start, place.end) for place in anchor.places)
        if anchor.outcome is AnchorOutcome.NOT_FOUND:
            return QuoteFacts(QuoteState.MISSING, nearest=anchor.nearest.text if anchor.nearest else "")
        if anchor.outcome is AnchorOutcome.AMBIGUOUS:
            return QuoteFacts(QuoteState.AMBIGUOUS)
        vague = _vague_around(page.article, anchor) if claim.attributed_to is None else ""
        covering = page.waivers_at(anchor.start) if anchor.start is not None else ()
        return QuoteFacts(QuoteState.FOUND, vague=vague, ignores=covering)

    def unrecorded(self) -> Iterator[tuple[Finding, tuple[Waiver, ...]]]:
        """CC102 for every article that was read: the sentences that make a claim and hold no quote, with their waivers."""
        for page in self._read.values():
            if page.article is not None:
                sentences = _unrecorded(page.article, self._recorded.get(page.article.path, ()))
                findings = UnrecordedClaim().of_article(one for one, _ in sentences)
                yield from zip(findings, (page.waivers_at(start) for _, start in sentences), strict=True)

    def page_of(self, claim: Claim) -> _Page | None:
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

    def _open(self, claims_path: str, written: str) -> _Page:
        """Read the article unless it lies outside the project, links followed."""
        try:
            shown = article_path(claims_path, written)
        except UnreadableArticleError as error:
            return _Page(None, str(error))
        target = shown.resolve()
        if target not in self._read:
            self._read[target] = _read(shown)
        return self._read[target]


def _read(path: Path) -> _Page:
    try:
        article = read_article(path)
        return _Page(article, ignores=ignores_of(article, source_of(path)))
    except UnreadableArticleError as error:
        return _Page(None, str(error))


def _unrecorded(article: Article, recorded: Iterable[tuple[int, int]]) -> list[tuple[Unrecorded, int]]:
    """Each sentence with its offset in the article's text."""
    coverage = import_module("claimcheck.extraction.coverage")
    missing = coverage.unrecorded(coverage.claim_sentences(article), recorded)
    return [(Unrecorded(one.unit.text, one.kind, one.unit.location), one.unit.start) for one in missing]


def _vague_around(article: Article, anchor: Anchor) -> str:
    """Wording that names no work, in the sentences that hold the quote; "" where there is none."""
    if anchor.start is None or anchor.end is None:
        return ""
    first, last = article.sentence_at(anchor.start), article.sentence_at(anchor.end - 1)
    text = article.text[first.start if first else anchor.start : last.end if last else anchor.end]
    found = vague_wording(text)
    return found[0].text if found else ""
