"""Where in a claims file a change goes: from records as they are written to records as they are meant, as the fewest splices.

Lists and records are changed item by item and key by key, in the style that is there; new keys stand in the order of the format.
"""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any

from claimcheck.claimfile.edited import EditedFile, Record, plain_data
from claimcheck.claimfile.fields import BLOCK_STYLES
from claimcheck.claimfile.nodes import MapNode, Node, ScalarNode, SeqNode, is_null, start_of
from claimcheck.claimfile.render import EMPTY, ORDER, flow, item_lines, rendered
from claimcheck.claimfile.splice import (
    Splice,
    after,
    column_of,
    comments_in,
    cut_lines,
    end_of,
    head_comment,
    line_end,
    line_start,
    lines_at,
)
from claimcheck.errors import EditError
from claimcheck.stretches import between

_IDENTITIES = ("id", "pmid", "doi", "pmcid", "url", "rule")
"""What an item of a list is known by: the first of these that it has."""


class Places:
    """The splices that make one file's claims what is meant."""

    def __init__(self, file: EditedFile) -> None:
        self.text = file.text
        self.file = file

    def changes(self, meant: list[Record]) -> list[Splice]:
        """Of all claims."""
        root, listed = self.file.root, self.file.listed
        is_empty = (
            is_null(listed) if isinstance(listed, ScalarNode) else isinstance(listed, SeqNode) and not listed.items
        )
        if listed is not None and is_empty and isinstance(root, MapNode) and not root.flow_style:
            return self._first_claims(listed, _item_lines(meant, column_of(root) + 2, inline=False))
        if not isinstance(listed, SeqNode):
            raise EditError("the claims file has no list of claims: mend it by hand")
        return list(self._items(listed, meant, "claims"))

    def _first_claims(self, nothing: Node, lines: list[str]) -> list[Splice]:
        """Lines below the key of the claims, in the place of what says that there are none."""
        end = end_of(self.text, nothing)
        start = len(self.text[: start_of(nothing)].rstrip(" "))
        return [Splice(start, end, ""), lines_at(self.text, line_end(self.text, end), lines)]

    # --- a record -------------------------------------------------------------------------------------------------

    def _record(self, node: MapNode, meant: Record) -> Iterator[Splice]:
        written = [key.value if isinstance(key, ScalarNode) else "" for key, _ in node.entries]
        for place, (_, value) in enumerate(node.entries):
            wanted = meant.get(written[place])
            if written[place] and wanted != plain_data(value):
                yield from self._value(node, place, wanted)
        for key in sorted((key for key in meant if key not in written and _is_said(meant[key])), key=_rank):
            yield self.added(node, key, meant[key])

    def _value(self, node: MapNode, place: int, wanted: Any) -> Iterator[Splice]:
        key, found = node.entries[place]
        assert isinstance(key, ScalarNode)
        if wanted == [] and isinstance(found, SeqNode) and found.flow_style:
            yield from self.without_items(found, 0, len(found.items))
        elif not _is_said(wanted):
            yield from () if is_null(found) else self._without(node, place)
        elif isinstance(found, MapNode) and isinstance(wanted, dict) and found.entries:
            yield from self._record(found, wanted)
        elif isinstance(found, SeqNode) and isinstance(wanted, list) and _can_be_diffed(found, wanted):
            yield from self._items(found, wanted, key.value)
        elif isinstance(found, ScalarNode):
            yield self.scalar(node, key, found, wanted)
        else:
            yield self._replaced(key, found, wanted)

    def scalar(self, node: MapNode, key: ScalarNode, found: ScalarNode, wanted: Any) -> Splice:
        """Another value in the place of a word, number or text."""
        text, start = self.text, start_of(found)
        if is_null(found) and _are_records(wanted) and start == end_of(text, found) and not node.flow_style:
            return lines_at(text, line_end(text, start), self._list_lines(node, key.value, wanted))
        end = start + len(text[start : end_of(text, found)].rstrip("\r\n"))
        kept = head_comment(text, found) if found.style in BLOCK_STYLES else ""
        return Splice(start, end, (" " if start == end else "") + rendered(key.value, wanted) + kept)

    def _replaced(self, key: ScalarNode, found: Node, wanted: Any) -> Splice:
        """A list or record that becomes something else, in one line."""
        start, end = end_of(self.text, key), end_of(self.text, found)
        if comments_in(self.text, found, start, end):
            raise EditError(f"a comment stands in {key.value}: change it by hand")
        return Splice(start, end, f": {rendered(key.value, wanted)}")

    def added(self, node: MapNode, key: str, value: Any) -> Splice:
        """A new key behind those that stand before it in the format."""
        text = self.text
        before = [
            entry for entry in node.entries if isinstance(entry[0], ScalarNode) and _rank(entry[0].value) < _rank(key)
        ]
        last = (before or node.entries)[-1]
        if node.flow_style:
            place = end_of(text, last[1])
            return Splice(place, place, f", {key}: {rendered(key, value)}")
        column = column_of(node)
        if not _are_records(value):
            return lines_at(text, _end_line(text, last), [" " * column + f"{key}: {rendered(key, value)}"])
        lines = [" " * column + f"{key}:", *self._list_lines(node, key, value)]
        is_last = last is node.entries[-1]
        return lines_at(text, after(text, node, column - 1) if is_last else _end_line(text, last), lines)

    def _without(self, node: MapNode, place: int) -> Iterator[Splice]:
        """A key with its value; comments that are not its own stay."""
        text = self.text
        key, value = node.entries[place]
        start, end = start_of(key), _end_line(text, (key, value))
        if node.flow_style or text[line_start(text, start) : start].strip():
            yield self._without_inline(node, place)
            return
        kept = comments_in(text, value, end_of(text, key), end)
        pad = " " * column_of(key)
        yield cut_lines(text, line_start(text, start), end, [pad + one for one in kept])

    def _without_inline(self, node: MapNode, place: int) -> Splice:
        """A key in one line with others, or the first behind a dash."""
        starts = [start_of(key) for key, _ in node.entries]
        ends = [end_of(self.text, value) for _, value in node.entries]
        if place and node.flow_style:
            return Splice(ends[place - 1], ends[place], "")
        return Splice(starts[place], starts[place + 1] if place + 1 < len(starts) else ends[place], "")

    # --- a list ---------------------------------------------------------------------------------------------------

    def _items(self, node: SeqNode, meant: list[Any], key: str) -> Iterator[Splice]:
        written = [plain_data(item) for item in node.items]
        matcher = SequenceMatcher(None, [*map(identity, written)], [*map(identity, meant)], autojunk=False)
        for tag, low, high, first, last in matcher.get_opcodes():
            if tag == "equal":
                for item, wanted in zip(node.items[low:high], meant[first:last], strict=True):
                    if isinstance(item, MapNode) and plain_data(item) != wanted:
                        yield from self._record(item, wanted)
                continue
            yield from self.without_items(node, low, high)
            if first < last:
                yield self._inserted(node, high, meant[first:last], key)

    def _inserted(self, node: SeqNode, place: int, items: list[Any], key: str) -> Splice:
        """Items before the one at that place now."""
        text = self.text
        if node.flow_style:
            told = ", ".join(rendered(key, item) for item in items)
            if place:
                return Splice(end_of(text, node.items[place - 1]), end_of(text, node.items[place - 1]), f", {told}")
            start = start_of(node) + 1
            return Splice(start, start, told + (", " if node.items else ""))
        column = column_of(node)
        inline = any(isinstance(item, MapNode) and item.flow_style for item in node.items)
        lines = _item_lines(items, column, inline=inline)
        if place and _is_spaced(text, node):
            lines = [line for item in items for line in ["", *_item_lines([item], column, inline=inline)]]
        offset = after(text, node.items[place - 1], column) if place else dash_line(text, node, 0)
        return lines_at(text, offset, lines)

    def without_items(self, node: SeqNode, low: int, high: int) -> Iterator[Splice]:
        """A list without some of its items."""
        text, items = self.text, node.items
        if not node.flow_style:
            yield from (self._without_lines(node, place) for place in range(low, high))
        elif low < high:
            start = end_of(text, items[low - 1]) if low else start_of(items[low])
            end = end_of(text, items[high - 1])
            if not low and high < len(items):
                end = start_of(items[high])
            if any(comments_in(text, item, start_of(item), end_of(text, item)) for item in items[low:high]) or (
                "#" in _between(text, items, start, end)
            ):
                raise EditError("a comment stands in what is to be removed: remove it by hand")
            yield Splice(start, end, "")

    def _without_lines(self, node: SeqNode, place: int) -> Splice:
        text, item = self.text, node.items[place]
        start, end = dash_line(text, node, place), line_end(text, end_of(text, item))
        kept = [" " * column_of(node) + comment for comment in comments_in(text, item, start, end)]
        if _is_spaced(text, node) and place and not kept:
            start -= len(_blank_before(text, start))
        return cut_lines(text, start, end, kept)

    def _list_lines(self, node: MapNode, key: str, items: list[Any]) -> list[str]:
        return _item_lines(items, self._dash_column(node), inline=key == "rejected")

    def _dash_column(self, node: MapNode) -> int:
        """Where this file would put a dash below a key of the record: as in its other claims, or as with its claims."""
        for claim in self.file.claims:
            for value in (claim.get(name) for name in ("citations", "rejected", "waivers")):
                if isinstance(value, SeqNode) and not value.flow_style:
                    return column_of(node) + column_of(value) - column_of(claim)
        claims = self.file.listed
        return column_of(node) + max(column_of(claims) - column_of(self.file.root) if claims else 0, 0)


