"""From an article to draft claims: the page's own words, with what a person has to look at."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from attrs import evolve, frozen

from claimcheck.articles.anchors import AnchorOutcome, locate
from claimcheck.articles.base import Article
from claimcheck.checked import given
from claimcheck.extraction.asserting import is_instruction
from claimcheck.extraction.attributions import attributions
from claimcheck.extraction.bounds import (
    announces,
    denies,
    forbids,
    is_limited_by,
    limits,
    negates,
    qualifies,
    reports,
    reports_all,
    tells_of_myths,
)
from claimcheck.extraction.clauses import Clause, clauses
from claimcheck.extraction.coverage import ClaimSentence
from claimcheck.extraction.lexicon import listed, words_of
from claimcheck.extraction.marks import cut, linked_marks
from claimcheck.extraction.page_reader import read_claim_sentences, sure_kind
from claimcheck.extraction.pointing import begins_with_its_verb, leans_on_heading, leaves_out_subject, points_outside
from claimcheck.extraction.referents import meant_in
from claimcheck.extraction.rows import clauses_of_row
from claimcheck.extraction.statement import Statement, is_clause, is_phrase, statement_of
from claimcheck.extraction.terms import pico_of, title_of
from claimcheck.extraction.topics import named_by, things
from claimcheck.extraction.unit import Unit
from claimcheck.extraction.verdicts import calls_true, tells_who_said_it
from claimcheck.model import Attribution, Claim, Quote
from claimcheck.stretches import overlap

Span = tuple[int, int]
_CONTEXTS = (24, 60, 120)
_ID_WORDS = 6
_OF_TWO_COLUMNS = 2
_SAYS_THAT = re.compile(r"\s(?:has |have |had )?\w+ that\b")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_PARTS_OF_TITLE = re.compile(r": | [–—|-] ")


@frozen
class Draft:
    """A draft with what an editor has to look at: words of the statement that its quote has not, words that point elsewhere.

    `lead` is the open sentence of a list that the statement begins with, `about` what of the page's words it perhaps leans on, `page` the
    title of the page whose subject a statement leaves out, `denied` what may call it false, `verdict` what does behind it, `reported` what tells that others say it, and it `is_quoted` where it stands in
    quotation marks; `note` is "" where nothing is to be looked at.
    The quote stands at `start` to `end` of the article's text.
    """

    claim: Claim
    lead: str = ""
    resolved: str = ""
    points_outside: str = ""
    under: tuple[str, ...] = ()
    about: str = ""
    page: str = ""
    denied: str = ""
    verdict: str = ""
    reported: str = ""
    is_quoted: bool = False
    start: int = 0
    end: int = 0

    @property
    def note(self) -> str:
        """One line for the editor."""
        told = (
            (self.lead, 'begins with the words above the list: "{}"'),
            (self.resolved, 'the page says "{}": see whether this is what it means'),
            (self.points_outside, '"{}": say who or what is meant'),
            (self.denied, 'stands under "{}": see whether the page calls it false'),
            (self.verdict, 'beside "{}": see whether the page calls it false'),
            (self.reported, 'told by "{}" as what others say: see whether the page says so itself'),
            (self.is_quoted, "stands in quotation marks: see whether the page says so itself"),
            ('" / "'.join(self.under), 'stands under "{}": say of what'),
            (self.page, 'stands on a page about "{}": say so where it holds for that alone'),
        )
        notes = "; ".join(note.format(words) for words, note in told if words)
        return f'{notes} (perhaps "{self.about}")' if self.about else notes


def extract_claims(article: Article) -> tuple[Claim, ...]:
    """Draft a claim for everything checkable that an article says about health, in reading order.

    Each has an id (kebab-case, unique in the article), a statement in the page's own words, a quote that stands in the
    article, whom the article names for it, and a kind and PICO terms where these are sure. Drafts: a person reads them.
    Nothing is drafted for wording that needs no source (process, marketing, opinion).
    """
    page = given("extract_claims: article", article, Article)
    return draft_claims(page, read_claim_sentences(page))


def draft_claims(article: Article, sentences: Iterable[ClaimSentence], taken: Iterable[str] = ()) -> tuple[Claim, ...]:
    """Claims for these sentences; ids stay clear of those taken."""
    return tuple(draft.claim for draft in drafts_of(article, sentences, taken))


def drafts_of(article: Article, sentences: Iterable[ClaimSentence], taken: Iterable[str] = ()) -> tuple[Draft, ...]:
    """The same, each with what is to be looked at."""
    ids = set(taken)
    drafts: list[Draft] = []
    marks = linked_marks(article)
    for sentence in sentences:
        for draft in _drafts(article, sentence, _within(marks, sentence.unit)):
            unique = _unique(draft.claim.id, ids)
            ids.add(unique)
            drafts.append(evolve(draft, claim=evolve(draft.claim, id=unique)))
    return tuple(drafts)


# --- one sentence ------------------------------------------------------------------------------------------------


def _within(marks: Sequence[Span], unit: Unit) -> Sequence[Span]:
    """The marks that stand in a unit."""
    return marks[bisect_left(marks, (unit.start, 0)) : bisect_left(marks, (unit.end, 0))]


def _drafts(article: Article, sentence: ClaimSentence, marks: Sequence[Span]) -> Iterator[Draft]:
    unit = sentence.unit
    is_row = unit.is_row
    parts = clauses_of_row(unit) if unit.lead or is_row else sentence.clauses or clauses(unit.text)
    for number, part in enumerate(parts):
        meant = meant_in(part.text, parts[number - 1].text) if number else sentence.referent
        meant = meant if _may_stand_for(meant, _about(sentence, part)) else ""
        text = reduce(lambda words, mark: cut(words, article.text, mark), marks, part.text)
        told = statement_of(text, meant, is_row=is_row)
        if told.text and part.needs_source:
            yield _draft(article, sentence, _before_marks(article, unit, part, marks), told, alone=len(parts) == 1)


def _draft(article: Article, sentence: ClaimSentence, part: Clause, told: Statement, *, alone: bool) -> Draft:
    unit = sentence.unit
    start, end = _trimmed(article, unit.start + part.start, unit.start + part.end)
    pico = pico_of(told.text)
    claim = Claim(
        statement=told.text,
        id=slug(unit.text if unit.lead else told.text),
        kind=sure_kind(part.kinds or sentence.scores),
        quote=_quote(article, start, end),
        population=pico.population,
        intervention=pico.intervention,
        comparator=pico.comparator,
        outcome=pico.outcome,
        location=article.position(start),
        attributed_to=_attribution(unit.text, part, shared=alone or part.text not in unit.text),
    )
    pointing = points_outside(told.text)
    denied = _denied_by(unit)
    under = () if pointing or denied else _under(unit, told.text)
    leans = sentence.leans if part.leans is None else part.leans
    span = (unit.start + part.start, unit.start + part.end)
    told_of = unit.lead or unit.columns or told.resolved or pointing
    page = "" if told_of or not leans else _subject_of(article)
    is_marked = (pointing or under or page) and not denied
    about = _offered(_about(sentence, part), f"{told.text} {page}") if is_marked else ""
    under = tuple(dict.fromkeys((*under, *_limited_by(unit, told.text))))
    return Draft(
        claim, unit.lead, told.resolved, pointing, under, about, page, denied, *_said_of(unit), _is_quoted(unit), *span
    )


def _about(sentence: ClaimSentence, part: Clause) -> str:
    """What a part perhaps leans on."""
    return sentence.about if part.leans is None else part.about


def _may_stand_for(meant: str, about: str) -> bool:
    """Whether what a pronoun seems to stand for is what the page's reader points to, where it points to anything."""
    return not about or not set(words_of(meant)).isdisjoint(words_of(about))


