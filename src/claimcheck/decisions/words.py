"""What a person may decide about a claim, each as an edit of the claims file: bytes in, bytes out, nothing else changed.

Every function raises `EditError`, one sentence, where the file cannot take the decision; the bytes are the same where it stands
there already. A `work` is named by the identifier that its citation has: PMID, DOI, PMCID or link.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from typing import Any

from claimcheck.claimfile.edit import (
    IDENTIFIERS,
    defaults_of,
    expect_not_rejected,
    items_of,
    place_of,
    rewritten,
    with_citation,
    with_claim,
    work_identifiers,
)
from claimcheck.claimfile.edited import Record
from claimcheck.claimfile.render import EMPTY, TERMS
from claimcheck.errors import EditError
from claimcheck.identifiers import Pmid
from claimcheck.model import PROPOSER, Citation, Rejection, Signature, Stance

_SHARED = ("kind", "quote", *TERMS, "attributed_to")
"""What the parts of a split claim have in common."""

_NAMES = {"pmid": "PMID ", "doi": "doi:"}


def accept(  # noqa: PLR0913 - a person's word has these parts
    data: bytes,
    claim_id: str,
    work: str,
    *,
    by: Signature,
    pmid: str = "",
    stance: Stance | None = None,
    passage: str | None = None,
    note: str | None = None,
) -> bytes:
    """A person's word on a citation that is there: who looked, when, and how it stands; what is None stays as it is.

    It takes the place of their own rejection of the work, by that name or its `pmid`; another's is theirs to take back
    (`RejectedWorkError`).
    """
    said = {"stance": stance.value if stance else None, "note": note}
    changes = {key: value for key, value in said.items() if value is not None}

    def reviewed(citation: Record) -> Record:
        new = {**(_quoting(citation, passage) if passage else citation), **changes, "reviewed": _signed(by)}
        if not new.get("stance"):
            raise EditError(f"{_label(citation)} of {claim_id} has no stance yet: say how it stands to the claim")
        return new

    def accepted(claim: Record) -> Record:
        freed = _unrejected(_unrejected(claim, work, by.by), pmid, by.by)
        cited = _cited(freed, work)
        for one in (cited, {"pmid": pmid}):
            expect_not_rejected(freed, one)
        return _with_cited(freed, work, reviewed)

    return with_claim(data, claim_id, accepted)


def cite(data: bytes, claim_id: str, citation: Citation) -> bytes:
    """One more citation; a work that the same person turned down before is so no longer. The same bytes where it is cited already."""
    by = next((one.by for one in (citation.reviewed, citation.added) if one), "")
    freed = with_claim(data, claim_id, lambda claim: _unrejected(claim, str(citation.pmid or ""), by))
    return with_citation(freed, claim_id, citation)


def reject(  # noqa: PLR0913 - a person's word has these parts
    data: bytes, claim_id: str, pmid: str, *, by: Signature, reason: str = "", work: str = ""
) -> bytes:
    """Turn a paper down: a proposal of claimcheck goes, and the claim remembers who said so and why. `work` is how the claim
    cites it, where that is not by its PMID.
    """
    freed = with_claim(data, claim_id, lambda claim: _unproposed(claim, pmid, work))
    return with_rejections(freed, claim_id, [Rejection(Pmid(pmid), by.by, by.date, reason)])


def with_rejections(data: bytes, claim_id: str, rejections: Iterable[Rejection]) -> bytes:
    """Several papers turned down at once, each as `reject` does; of each person the latest word about a paper stands."""

    def rejected(claim: Record) -> Record:
        new = claim
        for one in rejections:
            new = _unrejected(_unproposed(new, one.pmid), one.pmid, one.by)
            new = {**new, "rejected": [*items_of(new, "rejected"), _written(one.to_dict())]}
        return new

    return with_claim(data, claim_id, rejected)


def set_passage(data: bytes, claim_id: str, work: str, passage: str) -> bytes:
    """Other words of the work as the passage that decides. That is no review yet."""
    return with_claim(data, claim_id, lambda claim: _with_cited(claim, work, lambda cited: _quoting(cited, passage)))


def _quoting(citation: Record, passage: str) -> Record:
    """A citation with other words of the work's title or abstract; the same ones stay where they stand."""
    if passage == citation.get("passage"):
        return citation
    return {**{key: value for key, value in citation.items() if key != "passage_from"}, "passage": passage}


