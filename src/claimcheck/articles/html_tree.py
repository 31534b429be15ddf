"""The elements of an HTML page: which tag closes which, and how much text each holds.

Unclosed and misnested tags are mended the way browsers do where it matters for text (HTML Living Standard, section
13.2.6: implied end tags, scopes); what only matters for looks (the adoption agency) is not done.
"""

from collections import Counter
from typing import NamedTuple

from claimcheck.articles.html_blocks import BLOCK_NAMES
from claimcheck.articles.html_tokens import FOREIGN, Token, TokenKind, html_tokens

MAX_TAGS = 200_000
MAX_DEPTH = 512
"""Deeper elements are read as if they stood beside each other, as browsers do."""
_LOOK_UP = 60

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
BLOCKS = frozenset(f"{BLOCK_NAMES}|body|center|dialog|dir|hgroup|html|optgroup|option|pre|search".split("|"))
_SCOPES = frozenset({"table", "td", "th", "caption", "html", "template", "object", "marquee"})
_TABLE_PARTS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "html", "body"})
# Their end tags end what was left open in them, blocks too; what stands behind them is no part of them.
_HOLDERS = _SCOPES - {"table", "td", "th", "caption", "html"} | FOREIGN
_HOLDERS |= {"applet", "audio", "button", "canvas", "datalist", "map", "noscript", "select", "video"}
_CLOSED_BY_BLOCKS = BLOCKS - (_TABLE_PARTS - {"table"}) - {"option", "optgroup"}
_INTEGRATION = frozenset({"foreignobject", "desc", "title", "annotation-xml", "mtext"})
"""Elements of drawings and formulas in which HTML stands; anywhere else a block of HTML ends the drawing."""
# What an opening tag closes, and what it does not look past.
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "table", "td", "th"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl", "table", "td", "th"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl", "table", "td", "th"})),
    "tr": (frozenset({"tr", "caption"}), frozenset({"table", "tbody", "thead", "tfoot"})),
    "td": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot"), (frozenset({"tbody", "thead", "tfoot", "caption"}), frozenset({"table"}))
    ),
    "option": (frozenset({"option"}), frozenset({"select", "datalist", "optgroup"})),
    "optgroup": (frozenset({"optgroup"}), frozenset({"select"})),
    "a": (frozenset({"a"}), _SCOPES),
    "body": (frozenset({"head"}), _SCOPES),
}


class TooManyTagsError(Exception):
    """A page with more than `MAX_TAGS` tags."""


class Element:
    """An element: `own` and `linked` count the characters that stand in it directly, and within a link.

    `links` is 1 for a link to another page; `role` is the ARIA role, "" where none is written; `is_main` and `is_article` say
    whether the page calls it its main content, or an article.
    """

    __slots__ = (
        *("attributes", "first", "in_link", "is_article", "is_main", "last", "linked", "links", "name", "out", "own"),
        *("parent", "role", "within"),
    )

    def __init__(self, name: str, attributes: dict[str, str], parent: "Element | None", first: int) -> None:
        self.name = name
        self.attributes = attributes
        self.parent = parent
        self.first = self.last = first  # indices of its events
        self.own = self.linked = self.links = 0
        self.out = False
        self.role: str = attributes.get("role", "").strip().lower() if attributes else ""
        self.is_main: bool = name == "main" or self.role == "main"
        body = bool(attributes) and attributes.get("itemprop", "").lower() == "articlebody"
        self.is_article: bool = body or name == "article" or self.role == "article"
        self.in_link: bool = name == "a" or (parent is not None and parent.in_link)
        # whether it stands within a main or an article
        self.within: bool = parent is not None and (parent.within or parent.is_main or parent.is_article)


class Event(NamedTuple):
    """An element begins or ends, or a text stands in it, at ``source[start:end]``."""

    kind: TokenKind
    element: Element
    start: int
    end: int


class Tree:
    """The elements in the order in which they begin, and the events in the order of the page."""

    def __init__(self, source: str) -> None:
        self.root = Element("#page", {}, None, 0)
        self.elements = [self.root]
        self.events: list[Event] = []
        self._stack = [self.root]
        self._scopes = [Counter[str]()]
        self._source = source
        take = {TokenKind.TEXT: self._text, TokenKind.OPEN: self._open, TokenKind.CLOSE: self._close}
        for token in html_tokens(source):
            take[token.kind](token)
        while len(self._stack) > 1:
            self._pop(len(source))
        self.root.last = len(self.events)

    def _text(self, token: Token) -> None:
        holder = self._stack[-1]
        size = len(self._source[token.start : token.end].strip())
        holder.own += size
        holder.linked += size if holder.in_link else 0
        self.events.append(Event(TokenKind.TEXT, holder, token.start, token.end))

    def _open(self, token: Token) -> None:
        if len(self.elements) > MAX_TAGS:
            raise TooManyTagsError(f"more than {MAX_TAGS:,} tags")
        self._imply_ends(token)
        element = Element(token.name, token.attributes, self._stack[-1], len(self.events))
        element.links = int(token.name == "a" and not token.attributes.get("href", "#").startswith("#"))
        self.elements.append(element)
        self.events.append(Event(TokenKind.OPEN, element, token.start, token.end))
        if token.is_empty or token.name in _VOID or len(self._stack) >= MAX_DEPTH:
            element.last = len(self.events)
            self.events.append(Event(TokenKind.CLOSE, element, token.end, token.end))
            return
        self._stack.append(element)
        self._scopes[-1][token.name] += 1
        if token.name in _SCOPES:
            self._scopes.append(Counter())

    def _imply_ends(self, token: Token) -> None:
        if token.name in BLOCKS and any(self._scopes[-1][name] for name in FOREIGN):
            self._close_nearest(FOREIGN, _SCOPES | _INTEGRATION, token.start)
        if token.name in _CLOSED_BY_BLOCKS and self._scopes[-1]["p"]:
            self._close_nearest(frozenset({"p"}), _SCOPES | {"button"}, token.start)
        implied = _CLOSES.get(token.name)
        if implied:
            self._close_nearest(*implied, token.start)

    def _close_nearest(self, names: frozenset[str], barriers: frozenset[str], at: int) -> None:
        """Close the nearest of some elements with all that is open in it, unless a barrier stands before it."""
        for depth in range(len(self._stack) - 1, max(0, len(self._stack) - _LOOK_UP), -1):
            name = self._stack[depth].name
            if name in names:
                while len(self._stack) > depth:
                    self._pop(at)
                return
            if name in barriers:
                return

    def _close(self, token: Token) -> None:
        name = token.name
        if name in _TABLE_PARTS or name in _HOLDERS:
            found = any(scope[name] for scope in self._scopes[-_LOOK_UP:])
        else:
            found = self._scopes[-1][name] > 0 and (name in BLOCKS or self._closes_inline(name))
        if name in ("body", "html"):  # what follows still belongs to the page
            return
        while found and self._pop(token.end).name != name:
            pass

    def _closes_inline(self, name: str) -> bool:
        """Whether no block stands between an inline end tag and what it ends."""
        open_ones = (element.name for element in reversed(self._stack[-_LOOK_UP:]))
        return next((one == name for one in open_ones if one == name or one in BLOCKS), False)

    def _pop(self, at: int) -> Element:
        element = self._stack.pop()
        if element.name in _SCOPES:
            self._scopes.pop()
        self._scopes[-1][element.name] -= 1
        element.last = len(self.events)
        self.events.append(Event(TokenKind.CLOSE, element, at, at))
        return element