def _offered(about: str, said: str) -> str:
    """What a marked part perhaps leans on; "" where the words beside the mark say that already."""
    return "" if set(words_of(about)) <= set(words_of(said)) else about


def _denied_by(unit: Unit) -> str:
    """The lead or heading of myths that a sentence stands under, "" where it begins with its lead, or is told to be so."""
    if unit.lead or unit.is_told_true:
        return ""
    if unit.context and (denies(unit.context) or _is_told_not(unit, unit.context)):
        return unit.context
    if not unit.is_row and any(map(negates, unit.columns)):
        return unit.columns[0]
    return unit.heading if tells_of_myths(unit.heading) or _is_told_not(unit, unit.heading) else ""


def _is_told_not(unit: Unit, above: str) -> bool:
    """Whether what says no goes on in a unit: in what is no sentence, or in what is not to be done."""
    return (negates(above) and _breaks_in(unit)) or (
        forbids(above) and is_instruction(unit.text) and not negates(unit.text)
    )


def _breaks_in(unit: Unit) -> bool:
    """Whether a unit is no sentence of its own: an item that begins with its verb, or has no stop."""
    return unit.opens and not unit.columns and (unit.text[-1] not in ".!?" or _is_item(unit))


def _said_of(unit: Unit) -> tuple[str, str]:
    """What calls a sentence false behind it, and what tells that others say it, behind it or above; "" for none."""
    told_by = tells_who_said_it(unit.verdict)
    verdict = "" if told_by or calls_true(unit.verdict) else unit.verdict
    above = unit.context if reports(unit.context) else unit.heading if reports_all(unit.heading) else ""
    return verdict, unit.verdict if told_by else "" if unit.lead or denies(unit.context) else above


