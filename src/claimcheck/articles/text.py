"""Plain text articles: paragraphs parted by empty lines, headings and list items without markup."""

import re
from collections.abc import Container, Iterator
from itertools import groupby

from claimcheck.articles.base import Article
from claimcheck.articles.builder import BLOCK_BREAK, TextBuilder

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_ITEM = re.compile(r"\s*(?:[-*+\u2022\u2023\u25aa\u25e6\u2013]|\(?(?:[0-9]{1,3}|[a-z])[.)])\s+(?=\S)")
_NUMBER = re.compile(r"\s*\(?([0-9]{1,3})[.)]")
_RULE = re.compile(r"\s*([-=_*~#+])\1{2,}\s*")
_TERMINAL = ("-", ".", "!", "?", ":", ";", ",", "\u2026", "\u3002")
_HEADING_LIMIT = 120
_WORD = re.compile(r"\w+(?:-\w+)*")
_ENDS_IN_HYPHEN = re.compile(r"-[ \t]*+[\r\n]")
_BREAK = re.compile(r"(?<!\w)\w++-[ \t]*+(?:\r\n|\n|\r)[ \t]*+\w+")
_BEFORE_BREAK = re.compile(r"(?:(?<![\w-])(?P<word>[a-z]{2,})|\w)-\Z")
_BEHIND_BREAK = re.compile(r"\s*(\w+)(?P<more>-\w)?")
_LEFT_OUT = ("and", "or", "nor", "to", "but", "versus", "vs")
"""What stands behind a hyphen for a word that follows only later: "short- and long-term"."""


def parse_text(text: str, path: str = "") -> Article:
    """Read plain text. The title is the first paragraph where that is one short line without a full stop."""
    builder = TextBuilder(text.removeprefix("\ufeff"))
    title = ""
    is_broken = _ENDS_IN_HYPHEN.search(builder.source)
    words = frozenset(_WORD.findall(_BREAK.sub("", builder.source).lower()) if is_broken else ())
    for number, block in enumerate(_blocks(builder.source)):
        _add_block(builder, block, words)
        if number == 0 and len(block) == 1:
            title = _heading(builder.text_from(0))
    return builder.build(path, title)


def _heading(line: str) -> str:
    shown = line.strip()
    return shown if len(shown) <= _HEADING_LIMIT and not shown.endswith(_TERMINAL) else ""


def _blocks(source: str) -> Iterator[list[tuple[int, str]]]:
    """Paragraphs, headings and list items as lines with their offsets."""
    for lines in _paragraphs(source):
        width = max(len(line) for _, line in lines)
        block: list[tuple[int, str]] = []
        in_list = False
        for offset, line in lines:
            item = _ITEM.match(line)
            in_list = in_list or (item is not None and item.group().strip() in "-*+\u2022\u2023\u25aa\u25e6")
            if block and ((item and in_list) or _is_heading_before(block, line, width)):
                yield block
                block = []
            in_list = in_list or (item is not None and not block)
            block.append((offset, line))
        yield block


def _paragraphs(source: str) -> Iterator[list[tuple[int, str]]]:
    lines = ((match.start(), match[1]) for match in _LINE.finditer(source))
    for is_text, group in groupby(lines, key=lambda line: line[1].strip() and not _RULE.fullmatch(line[1])):
        if is_text:
            yield list(group)


def _is_heading_before(block: list[tuple[int, str]], line: str, width: int) -> bool:
    """Whether `block` is a heading: one short line, broken although the next line's first word had room on it."""
    if len(block) > 1:
        return False
    heading, first_word = block[0][1].strip(), line.split(maxsplit=1)[0]
    fits = len(heading) + 1 + len(first_word) <= width
    return bool(_heading(heading)) and not _ITEM.match(block[0][1]) and fits and not first_word[0].islower()


def _add_block(builder: TextBuilder, block: list[tuple[int, str]], words: Container[str]) -> None:
    """Append a block; `words` are those of the page, where lines of it end within words."""
    builder.separate(BLOCK_BREAK)
    first = block[0][1]
    if _ITEM.match(first):
        number = _NUMBER.match(first)
        builder.begin_item(len(first) - len(first.lstrip()), int(number[1]) if number else None)
    else:
        builder.end_items()
    for at, (offset, line) in enumerate(block):
        marker = _ITEM.match(line) if at == 0 else None
        begin = marker.end() if marker else len(line) - len(line.lstrip())
        shown = line[begin:].rstrip()
        hyphen = _hyphen(shown, block[at + 1][1], words) if shown[-1] == "-" and at + 1 < len(block) else None
        shown = shown[:-1] if hyphen == "" else shown
        builder.add(shown.replace("\t", " "), offset + begin)
        if hyphen is None:
            builder.separate(" ")


def _hyphen(line: str, following: str, words: Container[str]) -> str | None:
    """What a reader sees where a line ends in a hyphen: the hyphen; nothing where the page has the word without one elsewhere, and not
    with it; None where more than the word's end follows.
    """
    before, behind = _BEFORE_BREAK.search(line), _BEHIND_BREAK.match(following)
    if not (before and behind) or behind[1] in _LEFT_OUT:
        return None
    one, other = before["word"] or "", behind[1]
    if not one or behind["more"] or not other.islower():
        return "-"
    return "" if f"{one}{other}" in words and f"{one}-{other}" not in words else "-"
