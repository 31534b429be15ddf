"""The sentences of an article that make a checkable claim, and which of them are recorded already."""

import math
import re
from collections.abc import Iterable, Iterator

from claimcheck.articles.anchors import locate
from claimcheck.articles.base import Article
from claimcheck.extraction.classify import Verdict, classify, signals_of, weigh
from claimcheck.extraction.clauses import clauses
from claimcheck.extraction.terms import health_terms, topic_of
from claimcheck.extraction.units import Unit, units
from claimcheck.model import Claim, Kind
from claimcheck.values import frozen

Span = tuple[int, int]

_OF_PEOPLE = re.compile(r"(?:people|patients|those|anyone|women|men|adults|children) (?:with|who)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?!(?:If|When|While|Because|Since|After|Before|As|In|On|At|For|From|With|Without|By|To|There|Here|Its|Their|Our|My|Your|No)\b)"
    r"(?P<name>[A-Z][\w'’-]*(?: [\w'’-]+){0,3}?) "
    r"(?:is|are|was|were|has|have|can|may|might|could|will|does|do|tends?|gets?|comes?|makes?|works?|starts?|causes?)\b"
)
_REFERENCES = re.compile(
    r"(?:list of |notes and )?references(?: list)?|reference list|bibliography|works cited|literature(?: cited)?|further reading",
    re.IGNORECASE,
)
_WORDLESS = re.compile(r"[\W\d_]*")
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
    topic = topic_of(article)
    focus, heading = topic.treatment or topic.condition, ""
    for unit, verdict in _in_context(list(_judged(article))):
        if unit.heading != heading:
            heading, focus = unit.heading, subject_of(unit.heading) or focus
        before, focus = focus, _focus_after(unit.text, focus)
        if verdict.is_claim:
            found.append(ClaimSentence(unit, verdict.kind, before or focus))
    return tuple(found)


def _judged(article: Article) -> Iterator[tuple[Unit, tuple[str, ...]]]:
    """Every sentence but headings, the title, works of a list of references, and figures alone, with its signals."""
    for number, unit in enumerate(units(article)):
        is_title = unit.is_heading or (number == 0 and unit.text == article.title)
        if not (is_title or _REFERENCES.fullmatch(unit.heading) or _WORDLESS.fullmatch(unit.text)):
            yield unit, signals_of(unit.text, unit.heading)


def _in_context(judged: list[tuple[Unit, tuple[str, ...]]]) -> Iterator[tuple[Unit, Verdict]]:
    """The verdicts, a little surer where the sentences before and after make claims."""
    beside = [math.tanh(weigh(signals).score) for _, signals in judged]
    for number, (unit, signals) in enumerate(judged):
        around = beside[max(0, number - 1) : number] + beside[number + 1 : number + 2]
        whole = weigh(signals, sum(around) / max(1, len(around)))
        yield unit, whole if whole.is_claim else _of_a_part(unit) or whole


def _of_a_part(unit: Unit) -> Verdict | None:
    """The verdict on a clause that makes a claim by itself where the rest speaks of something else."""
    parts = clauses(unit.text)
    if all(part.text == unit.text for part in parts):
        return None
    return next((verdict for part in parts if (verdict := classify(part.text)).is_claim), None)


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
    """What "it" means after a sentence: the treatment or condition that it is about, if it names one at its beginning.

    Where it names none, nobody can tell ("").
    """
    if _OF_PEOPLE.match(sentence) or (
        _REFERS_BACK.match(sentence) and not re.match(r"that['’]s\s", sentence, re.IGNORECASE)
    ):
        return focus
    if named := _named_at_its_beginning(sentence):
        return named
    words = sentence.split()
    return subject_of(" ".join(words[: max(5, len(words) // 2)]))


def _named_at_its_beginning(sentence: str) -> str:
    """A short subject that speaks of health: "the typical attack" of "The typical attack is a steady ache"."""
    match = _SUBJECT.match(sentence)
    if match is None or not _speaks_of_health(match["name"]):
        return ""
    name = match["name"].strip()
    return name if name.split()[0].isupper() else name[:1].lower() + name[1:]


def _speaks_of_health(text: str) -> bool:
    return any(one.section in ("treatment", "condition", "outcome", "body", "people") for one in health_terms(text))
