"""HTML articles: the main content of a page as text, each character with its line and column.

Visible are headings, paragraphs, list items, table cells and the rest of the main content (`html_main`). Not visible are
navigation, banners, forms, scripts, comments, hidden elements, what is struck through, and marks of footnotes, which `references` reads. A page
without any text in its main content is an empty article.
"""

import re
from html import unescape
from itertools import chain

from claimcheck.articles.base import Article
from claimcheck.articles.builder import BLOCK_BREAK, SEPARATORS, TextBuilder
from claimcheck.articles.front_matter import front_matter
from claimcheck.articles.html_blocks import ENTITY, code_spans
from claimcheck.articles.html_encoding import decode_html
from claimcheck.articles.html_lists import Numbers
from claimcheck.articles.html_main import is_deleted, main_element
from claimcheck.articles.html_marks import is_aside, is_mark, is_superscript, marks_notes
from claimcheck.articles.html_own import blanked, masked_page, own_lists
from claimcheck.articles.html_tables import Heads, Rows, wrappers
from claimcheck.articles.html_tokens import TokenKind
from claimcheck.articles.html_tree import BLOCKS, Element, Event, TooManyTagsError, Tree
from claimcheck.articles.superscript import LOOK_BACK, numbers_in, raised
from claimcheck.errors import UnreadableArticleError

_PIECE = re.compile(rf"[ \t\n\r\f]+|{ENTITY};?|(?:[^ \t\n\r\f&]++ ?+)+|&")
_PREFORMATTED = re.compile(rf"\r\n|\r|\n|{ENTITY};?|[^\r\n&]+|&")
_SPACE = " \t\n\r\f"
_PREFORMATTED_NAMES = ("pre", "xmp", "listing")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TITLES = frozenset({"title", "MsoTitle"})
"""Classes of the paragraph that is the title in pages from Google Docs and Word."""
_SEPARATES = dict.fromkeys(BLOCKS, BLOCK_BREAK) | {"td": "\t", "th": "\t"}
_SEPARATES |= dict.fromkeys(("br", "tr", "thead", "tbody", "tfoot"), "\n")
_TABLE_PARTS = ("table", "tbody", "thead", "tfoot", "tr")
_BETWEEN_MARKS = re.compile(r"[,;\u2010-\u2013-]")
_BACK_MARK = re.compile(r"\s*(?:[\u21a9\u2191\u21b5^]\ufe0e?|&#8617;(?:&#xfe0e;)?)\s*\Z")


def read_html(data: bytes, path: str) -> Article:
    """Read the bytes of a page. Raises `UnreadableArticleError` where its encoding is unclear or its markup is endless."""
    return parse_html(decode_html(data, path), path)


def parse_html(text: str, path: str = "") -> Article:
    """Read HTML. The title is the first `h1` of the main content, else ``og:title``, else that of the head, else "".

    Raises `UnreadableArticleError` for a page of more than `html_tree.MAX_TAGS` tags.
    """
    source = text.removeprefix("\ufeff")
    for start, end in own_lists(source):  # so that offsets stay and no quote is found in our own list of references
        source = blanked(source, start, end)
    _, title = front_matter(source)
    try:
        masked, tree = page_tree(source)
    except TooManyTagsError as error:
        raise UnreadableArticleError(f"{path}: {error}; this is no article.") from None
    page = _Page(tree, masked, TextBuilder(source))
    page.builder.is_masked = masked is not source
    if page.builder.is_masked:
        page.builder.expect_notes(masked)
    page.render(main_element(tree))
    return page.builder.build(path, page.title or title or _head_title(tree, source))


def page_tree(source: str) -> tuple[str, Tree]:
    """The source with what no reader sees of it masked, character for character, and its elements.

    Raises `TooManyTagsError`.
    """
    masked = masked_page(source)
    return masked, Tree(masked)


def _head_title(tree: Tree, source: str) -> str:
    metas = (one.attributes for one in tree.elements if one.name == "meta")
    given = (meta.get("content", "") for meta in metas if meta.get("property", "").lower() == "og:title")
    titles = (one for one in tree.elements if one.name == "title" and (one.parent is None or one.parent.name != "svg"))
    found = chain(given, (_raw_text(tree, one, source) for one in titles))
    return " ".join(unescape(next(found, "")).split())


def _raw_text(tree: Tree, element: Element, source: str) -> str:
    inside = tree.events[element.first : element.last]
    return "".join(source[event.start : event.end] for event in inside if event.kind is TokenKind.TEXT)


