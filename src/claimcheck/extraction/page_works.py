"""The works that a page refers to, read once: by its notes, its list of references, and a bibliography beside it.

What `articles.references` reads is matched to these; a work that cannot be told for sure is left out.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import evolve, field, frozen

from claimcheck.addresses import Identifiers
from claimcheck.articles.base import Article
from claimcheck.articles.other_works import turn_to_another
from claimcheck.articles.references import Reference, ReferenceKind, identifiers_in, references
from claimcheck.extraction.authors import is_by, surname, years_of, years_published
from claimcheck.extraction.contrasted import REACH, is_set_against, turn_in
from claimcheck.extraction.lexicon import listed
from claimcheck.extraction.listed import Entry, counted, entries_of, numbered_works
from claimcheck.extraction.marks import NUMBERED, counts_from_one, marks_in, round_marks
from claimcheck.extraction.unnamed_lists import UnnamedLists
from claimcheck.extraction.works import begins_another
from claimcheck.language.not_works import leads_to_no_text
from claimcheck.language.reference_marks import numbers_of
from claimcheck.model import ARTICLE, Attribution, Citation, Signature
from claimcheck.stretches import apart_from
from claimcheck.thresholds import Thresholds

BY_ARTICLE = Signature(ARTICLE)
"""Who added what the page itself refers to."""

_LONGEST_TITLE = 300
_WORD = re.compile(r"[^\W\d_]+")
_OF_SEVERAL_WORDS = re.compile(
    r"\b(?!(?:[DL][aei]|De[rnl]|V[ao]n|[AE]l|Te[nr]?)\b)[A-Z][^\W\d_]+ (?:(?:of|for|the|on) )*[A-Z][^\W\d_]+"
)
_LONGEST_NOTE = 40
_FIRST_WORDS = 8
"""Characters of an entry within which no work is told: its identifier may stand before its authors."""
_NAMES_NOTE = re.compile(
    r"\b(?:ibid(?:em)?|idem|(?:op|loc)\. ?cit|supra|see (?:(?:foot|end)?note|ref(?:\.|erence)?) \d|(?:foot|end)?note \d{1,3} above)\b",
    re.IGNORECASE,
)
"""What names a work by another note."""
Works = tuple[Citation, ...]


@frozen
class Given:
    """What a page gives at a place of its text: works, or an author and a year that no list explains.

    It `is_against` what its sentence claims, and no source of it, where the page says so: "contrary to", "but see".
    """

    start: int
    end: int
    citations: Works = ()
    attribution: Attribution | None = None
    is_against: bool = False


@frozen
class Surroundings:
    """What a page's references are read with: a bibliography by its keys, and the sites of the trusted bodies."""

    bibliography: Mapping[str, Citation] = field(factory=dict)
    trusted: frozenset[str] = frozenset()


