"""The references that a page already has, as citations of the claims that they stand behind.

What `articles.references` reads is matched to the page's own notes and list of references, and to a bibliography beside the
page; a work that cannot be told for sure is left out. Nobody is asked, and nothing is judged: a citation says no more than
that the page gives it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import evolve, field, frozen

from claimcheck.articles.base import Article
from claimcheck.articles.reference_targets import Identifiers
from claimcheck.articles.references import MAX_NOTE, Reference, ReferenceKind, references
from claimcheck.articles.superscript import raised_marks
from claimcheck.extraction.asserting import is_list_of_works
from claimcheck.extraction.drafts import Draft, slug
from claimcheck.extraction.units import units
from claimcheck.language.words import unaccented
from claimcheck.model import ARTICLE, Attribution, Citation, Signature
from claimcheck.stretches import apart_from
from claimcheck.thresholds import Thresholds

BY_ARTICLE = Signature(ARTICLE)
"""Who added what the page itself refers to."""

_NUMBERED = re.compile(r"\[(\d{1,3}(?:\s?[,\u2013-]\s?\d{1,3}){0,8})\]")
_ENTRY_NUMBER = re.compile(r"\s*[\[(]?(\d{1,3})[\].)]\s+")
_YEARS = re.compile(r"\b((?:1[89]|20)\d\d)[a-z]?\b")
_SURNAME = re.compile(r"(?:(?:van|von|de[rnl]?|di|da|l[ae]|al|el|ten?)[ -])*[^\W\d_][\w'’-]*", re.IGNORECASE)
_BRACKET = re.compile(r"\s*[\[(]([^\[\]()]*)[\])]")
_NOTHING_ELSE = re.compile(r"(?:see|also|cf|e\.g|and|[\s;,.:])*")
_MARKS = "[⁰¹²³⁴⁵⁶⁷⁸⁹"
_LONGEST_TITLE = 300
_LONGEST_RANGE = 20
_HEAD = 120
"""Characters of an entry in which its authors stand."""

Span = tuple[int, int]


@frozen
class Given:
    """What a page gives at a place of its text: works, or an author and a year that no list explains."""

    start: int
    end: int
    citations: tuple[Citation, ...] = ()
    attribution: Attribution | None = None


@frozen
class _Entry:
    """An entry of the list of references, or a note."""

    text: str
    start: int
    end: int
    number: int = 0


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
    for given in given_by(article, around):
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
    """The works that the page gives where it makes no claim; `claims` are the spans of the sentences that make one."""
    for given in given_by(article, around):
        if given.citations and _draft_at(article, claims, given) is None:
            yield given


def _cited(article: Article, draft: Draft, given: Sequence[Given]) -> Draft:
    works = {_identity(one): one for each in given for one in each.citations}
    said = next((each.attribution for each in given if each.attribution), None)
    claim = evolve(
        draft.claim,
        statement=_without(draft.claim.statement, [article.text[each.start : each.end] for each in given]),
        citations=tuple(works.values()),
        attributed_to=draft.claim.attributed_to or (None if works else said),
    )
    return evolve(draft, claim=claim)


def _without(statement: str, marks: Iterable[str]) -> str:
    """The statement without references: raised marks and "[2]", and brackets that hold nothing else, as "(see Smith 2020)"."""
    given = tuple(filter(None, marks))
    for mark in given:
        statement = statement.replace(mark, "", 1) if mark[0] in _MARKS else statement

    def kept(bracket: re.Match[str]) -> str:
        inner = bracket[1]
        for mark in given:
            inner = inner.replace(mark, "")
        return "" if _NOTHING_ELSE.fullmatch(inner) else bracket.group()

    return re.sub(r"\s+(?=\.\Z)|\.(?=\.\Z)", "", _BRACKET.sub(kept, statement))


def _identity(citation: Citation) -> str:
    return str(citation.pmid or citation.doi or citation.pmcid or citation.url)


def _draft_at(article: Article, spans: Sequence[Span], given: Given) -> int | None:
    """The draft that a reference stands in, else the last of its sentence before it."""
    sentence = article.sentence_at(given.start) or (article.sentence_at(given.start - 1) if given.start else None)
    begin = sentence.start if sentence else max(0, given.start - 1)
    until = sentence.end if sentence else given.start
    near = [at for at, (start, end) in enumerate(spans) if start < until and end > begin]
    inside = next((at for at in near if spans[at][0] <= given.start < spans[at][1]), None)
    before = [at for at in near if spans[at][1] <= given.start]
    return inside if inside is not None else before[-1] if before else near[0] if near else None


def given_by(article: Article, around: Surroundings = Surroundings()) -> Iterator[Given]:
    """Every reference of the page's text whose work is told, in order; those within notes and lists speak of no claim."""
    listed = _Listed(tuple(_entries(article)), references(article), around)
    is_apart = apart_from((one.start, one.end) for one in listed.entries)
    for reference in listed.references:
        if is_apart(reference.start, reference.start + 1) or reference.kind is ReferenceKind.FOOTNOTE:
            yield from _given(reference, listed)
    yield from _numbered(article, listed)


