"""The part of `cite` that writes comments, or footnotes, into Word documents."""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from claimcheck.articles.article import article_bytes, reader_for
from claimcheck.articles.docx import read_docx
from claimcheck.bibliography.formats import BIBLIOGRAPHIES
from claimcheck.bibliography.in_docx import Change, Commented, with_comments
from claimcheck.bibliography.in_docx_footnotes import holds_footnotes, with_footnotes
from claimcheck.bibliography.spots import Cited
from claimcheck.cli.citing import last_number, page_references, stays, tell, tell_numbered
from claimcheck.cli.main import Surroundings
from claimcheck.errors import UnreadableArticleError
from claimcheck.files import exclusive, write_atomically
from claimcheck.reports.plain import plain

_COMMENTS, _FOOTNOTES = "docx-comments", "docx-footnotes"
_SHOWN = 60


def is_word(path: Path) -> bool:
    """Whether an article is a Word document."""
    return path.suffix.lower() == ".docx"


def write_into_word(
    path: Path, cited: Iterable[Cited], arguments: Namespace, around: Surroundings, *, is_whole: bool
) -> None:
    """Bring the references of a Word document up to date, or with `--dry-run` tell what would change.

    They are of the kind that was asked for, else of the kind that it has, else comments. `is_whole`: all of the claims files
    could be read.
    """
    if arguments.format not in (None, _COMMENTS, _FOOTNOTES, *BIBLIOGRAPHIES):
        raise UnreadableArticleError(f"{path}: references of the format {arguments.format} cannot stand in it")
    with exclusive(path):
        before = article_bytes(str(path))
        reader_for(str(path))(before, str(path))  # tells what is wrong with the file
        kind = arguments.format
        if kind not in (_COMMENTS, _FOOTNOTES):
            kind = _FOOTNOTES if holds_footnotes(before, str(path)) else _COMMENTS
        written, changes = _written(kind, before, path, cited, around)
        if not is_whole and stays(path, written, around):
            return
        is_changed = written.data != before
        if is_changed and not arguments.dry_run:
            _refuse_open(path)
            write_atomically(path, written.data)
    for change, noun in changes if arguments.dry_run else ():
        around.out.write(_told(path, change, noun))
    if kind == _FOOTNOTES and written.works:
        tell_numbered(path, last_number(read_docx(before, str(path))), _COMMENTS, around)
    tell(path, written, is_changed, arguments, around)


def _written(
    kind: str, before: bytes, path: Path, cited: Iterable[Cited], around: Surroundings
) -> tuple[Commented, list[tuple[Change, str]]]:
    """The document with references of one kind and none of the other, and what changes, each with what it is called."""
    shown, given = str(path), page_references(path, "", around)
    kinds = (with_comments, "comment"), (with_footnotes, "footnote")
    (other, its_noun), (wanted, noun) = kinds if kind == _FOOTNOTES else kinds[::-1]
    bare = other(before, shown, ())
    done = wanted(bare.data, shown, cited, given)
    return done, [*((change, its_noun) for change in bare.changes), *((change, noun) for change in done.changes)]


def _refuse_open(path: Path) -> None:
    """Word holds a file open with an owner file beside it, and would write over ours (or ask the person which to keep)."""
    owners = (path.with_name(f"~${path.name}"), path.with_name(f"~${path.name[2:]}"))
    if any(owner.exists() for owner in owners):
        raise UnreadableArticleError(f"{path}: open in Word; close it and run again.")


def _told(path: Path, change: Change, noun: str) -> str:
    place = f"paragraph {change.paragraph}" if change.paragraph else f"a {noun} that stands nowhere"
    if not change.is_new:
        return f"{path}: {place}: would remove the {noun}: {plain(change.text)}\n"
    sentence = plain(change.sentence)
    shown = sentence if len(sentence) <= _SHOWN else f"{sentence[: _SHOWN - 1]}\u2026"
    return f'{path}: {place}: would add to "{shown}" the {noun}: {plain(change.text)}\n'