_MARK_EVENTS = 40


class _Page:
    """One page on its way from elements to text."""

    def __init__(self, tree: Tree, source: str, builder: TextBuilder) -> None:
        self.tree, self.source, self.builder = tree, source, builder
        self.title = ""
        self._began: dict[Element, int] = {}
        self._named = _named_in_page(tree, source)
        self._marked: set[str] = set()
        self._numbers, self._heads, self._rows = Numbers(tree), Heads(tree, source), Rows()
        self._wrappers = wrappers(tree, source)
        self._preformatted = 0
        self._code = tuple(code_spans(source))
        self._last_mark = (-1, "")
        self._joined = ""

    def render(self, main: Element) -> None:
        """Append what the main content shows."""
        events, number = self.tree.events, main.first
        while number < main.last:
            event = events[number]
            if event.kind is TokenKind.TEXT:
                if not self._is_between_marks(number):
                    self._text(event)
            elif event.kind is TokenKind.CLOSE:
                self._close(event.element)
            elif event.element.out or self._is_note_mark(event.element) or self._raise(event.element):
                number = event.element.last
                if event.element.out and is_deleted(event.element):
                    self.builder.omit()
            else:
                self._open(event.element)
            number += 1

    def _open(self, element: Element) -> None:
        self._separate(element)
        self._preformatted += element.name == "pre"
        self._began[element] = self.builder.length
        self._numbers.open(element)

    def _close(self, element: Element) -> None:
        began = self._began.pop(element, self.builder.length)
        level = _level(element)
        if level == 1 and not self.title:
            self.title = " ".join(self.builder.text_from(began).split())
        if level:
            self.builder.headings.append((began, self.builder.length, level))
        if element.name in ("td", "th"):
            self._rows.end_cell(element, began, self.builder.length)
        if element.name == "tr":
            self._end_row(element, began)
        if element.name == "li":
            self.builder.items.append((self._numbers.shown[element], began, self.builder.length))
        if element.name in _PREFORMATTED_NAMES and self._is_code(element):
            self.builder.code.append((began, self.builder.length))
        if element.name == "a" and element.attributes.get("href"):
            self.builder.link(began, self.builder.length, unescape(element.attributes["href"]).strip())
        names = self._named.get(element, ())
        self.builder.notes.extend((name, began, self.builder.length) for name in names)
        if not self._marked.isdisjoint(names) or is_aside(element):
            self.builder.asides.append((began, self.builder.length))
        self._preformatted -= element.name == "pre"
        if element.name != "br":
            self._separate(element)

    def _end_row(self, element: Element, began: int) -> None:
        self.builder.row(began, self._rows.end_row(element))
        if self._heads.is_head(element):
            self.builder.heads.append((began, self.builder.length))

    def _is_code(self, element: Element) -> bool:
        start = self.tree.events[element.first].start
        return any(begin <= start < end for begin, end in self._code)

    def _separate(self, element: Element) -> None:
        if (separator := _SEPARATES.get(element.name)) and element not in self._wrappers:
            self.builder.separate(separator)

    def _text(self, event: Event) -> None:
        if event.element.name in _TABLE_PARTS and not self.source[event.start : event.end].strip(_SPACE):
            return
        scan = _PREFORMATTED if self._preformatted else _PIECE
        for piece in scan.finditer(self.source, event.start, event.end):
            self._piece(piece.group(), piece.start())

    def _piece(self, piece: str, offset: int) -> None:
        if self._preformatted and piece in ("\n", "\r", "\r\n"):
            self.builder.separate("\n")
            return
        shown = unescape(piece) if piece[0] == "&" else piece.replace("\t", " ")
        if not shown.strip(_SPACE) and (piece[0] == "&" or not self._preformatted):
            self.builder.separate(" ")
        elif self._preformatted:
            self.builder.add(shown, offset)
        else:
            self.builder.add(shown.rstrip(_SPACE), offset)
            if shown[-1] in SEPARATORS:
                self.builder.separate(" ")

    def _is_note_mark(self, element: Element) -> bool:
        """Whether an element is the mark of a note, or the way back from one; the mark's links are remembered."""
        if element.name not in ("a", "sup") or element.last - element.first > _MARK_EVENTS:
            return False
        targets, words = self._targets_in(element), self._words(element)
        if targets and targets[0].startswith("#") and _BACK_MARK.match(unescape(words)):
            return True
        if not marks_notes(element, targets, words):
            return False
        length = self.builder.length
        numbers = numbers_in(unescape(self._joined + words))
        self._marked.update(target[1:] for target in targets)
        for name in (*([numbers] if "-" in numbers else ()), *(target[1:] for target in targets)):
            self.builder.link(length, length, name, is_note=True)
        self._last_mark, self._joined = (element.last, words), ""
        return True

    def _words(self, element: Element) -> str:
        return _raw_text(self.tree, element, self.source)

    def _targets_in(self, element: Element) -> list[str]:
        return [unescape(one.attributes.get("href", "")) for one in self._opened(element) if one.name == "a"]

    def _opened(self, element: Element) -> list[Element]:
        """An element, and those in it."""
        events = self.tree.events[element.first : element.last]
        return [event.element for event in events if event.kind is TokenKind.OPEN]

    def _is_between_marks(self, number: int) -> bool:
        """Whether a text only parts two marks of notes, as in "1\u20134"; what it joins is remembered."""
        last, words = self._last_mark
        if number != last + 1 or number + 1 == len(self.tree.events):
            return False
        event, following = self.tree.events[number : number + 2]
        between = unescape(self.source[event.start : event.end]).strip()
        if not _BETWEEN_MARKS.fullmatch(between) or following.kind is not TokenKind.OPEN:
            return False
        element = following.element
        is_noted = marks_notes(element, self._targets_in(element), self._words(element))
        if not is_noted and not (is_superscript(element) and self._shown_raised(element) == ""):
            return False
        self._joined = words + between if between != "," else ""
        return True

    def _raise(self, element: Element) -> bool:
        """Whether a superscript is a power, which is shown raised, or the mark of a reference, of which links or numbers are kept."""
        if not is_superscript(element) or element.last - element.first > _MARK_EVENTS:
            return False
        shown = self._shown_raised(element)
        if shown is None and self._holds_mark(element):
            shown = ""  # the rest is shown above the page when a reader points to the mark
        if shown is None:
            return False
        if not shown:
            words = self._words(element)
            self._mark(element, numbers_in(unescape(self._joined + words)))
            self._last_mark, self._joined = (element.last, words), ""
        events = self.tree.events[element.first : element.last]
        self.builder.add(shown, next((e.start for e in events if e.kind is TokenKind.TEXT), events[0].end))
        return True

    def _shown_raised(self, element: Element) -> str | None:
        """What a superscript shows here, as `superscript.raised` has it."""
        words = unescape(self._words(element))
        after = unescape(self.source[self.tree.events[element.last].end :][:8])
        return raised(self.builder.tail(LOOK_BACK), words, after)

    def _holds_mark(self, element: Element) -> bool:
        """Whether a link in a superscript is by itself the mark of a note."""
        links = (one for one in self._opened(element) if one.name == "a")
        return any(link.attributes.get("href", "").startswith("#") and is_mark(self._words(link)) for link in links)

    def _mark(self, element: Element, numbers: str) -> None:
        """Remember where the mark of a reference leads: its links, else its numbers."""
        length = self.builder.length
        links = [unescape(link).strip() for one in self._opened(element) if (link := one.attributes.get("href"))]
        for link in links:
            self.builder.link(length, length, link)
        if numbers and not links:
            self.builder.link(length, length, numbers, is_note=True)


