"""Where a quote stands in an article now.

First the words as they are, then their comparable spelling (see `normalise`), and only then wording that was edited a
little. Prefix and suffix decide between several places; where they do not, the answer is *ambiguous* and lists every
place. A quote that is lost brings the nearest wording along, for the hint. The selector is TextQuoteSelector of the W3C
Web Annotation Data Model (section 4.2.4).

Edited wording needs rapidfuzz, which costs more to load than everything else here, so `claimcheck.articles.fuzzy` is
loaded by name in `_edited`, and only when a quote is not found otherwise. It is the one such place.
"""

from collections.abc import Callable
from enum import StrEnum
from importlib import import_module

from claimcheck.articles.base import Article
from claimcheck.articles.normalise import Normalised, comparable_quote
from claimcheck.model import Location, Quote
from claimcheck.values import frozen

MAX_PLACES = 100
"""More places than these are not listed: the quote is a common word."""

# Below Thai, scripts put spaces (or the like) between words, so a place inside a word is another word.
_UNSPACED = "\u0e00"


class AnchorOutcome(StrEnum):
    """Whether the quote stands in the article."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not-found"


class MatchKind(StrEnum):
    """How the quote's words compare with the article's."""

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

    @property
    def end(self) -> int | None:
        """Offset in the article's text after the last character of a found quote."""
        return self.place.end if self.place else None

    @property
    def location(self) -> Location | None:
        """Line and column at which a found quote begins."""
        return self.place.location if self.place else None


NOT_FOUND = Anchor(AnchorOutcome.NOT_FOUND)


@frozen
class Alignment:
    """What `fuzzy` answers: spans of the comparable text with scores. `close` are the spans that could be meant, best
    first; `nearest` is the most similar one, whether or not it could be meant.
    """

    close: tuple[tuple[int, int, float], ...] = ()
    nearest: tuple[int, int, float] | None = None


def locate(article: Article, quote: Quote) -> Anchor:
    """Find a quote. Never raises; an empty quote is not found."""
    if not quote.exact.strip():
        return NOT_FOUND
    return _verbatim(article, quote) or _normalised(article, quote) or _edited(article, quote)


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
    places = [_place(article, text.original(start), text.original(end)) for start, end in spans]
    same = [place for place in places if place.text == quote.exact.strip()]
    return _anchor(MatchKind.EXACT, same) if same else _anchor(MatchKind.NORMALISED, places)


def _edited(article: Article, quote: Quote) -> Anchor:
    align: Callable[[Article, Quote], Alignment] = import_module("claimcheck.articles.fuzzy").align
    alignment = align(article, quote)
    if alignment.close:
        spans = [(start, end) for start, end, _ in alignment.close]
        kept = set(in_context(article.normalised, spans, quote))
        return _anchor(MatchKind.FUZZY, [_aligned(article, span) for span in alignment.close if span[:2] in kept])
    nearest = _aligned(article, alignment.nearest) if alignment.nearest else None
    return Anchor(AnchorOutcome.NOT_FOUND, nearest=nearest)


def _anchor(how: MatchKind, places: list[Place]) -> Anchor:
    outcome = AnchorOutcome.FOUND if len(places) == 1 else AnchorOutcome.AMBIGUOUS
    return Anchor(outcome, how, tuple(places))


def _place(article: Article, start: int, end: int, score: float = 100.0) -> Place:
    return Place(start, end, article.text[start:end], article.position(start), score)


def _aligned(article: Article, span: tuple[int, int, float]) -> Place:
    start, end, score = span
    return _place(article, article.normalised.original(start), article.normalised.original(end), round(score, 1))


def occurrences(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where a string stands, at most `MAX_PLACES` times, without overlap."""
    spans: list[tuple[int, int]] = []
    start = text.find(wanted) if wanted else -1
    while start >= 0 and len(spans) < MAX_PLACES:
        spans.append((start, start + len(wanted)))
        start = text.find(wanted, start + len(wanted))
    return spans


def in_context(text: Normalised, spans: list[tuple[int, int]], quote: Quote) -> list[tuple[int, int]]:
    """The spans that agree best with prefix and suffix; all of them where none agrees or none is given."""
    before, after = comparable_quote(quote.prefix), comparable_quote(quote.suffix)
    if len(spans) == 1 or not (before or after):
        return spans
    scores = [_agreement(text.text, span, before, after) for span in spans]
    return [span for span, score in zip(spans, scores, strict=True) if score == max(scores)]


def _agreement(text: str, span: tuple[int, int], before: str, after: str) -> int:
    start, end = span
    head = text[max(0, start - len(before) - 2) : start].rstrip()
    tail = text[end : end + len(after) + 2].lstrip()
    return int(bool(before) and head.endswith(before)) + int(bool(after) and tail.startswith(after))


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a span cuts no word and no number in two: "5 mg" does not stand in "15 mg" or "2.5 mg"."""
    return not (_cuts(text, start) or _cuts(text, end) or text[max(0, start - 4) : start].lower() == "non-")


def _cuts(text: str, at: int) -> bool:
    if at <= 0 or at >= len(text):
        return False
    left, right = text[at - 1], text[at]
    if _joins(left) and _joins(right):
        return True
    if right.isdigit() and left in ".,":
        return at >= 2 and text[at - 2].isdigit()
    return left.isdigit() and right in ".," and text[at + 1 : at + 2].isdigit()


def _joins(character: str) -> bool:
    return character.isalnum() and character < _UNSPACED
