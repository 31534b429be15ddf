"""References written into an article's source: out with the ones that the program wrote before, in with today's.

Everything else stays as it is, so that a second run changes nothing, and a citation that goes takes exactly its
references along.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, Self

from attrs import evolve, field, frozen

from claimcheck.articles.anchors import Place
from claimcheck.articles.base import Article
from claimcheck.articles.managed import HTML_MARKS, Marks, Span
from claimcheck.bibliography.blocks import block_insertion, without_block
from claimcheck.bibliography.spots import (
    Cited,
    Lost,
    PageReferences,
    Referred,
    Spot,
    Stood,
    apart_from,
    fitting_offsets,
    inserted,
    reworded_in,
    spots_of,
)
from claimcheck.bibliography.works import Work, with_own_keys
from claimcheck.stretches import cut_out

_LOOK_BACK = 200
_SENTINEL = "\u2021\ue000\u2021"
"""Punctuation around a private character: it stands where a reference would, and no text holds it."""


class Style(Protocol):
    """How references look in one kind of article."""

    @property
    def marks(self) -> Marks:
        """The comments between which the list of references stands."""
        return HTML_MARKS

    @property
    def before_stop(self) -> bool:
        """Whether references stand in front of a sentence's full stop."""
        return False

    def lists(self, source: str) -> tuple[Span, ...]:
        """Where the program's lists of references are, in order."""
        ...

    def own(self, source: str, block: str) -> "tuple[Own, ...]":
        """The references in the source (without the program's list `block`) that the program wrote, in order."""
        ...

    def foreign(self, source: str) -> frozenset[str]:  # noqa: ARG002 - most styles have keys that nobody else uses
        """Keys that a person uses in the article for references of their own."""
        return frozenset()

    def knowing(self, works: tuple[Work, ...]) -> Self:  # noqa: ARG002 - most styles know their references by themselves
        """The style as the next run has it, when these works are referred to."""
        return self

    def within(self, article: Article) -> Self:  # noqa: ARG002 - most styles do not count
        """The style as it is in an article that has none of the program's references yet, and may have its own."""
        return self

    def mark(self, works: tuple[Work, ...], numbers: Mapping[str, int], before: str = "") -> str:
        """What stands behind a sentence; `numbers` counts the works of the article by key from 1, `before` ends where it stands."""
        ...

    def lines(self, works: tuple[Work, ...]) -> list[str]:
        """The list of references, () where the style has none in the article."""
        ...

    def place(self, source: str, offsets: Iterable[int]) -> int:
        """Where the list goes in an article that has none yet, and references at some offsets."""
        ...

    def fits(self, article: Article, source: str, offsets: dict[int, int], read: Callable[[str], Article]) -> bool:
        """Whether references at these offsets are seen at these positions of the text, and change nothing else."""
        seen = read(inserted(source, [(offset, _SENTINEL) for offset in offsets.values()])).text
        return seen == inserted(article.text, [(position, _SENTINEL) for position in offsets])


@frozen
class Own:
    """References that the program wrote, ``source[start:end]``, and the keys of their works."""

    start: int
    end: int
    keys: frozenset[str]


@frozen
class Source(Referred):
    """An article's source with its references."""

    text: str = field(kw_only=True)


def with_references(
    source: str,
    cited: Iterable[Cited],
    style: Style,
    read: Callable[[str], Article],
    given: PageReferences = lambda _article: (),
) -> Source:
    """Bring the references of an article up to date. `source` has no byte order mark; `read` parses an article.

    A reference goes with its quote; where that was only edited, with the sentence in which the reference stands. What the page
    refers to itself in that sentence (`given`) is not referred to again.
    """
    unlisted, block, at = without_block(source, style.lists(source))
    own = style.own(unlisted, block)
    clean = without(unlisted, own)
    if at is not None:
        at -= sum(one.end - one.start for one in own if one.end <= at)
    article, told = read(clean), unified(cited)
    style = style.within(article)
    spots, lost = spots_of(article, told, before_stop=style.before_stop, stood=_standing(article, clean, own))
    spots, theirs = apart_from(article, spots, given(article))
    places = fitting_offsets(
        article, clean, (spot.position for spot in spots), lambda offsets: style.fits(article, clean, offsets, read)
    )
    lost += _unplaced(spots, places)
    spots, taken = _without(tuple(spot for spot in spots if spot.position in places), style.foreign(clean), told)
    text, works = insert_references(clean, [(places[spot.position], spot.works) for spot in spots], style, at)
    if not _can_be_undone(text, clean, style.knowing(works)):
        reason = "references could not be told from the text again; is markup of the page left open?"
        return Source((), tuple(Lost(one.claim, reason) for one in told), text=source)
    before = {key: None for one in own for key in sorted(one.keys)}
    gone = tuple(key for key in before if key not in {work.key for work in (*works, *theirs)})
    return Source(works, lost + taken, reworded_in(spots), gone, theirs, text=text)


