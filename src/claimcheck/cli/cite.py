"""The command cite: references into articles, and bibliographies."""

import json
import re
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from attrs import evolve, field, frozen

from claimcheck.articles.article import article_bytes, parser_for, read_article, reader_for, source_of
from claimcheck.articles.base import Article
from claimcheck.articles.whereabouts import article_path
from claimcheck.bibliography.csl import csl_json
from claimcheck.bibliography.formats import BIBLIOGRAPHIES
from claimcheck.bibliography.in_html import Html
from claimcheck.bibliography.in_markdown import Markdown, Reader
from claimcheck.bibliography.jsonld import json_ld
from claimcheck.bibliography.references import Source, Style, with_references
from claimcheck.bibliography.selection import cited_by
from claimcheck.bibliography.spots import Cited, works_in_order
from claimcheck.bibliography.works import KEY_PREFIXES, Work, Works, with_own_keys
from claimcheck.cli.cite_word import is_word, write_into_word
from claimcheck.cli.citing import last_number, last_number_with_notes, page_references, stays, tell, tell_numbered
from claimcheck.cli.main import Surroundings
from claimcheck.cli.outputs import refuse_sources, unified
from claimcheck.cli.project import exit_of, open_project
from claimcheck.config import Settings
from claimcheck.errors import WRONG_USE, EditError, UnreadableArticleError, UsageError
from claimcheck.files import exclusive, write_atomically
from claimcheck.lockfile import Lock
from claimcheck.lockfile.papers import Papers
from claimcheck.lockfile.records import records_of
from claimcheck.model import ArticleRef
from claimcheck.project import Project
from claimcheck.reports.base import counted
from claimcheck.reports.plain import plain

_HTML = (".html", ".htm", ".xhtml")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


_Change: TypeAlias = tuple[Path, bytes | None, bytes | None]
"""A file, what it holds and what it should hold; None for a file that is not there, or should not be."""


@frozen
class _Page:
    """An article with its claims; `path` is None where the claims name no article."""

    article: ArticleRef | None
    path: Path | None
    cited: list[Cited] = field(factory=list)


