"""Checking the types of JSON values, and dates."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast, get_type_hints

from attrs import NOTHING, fields

from claimcheck.identifiers import Pmid
from claimcheck.model import Stance

T = TypeVar("T")

_NONE = type(None)

Types: TypeAlias = tuple[frozenset[type], bool]
"""Allowed types, and whether a list may only hold text."""

Shape: TypeAlias = Mapping[str, Types]

ANY_TEXT: Types = (frozenset({str}), False)
MAYBE_TEXT: Types = (frozenset({str, _NONE}), False)
TEXTS: Types = (frozenset({list}), True)
MAYBE_TEXTS: Types = (frozenset({list, _NONE}), True)
INTEGER: Types = (frozenset({int, _NONE}), False)
MAYBE_FLAG: Types = (frozenset({bool, _NONE}), False)
LIST: Types = (frozenset({list}), False)
NUMBER: Types = (frozenset({int, float}), False)
OBJECT: Types = (frozenset({dict, _NONE}), False)
OBJECTS: Types = (frozenset({list, _NONE}), False)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ONLY_TEXT = frozenset({str})


def check(value: Any, shape: Shape, place: Iterable[str]) -> dict[str, Any]:
    """The object itself, if it is one and its known keys have the wanted types; `ValueError` says what is wrong where."""
    if type(value) is not dict:
        raise ValueError(f"{'.'.join(place)} is not an object")
    for key, item in value.items():
        wanted = shape.get(key)
        if wanted and (
            type(item) not in wanted[0] or (wanted[1] and item and not _ONLY_TEXT.issuperset(map(type, item)))
        ):
            raise ValueError(f"{'.'.join(place)}.{key} has the wrong type")
    return value


def maybe(build: Callable[[Any], T], value: Any) -> T | None:
    """What is built of a value; None stays unknown."""
    return None if value is None else build(value)


def day(text: str | None) -> dt.date | None:
    """An ISO date; None stays unknown. Raises ValueError."""
    if text is None:
        return None
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text[:40]!a} is not a date (YYYY-MM-DD)")
    return dt.date.fromisoformat(text)


def iso(date: dt.date | None) -> str | None:
    """The reverse of `day`."""
    return date.isoformat() if date else None


_AS_JSON: Mapping[Any, tuple[Types, Callable[[Any], Any] | None]] = {
    str: (ANY_TEXT, None),
    str | None: (MAYBE_TEXT, None),
    int | None: (INTEGER, None),
    float: (NUMBER, None),
    bool | None: (MAYBE_FLAG, None),
    dt.date | None: (MAYBE_TEXT, day),
    Pmid: (ANY_TEXT, Pmid),
    Stance | None: (MAYBE_TEXT, Stance),
    tuple[str, ...]: (TEXTS, tuple),
    tuple[str, ...] | None: (MAYBE_TEXTS, tuple),
}
"""For the type of a field what JSON has in its place, and how that is read where it is not the same."""


def value_of(kind: type[T], value: Any, place: Iterable[str]) -> T:
    """A value of that class from an object with its fields; those that are not there have their defaults. Raises KeyError, TypeError
    or ValueError with what is wrong where.
    """
    make: Any = getattr(kind, "as_read", kind)
    shape, reads, needed = _plan(cast("Any", kind))
    record = check(value, shape, place)
    values = {
        name: reads[name](record[name]) if name in reads and record[name] is not None else record[name]
        for name in shape
        if name in record or name in needed
    }
    return cast("T", make(**values))


@cache
def _plan(kind: Any) -> tuple[Shape, Mapping[str, Callable[[Any], Any]], frozenset[str]]:
    """Types and readers of a class's fields by name, and which have to be there."""
    known = {name: _AS_JSON[hint] for name, hint in get_type_hints(kind).items()}
    reads = {name: read for name, (_, read) in known.items() if read}
    needed = frozenset(one.name for one in fields(kind) if one.default is NOTHING)
    return {name: types for name, (types, _) in known.items()}, reads, needed