@frozen(slots=False)
class PageWorks:
    """The references of a page, the entries of its list, and the works that they mean, each found on first use.

    A page may have as many marks as entries, so that entries are looked up and not gone through for each mark.
    """

    article: Article
    around: Surroundings = field(factory=Surroundings)

    @cached_property
    def given(self) -> tuple[Given, ...]:
        """What the references of the page's text give, where a work is told; those within notes and lists speak of no claim."""
        told = [
            one
            for reference in self._references
            if reference.kind is ReferenceKind.FOOTNOTE or self._is_outside(reference.start)
            for one in self._given(reference)
        ]
        marks = (*self._marks, *(self._round if self._are_marks_round else ()))
        told += [Given(start, end, works) for start, end, mark in marks if (works := self._works_numbered(mark, start))]
        return tuple(evolve(one, is_against=True) if self._is_against(one) else one for one in told)

    def unmatched(self) -> tuple[tuple[int, str], ...]:
        """The marks, and authors with years, that are those of no sure entry, with their places, where the page has a list of works."""
        if not any(entry.listing and self._works_of(entry) for entry in self._entries):
            return ()
        marks = {(start, mark) for start, _, mark in self._marks} | {(one.start, one.target) for one in self._raised}
        unsure = {mark for mark in marks if not all(self._sure_entries(mark[1], mark[0]))}
        if not self._are_marks_round:
            unsure |= {(start, mark) for start, _, mark in self._round if any(self._sure_entries(mark, start))}
        return tuple(sorted(unsure | set(self._unnamed())))

    def _unnamed(self) -> Iterator[tuple[int, str]]:
        """Authors and years, as they are written, of which no entry of its list, or more than one, is the work."""
        for one in self._references:
            is_named = one.kind is ReferenceKind.AUTHOR_YEAR and self._is_outside(one.start)
            if is_named and _author_and_year(one.target) and not any(self._works_meant(one)):
                yield one.start, " ".join(one.target.split())

    def unresolved(self) -> tuple[tuple[int, str], ...]:
        """Citation keys of which no bibliography has the work, and notes that name theirs by another note ("Ibid."), with their places."""
        told = list[tuple[int, str]]()
        for one in self._references:
            is_key = one.kind is ReferenceKind.PANDOC_KEY and self._is_outside(one.start) and self._cites(one)
            is_note = one.kind is ReferenceKind.FOOTNOTE and _NAMES_NOTE.search(one.target[:_LONGEST_NOTE])
            if (is_key or is_note) and not any(self._works_meant(one)):
                told.append((one.start, f"@{one.target}" if is_key else f'"{one.target[:_LONGEST_NOTE].strip()}"'))
        for start, _, mark in self._marks:
            entries = filter(None, self._sure_entries(mark, start))
            told += [
                (start, mark)
                for one in entries
                if _NAMES_NOTE.search(one.text[:_LONGEST_NOTE]) and not self._works_of(one)
            ]
        return tuple(told)

    def _cites(self, key: Reference) -> bool:
        """Whether a key is one, and no name of a person on another site: it stands in brackets, or the page has a bibliography."""
        before = self.article.text[max(0, key.start - REACH) : key.start + 1]
        is_bracketed = any(opens in before.rpartition(closes)[2] for opens, closes in ("[]", "()"))
        return is_bracketed or before.endswith("-") or bool(self.around.bibliography)

    def _given(self, reference: Reference) -> Iterator[Given]:
        works, against = self._works_meant(reference)
        said = _author_and_year(reference.target) if reference.kind is ReferenceKind.AUTHOR_YEAR else None
        if works or said:
            yield Given(reference.start, reference.end, works, said)
        if against:
            yield Given(reference.start, reference.end, against, is_against=True)

    def _is_against(self, given: Given) -> bool:
        """Whether it stands against what its sentence claims."""
        text, sentence = self.article.text, self.article.sentence_by(given.start)
        begin, end = (sentence.start, sentence.end) if sentence else (given.start, given.end)
        before, after = max(begin, given.start - REACH), min(end, given.end + REACH)
        words = (text[before : given.start], text[given.start : given.end], text[given.end : after])
        return given.is_against or is_set_against(*words)

    # --- what the page has ---------------------------------------------------------------------------------------

    @cached_property
    def _unnumbered(self) -> tuple[Entry, ...]:
        """The entries of its lists as they stand."""
        return entries_of(self.article)

    @property
    def _has_list(self) -> bool:
        return any(one.listing for one in self._unnumbered)

    @cached_property
    def _is_apart(self) -> Callable[[int, int], bool]:
        """Tells whether a stretch lies in no entry."""
        return apart_from((one.start, one.end) for one in self._unnumbered)

    def _is_outside(self, start: int) -> bool:
        """Whether a place lies in none."""
        return self._is_apart(start, start + 1)

    @cached_property
    def _references(self) -> tuple[Reference, ...]:
        """Its references, without the numbers that are raised before its entries."""
        own = {(one.mark, f"[{one.number}]") for one in self._unnumbered}
        return tuple(one for one in references(self.article) if (one.start, one.target) not in own)

    @cached_property
    def _marks(self) -> tuple[tuple[int, int, str], ...]:
        """Marks such as "[3]", "[1, 4-6]" or a raised character in the text, where the page has a list of references."""
        return tuple(filter(self._is_free, marks_in(self.article))) if self._has_list else ()

    @cached_property
    def _round(self) -> tuple[tuple[int, int, str], ...]:
        """What may be marks in round brackets, as "(2)", where the page has a list of references."""
        return tuple(filter(self._is_free, round_marks(self.article))) if self._has_list else ()

    @cached_property
    def _are_marks_round(self) -> bool:
        """Whether the page's marks stand in round brackets: it has no others, and these count from 1 and have each an entry."""
        has_others = self._marks or any(one.kind is ReferenceKind.FOOTNOTE for one in self._references)
        known = (entry for start, _, mark in self._round for entry in self._sure_entries(mark, start))
        return not has_others and counts_from_one(mark for _, _, mark in self._round) and all(known)

    def _is_free(self, mark: tuple[int, int, str]) -> bool:
        """Whether a mark stands neither in an entry nor in a link; one to a place of the page that no note names tells its number alone."""
        start, end, _ = mark
        return self._is_outside(start) and self._is_in_no_link(start, end)

    @cached_property
    def _is_in_no_link(self) -> Callable[[int, int], bool]:
        notes = {note.name for note in self.article.notes}
        return apart_from(
            (link.start, link.end)
            for link in self.article.links
            if link.start < link.end and (not link.target.startswith("#") or link.target[1:] in notes)
        )

    @cached_property
    def _raised(self) -> tuple[Reference, ...]:
        """Marks that its markup raises."""
        numbered = (one for one in self._references if NUMBERED.fullmatch(one.target))
        return tuple(one for one in numbered if self._is_outside(one.start))

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        """The entries of its lists, with numbers."""
        marks = (*(mark for _, _, mark in self._marks), *(one.target for one in self._raised))
        return counted(self._unnumbered, {number for mark in marks for number in numbers_of(mark)})

    @cached_property
    def _by_text(self) -> Mapping[str, Entry]:
        return {entry.text: entry for entry in reversed(self._entries)}

    @cached_property
    def _by_number(self) -> Mapping[int, Sequence[Entry]]:
        """Entries by their numbers; of a list that the page's marks link to throughout only those that no other list has."""
        linked: dict[int, list[Entry]] = {}
        found: dict[int, list[Entry]] = {}
        unlinked = {one.listing for one in self._entries if not one.is_note}
        for entry in self._entries:
            if entry.number:
                (found if entry.listing in unlinked else linked).setdefault(entry.number, []).append(entry)
        return linked | found

    @cached_property
    def _numbers_elsewhere(self) -> frozenset[int]:
        """Numbers before what reads as a work but stands in none of its lists: another list may be meant."""
        return frozenset(number for start, number in numbered_works(self.article) if self._is_outside(start))

    @cached_property
    def _unnamed_lists(self) -> UnnamedLists:
        return UnnamedLists(self.article, self._entries)

    @cached_property
    def _by_year(self) -> Mapping[str, Sequence[Entry]]:
        """Entries by each year in which they may have been published."""
        found: dict[str, list[Entry]] = {}
        for entry in self._entries:
            for year in years_published(entry.text):
                found.setdefault(year, []).append(entry)
        return found

    # --- which works they mean -----------------------------------------------------------------------------------

    def _works_meant(self, reference: Reference) -> tuple[Works, Works]:
        """The works of a reference, and those that its note sets against them."""
        bibliography = self.around.bibliography
        if reference.kind is ReferenceKind.FOOTNOTE:
            return self._works_noted(reference)
        if reference.kind is ReferenceKind.AUTHOR_YEAR:
            return tuple(self._works_named(reference.target)), ()
        if reference.kind is ReferenceKind.PANDOC_KEY and reference.target in bibliography:
            return (bibliography[reference.target],), ()
        is_link = reference.kind is ReferenceKind.LINK
        return _identified(reference) or (self._trusted(reference, reference.text) if is_link else ()), ()

    def _works_noted(self, mark: Reference) -> tuple[Works, Works]:
        """The works of a note by its text, or of entries of the list by their numbers ("[2,4]"), and those that it sets against them."""
        if mark.target in self._by_text:
            entry = self._by_text[mark.target]
            return self._works_of(entry), self._works_between(entry, entry.start + turn_in(entry.text), entry.end)
        if works := _told_by(mark):
            return (works, ()) if turn_in(mark.target) == len(mark.target) else ((), works)
        return self._works_numbered(mark.target, mark.start) if NUMBERED.fullmatch(mark.target) else (), ()

    def _works_numbered(self, mark: str, at: int) -> Works:
        """The works of the entries that a mark means ("[1, 4-6]"), each of whose numbers one entry alone has."""
        entries = filter(None, self._sure_entries(mark, at))
        return tuple(work for entry in entries for work in self._works_of(entry))

    def _sure_entries(self, mark: str, at: int) -> Iterator[Entry | None]:
        """For each number of a mark at a place the entry that alone has it, None where another may be meant."""
        for number in numbers_of(mark):
            found = self._by_number.get(number, ())
            is_sure = len(found) == 1 and number not in self._numbers_elsewhere
            yield found[0] if is_sure and (not found[0].is_bare or self._unnamed_lists.can_mean(found[0], at)) else None

    def _works_named(self, target: str) -> Iterator[Citation]:
        """The works that the list has for "Smith 2020" or "Smith and Jones, 2019, 2020"; none where two works fit, named or not."""
        for year in years_of(target):
            dated = (*self._by_year.get(year, ()), *(self._by_year.get(year[:4], ()) if year[4:] else ()))
            fitting = {one.text: self._works_of(one) for one in dated if is_by(one.text, target)}
            works = by_identity(work for found in fitting.values() for work in found)
            if len(works) == 1 and all(fitting.values()):
                yield from works

    def _works_of(self, entry: Entry) -> Works:
        """The works of an entry, before those that it sets against them ("But see also …")."""
        return self._works_between(entry, entry.start, entry.start + turn_in(entry.text))

    def _works_between(self, entry: Entry, start: int, end: int) -> Works:
        """The works of a stretch of an entry, those of each part that tells of a work of its own."""
        parts = self._parts(entry, self._own(entry, self._inside(start, end)))
        return by_identity(work for part in parts for work in self._works_told(entry, part))

    def _parts(self, entry: Entry, inside: list[Reference]) -> list[list[Reference]]:
        """References parted where the words before one tell of another work than the words before the last did."""
        has_words = bool(inside) and _told_until(inside[0]) > entry.start + _FIRST_WORDS
        parts: list[list[Reference]] = []
        for one in inside:
            if not parts or (has_words and begins_another(self.article.text[parts[-1][-1].end : _told_until(one)])):
                parts.append([])
            parts[-1].append(one)
        return parts

    def _works_told(self, entry: Entry, inside: list[Reference]) -> Works:
        """The works of references of one part: one where their identifiers agree, else each PMID, else each DOI."""
        if one := _identified(Identifiers.of_one_work(Identifiers("", one.pmid, one.doi, one.pmcid) for one in inside)):
            return one
        several = [Citation(pmid=pmid, added=BY_ARTICLE) for pmid in dict.fromkeys(one.pmid for one in inside) if pmid]
        several = several or [
            Citation(doi=doi, added=BY_ARTICLE) for doi in dict.fromkeys(one.doi for one in inside) if doi
        ]
        linked = (one for one in inside if one.kind is ReferenceKind.LINK)
        return tuple(several) or next(filter(None, (self._trusted(one, entry.text) for one in linked)), ())

    def _inside(self, start: int, end: int) -> list[Reference]:
        """The references of a stretch, without marks of notes."""
        first, last = (bisect_left(self._references, at, key=lambda one: one.start) for at in (start, end))
        return [one for one in self._references[first:last] if one.kind is not ReferenceKind.FOOTNOTE]

    def _own(self, entry: Entry, inside: list[Reference]) -> list[Reference]:
        """Those of an entry's references that are not of its erratum, a comment on it, or another work that it names behind its own."""
        if not inside:
            return []
        end = entry.start + turn_to_another(entry.text, max(0, inside[0].start - entry.start))
        return [one for one in inside if one.start < end]

    def _trusted(self, link: Reference, title: str) -> Works:
        """A page of a body that the house trusts, and that says something itself."""
        is_trusted = Thresholds(trusted_sites=tuple(self.around.trusted)).trusts(link.target)
        if not is_trusted or leads_to_no_text(link.target):
            return ()
        return (
            Citation(url=link.target, title=" ".join(title.split())[:_LONGEST_TITLE] or link.target, added=BY_ARTICLE),
        )


