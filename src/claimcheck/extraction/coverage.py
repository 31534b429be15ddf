"""The sentences of an article that make a checkable claim, and which of them are recorded already."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from claimcheck.articles.anchors import standing
from claimcheck.articles.base import Article
from claimcheck.extraction.asserting import has_verb, is_no_statement
from claimcheck.extraction.bounds import ASKS, asks_what_is_so, heads_others_words, negates
from claimcheck.extraction.clauses import Clause
from claimcheck.extraction.lexicon import words_of
from claimcheck.extraction.marks import signed_notes
from claimcheck.extraction.pointing import points_outside
from claimcheck.extraction.referents import referents
from claimcheck.extraction.shapes import is_title as looks_like_title
from claimcheck.extraction.terms import title_of
from claimcheck.extraction.unit import Unit
from claimcheck.extraction.units import units
from claimcheck.extraction.verdicts import calls_false
from claimcheck.extraction.wording import THRESHOLD, names_health, score_of, speaks_of_health
from claimcheck.language.patterns import end_of
from claimcheck.model import Claim
from claimcheck.stretches import apart_from

Span = tuple[int, int]

_ANNOUNCES = re.compile(r"(?:: | [–—-] )(?:what|how|why|when|who|where|your?|all|an?|the)\b", re.IGNORECASE)
_SURE_HEADLINE = 0.5
_BRIEFEST_HEADLINE = 3  # words: "Hernia repair" asserts nothing
_POINTS = re.compile(r"\b(?:it|its|they|them|their|this|these)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}[.):]?\s+")
_SHORTEST, _SAID_AGAIN = 3, 0.75


@frozen
class ClaimSentence:
    """A sentence that makes a claim, and what its first "it" surely stands for. `scores` are those of all kinds, it `leans` on what stands around it, perhaps on what it is `about`, and `clauses` are those that it
    was read as, where somebody read it; () where only its words are known.
    """

    unit: Unit
    referent: str = ""
    scores: tuple[float, ...] = ()
    leans: bool = False
    about: str = ""
    clauses: tuple[Clause, ...] = ()


def claim_units(article: Article) -> tuple[Unit, ...]:
    """The sentences that make a checkable health claim, in reading order, as their words tell: quickly, for the gate."""
    found = units(article)
    return (*headline(article, found), *filter(_tells, statements(article, found)))


def claim_sentences(article: Article) -> tuple[ClaimSentence, ...]:
    """The same with what has to be known to draft them."""
    found = units(article)
    told = (one for one in candidates(article, found) if _tells(one.unit))
    return (*map(ClaimSentence, headline(article, found)), *told)


def _tells(unit: Unit) -> bool:
    return score_of(unit.said, unit.heading, unit.lead, unit.columns, opens=unit.opens) >= THRESHOLD


def statements(article: Article, found: Sequence[Unit]) -> Iterator[Unit]:
    """Every sentence of the units of an article that may be a statement of its own, but for notes and the title."""
    return _stating(article, _told(article, found))


def _stating(article: Article, told: Sequence[Unit]) -> Iterator[Unit]:
    leads, before = {unit.lead for unit in told}, ""
    for number, unit in enumerate(told):
        above, before = "" if unit.opens else before, unit.text
        is_title = not (number or article.headings) and unit.text == article.title
        if not (is_title or unit.text in leads or is_no_statement(unit, above)):
            yield unit


def _told(article: Article, found: Sequence[Unit]) -> list[Unit]:
    is_apart = apart_from((*article.asides, *signed_notes(article)))
    return [unit for unit in found if not unit.is_heading and is_apart(unit.start, unit.start + 1)]


def candidates(article: Article, found: Sequence[Unit]) -> Iterator[ClaimSentence]:
    """The `statements`, each with what its pronoun stands for."""
    told = _told(article, found)
    stating = {unit.start for unit in _stating(article, told)}
    for unit, referent in zip(told, referents(told, title_of(article)), strict=True):
        if unit.start in stating:
            yield ClaimSentence(unit, referent)


def headline(article: Article, found: tuple[Unit, ...]) -> Iterator[Unit]:
    """The page's title where it is a sentence that asserts something by itself, as headlines of news do."""
    first = next((unit for unit in found if unit.text == article.title or unit.is_heading), None)
    if first is None or first.text != article.title:
        return
    if not any(unit is not first and unit.text.rstrip(".") == first.text.rstrip(".") for unit in found):
        yield from _asserting(first)


def headings_that_assert(article: Article, found: Sequence[Unit]) -> Iterator[Unit]:
    """The lower headings that assert something by the same test, which the sentences below neither say again nor turn against."""
    marked = {start for start, _ in article.headings}
    heads = [at for at, unit in enumerate(found) if unit.is_heading]
    title = title_of(article)
    is_in_doubt = asks_what_is_so(title) or heads_others_words(title)
    for at, until in () if is_in_doubt else pairwise((*heads[1:], len(found))):
        unit, section = found[at], found[at + 1 : until]
        is_alone = section and unit.start in marked and _stands_alone(unit.text)
        if is_alone and not any(_takes_up(unit.text, below.text) for below in section):
            begin = end_of(_NUMBER, unit.text)
            yield from _asserting(evolve(unit, text=unit.text[begin:], start=unit.start + begin))


def _stands_alone(heading: str) -> bool:
    """Whether a heading says of what it holds, in the page's own words, and is none that only announces or is called a myth."""
    is_own = heading[0] not in "\"“‘'"
    points = points_outside(heading) or _POINTS.search(heading)
    return is_own and not points and speaks_of_health(heading)


def _takes_up(heading: str, sentence: str) -> bool:
    """Whether a sentence below a heading says it again, or says no where that does not, so that it may be called false."""
    said = {word for word in words_of(heading) if len(word) > _SHORTEST}
    again = len(said & set(words_of(sentence))) >= _SAID_AGAIN * len(said)
    return again or (negates(sentence) and not negates(heading)) or calls_false(sentence)


def _asserting(unit: Unit) -> Iterator[Unit]:
    """A heading as a sentence, where its words assert something."""
    text = unit.text
    if (
        len(text.split()) >= _BRIEFEST_HEADLINE
        and not (looks_like_title(text) or _ANNOUNCES.search(text) or ASKS.match(text) or asks_what_is_so(text))
        and names_health(text)
        and has_verb(text)
        and score_of(f"{text.rstrip('.')}.") >= _SURE_HEADLINE
        and not is_no_statement(one := evolve(unit, is_heading=False, heading=""))
    ):
        yield one


def unrecorded(sentences: Iterable[ClaimSentence], recorded: Iterable[Span]) -> tuple[ClaimSentence, ...]:
    """The sentences in which no recorded claim stands; `recorded` are spans of the article's text."""
    is_apart = apart_from(recorded)
    return tuple(one for one in sentences if is_apart(one.unit.start, one.unit.end))


def recorded_spans(article: Article, claims: Iterable[Claim]) -> tuple[Span, ...]:
    """Where the claims stand in the article, every place of an ambiguous one."""
    return tuple((place.start, place.end) for claim in claims for place in standing(article, claim).places)
