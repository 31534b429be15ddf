"""Edits of a claims file as pure functions over its bytes: new text is spliced in, every other byte stays.

Each edit reads its own result back and compares it with what was meant; where they differ it raises `EditError` and nothing
is written.
"""

import codecs
import re
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from yaml import MappingStartEvent

from claimcheck.claimfile.fields import BLOCK_STYLES, Reader
from claimcheck.claimfile.nodes import (
    MapNode,
    Node,
    Positions,
    ScalarNode,
    SeqNode,
    UnreadableError,
    decode,
    is_null,
    parse,
    start_of,
    without_collection,
)
from claimcheck.claimfile.read import read_citation
from claimcheck.claimfile.render import Value, flow, item_lines, record_of, rendered, signature
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
    spliced,
)
from claimcheck.errors import EditError
from claimcheck.identifiers import Pmid
from claimcheck.model import Citation, Signature, Stance
from claimcheck.values import evolve

PROPOSER = "claimcheck"
"""`added.by` of what the program proposed."""

Record: TypeAlias = dict[str, Any]


@without_collection()
def with_citation(data: bytes, claim_id: str, citation: Citation) -> bytes:
    """The file with one more citation of a claim; the same bytes where the claim cites that work already.

    Raises `EditError` where the file has no such claim, or cannot take the citation so that it reads back the same.
    """
    file = _File(data, claim_id)
    if any(_same_work(item, citation) for item in file.citation_nodes()):
        return data
    record = record_of(citation)
    new, root = file.result([_added(file, record)], lambda items: [*items, record])
    _check_reads_back(root, file, citation)
    return new


def _check_reads_back(root: Node, file: "_File", citation: Citation) -> None:
    added = _claim_nodes(root)[file.place].get("citations")
    assert isinstance(added, SeqNode)
    reader = Reader(Positions("", ""))
    if read_citation(reader, added.items[-1], None) != citation or reader.problems:
        why = reader.problems[0].message if reader.problems else "a text in it cannot be written in YAML"
        raise EditError(f"the citation {citation.label} cannot be added to {file.claim_id}: {why}")


@without_collection()
def with_review(  # noqa: PLR0913 - a person's word has these parts
    data: bytes,
    claim_id: str,
    pmid: Pmid,
    *,
    reviewed: Signature,
    stance: Stance | None = None,
    note: str | None = None,
) -> bytes:
    """The file with a person's word on a citation; `stance` and `note` stay as they are where None is given."""
    changes: dict[str, Value] = {"reviewed": signature(reviewed)}
    changes |= {"stance": stance.value} if stance else {}
    changes |= {"note": note} if note is not None else {}
    file = _File(data, claim_id)
    index, node = file.citation(pmid)
    splices = [splice for key, value in changes.items() for splice in _set(file.text, node, key, value)]

    def meant(items: list[Any]) -> list[Any]:
        return [_merged(item, changes) if place == index else item for place, item in enumerate(items)]

    return file.result(splices, meant)[0]


@without_collection()
def without_proposal(data: bytes, claim_id: str, pmid: Pmid) -> bytes:
    """The file without a citation that claimcheck proposed and nobody reviewed; any other citation is an `EditError`."""
    file = _File(data, claim_id)
    index, node = file.citation(pmid)
    added, reviewed = node.get("added"), node.get("reviewed")
    by = added.get("by") if isinstance(added, MapNode) else None
    if not (isinstance(by, ScalarNode) and by.value == PROPOSER):
        raise EditError(f"PMID {pmid} of {claim_id} was not proposed by claimcheck: remove it by hand")
    if reviewed is not None and not is_null(reviewed):
        raise EditError(f"PMID {pmid} of {claim_id} was reviewed by a person: remove it by hand")
    return file.result([_removed(file, index, node)], lambda items: items[:index] + items[index + 1 :])[0]


