"""What references look like in a text: marks in brackets, identifiers, authors with a year, and labels such as "Source".

Shapes only. Whether a work stands behind one is told elsewhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from claimcheck.language.patterns import end_of
from claimcheck.language.wordlist import DATA, read_sections

DASH = "\u2010-\u2013\u2212-"
NUMBERS = rf"[0-9]{{1,3}}(?:(?:\s?[,;&{DASH}]\s?|,?\sand\s)[0-9]{{1,3}}){{0,60}}"
"""Numbers of entries: "1", "2,4-6", "1, 2 and 4"."""
NAMED = r"(?:[Rr]ef(?:s?\.?|erences?|s?\.? nos?\.)\s?)"
"""What says that they are such: "refs 1,6"."""
_PLACE = (
    r"(?:pp?\.?|[Pp]ages?|[Cc]h(?:ap(?:ter)?s?)?\.?|[Ss]ect?(?:ions?)?\.?|\u00a7{1,2}|[Ff]ig(?:ure)?s?\.?|[Tt]ables?|para\.?)"
    rf"\s?[0-9ivxlc]{{1,6}}(?:\s?[,{DASH}]\s?[0-9ivxlc]{{1,6}}){{0,4}}"
)
LOCATOR = rf"(?:[,;:]?\s?(?:\({_PLACE}\)|{_PLACE})|\s?:\s?[0-9]{{1,4}}(?:[,{DASH}]\s?[0-9]{{1,4}}){{0,4}})"
"""Where in a work: "p. 14", ":17"."""
MORE = rf"{LOCATOR}?(?:\s?;\s?{NUMBERS}{LOCATOR}?){{0,8}}"
"""What may follow the numbers of a mark."""
MARK = rf"\[\s?{NAMED}?{NUMBERS}{MORE}\s?\]"
KEYS = r"\[[^\[\]\n]{0,300}?(?<![\w@])@[^\[\]\n]{1,300}\]"
"""Pandoc's citations."""
SIGNS = r"[*\u2020\u2021\u00a7\u00b6]{1,4}"
"""Signs of notes: *, †, ‡."""
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
"""What stands before a year and is no name."""
LINK, _LAST_LINK = "\ue000", "\ue001"
"""What hides the words of a link that are a reference, and of one that is one at the end of its block."""
_YEAR = r"(?:(?:1[89]|20)[0-9]{2}[a-z]?|\((?:1[89]|20)[0-9]{2}[a-z]?\))"
_SMALL_NAME = r"(?:et al|and|und|&|of|for|the|on|van|von|de[rnls]?|di|da|l[ae]|el|al|ten?|colleagues)(?![\w])\.?"
AUTHORS = rf"[A-Z][\w'\u2019.-]*+(?:,?\s(?:[A-Z][\w'\u2019.-]*+|{_SMALL_NAME})){{0,12}},?\s(?:{_YEAR}(?:,\s?{_YEAR}){{0,4}}|{LINK}+)"
_IDENTIFIER = (
    r"(?:PMID:?\s{0,2}[1-9][0-9]{0,8}\b|(?:PMCID:?\s{0,2})?PMC[1-9][0-9]{2,9}\b"
    r"|(?:[Dd][Oo][Ii]:?\s{0,2})?10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,4}/[^\s<>]{1,300}|https?://[^\s<>]{1,1000})"
)
_LONGEST_LINK = 120

Span = tuple[int, int]


@cache
def reference_words() -> Mapping[str, frozenset[str]]:
    """The words of references by section."""
    return read_sections(DATA / "reference_words.txt")