def _given(reference: Reference, listed: "_Listed") -> Iterator[Given]:
    bibliography = listed.around.bibliography
    works: tuple[Citation, ...] = ()
    said = None
    if reference.kind is ReferenceKind.PANDOC_KEY and reference.target in bibliography:
        works = (bibliography[reference.target],)
    elif reference.kind is ReferenceKind.AUTHOR_YEAR:
        works = tuple(listed.works_named(reference.target))
        said = _author_and_year(reference.target)
    elif reference.pmid or reference.doi or reference.pmcid:
        works = (Citation(pmid=reference.pmid, doi=reference.doi, pmcid=reference.pmcid, added=BY_ARTICLE),)
    elif reference.kind is ReferenceKind.FOOTNOTE:
        works = listed.works_noted(reference.target)
    elif reference.kind is ReferenceKind.LINK:
        works = tuple(_trusted(reference.target, reference.text, listed.around))
    if works or said:
        yield Given(reference.start, reference.end, works, said)


def _trusted(address: str, title: str, around: Surroundings) -> Iterator[Citation]:
    """A page of a body that the house trusts."""
    if Thresholds(trusted_sites=tuple(around.trusted)).trusts(address):
        yield Citation(url=address, title=" ".join(title.split())[:_LONGEST_TITLE] or address, added=BY_ARTICLE)


# --- the list of references, and notes ---------------------------------------------------------------------------


def _entries(article: Article) -> Iterator[_Entry]:
    """The notes that the page's marks name, and the blocks of lists of references, each list numbered from 1."""
    notes = [(note.start, note.end) for note in article.notes if note.end - note.start <= MAX_NOTE]
    yield from (_Entry(article.text[start:end], start, end) for start, end in notes)
    for blocks in _lists(article, notes):
        for place, (start, end) in enumerate(blocks, start=1):
            text = article.text[start:end]
            written = _ENTRY_NUMBER.match(text)
            yield _Entry(text, start, end, int(written[1]) if written else place)


def _lists(article: Article, notes: Sequence[Span]) -> list[list[Span]]:
    """The blocks below a heading such as "References", or in an aside of the page, list by list; notes apart."""
    lists: list[list[Span]] = []
    within, is_apart = "", apart_from((*notes, *article.headings))
    for unit in units(article):
        aside = next((str(span) for span in article.asides if span[0] <= unit.start < span[1]), "")
        listed = aside or (unit.heading if is_list_of_works(unit.heading) and not unit.is_heading else "")
        if listed and is_apart(unit.start, unit.start + 1):
            if listed != within:
                lists.append([])
            if unit.opens or not lists[-1]:
                lists[-1].append((unit.start, unit.end))
            else:
                lists[-1][-1] = (lists[-1][-1][0], unit.end)
            within = listed
    return lists


