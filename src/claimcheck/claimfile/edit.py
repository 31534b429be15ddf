"""Edits of a claims file as pure functions over its bytes: new text is spliced in, every other byte stays.

Each edit reads its own result back and compares it with what was meant; where they differ it raises `EditError` and nothing
is written.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from claimcheck.claimfile.edited import Record, edited_file, plain_data
from claimcheck.claimfile.fields import meant_identifier
from claimcheck.claimfile.nodes import MapNode
from claimcheck.claimfile.places import Places
from claimcheck.claimfile.render import record_of
from claimcheck.collector import without_collection
from claimcheck.errors import EditError
from claimcheck.model import PROPOSER, Citation
from claimcheck.model.claims import identifiers_in

IDENTIFIERS = ("pmid", "doi", "pmcid", "url")


class RejectedWorkError(EditError):
    """A person turned the work down for the claim: who cites it takes that back first."""


@without_collection()
def rewritten(data: bytes, change: Callable[[list[Record]], Sequence[Record]]) -> bytes:
    """The file with its claims changed: `change` gets them as records of plain text and returns new ones, as they are to be.

    Raises `EditError` where the file cannot take that so that it reads back the same.
    """
    file = edited_file(data)
    meant = list(change(file.records))
    if meant == file.records:
        return data
    return file.result(Places(file).changes(meant), meant)


def with_claim(data: bytes, claim_id: str, change: Callable[[Record], Record]) -> bytes:
    """The file with one claim changed, as `rewritten`. Raises `EditError` where the file has no such claim."""

    def of_all(records: list[Record]) -> list[Record]:
        place = place_of(records, claim_id)
        return [*records[:place], change(records[place]), *records[place + 1 :]]

    return rewritten(data, of_all)


def place_of(records: Sequence[Record], claim_id: str) -> int:
    """Where a claim stands among the records. Raises `EditError` unless it stands there once."""
    places = [place for place, record in enumerate(records) if record.get("id") == claim_id]
    if len(places) != 1:
        found = "stands more than once" if places else "does not stand"
        raise EditError(f"the claim {claim_id} {found} in the claims file")
    return places[0]


def defaults_of(data: bytes) -> Record:
    """What the file says of all its claims, as plain text."""
    root = edited_file(data).root
    found = plain_data(defaults) if isinstance(root, MapNode) and (defaults := root.get("defaults")) else None
    return found if isinstance(found, dict) else {}


def items_of(record: Record, key: str) -> list[Record]:
    """A list of a claim, such as its citations; nothing written is an empty one. Raises `EditError` for what is no list."""
    found = record.get(key) or []
    if not isinstance(found, list):
        raise EditError(f"the {key} of {record.get('id')} are not a list: mend them by hand")
    return found


def with_citation(data: bytes, claim_id: str, citation: Citation, *, for_proposal: bool = False) -> bytes:
    """The file with one more citation of a claim; the same bytes where the claim cites that work already, unless it stands there
    as a proposal that nobody has reviewed and the new one is to take its place (`for_proposal`).

    Raises `EditError` where the file has no such claim, or cannot take the citation so that it reads back the same, and
    `RejectedWorkError`.
    """
    record = record_of(citation)

    def added(claim: Record) -> Record:
        cited = items_of(claim, "citations")
        if for_proposal and any(_gives_way(one, record) for one in cited):
            return {**claim, "citations": [record if _gives_way(one, record) else one for one in cited]}
        if any(_same_work(one, record) for one in cited):
            return claim
        expect_not_rejected(claim, record)
        return {**claim, "citations": [*cited, record]}

    return with_claim(data, claim_id, added)


def with_citations(
    data: bytes, claim_id: str, citations: Iterable[Citation], pmids: Mapping[str, str]
) -> tuple[bytes, list[bool | RejectedWorkError]]:
    """The file with more citations of a claim, and for each whether it is new, or the error of one that a person turned down.

    `pmids` are those of other identifiers, as far as known: what is one work by them is not cited twice, and a person's no holds.
    Raises `EditError` as `with_citation`, for all of them.
    """
    outcomes: list[bool | RejectedWorkError] = []

    def names(record: Record) -> set[str]:
        written = work_identifiers(record)
        return written | {pmids[one] for one in written if one in pmids}

    def added(claim: Record) -> Record:
        cited = items_of(claim, "citations")
        taken, new = set[str]().union(*map(names, cited)), list[Record]()
        for record in map(record_of, citations):
            work = names(record)
            if not taken.isdisjoint(work):
                outcomes.append(False)
                continue
            try:
                for one in (record, *({"pmid": pmids[name]} for name in work if name in pmids)):
                    expect_not_rejected(claim, one)
            except RejectedWorkError as error:
                outcomes.append(error)
                continue
            outcomes.append(True)
            new.append(record)
            taken |= work
        return {**claim, "citations": [*cited, *new]} if new else claim

    return with_claim(data, claim_id, added), outcomes


def with_quote(data: bytes, claim_id: str, quote: str) -> bytes:
    """The file with other words as a claim's quote: its text, or ``exact`` where it is a record; prefix and suffix stay.

    The same bytes where it quotes those words already. Raises `EditError` where the claim has no quote, or cannot take the
    words so that they read back the same.
    """

    def quoted(claim: Record) -> Record:
        found = claim.get("quote")
        if not found or (isinstance(found, dict) and not found.get("exact")):
            raise EditError(f"the claim {claim_id} has no quote to change")
        return {**claim, "quote": {**found, "exact": quote} if isinstance(found, dict) else quote}

    return with_claim(data, claim_id, quoted)


def _gives_way(one: Record, proposal: Record) -> bool:
    """Whether a citation is a former proposal of the work, in another stance or with another passage, that nobody has reviewed."""
    added = one.get("added") if _same_work(one, proposal) and not one.get("reviewed") else None
    says_so = all(one.get(key) == proposal.get(key) for key in ("stance", "passage", "passage_from"))
    return isinstance(added, dict) and added.get("by") == PROPOSER and not says_so


def expect_not_rejected(claim: Record, citation: Record) -> None:
    """Raise `RejectedWorkError` where the claim remembers that somebody turned the work down."""
    for one in items_of(claim, "rejected"):
        if _same_work(one, citation):
            when = f" on {one['date']}" if one.get("date") else ""
            why = f" ({one['reason']})" if one.get("reason") else ""
            named = f"PMID {one['pmid']} of {claim.get('id')}"
            undo = f"undo that first: claimcheck undo {claim.get('id')} {one['pmid']} --rejection"
            raise RejectedWorkError(f"{named} was rejected by {one.get('by')}{when}{why}: {undo}")


def work_identifiers(record: object) -> set[str]:
    """What a record names its work by, in standard form where it has one: two spellings are one identifier, and an address
    alone names those that stand in it.
    """
    held = record if isinstance(record, dict) else {}
    written = {key: str(held[key]) for key in IDENTIFIERS if held.get(key)}
    inside = identifiers_in(written["url"]).values() if set(written) == {"url"} else ()
    return {*(_standard(key, value) for key, value in written.items()), *map(str, inside)}


def _standard(key: str, value: str) -> str:
    meant = None if key == "url" else meant_identifier(key, value)
    return meant[1] if meant else value


def _same_work(one: Record, other: Record) -> bool:
    """Whether two records have an identifier in common."""
    return not work_identifiers(one).isdisjoint(work_identifiers(other))
