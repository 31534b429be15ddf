"""What a claims file may hold at a place, read off its schema, so that completion knows what the reader knows."""

import json
from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files
from typing import Any

_Node = dict[str, Any]


class Shape:
    """The schema of claims files."""

    @cached_property
    def _root(self) -> _Node:
        text = files("claimcheck").joinpath("claims.schema.json").read_text(encoding="utf-8")
        loaded: _Node = json.loads(text)
        return loaded

    def fields(self, around: tuple[str, ...]) -> dict[str, str]:
        """The keys that a record may have, each with what it is for. `around` are the keys that the record stands below."""
        return {key: self._about(node) for key, node in self._properties(around).items()}

    def words(self, around: tuple[str, ...], key: str) -> list[str]:
        """The fixed words that a key may have as its value."""
        node = self._properties(around).get(key)
        ways = self._ways(node) if node else iter(())
        return [str(word) for way in ways for word in way.get("enum", ()) if word is not None]

    def _properties(self, around: tuple[str, ...]) -> dict[str, _Node]:
        nodes = [self._root]
        for key in around:
            nodes = [way["properties"][key] for way in self._all(nodes) if key in way.get("properties", {})]
        found: dict[str, _Node] = {}
        for way in self._all(nodes):
            found |= way.get("properties", {})
        return found

    def _all(self, nodes: list[_Node]) -> Iterator[_Node]:
        return (way for node in nodes for way in self._ways(node))

    def _ways(self, node: _Node) -> Iterator[_Node]:
        """All that a node may be: itself, what it refers to, its choices, and the items of a list."""
        yield node
        if "$ref" in node:
            yield from self._ways(self._root["$defs"][node["$ref"].rpartition("/")[2]])
        for part in ("anyOf", "oneOf", "allOf"):
            for choice in node.get(part, ()):
                yield from self._ways(choice)
        if isinstance(node.get("items"), dict):
            yield from self._ways(node["items"])

    def _about(self, node: _Node) -> str:
        return next((way["description"] for way in self._ways(node) if way.get("description")), "")
