"""The titles of boxes (callouts, admonitions, details, tabs, terms of a list), and where each box ends.

Whatever writes them, a title is read as the heading of what stands in its box: `masks` marks it, and the builder keeps it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from claimcheck.articles.closers import Closers, pairs

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
_LINES = re.compile(r"^[ \t>]*(?P<fence>:{2,}|`{3,}|~{3,})|^(?P<indent>[ \t]*)(?:!{3}|\?{3}|={3})", re.MULTILINE)
_TAGS = re.compile(r"(?P<sign>\{\{[<%]|\{%|\[|<)-?\s*(?P<end>/\s*|end_?)?(?P<name>[A-Za-z][\w.-]*)")
_NO_BOX = re.compile(r"(?:p|span|b|strong|i|em|a|svg|path|button|h\d|summary|legend|dd)\Z")
_REACH = 600
"""Characters before a title in which its box begins."""


class Boxes:
    """The boxes of a source; its tags are paired once, for a page may have thousands."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._closers = Closers(source)

    def titles_given(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The titles that a tag of a template, a component or a shortcode gives to what stands between it and its end."""
        for found in _GIVEN.finditer(self._source[start:end]):
            if self.end(start + found.start("words")):
                yield start + found.start("words"), start + found.end("words")

    def end(self, title: int) -> int:
        """Where the box ends whose title stands at an offset; 0 where nothing ends it."""
        first = max(0, title - _REACH)
        lines = {line.start(): line for line in _LINES.finditer(self._source, first, title)}
        tags = self._tags[bisect_left(self._tags, first) : bisect_left(self._tags, title)]
        for begun in sorted({*lines, *tags}, reverse=True):
            line = lines.get(begun)
            if end := self._end_of(line, title) if line else self._end_of_tag(begun, title):
                return end
        return 0

    def is_term(self, title: int) -> bool:
        """Whether the title at an offset is a term of a list of definitions, which stands right behind its tag."""
        before = self._source[max(0, title - _REACH) : title].lower()
        return before.rfind("<dt") > before.rfind("</")

    def _end_of(self, line: re.Match[str], at: int) -> int:
        if line["indent"] is not None:
            return self._next(rf"(?<=\n)[ \t]{{0,{len(line['indent'])}}}[^ \t\r\n]", at) or len(self._source)
        return self._next(rf"^[ \t>]*{line['fence']}[ \t]*$", at) or len(self._source)

    def _end_of_tag(self, tag: int, at: int) -> int:
        if self._source[tag : tag + 3].lower() == "<dt":
            return self._next(r"<dt\b|</dl\b", at)
        end = self._closed.get(tag, 0)
        return end if end > at and not _ELEMENT.match(self._source, tag) else 0

    def _next(self, pattern: str, at: int) -> int:
        found = self._closers.next(re.compile(pattern, re.MULTILINE | re.IGNORECASE), at)
        return found.start() if found else 0

    @cached_property
    def _tags(self) -> list[int]:
        """Where tags begin that something closes, and terms of lists."""
        terms = (term.start() for term in re.finditer(r"<dt\b", self._source, re.IGNORECASE))
        return sorted({*self._closed, *terms})

    @cached_property
    def _closed(self) -> dict[int, int]:
        """Where each tag that is closed begins, and where what closes it does."""
        found = pairs(_TAGS.finditer(self._source), lambda tag: (tag["sign"][:2], tag["name"].lower()))
        return {begun.start(): end.start() for begun, end in found if not _NO_BOX.match(end["name"].lower())}
