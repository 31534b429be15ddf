"""Where a quote stands in an article now.

First the words as they are, then their comparable spelling (see `normalise`), and only then wording that was edited a
little. Prefix and suffix decide between several places; where they do not, the answer is *ambiguous* and lists every
place. A quote that is lost brings the nearest wording along, for the hint. The selector is TextQuoteSelector of the W3C
Web Annotation Data Model (section 4.2.4).

Edited wording needs rapidfuzz, which costs more to load than everything else here, so `claimcheck.articles.fuzzy` is
loaded only when a quote is not found otherwise. Whether the edited wording still says the same, `agreement` decides.
"""

from collections.abc import Iterable
from enum import StrEnum

from attrs import evolve, frozen

from claimcheck.articles.base import Article
from claimcheck.articles.normalise import comparable_quote
from claimcheck.articles.spans import REFERENCE, in_context, is_whole, occurrences
from claimcheck.model import Claim, Location, Quote


class AnchorOutcome(StrEnum):
    """Whether the quote stands in the article."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not-found"


class MatchKind(StrEnum):
    """How the quote's words compare with the article's; white space of any kind is the same."""

    EXACT = "exact"
    NORMALISED = "normalised"
    FUZZY = "fuzzy"


@frozen
class Place:
    """A stretch of an article: ``article.text[start:end]``; `score` is 100 where the words are the same."""

    start: int
    end: int
    text: str
    location: Location
    score: float = 100.0


@frozen
class Anchor:
    """Where a quote stands.

    `places` holds one place when found, every place when ambiguous, none when not found. `nearest` is the most similar
    wording of a quote that was not found, None where nothing resembles it.
    """

    outcome: AnchorOutcome
    how: MatchKind | None = None
    places: tuple[Place, ...] = ()
    nearest: Place | None = None

    @property
    def place(self) -> Place | None:
        """The one place of a quote that was found."""
        return self.places[0] if self.outcome is AnchorOutcome.FOUND else None

    @property
    def start(self) -> int | None:
        """Offset in the article's text at which a found quote begins."""
        return self.place.start if self.place else None


_REWORDED = 75.0  # of 100: below, most words are others
NOT_FOUND = Anchor(AnchorOutcome.NOT_FOUND)


def locate(article: Article, quote: Quote) -> Anchor:
    """Find a quote. Never raises; an empty quote is not found."""
    if not quote.exact.strip():
        return NOT_FOUND
    return _verbatim(article, quote) or _normalised(article, quote) or _edited(article, quote)


def standing(article: Article, claim: Claim) -> Anchor:
    """Where a claim stands in an article: where its quote does; without a quote, where its statement is a sentence, in the same words."""
    if claim.quote is not None:
        return locate(article, claim.quote)
    wanted = comparable_quote(claim.statement).rstrip(".!")
    found = (_comparable_place(article, *span) for span in occurrences(article.normalised.text, wanted))
    return _anchor(MatchKind.NORMALISED, [place for place in found if _is_sentence(article, place)]) or NOT_FOUND


def _is_sentence(article: Article, place: Place) -> bool:
    """Whether nothing stands beside the words in their sentence but references and marks."""
    first, last = article.sentence_at(place.start), article.sentence_at(place.end - 1)
    if first is None or last is None:
        return False
    beside = article.text[first.start : place.start], article.text[place.end : last.stop]
    return not any(char.isalnum() for text in beside for char in REFERENCE.sub("", text))


def settled(article: Article, quote: Quote, found: Anchor) -> Place | None:
    """The place of a quote that was found, if its words there would be found at that place and no other."""
    if found.place is None:
        return None
    again = locate(article, evolve(quote, exact=found.place.text))
    return found.place if again.how is MatchKind.EXACT and again.start == found.start else None


def out_of_context(article: Article, quote: Quote, place: Place) -> str:
    """The quote's prefix or suffix where its sentence surely speaks of something else there now, else ""; see `beside`."""
    first, last = article.sentence_at(place.start), article.sentence_at(place.end - 1)
    if not (first and last and (quote.prefix or quote.suffix)):
        return ""
    head, tail = article.text[first.start : place.start], article.text[place.end : last.stop]
    from claimcheck.articles.beside import is_replaced  # noqa: PLC0415 - most quotes have neither prefix nor suffix

    if is_replaced(quote.prefix, head, tail):
        return quote.prefix.strip()
    return quote.suffix.strip() if is_replaced(quote.suffix, tail, head, before=False) else ""


