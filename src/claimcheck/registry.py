"""Who can be chosen by name at the desk: judges and catalogues that come with claimcheck, and those of plug-ins.

The entry point names a callable: it gets the options (text to text: the table [judge-options] or [catalog-options]; a
judge's `api_key` from the environment) and returns a `Judge` or a `Catalog`. Only the desk imports this.
"""

from collections.abc import Mapping
from importlib.metadata import EntryPoint
from typing import Any

from claimcheck.catalogs.base import Catalog
from claimcheck.catalogs.foreign import Foreign
from claimcheck.evidence.judge import Judge
from claimcheck.evidence.network import Kept, NetworkJudge
from claimcheck.plugins import CATALOGS, JUDGES, Door

BUILT_IN = "network"
PUBMED = "pubmed"
MIRROR = "mirror"
_JUDGES = Door(
    JUDGES,
    "judge",
    (BUILT_IN,),
    (
        EntryPoint("server", "claimcheck.evidence.remote:from_options", JUDGES),
        EntryPoint("transformers", "claimcheck.evidence.local:from_options", JUDGES),
    ),
)
_CATALOGS = Door(
    CATALOGS, "catalogue", (PUBMED,), (EntryPoint(MIRROR, "claimcheck.catalogs.mirror.client:from_options", CATALOGS),)
)


def load_judge(
    name: str = BUILT_IN, options: Mapping[str, str] | None = None, *, threads: int = 1, kept: Kept | None = None
) -> Judge:
    """The judge of that name; what follows a colon (``transformers:FOLDER``) is its option `folder`.

    `threads` and `kept` (readings of former runs) are for the built-in one.

    Raises `UsageError` for an unknown name and for a plug-in that does not load or fit.
    """
    if name == BUILT_IN:
        return NetworkJudge(threads=threads, kept=kept)
    made: Judge = _made(_JUDGES, name, options, Judge, "is no judge: it needs a name and a method judge")
    return made


def load_catalog(name: str, options: Mapping[str, str] | None = None) -> Foreign:
    """The mirror, or the plug-in's catalogue of that name, held to its contract; what follows a colon (``mirror:FOLDER``) is
    its option `folder`. PubMed is none of them: it has settings of its own.

    Raises `UsageError` for an unknown name and for a plug-in that does not load or fit.
    """
    wanted = "is no catalogue: it needs a name and the methods search and fetch"
    return Foreign(_made(_CATALOGS, name, options, Catalog, wanted))


def _made(door: Door, written: str, options: Mapping[str, str] | None, contract: type[Any], misfit: str) -> Any:
    """What the plug-in makes that is written as its name, a colon and a folder; it has a name, and what the contract asks for."""
    name, _, folder = written.partition(":")
    point = door.find(name)
    factory = door.load(point)
    own = {**(options or {}), **({"folder": folder} if folder else {})}
    made = door.guarded(point, lambda: factory(own), "cannot be loaded")
    called = getattr(made, "name", None)
    if not isinstance(made, contract) or not isinstance(called, str) or not called.strip():
        raise door.misfit(point, misfit)
    return made
