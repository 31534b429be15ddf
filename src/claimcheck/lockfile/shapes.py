"""Checking the types of JSON values, and dates."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias, TypeVar

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
