"""What the four doors share: a plug-in is looked up by its name, loaded, and told where it does not load.

A plug-in is an entry point (packaging.python.org, "Entry points specification") of one of the groups below. Nothing is
looked up unless the settings or a flag name one, and the gate loads this module by name: `importlib.metadata` would cost
every check more time than its rules do.
"""

import json
from collections.abc import Callable, Iterable
from hashlib import blake2b
from importlib.metadata import Distribution, EntryPoint, entry_points
from typing import Any

from attrs import frozen

from claimcheck.errors import ClaimcheckError, UsageError

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
        others = ", ".join([*self.built_in, *sorted({point.name for point in known} - set(self.built_in))])
        known_are = f"known are {others}" if others else f"no installed package announces one ({self.group})"
        raise UsageError(f"there is no {self.noun} {name!r}; {known_are}")

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


@frozen
class Version:
    """The package that a plug-in came with. `files` changes with the installed code, whatever the version says; None where
    nothing tells of a change: an editable or home-made installation.
    """

    plugin: str
    distribution: str
    version: str
    files: str | None


def versions(group: str, names: Iterable[str]) -> tuple[Version, ...]:
    """The packages behind the named plug-ins of a group, sorted; names that nobody announces are left out.

    For the key of a cache: where `files` is None, what was kept must not be believed.
    """
    points = [point for point in entry_points(group=group) if point.name in set(names)]
    return tuple(sorted((_version(point) for point in points), key=lambda one: (one.plugin, one.distribution)))


def _version(point: EntryPoint) -> Version:
    package = point.dist
    if package is None:
        return Version(point.name, "", "", None)
    return Version(point.name, package.name, package.version, _files(package))


def _files(package: Distribution) -> str | None:
    """A digest of RECORD, where an installer lists what it copied with hashes; None where files are edited in place (PEP 610)."""
    record = package.read_text("RECORD")
    try:
        source = json.loads(package.read_text("direct_url.json") or "{}")
    except ValueError:
        return None
    if not record or source.get("dir_info", {}).get("editable", False):
        return None
    return blake2b(record.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
