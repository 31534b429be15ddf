"""A decision that was made, and taking it back: byte for byte where the file is as it was left, else field by field."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from claimcheck.claimfile.edit import rewritten
from claimcheck.claimfile.edited import Record, edited_file
from claimcheck.claimfile.places import identity
from claimcheck.errors import EditError
from claimcheck.lockfile import Reviewed
from claimcheck.stretches import same_start


@frozen
class Decision:
    """What a person decided about a claim: `told` in a sentence, by whom and when (ISO date and time).

    `before` and `after` are the records of the claims that changed. At `start` (bytes) of the file, `cut` was replaced by
    `put`; `digest` is the SHA-256 of the file since. `work` is the identifier that it is about, or "". `reviews` is what the lock
    had, by the citation's label, of the reviews that it gave anew.
    """

    path: str
    claim_id: str
    told: str
    by: str
    at: str
    work: str = ""
    before: tuple[Record, ...] = ()
    after: tuple[Record, ...] = ()
    start: int = 0
    cut: str = ""
    put: str = ""
    digest: str = ""
    reviews: Mapping[str, Reviewed | None] = field(factory=dict)


def recorded(decision: Decision, before: bytes, after: bytes) -> Decision:
    """The decision with what it changed: it made one content of a file into another."""
    old, new = edited_file(before).records, edited_file(after).records
    was, now = ({identity(one): one for one in some} for some in (old, new))
    start = same_start(before, after)
    end = same_start(before[start:][::-1], after[start:][::-1])
    return evolve(
        decision,
        before=tuple(one for name, one in was.items() if now.get(name) != one),
        after=tuple(one for name, one in now.items() if was.get(name) != one),
        start=start,
        cut=before[start : len(before) - end].decode("utf-8", "surrogateescape"),
        put=after[start : len(after) - end].decode("utf-8", "surrogateescape"),
        digest=_digest(after),
    )


def revert(data: bytes, decision: Decision) -> bytes:
    """The file without the decision. Raises `EditError` where what it changed was changed again since."""
    if _digest(data) == decision.digest:
        cut, put = (text.encode("utf-8", "surrogateescape") for text in (decision.cut, decision.put))
        return data[: decision.start] + cut + data[decision.start + len(put) :]
    return rewritten(data, lambda records: _merged_list(records, decision.after, decision.before))


def _merged_list(now: Sequence[Any], after: Sequence[Any], before: Sequence[Any]) -> list[Any]:
    """A list as it is now, with what became `after` turned back into `before`, item by item."""
    was, became = ({identity(one): one for one in some} for some in (before, after))
    merged = []
    for one in now:
        name = identity(one)
        if name not in was and name not in became:
            merged.append(one)
        elif (kept := _merged(one, became.get(name), was.get(name))) is not None:
            merged.append(kept)
    here = {identity(one) for one in now}
    gone = [one for name, one in was.items() if name not in here]
    if any(identity(one) in became for one in gone):
        raise _conflict()
    return [*merged, *gone]


def _merged(now: Any, after: Any, before: Any) -> Any:
    """One value: what the decision did not change stays as it is now."""
    if after == before:
        return now
    if now == after:
        return before
    kinds = {type(one) for one in (now, after, before) if one is not None}
    if kinds == {dict} and before is not None and after is not None:
        keys = dict.fromkeys([*now, *before])
        return {key: _merged(now.get(key), after.get(key), before.get(key)) for key in keys}
    if kinds == {list}:
        return _merged_list(now or (), after or (), before or ()) or (None if before is None else [])
    raise _conflict()


def _conflict() -> EditError:
    return EditError("what was decided has been changed since, so that it cannot be undone: change it by hand")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
