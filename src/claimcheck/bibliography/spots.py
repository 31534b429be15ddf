"""Where in an article the references of its claims belong: behind the sentence in which the claim's quote ends."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from attrs import evolve, frozen

from claimcheck.articles.anchors import NOT_FOUND, Anchor, AnchorOutcome, MatchKind, Place, locate, reworded
from claimcheck.articles.base import Article
from claimcheck.bibliography.works import Work
from claimcheck.model import Citation, Claim
from claimcheck.stretches import replaced

_SEALED = "its quote stands in a tag of the page's template, into which no reference can be written, line {}"
_CODE = "its quote stands in a block of code (fenced, indented, or by its tag), line {}; what is meant as text belongs outside of it"
_INLINE = "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|dfn|em|font|i|ins|kbd|mark|q|ruby|samp|small|span|strong|sub|sup|time|tt|u|var"
_CLOSING = re.compile(
    r"(?:\s{0,3}[\[(](?:[\s,;&\u2010-\u2013-]*<(?:a|sup)\b[^<>]*>[^<>\r\n]{0,60}</(?:a|sup)\s*>)+[^<>\[\]()\r\n]{0,20}[\])]"  # a linked mark
    r"|\](?:\((?:[^()\r\n]|\([^()\r\n]*\))*+\)|\[[^\]\r\n]*\])"  # where a link leads
    r"|(?<=[\])`*_=+~^])\{(?!%|/|#\s)[^{}\r\n]*\}"  # the attributes of marked words
    r"|\{\{[<%]?+(?!-?\s*+(?:/|(?P<tag>[\w./-]+)(?=[\s\S]*?\{\{[<%]-?\s*+/\s*+(?P=tag)\b)))[^{}\r\n]*\}\}"  # that stands alone
    r"|\^\[[^\]\r\n]*\]|\[(?P<note>[\w-]+)[^\]\r\n]*\][^\[\r\n]*\[/(?P=note)\]"
    rf"|<sup\b[^<>]*>(?:[^<\r\n]|<(?!/?sup\b)[^<>]*>|\s(?=\s*(?:<|[\d\[(])))*?</sup\s*>|<a\s[^<>]*\bhref\b[^<>]*>|</(?:{_INLINE})\s*>"
    r"|<(?:b|em|i|small|span|strong)\b[^<>]*>(?=\s*<sup\b)|<span\b[^<>]*super[^<>]*>[^<>]{0,60}</span\s*>"  # another way to raise it
    r"|\s+(?=\]|</|\[\^|<sup\b)|[^\s<{%~\[]|%(?!%)|~(?!~)|\[(?!/))*+",
    re.IGNORECASE,
)
"""What belongs to a sentence behind its last character: the ends of inline markup, and marks of notes.