def _is_quoted(unit: Unit) -> bool:
    """Whether a sentence stands in quotation marks of which nothing else is told: neither that it is false or true, nor who says it."""
    is_told = unit.is_told_true or calls_true(unit.verdict) or any(_said_of(unit)) or _denied_by(unit)
    return unit.is_quoted and not (unit.lead or is_told)


def _limited_by(unit: Unit, statement: str) -> tuple[str, ...]:
    """The lead, heading and head of a column that tell for whom alone a statement holds which does not say so."""
    above = [unit.heading] if limits(unit.heading) else []
    above += [] if unit.is_row else unit.columns
    is_scope = qualifies(unit.context) or announces(unit.context)
    above += [unit.context] if is_scope and not (denies(unit.context) or reports(unit.context)) else []
    return tuple(one for one in above if not is_limited_by(statement, one))


def _subject_of(article: Article) -> str:
    """What the page is about, else the first part of its title."""
    title = title_of(article)
    named = named_by(title)
    return named[0].text if len(named) == 1 else _PARTS_OF_TITLE.split(title)[0]


def _is_item(unit: Unit) -> bool:
    """Whether a unit leaves its subject out, as items of lists do: "Supports heart health"."""
    return not unit.columns and leaves_out_subject(unit.text)


def _under(unit: Unit, statement: str) -> tuple[str, ...]:
    """What a statement stands under that names no treatment or illness itself."""
    if unit.columns and unit.is_row:
        return tuple(dict.fromkeys(column for column in (unit.heading, *unit.below, *unit.columns) if column))
    if unit.below or len(unit.cells) > _OF_TWO_COLUMNS:
        return (*((unit.heading,) if unit.heading else ()), *unit.below)
    if unit.lead:
        return ()
    if unit.defines and not (_names(statement, unit.defines) or _has_subject(statement)):
        return (unit.defines,)
    above = unit.context or unit.heading
    is_fragment = not unit.is_heading and not unit.lead and unit.text[-1:].isalnum() and begins_with_its_verb(statement)
    is_answer = unit.is_entry and is_phrase(statement)
    return (above,) if above and (is_fragment or is_answer or leans_on_heading(statement, above)) else ()


def _names(statement: str, term: str) -> bool:
    """Whether a statement has all the words of a term, but for an "s" at their ends."""
    said = {word.rstrip("s") for word in words_of(statement)}
    return said.issuperset(word.rstrip("s") for word in words_of(_IN_BRACKETS.sub("", term)))


def _has_subject(statement: str) -> bool:
    """Whether a statement begins with what it is about: "Croup is most often caused by a virus"."""
    named = things(statement)
    return bool(named) and not named[0].start and is_clause(statement)


def _attribution(sentence: str, part: Clause, *, shared: bool) -> Attribution | None:
    """Whom a sentence names for a part of it; of several works the one that surely says it, else none."""
    found = [one for one in attributions(sentence) if shared or overlap((one.start, one.end), (part.start, part.end))]
    if sum(one.attribution.vague is None for one in found) > 1:
        found = [one for one in found if _SAYS_THAT.match(sentence, one.end)]
        found = found if len(found) == 1 else []
    return found[0].attribution if found else None


def _trimmed(article: Article, start: int, end: int) -> Span:
    """A stretch without the quotation marks and stops around it."""
    text = article.text[start:end]
    return start + len(text) - len(text.lstrip(" \"“'‘*")), end - len(text) + len(text.rstrip(" .!,;:\"”’'*"))


def _before_marks(article: Article, unit: Unit, part: Clause, marks: Sequence[Span]) -> Clause:
    """A clause that ends before the linked marks behind its words."""
    for start, end in reversed(marks):
        behind = article.text[end : unit.start + part.end] if unit.start + part.start < start else " -"
        if end <= unit.start + part.end and not behind.strip(" .!,;:"):
            part = evolve(part, end=start - unit.start)
    return part


def _quote(article: Article, start: int, end: int) -> Quote:
    """The words as they stand, with as much around them as tells them from other places."""
    quote = Quote(re.sub(r"[\t\n]+", " ", article.text[start:end]))
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


def slug(statement: str) -> str:
    """An id, kebab-case, of a statement's first words that say something."""
    plain = unicodedata.normalize("NFKD", statement).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    kept = [word for word in words if word not in listed("left out of ids")] or words or ["claim"]
    joined = "-".join(kept[:_ID_WORDS])
    return joined if joined[0].isalpha() else f"claim-{joined}"


def _unique(name: str, taken: set[str]) -> str:
    number, found = 2, name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found
