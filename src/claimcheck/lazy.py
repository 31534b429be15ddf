"""Names that a package offers and loads when they are first used (PEP 562), so that nobody waits for what they don't use."""

import sys
from importlib import import_module

TYPE_CHECKING = False  # as type checkers read it; every start pays for what is imported here

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def names_from(package: str, homes: "Mapping[str, str]") -> "Callable[[str], object]":
    """The ``__getattr__`` of a package: `homes` says for each module, in full, which names it holds, set apart by spaces."""
    home = {name: module for module, names in homes.items() for name in names.split()}

    def load(name: str) -> object:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(home[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return load
