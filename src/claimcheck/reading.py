"""What the gate reads in an article: its waivers, where a quote stands and in what wording, and what else is said.

Loaded by `quoted` when there is an article. What an article claims (CC102) is told by the extraction room.
"""

from collections.abc import Iterable
from pathlib import Path

from claimcheck.articles.anchors import Anchor, AnchorOutcome, Place, locate
from claimcheck.articles.article import read_article, source_of
from claimcheck.articles.base import Article
from claimcheck.articles.vague import vague_wording
from claimcheck.errors import UnreadableArticleError
from claimcheck.model import Claim
from claimcheck.page import Page
from claimcheck.rules.coverage import Unrecorded
from claimcheck.rules.facts import QuoteFacts, QuoteState, Wording
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
    assert anchor.place is not None
    wording = _wording_at(article, anchor.place)
    vague = _vague_in(wording.sentence) if claim.attributed_to is None else ""
    return QuoteFacts(QuoteState.FOUND, vague=vague, ignores=page.waivers_at(anchor.place.start), wording=wording)


def unrecorded(article: Article, recorded: Iterable[tuple[int, int]]) -> list[tuple[Unrecorded, int]]:
    """The sentences that make a claim and hold no quote, each with its offset in the article's text."""
    from claimcheck.extraction import coverage  # noqa: PLC0415 - most checks do not ask what else an article claims

    missing = coverage.unrecorded(coverage.claim_sentences(article), recorded)
    return [(Unrecorded(one.unit.text, one.kind, one.unit.location), one.unit.start) for one in missing]


def _wording_at(article: Article, place: Place) -> Wording:
    """The sentences that hold a quote, and the paragraph around them."""
    first, last = article.sentence_at(place.start), article.sentence_at(place.end - 1)
    start, end = first.start if first else place.start, last.end if last else place.end
    paragraph = article.text.rfind("\n\n", 0, start) + 1, article.text.find("\n\n", end)
    around = article.text[paragraph[0] : paragraph[1] if paragraph[1] >= 0 else None]
    return Wording(article.text[start:end], place.text, around)


def _vague_in(text: str) -> str:
    """Wording that names no work; "" where there is none."""
    found = vague_wording(text)
    return found[0].text if found else ""