_OPENS = re.compile(rf"\s{{1,3}}(?:[^\w\s()\[\]\"'\u201c\u2018.\u2026@{LINK}{_LAST_LINK}]{{1,3}}\s?)?")
"""A dash, an arrow or a picture may stand before a reference."""
_CLOSES = re.compile(r"(?:\s?[\u2192\u00bb\u203a\u2197])?(?:[,;/|\u00b7]|\.(?=\s|\Z))?")
_MAY_END = re.compile(r"\s*\Z|\s+(?![a-z]++(?!\w))")
_MARKS = re.compile(rf"(?:\s{{1,3}}{MARK}){{1,8}}")
_WORD = re.compile(r"[A-Za-z](?:[\w-]|\.(?=\w))*")
_AFTER_WORD = re.compile(r"\.?[ ,]{0,2}")
_COLON = re.compile(r"\s?[:\u2013-]\s?")
_BLANKS = re.compile(r"[ .\u00a0]*")
_PIECE = re.compile(rf"{_IDENTIFIER}|{AUTHORS}{LOCATOR}?|{LINK}+|-?@[\w:.-]{{1,80}}")
_THING = re.compile(rf"{_IDENTIFIER}|{LINK}+|{KEYS}")
_BETWEEN = re.compile(r"\s?[.,:;/|&\u00b7\u2013-]?\s?")
_OPEN_BRACKET, _CLOSED_BRACKET = re.compile(r"[(\[]{1,2}\s?"), re.compile(r"\s?\.?[)\]]{1,2}")
_REST_OF_BRACKET = re.compile(r"[^()\[\]\n]{1,200}")
_NUMBERED = re.compile(rf"{NUMBERS}{MORE}")
_NAMED_AT_END = re.compile(
    rf"{MARK}|(?:{AUTHORS}|{NUMBERS}|[^\n]{{0,300}}?(?:{_IDENTIFIER}|{LINK}+)[)\]]?)(?=\.?\s*\Z)"
)
_LAST = re.compile(rf"(?:{_LAST_LINK}+|\({NUMBERS}\))(?=\.?\s*\Z)")
_AROUND_LINK = " \u2192\u00bb\u203a\u2197:\u2013-"
_LINK_OF_WORK = re.compile(
    rf"{NUMBERS}|[12][0-9]{{3}}|[A-Z]{{2,6}}|{AUTHORS}(?:[,.;:]?\s?[A-Z(][\w&.)-]*){{0,8}}"
    r"|(?:[A-Z][\w'\u2019.-]*\s|[0-9]{4}\s){1,5}(?i:study|studies|trial|review|paper|article|report|guidelines?|rct|meta-analysis)"
)
_TITLE_WORD = r"(?:[^\sa-z][^\s]*|of|the|and|in|for|on|et|al\.?)"
_TITLE = re.compile(rf"{_TITLE_WORD}(?:\s{_TITLE_WORD}){{0,7}}")
_MOST = 8
_LONGEST_RANGE = 20
_ANY_LOCATOR = re.compile(LOCATOR)
_ONE_OR_RANGE = re.compile(rf"([0-9]+)(?:\]?\s?[{DASH}]\s?\[?([0-9]+))?")


def references_end(text: str, at: int, end: int) -> int:
    """Where the references end that stand loosely behind a sentence, in a text in which `hiding_links` hid the words of links.

    `at` where none do, or where the words go on in small letters: "Source reported that".
    """
    ends = list(_ends_of_items(text, at, end))
    return next((place for place in reversed(ends) if _MAY_END.match(text, place, end)), at)


def _ends_of_items(text: str, at: int, end: int) -> Iterator[int]:
    if marks := _MARKS.match(text, at, end):
        yield marks.end()
        return
    for _ in range(_MOST):
        opening = _OPENS.match(text, at, end)
        found = _item_end(text, opening.end(), end) if opening else 0
        if not found:
            return
        at = end_of(_CLOSES, text, found, end)
        yield at


def _item_end(text: str, at: int, end: int) -> int:
    """The end of one reference behind its label, if it has one; 0 where none stands there."""
    if found := _unlabelled_end(text, at, end):
        return found
    behind, has_colon = _behind_label(text, at, end)
    if behind == at:
        return 0
    return _unlabelled_end(text, behind, end) or (_thing_end(_NAMED_AT_END, text, behind, end) if has_colon else 0)


def _unlabelled_end(text: str, at: int, end: int) -> int:
    return _thing_end(_THING, text, at, end) or _thing_end(_LAST, text, at, end) or _bracket_end(text, at, end)


def _bracket_end(text: str, at: int, end: int) -> int:
    """The end of a bracket that holds nothing but references, or what a label announces; 0 for any other."""
    opening = _OPEN_BRACKET.match(text, at, end)
    if opening is None:
        return 0
    begin = opening.end()
    for read in (_pieces_end, _announced_end, _remark_end):
        inside = read(text, begin, end)
        if inside > begin and (closing := _CLOSED_BRACKET.match(text, inside, end)):
            return closing.end()
    return 0


