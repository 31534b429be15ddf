"""What the four doors share: a plug-in is looked up by its name, loaded, and told where it does not load.

A plug-in is an entry point (packaging.python.org, "Entry points specification") of one of the groups below. Nothing is
looked up unless the settings or a flag name one, and the gate loads this module by name: `importlib.metadata` would cost
every check more time than its rules do.
"""

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from attrs import frozen

from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.nearest import nearest

CATALOGS = "claimcheck.catalogs"
JUDGES = "claimcheck.judges"
REPORTS = "claimcheck.reports"
RULES = "claimcheck.rules"


@frozen
class Door:
    """A group of entry points. `noun` is what one is called, `built_in` the names that need no entry point."""

    group: str
    noun: str
    built_in: tuple[str, ...] = ()
    own: tuple[EntryPoint, ...] = ()
    """What comes with claimcheck and is loaded as a plug-in is."""

    def find(self, name: str) -> EntryPoint:
        """The entry point of that name. Raises `UsageError` that lists what there is, or for two packages' plug-ins."""
        known: set[EntryPoint] = {*self.own, *entry_points(group=self.group)}
        named = {str(point.value): point for point in known if point.name == name}
        if len(named) == 1:
            return next(iter(named.values()))
        if named:
            told = ", ".join(sorted(named))
            raise UsageError(f"more than one plug-in is called {name!r}: {told}; uninstall one of them")
        others = [*self.built_in, *sorted({point.name for point in known} - set(self.built_in))]
        near = nearest(name, others)
        known_are = f"known are {', '.join(others)}" if others else f"no installed package announces one ({self.group})"
        meant = f"; did you mean {near}?" if near else ""
        raise UsageError(f"there is no {self.noun} {name!r}; {known_are}{meant}")

    def load(self, point: EntryPoint) -> Callable[..., Any]:
        """What the entry point names. Raises `UsageError` where it cannot be loaded or called."""
        found = self.guarded(point, point.load, "cannot be loaded")
        if not callable(found):
            raise self.misfit(point, "names nothing that can be called")
        return found  # type: ignore[no-any-return]

    def guarded(self, point: EntryPoint, call: Callable[[], Any], trouble: str) -> Any:
        """Call foreign code, which may raise anything: never skipped, always told as `UsageError`."""
        try:
            return call()
        except ClaimcheckError:
            raise
        except (Exception, SystemExit) as error:
            raise self.misfit(point, f"{trouble}: {type(error).__name__}: {error}") from error

    def misfit(self, point: EntryPoint, why: str) -> UsageError:
        """The sentence about a plug-in that does not load or fit."""
        return UsageError(f"the {self.noun} {point.name!r} ({point.value}) {why}")
