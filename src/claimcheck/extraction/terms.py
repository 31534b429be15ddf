"""The health terms of a text, and the PICO terms of a claim: population, intervention, comparator, outcome."""

import re
from collections import Counter

from attrs import frozen

from claimcheck.articles.base import Article
from claimcheck.extraction.lexicon import Hit, hits
from claimcheck.model import Kind

_AT_MOST = 3
_ANYBODY = frozenset(
    ["patients", "patient", "people with", "those who", "those with", "anyone who", "anyone with", "one person"]
)
_VERSUS = re.compile(
    r"\b(?:than|instead of|rather than|unlike|compared (?:with|to)|alternative to|without)\s+"
    r"(?P<what>(?:[\w'’-]+\s?){1,4}?)(?=[,.;:!?—]|\s(?:and|or|does|do|is|are|in|for|on|the|if|who|which|after)\b|$)"
)
_AMOUNT = re.compile(r"\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|half|a|advice|an)\b")
_HAVING = re.compile(r"\b(?:with|have|has|had|having|of people|in)\s(?:\w+\s)?\Z", re.IGNORECASE)
_ACTED_ON = re.compile(
    r"\b(?:preven|caus|cur|heal|worsen|fight|rid of|trigger|lead|risk of|linked|eas|reliev|tied|lower|protect)\w*",
    re.IGNORECASE,
)


@frozen
class Topic:
    """What an article is about: the treatment and the condition in its title, else those it names most."""

    treatment: str = ""
    condition: str = ""


@frozen
class Pico:
    """A claim's terms as phrases of its statement, in lower case."""

    population: tuple[str, ...] = ()
    intervention: tuple[str, ...] = ()
    comparator: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()


def health_terms(text: str) -> tuple[Hit, ...]:
    """The health terms of a text in order; of overlapping ones the first, of those the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits("health_terms.txt", text), key=lambda one: (one.start, -one.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)


def topic_of(article: Article) -> Topic:
    """The article's topic."""
    return Topic(*(_main(article, section) for section in ("treatment", "condition")))


def title_of(article: Article) -> str:
    """The article's title, or its first line."""
    return article.title or article.text.partition("\n")[0]


def _main(article: Article, section: str) -> str:
    title = title_of(article)
    named = [hit.text.lower() for hit in health_terms(title) if hit.section == section]
    counted = Counter(hit.text.lower() for hit in health_terms(article.text) if hit.section == section)
    common = [term for term, count in counted.most_common(1) if count > 2]
    return next(iter(named or common), "")


def pico_of(statement: str, kind: Kind, topic: Topic) -> Pico:
    """The terms of a statement. A claim that names no condition is about the article's."""
    versus = _VERSUS.search(statement)
    terms = health_terms(statement)
    rival = [hit for hit in terms if versus and versus.start() <= hit.start < versus.end()]
    own = [hit for hit in terms if hit not in rival]
    of_condition = bool(own) and own[0].section == "condition" and own[0].start < 4
    treatments = () if of_condition else _texts(own, "treatment")  # "sciatica makes walking hard" treats nothing
    acted_on = _ACTED_ON.search(statement)
    conditions = [hit for hit in own if hit.section == "condition"]
    affected = [hit for hit in conditions if acted_on and hit.start > acted_on.end() and treatments]
    if kind is Kind.SAFETY:  # what may go wrong is the outcome, but for what people have already
        affected = [hit for hit in conditions if not _HAVING.search(statement[: hit.start])]
    suffering = [hit for hit in conditions if hit not in affected]
    outcomes = _texts([hit for hit in own if hit.section == "outcome"] + affected)
    of_the_page = (topic.condition,) if topic.condition and topic.condition not in outcomes else ()
    population = _texts(suffering) or _people(own) or of_the_page
    if not outcomes and kind is Kind.MECHANISM:
        outcomes = _texts(own, "body")
    rivals = _texts(rival, "treatment") or ((versus.group("what").strip().lower(),) if versus else ())
    comparator = tuple(text for text in rivals if not _AMOUNT.match(text))
    return Pico(population[:_AT_MOST], treatments[:_AT_MOST], comparator[:_AT_MOST], outcomes[:_AT_MOST])


def _people(hits: list[Hit]) -> tuple[str, ...]:
    return tuple(text for text in _texts(hits, "people") if text not in _ANYBODY)


def _texts(hits: list[Hit], section: str = "") -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.text.lower() for hit in hits if section in ("", hit.section)))
