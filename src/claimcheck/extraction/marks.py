"""Numbers in brackets: marks that name entries of a list of references, and what only looks like them.

Intervals, ranges, scores and sets stand in square brackets too. They are told by the words before, by a value that lies in
them, or by a unit behind; what may be either is no mark, so that it stays in the statement and no work is taken from it.
"""

import re
from collections.abc import Iterable, Iterator
from operator import attrgetter

from claimcheck.articles.base import Article, Link
from claimcheck.articles.superscript import raised_marks
from claimcheck.language.patterns import until
from claimcheck.language.reference_marks import DASH, KEYS, MORE, NAMED, NUMBERS, SIGNS, numbers_of, reference_words
from claimcheck.stretches import apart_from

NUMBERED = re.compile(rf"\[\s?{NAMED}?({NUMBERS}){MORE}\s?\](?:\s?[{DASH}]\s?\[{NUMBERS}\])?")
_ANY_NUMBERED = re.compile(rf"\s?(?:{NUMBERED.pattern}|\({NAMED}{NUMBERS}{MORE}\))")
_ROUND = re.compile(rf"(?<=[\w%)\]\"'\u201d\u2019.!?])\s?\(({NUMBERS}){MORE}\)(?=[.,;:!?](?:\s|\Z)|\s*(?:\n|\Z))")
_GLUED = re.compile(rf"[0-9]{{1,3}}(?:[,{DASH}][0-9]{{1,3}}){{0,8}}")
_BRACKET = re.compile(r"(?<=[\w.!?,;:%)\]\"'\u201d\u2019])(\s?)\[([^\[\]\n]{1,60})\](?!\w)")
_REMARK_DATE = re.compile(r"\s?[(,]?\s?(?:since |as of )?(?:[A-Z][a-z]{2,8} )?(?:19|20)\d\d\)?\Z")
_NOTE = re.compile(r"(?:nb|notes?|fn|n)\.?\s?\d{1,3}|[a-h]", re.IGNORECASE)
_KEYS = re.compile(rf"\s?{KEYS}|\s?\((?:see|cf\.?|e\.g\.|also|[\s,])*-?@[^()\n]{{1,300}}\)|\s-@[\w:.+/-]{{0,200}}\w")
_SIGN = re.compile(rf"(?<=[\w)\]%]){SIGNS}(?=[\s,.;:!?)]|\Z)")
_SIGN_BEHIND = re.compile(rf"(?<=[\w)\]%.!?,;:])(?:{SIGNS}|[\u00b9\u00b2\u00b3\u2074-\u2079])(?![\w*])")
_SIGN_BEFORE = re.compile(rf"(?:\A|(?<=\n\n))(?:{SIGNS}|[\u00b9\u00b2\u00b3\u2074-\u2079])(?=\s?\S)")
_ENDS_WORD = re.compile(r"(?:[a-z]{3}|[%)\]])[.,;:]?\Z")
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


def marks_in(article: Article) -> Iterator[tuple[int, int, str]]:
    """The marks in a text, in brackets, of raised characters, or of digits right behind a stop: start, end, and as written."""
    text = article.text
    for found in _ANY_NUMBERED.finditer(text):
        if not _is_measure(text, found):
            yield _written(found)
    for sentence in article.sentences:
        if glued := _GLUED.match(text, sentence.stop, sentence.end):
            yield glued.start(), glued.end(), f"[{glued.group()}]"
    yield from (mark for mark in raised_marks(text) if mark[2])


def round_marks(article: Article) -> Iterator[tuple[int, int, str]]:
    """What may be a mark in round brackets, behind its words and before a stop or the end of a block: "(2)", "(4\u20136)"."""
    is_apart = apart_from(article.headings)
    for found in _ROUND.finditer(article.text):
        if is_apart(*found.span()) and not _is_measure(article.text, found):
            yield _written(found)


def _written(found: re.Match[str]) -> tuple[int, int, str]:
    """A mark without the blank before it, with where it stands."""
    mark = found.group().lstrip()
    return found.end() - len(mark), found.end(), mark


def counts_from_one(marks: Iterable[str]) -> bool:
    """Whether the numbers of marks begin with 1, each new one being the next: a page that numbers its works as they come."""
    most = 0
    for number in (number for mark in marks for number in numbers_of(mark)):
        if number > most + 1:
            return False
        most = max(most, number)
    return most > 0


def without_marks(text: str) -> str:
    """A text without its marks, citation keys, signs of notes, and remarks as "[citation needed]"; measured numbers stay."""
    text = _ANY_NUMBERED.sub(lambda found: found.group() if _is_measure(text, found) else "", text)
    text = _BRACKET.sub(lambda found: "" if _is_remark(found[2], is_glued=not found[1]) else found.group(), text)
    return _without_raised(_SIGN.sub("", _KEYS.sub("", text)))


def _without_raised(text: str) -> str:
    """A text without the raised digits that are marks behind a word for sure."""
    for start, end, _ in reversed(list(raised_marks(text))):
        if _ENDS_WORD.search(text, max(0, start - _LOOK_BACK), start):
            text = text[:start] + text[end:]
    return text


def _is_remark(inside: str, *, is_glued: bool) -> bool:
    """Whether a bracket holds what an editor remarks, or the mark of a note right behind its word."""
    remark = _REMARK_DATE.sub("", inside.strip()).lower()
    return remark in reference_words()["editor"] or (is_glued and _NOTE.fullmatch(inside.strip()) is not None)


def signed_notes(article: Article) -> Iterator[tuple[int, int]]:
    """The blocks that begin with a sign (*, \u2020, a raised digit) which stands behind a word before: notes below a text."""
    text = article.text
    first: dict[str, int] = {}
    for found in _SIGN_BEHIND.finditer(text):
        first.setdefault(found.group(), found.start())
    for found in _SIGN_BEFORE.finditer(text):
        if first.get(found.group(), found.start()) < found.start():
            yield found.start(), until("\n\n", text, found.end())


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


def _is_measure(text: str, found: re.Match[str]) -> bool:
    """Whether a bracket holds measured numbers, or may; entries are numbered from 1."""
    if found[1] is None:
        return False  # "(refs 1,6)"
    numbers = [int(number) for number in re.findall(r"\d+", found[1])]
    before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
    if 0 in numbers or _BEHIND.match(text, found.end()):
        return True
    if len(numbers) == 1:
        return _IS_EQUATION.search(before) is not None
    value = _VALUE.search(before)
    is_within = len(numbers) == 2 and value is not None and numbers[0] <= float(value[1]) <= numbers[1]
    return is_within or _IS_MEASURED.search(before) is not None
