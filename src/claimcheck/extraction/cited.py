"""The works that a page refers to, as citations of the claims that they stand behind.

Nobody is asked, and nothing is judged: a citation says no more than that the page gives it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from claimcheck.articles.base import Article
from claimcheck.articles.normalise import RAISED_DIGITS
from claimcheck.extraction.contrasted import points_against, without_pointer
from claimcheck.extraction.drafts import Draft, slug
from claimcheck.extraction.marks import cut, without_marks
from claimcheck.extraction.page_works import Given, PageWorks, by_identity
from claimcheck.model import Attribution

_BRACKET = re.compile(r"\s*[\[(]([^\[\]()]*)[\])]")
_NOTHING_ELSE = re.compile(r"(?:see|also|cf|e\.g|and|[\s;,.:])*")
_NAMES_WORK = re.compile(r"\W*(?:also )?[A-Z][^()]*\b(?:19|20)\d\d\b.*")
_NO_CLAUSE = re.compile(rf"(?:\b(?:see|also|cf|e\.g|and|as|in)\b|\b\d{{1,3}}\b|[^\w]|[{RAISED_DIGITS}])*")
_ROUND = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")

Span = tuple[int, int]


def with_citations(drafts: Sequence[Draft], works: PageWorks, taken: Iterable[str] = ()) -> tuple[Draft, ...]:
    """The drafts with the citations that the page gives behind them, added by "article" and without stance.

    A statement that loses a reference gets the id that it has without, unless that is another draft's or `taken`.
    """
    cited: dict[int, list[Given]] = {}
    spans = [(draft.start, draft.end) for draft in drafts]
    for given in works.given:
        at = _draft_at(works.article, spans, given)
        if at is not None:
            cited.setdefault(at, []).append(given)
    ids = {*taken, *(draft.claim.id for draft in drafts)}
    told = []
    for at, draft in enumerate(drafts):
        told.append(_named_anew(_cited(works.article.text, draft, cited.get(at, [])), draft, ids))
        ids.add(told[-1].claim.id)
    return tuple(told)


def _named_anew(draft: Draft, before: Draft, ids: set[str]) -> Draft:
    name = slug(draft.claim.statement)
    if draft.claim.statement == before.claim.statement or before.lead or name in ids:
        return draft
    return evolve(draft, claim=evolve(draft.claim, id=name))


def strays(works: PageWorks, claims: Sequence[Span]) -> Iterator[Given]:
    """The works that the page gives where it makes no claim, or against one; `claims` are the spans of what it claims."""
    for given in works.given:
        if given.citations and (given.is_against or _draft_at(works.article, claims, given) is None):
            yield given


def _cited(text: str, draft: Draft, given: Sequence[Given]) -> Draft:
    behind = [each for each in given if not each.is_against]
    works = by_identity(one for each in behind for one in each.citations)
    claim = evolve(
        draft.claim,
        statement=_without(draft.claim.statement, text, given),
        citations=works,
        attributed_to=draft.claim.attributed_to or (None if works else _named_by(text, behind)),
    )
    return evolve(draft, claim=claim)


def _named_by(text: str, given: Iterable[Given]) -> Attribution | None:
    """The first author and year; none where others stand apart from them, since each may be that of a clause alone."""
    named = [each for each in given if each.attribution]
    if any(not _NOTHING_ELSE.fullmatch(text[one.end : other.start]) for one, other in pairwise(named)):
        return None
    return named[0].attribution if named else None


def _without(statement: str, text: str, given: Iterable[Given]) -> str:
    """The statement without references: raised marks, and brackets that hold nothing else, as "(see Smith 2020)", or that point to
    works against it, as "(but see Smith 2020)".
    """
    marks = [text[each.start : each.end] for each in given if each.end > each.start]
    aside = {_bracket_round(text, each) for each in given if each.is_against}
    for each in given:
        if text[each.start : each.start + 1] in (*RAISED_DIGITS, "("):
            statement = cut(statement, text, (each.start, each.end))

    def kept(bracket: re.Match[str]) -> str:
        pointer = points_against(bracket[1])
        inner, rest = bracket[1], bracket[1][pointer:]
        if pointer and (bracket[1].strip() in aside or _NAMES_WORK.fullmatch(rest)):
            return ""
        for mark in marks:
            inner = inner.replace(mark, "")
        return "" if _NOTHING_ELSE.fullmatch(inner[pointer:]) else bracket.group()

    return re.sub(r"\s+(?=[.,;:])|\.(?=\.\Z)", "", without_pointer(_BRACKET.sub(kept, statement)))


def _bracket_round(text: str, given: Given) -> str:
    """The words of the round bracket that a reference stands in, as a statement has them."""
    begin, end = text.rfind("(", 0, given.start) + 1, text.find(")", given.end)
    return without_marks(" ".join(text[begin:end].split())).strip() if begin and end >= 0 else ""


def _draft_at(article: Article, spans: Sequence[Span], given: Given) -> int | None:
    """The draft that a reference stands in, else the last of its sentence before it where no words of another clause lie between."""
    sentence = article.sentence_by(given.start)
    begin = sentence.start if sentence else max(0, given.start - 1)
    until = sentence.end if sentence else given.start
    near = [at for at, (start, end) in enumerate(spans) if start < until and end > begin]
    inside = next((at for at in near if spans[at][0] <= given.start < spans[at][1]), None)
    before = [at for at in near if spans[at][1] <= given.start]
    at = inside if inside is not None else before[-1] if before else near[0] if near else None
    stop = sentence.stop if sentence else given.start
    return at if inside is not None or (at is not None and _is_beside(article.text, spans[at], given, stop)) else None


def _is_beside(text: str, span: Span, given: Given, stop: int) -> bool:
    """Whether a reference outside of a draft stands beside it, with nothing between but other references, as behind the `stop`."""
    start, end = span
    between = text[end : min(given.start, stop)] if end <= given.start else text[given.end : start]
    return _NO_CLAUSE.fullmatch(_ROUND.sub("", between)) is not None
