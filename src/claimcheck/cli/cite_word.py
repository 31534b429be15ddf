"""The part of `cite` that writes comments into Word documents."""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from claimcheck.articles.article import article_bytes, reader_for
from claimcheck.bibliography.formats import BIBLIOGRAPHIES
from claimcheck.bibliography.in_docx import Change, with_comments
from claimcheck.bibliography.spots import Cited
from claimcheck.cli.citing import page_references, tell
from claimcheck.cli.main import Surroundings
from claimcheck.errors import UnreadableArticleError
from claimcheck.files import exclusive, write_atomically
from claimcheck.reports.plain import plain

_FORMAT = "docx-comments"
_SHOWN = 60


def is_word(path: Path) -> bool:
    """Whether an article is a Word document."""
    return path.suffix.lower() == ".docx"


def write_comments(path: Path, cited: Iterable[Cited], arguments: Namespace, around: Surroundings) -> None:
    """Bring the comments of a Word document up to date, or with `--dry-run` tell what would change."""
    if arguments.format not in (None, _FORMAT, *BIBLIOGRAPHIES):
        raise UnreadableArticleError(f"{path}: references of the format {arguments.format} cannot stand in it")
    with exclusive(path):
        before = article_bytes(str(path))
        reader_for(str(path))(before, str(path))  # tells what is wrong with the file
        commented = with_comments(before, str(path), cited, page_references(path, ""))
        if commented.changes and not arguments.dry_run:
            _refuse_open(path)
            write_atomically(path, commented.data)
    for change in commented.changes if arguments.dry_run else ():
        around.out.write(_told(path, change))
    tell(path, commented, bool(commented.changes), arguments, around)


def _refuse_open(path: Path) -> None:
    """Word holds a file open with an owner file beside it, and would write over ours (or ask the person which to keep)."""
    owners = (path.with_name(f"~${path.name}"), path.with_name(f"~${path.name[2:]}"))
    if any(owner.exists() for owner in owners):
        raise UnreadableArticleError(f"{path}: open in Word; close it and run again.")


def _told(path: Path, change: Change) -> str:
    place = f"paragraph {change.paragraph}" if change.paragraph else "a comment that stands nowhere"
    if not change.is_new:
        return f"{path}: {place}: would remove the comment: {plain(change.text)}\n"
    sentence = plain(change.sentence)
    shown = sentence if len(sentence) <= _SHOWN else f"{sentence[: _SHOWN - 1]}\u2026"
    return f'{path}: {place}: would add to "{shown}" the comment: {plain(change.text)}\n'
