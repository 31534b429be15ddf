"""The blocks of a Markdown page as slices of its source: which lines belong together, without their markers.

Follows CommonMark 0.31 (section 4 and 5, and the parsing strategy of its appendix) with GitHub's tables, the usual
footnotes and lists of definitions. Only what the visible text and the numbers of items need is kept: tightness and the like are not.
"""

import re
from collections.abc import Callable

from attrs import define

from claimcheck.articles.html_blocks import html_block_end
from claimcheck.articles.lines import Block, BlockKind, Cursor, Place, cells
from claimcheck.articles.masks import BODY, BREAK, CLOSE, HIDDEN, OPEN, TITLE

MAX_DEPTH = 40
"""Deeper quotes and lists are read as text; nobody writes them."""

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_ATX_CLOSE = re.compile(r"(?:^|(?<=[ \t]))#+[ \t]*\Z")
_BLANKS = f" \t{HIDDEN}"
_SETEXT = re.compile(r"(=+|-+)[ \t]*\Z")
_THEMATIC = re.compile(r"([*_-])[ \t]*+(?:\1[ \t]*+){2,}\Z")
_FENCE = re.compile(r"(`{3,})[^`]*\Z|(~{3,})")
_ITEM = re.compile(r"([-+*]|([0-9]{1,9})[.)])(?=[ \t]|\Z)")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,200})\]:[ \t]*")
_DEFINITION = re.compile(r":(?=[ \t]+\S)")
_LONGEST_TERM = 80
_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")


@define(eq=False)
class _Container:
    """A block quote (`width` 0), or a list item, footnote or definition (of a `term`) whose lines are indented by `width` columns."""

    width: int = 0
    empty: bool = False
    note: str = ""
    place: Place | None = None
    term: Block | None = None


def scan_blocks(source: str, start: int = 0, *, indented_code: bool = True) -> tuple[list[Block], set[str]]:
    """The leaf blocks from an offset on, in order, and the names of the footnotes that are defined."""
    scanner = _Scanner(source, indented_code=indented_code)
    for match in _LINE.finditer(source, start):
        if match.start() < len(source):
            scanner.line(match.start(1), match.end(1))
    return scanner.blocks, scanner.footnotes


