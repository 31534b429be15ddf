"""WordPress exports (WXR): every published post and page as a web page of its own.

An export is RSS 2.0 with elements of WordPress's own (``wp:post_type``, ``wp:status``; WordPress, ``wp-admin/includes/export.php``).
Its HTML lies in CDATA sections, footnotes beside it as JSON in a field of the post, and paragraphs of posts from before the block
editor are lines. What is made here is a plain HTML file: it can be read, quoted and written into as any other.
"""

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator
from html import escape, unescape
from io import BytesIO
from itertools import count, pairwise
from xml.etree.ElementTree import Element, ParseError, iterparse

from attrs import frozen

from claimcheck.articles.html_blocks import BLOCK_NAMES
from claimcheck.articles.shortcodes import without_shortcodes
from claimcheck.errors import UnreadableArticleError

MAX_EXPORT = 200_000_000
"""Bytes of an export; WordPress parts larger sites into several files."""
_IS_EXPORT = re.compile(rb"https?://wordpress\.org/export/\d")
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?(?:(?!\?>).)*+\?>\s*+|<!--(?:(?!-->).)*+-->\s*+)*+<rss\b", re.DOTALL)
_KINDS = ("post", "page")
_NO_PAGES = (
    "attachment",
    "revision",
    "nav_menu_item",
    "custom_css",
    "customize_changeset",
    "oembed_cache",
    "user_request",
    "acf-field",
)
"""Types that no reader sees as a page; those of the editor begin with ``wp_``."""
_FOOTNOTES = re.compile(r"<!-- wp:footnotes (?:\{[^{}]*\} )?/-->")
# WordPress, wp-includes/formatting.php, wpautop; and further elements that are no part of a paragraph.
_BLOCKS = f"{BLOCK_NAMES}|area|col|colgroup|hgroup|iframe|map|pre|script|style"
_BLOCK = re.compile(rf"\s*(?:</?(?:{_BLOCKS})\b|<!--)", re.IGNORECASE)
_ENDS_LINE = re.compile(rf"<(?:br|/?(?:{_BLOCKS}))\b[^<>]*>\s*\Z", re.IGNORECASE)
_BEGINS_LINE = re.compile(rf"\s*</?(?:{_BLOCKS})\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(pre|script|style|svg|math)\b.*?(?:</\1\b|\Z)|</?[a-z][^<>]*>", re.DOTALL | re.IGNORECASE
)
_HELD = "\0"
"""Stands for a line end in what keeps its lines; XML cannot hold it."""
_TAG = re.compile(r"<[^<>]*>")
_LONGEST_NAME = 80


@frozen
class Post:
    """A published post or page: a name fit for a file, its title, its address, and what it says, as HTML."""

    name: str
    title: str
    address: str
    author: str
    language: str
    published: dt.date | None
    content: str

    @property
    def page(self) -> str:
        """The whole post as an HTML file."""
        language = f' lang="{escape(self.language)}"' if self.language else ""
        author = f'<meta name="author" content="{escape(self.author)}">\n' if self.author else ""
        day = f'<meta property="article:published_time" content="{self.published}">\n' if self.published else ""
        address = f'<link rel="canonical" href="{escape(self.address)}">\n' if self.address else ""
        head = f'<meta charset="utf-8">\n<title>{escape(self.title)}</title>\n{author}{day}{address}'
        body = f"<article>\n<h1>{escape(self.title)}</h1>\n{self.content}\n</article>"
        return f"<!DOCTYPE html>\n<html{language}>\n<head>\n{head}</head>\n<body>\n{body}\n</body>\n</html>\n"


def posts_of(data: bytes, path: str) -> Iterator[Post]:
    """The published posts and pages of an export in order, without those behind a password.

    Raises `UnreadableArticleError` for what is no such export, is damaged, or declares entities of its own.
    """
    if not _IS_EXPORT.search(data[:20_000]):
        raise UnreadableArticleError(f"{path}: XML, but no export of WordPress (Tools, Export); save the page as HTML.")
    if not _PROLOG.match(data):  # nothing else may stand there, no document type and so no entities
        raise UnreadableArticleError(f"{path}: does not begin as exports of WordPress do; export it again.")
    taken: set[str] = set()
    language = ""
    for element in _elements(data, path):
        if element.tag.endswith("language"):
            language = language or (element.text or "").strip()
        elif _is_published(element) and _said(element, "post_type") in _KINDS:
            yield _post(element, language, taken)


