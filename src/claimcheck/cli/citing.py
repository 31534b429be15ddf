"""What `cite` tells of an article, whatever its format."""

from argparse import Namespace
from pathlib import Path

from claimcheck.articles.base import Article
from claimcheck.articles.references import references
from claimcheck.bibliography.spots import PageReference, PageReferences, Referred
from claimcheck.cli.main import Surroundings
from claimcheck.cli.page_references import surroundings_of
from claimcheck.extraction.listed import entries_of
from claimcheck.extraction.marks import NUMBERED, linked_marks, marks_in
from claimcheck.extraction.page_works import PageWorks
from claimcheck.language.reference_marks import numbers_of
from claimcheck.reports.plain import plain


def tell(path: Path, referred: Referred, changed: bool, arguments: Namespace, around: Surroundings) -> None:
    """One line a claim without a place or in other words, one a reference that went, and one for the article."""
    shown = plain(str(path))
    for lost in referred.lost:
        around.tell(f"{shown}: no reference for {lost.claim.id}: {plain(lost.reason)}")
    for claim, line in referred.reworded:
        told = f"{shown}:{line}: the wording of {claim.id} changed; its reference stays: read whether the source still says so"
        around.tell(f"{told}; next: claimcheck anchor --update --claim {claim.id}")
    for key in referred.gone:
        taken = "would be taken out" if arguments.dry_run else "taken out"
        around.tell(f"{shown}: {taken}, as no claim has it there now: {plain(key)}")
    done = ("would change" if arguments.dry_run else "written") if changed else "unchanged"
    own = f" ({len(referred.theirs)} more by the page itself)" if referred.theirs else ""
    works = f"{len(referred.works)} work{'' if len(referred.works) == 1 else 's'}"
    around.tell(f"{shown}: {works} referred to{own}, {done}")


def stays(path: Path, referred: Referred, around: Surroundings) -> bool:
    """Whether a reference would go that a claim may have which cannot be read; then the article stays as it is."""
    if referred.gone:
        told = f"left as it is: what cannot be read of the claims files may cite {', '.join(referred.gone)}"
        print(plain(f"claimcheck: {path}: {told}"), file=around.err)
    return bool(referred.gone)


def last_number(article: Article) -> int:
    """The last of the numbers by which a page refers to works itself, in its text or list, if they count from 1; else 0."""
    linked = (article.text[start:end].strip("[]") for start, end in linked_marks(article))
    marks = (*(mark for _, _, mark in marks_in(article)), *(one.target for one in references(article)))
    numbers = {number for mark in marks if NUMBERED.fullmatch(mark) for number in numbers_of(mark)}
    numbers |= {*map(int, linked), *(one.number for one in entries_of(article))}
    return max(numbers) if 1 in numbers else 0


def last_number_with_notes(article: Article) -> int:
    """The same where the notes of a page have numbers that are written, as in HTML."""
    named = {link.target.removeprefix("#") for link in article.links} & {note.name for note in article.notes}
    return max(last_number(article), sum(any(map(str.isdigit, name)) for name in named))


def tell_numbered(path: Path, last: int, instead: str, around: Surroundings) -> None:
    """That footnotes, which are numbered where they are shown, have numbers that the page has for works of its own."""
    if last:
        told = f"its own references are numbered to {last}, and footnotes from 1: a number may mean two works"
        around.tell(f"{plain(str(path))}: {told}; next: claimcheck cite --format {instead}")


def page_references(path: Path, source: str, around: Surroundings) -> PageReferences:
    """What a page refers to itself, read with the bibliography beside it; `source` is "" for a Word document."""
    beside, unread = surroundings_of(path, source)
    for reason in unread:
        around.tell(f"{plain(str(path))}: its bibliography {plain(reason)}")
    return lambda article: (PageReference(one.start, one.citations) for one in PageWorks(article, beside).given)
