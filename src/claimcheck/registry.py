"""Who can be chosen by name: the judges that come with claimcheck, and plug-ins that announce themselves.

A plug-in is an entry point (packaging.python.org, "Entry points specification") of the group `claimcheck.judges` that names a
callable: it gets the options (text to text: the table [judge-options], `api_key` from the environment) and returns a `Judge`.
Nothing is looked up or loaded unless a judge other than the built-in one is asked for. Only the desk imports this.
"""

from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points

from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.evidence.judge import Judge, LexicalJudge

JUDGES = "claimcheck.judges"
"""The group of entry points."""
BUILT_IN = "lexical"
_OWN = (
    EntryPoint("server", "claimcheck.evidence.remote:from_options", JUDGES),
    EntryPoint("transformers", "claimcheck.evidence.local:from_options", JUDGES),
)


def load_judge(name: str = BUILT_IN, options: Mapping[str, str] | None = None) -> Judge:
    """The judge of that name; what follows a colon (``transformers:FOLDER``) is its option `folder`.

    Raises `UsageError` for an unknown name and for a plug-in that does not load or fit.
    """
    if name == BUILT_IN:
        return LexicalJudge()
    plain, _, folder = name.partition(":")
    return _made(_announced(plain), {**(options or {}), **({"folder": folder} if folder else {})})


def _announced(name: str) -> EntryPoint:
    known: set[EntryPoint] = {*_OWN, *entry_points(group=JUDGES)}
    named = {str(point.value): point for point in known if point.name == name}
    if len(named) == 1:
        return next(iter(named.values()))
    if named:
        raise UsageError(f"more than one plug-in is called {name!r}: {', '.join(sorted(named))}; uninstall one of them")
    others = ", ".join(sorted({BUILT_IN, *(point.name for point in known)}))
    raise UsageError(f"there is no judge {name!r}; known are {others}")


def _made(point: EntryPoint, options: Mapping[str, str]) -> Judge:
    try:
        judge = point.load()(options)
    except ClaimcheckError:
        raise
    except Exception as error:  # foreign code may raise anything: never skipped, always told
        why = f"{type(error).__name__}: {error}"
        raise UsageError(f"the judge {point.name!r} ({point.value}) cannot be loaded: {why}") from error
    name = getattr(judge, "name", None)
    if not isinstance(judge, Judge) or not isinstance(name, str) or not name.strip():
        raise UsageError(f"the judge {point.name!r} ({point.value}) is no judge: it needs a name and a method judge")
    return judge
