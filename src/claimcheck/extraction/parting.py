"""The stretches of a page that are read as one: its sentences, headings and badges parted off, the cells of a row put together."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import partial

from claimcheck.articles.base import Article, Sentence
from claimcheck.extraction.shapes import is_title
from claimcheck.extraction.speakers import names_speaker
from claimcheck.extraction.verdicts import is_verdict, parted_at_badges
from claimcheck.extraction.works import is_list_of_works, names_work
from claimcheck.language.patterns import until
from claimcheck.stretches import apart_from

Span = tuple[int, int]
Stretch = tuple[int, int, bool]
"""Its start and end, and whether it is a heading's line cut out of a sentence."""


_LONGEST_HEADING = 80
_LONGEST_CELL = 20  # words; a table of longer cells lays out a page
_BYLINE = re.compile(
    r"(?:(?:written|posted|published|updated|reviewed|words|text) )?(?:by|on) (?:[A-Z]|\d)", re.IGNORECASE
)
CLOSING = ".!:;,…"


def stretches(article: Article) -> Iterator[Stretch]:
    """The stretches, the cells of one row of a table as one where they are short."""
    text, row = article.text, list[Span]()
    for start, end, cut_out in _without_badges(article):
        between = text[row[-1][1] : start] if row else ""
        if cut_out or not between or between.strip("\t"):
            yield from _row(text, row)
            row = []
        if cut_out:
            yield start, end, True
        else:
            row.append((start, end))
    yield from _row(text, row)


def _row(text: str, cells: list[Span]) -> Iterator[Stretch]:
    short = all(len(text[start:end].split()) <= _LONGEST_CELL for start, end in cells)
    if len(cells) > 1 and short:
        yield cells[0][0], cells[-1][1], False
    else:
        yield from ((start, end, False) for start, end in cells)


def _without_badges(article: Article) -> Iterator[Stretch]:
    """The same, a badge that no stop ends apart from the sentence behind or before it; not in headings, nor cells of tables."""
    text, is_apart = article.text, apart_from(article.headings)

    for start, end, cut_out in _spans(article):
        if cut_out or not is_apart(start, end) or "\t" in text[max(0, start - 1) : end + 1]:
            yield start, end, cut_out
        else:
            parts = parted_at_badges(text[start:end], partial(_ends_in_markup, article, start))
            yield from ((start + begin, start + stop, False) for begin, stop in parts)


def _ends_in_markup(article: Article, start: int, at: int) -> bool:
    """Whether markup ends behind a word of a sentence that begins at `start`: what follows stands further on in the source."""
    return article.source_offset(start + at) - article.source_offset(start + at - 1) > 1


def _spans(article: Article) -> Iterator[Stretch]:
    """Sentences, those of several source lines parted where one of the lines is a heading."""
    for sentence in article.sentences:
        begin = sentence.start
        lines = list(_lines(article, sentence))
        for start, end in lines[:-1]:
            if _is_heading_line(article, start, end):
                if begin < start:
                    yield begin, len(article.text[:start].rstrip()), False
                yield start, end, True
                begin = end + 1
        yield begin, sentence.end, False


def _lines(article: Article, sentence: Sentence) -> Iterator[Span]:
    """The parts of a sentence's words that stand on one line of the source each."""
    line, begin, end = sentence.location.line, sentence.start, sentence.stop
    if article.source_map.line_and_column(end - 1)[0] == line:
        yield begin, end
        return
    space = article.text.find(" ", begin, end)
    while space >= 0:
        if (now := article.position(space + 1).line) != line:
            yield begin, space
            line, begin = now, space + 1
        space = article.text.find(" ", space + 1, end)
    yield begin, end


def _is_heading_line(article: Article, start: int, end: int) -> bool:
    begins_a_line = article.position(start).column == 1
    text = article.text[start:end]
    if is_list_of_works(text) and names_work(article.text[end : until("\n\n", article.text, end)]):
        return begins_a_line
    short = 0 < len(text) <= _LONGEST_HEADING and text[-1] not in CLOSING
    return begins_a_line and short and (is_title(text) or (text.isalpha() and text[0].isupper()))


def reads_as_heading(text: str) -> bool:
    """Whether words that stand for themselves are a heading, though no markup says so."""
    short = len(text) <= _LONGEST_HEADING and text[-1] not in CLOSING and "\t" not in text and not _BYLINE.match(text)
    return (
        short
        and not (is_verdict(text) or names_speaker(text))
        and (is_title(text) or text.endswith("?") or len(text.split()) <= 2)
    )


def lies_in(spans: list[Span], start: int, end: int) -> bool:
    """Whether a stretch lies in one of the spans, which are in order."""
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and end <= spans[at][1]
