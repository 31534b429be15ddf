"""References in Word documents as footnotes, one a work, behind the sentence of each claim.

What the program wrote before goes, and what holds today is written; where that is the same, the document stays byte for byte.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from claimcheck.articles.docx import read_docx
from claimcheck.articles.docx_package import Package
from claimcheck.articles.docx_trace import Traced, traced
from claimcheck.bibliography.docx_footnotes import FootnotesPart
from claimcheck.bibliography.docx_marks import edits_of, note_mark_at, prefix_of_runs, without
from claimcheck.bibliography.in_docx import (
    Change,
    Commented,
    New,
    Standing,
    commented,
    notes_at,
    spots_in,
    wanted_notes,
)
from claimcheck.bibliography.spots import Cited, PageReferences
from claimcheck.stretches import replaced


def holds_footnotes(data: bytes, path: str) -> bool:
    """Whether a document has footnotes that the program wrote. Raises `UnreadableArticleError`."""
    package = Package(data, path)
    main = package.main_part()
    return bool(FootnotesPart(package, main, "").own)


def with_footnotes(
    data: bytes, path: str, cited: Iterable[Cited], given: PageReferences = lambda _article: ()
) -> Commented:
    """Bring the footnotes of a document up to date. Raises `UnreadableArticleError` where that cannot be done."""
    package, told = Package(data, path), tuple(cited)
    main = package.main_part()
    document = traced(package, main)
    part = FootnotesPart(package, main, document.namespace)
    if not (told or part.own):
        return Commented(data=data)
    if package.is_signed:
        raise package.error("digitally signed; footnotes would make the signature invalid, so take a copy without it")
    before = [(paragraph, text.strip()) for paragraph, text in notes_at(document.footnotes, part.own)]
    clean = _cleaned(package, document, part)
    article = read_docx(clean, path)
    bare = traced(Package(clean, path), main)
    spots, referred = spots_in(article, told, given, before)
    wanted, referred = wanted_notes(article, bare, spots, referred, "footnote")
    parts = _parts(package, bare, part, wanted)
    if any(package.content(name) != content for name, content in parts.items()):
        data = package.rewritten(parts)
    gone = dict.fromkeys(text for _, text in before)
    return commented(evolve(referred, data=data, changes=tuple(_changes(before, wanted))), wanted, gone)


def _cleaned(package: Package, document: Traced, part: FootnotesPart) -> bytes:
    """The document without the footnotes that the program wrote."""
    own = {str(one.number) for one in part.own}
    text = replaced(document.data, without(document, [mark for mark in document.footnotes if mark.comment in own]))
    main = package.name_of(package.main_part())
    return package.rewritten({main: text, **part.changed(part.own, {}, text)})


def _parts(
    package: Package, document: Traced, part: FootnotesPart, wanted: Sequence[New]
) -> Mapping[str, bytes | None]:
    """The text and the parts of the notes with these footnotes."""
    w, puts, notes = prefix_of_runs(document), [], dict[int, str]()
    for number, one in enumerate(wanted, start=part.next_number):
        raised = b'<%brPr><%bvertAlign %bval="superscript"/></%brPr>' % (w, w, w, w)
        mark = b'<%br>%b<%bfootnoteReference %bid="%d"/></%br>' % (w, raised, w, w, number, w)
        notes[number] = one.text
        puts.append(note_mark_at(document, one.span, mark))
    text = replaced(document.data, edits_of(put for put in puts if put is not None))
    return {package.name_of(package.main_part()): text, **part.changed(part.own, notes, document.data)}


def _changes(before: Iterable[Standing], wanted: Iterable[New]) -> Iterable[Change]:
    """What comes and what goes, by paragraph and words."""
    kept = Counter(before)
    for one in wanted:
        key: Standing = (one.span.paragraph + 1, one.text)
        if kept[key]:
            kept[key] -= 1
        else:
            yield Change(True, key[0], one.sentence, one.text)
    yield from (Change(False, paragraph, "", text) for paragraph, text in kept.elements())
