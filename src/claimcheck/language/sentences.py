"""Where sentences of articles and abstracts begin and end.

A sentence ends at its punctuation, and at every line break or tab, which part blocks, list items, table cells and the
labelled parts of an abstract. Full stops of abbreviations (`data/abbreviations.txt`), initials, decimal numbers and enumerations end
none. The rules work left to right with a bounded look around, so the time is linear in the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from claimcheck.language.reference_marks import LINK, MARK, SIGNS, hiding_links, references_end
from claimcheck.language.wordlist import DATA, read_sections

_LOOK_BACK = 40
_RAISED = "[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]"
# The mark of a reference behind a sentence's end: [1], 1, ¹, †, and any bracket right behind it ([@key], [who?]). A plain number only
# where it cannot be a decimal.
_REFERENCE = (
    rf"(?: ?(?:{MARK}|\[[0-9][0-9,;\u2013 -]{{0,40}}\])|\[[^\[\]\n]{{1,300}}\]|{LINK}+|{SIGNS}"
    rf"|{_RAISED}{{1,3}}(?:[,\u2013\u207b-]{_RAISED}{{1,3}}){{0,8}}"
    r"|(?:(?<=[a-z]{3}[.!?])|(?<=[A-Z]{2}[.!?])|(?<=[%)\]][.!?]))[0-9]{1,3}(?:[,\u2013-][0-9]{1,3}){0,8})"
)
_REFERENCES = rf"(?:(?=\S| \[)(?:{_REFERENCE}(?:[,;\u2013-](?=[\[{LINK}]))?){{1,6}})?"
_MARKS = r"=+^~|*_"  # of what is marked, inserted, raised or hidden, as dialects of Markdown write it
_QUOTES = r"\"'\u2018-\u201f\u00ab\u00bb\u2039\u203a"  # the same ones open in one language and close in another
CLOSING = rf"{_QUOTES})\]}}\u3009\u300b\u300d\u300f\u3011\uff09{_MARKS}"
"""What may close behind the end of a sentence, as a class of a pattern: quotation marks, brackets, markup."""
_CANDIDATE = re.compile(
    rf"(?<![.!?\u2026])(?P<stops>[.!?\u2026]++)(?P<within>{_REFERENCES})(?P<closing>[{CLOSING}]*+){_REFERENCES}"
    rf"(?=\s|\Z|(?<=\]|{_RAISED})[A-Z][a-z])"  # behind a mark the blank may be missing
    r"|[\u3002\uff01\uff1f]++[\u300d\u300f\u201d\u2019]*+"
)
_GLUED = re.compile(r"(?:(?<=[a-z]{3}[.!?])|(?<=[A-Z]{2}[.!?])|(?<=[%)\]][.!?]))[A-Z]")
"""Where a sentence ends at a mark without a blank behind it, of which the text shows nothing."""
_LAST_TOKEN = re.compile(r"(?:[^\W_]|(?<=\w)[.\-&'\u2019](?=\w))+\Z")
_NEXT_WORD = re.compile(
    rf"\s*[{_QUOTES}(\[{{\u00bf\u00a1\u3008\u300a\u300c\u300e\u3010\uff08{_MARKS}]*([^\W_]{{0,30}})"
)
_LIST_NUMBER = re.compile(r"(?:[0-9]{1,3}|[a-z]|[ivx]{1,5})\Z", re.IGNORECASE)
_CHUNK = re.compile(r"[^\n\t]+")
# "Vitamin C.", "hepatitis B.", "24 h.": a letter that is no initial; "0.76 v. 0.58" is none of these.
_LETTERED = re.compile(
    r"\b(?:vitamins?|provitamins?|hepatitis|h(?:a?)emophilia|influenza|proteins?|lipoprotein|immunoglobulin|coenzyme|"
    r"(?:botulinum )?toxin|cyclosporin|streptococcus|complex|receptor|strain|serotype|sub-?type|type|group|grade|class|"
    r"category|stage|factor|arm|phase|level|variant|panel|appendix|table|part|plan|option)\s+\w\Z"
    r"|(?-i:[0-9]\s?[a-uw-z]\Z)",
    re.IGNORECASE,
)


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every sentence, in order, without white space around; a heading or table cell counts as one."""
    return tuple((start, end) for start, _, end in sentence_parts(text))


