"""Claims searched for in other processes or on other machines: they go out in parcels, and each is done whole there.

Any `concurrent.futures.Executor` will do whose workers can open the catalogue: a mirror's folder must be there for them. What
a worker that ended took along could not be asked; the other parcels' results stand.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from itertools import islice

from claimcheck.catalogs.ahead import ahead, submitted
from claimcheck.catalogs.base import Catalog
from claimcheck.errors import UsageError
from claimcheck.evidence.judge import Judge
from claimcheck.model import Claim, FindResult, Outcome

PARCEL = 10
"""Claims that a worker takes at once: seconds of judging beside milliseconds of sending, and little is lost with a worker."""
AHEAD = 64
"""Parcels that are under way at most: memory stays bounded, and so many workers are busy."""

Results = tuple[FindResult, ...]
Task = Callable[[], Results]


def spread(
    executor: Executor, claims: Iterable[Claim], task: Callable[[Sequence[Claim]], Task]
) -> Iterator[FindResult]:
    """The results of each parcel's task, in the claims' order, each once; `task` makes what is sent to a worker."""
    for parcel, future in ahead(_parcels(claims), lambda parcel: submitted(executor, task(parcel)), AHEAD):
        yield from _arrived(parcel, future)


def refuse_unsendable(*needed: Catalog | Judge) -> None:
    """Raises `UsageError` for a catalogue or judge that cannot be sent to workers, as PubMed cannot, which has one pace."""
    for what in needed:
        try:
            pickle.dumps(what)
        except Exception as error:
            told = "leave the executor out (claims are searched several at a time without one), or ask a mirror"
            raise UsageError(f"{what.name} cannot be sent to an executor's workers: {told}") from error


def _parcels(claims: Iterable[Claim]) -> Iterator[tuple[Claim, ...]]:
    rest = iter(claims)
    while parcel := tuple(islice(rest, PARCEL)):
        yield parcel


def _arrived(parcel: Sequence[Claim], future: "Future[Results]") -> Sequence[FindResult]:
    """A parcel's results. A worker that died, or could not do it, has answered nothing."""
    try:
        return future.result()
    except (Exception, CancelledError) as error:  # noqa: BLE001 - what a cluster raises is its own
        reason = f"the worker that had this claim ended: {type(error).__name__}: {error}".rstrip(": ")
        return [FindResult(claim, Outcome.COULD_NOT_ASK, reason=reason) for claim in parcel]
