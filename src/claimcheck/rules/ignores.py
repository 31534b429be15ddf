"""Waivers written in an article: ``<!-- claimcheck-ignore CC103 until=2027-03-01 reason="…" by=… -->``, or in MDX, which has
no such comments, ``{/* claimcheck-ignore … */}``. A Word document has no comments that could: there the record waives.

A comment on lines of its own covers the block that follows (a paragraph, a list item, a heading). A comment within a line
covers the sentence that it stands in, or, between two sentences, the one that follows. Comments inside code are text.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from claimcheck.model import Location, Waiver
from claimcheck.nearest import nearest

if TYPE_CHECKING:
    from claimcheck.articles.base import Article

_MARK = "claimcheck-ignore"
# Compiled when first used, and kept by `re`: few articles have such comments.
_MEANT = r"claimcheck(?:\W|_){0,3}ignore\b"
"""The mark, also as somebody writes it by mistake, which is told."""
_COMMENT = rf"(?si)<!--\s*({_MEANT})(.*?)-->|\{{\s*/\*\s*({_MEANT})(.*?)\*/\s*\}}"
_FENCE = r"(?ms)^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)"
_FIELD = (
    r"(?P<key>[\w-]+)\s*=\s*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|[“”„](?P<curly>[^“”]*)[“”]|‘(?P<british>.*?)’(?!\S)|(?P<bare>\S+))"
)
_KEYS = ("until", "reason", "by")


@frozen
class Ignore:
    """A waiver and the stretch of the article's text that it covers, from `start` to before `end`."""

    waiver: Waiver
    start: int
    end: int

    def covers(self, offset: int) -> bool:
        """Whether the character at that offset of the article's text is covered."""
        return self.start <= offset < self.end


def ignores_of(article: "Article", source: str) -> tuple[Ignore, ...]:
    """The waivers of an article. `source` is the text of its file, because the article's text is free of comments."""
    if "claimcheck" not in source.lower():
        return ()
    code = [match.span() for match in re.finditer(_FENCE, source)]
    shown = [article.source_offset(match.start()) for match in re.finditer(f"(?i){_MEANT}", article.text)]
    found = []
    for match in re.finditer(_COMMENT, source):
        in_code = any(start <= match.start() < end for start, end in code)
        if not in_code and not any(match.start() <= offset < match.end() for offset in shown):
            start, end = _covered(article, source, match)
            mark, words = match.groups("")[:2] if match[1] else match.groups("")[2:]
            waiver = waiver_of(words, _location(article, source, match.start()))
            problem = "" if mark == _MARK else f"write it {_MARK}"
            found.append(Ignore(evolve(waiver, problem=problem or waiver.problem), start, end))
    return tuple(found)


def waiver_of(text: str, where: Location) -> Waiver:
    """The waiver of a comment's words: a rule, then ``until``, ``reason`` and ``by`` in any order; `problem` says what cannot be read."""
    fields = {match["key"].lower(): match[match.lastgroup or 0] for match in re.finditer(_FIELD, text)}
    rest = re.sub(_FIELD, " ", text).lstrip(": ").split()
    until = _day(fields.get("until", ""))
    reason, by = fields.get("reason", ""), fields.get("by", "")
    return Waiver(rest[0] if rest else "", reason, until, by, where, next(_problems(fields, rest, until), ""))


def _problems(fields: dict[str, str], rest: list[str], until: dt.date | None) -> Iterator[str]:
    for key in fields.keys() - set(_KEYS):
        near = nearest(key, _KEYS)
        yield f"there is no {key}; " + (f"did you mean {near}?" if near else f"known are {', '.join(_KEYS)}")
    if len(rest) > 1 or "," in "".join(rest):
        yield f"expected one rule, and {', '.join(_KEYS)} as in by=editor; found {' '.join(rest)}"
    if until is None and "until" in fields:
        yield f"expected a date such as 2027-03-01, found {fields['until']}"


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _location(article: "Article", source: str, offset: int) -> Location:
    line_start = source.rfind("\n", 0, offset) + 1
    return Location(article.path, source.count("\n", 0, offset) + 1, offset - line_start + 1)


def _covered(article: "Article", source: str, comment: re.Match[str]) -> tuple[int, int]:
    """The stretch of the article's text: the following block, or the sentence at hand."""
    before = source[source.rfind("\n", 0, comment.start()) + 1 : comment.start()]
    after = source[comment.end() :].partition("\n")[0]
    alone = not before.strip(" \t>") and not after.strip()
    following = (one for one in article.sentences if article.source_offset(one.end - 1) >= comment.end())
    sentence = next(following, None)
    if sentence is None:
        return 0, 0
    if not alone:
        return sentence.start, sentence.end
    block_end = article.text.find("\n\n", sentence.start)
    return sentence.start, block_end if block_end >= 0 else len(article.text)
