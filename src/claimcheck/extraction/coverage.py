"""The sentences of an article that make a checkable claim, and which of them are recorded already."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, field, frozen

from claimcheck.articles.anchors import locate
from claimcheck.articles.base import Article
from claimcheck.extraction.asserting import asserts_nothing, recommends
from claimcheck.extraction.attributions import attributions
from claimcheck.extraction.classify import KINDS, Verdict, classify, kind_scores, kinds_among, signals_of, weigh
from claimcheck.extraction.clauses import clauses
from claimcheck.extraction.referents import referents
from claimcheck.extraction.shapes import is_title as looks_like_title
from claimcheck.extraction.terms import health_terms, title_of, topic_of
from claimcheck.extraction.topics import SpokenOf
from claimcheck.extraction.units import Unit, units
from claimcheck.model import Claim, Kind
from claimcheck.stretches import apart_from

Span = tuple[int, int]
_TREATS = ("treatment", "condition", "people")

_OF_PEOPLE = re.compile(r"(?:people|patients|those|anyone|women|men|adults|children) (?:with|who)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?!(?:If|When|While|Because|Since|After|Before|As|In|On|At|For|From|With|Without|By|To|There|Here|Its|Their|Our|My|Your|No)\b)"
    r"(?P<name>[A-Z][\w'’-]*(?: [\w'’-]+){0,3}?) "
    r"(?:is|are|was|were|has|have|can|may|might|could|will|does|do|tends?|gets?|comes?|makes?|works?|starts?|causes?)\b"
)
_ANNOUNCES = re.compile(r"(?:: | [–—-] )(?:what|how|why|when|who|where|your?|all|an?|the)\b", re.IGNORECASE)
_SURE_HEADLINE = 0.5
_BRIEFEST_HEADLINE = 3  # words: "Hernia repair" asserts nothing
_PRONOUN = re.compile(r"\b(?:it|they)\b", re.IGNORECASE)
_REFERS_BACK = re.compile(r"(?:but |and |yet |also )?(?:it|they|this|these|that|those)\b", re.IGNORECASE)


@frozen
class ClaimSentence:
    """A sentence that makes a claim, the likeliest kind with the scores of all, what its first "it" surely stands for, and
    what the page surely speaks of there. It `leans` on what stands around it, as far as that is known; `passed_over` are
    the numbers of its clauses that need no source.
    """

    unit: Unit
    kind: Kind
    scores: tuple[float, ...] = ()
    referent: str = ""
    topic: SpokenOf = field(factory=SpokenOf)
    leans: bool = False
    passed_over: tuple[int, ...] = ()


def claim_sentences(article: Article) -> tuple[ClaimSentence, ...]:
    """The sentences that make a checkable health claim, in reading order, as their words tell: quickly, for the gate."""
    judged = [*headline(article, units(article)), *candidates(article)]
    claims = [one for one, verdict in zip(judged, _in_context(judged), strict=True) if verdict.is_claim]
    return tuple(
        ClaimSentence(one.unit, kind, sums, one.referent, one.topic)
        for one, (kind, sums) in zip(claims, told_kinds(claims), strict=True)
    )


def told_kinds(claims: Sequence["Candidate"]) -> Iterator[tuple[Kind, tuple[float, ...]]]:
    """The likeliest kind of each claim of a page, and the scores of all kinds."""
    scores = [kind_scores(one.signals) for one in claims]
    for at in range(len(claims)):
        sums = kinds_among(scores[at], _beside(claims, scores, at))
        yield KINDS[sums.index(max(sums))], sums


@frozen
class Candidate:
    """A sentence that may make a claim, with its signals."""

    unit: Unit
    signals: tuple[str, ...]
    referent: str
    topic: SpokenOf = field(factory=SpokenOf)


def candidates(article: Article, *, every: bool = False) -> Iterator[Candidate]:
    """Every sentence that may make a claim, with its signals; `every`: those too that by their words assert nothing."""
    topic = topic_of(article)
    found, is_apart = units(article), apart_from(article.asides)
    told = [unit for unit in found if not unit.is_heading and is_apart(unit.start, unit.start + 1)]
    focuses = focuses_of(((unit.heading, unit.text) for unit in told), topic.treatment or topic.condition)
    meant = referents(told, title_of(article))
    before = ["", *(unit.text for unit in told)]
    for number, (unit, focus, (referent, spoken_of), text) in enumerate(
        zip(told, focuses, meant, before, strict=False)
    ):
        is_title = not (number or article.headings) and unit.text == article.title
        if not is_title and (every or not asserts_nothing(unit, "" if unit.opens else text)):
            said = _PRONOUN.sub(referent, unit.said, count=1) if health_terms(referent) else unit.said
            yield Candidate(unit, signals_of(said, unit.heading, focus), referent, spoken_of)


def headline(article: Article, found: tuple[Unit, ...]) -> Iterator[Candidate]:
    """The page's title where it is a sentence that asserts something by itself, as headlines of news do."""
    first = next((unit for unit in found if unit.text == article.title or unit.is_heading), None)
    if first is None or first.text != article.title:
        return
    plain = evolve(first, is_heading=False, heading="")
    signals = signals_of(f"{first.text.rstrip('.')}.")
    repeated = any(unit is not first and unit.text.rstrip(".") == first.text.rstrip(".") for unit in found)
    if (
        not repeated
        and not looks_like_title(first.text)
        and not _ANNOUNCES.search(first.text)
        and len(first.text.split()) >= _BRIEFEST_HEADLINE
        and not asserts_nothing(plain)
        and weigh(signals).score >= _SURE_HEADLINE
    ):
        yield Candidate(plain, signals, "")