Not the end of an element or of a tag around it, and neither comments nor attributes of its block nor what is deleted behind it.
"""
_LOOK_AHEAD = 20_000
_STOP = re.compile(r"(?<![.!?\u2026])[.!?\u2026]\Z")


@frozen
class Cited:
    """A claim with the works that its article refers to."""

    claim: Claim
    works: tuple[Work, ...]


@frozen
class Spot:
    """A place in the article's text (`position`), the works that are referred to there, each once, and for which claims.

    `line` is where the character before it stands; `reworded` are those of the claims whose quote the article has in other words now.
    """

    position: int
    line: int
    works: tuple[Work, ...]
    claims: tuple[Claim, ...] = ()
    reworded: tuple[Claim, ...] = ()


@frozen
class Lost:
    """A claim whose references found no place, and why, as the end of a sentence."""

    claim: Claim
    reason: str


@frozen
class Referred:
    """What came of an article's references: the works in the order of their numbers, and what found no place.

    `reworded` are claims whose quote the article has in other words now, with the line; `gone` the keys of works that it
    referred to before and does not now; `theirs` works that the page itself refers to where a reference would stand.
    """

    works: tuple[Work, ...] = ()
    lost: tuple[Lost, ...] = ()
    reworded: tuple[tuple[Claim, int], ...] = ()
    gone: tuple[str, ...] = ()
    theirs: tuple[Work, ...] = ()


@frozen
class PageReference:
    """Works that the page itself refers to, and where in its text (`at`) that stands."""

    at: int
    works: tuple[Citation, ...]


PageReferences = Callable[[Article], Iterable[PageReference]]
"""What a page refers to itself; its article is without what the program wrote."""


Stood = Callable[[Cited, Place], bool]
"""Whether a reference of the claim stood in the sentence of a place before."""


def spots_of(
    article: Article, cited: Iterable[Cited], *, before_stop: bool = False, stood: Stood = lambda _one, _place: False
) -> tuple[tuple[Spot, ...], tuple[Lost, ...]]:
    """The places in reading order, and the claims that have none. `before_stop`: in front of a sentence's full stop."""
    found: list[tuple[int, int, Cited, bool]] = []
    lost = []
    for one in cited:
        anchor = locate(article, one.claim.quote) if one.claim.quote else NOT_FOUND
        place = anchor.place
        is_reworded = place is None or anchor.how is MatchKind.FUZZY
        if place is None and one.claim.quote:
            likely = reworded(article, one.claim.quote, anchor)
            place = likely if likely and stood(one, likely) else None
        if place is None:
            lost.append(Lost(one.claim, _why(anchor) if one.claim.quote else "it has no quote"))
        elif told := _closed(article, place):
            lost.append(Lost(one.claim, told.format(place.location.line)))
        else:
            found.append((_position(article, place.end, before_stop), place.start, one, is_reworded))
    by_position = groupby(sorted(found, key=lambda place: place[:2]), key=lambda place: place[0])
    return tuple(_spot(article, position, list(group)) for position, group in by_position), tuple(lost)


def _closed(article: Article, place: Place) -> str:
    """What to tell of a place into which nothing is written, "" for all others."""
    for told, stretches in ((_SEALED, article.sealed), (_CODE, article.code)):
        if any(start < place.end <= end for start, end in stretches):
            return told
    return ""


def apart_from(
    article: Article, spots: Iterable[Spot], given: Iterable[PageReference]
) -> tuple[tuple[Spot, ...], tuple[Work, ...]]:
    """The places without the works that the page itself refers to in the same sentence, and these works."""
    by_sentence: dict[int | None, list[Citation]] = {}
    for one in given:
        by_sentence.setdefault(_sentence_start(article, one.at), []).extend(one.works)
    kept, left = [], dict[str, Work]()
    for spot in spots:
        theirs = by_sentence.get(_sentence_start(article, spot.position - 1), [])
        own = {work.key: work for work in spot.works if any(_is_same(work, one) for one in theirs)}
        left |= own
        rest = tuple(work for work in spot.works if work.key not in own)
        kept += [evolve(spot, works=rest)] if rest else []
    return tuple(kept), tuple(left.values())


def reworded_in(spots: Iterable[Spot]) -> tuple[tuple[Claim, int], ...]:
    """The claims whose quote the article has in other words now, each with its line."""
    return tuple((claim, spot.line) for spot in spots for claim in spot.reworded)


def _sentence_start(article: Article, at: int) -> int | None:
    """The beginning of the sentence that an offset stands in, or directly behind."""
    sentence = article.sentence_by(at)
    return sentence.start if sentence else None


def _is_same(work: Work, cited: Citation) -> bool:
    """Whether one of the identifiers says that it is the same work."""
    pairs = ((work.pmid, cited.pmid), (work.doi, cited.doi), (work.pmcid, cited.pmcid), (work.url, cited.url))
    return any(mine is not None and mine == theirs for mine, theirs in pairs if theirs)