def remove_citation(data: bytes, claim_id: str, work: str) -> bytes:
    """Any citation, whoever wrote it."""
    return with_claim(data, claim_id, lambda claim: _without_cited(claim, work))


def withdraw(data: bytes, claim_id: str, work: str) -> bytes:
    """Take back the review of a work: with the citation where its reviewer added it. Raises `EditError` where nobody reviewed it."""

    def withdrawn(claim: Record) -> Record:
        cited = _cited(claim, work)
        if not cited.get("reviewed"):
            raise EditError(f"nobody has reviewed {_label(cited)} of {claim_id} yet, so there is nothing to undo")
        if cited.get("added") and _who(cited, "added") == _who(cited, "reviewed"):
            return _without_cited(claim, work)
        return _with_cited(claim, work, lambda one: {key: value for key, value in one.items() if key != "reviewed"})

    return with_claim(data, claim_id, withdrawn)


def unreject(data: bytes, claim_id: str, work: str, by: str | None = None) -> bytes:
    """Take back the rejections of a work: those of one person, or all. Raises `EditError` where there is none."""

    def freed(claim: Record) -> Record:
        new = _unrejected(claim, work, by)
        if new is claim:
            raise EditError(f"there is no rejection of {work} for {claim_id}, so there is nothing to undo")
        return new

    return with_claim(data, claim_id, freed)


def waive(  # noqa: PLR0913 - a waiver has these parts
    data: bytes,
    claim_id: str,
    rule: str,
    *,
    reason: str,
    by: str,
    until: dt.date | None = None,
    names: Collection[str] = (),
) -> bytes:
    """Set a rule aside for the claim; an earlier waiver of the rule, under any of its `names`, is replaced."""
    waiver = _written({"rule": rule, "reason": reason, "until": until.isoformat() if until else None, "by": by})

    def waived(claim: Record) -> Record:
        return {**claim, "waivers": [*_waivers_but(claim, {rule, *names}), waiver]}

    return with_claim(data, claim_id, waived)


def unwaive(data: bytes, claim_id: str, rule: str, names: Collection[str] = ()) -> bytes:
    """The rule holds again, whichever of its `names` it was waived under."""
    return with_claim(data, claim_id, lambda claim: {**claim, "waivers": _waivers_but(claim, {rule, *names})})


def _waivers_but(claim: Record, names: Collection[str]) -> list[Record]:
    """The claim's waivers without those of a rule, written in any case."""
    gone = {name.strip().casefold() for name in names}
    return [one for one in items_of(claim, "waivers") if str(one.get("rule")).strip().casefold() not in gone]


def searched(data: bytes, claim_id: str, *, by: Signature, note: str = "") -> bytes:
    """A person's word that they searched and found nothing adequate. The claim stays without a source, and says why."""
    return with_claim(data, claim_id, lambda claim: {**claim, "searched": {**_signed(by), **_written({"note": note})}})


def unsearched(data: bytes, claim_id: str) -> bytes:
    """The search is open again."""
    return with_claim(data, claim_id, lambda claim: {**claim, "searched": None})


def edit(data: bytes, claim_id: str, **fields: Any) -> bytes:
    """Other words in a claim: `statement`, `kind`, `population`, `intervention`, `comparator`, `outcome`, `query`, `because`,
    `needs_source`; values as `Claim` has them. None and () take a field away; where the file's `defaults` would fill it then, terms are
    written as an empty list, and a kind, of which there is no empty one, is an `EditError`.
    """
    inherited = defaults_of(data)
    changes = {key: as_written(value) for key, value in fields.items()}
    for key in [key for key, value in changes.items() if value is None and inherited.get(key)]:
        if key not in TERMS:
            raise EditError(
                f"the {key} of {claim_id} comes from the file's defaults: choose another, or change it there"
            )
        changes[key] = EMPTY
    return with_claim(data, claim_id, lambda claim: {**claim, **changes})


