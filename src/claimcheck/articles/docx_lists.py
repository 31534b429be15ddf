"""The numbers that Word shows before the paragraphs of its lists (ECMA-376 part 1, section 17.9)."""

import re
from collections.abc import Mapping

from attrs import define

from claimcheck.articles.builder import TextBuilder
from claimcheck.articles.docx_package import XmlTarget
from claimcheck.articles.docx_parts import Paragraph, Styles, Where, short, value_of

_MOST_BASES = 20


@define
class _Level:
    """A level of a list: from where it counts, in which digits, and what stands around the number."""

    start: int = 1
    digits: str = "decimal"
    shown: str = ""


class Lists(XmlTarget):
    """Takes the numbering part: the levels of the kinds of lists, and each list's kind and own starts."""

    def __init__(self) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._kinds: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._kind = self._list = ""
        self._level = 0
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = short(tag)
        if name == "w:abstractNum":
            self._kind, self._list = value_of(attributes, "abstractNumId"), ""
        elif name == "w:num":
            self._kind, self._list = "", value_of(attributes, "numId")
        elif name in ("w:lvl", "w:lvlOverride"):
            self._level = _integer(value_of(attributes, "ilvl"), 0)
        elif self._list:
            self._of_list(name, attributes)
        elif self._kind:
            self._of_kind(name, attributes)

    def _of_list(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "w:abstractNumId":
            self._kinds[self._list] = value_of(attributes, "val")
        elif name == "w:startOverride":
            self._starts[self._list, self._level] = _integer(value_of(attributes, "val"), 1)

    def _of_kind(self, name: str, attributes: Mapping[str, str]) -> None:
        level = self._levels.setdefault((self._kind, self._level), _Level())
        if name == "w:start":
            level.start = _integer(value_of(attributes, "val"), 1)
        elif name == "w:numFmt":
            level.digits = value_of(attributes, "val")
        elif name == "w:lvlText":
            level.shown = value_of(attributes, "val")

    def begin(self, builder: TextBuilder, paragraph: Paragraph, styles: Styles) -> None:
        """Begin the item that the next paragraph is, or end the list before it."""
        name = paragraph.list_id or _by_style(paragraph.style, styles)
        at, kind = _integer(paragraph.list_level, 0), self._kinds.get(name, "")
        level = self._levels.get((kind, at))
        if level is not None and level.digits != "none":
            builder.begin_item(at, self._number(name, kind, at, level))
        elif paragraph.where is not Where.JOINED:
            builder.end_items()

    def _number(self, name: str, kind: str, at: int, level: _Level) -> int | None:
        """An item's number, 0 where it is a letter or of several parts; None for a bullet."""
        if level.digits == "bullet":
            return None
        number = self._counted(name, kind, at, level)
        alone = level.digits == "decimal" and re.fullmatch(rf"\W*%{at + 1}\W*", level.shown)
        return number if alone else 0

    def _counted(self, name: str, kind: str, at: int, level: _Level) -> int:
        """Lists of one kind count on, unless a list has a start of its own; a deeper level begins anew."""
        own = self._starts.get((name, at)) if (name, at) not in self._begun else None
        self._begun.add((name, at))
        number = own if own is not None else self._counts.get((kind, at), level.start - 1) + 1
        self._counts[kind, at] = number
        for deeper in range(at + 1, 9):
            self._counts.pop((kind, deeper), None)
        return number


def _by_style(style: str, styles: Styles) -> str:
    for _ in range(_MOST_BASES):
        if style in styles.lists:
            return styles.lists[style]
        style = styles.bases.get(style, "")
    return ""


def _integer(written: str, default: int) -> int:
    return int(written) if re.fullmatch(r"[0-9]{1,6}", written) else default