def works_in_order(article: Article | None, cited: Iterable[Cited]) -> tuple[Work, ...]:
    """The works as the article mentions them first, then those of claims that have no place in it, as claimed."""
    given = tuple(cited)
    placed, lost = spots_of(article, given) if article else ((), tuple(Lost(one.claim, "") for one in given))
    homeless = [entry.claim for entry in lost]
    rest = [work for one in given if one.claim in homeless for work in one.works]
    return tuple({work.key: work for work in (*(work for spot in placed for work in spot.works), *rest)}.values())


def _spot(article: Article, position: int, group: list[tuple[int, int, Cited, bool]]) -> Spot:
    works = {work.key: work for _, _, one, _ in group for work in one.works}
    others = tuple(one.claim for _, _, one, is_reworded in group if is_reworded)
    line = article.position(position - 1).line or 0
    return Spot(position, line, tuple(works.values()), tuple(one.claim for _, _, one, _ in group), others)


def _why(anchor: Anchor) -> str:
    if anchor.outcome is AnchorOutcome.AMBIGUOUS:
        return "its quote stands in several places; a prefix or suffix tells them apart"
    nearest = f'; the nearest wording is "{anchor.nearest.text[:80]}"' if anchor.nearest else ""
    return f"its quote does not stand in the article{nearest}"


def _position(article: Article, end: int, before_stop: bool) -> int:
    sentence = article.sentence_at(end - 1)
    if sentence is None:
        return end
    stop = _STOP.search(sentence.text) if before_stop else None
    return sentence.end - (1 if stop and sentence.end - 1 >= end - 1 else 0)


def source_offsets(article: Article, source: str, position: int) -> list[int]:
    """The offsets in the source that may stand for a place in the text, the likeliest first.

    Markup that closes there (``**``, ``](target)``, ``</em>``) is passed over where it can be.
    """
    first = article.source_offset(position - 1) + 1
    limit = article.source_offset(position) if position < len(article.text) else len(source)
    run = _CLOSING.match(source, first, limit + _LOOK_AHEAD)
    end = min(run.end(), limit) if run else first  # the next character seen is at `limit`
    closers = [offset for offset in range(end, first, -1) if source[offset - 1] in ">)*_~=+`];}^\"'"]
    return [*closers, first]


def fitting_offsets(
    article: Article, source: str, positions: Iterable[int], fits: Callable[[dict[int, int]], bool]
) -> dict[int, int]:
    """An offset for every position that has one; `fits` says whether references may stand at offsets, by position.

    Before an exclamation mark where none may stand behind it: "![" begins a picture in Markdown.
    """
    return dict(_fitting([(position, _choices(article, source, position)) for position in positions], fits))


def _choices(article: Article, source: str, position: int) -> list[tuple[int, int]]:
    before = len(article.text[:position].rstrip("!"))
    places = (position, before) if 0 < before < position else (position,)
    return [(at, offset) for at in places for offset in source_offsets(article, source, at)]


def _fitting(
    choices: list[tuple[int, list[tuple[int, int]]]], fits: Callable[[dict[int, int]], bool]
) -> Iterator[tuple[int, int]]:
    """All first choices at once where they fit, else half by half: one place that does not fit costs few readings."""
    likeliest = [(position, places[0]) for position, places in choices]
    if not choices or fits(dict(place for _, place in likeliest)):
        yield from ((position, offset) for position, (_, offset) in likeliest)
    elif len(choices) > 1:
        middle = len(choices) // 2
        yield from _fitting(choices[:middle], fits)
        yield from _fitting(choices[middle:], fits)
    else:
        ((position, places),) = choices
        yield from [(position, place[1]) for place in places[1:] if fits(dict([place]))][:1]


def inserted(text: str, pieces: Iterable[tuple[int, str]]) -> str:
    """The text with pieces put in at offsets; those at one offset in the order given."""
    return replaced(text, ((offset, offset, piece) for offset, piece in pieces))
