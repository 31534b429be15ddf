"""The review itself, whatever shows it: what is known of a claim now, and what is done when a person decides."""

import hashlib
import json
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from attrs import asdict, evolve, frozen

from claimcheck.decisions.journal import ChangedMeanwhileError, Journal, decide, take_back
from claimcheck.decisions.undo import Decision
from claimcheck.errors import UsageError
from claimcheck.identifiers import Pmid
from claimcheck.lockfile import LockUpdate, decided, former, rejected_for, update_lockfile
from claimcheck.model import Claim, ClaimVerdict, Signature
from claimcheck.review.actions import Form, Intent, intent, one
from claimcheck.review.evidence import Evidence, evidence_for, works_of
from claimcheck.review.learning import learned, pmid_of
from claimcheck.review.papers import Reader, Shelf
from claimcheck.review.references import Named, named
from claimcheck.review.searches import Progress, Searches
from claimcheck.review.settings import ReviewSettings
from claimcheck.review.workspace import SETTLED, Snapshot, Workspace

_SHOWN = 2_000
"""Claims remembered as they were shown, for the page that tells what changed since."""


@frozen
class Difference:
    """A field of a claim that changed, in words."""

    name: str
    before: str
    now: str


@frozen
class Made:
    """A decision that a session made; `mark` names it to the page that offers to undo it."""

    mark: str
    session: str
    decision: Decision


@frozen
class Tally:
    """How far a session is: `made` decisions in it, and `settled` claims of `total`."""

    made: int
    settled: int
    total: int


