"""Mechanical repairs of a claims file: each the fewest splices that do it, read back before anybody sees them."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from attrs import frozen

from claimcheck.claimfile.edit import IDENTIFIERS, work_identifiers
from claimcheck.claimfile.edited import Record, edited_file, plain_data
from claimcheck.claimfile.fields import meant_identifier
from claimcheck.claimfile.nodes import MapNode, Node, Positions, ScalarNode, SeqNode, start_of
from claimcheck.claimfile.places import Places, dash_line
from claimcheck.claimfile.render import scalar
from claimcheck.claimfile.splice import Splice, column_of, end_of, line_end, line_start, scalars, spliced
from claimcheck.errors import EditError
from claimcheck.model import Replacement

Place = tuple[int | None, int | None]
"""Line and column, from 1."""

_PLAIN = re.compile(r"[A-Za-z0-9][\w./;()<>~+-]*\w")
"""An identifier that needs no quotes, in a list in brackets neither."""
_LINE = re.compile("[^\r\n]+")


@frozen
class Mend:
    """What is done, in words, the characters that it changes, and `means`, which does the same to the claims as data."""

    title: str
    splices: tuple[Splice, ...]
    means: Callable[[], object]

    def touches(self, other: "Mend") -> bool:
        """Whether both change the same characters, or write at one place."""
        return any(one.start <= two.end and two.start <= one.end for one in self.splices for two in other.splices)


class Mending:
    """A claims file under repair: mends are looked for, some are taken, and `result` makes these.

    Looking for one raises `EditError` where nothing of that kind stands at the place (or what does, wants a person).
    """

    def __init__(self, data: bytes) -> None:
        self.file = edited_file(data)
        self.places = Places(self.file)
        self.positions = Positions("", self.file.text)
        self.meant: list[Record] = [plain_data(claim) for claim in self.file.claims]  # our own: it is changed
        self.taken: list[Mend] = []
        self._nodes = tuple(_records(self.file.claims, self.meant))
        self._records = {id(node): record for node, record in self._nodes}

    def take(self, mend: Mend) -> bool:
        """Whether it can be made together with those that were taken before."""
        if any(mend.touches(other) for other in self.taken):
            return False
        mend.means()
        self.taken.append(mend)
        return True

    def result(self) -> bytes:
        """The file with all that was taken. Raises `EditError` where it does not read back as it is meant."""
        return self.file.result([splice for mend in self.taken for splice in mend.splices], self.meant)

    def replacements(self, mend: Mend) -> tuple[Replacement, ...]:
        """A mend's splices by line and column."""
        made = ((self.positions.at(one.start), self.positions.at(one.end), one.text) for one in mend.splices)
        return tuple(
            Replacement(start.line or 1, start.column or 1, end.line or 1, end.column or 1, text)
            for start, end, text in made
        )

    # --- the mends ---------------------------------------------------------------------------------------------------

    def standard_form(self, where: Place) -> Mend:
        """An identifier in standard form and in its own field, where what is written leaves no doubt."""
        node, key, value = self._entry(where)
        meant = meant_identifier(key.value, value.value)
        if meant is None:
            raise EditError("what is written there is no identifier: correct it by hand")
        name, form = meant
        record, was = self._records[id(node)], key.value
        renamed = [] if name == was else [Splice(start_of(key), end_of(self.file.text, key), name)]

        def means() -> None:
            del record[was]
            record[name] = form

        return Mend(f"Write {name}: {form}", (*renamed, self._scalar(node, key, value, form)), means)

    def without_double(self, first: Place, second: Place) -> Mend:
        """Two citations of one work as one: that goes which says nothing but identifiers beyond the other, and these stay."""
        claim, cited = self._list_with("citations", second)
        found = {self._place(item): at for at, item in enumerate(cited.items)}
        if first not in found:
            raise EditError("the two citations do not stand in one claim")
        for keep, drop in ((found[first], found[second]), (found[second], found[first])):
            kept, dropped = cited.items[keep], self._records[id(cited.items[drop])]
            lost = _lost(self._records[id(kept)], dropped)
            if isinstance(kept, MapNode) and lost is not None:
                added = (self.places.added(kept, name, form) for name, form in lost.items())
                splices = (*added, *self.places.without_items(cited, drop, drop + 1))
                return Mend("Cite this work once", splices, partial(self._merge, claim, kept, lost, dropped))
        raise EditError("each of the two citations says something that the other does not: make one of them by hand")

    def _merge(self, claim: MapNode, kept: MapNode, lost: Record, dropped: Record) -> None:
        self._records[id(kept)].update(lost)
        _remove(self._records[id(claim)]["citations"], dropped)

    def set_aside(self, where: Place) -> Mend:
        """A waiver as a comment."""
        claim, waivers = self._list_with("waivers", where)
        at = next(at for at, item in enumerate(waivers.items) if self._place(item) == where)
        listed, waiver = self._records[id(claim)]["waivers"], self._records[id(waivers.items[at])]
        splices = tuple(self._commented(claim, waivers, at))
        return Mend("Make a comment of the waiver, which holds no more", splices, partial(_remove, listed, waiver))

    def requoted(self, where: Place, words: str) -> Mend:
        """Other words as a claim's quote."""
        for claim in self.file.claims:
            quote = claim.get("quote")
            if quote is not None and self._place(quote) == where:
                node, name = (quote, "exact") if isinstance(quote, MapNode) else (claim, "quote")
                key, value = _entry_of(node, name)
                splice, means = self._scalar(node, key, value, words), {name: words}
                return Mend(
                    "Take the article's words into the quote", (splice,), partial(self._records[id(node)].update, means)
                )
        raise EditError("no quote stands there")

    # --- where they stand --------------------------------------------------------------------------------------------

    def _place(self, node: Node) -> Place:
        """Where the reader says that a record or value stands."""
        where = self.positions.of_record(node)
        return where.line, where.column

    def _entry(self, where: Place) -> tuple[MapNode, ScalarNode, ScalarNode]:
        """The record, key and value of an identifier."""
        entries = ((node, key, value) for node, _ in self._nodes for key, value in node.entries)
        for node, key, value in entries:
            if not (isinstance(key, ScalarNode) and isinstance(value, ScalarNode) and key.value in IDENTIFIERS):
                continue
            if self._place(value) == where:
                return node, key, value
        raise EditError("no identifier stands there")

    def _list_with(self, name: str, where: Place) -> tuple[MapNode, SeqNode]:
        """The claim, and its list, in which a record stands."""
        for claim in self.file.claims:
            listed = claim.get(name)
            if isinstance(listed, SeqNode) and any(self._place(item) == where for item in listed.items):
                return claim, listed
        raise EditError(f"none of the {name} stands there")

    # --- what is written ---------------------------------------------------------------------------------------------

    def _scalar(self, node: MapNode, key: ScalarNode, found: ScalarNode, value: str) -> Splice:
        """Another value, in the quotes that are there."""
        start, end = start_of(found), end_of(self.file.text, found)
        if found.style == "'" and value.isprintable():
            return Splice(start, end, "'" + value.replace("'", "''") + "'")
        if found.style == '"':
            return Splice(start, end, f'"{value}"' if _PLAIN.fullmatch(value) else _quoted(value))
        if not found.style and key.value in IDENTIFIERS and _PLAIN.fullmatch(value):
            return Splice(start, end, value)
        return self.places.scalar(node, key, found, value)

    def _commented(self, claim: MapNode, waivers: SeqNode, at: int) -> Iterator[Splice]:
        text = self.file.text
        if not waivers.flow_style:
            start, end = dash_line(text, waivers, at), line_end(text, end_of(text, waivers.items[at]))
            yield from _comments(text, start, end, column_of(waivers))
            return
        key = next(key for key, value in claim.entries if value is waivers)
        start, end = line_start(text, start_of(key)), line_end(text, end_of(text, waivers))
        if len(waivers.items) > 1 or claim.flow_style or text[start : start_of(key)].strip():
            raise EditError("the waiver does not stand on lines of its own: remove it by hand")
        yield from _comments(text, start, end, column_of(key))