def sentence_parts(
    text: str, links: Sequence[tuple[int, int]] = (), marks: Iterable[int] = ()
) -> tuple[tuple[int, int, int], ...]:
    """Start, the end of the words, and end with the references behind them.

    `links` are the words of links, which may be such; `marks` tell where marks stand of which nothing is shown.
    """
    shown = hiding_links(text, links) if links else text
    ends = sorted({at for at in marks if _GLUED.match(text, at)})
    return tuple(
        part
        for chunk in _CHUNK.finditer(shown)
        for start, end in pairwise((chunk.start(), *_within(ends, *chunk.span()), chunk.end()))
        for part in _split(shown, start, end)
    )


def _within(ends: list[int], start: int, end: int) -> list[int]:
    return ends[bisect_right(ends, start) : bisect_left(ends, end)]


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text in order, each verbatim."""
    return tuple(text[start:end] for start, end in sentence_spans(text))


@cache
def _abbreviations() -> Mapping[str, frozenset[str]]:
    return read_sections(DATA / "abbreviations.txt")


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    sentence_start = start
    for match in _CANDIDATE.finditer(text, start, end):
        if match.start() < sentence_start:  # in an address behind the sentence before
            continue
        until = references_end(text, match.end(), end)
        if _ends_sentence(text, match, sentence_start, until, end):
            yield from _stripped(text, sentence_start, _words_end(match), until)
            sentence_start = until
    yield from _stripped(text, sentence_start, end, end)


def _words_end(match: re.Match[str]) -> int:
    """Where a sentence ends without its references; what closes a quotation behind one stays with it."""
    if match["within"]:
        return match.end() if match["closing"] else match.end("stops")
    return match.end("closing") if match["stops"] else match.end()


def _stripped(text: str, start: int, stop: int, end: int) -> Iterator[tuple[int, int, int]]:
    piece = text[start:end]
    kept = piece.strip()
    if kept:
        begin = start + len(piece) - len(piece.lstrip())
        yield begin, min(stop, begin + len(kept)), begin + len(kept)


def _ends_sentence(text: str, match: re.Match[str], sentence_start: int, until: int, end: int) -> bool:
    mark = match.group()[0]
    if mark in "\u3002\uff01\uff1f":
        return True
    following = _NEXT_WORD.match(text, until, end)
    word = following.group(1) if following else ""
    if _begins_small(word):
        return False
    single_stop = mark == "." and match.group()[:2] != ".."
    return not single_stop or not _is_abbreviation(text, match.start(), sentence_start, word)


def _begins_small(word: str) -> bool:
    """Whether a word continues a sentence; "mRNA" and "pH" may begin one."""
    return word[:1].islower() and not any(letter.isupper() for letter in word[1:])


def _is_abbreviation(text: str, stop: int, sentence_start: int, next_word: str) -> bool:
    first = max(sentence_start, stop - _LOOK_BACK)
    found = _LAST_TOKEN.search(text, max(first, text.rfind(" ", first, stop)), stop)
    if found is None:
        return False
    token, words = found.group().lower(), _abbreviations()
    opens = not text[sentence_start : found.start()].strip("([ ")
    if token in words["never"] or (opens and _LIST_NUMBER.match(token)):
        return True
    if token in words["clock"]:
        return not next_word[:1].isalpha() or next_word.lower() in words["of the clock"]
    if token in words["number"] and not (len(token) == 1 and found.group().isupper()):
        return next_word[:1].isdigit()
    if token in words["starter"] or _is_lettered(token):
        named = len(token) == 1 and _LETTERED.search(text, first, stop)
        return not named and next_word.lower() not in words["starters"]
    return False


def _is_lettered(token: str) -> bool:
    """An initial ("j"), initials ("j.p", "j-p") or an abbreviation with inner full stops ("i.v", "u.s")."""
    if len(token) == 1:
        return token.isalpha()
    parts = token.replace("-", ".").split(".")
    return len(parts) > 1 and all(len(part) == 1 and part.isalpha() for part in parts)