def _announced_end(text: str, at: int, end: int) -> int:
    """The end of what a label announces in its bracket: "refs 1,6", "Source: NHS"."""
    behind, has_colon = _behind_label(text, at, end)
    told = _NUMBERED.match(text, behind, end) or (has_colon and _REST_OF_BRACKET.match(text, behind, end))
    return told.end() if told and behind > at else at


def _remark_end(text: str, at: int, end: int) -> int:
    """The end of an editor's remark: "citation needed"."""
    rest = _REST_OF_BRACKET.match(text, at, end)
    return rest.end() if rest and rest.group().lower() in reference_words()["editor"] else at


def _pieces_end(text: str, at: int, end: int) -> int:
    """The end of a run of references and words of their labels."""
    last = at
    for _ in range(2 * _MOST):
        found = _thing_end(_PIECE, text, at, end) or _label_end(text, at, end)
        if found == at:
            break
        last = found
        at = end_of(_BETWEEN, text, last, end)
    return last


def _behind_label(text: str, at: int, end: int) -> tuple[int, bool]:
    """Where what a label announces begins, `at` where no label stands, and whether a colon stands between."""
    after = _label_end(text, at, end)
    if after == at:
        return at, False
    behind = end_of(_COLON, text, after, end)
    return (behind, True) if behind > after else (end_of(_BLANKS, text, after, end), False)


def _label_end(text: str, at: int, end: int) -> int:
    """The end of the words of a label that begins here, `at` where there are none."""
    last, words = at, reference_words()["label"]
    for _ in range(_MOST + 1):
        found = _WORD.match(text, at, end)
        if found is None or found.group().lower() not in words:
            break
        last = found.end()
        at = end_of(_AFTER_WORD, text, last, end)
    return last


def _thing_end(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    """The end of what fits here, of an address without the punctuation around it; 0 where nothing does."""
    found = pattern.match(text, at, end)
    if found is None:
        return 0
    is_address = "/" in found.group() and LINK not in found.group()
    return at + len(found.group().rstrip(".,;:)]")) if is_address else found.end()


def hiding_links(text: str, links: Sequence[Span]) -> str:
    """A text of the same length in which the words of links are hidden that are nothing but a reference: "Source", "1", "Smith 2019"."""
    pieces, position = list[str](), 0
    for start, end in sorted(links):
        words = text[start:end].rstrip(".!?")
        if start < position or not 0 < len(words) <= _LONGEST_LINK or "\n" in words:
            continue
        if sign := _sign_of(text, start, start + len(words), end):
            pieces += [text[position:start], sign * len(words)]
            position = start + len(words)
    return "".join((*pieces, text[position:])) if pieces else text


def _sign_of(text: str, start: int, end: int, until: int) -> str:
    """What hides a link's words: one sign for a reference, another for what may be one at the end of its block, "" for other words."""
    words = text[start:end].strip(_AROUND_LINK)
    in_brackets = text[start - 1 : start] in ("(", "[") and text[until : until + 1] in (")", "]")
    if in_brackets or _names_work(words) or _names_work(words.strip("()[]")):
        return LINK
    line_ends = not text[until : until + 3].partition("\n")[0].strip(" .)]")
    return _LAST_LINK if line_ends and _TITLE.fullmatch(words) else ""


def _names_work(words: str) -> bool:
    """Whether words are all a reference: numbers, authors and a year, a label, an identifier."""
    return bool(words) and (
        _LINK_OF_WORK.fullmatch(words) is not None or _pieces_end(words, 0, len(words)) == len(words)
    )


def numbers_of(mark: str) -> Iterator[int]:
    """The numbers that a mark ("[1, 4-6]", "[refs 2 and 3]", "[2, p. 14]") means; of a range that is too long the first ones."""
    for first, last in _ONE_OR_RANGE.findall(_ANY_LOCATOR.sub("", mark)):
        yield from range(int(first), min(int(last or first), int(first) + _LONGEST_RANGE) + 1)
