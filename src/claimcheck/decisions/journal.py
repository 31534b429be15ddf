"""Decisions on the disk: made in the claims file as one step that other processes wait for, and kept so that each can be undone."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from attrs import asdict

from claimcheck.claimfile.change import edit_file
from claimcheck.claimfile.read import read_claims
from claimcheck.decisions.undo import Decision, recorded, revert
from claimcheck.errors import EditError
from claimcheck.files import write_atomically
from claimcheck.lockfile import LockUpdate, Reviewed, update_lockfile
from claimcheck.model import Claim

KEPT = 500
"""Decisions that a journal remembers."""


class ChangedMeanwhileError(EditError):
    """The claim is not as the person saw it who decides. `before` is what was shown, None where that is forgotten; `now` is what the
    file has, None where it has it no longer.
    """

    def __init__(self, message: str, before: Claim | None, now: Claim | None) -> None:
        super().__init__(message)
        self.before, self.now = before, now


class Journal:
    """The latest decisions made on this computer, oldest first, in one file of a folder. Only undoing rests on it: what people
    decide lies in the claims files, so that a journal that is lost or broken is empty.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "decisions-1.jsonl"

    def add(self, decision: Decision) -> None:
        """Remember a decision."""
        self._write([*self.decisions(), decision])

    def drop(self, decision: Decision) -> None:
        """Forget one that was taken back."""
        self._write([one for one in self.decisions() if one != decision])

    def last(self, paths: frozenset[str], claim_id: str = "", work: str = "") -> Decision | None:
        """The latest about these files (resolved paths), this claim and this work; "" is any."""
        for one in reversed(self.decisions()):
            if one.path in paths and claim_id in ("", one.claim_id) and work in ("", one.work):
                return one
        return None

    def decisions(self) -> list[Decision]:
        """All that are remembered, oldest first."""
        found = []
        with suppress(OSError, ValueError, TypeError):
            for line in self.path.read_text(encoding="utf-8").splitlines():
                values = json.loads(line)
                pairs = {key: tuple(values[key]) for key in ("before", "after")}
                reviews = {key: one and _reviewed(**one) for key, one in values.get("reviews", {}).items()}
                found.append(Decision(**{**values, **pairs, "reviews": reviews}))
        return found

    def _write(self, decisions: list[Decision]) -> None:
        lines = "".join(json.dumps(asdict(one), default=str) + "\n" for one in decisions[-KEPT:])
        with suppress(OSError, EditError):  # a folder that cannot be written costs the undo, not the decision
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self.path, lines.encode())


def decide(  # noqa: PLR0913 - what is kept of a decision
    path: str | Path,
    claim_id: str,
    change: Callable[[bytes], bytes],
    *,
    told: str,
    by: str,
    work: str = "",
    seen: Claim | None = None,
    journal: Journal | None = None,
    reviews: Mapping[str, Reviewed | None] = MappingProxyType({}),
) -> Decision | None:
    """Make a decision in a claims file, whole or not at all; None where it stands there already, and no review in the lock is
    given anew by it (`reviews`, as `Decision` has them).

    `change` is a function of `claimcheck.decisions` with its arguments. With `seen`, the claim as it was shown to the person,
    a claim that reads otherwise now is not touched (`ChangedMeanwhileError`). Raises `EditError`.
    """
    edited = edit_file(path, change, lambda data: _check_seen(data, path, seen) if seen is not None else None)
    if edited is None and not reviews:
        return None
    at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    decision = Decision(str(Path(path).resolve()), claim_id, told, by, at, work, reviews=dict(reviews))
    if edited:
        decision = recorded(decision, *edited)
    if journal:
        journal.add(decision)
    return decision


def take_back(decision: Decision, lock_path: Path, journal: Journal | None = None) -> None:
    """Undo a decision, and forget it: in its file, and what the lock keeps of the words that were reviewed before.

    Raises `EditError` where what it changed was changed again since.
    """
    edit_file(decision.path, lambda data: revert(data, decision))
    if decision.reviews:
        update_lockfile(lock_path, LockUpdate(decided={decision.claim_id: decision.reviews}))
    if journal:
        journal.drop(decision)


def _reviewed(words: list[str], by: str, date: str | None) -> Reviewed:
    return Reviewed(tuple(words), by, dt.date.fromisoformat(date) if date else None)


def _check_seen(data: bytes, path: str | Path, seen: Claim) -> None:
    now = next((claim for claim in read_claims(data) if claim.id == seen.id), None)
    if now != seen:
        what = "is gone" if now is None else "reads otherwise now"
        raise ChangedMeanwhileError(
            f"{path}: the claim {seen.id} {what}; look at it again before you decide", seen, now
        )