@without_collection()
def with_quote(data: bytes, claim_id: str, quote: str) -> bytes:
    """The file with other words as a claim's quote: its text, or ``exact`` where it is a record; prefix and suffix stay.

    The same bytes where it quotes those words already. Raises `EditError` where the claim has no quote, or cannot take the
    words so that they read back the same.
    """
    file = _File(data, claim_id)
    found = file.claim.get("quote")
    node, key = (found, "exact") if isinstance(found, MapNode) else (file.claim, "quote")
    scalar = node.get(key)
    if not isinstance(scalar, ScalarNode) or is_null(scalar):
        raise EditError(f"the claim {claim_id} has no quote to change")
    splices = [
        evolve(one, text=one.text + _head_comment(file.text, scalar)) for one in _set(file.text, node, key, quote)
    ]
    words = {**_plain(node), key: quote}
    return file.result_of(splices, {**_plain(file.claim), "quote": words if key == "exact" else quote})[0]


def _head_comment(text: str, scalar: ScalarNode) -> str:
    """The comment behind the ``|`` or ``>`` of a block scalar, which is no part of its text."""
    head = text[start_of(scalar) : line_end(text, start_of(scalar) + 1)] if scalar.style in BLOCK_STYLES else ""
    found = re.search(r"\s#[^\r\n]*", head)
    return found[0] if found else ""


class _File:
    """A parsed claims file and the claim in it that is edited."""

    def __init__(self, data: bytes, claim_id: str) -> None:
        self.mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        self.claim_id = claim_id
        try:
            self.text = decode(data)
            self.root = parse(self.text)
        except UnreadableError as error:
            raise EditError(f"the claims file cannot be edited: {error}") from None
        claims = _claim_nodes(self.root)
        places = [index for index, item in enumerate(claims) if _is(item, "id", claim_id)]
        if len(places) != 1:
            found = "stands more than once" if places else "does not stand"
            raise EditError(f"the claim {claim_id} {found} in the claims file")
        self.place = places[0]
        self.claim = claims[self.place]

    def citation_nodes(self) -> list[Node]:
        node = self.claim.get("citations")
        return node.items if isinstance(node, SeqNode) else []

    def citation(self, pmid: Pmid) -> tuple[int, MapNode]:
        """The citation of a PMID and its place in the list."""
        for index, item in enumerate(self.citation_nodes()):
            if isinstance(item, MapNode) and _is(item, "pmid", pmid):
                return index, item
        raise EditError(f"the claim {self.claim_id} does not cite PMID {pmid}")

    def result(self, splices: Iterable[Splice], change: Callable[[list[Any]], list[Any]]) -> tuple[bytes, Node]:
        """The bytes after the splices and their nodes, if they hold what was meant: the claim's citations changed so, all else equal."""
        meant = _plain(self.claim)
        meant["citations"] = change(meant.get("citations") or [])
        return self.result_of(splices, meant)

    def result_of(self, splices: Iterable[Splice], meant: Record) -> tuple[bytes, Node]:
        """The bytes after the splices and their nodes, if the claim reads back as it is meant to, all else equal."""
        new = spliced(self.text, splices)
        try:
            root = parse(new)
            data = self.mark + new.encode("utf-8")
        except (UnreadableError, UnicodeEncodeError) as error:
            raise self._refusal() from error
        claims = _claim_nodes(root)
        same_place = len(claims) == len(_claim_nodes(self.root))
        if not same_place or _without_empty(_plain(claims[self.place])) != _without_empty(meant):
            raise self._refusal()
        if _others(self.text, self.root, self.place) != _others(new, root, self.place):
            raise self._refusal()
        return data, root

    def _refusal(self) -> EditError:
        return EditError(
            f"the claim {self.claim_id} is written in a way that cannot be edited safely: change it by hand"
        )


def _claim_nodes(root: Node) -> list[MapNode]:
    """The claims of a file; what is no record stands as an empty one, so that places agree."""
    claims = root.get("claims") if isinstance(root, MapNode) else None
    items = claims.items if isinstance(claims, SeqNode) else []
    return [item if isinstance(item, MapNode) else MapNode(MappingStartEvent(None, None, True)) for item in items]


