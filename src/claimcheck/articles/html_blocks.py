"""Raw HTML inside Markdown: where a block of it ends, and what of it a reader sees."""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from claimcheck.articles.closers import Closers
from claimcheck.articles.superscript import LOOK_BACK, raised

_COMMENT_END, _TAG_END = re.compile("-->"), re.compile(">")
_RAW = "script|pre|style|textarea"
# CommonMark 0.31, section 4.6, start conditions 1 to 5 with their ends.
_UNTIL = (
    (re.compile(rf"<(?:{_RAW})(?=[\s>]|\Z)", re.IGNORECASE), re.compile(rf"</(?:{_RAW})>", re.IGNORECASE)),
    (re.compile(r"<!--"), _COMMENT_END),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), _TAG_END),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
)
BLOCK_NAMES = (
    "address|article|aside|blockquote|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6|"
    "header|hr|legend|li|main|menu|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
"""Elements that are blocks by all accounts: CommonMark's, browsers' and WordPress's."""
_BLOCK_NAMES = (
    f"{BLOCK_NAMES}|base|basefont|body|center|col|colgroup|dialog|dir|frame|frameset|head|html|iframe|link|menuitem|noframes|"
    "optgroup|option|param|search|title|track"
)
_BLOCK_START = re.compile(rf"</?(?:{_BLOCK_NAMES})(?=[\s/>]|\Z)", re.IGNORECASE)
_ATTRIBUTE = r"\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+"
TAG = re.compile(rf"<(?:[A-Za-z][A-Za-z0-9-]*+(?:{_ATTRIBUTE})*+\s*+/?|/[A-Za-z][A-Za-z0-9-]*+\s*+)>")
ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31})"
"""A character reference but for its semicolon."""
_ENTITY = re.compile(f"{ENTITY};")

DELETED = frozenset({"del", "s", "strike"})
"""Elements whose content the page has taken back."""
_NEVER_SHOWN = (
    "applet|audio|button|canvas|datalist|dialog|embed|head|iframe|map|menu|meter|nav|noembed|noframes|"
    "noscript|object|progress|rp|rt|script|search|select|style|svg|template|textarea|video"
)
NEVER_SHOWN = DELETED | frozenset(_NEVER_SHOWN.split("|"))
"""Elements whose content is no text of the article."""
_HIDDEN = re.compile(rf"<({'|'.join(sorted(NEVER_SHOWN - {'embed', 'head'}))})(?=[\s/>])", re.IGNORECASE)
_SUPERSCRIPT_END = re.compile(r"(.{1,400}?)</sup\s*>", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<[^<>]*>|\]\([^()]*\)|[\\\[\]^]")
_TOKEN = re.compile(r"<!--|<[!?]|<(?=[A-Za-z/])|&|\s+|[^<&\s]+|<")
_BREAKS = re.compile(rf"</?(?:{_BLOCK_NAMES}|br|pre)(?=[\s/>])", re.IGNORECASE)
_CELL = re.compile(r"</?t[dh](?=[\s/>])", re.IGNORECASE)

_MAY_BE_CODE = re.compile(r"<(?:(?P<wrapper>figure|div|table|td)|pre|(?P<old>xmp|listing))\b[^<>]*+>", re.IGNORECASE)
_CLASS = re.compile(r"\bclass\s*+=\s*+(?:\"([^\"]*)|'([^']*)|([^\s\"'>]+))", re.IGNORECASE)
_CODE_NAME = re.compile(
    r"\b(?:source)?code|\bcode-?(?:block|hilite)|\bhighlight|\bhljs|\bprettyprint|\bbrush:|\blang(?:uage)?-",
    re.IGNORECASE,
)
"""Classes by which programs that colour code know it."""
_CODE_WITHIN = re.compile(r"\s*+<(?:code|samp|kbd)\b", re.IGNORECASE)
_PRE_WITHIN = re.compile(r"(?:\s*+<(?!pre\b)[^<>]*+>){0,4}\s*+<pre\b", re.IGNORECASE)
_CODE_END = re.compile(r"</(?:pre|xmp|listing)\s*>", re.IGNORECASE)
_ROW = re.compile(r"<tr(?=[\s>])[^<>]*+>(?:(?!</?(?:tr|tbody|thead|tfoot|table)\b).)*+", re.IGNORECASE | re.DOTALL)
_CELL_BEGINS = re.compile(r"<t[dh](?=[\s>])", re.IGNORECASE)
_HEAD = re.compile(r"<th(?=[\s>])(?![^<>]*scope=[\"']?row)", re.IGNORECASE)
_FILLED = re.compile(r"<(?:td|th[^<>]*scope=[\"']?row)(?=[\s>\"'])[^<>]*+>\s*+(?!</?t[dh]|\Z)", re.IGNORECASE)

Piece = tuple[int, int, str | None]
"""Start and end in the scanned text, and what is shown instead of it (None: the characters themselves)."""