def without(source: str, own: Iterable[Own]) -> str:
    """The source without references that the program wrote."""
    return cut_out(source, ((one.start, one.end) for one in own))


def _standing(article: Article, clean: str, own: Iterable[Own]) -> Stood:
    """Tells whether a reference of a claim stood in a sentence; `clean` is the source without the references."""
    stands, taken = list[tuple[int, frozenset[str]]](), 0
    for one in own:
        stands.append((one.start - taken, one.keys))
        taken += one.end - one.start

    def stood(cited: Cited, place: Place) -> bool:
        sentence = article.sentence_at(place.end - 1)
        if sentence is None:
            return False
        first = article.source_offset(sentence.start)
        last = article.source_offset(sentence.end) if sentence.end < len(article.text) else len(clean)
        keys = {work.key for work in cited.works}
        return any(first < offset <= last and not keys.isdisjoint(known) for offset, known in stands)

    return stood


def _can_be_undone(text: str, clean: str, style: Style) -> bool:
    """Whether the next run would find this source below the references."""
    unlisted, block, _ = without_block(text, style.lists(text))
    return without(unlisted, style.own(unlisted, block)) == clean


def insert_references(
    clean: str, points: Iterable[tuple[int, tuple[Work, ...]]], style: Style, at: int | None = None
) -> tuple[str, tuple[Work, ...]]:
    """References at offsets of a source that has none, and the list at `at` (None: where the style puts it).

    Returns the new source and the works in the order of their numbers.
    """
    ordered = sorted(points, key=lambda point: point[0])
    works = tuple({work.key: work for _, group in ordered for work in group}.values())
    numbers = {work.key: number for number, work in enumerate(works, start=1)}
    pieces = [
        (offset, style.mark(group, numbers, clean[max(0, offset - _LOOK_BACK) : offset]))
        for offset, group in ordered
        if group
    ]
    lines = style.lines(works) if works else []
    if lines:
        at = style.place(clean, [offset for offset, _ in ordered]) if at is None else at
        pieces.append((at, block_insertion(clean, at, lines, style.marks)))
    return inserted(clean, pieces), works


def unified(cited: Iterable[Cited]) -> tuple[Cited, ...]:
    """The claims with works whose keys are unique in the article; claims without works fall out."""
    kept = tuple(one for one in cited if one.works)
    unique = with_own_keys(work for one in kept for work in one.works)
    by_identity = {work.identity: work for work in unique}
    return tuple(evolve(one, works=tuple(by_identity[work.identity] for work in one.works)) for one in kept)


def _unplaced(spots: tuple[Spot, ...], places: Mapping[int, int]) -> tuple[Lost, ...]:
    reason = "no reference can be written there without changing what is seen, line {}"
    return tuple(
        Lost(claim, reason.format(spot.line)) for spot in spots if spot.position not in places for claim in spot.claims
    )


def _without(
    spots: tuple[Spot, ...], foreign: frozenset[str], cited: tuple[Cited, ...]
) -> tuple[tuple[Spot, ...], tuple[Lost, ...]]:
    if not foreign:
        return spots, ()
    kept = tuple(evolve(spot, works=tuple(w for w in spot.works if w.key not in foreign)) for spot in spots)
    lost = [
        Lost(one.claim, f"the article itself has a [^{work.key}]; remove it to have it managed")
        for one in cited
        for work in one.works
        if work.key in foreign
    ]
    return kept, tuple(lost)