@frozen(slots=False)
class _Listed:
    """The entries of a page, its references in order, and the works of the entries that a mark means.

    A page may have as many marks as entries, so that entries are looked up and not gone through for each mark.
    """

    entries: tuple[_Entry, ...]
    references: tuple[Reference, ...]
    around: Surroundings

    def works_noted(self, target: str) -> tuple[Citation, ...]:
        """The works of a note by its text, or of entries of the list by their numbers ("[2,4]")."""
        if target in self._by_text:
            return self.works_of(self._by_text[target])
        numbered = _NUMBERED.fullmatch(target)
        return self.works_numbered(numbered[1]) if numbered else ()

    def works_numbered(self, numbers: str) -> tuple[Citation, ...]:
        """The works of the entries with these numbers ("1, 4-6"), each of which one entry alone has."""
        meant = [self._by_number.get(number, ()) for number in _numbers(numbers)]
        return tuple(work for entries in meant if len(entries) == 1 for work in self.works_of(entries[0]))

    def works_named(self, target: str) -> Iterator[Citation]:
        """The works that the list has for "Smith 2020" or "Smith and Jones, 2019, 2020"; none where two entries fit."""
        name = _SURNAME.search(target)
        if name is None:
            return
        author = re.compile(rf"\b{re.escape(unaccented(name.group()).casefold())}\b")
        for year in dict.fromkeys(_YEARS.findall(target)):
            fitting = [entry for head, entry in self._by_year.get(year, ()) if author.search(head)]
            works = {_identity(work): work for entry in fitting for work in self.works_of(entry)}
            if len(works) == 1:
                yield from works.values()

    def works_of(self, entry: _Entry) -> tuple[Citation, ...]:
        """The works of an entry: one where its identifiers agree, else each PMID, else each DOI."""
        first, last = (bisect_left(self.references, at, key=lambda one: one.start) for at in (entry.start, entry.end))
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
    def _by_text(self) -> Mapping[str, _Entry]:
        return {entry.text: entry for entry in reversed(self.entries)}

    @cached_property
    def _by_number(self) -> Mapping[int, Sequence[_Entry]]:
        found: dict[int, list[_Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.number, []).append(entry)
        return found

    @cached_property
    def _by_year(self) -> Mapping[str, Sequence[tuple[str, _Entry]]]:
        """Entries by each year that they give, with their beginning, where the authors stand."""
        found: dict[str, list[tuple[str, _Entry]]] = {}
        for entry in self.entries:
            for year in dict.fromkeys(_YEARS.findall(entry.text)):
                found.setdefault(year, []).append((unaccented(entry.text).casefold()[:_HEAD], entry))
        return found


def _author_and_year(target: str) -> Attribution | None:
    name, year = _SURNAME.search(target), _YEARS.search(target)
    return Attribution(author=name.group(), year=int(year[1])) if name and year else None


def _numbered(article: Article, listed: _Listed) -> Iterator[Given]:
    """Marks such as "[3]", "[1, 4-6]" or a raised character in the text, where the page has a list of references."""
    not_in_entries = apart_from((one.start, one.end) for one in listed.entries)
    not_in_links = apart_from((link.start, link.end) for link in article.links)
    in_brackets = ((mark.start(), mark.end(), mark.group()) for mark in _NUMBERED.finditer(article.text))
    for start, end, mark in (
        (*in_brackets, *raised_marks(article.text)) if any(one.number for one in listed.entries) else ()
    ):
        if mark and not_in_entries(start, start + 1) and not_in_links(start + 1, start + 2):
            works = listed.works_numbered(mark[1:-1])
            if works:
                yield Given(start, end, works)


def _numbers(written: str) -> Iterator[int]:
    for part in written.split(","):
        first, *last = re.split(r"[\u2013-]", part.strip())
        until = int(last[0]) if last and last[0].strip() else int(first)
        yield from range(int(first), min(until, int(first) + _LONGEST_RANGE) + 1)
