"""The sentences of an article as extraction reads them: without the heading that plain text runs into a sentence."""

from bisect import bisect_right
from collections.abc import Iterator

from attrs import frozen

from claimcheck.articles.base import Article
from claimcheck.extraction.shapes import is_title
from claimcheck.model import Location

_LONGEST_HEADING = 80
_CLOSING = ".!:;,…"


@frozen
class Unit:
    """A sentence with its place: `text` is ``article.text[start:end]``. `heading` is the one that it stands under."""

    text: str
    start: int
    end: int
    location: Location
    heading: str = ""
    is_heading: bool = False


def units(article: Article) -> tuple[Unit, ...]:
    """Every sentence in reading order; headings are units of their own."""
    found: list[Unit] = []
    heading, marked = "", sorted(article.headings)
    for start, end, cut_out in _spans(article):
        text = article.text[start:end]
        is_heading = (
            cut_out
            or _lies_in(marked, start, end)
            or (_stands_alone(article.text, start, end) and _reads_as_heading(text))
        )
        heading = text if is_heading else heading
        found.append(Unit(text, start, end, article.position(start), heading, is_heading))
    return tuple(found)


def _lies_in(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and end <= spans[at][1]


def _stands_alone(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start].strip() == text[end : end + 1].strip() == "" and (
        text[max(0, start - 2) : start] in ("\n\n", "") and text[end : end + 2] in ("\n\n", "\n", "")
    )


def _reads_as_heading(text: str) -> bool:
    short = len(text) <= _LONGEST_HEADING and text[-1] not in _CLOSING
    return short and (is_title(text) or text.endswith("?") or len(text.split()) <= 2)


def _spans(article: Article) -> Iterator[tuple[int, int, bool]]:
    """Sentences, those of several source lines parted where one of the lines is a heading: start, end, is it one."""
    for sentence in article.sentences:
        begin = sentence.start
        lines = list(_lines(article, sentence.start, sentence.end))
        for start, end in lines[:-1]:
            if _is_heading_line(article, start, end):
                if begin < start:
                    yield begin, len(article.text[:start].rstrip()), False
                yield start, end, True
                begin = end + 1
        yield begin, sentence.end, False


def _lines(article: Article, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a stretch of text that stand on one line of the source each."""
    line, begin = article.position(start).line, start
    if article.position(end - 1).line == line:
        yield start, end
        return
    space = article.text.find(" ", start, end)
    while space >= 0:
        if (now := article.position(space + 1).line) != line:
            yield begin, space
            line, begin = now, space + 1
        space = article.text.find(" ", space + 1, end)
    yield begin, end


def _is_heading_line(article: Article, start: int, end: int) -> bool:
    begins_a_line = article.position(start).column == 1
    text = article.text[start:end]
    short = 0 < len(text) <= _LONGEST_HEADING and text[-1] not in _CLOSING
    return begins_a_line and short and (is_title(text) or (text.isalpha() and text[0].isupper()))