def by_identity(citations: Iterable[Citation]) -> Works:
    """Each work once, by its first identifier or its address."""
    return tuple({str(one.pmid or one.doi or one.pmcid or one.url): one for one in citations}.values())


def _identified(one: Reference | Identifiers) -> Works:
    """The work that has these identifiers, none where there are none."""
    named = one.pmid or one.doi or one.pmcid
    return (Citation(pmid=one.pmid, doi=one.doi, pmcid=one.pmcid, added=BY_ARTICLE),) if named else ()


def _told_until(reference: Reference) -> int:
    """Where the words end that tell what a reference is: those of a link may be of them ("Fuzi 2017"), an identifier is not."""
    return reference.start if identifiers_in(reference.text) else reference.end


def _told_by(note: Reference) -> Works:
    """The work of a note that stands at its mark; each of two where its words tell of another between their identifiers."""
    if note.pmid and note.doi:
        said = note.target.lower()
        (begin, end), (other, _) = sorted(
            (said.find(str(one)), said.find(str(one)) + len(one)) for one in (note.pmid, note.doi)
        )
        if begin > _FIRST_WORDS and begins_another(note.target[end:other]):
            return Citation(pmid=note.pmid, added=BY_ARTICLE), Citation(doi=note.doi, added=BY_ARTICLE)
    return _identified(note)


def _author_and_year(target: str) -> Attribution | None:
    """A person and a year; None for places, stages and magazines, and for a body of several words, which no list explains."""
    name, years = surname(target), years_of(target)
    before = target[: target.find(years[0])] if years else ""
    if not name or not years or _OF_SEVERAL_WORDS.search(before):
        return None
    is_none = any(word.casefold() in listed("no authors") for word in _WORD.findall(before))
    return None if is_none else Attribution(author=name, year=int(years[0][:4]))
