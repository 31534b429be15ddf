"""From an article to draft claims."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from attrs import evolve

from claimcheck.articles.anchors import AnchorOutcome, locate
from claimcheck.articles.base import Article
from claimcheck.checked import given
from claimcheck.extraction.attributions import attributions
from claimcheck.extraction.classify import classify
from claimcheck.extraction.clauses import Clause, clauses
from claimcheck.extraction.coverage import ClaimSentence, claim_sentences, overlap, subject_of
from claimcheck.extraction.statement import statement_of
from claimcheck.extraction.terms import Topic, pico_of, title_of, topic_of
from claimcheck.model import Attribution, Claim, Kind, Quote

_CONTEXTS = (24, 60, 120)
_ID_WORDS = 6
_ASKED = re.compile(
    r"(?:(?:have you )?ever|do you) (?:felt|feel|had|have|got|get|noticed|notice) (?P<what>an? .+)\?", re.IGNORECASE
)
_NAMED = re.compile(r"(?:that|this|it)(?:['’]s| is) (?P<name>[\w-]+(?: [\w-]+){0,3}?)(?=[,.;!]|$)", re.IGNORECASE)
_LEFT_OUT = frozenset(
    [
        "a",
        "about",
        "also",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "can",
        "could",
        "for",
        "from",
        "has",
        "have",
        "help",
        "helps",
        "in",
        "is",
        "it",
        "its",
        "may",
        "might",
        "of",
        "on",
        "one",
        "or",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "up",
        "was",
        "were",
        "which",
        "who",
        "will",
        "with",
        "would",
        "people",
    ]
)


def extract_claims(article: Article) -> tuple[Claim, ...]:
    """Draft a claim for everything checkable that an article says about health, in reading order.

    Each has an id (kebab-case, unique in the article), a statement that is understood without the page, a kind, a quote
    that stands in the article, PICO terms, and whom the article names for it. Drafts: a person reads them. Nothing is
    drafted for wording that needs no source (process, marketing, opinion).
    """
    page = given("extract_claims: article", article, Article)
    return draft_claims(page, claim_sentences(page))


def draft_claims(article: Article, sentences: Iterable[ClaimSentence], taken: Iterable[str] = ()) -> tuple[Claim, ...]:
    """Claims for these sentences; ids stay clear of those taken."""
    topic = topic_of(article)
    ids = set(taken)
    drafts: list[Claim] = []
    for sentence in sentences:
        for claim in _drafts(article, sentence, topic):
            unique = _unique(claim.id, ids)
            ids.add(unique)
            drafts.append(evolve(claim, id=unique))
    return tuple(drafts)


# --- one sentence ------------------------------------------------------------------------------------------------


def _drafts(article: Article, sentence: ClaimSentence, topic: Topic) -> Iterator[Claim]:
    unit = sentence.unit
    parts = clauses(unit.text)
    subject = topic.treatment if topic.treatment in title_of(article).lower() else ""
    for part in (*_answer(sentence), *parts):
        focus = part.label.lower() or subject_of(unit.text[: part.start]) or sentence.focus
        listed = part.text == unit.text and part.text[-1:].isalnum()
        statement = statement_of(part.text, focus, subject, listed=listed)
        if not statement:
            continue
        kind = sentence.kind if len(parts) == 1 else _kind_of_part(statement, sentence)
        pico = pico_of(statement, kind, topic)
        yield Claim(
            statement=statement,
            id=_slug(statement),
            kind=kind,
            quote=_quote(article, unit.start + part.start, unit.start + part.end),
            population=pico.population,
            intervention=pico.intervention or _named_by(part),
            comparator=pico.comparator,
            outcome=pico.outcome,
            location=article.position(unit.start + part.start),
            attributed_to=_attribution(unit.text, part, shared=len(parts) == 1 or part.text not in unit.text),
        )


def _answer(sentence: ClaimSentence) -> Iterator[Clause]:
    """Read "Ever felt a sharp pain down your leg? That's sciatica" as: sciatica is a sharp pain down your leg."""
    asked, named = _ASKED.fullmatch(sentence.asked), _NAMED.match(sentence.unit.text)
    if asked and named and subject_of(named["name"]):
        yield Clause(f"{named['name']} is {asked['what']}", *named.span())


def _kind_of_part(statement: str, sentence: ClaimSentence) -> Kind:
    verdict = classify(statement, sentence.unit.heading)
    return verdict.kind if verdict.is_claim else sentence.kind


def _named_by(part: Clause) -> tuple[str, ...]:
    return (part.label.lower(),) if part.label and subject_of(part.label) else ()


def _attribution(sentence: str, part: Clause, *, shared: bool) -> Attribution | None:
    for match in attributions(sentence):
        if shared or overlap((match.start, match.end), (part.start, part.end)):
            return match.attribution
    return None


def _quote(article: Article, start: int, end: int) -> Quote:
    """The words as they stand, with as much around them as tells them from other places."""
    text = article.text[start:end]
    start += len(text) - len(text.lstrip(" \"“'‘*"))
    end -= len(text) - len(text.rstrip(" .!,;:\"”'’*"))
    quote = Quote(article.text[start:end])
    for size in _CONTEXTS:
        anchor = locate(article, quote)
        if anchor.outcome is AnchorOutcome.FOUND and anchor.start == start:
            return quote
        before, after = _context(article.text, start - size, start), _context(article.text, end, end + size)
        quote = Quote(quote.exact, before, after)
    return quote


def _context(text: str, start: int, end: int) -> str:
    """The words between two offsets, block breaks as spaces, as far as they reach."""
    return " ".join(text[max(0, start) : end].split())


# --- ids ---------------------------------------------------------------------------------------------------------


def _slug(statement: str) -> str:
    plain = unicodedata.normalize("NFKD", statement).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    kept = [word for word in words if word not in _LEFT_OUT] or words or ["claim"]
    slug = "-".join(kept[:_ID_WORDS])
    return slug if slug[0].isalpha() else f"claim-{slug}"


def _unique(slug: str, taken: set[str]) -> str:
    number, found = 2, slug
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    return found
