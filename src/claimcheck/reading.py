"""What the gate reads in an article: its waivers, where a quote stands and in what wording, and what else is said.

Loaded by `quoted` when there is an article. What an article claims (CC102) is told by the extraction room, which most checks
do not need: it is loaded by name in `unrecorded`, and only when the rule counts.
"""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from claimcheck.articles.anchors import Anchor, AnchorOutcome, locate
from claimcheck.articles.article import read_article, source_of
from claimcheck.articles.base import Article
from claimcheck.articles.vague import vague_wording
from claimcheck.errors import UnreadableArticleError
from claimcheck.model import Claim
from claimcheck.quoted import Page
from claimcheck.rules.coverage import Unrecorded
from claimcheck.rules.facts import QuoteFacts, QuoteState
from claimcheck.rules.ignores import ignores_of


def read(path: Path) -> Page:
    """The article at a path, which lies within the project; or why it cannot be read."""
    try:
        article = read_article(path)
        return Page(article, ignores=ignores_of(article, source_of(path)))
    except UnreadableArticleError as error:
        return Page(None, str(error))


def look_up(page: Page, claim: Claim) -> tuple[QuoteFacts, list[tuple[int, int]]]:
    """How the claim's quote stands in the article of its page, and the places it takes there."""
    if page.article is None or claim.quote is None:
        return QuoteFacts(QuoteState.UNCHECKED), []
    anchor = locate(page.article, claim.quote)
    return _facts(page, page.article, claim, anchor), [(place.start, place.end) for place in anchor.places]


def _facts(page: Page, article: Article, claim: Claim, anchor: Anchor) -> QuoteFacts:
    if anchor.outcome is AnchorOutcome.NOT_FOUND:
        return QuoteFacts(QuoteState.MISSING, nearest=anchor.nearest.text if anchor.nearest else "")
    if anchor.outcome is AnchorOutcome.AMBIGUOUS:
        return QuoteFacts(QuoteState.AMBIGUOUS)
    vague = _vague_around(article, anchor) if claim.attributed_to is None else ""
    covering = page.waivers_at(anchor.start) if anchor.start is not None else ()
    return QuoteFacts(QuoteState.FOUND, vague=vague, ignores=covering)


def unrecorded(article: Article, recorded: Iterable[tuple[int, int]]) -> list[tuple[Unrecorded, int]]:
    """The sentences that make a claim and hold no quote, each with its offset in the article's text."""
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
