"""Which sentence leads a list, and which blocks below are its items."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Self

from attrs import evolve, frozen

from claimcheck.articles.base import Article
from claimcheck.extraction.bounds import ASKS, denies, is_open, negates, qualifies, reports
from claimcheck.extraction.lexicon import listed, words_of
from claimcheck.extraction.parting import CLOSING, Stretch
from claimcheck.extraction.unit import Unit
from claimcheck.language.patterns import until


@frozen
class Block:
    """A sentence in its block; `depth` is how many items of lists it stands in, one within the other, and it `is_above_items` where
    those of a deeper list begin right below.
    """

    article: Article
    start: int
    end: int
    depth: int
    is_above_items: bool

    @property
    def ends(self) -> bool:
        """Whether the sentence is the last of its block."""
        return self.article.text[self.end : self.end + 2] in ("\n\n", "")

    @property
    def text(self) -> str:
        """The block from the sentence on."""
        return self.article.text[self.start : until("\n\n", self.article.text, self.end)]


def blocks(article: Article, spans: Sequence[Stretch]) -> Iterator[Block]:
    """Each of the stretches in its block."""
    depths = [*_depths(article, [start for start, _, _ in spans]), 0]
    for (start, end, _), (depth, below) in zip(spans, pairwise(depths), strict=True):
        yield Block(article, start, end, depth, below > depth)


def _depths(article: Article, starts: list[int]) -> Iterator[int]:
    """How many items of lists stand around each place."""
    ahead, around = list(reversed(article.items)), list[int]()
    for start in starts:
        while ahead and ahead[-1].start <= start:
            item = ahead.pop()
            around = [*(end for end in around if end > item.start), item.end]
        around = [end for end in around if end > start]
        yield len(around)


@frozen
class Above:
    """The words above a list, without their colon, "" for none; they stand at a `depth`, below those of the list `outside`.

    It `is_marked` where the page marks the items as such. Else `first` is the column where the first of its items begins that are
    closed sentences, and it `is_open` where they are none: a list has items of one kind.
    """

    lead: str = ""
    depth: int = 0
    outside: Self | None = None
    is_marked: bool = False
    first: int | None = None
    is_open: bool = False

    def over(self, block: Block) -> Self:
        """What stands above a block: this where that is an item of the list."""
        if not self.lead:
            return self
        if block.depth > self.depth:
            return evolve(self, is_marked=True)
        if block.depth < self.depth or self.is_marked or block.is_above_items:
            return self.outside.over(block) if self.outside else type(self)()
        return self._over_unmarked(block)

    def _over_unmarked(self, block: Block) -> Self:
        """The same of a list whose items nothing marks.

        Closed sentences are items only where the lead tells of them: there it is worse to lose it than to keep it too long. What begins
        further left than the first of them is none.
        """
        if _is_item(block.text):
            return type(self)() if is_open(block.text) else evolve(self, is_open=True)
        if self.is_open or not _tells_of_sentences(self.lead):
            return type(self)()
        column = block.article.position(block.start).column or 0
        if self.first is None:
            return evolve(self, first=column)
        return self if block.ends and column >= self.first else type(self)()

    def with_item(self, unit: Unit, block: Block) -> Unit:
        """An item of the list: whether it goes on with the lead, answers it, or stands for itself."""
        asks = self.lead.endswith("?")
        if not _is_item(block.text):
            tells = _tells_of_sentences(self.lead) or (self.is_marked and (asks or negates(self.lead)))
            return evolve(unit, context=self.lead) if tells else unit
        goes_on = not asks and (unit.text[0].islower() or is_open(self.lead))
        return evolve(unit, lead=self.lead) if goes_on else evolve(unit, context=self.lead)

    def below(self, unit: Unit, block: Block) -> Self:
        """What stands above the block behind a sentence: the sentence, where it leads a list."""
        asks = unit.text.endswith("?") and block.is_above_items and not unit.is_heading
        goes_on = unit.text.endswith(":") or asks or _goes_on_in_items(unit, block)
        if not (block.ends and goes_on):
            return self
        return type(self)(unit.text.rstrip(": "), block.depth, self if block.depth > self.depth else self.outside)


def _goes_on_in_items(unit: Unit, block: Block) -> bool:
    """Whether a sentence or heading without a stop leads the list right below it: "Statins do not reduce the risk of"."""
    if unit.text[-1] in CLOSING + "?" or "\t" in unit.text or not block.is_above_items:
        return False
    is_title = ASKS.match(unit.text) is not None
    if negates(unit.text):
        return not (unit.is_heading and is_title)
    return not (unit.is_heading or is_title) and _has_verb(unit.text)


def _has_verb(text: str) -> bool:
    """Whether words have a verb, and not only what is to be done: "Signs to look out for"."""
    return any(word in listed("finite") and before != "to" for before, word in pairwise(("", *words_of(text))))


def breaks_off(unit: Unit, block: Block) -> bool:
    """Whether a sentence says nothing without the list below it."""
    return unit.text.endswith(":") or (is_open(unit.text) and _goes_on_in_items(unit, block))


def _tells_of_sentences(lead: str) -> bool:
    """Whether a lead calls closed sentences below it false, or another's words, or tells for whom they hold."""
    return denies(lead) or reports(lead) or qualifies(lead)


def _is_item(text: str) -> bool:
    """Whether a block below such words goes on with them: in small letters, or as no closed sentence."""
    return text[0].islower() or text[-1] not in ".!?"
