"""Edits of a claims file as pure functions over its bytes: new text is spliced in, every other byte stays.

Each edit reads its own result back and compares it with what was meant; where they differ it raises `EditError` and nothing
is written.
"""

import re
from typing import Any

from attrs import evolve

from claimcheck.claimfile.edited import EditedFile, Record, claim_nodes, holds, plain_data
from claimcheck.claimfile.fields import BLOCK_STYLES, Reader
from claimcheck.claimfile.nodes import (
    MapNode,
    Node,
    Positions,
    ScalarNode,
    SeqNode,
    is_null,
    start_of,
    without_collection,
)
from claimcheck.claimfile.places import added_citation, removed_citation, set_value
from claimcheck.claimfile.read import read_citation
from claimcheck.claimfile.render import Value, record_of, signature
from claimcheck.claimfile.splice import line_end
from claimcheck.errors import EditError
from claimcheck.identifiers import Pmid
from claimcheck.model import Citation, Signature, Stance

PROPOSER = "claimcheck"
"""`added.by` of what the program proposed."""


@without_collection()
def with_citation(data: bytes, claim_id: str, citation: Citation) -> bytes:
    """The file with one more citation of a claim; the same bytes where the claim cites that work already.

    Raises `EditError` where the file has no such claim, or cannot take the citation so that it reads back the same.
    """
    file = EditedFile(data, claim_id)
    if any(_same_work(item, citation) for item in file.citation_nodes()):
        return data
    record = record_of(citation)
    new, root = file.result([added_citation(file, record)], lambda items: [*items, record])
    _check_reads_back(root, file, citation)
    return new


def _check_reads_back(root: Node, file: EditedFile, citation: Citation) -> None:
    added = claim_nodes(root)[file.place].get("citations")
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
    file = EditedFile(data, claim_id)
    index, node = file.citation(pmid)
    splices = [splice for key, value in changes.items() for splice in set_value(file.text, node, key, value)]

    def meant(items: list[Any]) -> list[Any]:
        return [_merged(item, changes) if place == index else item for place, item in enumerate(items)]

    return file.result(splices, meant)[0]


@without_collection()
def without_proposal(data: bytes, claim_id: str, pmid: Pmid) -> bytes:
    """The file without a citation that claimcheck proposed and nobody reviewed; any other citation is an `EditError`."""
    file = EditedFile(data, claim_id)
    index, node = file.citation(pmid)
    added, reviewed = node.get("added"), node.get("reviewed")
    by = added.get("by") if isinstance(added, MapNode) else None
    if not (isinstance(by, ScalarNode) and by.value == PROPOSER):
        raise EditError(f"PMID {pmid} of {claim_id} was not proposed by claimcheck: remove it by hand")
    if reviewed is not None and not is_null(reviewed):
        raise EditError(f"PMID {pmid} of {claim_id} was reviewed by a person: remove it by hand")
    return file.result([removed_citation(file, index, node)], lambda items: items[:index] + items[index + 1 :])[0]


@without_collection()
def with_quote(data: bytes, claim_id: str, quote: str) -> bytes:
    """The file with other words as a claim's quote: its text, or ``exact`` where it is a record; prefix and suffix stay.

    The same bytes where it quotes those words already. Raises `EditError` where the claim has no quote, or cannot take the
    words so that they read back the same.
    """
    file = EditedFile(data, claim_id)
    found = file.claim.get("quote")
    node, key = (found, "exact") if isinstance(found, MapNode) else (file.claim, "quote")
    scalar = node.get(key)
    if not isinstance(scalar, ScalarNode) or is_null(scalar):
        raise EditError(f"the claim {claim_id} has no quote to change")
    splices = [
        evolve(one, text=one.text + _head_comment(file.text, scalar)) for one in set_value(file.text, node, key, quote)
    ]
    words = {**plain_data(node), key: quote}
    return file.result_of(splices, {**plain_data(file.claim), "quote": words if key == "exact" else quote})[0]


def _head_comment(text: str, scalar: ScalarNode) -> str:
    """The comment behind the ``|`` or ``>`` of a block scalar, which is no part of its text."""
    head = text[start_of(scalar) : line_end(text, start_of(scalar) + 1)] if scalar.style in BLOCK_STYLES else ""
    found = re.search(r"\s#[^\r\n]*", head)
    return found[0] if found else ""


def _same_work(node: Node, citation: Citation) -> bool:
    """Whether a citation in the file has one of the identifiers."""
    wanted = ((key, getattr(citation, key)) for key in ("pmid", "doi", "pmcid", "url"))
    return isinstance(node, MapNode) and any(value and holds(node, key, value) for key, value in wanted)


def _merged(item: Record, changes: dict[str, Value]) -> Record:
    nested = {
        key: {**item[key], **value}
        for key, value in changes.items()
        if isinstance(value, dict) and isinstance(item.get(key), dict)
    }
    return {**item, **changes, **nested}
