"""Where in a claims file a cursor stands, by indentation: a line that is being typed is no YAML yet, and just then help is wanted."""

import re
from collections.abc import Sequence

from attrs import frozen

_ENTRY = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<key>\w+)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_ITEM = re.compile(r"(?P<indent> *)(?P<dashes>(?:-(?: +|$))+)")
_BEGUN = re.compile(r" *(?:- +)*(?P<word>\w*)$")
_FLOW = re.compile(r" *(?:- +)*(?:(?P<key>\w+)[ \t]*:[ \t]+)?\[?\{")
_FLOW_VALUE = re.compile(r"\s*(?P<key>\w+)[ \t]*:[ \t]+(?P<value>.*)$")


@frozen
class Cursor:
    """The keys around the cursor, outermost first; the key whose value is typed ("" where a key is); what is typed of it."""

    around: tuple[str, ...]
    key: str
    typed: str


def keys_around(lines: Sequence[str], line: int) -> tuple[str, ...]:
    """The keys that a line stands below, outermost first. `line` counts from 1."""
    limit, found = _limit(lines[line - 1]), list[str]()
    for text in reversed(lines[: line - 1]):
        entry, item = _ENTRY.match(text), _ITEM.match(text)
        if entry and entry.start("key") < limit:
            found.insert(0, entry["key"])
            limit = entry.start("key")
        if item and item.end("indent") < limit:
            limit = item.end("indent") + 1  # a list may stand at the column of its key
    return tuple(found)


def cursor_at(lines: Sequence[str], line: int, column: int) -> Cursor | None:
    """What is typed there; None where no key and no value is. `line` and `column` count from 1."""
    before = lines[line - 1][: column - 1]
    around = keys_around([*lines[: line - 1], before], line)
    if before.count("{") > before.count("}") and (flow := _FLOW.match(before)):
        around += (flow["key"],) if flow["key"] else ()
        begun = before[before.rindex("{") + 1 :].rpartition(",")[2]
        value = _FLOW_VALUE.match(begun)
        return Cursor(around, value["key"] if value else "", value["value"] if value else begun.strip())
    if entry := _ENTRY.match(before):
        return Cursor(around, entry["key"], entry["value"] or "") if entry["value"] is not None else None
    begun_key = _BEGUN.match(before)
    return Cursor(around, "", begun_key["word"]) if begun_key else None


def value_of(lines: Sequence[str], line: int, key: str) -> str:
    """The value of another key of the record that a line stands in, as typed on one line; "" where it has none.

    The record may be further out: of a citation, `id` is that of its claim.
    """
    limit = _limit(lines[line - 1])
    for text in reversed(lines[: line - 1]):
        entry, item = _ENTRY.match(text), _ITEM.match(text)
        if entry and entry["key"] == key and entry.start("key") <= limit:
            return (entry["value"] or "").strip().strip("\"'")
        if item and item.end("indent") < limit:
            limit = item.end("indent")
        elif entry:
            limit = min(limit, entry.start("key"))
    return ""


def _limit(text: str) -> int:
    """The column left of which a key holds this line."""
    item = _ITEM.match(text)
    return item.end("indent") + 1 if item else len(text) - len(text.lstrip(" "))
