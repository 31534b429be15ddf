"""The titles of boxes (callouts, admonitions, details, tabs, terms of a list), and where each box ends.

Whatever writes them, a title is read as the heading of what stands in its box: `masks` marks it, and the builder keeps it.
"""

import re
from collections.abc import Iterator

_QUOTE = "(?:[\"'\u201c\u201d\u2033]|&quot;|&#82(?:20|21|43);)"
_GIVEN = re.compile(
    rf"(?:(?<![\w-])(?:title|label|summary|heading|header)\s*=\s*|\A\{{(?:\{{[<%]|%)-?\s*[\w./-]+\s+){_QUOTE}(?P<words>[^\"\u201c\u201d\u2033\[\]<>\n&]+?){_QUOTE}",
    re.IGNORECASE,
)
_BOXED = r"(?:box|callout|admonition|alert|card|panel|tab|tabs|accordion|note|notice|details|faq|toggle|spoiler|collapse|message)"
TITLED = (
    rf"<(?P<titled>summary|legend|dt|[a-z][a-z0-9]*+(?=\s[^<>]*\bclass\s*=\s*[\"'][^\"'<>]*\b{_BOXED}[\w-]*?[_-]+(?:title|heading|header|label)\b))\b[^<>]*+>"
    r"(?P<words>(?:[^<>]|</?(?:b|strong|em|i|span|u)\b[^<>]*+>){1,300}?)</(?P=titled)\s*>"
)
"""An element that holds nothing but the title of what it stands in."""
MAY_BE_TITLED = re.compile(r"<(?:summary|legend|dt)\b|[_-](?:title|heading|header|label)\b", re.IGNORECASE)
_ELEMENT = re.compile(TITLED, re.IGNORECASE)
_OPENERS = re.compile(
    r"^[ \t>]*(?P<fence>:{2,}|`{3,}|~{3,})|^(?P<indent>[ \t]*)(?:!{3}|\?{3}|={3})"
    r"|(?P<sign>\{\{[<%]|\{%|\[|<)-?\s*(?!(?:p|span|b|strong|i|em|a|svg|path|button|h\d|summary|legend|dd)\b)(?P<name>[A-Za-z][\w.-]*)",
    re.MULTILINE,
)
_REACH = 600
"""Characters before a title in which its box begins."""


def titles_given(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The titles that a tag of a template, a component or a shortcode gives to what stands between it and its end."""
    for found in _GIVEN.finditer(source[start:end]):
        if box_end(source, start + found.start("words")):
            yield start + found.start("words"), start + found.end("words")


def box_end(source: str, title: int) -> int:
    """Where the box ends whose title stands at an offset; 0 where nothing ends it."""
    for opener in reversed([*_OPENERS.finditer(source, max(0, title - _REACH), title)]):
        own = opener["name"] not in (None, "dt") and _ELEMENT.match(source, opener.start())
        if not own and (end := _end_of(source, opener, title)):
            return end
    return 0


def _end_of(source: str, opener: re.Match[str], at: int) -> int:
    if opener["name"] == "dt":
        return _next(r"<dt\b|</dl\b", source, at)
    if opener["fence"]:
        return _next(rf"^[ \t>]*{opener['fence']}[ \t]*$", source, at) or len(source)
    if opener["indent"] is not None:
        return _next(rf"(?<=\n)[ \t]{{0,{len(opener['indent'])}}}[^ \t\r\n]", source, at) or len(source)
    sign, name, depth = re.escape(opener["sign"][:2]), re.escape(opener["name"]), 1
    either = re.compile(rf"{sign}[<%]?-?\s*(?P<end>/\s*|end_?)?{name}(?![\w-])", re.IGNORECASE)
    for tag in either.finditer(source, opener.end()):
        depth += -1 if tag["end"] else 1
        if not depth:
            return tag.start() if tag.start() > at else 0
    return 0


def _next(pattern: str, source: str, at: int) -> int:
    found = re.compile(pattern, re.MULTILINE | re.IGNORECASE).search(source, at)
    return found.start() if found else 0