class Desk:
    """A review that is under way. Several threads, pages and people may use it."""

    def __init__(self, settings: ReviewSettings, journal: Journal | None = None) -> None:
        self.settings = settings
        self.workspace = Workspace(settings)
        self.shelf, self.reader = Shelf(settings), Reader(settings)
        self.searches = Searches(settings)
        self._made: list[Made] = []
        self._journal = journal
        self._lock = threading.Lock()
        self._shown: OrderedDict[str, Claim] = OrderedDict()

    # --- reading -------------------------------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """The project as it is now."""
        return self.workspace.snapshot()

    def tally(self, snapshot: Snapshot, session: str = "") -> Tally:
        """How far a session is."""
        settled = sum(verdict.status in SETTLED for verdict in snapshot.verdicts.values())
        return Tally(len(self._made_in(session)), settled, len(snapshot.verdicts))

    def latest(self, session: str = "") -> Made | None:
        """The latest decision of a session that was not taken back, None where there is none."""
        return next(reversed(self._made_in(session)), None)

    def _made_in(self, session: str) -> list[Made]:
        with self._lock:
            return [one for one in self._made if one.session == session]

    def verdict(self, snapshot: Snapshot, claim_id: str) -> ClaimVerdict:
        """A claim and where it stands. Raises `UsageError` for one that is not there."""
        if claim_id not in snapshot.verdicts:
            raise UsageError(f"there is no claim {claim_id!r}, or its record cannot be read any more")
        return snapshot.verdicts[claim_id]

    def shown(self, claim: Claim) -> str:
        """The mark of a claim as it is shown, to be given back with a decision."""
        stamp = stamp_of(claim)
        with self._lock:
            self._shown[stamp] = claim
            while len(self._shown) > _SHOWN:
                self._shown.popitem(last=False)
        return stamp

    def evidence(self, snapshot: Snapshot, claim: Claim, *, ask: bool, extra: str = "") -> Evidence:
        """The works for and against a claim. With `ask`, abstracts that are not on this machine are fetched and read;
        without, nobody is asked. `extra` is one more PMID to show.
        """
        works = [*map(Pmid, works_of(snapshot, claim)), *([Pmid(extra)] if extra else [])]
        nearest = self.reader.sentence if ask else self.reader.known
        return evidence_for(snapshot, claim, self.shelf.fetched(works, ask=ask), nearest, extra)

    # --- deciding ------------------------------------------------------------------------------------------------------

    def do(self, action: str, claim_id: str, form: Form, session: str = "") -> Decision | None:
        """Carry out an action on a claim for a session; None where it changes nothing.

        Raises `UsageError` for a form that is wrong, `ChangedMeanwhileError` where the claim was changed since it was shown, and
        `EditError` where the file cannot be written.
        """
        snapshot = self.workspace.snapshot()
        claim = self.verdict(snapshot, claim_id).claim
        self._check_seen(claim, one(form, "seen"))
        by = Signature(self.settings.reviewer, self.settings.today())
        wanted = intent(action, form, claim, by, self.settings.ruleset.rules)
        if wanted.work and action in ("accept", "passage") and (unchecked := self._learn(snapshot, claim, wanted)):
            wanted = evolve(wanted, told=f"{wanted.told}; {unchecked}")
        given = decided(claim, wanted.reviewed, by) if wanted.reviewed else LockUpdate()
        decision = decide(
            claim.location.path,
            claim.id,
            wanted.change,
            told=wanted.told,
            by=by.by,
            work=wanted.work,
            seen=claim,
            journal=self._journal,
            reviews=former(snapshot.lock, given, claim.id),
        )
        if wanted.reviewed:
            update_lockfile(self.settings.lock_path, given)
        if decision is not None:
            with self._lock:
                self._made.append(Made(secrets.token_hex(8), session, decision))
        return decision

    def undo(self, mark: str, session: str = "") -> Decision:
        """Take back the decision of this session that a page offered to undo.

        Raises `UsageError` where it is taken back already, or none of this session's, and `EditError` where it cannot be.
        """
        with self._lock:
            made = next((one for one in self._made if (one.mark, one.session) == (mark, session)), None)
            if made is None:
                raise UsageError("this is undone already, or nothing was decided yet: nothing was changed")
            take_back(made.decision, self.settings.lock_path, self._journal)
            self._made.remove(made)
            return made.decision

    def named(self, text: str) -> Named:
        """The work that a person means by a text, as the settings' catalogue knows it. Raises as `references.named`."""
        with self.settings.open_catalog(False) as catalog:
            return named(text, catalog)

    def search_again(self, claim_id: str, query: str) -> Progress:
        """Begin a search for a claim."""
        snapshot = self.workspace.snapshot()
        claim = snapshot.index.without_outdated(self.verdict(snapshot, claim_id).claim)
        rejected = rejected_for(claim, snapshot.lock.searches.get(claim_id))
        return self.searches.start(claim, " ".join(query.split()), rejected)

    def _check_seen(self, now: Claim, stamp: str) -> None:
        if stamp != stamp_of(now):
            with self._lock:
                before = self._shown.get(stamp)
            raise ChangedMeanwhileError(f"the claim {now.id} was changed since this page was opened", before, now)

    def _learn(self, snapshot: Snapshot, claim: Claim, wanted: Intent) -> str:
        """Tell the lock what is known of a work that is to be cited, so that `check` knows it too: before the citation.

        What nobody could look at is returned in words. Raises `UsageError` as `learned` does.
        """
        pmid = pmid_of(snapshot, claim, wanted.work)
        if not pmid:
            return ""
        learnt = learned(snapshot, claim, wanted, pmid, self.shelf.fetched([Pmid(pmid)], ask=True))
        if learnt.update:
            update_lockfile(self.settings.lock_path, learnt.update)
        return learnt.unchecked


def stamp_of(claim: Claim) -> str:
    """A mark that changes when anything does that the file says of the claim; its place in the file is none of that."""
    told = json.dumps(_record(claim), default=str, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def differences(before: Claim, now: Claim) -> Iterator[Difference]:
    """The fields in which a claim differs from what was shown."""
    old, new = _record(before), _record(now)
    for name in old:
        if old[name] != new[name]:
            yield Difference(name.replace("_", " "), _in_words(old[name]), _in_words(new[name]))


def _record(claim: Claim) -> dict[str, Any]:
    return asdict(claim, filter=lambda field, _: field.eq is not False and field.name != "article")


def _in_words(value: Any) -> str:
    """A value of a record as a person reads it."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_in_words(one)}" for key, one in value.items() if one not in (None, (), []))
    if isinstance(value, list | tuple):
        return "; ".join(map(_in_words, value)) or "nothing"
    return "nothing" if value is None else str(value)
