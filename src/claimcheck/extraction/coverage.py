"""The sentences of an article that make a checkable claim, and which of them are recorded already."""

import re
from collections.abc import Iterable

from claimcheck.articles.anchors import locate
from claimcheck.articles.base import Article
from claimcheck.extraction.classify import Verdict, classify
from claimcheck.extraction.clauses import clauses
from claimcheck.extraction.terms import health_terms, topic_of
from claimcheck.extraction.units import Unit, units
from claimcheck.model import Claim, Kind
from claimcheck.values import frozen

Span = tuple[int, int]

_OTHER_MATTERS = ("logistics", "opinion", "first-person")
_OF_PEOPLE = re.compile(r"(?:people|patients|those|anyone|women|men|adults|children) (?:with|who)\b", re.IGNORECASE)
_REFERS_BACK = re.compile(r"(?:but |and |yet |also )?(?:it|they|this|these|that|those)\b", re.IGNORECASE)


@frozen
class ClaimSentence:
    """A sentence that makes a claim, its kind, and what "it" means in it."""

    unit: Unit
    kind: Kind
    focus: str


def claim_sentences(article: Article) -> tuple[ClaimSentence, ...]:
    """The sentences that make a checkable health claim, in reading order; never headings."""
    found: list[ClaimSentence] = []
    focus = topic_of(article).treatment
    heading = ""
    for number, unit in enumerate(units(article)):
        if unit.heading != heading:
            heading, focus = unit.heading, subject_of(unit.heading) or focus
        if unit.is_heading or (number == 0 and unit.text == article.title):
            continue
        before, focus = focus, _focus_after(unit.text, focus)
        verdict = _verdict(unit.text)
        if verdict.is_claim:
            found.append(ClaimSentence(unit, verdict.kind, before or focus))
    return tuple(found)


def _verdict(sentence: str) -> Verdict:
    """Of the sentence, or of its clause that makes a claim where the rest speaks of something else."""
    whole = classify(sentence)
    if whole.is_claim or not any(name in _OTHER_MATTERS for name, _ in whole.signals):
        return whole
    parts = [classify(part.text) for part in clauses(sentence)]
    return next((part for part in parts if part.is_claim), whole)


def unrecorded(sentences: Iterable[ClaimSentence], recorded: Iterable[Span]) -> tuple[ClaimSentence, ...]:
    """The sentences in which no recorded quote stands; `recorded` are spans of the article's text."""
    spans = tuple(recorded)
    return tuple(one for one in sentences if not any(overlap((one.unit.start, one.unit.end), span) for span in spans))


def recorded_spans(article: Article, claims: Iterable[Claim]) -> tuple[Span, ...]:
    """Where the claims' quotes stand in the article, every place of an ambiguous one."""
    anchors = [locate(article, claim.quote) for claim in claims if claim.quote is not None]
    return tuple((place.start, place.end) for anchor in anchors for place in anchor.places)


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches of text share a character."""
    return one[0] < other[1] and other[0] < one[1]


# --- what the text speaks of -------------------------------------------------------------------------------------


def subject_of(text: str) -> str:
    """The first treatment or condition named, in lower case unless it is written in capitals."""
    hit = next((one for one in health_terms(text) if one.section in ("treatment", "condition")), None)
    return "" if hit is None else hit.text if hit.text.isupper() else hit.text.lower()


def _focus_after(sentence: str, focus: str) -> str:
    """What "it" means after a sentence: the treatment or condition that it is about, if it names one at its beginning."""
    if _OF_PEOPLE.match(sentence) or (
        _REFERS_BACK.match(sentence) and not re.match(r"that['’]s\s", sentence, re.IGNORECASE)
    ):
        return focus
    words = sentence.split()
    return subject_of(" ".join(words[: max(5, len(words) // 2)])) or focus
