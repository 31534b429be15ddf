"""Rejections that former versions kept in the evidence lock, moved into the claims files, where people's decisions lie."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from claimcheck.decisions.journal import decide
from claimcheck.decisions.words import with_rejections
from claimcheck.lockfile import Lock, LockUpdate, update_lockfile
from claimcheck.model import Claim


def move_rejections(claims: Iterable[Claim], lock: Lock, lock_path: Path) -> int:
    """How many were moved. The claims files come first: a rejection that stands in both places is harmless, a lost one is not.

    What is cited or turned down in the claims file already is forgotten in the lock. Raises `EditError`.
    """
    kept = {claim.id: lock.searches[claim.id].rejected for claim in claims if claim.id in lock.searches}
    moved = 0
    for claim in claims:
        known = {*(one.pmid for one in claim.citations), *(one.pmid for one in claim.rejected)}
        if new := [one for one in kept.get(claim.id, ()) if one.pmid not in known]:
            moved += len(new)
            change = partial(with_rejections, claim_id=claim.id, rejections=new)
            decide(claim.location.path, claim.id, change, told="rejections moved from the lock", by=new[0].by)
    gone = {claim_id: tuple(one.pmid for one in rejected) for claim_id, rejected in kept.items() if rejected}
    if gone:
        update_lockfile(lock_path, LockUpdate(drop_rejections=gone))
    return moved