def with_word(data: bytes, where: Place, word: str) -> bytes:
    """The file with another word in the place of the key or value that begins there. Raises `EditError` where none does."""
    file = edited_file(data)
    positions = Positions("", file.text)
    for one in scalars(file.root):
        if (positions.of(one).line, positions.of(one).column) == where:
            there = Splice(start_of(one), end_of(file.text, one), word)
            return file.mark + spliced(file.text, [there]).encode("utf-8")
    raise EditError("no word stands there")


def _records(nodes: Iterable[Node], data: Iterable[Any]) -> Iterator[tuple[MapNode, Record]]:
    """Each record among the nodes, and in them, with its data."""
    for node, one in zip(nodes, data, strict=False):
        if isinstance(node, MapNode) and isinstance(one, dict):
            yield node, one
            named = [(value, one.get(key.value)) for key, value in node.entries if isinstance(key, ScalarNode)]
            yield from _records(*(zip(*named, strict=True) if named else ((), ())))
        elif isinstance(node, SeqNode) and isinstance(one, list):
            yield from _records(node.items, one)


def _entry_of(node: MapNode, name: str) -> tuple[ScalarNode, ScalarNode]:
    for key, value in node.entries:
        if isinstance(key, ScalarNode) and key.value == name and isinstance(value, ScalarNode):
            return key, value
    raise EditError(f"there is no {name} that can be changed")


def _lost(kept: Record, dropped: Record) -> Record | None:
    """The identifiers that would be lost with a citation; None where something else would be."""
    lost = {}
    for key, value in dropped.items():
        mine = kept.get(key)
        if value in (None, [], {}) or mine == value:
            continue
        if key in IDENTIFIERS and mine and work_identifiers({key: mine}) == work_identifiers({key: value}):
            continue
        if key not in IDENTIFIERS or mine:
            return None
        lost[key] = value
    return lost


def _remove(records: list[Record], record: Record) -> None:
    """Take this very record out of a list, and none that says the same."""
    del records[next(at for at, one in enumerate(records) if one is record)]


def _comments(text: str, start: int, end: int, column: int) -> Iterator[Splice]:
    """A mark before what is written on each line."""
    for line in _LINE.finditer(text, start, end):
        written = line[0].lstrip(" ")
        if written:
            offset = line.start() + min(column, len(line[0]) - len(written))
            yield Splice(offset, offset, "# ")


def _quoted(value: str) -> str:
    shown = scalar(value)
    return shown if shown.startswith('"') else f'"{shown}"'