def reworded(article: Article, quote: Quote, anchor: Anchor) -> Place | None:
    """The place of a quote that was not found, where its sentence was likely only edited; for those who know more than its words.

    A citation that stood in that sentence before is such knowledge; without any, the nearest wording is but a hint.
    """
    if anchor.nearest is None or anchor.nearest.score < _REWORDED or _goes_on(article, quote, anchor.nearest):
        return None
    from claimcheck.articles.agreement import is_reworded  # noqa: PLC0415 - most quotes stand as they were

    same = is_reworded(comparable_quote(quote.exact), comparable_quote(anchor.nearest.text))
    return anchor.nearest if same else None


def _verbatim(article: Article, quote: Quote) -> Anchor | None:
    """The quick way: the very words, once, and nothing to decide between."""
    if quote.prefix or quote.suffix:
        return None
    spans = [span for span in occurrences(article.text, quote.exact.strip()) if is_whole(article.text, *span)]
    if len(spans) != 1:
        return None
    return Anchor(AnchorOutcome.FOUND, MatchKind.EXACT, (_place(article, *spans[0]),))


def _normalised(article: Article, quote: Quote) -> Anchor | None:
    text, wanted = article.normalised, comparable_quote(quote.exact)
    spans = [span for span in occurrences(text.text, wanted) if is_whole(text.text, *span)]
    if not spans:
        return None
    spans = in_context(text, spans, quote)
    places = [_comparable_place(article, *span) for span in spans]
    same = [place for place in places if place.text.split() == quote.exact.split()]
    whole = (place for place in places if not _goes_on(article, quote, place))
    return _anchor(MatchKind.EXACT, same) or _anchor(MatchKind.NORMALISED, whole)


def _edited(article: Article, quote: Quote) -> Anchor:
    from claimcheck.articles.fuzzy import align  # noqa: PLC0415 - it loads rapidfuzz, and most quotes stand as they were

    alignment = align(article, quote)
    if alignment.close:
        spans = [(start, end) for start, end, _ in alignment.close]
        kept = set(in_context(article.normalised, spans, quote))
        places = (_comparable_place(article, *span) for span in alignment.close if span[:2] in kept)
        if found := _anchor(MatchKind.FUZZY, (place for place in places if not _goes_on(article, quote, place))):
            return found
    nearest = _comparable_place(article, *alignment.nearest) if alignment.nearest else None
    return Anchor(AnchorOutcome.NOT_FOUND, nearest=nearest)


def _goes_on(article: Article, quote: Quote, place: Place) -> bool:
    """Whether a quote with the beginning or the end of its sentence stands where the sentence has more words there now.

    "Red meat lowers" is not what "Avoiding red meat lowers" says. The beginning is known by its capital, the end by its stop.
    """
    first, last = article.sentence_at(place.start), article.sentence_at(place.end - 1)
    head = article.text[first.start : place.start] if first and _lost_capital(quote.exact.strip(), place.text) else ""
    tail = article.text[place.end : last.end] if last and quote.exact.rstrip().endswith((".", "!", "?")) else ""
    if not (head or tail) or (head and _accounts(quote.prefix, article.text[: place.start])):
        return False
    from claimcheck.articles.agreement import says_more  # noqa: PLC0415 - most quotes stand as they were

    return says_more(comparable_quote(head + place.text + tail), comparable_quote(place.text))


def _lost_capital(quote: str, passage: str) -> bool:
    return quote[0].isupper() and not quote[1:2].isupper() and passage[:1].islower()


def _accounts(prefix: str, before: str) -> bool:
    """Whether the quote's own prefix is what stands before a place."""
    wanted = comparable_quote(prefix)
    return bool(wanted) and comparable_quote(before[-2 * len(prefix) - 2 :]).endswith(wanted)


def _anchor(how: MatchKind, found: Iterable[Place]) -> Anchor | None:
    places = tuple(found)
    return Anchor(AnchorOutcome.FOUND if len(places) == 1 else AnchorOutcome.AMBIGUOUS, how, places) if places else None


def _place(article: Article, start: int, end: int, score: float = 100.0) -> Place:
    return Place(start, end, article.text[start:end], article.position(start), score)


def _comparable_place(article: Article, start: int, end: int, score: float = 100.0) -> Place:
    """The place of a stretch of the comparable text."""
    text = article.normalised
    return _place(article, text.original(start), text.original(end), round(score, 1))
