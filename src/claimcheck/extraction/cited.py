"""The references that a page already has, as citations of the claims that they stand behind.

What `articles.references` reads is matched to the page's own notes and list of references, and to a bibliography beside the
page; a work that cannot be told for sure is left out. Nobody is asked, and nothing is judged: a citation says no more than
that the page gives it.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Self

from attrs import evolve, field, frozen

from claimcheck.articles.base import Article
from claimcheck.articles.normalise import RAISED_DIGITS
from claimcheck.articles.reference_targets import Identifiers
from claimcheck.articles.references import Reference, ReferenceKind, references
from claimcheck.extraction.authors import is_by, surname, years_of, years_published
from claimcheck.extraction.contrasted import REACH, is_set_against, points_against, turn_in, without_pointer
from claimcheck.extraction.drafts import Draft, slug
from claimcheck.extraction.listed import Entry, counted, entries_of
from claimcheck.extraction.marks import NUMBERED, cut, marks_in, numbers_of, without_marks
from claimcheck.model import ARTICLE, Attribution, Citation, Signature
from claimcheck.stretches import apart_from
from claimcheck.thresholds import Thresholds

BY_ARTICLE = Signature(ARTICLE)
"""Who added what the page itself refers to."""

_BRACKET = re.compile(r"\s*[\[(]([^\[\]()]*)[\])]")
_NOTHING_ELSE = re.compile(r"(?:see|also|cf|e\.g|and|[\s;,.:])*")
_NAMES_WORK = re.compile(r"\W*(?:also )?[A-Z][^()]*\b(?:19|20)\d\d\b.*")
_NO_CLAUSE = re.compile(rf"(?:\b(?:see|also|cf|e\.g|and|as|in)\b|\b\d{{1,3}}\b|[^\w]|[{RAISED_DIGITS}])*")
_ROUND = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LONGEST_TITLE = 300

Span = tuple[int, int]


@frozen
class Given:
    """What a page gives at a place of its text: works, or an author and a year that no list explains.

    It `is_against` a claim there, and no source of it, where the page says so: "contrary to", "but see".
    """

    start: int
    end: int
    citations: tuple[Citation, ...] = ()
    attribution: Attribution | None = None
    is_against: bool = False


@frozen
class Surroundings:
    """What a page's references are read with: a bibliography by its keys, and the sites of the trusted bodies."""

    bibliography: Mapping[str, Citation] = field(factory=dict)
    trusted: frozenset[str] = frozenset()


def with_citations(
    article: Article, drafts: Sequence[Draft], around: Surroundings = Surroundings(), taken: Iterable[str] = ()
) -> tuple[Draft, ...]:
    """The drafts with the citations that the page gives behind them, added by "article" and without stance.

    A statement that loses a reference gets the id that it has without, unless that is another draft's or `taken`.
    """
    cited: dict[int, list[Given]] = {}
    spans = [(draft.start, draft.end) for draft in drafts]
    for given in _placed(article, around):
        at = _draft_at(article, spans, given)
        if at is not None:
            cited.setdefault(at, []).append(given)
    ids = {*taken, *(draft.claim.id for draft in drafts)}
    told = []
    for at, draft in enumerate(drafts):
        told.append(_named_anew(_cited(article, draft, cited.get(at, [])), draft, ids))
        ids.add(told[-1].claim.id)
    return tuple(told)


def _named_anew(draft: Draft, before: Draft, ids: set[str]) -> Draft:
    name = slug(draft.claim.statement)
    if draft.claim.statement == before.claim.statement or before.lead or name in ids:
        return draft
    return evolve(draft, claim=evolve(draft.claim, id=name))


def strays(article: Article, claims: Sequence[Span], around: Surroundings = Surroundings()) -> Iterator[Given]:
    """The works that the page gives where it makes no claim, or against one; `claims` are the spans of what it claims."""
    for given in _placed(article, around):
        if given.citations and (given.is_against or _draft_at(article, claims, given) is None):
            yield given