class _Scanner:
    """Reads line by line; `leaf` is the block that the next line may continue."""

    def __init__(self, source: str, *, indented_code: bool) -> None:
        self.source = source
        self.indented_code = indented_code
        self.blocks: list[Block] = []
        self.footnotes: set[str] = set()
        self.containers: list[_Container] = []
        self.leaf: Block | None = None
        self._opened = False  # whether this line opened a container

    def line(self, start: int, end: int) -> None:
        """Take one line, without its line ending."""
        cursor = Cursor(self.source, start, end)
        matched = self._match_containers(cursor)
        whole = matched == len(self.containers)
        if whole and self._continues_verbatim(cursor):
            return
        if self._open_blocks(cursor, matched):
            return
        first = cursor.indent()[1]
        if first == end:
            self._blank(matched)
        elif self._in_paragraph() or (self._is(BlockKind.TABLE) and whole):
            self._continue(first, end)
        else:
            self._close(matched)
            self._open(Block(BlockKind.PARAGRAPH, [(first, end)]))

    def _match_containers(self, cursor: Cursor) -> int:
        """How many of the open containers this line continues."""
        self._opened = False
        for number, container in enumerate(self.containers):
            indent, first = cursor.indent()
            blank = first == cursor.end
            if container.width == 0:
                if indent > 3 or blank or self.source[first] != ">":
                    return number
                self._enter_quote(cursor, first)
            elif (indent >= container.width and not blank) or (blank and not container.empty):
                cursor.skip_columns(container.width)
            else:
                return number
        return len(self.containers)

    @staticmethod
    def _enter_quote(cursor: Cursor, first: int) -> None:
        cursor.skip_to(first + 1)
        cursor.skip_columns(1)

    def _continues_verbatim(self, cursor: Cursor) -> bool:
        """Lines of fenced or indented code and of HTML are taken as they are."""
        leaf = self.leaf
        if leaf is None or leaf.kind not in (BlockKind.CODE, BlockKind.HTML):
            return False
        indent, first = cursor.indent()
        if leaf.kind is BlockKind.HTML:
            return self._continue_html(leaf, cursor, first)
        if leaf.fence:
            rest = self.source[first : cursor.end].rstrip(" \t")
            if indent < 4 and len(rest) >= len(leaf.fence) and rest == leaf.fence[0] * len(rest):
                self.leaf = None
                return True
            cursor.skip_columns(min(indent, leaf.indent))
        elif indent >= 4 or first == cursor.end:
            cursor.skip_columns(4)
        else:
            return False
        leaf.lines.append((cursor.position, cursor.end))
        return True

    def _continue_html(self, leaf: Block, cursor: Cursor, first: int) -> bool:
        if leaf.ends is None and first == cursor.end:
            self.leaf = None
            return True
        leaf.lines.append((cursor.position, cursor.end))
        if self._ends_here(leaf):
            self.leaf = None
        return True

    def _open_blocks(self, cursor: Cursor, matched: int) -> bool:
        """Open containers, and a leaf that takes the rest of the line; True where one did."""
        while True:
            indent, first = cursor.indent()
            if first == cursor.end:
                return False
            interrupts = self._is(BlockKind.PARAGRAPH) and matched == len(self.containers) and not self._opened
            if indent > 3 and self.indented_code:
                return self._open_indented_code(cursor, matched)
            if self._open_leaf(cursor, first, indent, matched, interrupts=interrupts):
                return True
            if len(self.containers) >= MAX_DEPTH or not self._open_container(
                cursor, first, indent, matched, interrupts
            ):
                return False

    def _open_indented_code(self, cursor: Cursor, matched: int) -> bool:
        if self._in_paragraph():
            return False
        self._close(matched)
        cursor.skip_columns(4)
        self._open(Block(BlockKind.CODE, [(cursor.position, cursor.end)]))
        return True

    def _open_leaf(self, cursor: Cursor, first: int, indent: int, matched: int, *, interrupts: bool) -> bool:
        opener = _LEAVES.get(self.source[first])
        block = opener(self, first, cursor.end, interrupts) if opener else None
        if block is None:
            return False
        block.indent = indent
        if block is not self.leaf:
            self._close(matched)
            self._open(block)
        if block.kind not in (BlockKind.CODE, BlockKind.HTML) or self._ends_here(block):
            self.leaf = None
        return True

    def _ends_here(self, block: Block) -> bool:
        """Whether the last line of a block of HTML has what ends it."""
        return block.ends is not None and block.ends.search(self.source, *block.lines[-1]) is not None

    def _heading(self, first: int, end: int, _interrupts: bool) -> Block | None:
        match = _ATX.match(self.source, first, end)
        if match is None:
            return None
        start = match.end()
        return Block(BlockKind.HEADING, [(start, self._heading_end(start, end))], level=len(match.group(1)))

    def _heading_end(self, start: int, end: int) -> int:
        content = self.source[start:end].rstrip(_BLANKS)
        found = _ATX_CLOSE.search(content)
        return start + len(content[: found.start()].rstrip(_BLANKS) if found else content)

    def _fence(self, first: int, end: int, _interrupts: bool) -> Block | None:
        match = _FENCE.match(self.source, first, end)
        return Block(BlockKind.CODE, fence=match.group(1) or match.group(2)) if match else None

    def _html(self, first: int, end: int, interrupts: bool) -> Block | None:
        found, ends = html_block_end(self.source, first, end, interrupts=interrupts)
        return Block(BlockKind.HTML, [(first, end)], ends=ends) if found else None

    def _directive(self, first: int, end: int, _interrupts: bool) -> Block | None:
        """A directive's line, or a tag's whose title reaches to its end; what follows is no part of it."""
        title = max(self.source.rfind(mark, first, end - 1) for mark in (OPEN, TITLE))
        is_open = title >= 0 and self.source.find(CLOSE, title, end) < 0
        return Block(BlockKind.DIRECTIVE, [(first, end)]) if is_open or self.source[first] == BREAK else None

    def _underline(self, first: int, end: int, interrupts: bool) -> Block | None:
        """An underlined heading, or a thematic break, which shows no text."""
        leaf = self.leaf
        match = _SETEXT.match(self.source, first, end)
        if match and interrupts and leaf is not None:
            leaf.kind, leaf.level = BlockKind.HEADING, 1 if match.group(1)[0] == "=" else 2
            return leaf
        return Block(BlockKind.HEADING) if _THEMATIC.match(self.source, first, end) else None

    def _open_container(self, cursor: Cursor, first: int, indent: int, matched: int, interrupts: bool) -> bool:
        if self.source[first] == ">":
            self._enter(_Container(), matched)
            self._enter_quote(cursor, first)
            return True
        if self.source[first] == BODY:
            self._enter(_Container(indent + 4), matched)
            cursor.skip_to(first + 1)
            return True
        footnote = _FOOTNOTE.match(self.source, first, cursor.end)
        if footnote:
            self.footnotes.add(footnote.group(1))
            self._enter(_Container(4, note=footnote.group(1)), matched)
            cursor.skip_to(footnote.end())
            return True
        if self.source[first] == ":" and (term := self._term(cursor, first, matched)):
            cursor.skip_to(first + 1)
            width = min(cursor.indent()[0], 4)
            cursor.skip_columns(width)
            self._enter(_Container(indent + 1 + width, term=term), matched)
            return True
        item = _ITEM.match(self.source, first, cursor.end)
        return item is not None and self._open_item(cursor, item, indent, matched, interrupts)

    def _term(self, cursor: Cursor, first: int, matched: int) -> Block | None:
        """The term that a line defines: that of the definition before, else the short line above, which is no sentence."""
        if not _DEFINITION.match(self.source, first, cursor.end) or self._opened or not self.blocks:
            return None
        if matched < len(self.containers):
            return self.containers[matched].term
        above = self.blocks[-1]
        shown = [self.source[start:end].rstrip() for start, end in above.lines]
        is_short = all(len(line) <= _LONGEST_TERM and line[-1:] not in ".!;," for line in shown)
        if above.kind is not BlockKind.PARAGRAPH or not (shown and is_short) or above.places != self._places():
            return None
        above.kind = BlockKind.TERM
        return above

    def _places(self) -> list[Place]:
        return [container.place for container in self.containers if container.place]

    def _open_item(self, cursor: Cursor, item: re.Match[str], indent: int, matched: int, interrupts: bool) -> bool:
        empty = not self.source[item.end() : cursor.end].strip(" \t")
        if interrupts and (empty or (item.group(2) is not None and int(item.group(2)) != 1)):
            return False
        cursor.skip_to(item.end())
        spaces = cursor.indent()[0]
        padding = 1 if empty or spaces > 4 else spaces
        cursor.skip_columns(padding)
        place = self._place(item.group(1), matched)
        self._enter(_Container(indent + len(item.group(1)) + padding, empty, place=place), matched)
        task = _TASK.match(self.source, cursor.position, cursor.end)
        if task:
            cursor.skip_to(task.end())
        return True

    def _place(self, marker: str, matched: int) -> Place:
        """The place of an item in its list, which goes on where the item before ended in the same character (section 5.3)."""
        before = None if self._opened or matched == len(self.containers) else self.containers[matched].place
        return Place(marker, before if before and before.marker[-1] == marker[-1] else None)

    def _enter(self, container: _Container, matched: int) -> None:
        if self._opened:
            self.leaf = None
        else:
            self._close(matched)
        self._opened = True
        self.containers.append(container)

    def _blank(self, matched: int) -> None:
        if not self._opened:
            open_ones = enumerate(self.containers[matched:], matched)
            self._close(next((n for n, one in open_ones if one.width == 0 or one.empty), len(self.containers)))
        self.leaf = None

    def _continue(self, first: int, end: int) -> None:
        leaf = self.leaf
        assert leaf is not None
        if leaf.kind is BlockKind.PARAGRAPH and self._begins_table(leaf, first, end):
            header = leaf.lines.pop()
            self.leaf = None
            self._open(Block(BlockKind.TABLE, [header]))
        else:
            leaf.lines.append((first, end))

    def _begins_table(self, leaf: Block, first: int, end: int) -> bool:
        line = self.source[first:end]
        if "|" not in line or not _DELIMITER_ROW.match(line):
            return False
        return len(cells(self.source, *leaf.lines[-1])) == len(cells(self.source, first, end))

    def _in_paragraph(self) -> bool:
        return self._is(BlockKind.PARAGRAPH) and not self._opened

    def _is(self, kind: BlockKind) -> bool:
        return self.leaf is not None and self.leaf.kind is kind

    def _open(self, block: Block) -> None:
        self.leaf = block
        self.blocks.append(block)
        for container in self.containers:
            container.empty = False
            block.note = container.note or block.note
            block.term = container.term or block.term
        block.places = self._places()

    def _close(self, depth: int) -> None:
        """Close the leaf, and the containers that this line does not continue."""
        self.leaf = None
        if not self._opened:
            del self.containers[depth:]


_Opener = Callable[[_Scanner, int, int, bool], Block | None]
_LEAVES: dict[str, _Opener] = {
    "#": _Scanner._heading,
    "`": _Scanner._fence,
    "~": _Scanner._fence,
    "<": _Scanner._html,
    HIDDEN: _Scanner._directive,
    BREAK: _Scanner._directive,
    **dict.fromkeys("=-*_", _Scanner._underline),
}
