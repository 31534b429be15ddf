"""Decisions on the disk: made in the claims file as one step that other processes wait for, and kept so that each can be undone."""

import datetime as dt
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from attrs import asdict

from claimcheck.claimfile.read import read_claims
from claimcheck.decisions.undo import Decision, recorded, revert
from claimcheck.errors import EditError
from claimcheck.files import exclusive, write_atomically
from claimcheck.model import Claim

KEPT = 500
"""Decisions that a journal remembers."""


class ChangedMeanwhileError(EditError):
    """The claim is not as the person saw it who decides. `now` is what the file has; None where it has it no longer."""

    def __init__(self, message: str, now: Claim | None) -> None:
        super().__init__(message)
        self.now = now


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
                found.append(Decision(**{**values, **pairs}))
        return found

    def _write(self, decisions: list[Decision]) -> None:
        lines = "".join(json.dumps(asdict(one)) + "\n" for one in decisions[-KEPT:])
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
) -> Decision | None:
    """Make a decision in a claims file, whole or not at all; None where it stands there already.

    `change` is a function of `claimcheck.decisions` with its arguments. With `seen`, the claim as it was shown to the person,
    a claim that reads otherwise now is not touched (`ChangedMeanwhileError`). Raises `EditError`.
    """
    with exclusive(path):
        before = _read(path)
        if seen is not None:
            _check_seen(before, path, seen)
        after = _changed(before, path, change)
        if after == before:
            return None
        write_atomically(path, after)
    at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    where = str(Path(path).resolve())
    decision = recorded(before, after, path=where, claim_id=claim_id, told=told, by=by, at=at, work=work)
    if journal:
        journal.add(decision)
    return decision


def take_back(decision: Decision, journal: Journal | None = None) -> None:
    """Undo a decision, and forget it. Raises `EditError` where what it changed was changed again since."""
    with exclusive(decision.path):
        before = _read(decision.path)
        after = _changed(before, decision.path, lambda data: revert(data, decision))
        if after != before:
            write_atomically(decision.path, after)
    if journal:
        journal.drop(decision)


def _read(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise EditError(f"{path} cannot be read: {error.strerror or error}") from error


def _changed(data: bytes, path: str | Path, change: Callable[[bytes], bytes]) -> bytes:
    try:
        return change(data)
    except EditError as error:
        raise EditError(f"{path}: {error}") from error


def _check_seen(data: bytes, path: str | Path, seen: Claim) -> None:
    now = next((claim for claim in read_claims(data) if claim.id == seen.id), None)
    if now != seen:
        what = "is gone" if now is None else "reads otherwise now"
        raise ChangedMeanwhileError(f"{path}: the claim {seen.id} {what}; look at it again before you decide", now)
