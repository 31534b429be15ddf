"""Numbers in brackets: marks that name entries of a list of references, and what only looks like them.

Intervals, ranges, scores and sets stand in square brackets too. They are told by the words before, by a value that lies in
them, or by a unit behind; what may be either is no mark, so that it stays in the statement and no work is taken from it.
"""

import re
from collections.abc import Iterator
from operator import attrgetter

from claimcheck.articles.base import Article, Link
from claimcheck.articles.superscript import raised_marks

NUMBERED = re.compile(r"\[(\d{1,3}(?:\s?[,\u2013-]\s?\d{1,3}){0,8})\]")
_ANY_MARK = re.compile(r"\s?\[(?:(\d{1,3}(?:\s?[,;\u2013-]\s?\d{1,3})*)|citation needed)\]")
_LONGEST_RANGE = 20
_LOOK_BACK = 60
_LINKED = re.compile(r"\[?([1-9]\d{0,2})\]?")
_ENDS = re.compile(r"[.!?]?(?:\n|\Z)")
_CONTEXTS = (24, 8, 2)
_UNIT = r"%|per ?cent|points?|k?cal|kJ|[km\u00b5\u03bc]?g|mcg|[md]?l|IU|mm ?Hg|[mn\u00b5\u03bc]?mol|hours?|h|days?|d|weeks?|months?|years?|y|minutes?|min"
_IS_MEASURED = re.compile(
    r"(?:\b(?:C\.?I\.?s?|Cr\.?I\.?|intervals?|I\.?Q\.?R|ranges?|ranged|ranging|limits?|quartiles?|percentiles?|median|mean|average|estimate"
    r"|scores?|scored|scales?|ratings?|ratios?|[OHR]R|[SW]?MD|values?|sets?|between|aged?|ages|years?|p)\b|[=\u2208\u2282\u2286\u222a\u2229\u00d7\u2264\u2265<>\u2248~\u00b1])"
    r"(?:[\s:=,(]|\b(?:of|is|was|were|from|in|at)\b|\d+(?:\.\d+)?\s?%)*\Z"
)
_IS_EQUATION = re.compile(r"[=\u2208\u2282\u2286\u222a\u2229\u00d7\u2264\u2265<>\u2248~\u00b1]\s*\Z")
_VALUE = re.compile(rf"(?<![\w.])(\d{{1,4}}(?:\.\d+)?)\s?(?:{_UNIT})?[\s,;:(]*\Z")
_BEHIND = re.compile(rf"\s?(?:(?:{_UNIT})(?![\w'’-])|[\u222a\u2229\u00d7\u2282\u2286=])")


def marks_in(text: str) -> Iterator[tuple[int, int, str]]:
    """The marks in a text, in brackets or of raised characters: start, end, and the numbers as "[1,4-6]"."""
    for found in NUMBERED.finditer(text):
        if not _is_measure(text, found):
            yield found.start(), found.end(), found.group()
    yield from (mark for mark in raised_marks(text) if mark[2])


def without_marks(text: str) -> str:
    """A text without its marks, and without "[citation needed]"; measured numbers stay."""
    return _ANY_MARK.sub(lambda found: found.group() if found[1] and _is_measure(text, found) else "", text)


def linked_marks(article: Article) -> tuple[tuple[int, int], ...]:
    """Where the text of a link is the mark of a reference: "1" of "[1]" with its address elsewhere on the page.

    The numbers of a page's links are marks where they count from 1, each with one address; of a page that has 1 alone, only
    one right behind its word or at the end of a block, as "one in 10" may be linked too.
    """
    links = [
        (link, found)
        for link in sorted(article.links, key=attrgetter("start"))
        if (found := _number_of(article.text, link))
    ]
    targets: dict[int, str] = {}
    for link, number in links:
        if number > len(targets) + 1 or targets.setdefault(number, link.target) != link.target:
            return ()
    sure = len(targets) > 1
    return tuple((link.start, link.end) for link, _ in links if sure or _is_behind_words(article.text, link))


def _number_of(text: str, link: Link) -> int:
    """The number that is all of a link's text; 0 where it is none."""
    found = _LINKED.fullmatch(text, link.start, link.end)
    return int(found[1]) if found and link.start else 0


def _is_behind_words(text: str, link: Link) -> bool:
    return not text[link.start - 1].isspace() or _ENDS.match(text, link.end) is not None


def cut(words: str, text: str, mark: tuple[int, int]) -> str:
    """The words without a mark of the text that they are from, told from others like it by the characters before."""
    start, end = mark
    for size in _CONTEXTS:
        before = " ".join(text[max(0, start - size) : start].split()) if size else ""
        before += " " if size and text[start - 1 : start].isspace() else ""
        if words.count(before + text[start:end]) == 1:
            return words.replace(before + text[start:end], before)
    return words


def numbers_of(mark: str) -> Iterator[int]:
    """The numbers that a mark ("[1, 4-6]") means."""
    for part in mark[1:-1].split(","):
        first, *last = re.split(r"[\u2013-]", part.strip())
        until = int(last[0]) if last and last[0].strip() else int(first)
        yield from range(int(first), min(until, int(first) + _LONGEST_RANGE) + 1)


def _is_measure(text: str, found: re.Match[str]) -> bool:
    """Whether a bracket holds measured numbers, or may; entries are numbered from 1."""
    numbers = [int(number) for number in re.findall(r"\d+", found[1])]
    before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
    if 0 in numbers or _BEHIND.match(text, found.end()):
        return True
    if len(numbers) == 1:
        return _IS_EQUATION.search(before) is not None
    value = _VALUE.search(before)
    is_within = len(numbers) == 2 and value is not None and numbers[0] <= float(value[1]) <= numbers[1]
    return is_within or _IS_MEASURED.search(before) is not None