def split(data: bytes, claim_id: str, statements: Sequence[str]) -> bytes:
    """One claim as several: it keeps its id, citations and all with the first statement; each further one is a claim behind it
    with the same kind, quote, PICO terms and attribution, under the id with a number.
    """
    if len(statements) < 2 or not all(one.strip() for one in statements):
        raise EditError(f"to split {claim_id}, give two statements or more")

    def parted(records: list[Record]) -> list[Record]:
        place = place_of(records, claim_id)
        claim, taken = records[place], {record.get("id") for record in records}
        shared = {key: claim[key] for key in _SHARED if claim.get(key)}
        names = _free_names(claim_id, taken, len(statements) - 1)
        new = [{"id": name, "statement": told, **shared} for name, told in zip(names, statements[1:], strict=True)]
        return [*records[:place], {**claim, "statement": statements[0]}, *new, *records[place + 1 :]]

    return rewritten(data, parted)


def _free_names(claim_id: str, taken: set[Any], most: int) -> list[str]:
    numbers = (f"{claim_id}-{number}" for number in range(2, len(taken) + most + 2))
    return [name for name in numbers if name not in taken][:most]


def _with_cited(claim: Record, work: str, change: Callable[[Record], Record]) -> Record:
    cited = _cited(claim, work)
    return {**claim, "citations": [change(one) if one is cited else one for one in items_of(claim, "citations")]}


def _without_cited(claim: Record, work: str) -> Record:
    cited = _cited(claim, work)
    return {**claim, "citations": [one for one in items_of(claim, "citations") if one is not cited]}


def _cited(claim: Record, work: str) -> Record:
    for one in items_of(claim, "citations"):
        if work in work_identifiers(one):
            return one
    named = f"PMID {work}" if work.isdecimal() else work
    raise EditError(f"the claim {claim.get('id')} does not cite {named}")


def _unrejected(claim: Record, work: str, by: str | None = None) -> Record:
    """Without the rejections of a work: those of one person, or all."""
    rejected = items_of(claim, "rejected")
    kept = [one for one in rejected if not (work in work_identifiers(one) and by in (None, one.get("by")))]
    return claim if len(kept) == len(rejected) else {**claim, "rejected": kept}


def _unproposed(claim: Record, pmid: str, work: str = "") -> Record:
    """Without the proposal of a paper. What a person wrote or reviewed is theirs to remove."""
    cited = next((one for one in items_of(claim, "citations") if (work or pmid) in work_identifiers(one)), None)
    if cited is None:
        return claim
    if cited.get("reviewed"):
        raise EditError(
            f"{_label(cited)} of {claim.get('id')} was reviewed by {_who(cited, 'reviewed')}: "
            f"undo that first: claimcheck undo {claim.get('id')} {pmid} --review"
        )
    if _who(cited, "added") != PROPOSER:
        raise EditError(f"{_label(cited)} of {claim.get('id')} was not proposed by claimcheck: remove it by hand")
    return _without_cited(claim, work or pmid)


def _who(citation: Record, key: str) -> str:
    signed = citation.get(key)
    return str(signed.get("by")) if isinstance(signed, dict) else ""


def _label(citation: Record) -> str:
    key = next(key for key in IDENTIFIERS if citation.get(key))
    return f"{_NAMES.get(key, '')}{citation[key]}"


def _signed(by: Signature) -> Record:
    return _written(by.to_dict())


def _written(record: Record) -> Record:
    return {key: value for key, value in record.items() if value}


def as_written(value: Any) -> Any:
    """A field's value as it is written: text, a record of it, or a list where there is more than one."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, dict):
        return {key: as_written(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        items = [as_written(one) for one in value]
        return items[0] if len(items) == 1 else items or None
    return str(value) if isinstance(value, int) else value