def kinds_left_out(data: bytes) -> Iterator[str]:
    """The type of each published post that is neither a post nor a page, and no picture or setting, as `posts_of` leaves it out."""
    for item in _elements(data, ""):
        kind = _said(item, "post_type")
        if kind not in (*_KINDS, *_NO_PAGES, "") and not kind.startswith("wp_") and _is_published(item):
            yield kind


def _elements(data: bytes, path: str) -> Iterator[Element]:
    """The language and the items of an export."""
    try:
        for _, element in iterparse(BytesIO(data)):  # noqa: S314 - without a DTD there are no entities
            name = element.tag.rpartition("}")[2]
            if name in ("language", "item"):
                yield element
            if name == "item":
                element.clear()
    except ParseError as error:
        raise UnreadableArticleError(
            f"{path}: damaged in line {error.position[0]}, column {error.position[1] + 1}; export it again."
        ) from None


def _is_published(item: Element) -> bool:
    return _said(item, "status") == "publish" and not _said(item, "post_password")


def _post(item: Element, language: str, taken: set[str]) -> Post:
    title = " ".join(unescape(_TAG.sub("", _said(item, "title"))).split()) or "Untitled"
    name = _free(_file_name(_said(item, "post_name")) or _file_name(title) or f"post-{_said(item, 'post_id')}", taken)
    address, author = _said(item, "link"), _said(item, "creator")
    return Post(name, title, address, author, language, _day(_said(item, "post_date")), _content(item))


def _said(item: Element, name: str) -> str:
    """The text of a child; of several of one name (an excerpt is ``encoded``, too) the first."""
    return next((child.text or "" for child in item if child.tag.rpartition("}")[2] == name), "")


def _content(item: Element) -> str:
    """The post's HTML with its notes in it; paragraphs that are lines get their tags."""
    spaces = "http://purl.org/rss/1.0/modules/content/"
    found = item.find(f"{{{spaces}}}encoded")
    html = ((found.text if found is not None else "") or "").replace("\r\n", "\n").replace("\r", "\n")
    if "<!-- wp:" not in html:
        return _with_paragraphs(without_shortcodes(html))
    notes = _notes(item)
    placed = _FOOTNOTES.sub(lambda block: f"{block.group()}\n{notes}", html, count=1)
    return without_shortcodes(placed if placed != html else html + notes)


def _with_paragraphs(html: str) -> str:
    """As WordPress shows a classic post: empty lines part paragraphs, and other line ends are shown, but in markup and code."""
    held = _WHOLE.sub(lambda found: found[0].replace("\n", _HELD), html)
    pieces = (_with_breaks(piece.strip("\n")) for piece in re.split(r"\n[ \t]*\n\s*", held))
    shown = "\n\n".join(piece if _BLOCK.match(piece) else f"<p>{piece}</p>" for piece in pieces if piece.strip())
    return shown.replace(_HELD, "\n")


def _with_breaks(piece: str) -> str:
    """Line ends are shown, but for those beside blocks and behind breaks."""
    lines = piece.split("\n")
    shown = (
        line if _ENDS_LINE.search(line) or _BEGINS_LINE.match(behind) else f"{line}<br />"
        for line, behind in pairwise(lines)
    )
    return "\n".join([*shown, lines[-1]])


def _notes(item: Element) -> str:
    """The post's footnotes as WordPress shows them (its block ``wp:footnotes``)."""
    metas = (one for one in item if one.tag.rpartition("}")[2] == "postmeta" and _said(one, "meta_key") == "footnotes")
    written = next((_said(one, "meta_value") for one in metas), "")
    try:
        notes = json.loads(written) if written else []
    except ValueError:
        notes = []
    listed = notes if isinstance(notes, list) else []
    shown = (one for one in listed if isinstance(one, dict) and {"id", "content"} <= one.keys())
    lines = [_note(str(one["id"]), str(one["content"])) for one in shown]
    return "\n".join(['<ol class="wp-block-footnotes">', *lines, "</ol>"]) if lines else ""


def _note(name: str, content: str) -> str:
    return f'<li id="{escape(name)}">{content} <a href="#{escape(name)}-link">\u21a9\ufe0e</a></li>'


def _file_name(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-")


def _free(name: str, taken: set[str]) -> str:
    found = name if name not in taken else next(one for n in count(2) if (one := f"{name}-{n}") not in taken)
    taken.add(found)
    return found


def _day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written[:10])
    except ValueError:
        return None