def _placed(article: Article, around: Surroundings) -> Iterator[Given]:
    """What a page gives, each told whether it stands against what its sentence claims."""
    for given in given_by(article, around):
        sentence = article.sentence_by(given.start)
        begin, end = (sentence.start, sentence.end) if sentence else (given.start, given.end)
        before = article.text[max(begin, given.start - REACH) : given.start]
        words = (before, article.text[given.start : given.end], article.text[given.end : min(end, given.end + REACH)])
        yield evolve(given, is_against=given.is_against or is_set_against(*words))


def _cited(article: Article, draft: Draft, given: Sequence[Given]) -> Draft:
    behind = [each for each in given if not each.is_against]
    works = {_identity(one): one for each in behind for one in each.citations}
    claim = evolve(
        draft.claim,
        statement=_without(draft.claim.statement, article.text, given),
        citations=tuple(works.values()),
        attributed_to=draft.claim.attributed_to or (None if works else _named_by(article.text, behind)),
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
        if text[each.start : each.start + 1] in RAISED_DIGITS:
            statement = cut(statement, text, (each.start, each.end))

    def kept(bracket: re.Match[str]) -> str:
        pointer = points_against(bracket[1])
        inner, rest = bracket[1], bracket[1][pointer:]
        if pointer and (bracket[1].strip() in aside or _NAMES_WORK.fullmatch(rest)):
            return ""
        for mark in marks:
            inner = inner.replace(mark, "")
        return "" if _NOTHING_ELSE.fullmatch(inner[pointer:]) else bracket.group()

    return re.sub(r"\s+(?=\.\Z)|\.(?=\.\Z)", "", without_pointer(_BRACKET.sub(kept, statement)))


def _bracket_round(text: str, given: Given) -> str:
    """The words of the round bracket that a reference stands in, as a statement has them."""
    begin, end = text.rfind("(", 0, given.start) + 1, text.find(")", given.end)
    return without_marks(" ".join(text[begin:end].split())).strip() if begin and end >= 0 else ""


def _identity(citation: Citation) -> str:
    return str(citation.pmid or citation.doi or citation.pmcid or citation.url)


def _draft_at(article: Article, spans: Sequence[Span], given: Given) -> int | None:
    """The draft that a reference stands in, else the last of its sentence before it where no words of another clause lie between."""
    sentence = article.sentence_by(given.start)
    begin = sentence.start if sentence else max(0, given.start - 1)
    until = sentence.end if sentence else given.start
    near = [at for at, (start, end) in enumerate(spans) if start < until and end > begin]
    inside = next((at for at in near if spans[at][0] <= given.start < spans[at][1]), None)
    before = [at for at in near if spans[at][1] <= given.start]
    at = inside if inside is not None else before[-1] if before else near[0] if near else None
    return at if inside is not None or (at is not None and _is_beside(article.text, spans[at], given)) else None


def _is_beside(text: str, span: Span, given: Given) -> bool:
    """Whether a reference outside of a draft stands beside it, with nothing between but other references."""
    start, end = span
    between = text[end : given.start] if end <= given.start else text[given.end : start]
    return _NO_CLAUSE.fullmatch(_ROUND.sub("", between)) is not None


def given_by(article: Article, around: Surroundings = Surroundings()) -> Iterator[Given]:
    """Every reference of the page's text whose work is told, in order; those within notes and lists speak of no claim."""
    listed = _Listed.of(article, around)
    is_apart = listed.is_apart
    for reference in listed.references:
        if is_apart(reference.start, reference.start + 1) or reference.kind is ReferenceKind.FOOTNOTE:
            yield from _given(reference, listed)
    yield from _numbered(listed)


def unmatched(article: Article, around: Surroundings = Surroundings()) -> tuple[tuple[int, str], ...]:
    """The marks, with their places, of which a number is that of no sure entry, where the page has a list of works."""
    listed = _Listed.of(article, around)
    if not any(entry.listing and listed.works_of(entry) for entry in listed.entries):
        return ()
    marks = (*((start, mark) for start, _, mark in listed.marks), *((one.start, one.target) for one in listed.raised))
    unsure = {mark for mark in marks if any(len(listed.by_number.get(one, ())) != 1 for one in numbers_of(mark[1]))}
    return tuple(sorted(unsure))


def _given(reference: Reference, listed: "_Listed") -> Iterator[Given]:
    bibliography = listed.around.bibliography
    works: tuple[Citation, ...] = ()
    against: tuple[Citation, ...] = ()
    said = None
    if reference.kind is ReferenceKind.PANDOC_KEY and reference.target in bibliography:
        works = (bibliography[reference.target],)
    elif reference.kind is ReferenceKind.AUTHOR_YEAR:
        works = tuple(listed.works_named(reference.target))
        said = _author_and_year(reference.target)
    elif reference.kind is ReferenceKind.FOOTNOTE:
        works, against = listed.works_noted(reference)
    elif reference.pmid or reference.doi or reference.pmcid:
        works = (Citation(pmid=reference.pmid, doi=reference.doi, pmcid=reference.pmcid, added=BY_ARTICLE),)
    elif reference.kind is ReferenceKind.LINK:
        works = tuple(_trusted(reference.target, reference.text, listed.around))
    if works or said:
        yield Given(reference.start, reference.end, works, said)
    if against:
        yield Given(reference.start, reference.end, against, is_against=True)


def _trusted(address: str, title: str, around: Surroundings) -> Iterator[Citation]:
    """A page of a body that the house trusts."""
    if Thresholds(trusted_sites=tuple(around.trusted)).trusts(address):
        yield Citation(url=address, title=" ".join(title.split())[:_LONGEST_TITLE] or address, added=BY_ARTICLE)


@frozen(slots=False)
class _Listed:
    """The entries of a page, its references in order, and the works of the entries that a mark means.

    A page may have as many marks as entries, so that entries are looked up and not gone through for each mark.
    """

    entries: tuple[Entry, ...]
    references: tuple[Reference, ...]
    around: Surroundings
    marks: tuple[tuple[int, int, str], ...]
    raised: tuple[Reference, ...]

    @classmethod
    def of(cls, article: Article, around: Surroundings) -> Self:
        """Read a page: its entries, and its marks outside of them, in the text or raised by its markup."""
        entries = entries_of(article)
        own = {(one.mark, f"[{one.number}]") for one in entries}
        found = tuple(one for one in references(article) if (one.start, one.target) not in own)
        is_apart = apart_from((one.start, one.end) for one in entries)
        not_in_links = apart_from((link.start, link.end) for link in article.links)
        marks = tuple(
            mark
            for mark in (marks_in(article.text) if any(one.listing for one in entries) else ())
            if is_apart(mark[0], mark[0] + 1) and not_in_links(mark[0] + 1, mark[0] + 2)
        )
        raised = tuple(one for one in found if NUMBERED.fullmatch(one.target) and is_apart(one.start, one.start + 1))
        meant = {
            number
            for mark in (*(one[2] for one in marks), *(one.target for one in raised))
            for number in numbers_of(mark)
        }
        return cls(counted(entries, meant), found, around, marks, raised)

    @cached_property
    def is_apart(self) -> Callable[[int, int], bool]:
        """Tells whether a stretch lies in no entry."""
        return apart_from((one.start, one.end) for one in self.entries)

    def works_noted(self, mark: Reference) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
        """The works of a note by its text, or of entries of the list by their numbers ("[2,4]"), and those that it sets against them."""
        if mark.target in self._by_text:
            entry = self._by_text[mark.target]
            turn = entry.start + turn_in(entry.text)
            return self.works_of(entry), self._works_between(entry, turn, entry.end)
        if mark.pmid or mark.doi or mark.pmcid:
            works = (Citation(pmid=mark.pmid, doi=mark.doi, pmcid=mark.pmcid, added=BY_ARTICLE),)
            return (works, ()) if turn_in(mark.target) == len(mark.target) else ((), works)
        return self.works_numbered(mark.target) if NUMBERED.fullmatch(mark.target) else (), ()

    def works_numbered(self, mark: str) -> tuple[Citation, ...]:
        """The works of the entries that a mark means ("[1, 4-6]"), each of whose numbers one entry alone has."""
        meant = [self.by_number.get(number, ()) for number in numbers_of(mark)]
        return tuple(work for entries in meant if len(entries) == 1 for work in self.works_of(entries[0]))

    def works_named(self, target: str) -> Iterator[Citation]:
        """The works that the list has for "Smith 2020" or "Smith and Jones, 2019, 2020"; none where two entries fit."""
        for year in years_of(target):
            dated = (*self._by_year.get(year, ()), *(self._by_year.get(year[:4], ()) if year[4:] else ()))
            fitting = [entry for entry in dated if is_by(entry.text, target)]
            works = {_identity(work): work for entry in fitting for work in self.works_of(entry)}
            if len(works) == 1:
                yield from works.values()

    def works_of(self, entry: Entry) -> tuple[Citation, ...]:
        """The works of an entry, before those that it sets against them ("But see also …")."""
        return self._works_between(entry, entry.start, entry.start + turn_in(entry.text))

    def _works_between(self, entry: Entry, start: int, end: int) -> tuple[Citation, ...]:
        """The works of a stretch of an entry: one where its identifiers agree, else each PMID, else each DOI."""
        first, last = (bisect_left(self.references, at, key=lambda one: one.start) for at in (start, end))
        inside = [one for one in self.references[first:last] if one.kind is not ReferenceKind.FOOTNOTE]
        ids = [Identifiers("", one.pmid, one.doi, one.pmcid) for one in inside]
        one = Identifiers.of_one_work(ids)
        if one.pmid or one.doi or one.pmcid:
            return (Citation(pmid=one.pmid, doi=one.doi, pmcid=one.pmcid, added=BY_ARTICLE),)
        pmids = dict.fromkeys(each.pmid for each in ids if each.pmid)
        dois = dict.fromkeys(each.doi for each in ids if each.doi)
        if pmids or dois:
            several = [Citation(pmid=pmid, added=BY_ARTICLE) for pmid in pmids]
            return tuple(several or [Citation(doi=doi, added=BY_ARTICLE) for doi in dois])
        linked = [each for each in inside if each.kind is ReferenceKind.LINK]
        return tuple(work for each in linked for work in _trusted(each.target, entry.text, self.around))[:1]

    @cached_property
    def _by_text(self) -> Mapping[str, Entry]:
        return {entry.text: entry for entry in reversed(self.entries)}

    @cached_property
    def by_number(self) -> Mapping[int, Sequence[Entry]]:
        """Entries by their numbers; of a list that the page's marks link to throughout only those that no other list has."""
        linked: dict[int, list[Entry]] = {}
        found: dict[int, list[Entry]] = {}
        unlinked = {one.listing for one in self.entries if not one.is_note}
        for entry in self.entries:
            if entry.number:
                (found if entry.listing in unlinked else linked).setdefault(entry.number, []).append(entry)
        return linked | found

    @cached_property
    def _by_year(self) -> Mapping[str, Sequence[Entry]]:
        """Entries by each year in which they may have been published."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for year in years_published(entry.text):
                found.setdefault(year, []).append(entry)
        return found


def _author_and_year(target: str) -> Attribution | None:
    name, years = surname(target), years_of(target)
    return Attribution(author=name, year=int(years[0][:4])) if name and years else None


def _numbered(listed: _Listed) -> Iterator[Given]:
    """Marks such as "[3]", "[1, 4-6]" or a raised character in the text, where the page has a list of references."""
    for start, end, mark in listed.marks:
        if works := listed.works_numbered(mark):
            yield Given(start, end, works)
