"""A claims file under edit: the claim that is meant, and the check that an edit did what was meant and nothing else."""

import codecs
from collections.abc import Callable, Iterable
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
from claimcheck.claimfile.splice import Splice, end_of, spliced
from claimcheck.errors import EditError
from claimcheck.identifiers import Pmid

Record: TypeAlias = dict[str, Any]


class EditedFile:
    """A parsed claims file and the claim in it that is edited."""

    def __init__(self, data: bytes, claim_id: str) -> None:
        self.mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        self.claim_id = claim_id
        try:
            self.text = decode(data)
            self.root = parse(self.text)
        except UnreadableError as error:
            raise EditError(f"the claims file cannot be edited: {error}") from None
        claims = claim_nodes(self.root)
        places = [index for index, item in enumerate(claims) if holds(item, "id", claim_id)]
        if len(places) != 1:
            found = "stands more than once" if places else "does not stand"
            raise EditError(f"the claim {claim_id} {found} in the claims file")
        self.place = places[0]
        self.claim = claims[self.place]

    def citation_nodes(self) -> list[Node]:
        """The claim's citations as they are written."""
        node = self.claim.get("citations")
        return node.items if isinstance(node, SeqNode) else []

    def citation(self, pmid: Pmid) -> tuple[int, MapNode]:
        """The citation of a PMID and its place in the list."""
        for index, item in enumerate(self.citation_nodes()):
            if isinstance(item, MapNode) and holds(item, "pmid", pmid):
                return index, item
        raise EditError(f"the claim {self.claim_id} does not cite PMID {pmid}")

    def result(self, splices: Iterable[Splice], change: Callable[[list[Any]], list[Any]]) -> tuple[bytes, Node]:
        """The bytes after the splices and their nodes, if they hold what was meant: the claim's citations changed so, all else equal."""
        meant = plain_data(self.claim)
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
        claims = claim_nodes(root)
        same_place = len(claims) == len(claim_nodes(self.root))
        if not same_place or _without_empty(plain_data(claims[self.place])) != _without_empty(meant):
            raise self._refusal()
        if _others(self.text, self.root, self.place) != _others(new, root, self.place):
            raise self._refusal()
        return data, root

    def _refusal(self) -> EditError:
        return EditError(
            f"the claim {self.claim_id} is written in a way that cannot be edited safely: change it by hand"
        )


def claim_nodes(root: Node) -> list[MapNode]:
    """The claims of a file; what is no record stands as an empty one, so that places agree."""
    claims = root.get("claims") if isinstance(root, MapNode) else None
    items = claims.items if isinstance(claims, SeqNode) else []
    return [item if isinstance(item, MapNode) else MapNode(MappingStartEvent(None, None, True)) for item in items]


def holds(node: MapNode, key: str, value: str) -> bool:
    """Whether the record has that very text under the key."""
    found = node.get(key)
    return isinstance(found, ScalarNode) and found.value == value


def plain_data(node: Node) -> Any:
    """A node's data alone: text, lists and dicts. Line ends behind a block scalar do not count, as when it is read."""
    if isinstance(node, ScalarNode):
        if is_null(node):
            return None
        return node.value.rstrip("\n") if node.style in BLOCK_STYLES else node.value
    if isinstance(node, SeqNode):
        return [plain_data(item) for item in node.items]
    return {key.value if isinstance(key, ScalarNode) else id(key): plain_data(value) for key, value in node.entries}


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