def cite(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Write references back into the articles, or print a bibliography of what the claims cite."""
    project = open_project(arguments, settings)
    broken = exit_of(project)
    if not project.claims.claims and not project.claims.problems:
        raise UsageError("there are no claims in " + ", ".join(arguments.paths))
    pages, untold = _pages(project, arguments, around)
    if arguments.output:
        articles = (str(page.path) for page in pages if page.path)
        sources = (*project.files, str(project.lock_path), *articles)
        refuse_sources([arguments.output], "cited from", around.tree, sources)
    if arguments.format in BIBLIOGRAPHIES:
        _bibliography(pages, arguments, around)
        untold = untold if arguments.write else 0
    elif arguments.output:
        raise UsageError("--output takes a bibliography: choose one with --format")
    if arguments.write or arguments.format not in BIBLIOGRAPHIES:
        untold += _write_all(pages, arguments, around, is_whole=not broken)
    return WRONG_USE if untold else broken


def _pages(project: Project, arguments: Namespace, around: Surroundings) -> tuple[list[_Page], int]:
    """The articles with what is cited for them, and how many could not be followed."""
    lock = project.lock
    known = Papers({**records_of(lock.gone), **records_of(lock.papers)})  # a work is what it was, in PubMed or no more
    works, pages, untold = Works(evolve(lock, papers=known)), dict[tuple[str, str], _Page](), 0
    for claim in project.claims:
        written = claim.article.path if claim.article and claim.article.path else ""
        key = (str(Path(claim.location.path).parent), written) if written else (claim.location.path, "")
        if key not in pages:
            path = None
            try:
                path = article_path(claim.location.path, written, project.tree) if written else None
            except UnreadableArticleError as error:
                untold += 1
                around.tell(f"{plain(claim.location.path)}: {plain(str(error))}")
            pages[key] = _Page(claim.article, path)
        chosen = cited_by(claim, works, proposed=arguments.proposed, all_stances=arguments.all_stances)
        pages[key].cited.append(chosen)
    _tell_unknown(pages.values(), lock, around)
    return list(pages.values()), untold


def _tell_unknown(pages: Iterable[_Page], lock: Lock, around: Surroundings) -> None:
    """Works without a title: those that a refresh will tell of, and those that PubMed has been asked for and does not hold."""
    named = (work for page in pages for one in page.cited for work in one.works if not work.title)
    identifiers = filter(
        None, (work.pmid or work.doi or work.pmcid for work in named)
    )  # one that cannot be read is CC201
    nameless = dict.fromkeys(map(str, identifiers))
    absent = [one for one in nameless if one in lock.unknown]
    if new := [one for one in nameless if one not in lock.unknown]:
        around.tell(f"the lock does not know {_some(new)}; next: claimcheck refresh")
    if absent:
        what = "write its `title`, `author` and `year` beside the citation"
        around.tell(f"PubMed holds no record of {_some(absent)}: {what}")


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (" and others" if len(names) > 5 else "")


# --- bibliographies ----------------------------------------------------------------------------------------------


def _bibliography(pages: list[_Page], arguments: Namespace, around: Surroundings) -> None:
    by_page = [(page.article, works_in_order(_article_or_none(page), page.cited)) for page in pages]
    unique = with_own_keys(work for _, works in by_page for work in works)
    text = json_ld(by_page) if arguments.format == "json-ld" else BIBLIOGRAPHIES[arguments.format](unique)
    absent = [work for work in unique if arguments.format == "nbib" and not work.pmid]
    if absent:
        around.tell(f"{counted(len(absent), 'work')} not held by PubMed cannot stand in NBIB")
    if arguments.output:
        write_atomically(arguments.output, text.encode("utf-8"))
        around.tell(f"{counted(len(unique), 'work')} written to {arguments.output}")
    else:
        around.out.write(text)


def _article_or_none(page: _Page) -> Article | None:
    """A bibliography needs the article only for the order."""
    try:
        return read_article(page.path) if page.path else None
    except UnreadableArticleError:
        return None


# --- articles ----------------------------------------------------------------------------------------------------


def _write_all(pages: list[_Page], arguments: Namespace, around: Surroundings, *, is_whole: bool) -> int:
    """Bring every article up to date; how many could not be. `is_whole`: all of the claims files could be read."""
    named = [page for page in pages if page.path]
    if is_whole and not named and not any(page.article and page.article.path for page in pages):
        raise UsageError("no claim names its article, so there is nowhere to write; `article: {path: …}` names it")
    failed = 0
    for page in named:
        try:
            _write(page, arguments, around, is_whole=is_whole)
        except UnreadableArticleError as error:
            failed += 1
            around.tell(plain(str(error)))
    return failed


def _write(page: _Page, arguments: Namespace, around: Surroundings, *, is_whole: bool) -> None:
    assert page.path is not None
    if is_word(page.path):
        write_into_word(page.path, page.cited, arguments, around, is_whole=is_whole)
        return
    parse, shown = parser_for(str(page.path)), str(page.path)

    def read(source: str) -> Article:
        return parse(source, shown)

    with exclusive(page.path):
        before = article_bytes(shown)
        reader_for(shown)(before, shown)  # tells what is wrong with the file
        library = _library_of(page.path)
        style = _style(page.path, arguments, read, library)
        referred, after = _edited(page, before, style, read, around)
        if not is_whole and stays(page.path, referred, around):
            return
        changes: list[_Change] = [(page.path, before, after)]
        if isinstance(style, Markdown) and (style.pandoc or _library_keys(library) is not None):
            listed = csl_json(referred.works).encode("utf-8") if style.pandoc else None
            changes.append((library, library.read_bytes() if library.is_file() else None, listed))
        changed = [change for change in changes if change[1] != change[2]]
        if not arguments.dry_run:
            _keep(changed, style, referred)
    for change in changed if arguments.dry_run else ():
        around.out.write(_diff(*change))
    if isinstance(style, Markdown) and not style.pandoc and referred.works:
        tell_numbered(page.path, last_number(read(referred.text)), "pandoc", around)
    tell(page.path, referred, bool(changed), arguments, around)


def _keep(changed: list[_Change], style: Style, referred: Source) -> None:
    """Write article and library; a kill in between leaves a library that knows the keys of either article."""
    if len(changed) == 2 and isinstance(style, Markdown):
        known = [work for work in referred.works if style.pandoc]
        gone = [Work(key) for key in sorted(style.keys - {work.key for work in known})]
        write_atomically(changed[1][0], csl_json([*known, *gone]).encode("utf-8"))
    for path, _, data in changed:
        if data is None:
            path.unlink(missing_ok=True)
        else:
            write_atomically(path, data)


def _edited(page: _Page, data: bytes, style: Style, read: Reader, around: Surroundings) -> tuple[Source, bytes]:
    assert page.path is not None
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    source = source_of(data, str(page.path))
    if mark + source.encode("utf-8") != data:
        raise UnreadableArticleError(f"{page.path}: not UTF-8; save the file as UTF-8.")
    referred = with_references(source, page.cited, style, read, page_references(page.path, source, around))
    return referred, mark + referred.text.encode("utf-8")


def _style(path: Path, arguments: Namespace, read: Reader, library: Path) -> Style:
    """The style that was asked for, else the one that the article has, else the usual one of its format."""
    is_html = path.suffix.lower() in _HTML
    chosen = arguments.format if arguments.format not in BIBLIOGRAPHIES else None
    if chosen is not None and (is_html != (chosen == "html") or chosen.startswith("docx-")):
        raise UnreadableArticleError(f"{path}: references of the format {chosen} cannot stand in it")
    if is_html:
        return Html(last_number=last_number_with_notes)
    if path.suffix.lower() in (".txt", ".text"):
        raise UnreadableArticleError(f"{path}: plain text has no way to write references")
    keys = _library_keys(library)
    if keys is None and chosen == "pandoc":
        raise EditError(f"{library} was not written by claimcheck: move it away, or choose markdown-footnotes")
    has_library = keys is not None and library.is_file()
    pandoc = chosen == "pandoc" or (chosen is None and has_library)
    ending = path.suffix.lower()
    return Markdown(read, pandoc=pandoc, keys=keys or frozenset(), mdx=ending == ".mdx", figures=ending == ".qmd")


def _library_of(article: Path) -> Path:
    """The CSL-JSON file that holds the works of an article with Pandoc's citation keys."""
    return article.with_name(f"{article.stem}.references.json")


def _library_keys(library: Path) -> frozenset[str] | None:
    """The keys of the file that the program wrote; None for somebody else's file, which is never taken over."""
    if not library.is_file():
        return frozenset()
    try:
        keys = [str(item["id"]) for item in json.loads(library.read_bytes())]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return frozenset(keys) if all(key.startswith(KEY_PREFIXES) for key in keys) else None


def _diff(path: Path, before: bytes | None, after: bytes | None) -> str:
    """A unified diff; control characters of an article do not reach the terminal."""
    old, new = (_CONTROL.sub("\ufffd", (data or b"").decode("utf-8", "replace")) for data in (before, after))
    return unified(str(path), old.replace("\r\n", "\n"), new.replace("\r\n", "\n"))