def html_block_end(source: str, first: int, end: int, *, interrupts: bool) -> tuple[bool, re.Pattern[str] | None]:
    """Whether an HTML block begins on a line, and the pattern that ends it; None where an empty line does."""
    for begins, ends in _UNTIL:
        if begins.match(source, first, end):
            return True, ends
    if _BLOCK_START.match(source, first, end):
        return True, None
    tag = None if interrupts else TAG.match(source, first, end)
    return tag is not None and not source[tag.end() : end].strip(), None


def visible_pieces(html: str) -> Iterator[Piece]:
    """The text of HTML in order; white space shows as one space, ends of blocks as line breaks, cells as tabs.

    Comments, tags, scripts and styles show nothing. What is not closed is text, as in a browser that has no more to read.
    """
    position = 0
    closers = Closers(html)
    while position < len(html):
        piece = _piece(html, position, closers)
        yield piece
        position = piece[1]


def code_spans(html: str) -> Iterator[tuple[int, int]]:
    """Where blocks of code stand in HTML; preformatted text that nothing calls code, as verse, is none."""
    position = 0
    while begins := _MAY_BE_CODE.search(html, position):
        position = begins.end()
        if _is_code(html, begins):
            ends = _CODE_END.search(html, position)
            position = ends.end() if ends else len(html)
            yield begins.start(), position


def _is_code(html: str, tag: re.Match[str]) -> bool:
    named = _CLASS.search(tag.group())
    is_named = named is not None and _CODE_NAME.search(named[named.lastindex or 0]) is not None
    if tag["wrapper"]:
        return is_named and _PRE_WITHIN.match(html, tag.end()) is not None
    return is_named or bool(tag["old"]) or _CODE_WITHIN.match(html, tag.end()) is not None


def head_rows(html: str) -> list[tuple[int, int]]:
    """The rows of tables that head columns: of header cells alone, two or more."""
    rows = ((row.start(), row.end(), row.group()) for row in _ROW.finditer(html))
    return [
        (start, end)
        for start, end, row in rows
        if _HEAD.search(row) and len(_CELL_BEGINS.findall(row)) > 1 and not _FILLED.search(row)
    ]


def hidden_name(tag: re.Match[str]) -> str:
    """The name of an element of `NEVER_SHOWN` that a tag begins, "" for other tags and where the tag ends itself."""
    hidden = None if tag.group().endswith("/>") else _HIDDEN.match(tag.group())
    return hidden.group(1).lower() if hidden else ""


def raised_piece(html: str, tag: re.Match[str]) -> tuple[str, int, str] | None:
    """What stands in a `<sup>`, where that ends, and what it shows; None for other tags and for what shows as it is."""
    if not tag.group().lower().startswith("<sup") or not (found := _SUPERSCRIPT_END.match(html, tag.end())):
        return None
    before = _MARKUP.sub("", html[max(0, tag.start() - LOOK_BACK) : tag.start()]).rstrip("*_")
    words = unescape(_MARKUP.sub("", found.group(1)))
    shown = raised(before, words, unescape(html[found.end() : found.end() + 8]))
    return None if shown is None else (found.group(1), found.end(), shown)


def _piece(html: str, position: int, closers: Closers) -> Piece:
    match = _TOKEN.match(html, position)
    assert match is not None
    piece = match.group()
    if piece == "&":
        return entity_piece(html, position)
    if piece[0] == "<":
        shown, after = _markup(html, position, match.end(), closers)
        return position, after, shown
    return position, match.end(), " " if piece.isspace() else None


def entity_piece(text: str, position: int) -> Piece:
    """The character that a reference such as ``&nbsp;`` at an ampersand stands for, or the ampersand itself."""
    found = _ENTITY.match(text, position)
    shown = _decoded(found.group()) if found else None
    return (position, found.end(), shown) if found and shown is not None else (position, position + 1, None)


def _decoded(reference: str) -> str | None:
    """The text of a character reference, None for an unknown name (HTML Living Standard, named references)."""
    if reference[1] != "#":
        return html5.get(reference[1:])
    code = int(reference[3:-1], 16) if reference[2] in "xX" else int(reference[2:-1])
    valid = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if valid else "\ufffd"


def _markup(html: str, start: int, after: int, closers: Closers) -> tuple[str | None, int]:
    """What a "<" shows, and where it ends."""
    if html.startswith("<!--", start):
        return "", closers.end(_COMMENT_END, start + 4) or len(html)
    if html.startswith(("<!", "<?"), start):
        end = closers.end(_TAG_END, start)
        return ("", end) if end else (None, after)
    tag = TAG.match(html, start)
    return _of_tag(html, tag, closers) if tag else (None, after)


def _of_tag(html: str, tag: re.Match[str], closers: Closers) -> tuple[str | None, int]:
    """What a tag shows, and where that ends: with what the element holds, where it is hidden or raised."""
    if hidden := hidden_name(tag):
        return "", closers.end(re.compile(f"</{hidden}>", re.IGNORECASE | re.ASCII), tag.end()) or len(html)
    if superscript := raised_piece(html, tag):
        return superscript[2], superscript[1]
    if _CELL.match(html, tag.start()):
        return "\t", tag.end()
    return ("\n" if _BREAKS.match(html, tag.start()) else ""), tag.end()
