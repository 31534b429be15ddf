"""What the gate reads in an article: its waivers, where a quote stands and in what wording, and which sentences make a claim.

Loaded by `project` when there is an article. What an article claims (CC102) is told by the extraction room.
"""

from collections.abc import Callable, Iterable, Iterator

from claimcheck.articles.anchors import Anchor, AnchorOutcome, MatchKind, Place, out_of_context, settled, standing
from claimcheck.articles.article import article_bytes, reader_for, source_of
from claimcheck.articles.base import Article, Sentence
from claimcheck.articles.vague import vague_wording
from claimcheck.model import Claim, Waiver
from claimcheck.rules.facts import QuoteFacts, QuoteState, Unrecorded, Wording
from claimcheck.rules.ignores import Ignore, ignores_of
from claimcheck.tree import Tree

WaiversAt = Callable[[int], tuple[Waiver, ...]]
"""The waivers that cover a character of an article."""


def read(path: str, tree: Tree) -> tuple[Article, tuple[Ignore, ...]]:
    """The article at a path, with the waivers written in it. Raises `UnreadableArticleError`."""
    parse = reader_for(path)
    data = article_bytes(path, tree)
    article = parse(data, path)
    return article, ignores_of(article, source_of(data, path))


def look_up(
    article: Article, waivers_at: WaiversAt, claim: Claim
) -> tuple[QuoteFacts | None, tuple[tuple[int, int], ...]]:
    """How the claim's quote stands in its article, None where it has none; and the places that the claim takes there."""
    anchor = standing(article, claim)
    facts = _facts(article, waivers_at, claim, anchor) if claim.quote is not None else None
    return facts, tuple((place.start, place.end) for place in anchor.places)


def _facts(article: Article, waivers_at: WaiversAt, claim: Claim, anchor: Anchor) -> QuoteFacts:
    if anchor.outcome is AnchorOutcome.NOT_FOUND:
        return QuoteFacts(QuoteState.MISSING, nearest=anchor.nearest.text if anchor.nearest else "")
    if anchor.outcome is AnchorOutcome.AMBIGUOUS:
        return QuoteFacts(QuoteState.AMBIGUOUS)
    assert anchor.place is not None
    wording = _wording_at(article, anchor.place)
    vague = _vague_in(wording.sentence) if claim.attributed_to is None else ""
    place = settled(article, claim.quote, anchor) if claim.quote and anchor.how is MatchKind.FUZZY else None
    moved = place.text if place else ""
    ignores = waivers_at(anchor.place.start)
    without = out_of_context(article, claim.quote, anchor.place) if claim.quote else ""
    return QuoteFacts(QuoteState.FOUND, "", vague, "", ignores, wording, moved, without)


def claims_of(article: Article) -> tuple[Unrecorded, ...]:
    """Its sentences that make a claim, as if none were recorded."""
    from claimcheck.extraction.coverage import claim_units  # noqa: PLC0415 - not every check asks what an article claims

    return tuple(Unrecorded(one.text, one.location, one.start, one.end) for one in claim_units(article))


def going_on(article: Article, quoted: Iterable[tuple[Claim, tuple[int, int]]]) -> Iterator[Unrecorded]:
    """The words that go on from quotes in their sentences, and that no claim has whose quote stands there; not from what needs no source."""
    from claimcheck.beyond import going_on as beyond  # noqa: PLC0415 - not every check asks what an article claims

    found: dict[Sentence, list[tuple[Claim, tuple[int, int]]]] = {}
    for claim, place in quoted:
        for sentence in {article.sentence_at(place[0]), article.sentence_at(place[1] - 1)}:
            if sentence:
                found.setdefault(sentence, []).append((claim, place))
    for sentence, here in found.items():
        for start, end in beyond(article, (sentence.start, sentence.end), here):
            of = next(claim for claim, place in here if place[1] == start)
            if of.needs_source:
                yield Unrecorded(article.text[start:end].strip(), sentence.location, start, end, of.id)


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
