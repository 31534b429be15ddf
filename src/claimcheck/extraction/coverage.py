"""The sentences of an article that make a checkable claim, and which of them are recorded already."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import islice, pairwise
from typing import Self

from attrs import evolve, field, frozen

from claimcheck.articles.anchors import standing
from claimcheck.articles.base import Article
from claimcheck.extraction.asserting import asserts_nothing, recommends
from claimcheck.extraction.bounds import ASKS, asks_what_is_so, negates
from claimcheck.extraction.classify import (
    BESIDE,
    THRESHOLD,
    claim_signals,
    kind_scores,
    kinds_among,
    likeliest,
    makes_claim,
    makes_claim_alone,
    points_back,
    score_of,
    signals_of,
)
from claimcheck.extraction.clauses import Clause, clauses
from claimcheck.extraction.focus import Focuses, speaks_of_health
from claimcheck.extraction.lexicon import words_of
from claimcheck.extraction.marks import signed_notes
from claimcheck.extraction.pointing import points_outside
from claimcheck.extraction.referents import referents
from claimcheck.extraction.shapes import is_title as looks_like_title
from claimcheck.extraction.terms import health_terms, main_subject, names_any, title_of
from claimcheck.extraction.topics import SpokenOf, Topics
from claimcheck.extraction.unit import Unit
from claimcheck.extraction.units import units
from claimcheck.extraction.verdicts import calls_false
from claimcheck.language.patterns import end_of
from claimcheck.model import Claim, Kind
from claimcheck.stretches import apart_from

Span = tuple[int, int]

_ANNOUNCES = re.compile(r"(?:: | [–—-] )(?:what|how|why|when|who|where|your?|all|an?|the)\b", re.IGNORECASE)
_SURE_HEADLINE = 0.5
_BRIEFEST_HEADLINE = 3  # words: "Hernia repair" asserts nothing
_POINTS = re.compile(r"\b(?:it|its|they|them|their|this|these)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}[.):]?\s+")
_SHORTEST, _SAID_AGAIN = 3, 0.75
_PRONOUN = re.compile(r"\b(?:it|they)\b", re.IGNORECASE)


@frozen
class ClaimSentence:
    """A sentence that makes a claim, the likeliest kind with the scores of all, and what its first "it" surely stands for. `topic`
    tells what the page surely speaks of there. It `leans` on what stands around it, as far as that is known; `clauses` are those
    that it was read as, () where only its words are known.
    """

    unit: Unit
    kind: Kind
    scores: tuple[float, ...] = ()
    referent: str = ""
    topic: Callable[[], SpokenOf] = field(default=SpokenOf, repr=False, eq=False)
    leans: bool = False
    clauses: tuple[Clause, ...] = ()


def claim_sentences(article: Article) -> tuple[ClaimSentence, ...]:
    """The sentences that make a checkable health claim, in reading order, as their words tell: quickly, for the gate."""
    return PageClaims.of(article).apart_from(())


@frozen(slots=False)
class Candidate:
    """A sentence that may make a claim, as it is `said` with its pronoun resolved; `before` is the sentence before in its
    paragraph. `topic` tells what is spoken of there, and `focus` what "it" means. The rest is found on first use.
    """

    unit: Unit
    said: str
    before: str = ""
    referent: str = ""
    topic: Callable[[], SpokenOf] = field(default=SpokenOf, repr=False, eq=False)
    focus: Callable[[], str] = field(default=str, repr=False, eq=False)

    @cached_property
    def asserts_nothing(self) -> bool:
        """Whether it makes no claim, whatever words stand in it."""
        return asserts_nothing(self.unit, self.before)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The signals that weigh for or against a claim."""
        return claim_signals(self.said, self.unit.heading)

    @cached_property
    def score(self) -> float:
        """What its signals weigh for a claim, without what stands beside it."""
        return score_of(self.told, self.said)

    @property
    def signals(self) -> tuple[str, ...]:
        """All its signals, with those that tell its kind."""
        return signals_of(self.said, self.unit.heading, self.focus() if points_back(self.said) else "")

    @cached_property
    def kinds(self) -> tuple[float, ...]:
        """What its signals weigh for each kind."""
        return kind_scores(self.signals)

    def claim(self, scores: tuple[float, ...], *, leans: bool = False, read: tuple[Clause, ...] = ()) -> ClaimSentence:
        """It as a sentence that makes a claim, of the kind that has the highest of these scores."""
        return ClaimSentence(self.unit, likeliest(scores), scores, self.referent, self.topic, leans, read)


@frozen
class PageClaims:
    """Which sentences of a page make a claim, as their words tell. Each is read when it is asked for, or when one beside it is in
    doubt: most claims of a page are recorded, and need not be told.
    """

    _sentences: Sequence[Candidate]
    _known: dict[int, bool] = field(factory=dict, init=False, repr=False, eq=False)

    @classmethod
    def of(cls, article: Article) -> Self:
        """Of an article."""
        found = units(article)
        return cls((*headline(article, found), *candidates(article, found)))

    def apart_from(self, recorded: Iterable[Span]) -> tuple[ClaimSentence, ...]:
        """Those in which no recorded quote stands, in reading order; `recorded` are spans of the article's text."""
        is_apart = apart_from(recorded)
        asked = (at for at, one in enumerate(self._sentences) if is_apart(one.unit.start, one.unit.end))
        return tuple(self._told(at) for at in asked if self._makes_claim(at))

    def _told(self, at: int) -> ClaimSentence:
        """A claim with its kind, which those of the claims before and after draw towards theirs under the same heading."""
        one = self._sentences[at]
        beside = (self._sentences[other] for other in self._beside(at, self._makes_claim))
        near = (other.kinds for other in beside if other.unit.heading == one.unit.heading)
        return one.claim(kinds_among(one.kinds, near))

    def _makes_claim(self, at: int) -> bool:
        if at not in self._known:
            one = self._sentences[at]
            self._known[at] = self._asserts(at) and (
                makes_claim(one.told, self._score(at)) or _is_recommended(one.unit) or _in_a_part(one.unit)
            )
        return self._known[at]

    def _score(self, at: int) -> float:
        """What weighs for a claim: it is a little surer where the sentences before and after make one, which may decide."""
        own = self._sentences[at].score
        if own + BESIDE < THRESHOLD or own - BESIDE >= THRESHOLD:
            return own
        around = [math.tanh(self._sentences[other].score) for other in self._beside(at, self._asserts)]
        return own + BESIDE * (sum(around) / max(1, len(around)))

    def _asserts(self, at: int) -> bool:
        return not self._sentences[at].asserts_nothing

    def _beside(self, at: int, counts: Callable[[int], bool]) -> Iterator[int]:
        """The nearest one before and the nearest one after that count."""
        for others in (range(at - 1, -1, -1), range(at + 1, len(self._sentences))):
            yield from islice(filter(counts, others), 1)


