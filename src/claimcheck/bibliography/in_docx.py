"""References in Word documents: a comment of the program's own at the sentence of each claim, one a work.

A comment that still says what it should, where it should, is left as it is, with whatever Word has added to it; one whose
citation is gone is taken out; other people's comments are never touched. Only the parts that comments need are written.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from claimcheck.articles.anchors import Place
from claimcheck.articles.base import Article, Sentence
from claimcheck.articles.docx import read_docx
from claimcheck.articles.docx_package import Package
from claimcheck.articles.docx_trace import Mark, Traced, traced
from claimcheck.bibliography.docx_comments import CommentsPart
from claimcheck.bibliography.docx_marks import Span, edits_of, end_of, marks_at, without
from claimcheck.bibliography.docx_side_part import Entry
from claimcheck.bibliography.references import unified
from claimcheck.bibliography.spots import Cited, Lost, PageReferences, Referred, Spot, apart_from, reworded_in, spots_of
from claimcheck.bibliography.styles import linked_reference
from claimcheck.bibliography.works import Work
from claimcheck.stretches import replaced

Key = tuple[tuple[int, int], str]
"""How a comment is known again: the paragraph (from 0) and the character at which its range ends, and what it says."""
Gone = list[tuple[Entry, tuple[Mark, ...]]]
Standing = tuple[int | None, str]
"""The paragraph of a comment's or footnote's mark, counted from 1, and what it says."""


@frozen
class New:
    """A comment or a footnote that should stand at a sentence, whose end is marked at `place`."""

    span: Span
    place: tuple[int, int]
    sentence: str
    text: str
    work: Work


@frozen
class Change:
    """A comment that comes or goes: the paragraph, counted from 1 (None: it stood nowhere), the sentence, the comment."""

    is_new: bool
    paragraph: int | None
    sentence: str
    text: str


@frozen
class Commented(Referred):
    """The document with its comments, and what changed; a line is a paragraph, and what is gone is told by the comment that said it."""

    data: bytes = field(kw_only=True)
    changes: tuple[Change, ...] = field(default=(), kw_only=True)


def with_comments(
    data: bytes, path: str, cited: Iterable[Cited], given: PageReferences = lambda _article: ()
) -> Commented:
    """Bring the comments of a document up to date. Raises `UnreadableArticleError` where that cannot be done."""
    package, article = Package(data, path), read_docx(data, path)
    if package.is_signed:
        raise package.error("digitally signed; comments would make the signature invalid, so take a copy without it")
    main = package.main_part()
    document = traced(package, main)
    comments = CommentsPart(package, main, document.namespace)
    before = notes_at(document.marks, comments.own)
    spots, referred = spots_in(article, cited, given, before)
    notes, referred = wanted_notes(article, document, spots, referred, "comment")
    wanted = {(one.place, one.text): one for one in notes}
    kept, gone = _compared(document, comments.own, wanted)
    new = [one for key, one in wanted.items() if key not in kept]
    changes = (
        *(Change(False, marks[0].paragraph + 1 if marks else None, "", comment.text) for comment, marks in gone),
        *(Change(True, one.span.paragraph + 1, one.sentence, one.text) for one in new),
    )
    if changes:
        data = package.rewritten(_parts(package, document, comments, gone, new))
    return commented(evolve(referred, data=data, changes=changes), wanted.values(), (one.text for one, _ in gone))


def notes_at(marks: Iterable[Mark], own: Iterable[Entry]) -> list[Standing]:
    """Those of our comments or footnotes that a mark in the text has."""
    said = {str(one.number): one.text for one in own}
    return [(mark.paragraph + 1, said[mark.comment]) for mark in marks if mark.comment in said]


def reference_text(work: Work) -> str:
    """What a comment or a footnote says: the work in AMA style, with its link."""
    return " ".join(part for part in linked_reference(work) if part)


def commented(referred: Commented, notes: Collection[New], gone: Iterable[str]) -> Commented:
    """With the works of the notes that stand now, and what no note says any more; nor would one on a work that the page refers to."""
    works = tuple({one.work.key: one.work for one in notes}.values())
    said = {*(one.text for one in notes), *map(reference_text, referred.theirs)}
    return evolve(referred, works=works, gone=tuple(text for text in gone if text not in said))


def spots_in(
    article: Article, cited: Iterable[Cited], given: PageReferences, before: Iterable[Standing]
) -> tuple[tuple[Spot, ...], Commented]:
    """The places for comments, and what is known of the claims so far; `before` are the comments that stood."""
    stands = frozenset(before)

    def stood(one: Cited, place: Place) -> bool:
        return any((place.location.line, reference_text(work)) in stands for work in one.works)

    spots, lost = spots_of(article, unified(cited), stood=stood)
    spots, theirs = apart_from(article, spots, given(article))
    return spots, Commented((), lost, reworded_in(spots), theirs=theirs, data=b"")


def wanted_notes(
    article: Article, document: Traced, spots: Iterable[Spot], referred: Commented, kind: str
) -> tuple[list[New], Commented]:
    """The comments (or what the kind is) that should stand; the claims at whose sentences none can are lost, too."""
    found, lost = list[New](), list[Lost]()
    for spot in spots:
        sentence = article.sentence_at(spot.position - 1)
        span = _span_of(article, spot, sentence)
        if place := end_of(document, span):
            said = sentence.text if sentence else ""
            found += [New(span, place, said, reference_text(work), work) for work in spot.works]
        else:
            reason = f"Word takes no {kind} there (a note or a text box), paragraph {spot.line}"
            lost += [Lost(claim, reason) for claim in spot.claims]
    return found, evolve(referred, lost=(*referred.lost, *lost))


def _span_of(article: Article, spot: Spot, sentence: Sentence | None) -> Span:
    """The sentence that ends at a spot, as far as it stands in the paragraph of its end."""
    last = article.position(spot.position - 1)
    start = article.position(sentence.start if sentence else spot.position - 1)
    return Span(spot.line - 1, (start.column or 1) - 1 if start.line == spot.line else 0, last.column or 1)


def _compared(document: Traced, own: Iterable[Entry], wanted: Mapping[Key, New]) -> tuple[set[Key], Gone]:
    """The comments that stand as they should, and those that go, with their marks."""
    kept: set[Key] = set()
    gone = []
    for comment in own:
        marks = tuple(mark for mark in document.marks if mark.comment == str(comment.number))
        ends = [(mark.paragraph, mark.element.before) for mark in marks if mark.element.name == "w:commentReference"]
        key = (ends[0], comment.text) if len(ends) == 1 else None
        if key is not None and key in wanted and key not in kept:
            kept.add(key)
        else:
            gone.append((comment, marks))
    return kept, gone


def _parts(
    package: Package, document: Traced, comments: CommentsPart, gone: Gone, new: Sequence[New]
) -> Mapping[str, bytes | None]:
    """The parts with the changes made in the text: out first, then in, where the sentences stand then."""
    main = package.main_part()
    edits = without(document, [mark for _, marks in gone for mark in marks])
    clean = traced(package, main, replaced(document.data, edits)) if edits else document
    added, by_span = dict[int, str](), dict[Span, list[int]]()
    for number, one in enumerate(new, start=_next_number(document, comments)):
        added[number] = one.text
        by_span.setdefault(one.span, []).append(number)
    puts = [put for span, numbers in by_span.items() for put in marks_at(clean, span, numbers)]
    others = comments.changed([comment for comment, _ in gone], added)
    return {package.name_of(main): replaced(clean.data, edits_of(puts)), **others}


def _next_number(document: Traced, comments: CommentsPart) -> int:
    used = [comment.number for comment in comments.entries]
    return max([*used, *(int(mark.comment) for mark in document.marks if mark.comment.isdigit()), -1]) + 1