def _is(node: MapNode, key: str, value: str) -> bool:
    found = node.get(key)
    return isinstance(found, ScalarNode) and found.value == value


def _same_work(node: Node, citation: Citation) -> bool:
    """Whether a citation in the file has one of the identifiers."""
    wanted = ((key, getattr(citation, key)) for key in ("pmid", "doi", "pmcid", "url"))
    return isinstance(node, MapNode) and any(value and _is(node, key, value) for key, value in wanted)


def _plain(node: Node) -> Any:
    """A node's data alone: text, lists and dicts. Line ends behind a block scalar do not count, as when it is read."""
    if isinstance(node, ScalarNode):
        if is_null(node):
            return None
        return node.value.rstrip("\n") if node.style in BLOCK_STYLES else node.value
    if isinstance(node, SeqNode):
        return [_plain(item) for item in node.items]
    return {key.value if isinstance(key, ScalarNode) else id(key): _plain(value) for key, value in node.entries}


def _without_empty(claim: Record) -> Record:
    """No citations, an empty list and nothing written are the same."""
    return {key: value for key, value in claim.items() if key != "citations" or value}


def _others(text: str, root: Node, place: int) -> list[tuple[type, str]]:
    """All nodes of a file but one claim, each as its kind and its text: the same text there reads the same."""
    assert isinstance(root, MapNode)
    claims = root.get("claims")
    nodes = [node for entry in root.entries for node in entry if node is not claims]
    nodes += [node for index, node in enumerate(claims.items) if index != place] if isinstance(claims, SeqNode) else []
    return [(type(node), text[start_of(node) : end_of(text, node)]) for node in nodes]


def _merged(item: Record, changes: dict[str, Value]) -> Record:
    nested = {
        key: {**item[key], **value}
        for key, value in changes.items()
        if isinstance(value, dict) and isinstance(item.get(key), dict)
    }
    return {**item, **changes, **nested}


# --- adding ------------------------------------------------------------------------------------------------------


def _added(file: _File, record: dict[str, Value]) -> Splice:
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


def _first_citation(file: _File, record: dict[str, Value]) -> Splice:
    """A claim without the key gets it as its last."""
    if file.claim.flow_style:
        place = end_of(file.text, file.claim.entries[-1][1])
        return Splice(place, place, f", citations: [{flow(record)}]")
    column = column_of(file.claim)
    lines = [" " * column + "citations:", *item_lines(record, _dash_column(file))]
    return lines_at(file.text, after(file.text, file.claim, column - 1), lines)


def _dash_column(file: _File) -> int:
    """Where this file would put the dash of a citation: as with its other citations, or as with its claims."""
    for claim in _claim_nodes(file.root):
        citations = claim.get("citations")
        if isinstance(citations, SeqNode) and not citations.flow_style:
            return column_of(file.claim) + column_of(citations) - column_of(claim)
    assert isinstance(file.root, MapNode)
    claims = file.root.get("claims")
    return column_of(file.claim) + max(column_of(claims) - column_of(file.root) if claims else 0, 0)


# --- reviewing ---------------------------------------------------------------------------------------------------


def _set(text: str, node: MapNode, key: str, value: Value) -> list[Splice]:
    """Give a key of a record a value, in the place of the one it has or behind the others."""
    found = node.get(key)
    if isinstance(value, dict) and isinstance(found, MapNode) and found.entries:
        return [splice for name, item in value.items() for splice in _set(text, found, name, item)]
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


def _removed(file: _File, index: int, node: MapNode) -> Splice:
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


def _without_flow_item(file: _File, citations: SeqNode, index: int) -> Splice:
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


def _own_line(file: _File) -> int | None:
    """Where the line of the key ``citations`` begins, if the key can go with its only item; else None."""
    text = file.text
    entries = [(key, value) for key, value in file.claim.entries if isinstance(key, ScalarNode)]
    key, value = next(entry for entry in entries if entry[0].value == "citations")
    start = line_start(text, start_of(key))
    alone = not text[start : start_of(key)].strip()
    return start if alone and text[end_of(text, key) : start_of(value)].strip() == ":" else None