def focuses_of(sentences: Iterable[tuple[str, str]], focus: str) -> Iterator[str]:
    """What "it" means in each of the sentences, given with their headings; `focus` is what the page is about."""
    heading = ""
    for above, text in sentences:
        if above != heading:
            heading, focus = above, subject_of(above) or focus
        before, focus = focus, _focus_after(text, focus)
        yield before or focus


def _in_context(judged: list[Candidate]) -> Iterator[Verdict]:
    """The verdicts, a little surer where the sentences before and after make claims."""
    beside = [math.tanh(weigh(one.signals).score) for one in judged]
    for number, one in enumerate(judged):
        around = beside[max(0, number - 1) : number] + beside[number + 1 : number + 2]
        whole = weigh(one.signals, sum(around) / max(1, len(around)))
        yield whole if whole.is_claim else _of_a_part(one.unit) or _recommended(one.unit) or whole


def _beside(claims: Sequence[Candidate], scores: Sequence[tuple[float, ...]], at: int) -> Iterator[tuple[float, ...]]:
    """The kind scores of the claims before and after, as far as they stand under the same heading."""
    for other in (at - 1, at + 1):
        if 0 <= other < len(claims) and claims[other].unit.heading == claims[at].unit.heading:
            yield scores[other]


def _of_a_part(unit: Unit) -> Verdict | None:
    """The verdict on a clause that makes a claim by itself where the rest speaks of something else."""
    parts = clauses(unit.text)
    if all(part.text == unit.text for part in parts):
        return None
    return next((verdict for part in parts if (verdict := classify(part.text)).is_claim), None)


def _recommended(unit: Unit) -> Verdict | None:
    """A recommendation to those who treat, of a treatment or for people with an illness."""
    named = any(hit.section in _TREATS for hit in health_terms(unit.said)) or unit.said.lower().startswith("do not ")
    told = recommends(unit.said) and named
    return Verdict(Kind.RECOMMENDATION, 0.0, is_claim=True) if told else None


def unrecorded(sentences: Iterable[ClaimSentence], recorded: Iterable[Span]) -> tuple[ClaimSentence, ...]:
    """The sentences in which no recorded quote stands; `recorded` are spans of the article's text."""
    is_apart = apart_from(recorded)
    return tuple(one for one in sentences if is_apart(one.unit.start, one.unit.end))


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
    for source in reversed(attributions(sentence)):  # the name of a journal is no treatment
        sentence = sentence[: source.start] + sentence[source.end :]
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
