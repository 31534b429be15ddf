"""MDX articles: Markdown with imports, exports, JSX tags and expressions, none of which a reader sees.

The code is cut out, the rest is read as Markdown without indented code, which MDX does not have, and every character leads
back past the cuts. The references that `claimcheck cite` writes are left to the reader of Markdown. What a component makes of its properties is not known without running it, so it is not text, but for the title of what
stands in it. Fenced and inline code stay as they are. What is not closed is text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from claimcheck.articles.base import Article
from claimcheck.articles.boxes import Boxes
from claimcheck.articles.builder import TextBuilder
from claimcheck.articles.front_matter import front_matter
from claimcheck.articles.html_blocks import DELETED
from claimcheck.articles.managed import managed_span
from claimcheck.articles.markdown import parse_source
from claimcheck.articles.masks import CLOSE, TITLE
from claimcheck.articles.verbatim import CODE, FENCE, CodeEnds
from claimcheck.stretches import between

_TOKEN = re.compile(
    rf"{FENCE}|{CODE}|(?P<module>^(?:import|export)(?=[ \t{{*\"']))"
    r"|(?P<open>\{|</?(?=[A-Za-z>]))|\\.",
    re.MULTILINE,
)
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>{}]*+>")
_BLANK_LINE = re.compile(r"(?>\r\n|\n|\r)[ \t]*+(?=[\r\n]|\Z)|\Z")
_INSIDE = re.compile(r"[{}>]|\"[^\"]*+\"|'[^'\n]*+'|`[^`]*+`|/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r"[{}>]|\"[^\"]*+\"|'[^'\n]*+'")
_READ = re.compile(rf"</?(?:{'|'.join(sorted(DELETED))}|summary|dt|legend)(?:\s[^<>{{}}]*)?>")
"""Tags that the reader of Markdown needs to see."""
_BUDGET = 2_000_000
"""Characters looked at in vain for the ends of braces and tags, in all; then braces and tags are text."""
_MAX_SPAN = 50_000


def parse_mdx(text: str, path: str = "") -> Article:
    """Read MDX; everything but the code is as in `parse_markdown`."""
    source = text.removeprefix("\ufeff")
    begin, end = managed_span(source)
    cuts = [cut for cut in _Scanner(source).cuts(front_matter(source)[0]) if not begin <= cut[0] < end]
    boxes = Boxes(source)
    titles = [title for cut in cuts if source[cut[0]] == "<" for title in boxes.titles_given(*cut)]
    kept = sorted([*between(cuts, 0, len(source)), *((start - 1, stop + 1) for start, stop in titles)])
    marked = list(source)
    for start, stop in titles:
        marked[start - 1], marked[stop] = TITLE, CLOSE
    builder = _CutBuilder(source, kept)
    builder.is_masked = bool(titles)
    return parse_source("".join("".join(marked[slice(*one)]) for one in kept), path, builder, indented_code=False)


class _CutBuilder(TextBuilder):
    """Takes offsets into what was kept of a source and builds the article of the whole source."""

    def __init__(self, source: str, kept: list[tuple[int, int]]) -> None:
        super().__init__(source)
        self._begins = [0, *accumulate(end - start for start, end in kept[:-1])]
        self._shifts = [start - begin for (start, _), begin in zip(kept, self._begins, strict=True)]

    def add(self, text: str, source_offset: int) -> None:
        while text:
            run = bisect_right(self._begins, source_offset) - 1
            last = run + 1 == len(self._begins)
            room = len(text) if last else self._begins[run + 1] - source_offset
            super().add(text[:room], source_offset + self._shifts[run])
            text, source_offset = text[room:], source_offset + room


class _Scanner:
    """Finds the stretches that are code."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._code = CodeEnds(source)
        self._budget = _BUDGET

    def cuts(self, position: int) -> Iterator[tuple[int, int]]:
        """The stretches in order, without overlap."""
        while token := _TOKEN.search(self.source, position):
            position = token.end()
            if token["fence"] or token["code"]:
                position = self._code.behind(token)
            elif token["module"] and self._follows_blank(token.start()):
                blank = _BLANK_LINE.search(self.source, position)
                position = blank.start() if blank else len(self.source)
                yield token.start(), position
            elif token["open"] and (end := self._end(token.start())):
                yield token.start(), end
                position = end

    def _follows_blank(self, start: int) -> bool:
        """Whether imports may stand here: first on the page, or behind an empty line or another import."""
        before = self.source[max(0, start - 200) : start].replace("\r\n", "\n").replace("\r", "\n")
        lines = before.split("\n")
        above = lines[-2].strip() if len(lines) > 1 else ""
        return not above or above.endswith((";", "'", '"', "---"))

    def _end(self, start: int) -> int | None:
        """The offset behind a tag or an expression that begins here, None where it is text."""
        auto = _AUTOLINK.match(self.source, start)
        if auto or self._budget < 0 or _READ.match(self.source, start):
            return None
        is_tag, depth = self.source[start] == "<", 0
        for token in (_QUOTED if is_tag else _INSIDE).finditer(self.source, start, start + _MAX_SPAN):
            mark = token.group()
            depth += {"{": 1, "}": -1}.get(mark, 0)
            if depth == 0 and mark == (">" if is_tag else "}"):
                return token.end()
        self._budget -= _MAX_SPAN
        return None