def _level(element: Element) -> int:
    """The level of a heading, 0 for what is none."""
    is_title = element.name == "p" and not _TITLES.isdisjoint(element.attributes.get("class", "").split())
    return 1 if is_title else _HEADINGS.get(element.name, 0)


def _named_in_page(tree: Tree, source: str) -> dict[Element, list[str]]:
    """The elements that links within the page point to, with their names; the name of a mark ("[1]") is that of the block it begins."""
    links = (element.attributes.get("href", "") for element in tree.elements if element.name == "a")
    wanted = frozenset(unescape(link)[1:] for link in links if link.startswith("#"))
    named: dict[Element, list[str]] = {}
    opened: Element | None = None  # the block that has no text yet
    for event in tree.events if wanted else ():
        element = event.element
        if event.kind is TokenKind.OPEN:
            opened = element if element.name in BLOCKS else opened
            given = element.attributes
            name = given.get("id") or (given.get("name") if element.name == "a" else None)
            if name in wanted:
                is_mark_of_block = opened is not None and is_mark(_raw_text(tree, element, source))
                named.setdefault(opened if opened and is_mark_of_block else element, []).append(str(name))
        elif event.kind is TokenKind.CLOSE:
            opened = None if element is opened else opened
        elif source[event.start : event.end].strip():
            opened = None
    return named
