"""The tags and texts of an HTML page with their offsets.

Follows the tokenisation of the HTML Living Standard (section 13.2.5) as far as a reader of text needs it. A scanner of
our own rather than the standard library's: `html.parser` takes quadratic time on unclosed tags and comments (seconds for
some kilobytes of ``<a `` in Python 3.11), and html5lib and lxml keep no positions. Every character is looked at a
bounded number of times: what is not closed reaches to the end of the page, as in a browser.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

_SPACE = r" \t\n\r\f"
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
_NAME = re.compile(rf"<(/?)([A-Za-z][^{_SPACE}/>]*+)")
_ATTRIBUTE = re.compile(
    rf"[{_SPACE}/]*+(?:(>)|([^{_SPACE}/>][^{_SPACE}/>=]*+)"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"([^\"]*+)\"?+|'([^']*+)'?+|([^{_SPACE}>]*+)))?+)"
)
_COMMENT_END = re.compile(r"--!?>")
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"})
FOREIGN = frozenset({"svg", "math"})
_RAW_END = {name: re.compile(rf"</{name}(?=[{_SPACE}/>])", re.IGNORECASE) for name in _RAW}


class TokenKind(Enum):
    """What a token is."""

    TEXT = auto()
    OPEN = auto()
    CLOSE = auto()


class Token(NamedTuple):
    """A piece of the page, ``source[start:end]``; the name of a tag in lower case, attributes as written.

    `is_empty`: the tag ends itself (``<svg/>``), which counts in XHTML, and in HTML within drawings and formulas.
    """

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    attributes: dict[str, str] = {}  # noqa: RUF012 - a default that nobody changes
    is_empty: bool = False


def html_tokens(source: str) -> Iterator[Token]:
    """The tags and texts in order; comments, declarations and tags that never end are left out."""
    is_xml = source.lstrip().startswith("<?xml")
    position = foreign = 0
    while position < len(source):
        markup = _MARKUP.search(source, position)
        start = markup.start() if markup else len(source)
        if start > position:
            yield Token(TokenKind.TEXT, position, start)
        if markup is None:
            return
        token = _tag(source, start)
        if token is None:
            position = _declaration_end(source, start)
            continue
        if token.is_empty and not (is_xml or foreign > 0 or token.name in FOREIGN):
            token = token._replace(is_empty=False)
        if token.name in FOREIGN and not token.is_empty:
            foreign = max(0, foreign + (1 if token.kind is TokenKind.OPEN else -1))
        position = token.end
        yield token
        if token.kind is TokenKind.OPEN and token.name in _RAW and not token.is_empty:
            end = _RAW_END[token.name].search(source, position)
            after = end.start() if end else len(source)
            yield Token(TokenKind.TEXT, position, after)
            position = after


def _declaration_end(source: str, start: int) -> int:
    """The offset behind a comment, a declaration, or a tag that the page ends within."""
    if source.startswith(("<!-->", "<!--->"), start):
        return source.index(">", start) + 1
    if source.startswith("<!--", start):
        closing = _COMMENT_END.search(source, start + 4)
        return closing.end() if closing else len(source)
    if _NAME.match(source, start):
        return len(source)
    return source.find(">", start) + 1 or len(source)


def _tag(source: str, start: int) -> Token | None:
    name = _NAME.match(source, start)
    if name is None:
        return None
    kind = TokenKind.CLOSE if name.group(1) else TokenKind.OPEN
    position, attributes = name.end(), dict[str, str]()
    while found := _ATTRIBUTE.match(source, position):
        position = found.end()
        if found.group(1):
            is_empty = kind is TokenKind.OPEN and found.group().endswith("/>")
            return Token(kind, start, position, name.group(2).lower(), attributes, is_empty)
        value = found.group(3) or found.group(4) or found.group(5) or ""
        attributes.setdefault(found.group(2).lower(), value)
    return None
