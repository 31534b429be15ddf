"""A claims file under edit: its claims as plain records, and the check that an edit did what was meant and nothing else."""

import codecs
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, TypeAlias

from yaml import MappingStartEvent

from claimcheck.claimfile.fields import BLOCK_STYLES
from claimcheck.claimfile.nodes import (
    MapNode,
    Node,
    ScalarNode,
    SeqNode,
    UnreadableError,
    decode,
    is_null,
    parse,
    start_of,
)
from claimcheck.claimfile.read import problems_of
from claimcheck.claimfile.splice import Splice, end_of, spliced
from claimcheck.errors import EditError

Record: TypeAlias = dict[str, Any]
"""A claim, or a part of one, as text, lists and records."""


class EditedFile:
    """A parsed claims file. Raises `EditError` for one that cannot be read."""

    def __init__(self, data: bytes) -> None:
        self.mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        try:
            self.text = decode(data)
            self.root = parse(self.text)
        except UnreadableError as error:
            raise EditError(f"the claims file cannot be edited: {error}") from None
        self.listed = self.root.get("claims") if isinstance(self.root, MapNode) else None
        """What stands there as the list of claims."""
        items = self.listed.items if isinstance(self.listed, SeqNode) else []
        self.claims = [
            one if isinstance(one, MapNode) else MapNode(MappingStartEvent(None, None, True)) for one in items
        ]
        """What is no record stands as an empty one, so that places agree."""

    @cached_property
    def records(self) -> list[Record]:
        """The claims as plain data."""
        return [plain_data(claim) for claim in self.claims]

    def result(self, splices: Iterable[Splice], meant: Sequence[Record]) -> bytes:
        """The bytes after the splices, if the claims read back as they are meant to, and all else is the same text."""
        changed = self._changed(meant)
        self._check_unambiguous(changed)
        try:
            data = self.mark + spliced(self.text, splices).encode("utf-8")
            after = edited_file(data)
        except (EditError, UnicodeEncodeError) as error:
            raise _refusal() from error
        if [_id(claim) for claim in after.claims] != [str(one.get("id")) for one in meant]:
            raise _refusal()
        for claim, wanted in zip(after.claims, meant, strict=True):
            if _id(claim) in changed and _without_empty(plain_data(claim)) != _without_empty(wanted):
                raise _refusal()
        if self._others(changed) != after._others(changed):
            raise _refusal()
        self._check_readable(after.claims, changed)
        return data

    def _changed(self, meant: Sequence[Record]) -> set[str]:
        """The ids of the claims that are not as they were."""
        before = {str(one.get("id")): one for one in self.records}
        after = {str(one.get("id")): one for one in meant}
        return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}

    def _others(self, changed: set[str]) -> list[tuple[type, str]]:
        """All nodes but the changed claims, each as its kind and its text: the same text there reads the same."""
        assert isinstance(self.root, MapNode)
        nodes = [node for entry in self.root.entries for node in entry if node is not self.listed]
        items = self.listed.items if isinstance(self.listed, SeqNode) else []
        nodes += [node for node in items if not isinstance(node, MapNode) or _id(node) not in changed]
        return [(type(node), self.text[start_of(node) : end_of(self.text, node)]) for node in nodes]

    def _check_unambiguous(self, changed: set[str]) -> None:
        """A record holds one value a key: of a key written twice, a change would lose what the other says."""
        for claim in self.claims:
            if _id(claim) in changed and (key := _repeated(claim)):
                raise EditError(f"the key {key} stands twice in {_id(claim)}: make it one, by hand")

    def _check_readable(self, claims: Sequence[MapNode], changed: set[str]) -> None:
        """An edit brings no problem into a file that was not there before."""
        known = {problem for claim in self.claims if _id(claim) in changed for problem in problems_of(claim)}
        for claim in claims:
            new = [one for one in (problems_of(claim) if _id(claim) in changed else ()) if one not in known]
            if new:
                raise EditError(f"{_id(claim)} cannot be changed so: {new[0]}")


@lru_cache(maxsize=2)
def edited_file(data: bytes) -> EditedFile:
    """A file before and after an edit: each is looked at more than once, and parsing takes most of the time."""
    return EditedFile(data)


def _refusal() -> EditError:
    return EditError("the claim is written in a way that cannot be edited safely: change it by hand")


def plain_data(node: Node) -> Any:
    """A node's data alone: text, lists and dicts. Line ends behind a block scalar do not count, as when it is read."""
    if isinstance(node, ScalarNode):
        if is_null(node):
            return None
        return node.value.rstrip("\n") if node.style in BLOCK_STYLES else node.value
    if isinstance(node, SeqNode):
        return [plain_data(item) for item in node.items]
    return {key.value if isinstance(key, ScalarNode) else id(key): plain_data(value) for key, value in node.entries}


def _repeated(node: Node) -> str:
    """A key that is written twice in a record, or in one inside it; "" where none is."""
    if isinstance(node, ScalarNode):
        return ""
    entries = node.entries if isinstance(node, MapNode) else []
    keys = [key.value for key, _ in entries if isinstance(key, ScalarNode)]
    twice = (key for key in keys if keys.count(key) > 1)
    inside = node.items if isinstance(node, SeqNode) else [value for _, value in entries]
    return next(chain(twice, filter(None, map(_repeated, inside))), "")


def _without_empty(value: Any) -> Any:
    """An empty list, an empty record, null and nothing written are the same."""
    if isinstance(value, dict):
        kept = {key: _without_empty(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, [], {})}
    return [_without_empty(item) for item in value] if isinstance(value, list) else value


def _id(claim: MapNode) -> str:
    node = claim.get("id")
    return node.value if isinstance(node, ScalarNode) and not is_null(node) else "None"
