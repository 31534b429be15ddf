"""Waivers written in an article: ``<!-- claimcheck-ignore CC103 until=2027-03-01 reason="…" by=… -->``, or in MDX, which has
no such comments, ``{/* claimcheck-ignore … */}``. A Word document has no comments that could: there the record waives.

A comment on lines of its own covers the block that follows (a paragraph, a list item, a heading). A comment within a line
covers the sentence that it stands in, or, between two sentences, the one that follows. Comments inside code are text.
"""

import datetime as dt
import re
from typing import TYPE_CHECKING

from attrs import frozen

from claimcheck.model import Location, Waiver

if TYPE_CHECKING:
    from claimcheck.articles.base import Article

_MARK = "claimcheck-ignore"
# Compiled when first used, and kept by `re`: few articles have such comments.
_COMMENT = r"(?s)<!--\s*claimcheck-ignore\b(?P<html>.*?)-->|\{\s*/\*\s*claimcheck-ignore\b(?P<mdx>.*?)\*/\s*\}"
_FENCE = r"(?ms)^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)"
_FIELD = r"(?P<key>until|reason|by)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>\S+))"


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
    if _MARK not in source:
        return ()
    code = [match.span() for match in re.finditer(_FENCE, source)]
    shown = [article.source_offset(match.start()) for match in re.finditer(_MARK, article.text)]
    found = []
    for match in re.finditer(_COMMENT, source):
        in_code = any(start <= match.start() < end for start, end in code)
        if not in_code and not any(match.start() <= offset < match.end() for offset in shown):
            start, end = _covered(article, source, match)
            words = match["html"] or match["mdx"] or ""
            found.append(Ignore(waiver_of(words, _location(article, source, match.start())), start, end))
    return tuple(found)


def waiver_of(text: str, where: Location) -> Waiver:
    """The waiver of a comment's words: a rule, then ``until``, ``reason`` and ``by`` in any order.

    Whatever cannot be read is left out of the waiver, which then lacks its reason or rule and is told so.
    """
    fields = {
        match["key"]: match["double"] or match["single"] or match["bare"] or "" for match in re.finditer(_FIELD, text)
    }
    rest = re.sub(_FIELD, " ", text).split()
    until, wrong = _day(fields.get("until"))
    whole = len(rest) == 1 and not wrong
    return Waiver(
        rest[0] if rest else "", fields.get("reason", "") if whole else "", until, fields.get("by", ""), where
    )


def _day(text: str | None) -> tuple[dt.date | None, bool]:
    """The day, and whether what is written is none."""
    try:
        return (dt.date.fromisoformat(text), False) if text is not None else (None, False)
    except ValueError:
        return None, True


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