def candidates(article: Article, found: Sequence[Unit]) -> Iterator[Candidate]:
    """Every sentence of the units of an article that may make a claim, but for notes and the title."""
    is_apart = apart_from((*article.asides, *signed_notes(article)))
    told = [unit for unit in found if not unit.is_heading and is_apart(unit.start, unit.start + 1)]
    focuses = Focuses([(unit.heading, unit.text) for unit in told], partial(main_subject, article))
    before = ["", *(unit.text for unit in told)]
    topics = Topics.of(told, title_of(article))
    meant = referents(told, title_of(article), topics)
    for number, (unit, referent, text) in enumerate(zip(told, meant, before, strict=False)):
        if number or article.headings or unit.text != article.title:
            said = _PRONOUN.sub(referent, unit.said, count=1) if health_terms(referent) else unit.said
            above = "" if unit.opens else text
            yield Candidate(unit, said, above, referent, partial(topics.at, number), partial(focuses.at, number))


def headline(article: Article, found: tuple[Unit, ...]) -> Iterator[Candidate]:
    """The page's title where it is a sentence that asserts something by itself, as headlines of news do."""
    first = next((unit for unit in found if unit.text == article.title or unit.is_heading), None)
    if first is None or first.text != article.title:
        return
    if not any(unit is not first and unit.text.rstrip(".") == first.text.rstrip(".") for unit in found):
        yield from _asserting(first)


def headings_that_assert(article: Article, found: Sequence[Unit]) -> Iterator[Candidate]:
    """The lower headings that assert something by the same test, which the sentences below neither say again nor turn against."""
    marked = {start for start, _ in article.headings}
    heads = [at for at, unit in enumerate(found) if unit.is_heading]
    for at, until in () if asks_what_is_so(title_of(article)) else pairwise((*heads[1:], len(found))):
        unit, section = found[at], found[at + 1 : until]
        is_alone = section and unit.start in marked and _stands_alone(unit.text)
        if is_alone and not any(_takes_up(unit.text, below.text) for below in section):
            begin = end_of(_NUMBER, unit.text)
            yield from _asserting(evolve(unit, text=unit.text[begin:], start=unit.start + begin))


def _stands_alone(heading: str) -> bool:
    """Whether a heading says of what it holds, in the page's own words, and is none that only announces or is called a myth."""
    is_own = heading[0] not in "\"“‘'" and not ASKS.match(heading) and not asks_what_is_so(heading)
    points = points_outside(heading) or _POINTS.search(heading)
    return is_own and not points and speaks_of_health(heading)


def _takes_up(heading: str, sentence: str) -> bool:
    """Whether a sentence below a heading says it again, or says no where that does not, so that it may be called false."""
    said = {word for word in words_of(heading) if len(word) > _SHORTEST}
    again = len(said & set(words_of(sentence))) >= _SAID_AGAIN * len(said)
    return again or (negates(sentence) and not negates(heading)) or calls_false(sentence)


def _asserting(unit: Unit) -> Iterator[Candidate]:
    """A heading as a candidate, where its words assert something."""
    one = Candidate(evolve(unit, is_heading=False, heading=""), f"{unit.text.rstrip('.')}.")
    if (
        not looks_like_title(unit.text)
        and not _ANNOUNCES.search(unit.text)
        and len(unit.text.split()) >= _BRIEFEST_HEADLINE
        and not one.asserts_nothing
        and one.score >= _SURE_HEADLINE
    ):
        yield one


def _in_a_part(unit: Unit) -> bool:
    """Whether a clause makes a claim by itself where the rest speaks of something else."""
    parts = [part.text for part in clauses(unit.text)]
    if all(part == unit.text for part in parts):
        return False
    return any(map(makes_claim_alone, parts))


def _is_recommended(unit: Unit) -> bool:
    """Whether it is a recommendation to those who treat, of a treatment or for people with an illness."""
    of_whom = names_any(unit.said, "treatment", "condition", "people")
    return recommends(unit.said) and (of_whom or unit.said.lower().startswith("do not "))


def unrecorded(sentences: Iterable[ClaimSentence], recorded: Iterable[Span]) -> tuple[ClaimSentence, ...]:
    """The sentences in which no recorded claim stands; `recorded` are spans of the article's text."""
    is_apart = apart_from(recorded)
    return tuple(one for one in sentences if is_apart(one.unit.start, one.unit.end))


def recorded_spans(article: Article, claims: Iterable[Claim]) -> tuple[Span, ...]:
    """Where the claims stand in the article, every place of an ambiguous one."""
    return tuple((place.start, place.end) for claim in claims for place in standing(article, claim).places)