def _rank(key: str) -> int:
    return ORDER.get(key, len(ORDER))


def identity(item: Any) -> str:
    """What an item of a list is known by: among claims, citations, rejections (each person's own) or waivers, or as a word."""
    if isinstance(item, dict):
        by = f" {item['by']}" if item.get("by") and item.get("pmid") else ""
        return next((f"{key} {item[key]}{by}" for key in _IDENTITIES if item.get(key)), repr(item))
    return repr(item)


def _is_said(value: Any) -> bool:
    return value is EMPTY or value not in (None, [], {})


def _are_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _can_be_diffed(node: SeqNode, wanted: list[Any]) -> bool:
    """Lists of records item by item; lists of words are written anew."""
    return not node.items or (isinstance(node.items[0], MapNode) and _are_records(wanted))


def _item_lines(items: Iterable[Any], column: int, *, inline: bool) -> list[str]:
    if inline:
        return [" " * column + f"- {flow(item)}" for item in items]
    return [line for item in items for line in item_lines(item, column)]


def _end_line(text: str, entry: tuple[Node, Node]) -> int:
    """The line behind a key and its value, and the comments that are indented deeper than the key."""
    key, value = entry
    return line_end(text, end_of(text, key)) if is_null(value) else after(text, value, column_of(key))


def _between(text: str, items: list[Node], start: int, end: int) -> str:
    """What stands between two offsets outside the items of a list."""
    spans = [(start_of(item), end_of(text, item)) for item in items]
    inside = [span for span in spans if span[0] >= start and span[1] <= end]
    return "".join(text[low:high] for low, high in between(inside, start, end))


def dash_line(text: str, node: SeqNode, place: int) -> int:
    """Where the line with an item's dash begins."""
    column = column_of(node)
    start = line_end(text, end_of(text, node.items[place - 1])) if place else line_start(text, start_of(node))
    dash = f"{' ' * column}-"
    offset = line_start(text, start_of(node.items[place]))
    while offset > start and not text.startswith(dash, offset):
        offset = line_start(text, offset - 1)
    if not text.startswith(dash, offset):
        raise EditError("what is to be changed does not stand on lines of its own: change it by hand")
    return offset


def _is_spaced(text: str, node: SeqNode) -> bool:
    """Whether blank lines stand between the items."""
    return len(node.items) > 1 and bool(_blank_before(text, dash_line(text, node, len(node.items) - 1)))


def _blank_before(text: str, offset: int) -> str:
    """The blank lines that end at the beginning of a line."""
    before = text[:offset]
    kept = before.rstrip()
    first = line_end(text, len(kept)) if kept else 0
    return before[first:]
