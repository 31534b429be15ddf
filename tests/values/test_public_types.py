"""Everything public says its types, and every type that it names is public too."""

import inspect
import sys
import typing
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any

import pytest

import claimcheck as cc

NAMES = [name for name in cc.__all__ if name != "__version__"]


def callables(name: str) -> Iterator[tuple[str, Any]]:
    """A public function, or a class with its fields, methods and properties, as far as we have written them."""
    thing = getattr(cc, name)
    yield name, thing
    for cls in thing.__mro__ if isinstance(thing, type) else ():
        if cls.__module__.split(".")[0] != "claimcheck":
            continue
        for own, member in vars(cls).items():
            function = (
                getattr(member, "fget", None) or getattr(member, "func", None) or getattr(member, "__func__", member)
            )
            if (
                inspect.isfunction(function)
                and (own == "__init__" or own[0] != "_")
                and function.__module__ == cls.__module__
            ):
                yield f"{name}.{own}", function


def types_in(hint: Any) -> Iterator[type]:
    """The classes that a type names, those within it too."""
    origin = typing.get_origin(hint)
    if isinstance(hint, UnionType) or origin is not None:
        for inner in (*([origin] if isinstance(origin, type) else []), *typing.get_args(hint)):
            yield from types_in(inner)
    elif isinstance(hint, list):
        for inner in hint:
            yield from types_in(inner)
    elif isinstance(hint, type):
        yield hint


@pytest.mark.parametrize("name", NAMES)
def test_types_can_be_asked_for_and_are_public(name: str) -> None:
    """`typing.get_type_hints` gives every annotation of a name and of its methods; each class in them is exported or Python's own."""
    public = {id(getattr(cc, one)) for one in NAMES}
    for where, thing in callables(name):
        for argument, hint in typing.get_type_hints(thing).items():
            for one in types_in(hint):
                ours = one.__module__.split(".")[0] not in sys.stdlib_module_names and one is not NoneType
                assert not ours or id(one) in public, f"{where}: {argument} is a {one.__module__}.{one.__qualname__}"


@pytest.mark.parametrize("name", [name for name in NAMES if hasattr(getattr(cc, name), "__attrs_attrs__")])
def test_the_signature_of_a_value_shows_its_fields(name: str) -> None:
    """Notebooks, editors and `help` show what a value is made of."""
    value = getattr(cc, name)
    assert list(inspect.signature(value).parameters) == [field.name for field in value.__attrs_attrs__ if field.init]
