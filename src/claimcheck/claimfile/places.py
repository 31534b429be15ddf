"""Where in a claims file a new citation goes, a changed value, and what a removed citation takes with it."""

import re

from claimcheck.claimfile.edited import EditedFile, claim_nodes
from claimcheck.claimfile.nodes import MapNode, ScalarNode, SeqNode, is_null, start_of
from claimcheck.claimfile.render import Value, flow, item_lines, rendered
from claimcheck.claimfile.splice import (
    Splice,
    after,
    column_of,
    comments_in,
    cut_lines,
    end_of,
    line_end,
    line_start,
    lines_at,
)
from claimcheck.errors import EditError

# --- adding ------------------------------------------------------------------------------------------------------


def added_citation(file: EditedFile, record: dict[str, Value]) -> Splice:
    """One more citation, in the style of the list that is there."""
    citations = file.claim.get("citations")
    if citations is None:
        return _first_citation(file, record)
    if isinstance(citations, SeqNode):
        return _next_item(file.text, citations, record)
    if not is_null(citations):
        raise EditError(f"the citations of {file.claim_id} are not a list: mend them by hand")
    start, end = start_of(citations), end_of(file.text, citations)
    if start < end:  # null or ~
        return Splice(start, end, f"[{flow(record)}]")
    if file.claim.flow_style:
        return Splice(start, start, f" [{flow(record)}]")
    return lines_at(file.text, line_end(file.text, start), item_lines(record, _dash_column(file)))


def _next_item(text: str, citations: SeqNode, record: dict[str, Value]) -> Splice:
    if citations.flow_style:
        place = end_of(text, citations.items[-1]) if citations.items else start_of(citations) + 1
        return Splice(place, place, (", " if citations.items else "") + flow(record))
    column = column_of(citations)
    return lines_at(text, after(text, citations.items[-1], column), item_lines(record, column))


def _first_citation(file: EditedFile, record: dict[str, Value]) -> Splice:
    """A claim without the key gets it as its last."""
    if file.claim.flow_style:
        place = end_of(file.text, file.claim.entries[-1][1])
        return Splice(place, place, f", citations: [{flow(record)}]")
    column = column_of(file.claim)
    lines = [" " * column + "citations:", *item_lines(record, _dash_column(file))]
    return lines_at(file.text, after(file.text, file.claim, column - 1), lines)


def _dash_column(file: EditedFile) -> int:
    """Where this file would put the dash of a citation: as with its other citations, or as with its claims."""
    for claim in claim_nodes(file.root):
        citations = claim.get("citations")
        if isinstance(citations, SeqNode) and not citations.flow_style:
            return column_of(file.claim) + column_of(citations) - column_of(claim)
    assert isinstance(file.root, MapNode)
    claims = file.root.get("claims")
    return column_of(file.claim) + max(column_of(claims) - column_of(file.root) if claims else 0, 0)


# --- reviewing ---------------------------------------------------------------------------------------------------


def set_value(text: str, node: MapNode, key: str, value: Value) -> list[Splice]:
    """Give a key of a record a value, in the place of the one it has or behind the others."""
    found = node.get(key)
    if isinstance(value, dict) and isinstance(found, MapNode) and found.entries:
        return [splice for name, item in value.items() for splice in set_value(text, found, name, item)]
    if found is not None:
        if isinstance(found, ScalarNode) and found.value == value:
            return []
        start = start_of(found)
        end = start + len(text[start : end_of(text, found)].rstrip("\r\n"))
        return [Splice(start, end, (" " if start == end else "") + rendered(key, value))]
    entry = f"{key}: {rendered(key, value)}"
    if node.flow_style:
        place = end_of(text, node.entries[-1][1])
        return [Splice(place, place, f", {entry}")]
    return [lines_at(text, line_end(text, end_of(text, node)), [" " * column_of(node) + entry])]


# --- removing ----------------------------------------------------------------------------------------------------


def removed_citation(file: EditedFile, index: int, node: MapNode) -> Splice:
    """A citation with its lines, or its place in a line; comments that are not its own stay."""
    citations = file.claim.get("citations")
    assert isinstance(citations, SeqNode)
    if citations.flow_style:
        return _without_flow_item(file, citations, index)
    text, column = file.text, column_of(citations)
    start, end = _dash_line(text, citations, index), line_end(text, end_of(text, node))
    pad = " " * column
    kept = [pad + comment for comment in comments_in(text, node, start, end)]
    key_line = _own_line(file) if len(citations.items) == 1 and not kept else None
    return cut_lines(text, start if key_line is None else key_line, end, kept)


def _without_flow_item(file: EditedFile, citations: SeqNode, index: int) -> Splice:
    text, items = file.text, citations.items
    start, end = start_of(items[index]), end_of(text, items[index])
    if index:
        start = end_of(text, items[index - 1])
    elif len(items) > 1:
        end = start_of(items[1])
    if comments_in(text, items[index], start, end):
        raise EditError(f"a comment stands in the proposal for {file.claim_id}: remove it by hand")
    return Splice(start, end, "")


def _dash_line(text: str, citations: SeqNode, index: int) -> int:
    """Where the line with an item's dash begins."""
    column = column_of(citations)
    start = line_start(text, start_of(citations))
    if index:
        start = line_end(text, end_of(text, citations.items[index - 1]))
    dashes = list(re.finditer(f"^ {{{column}}}-", text[start : start_of(citations.items[index])], re.MULTILINE))
    if not dashes:
        raise EditError("the proposal does not stand on lines of its own: remove it by hand")
    return start + dashes[-1].start()


def _own_line(file: EditedFile) -> int | None:
    """Where the line of the key ``citations`` begins, if the key can go with its only item; else None."""
    text = file.text
    entries = [(key, value) for key, value in file.claim.entries if isinstance(key, ScalarNode)]
    key, value = next(entry for entry in entries if entry[0].value == "citations")
    start = line_start(text, start_of(key))
    alone = not text[start : start_of(key)].strip()
    return start if alone and text[end_of(text, key) : start_of(value)].strip() == ":" else None
