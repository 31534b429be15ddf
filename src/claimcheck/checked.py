"""Values and arguments that say at once what is wrong with them, in one sentence.

What a field or argument may hold is told once, by its annotation; `Checked` and `given` read that. What everybody would
understand is taken as it was meant (``kind="safety"``, one term in place of a tuple of terms, a PMID as a number); all else is
an `InvalidTypeError` or `InvalidValueError` (`InvalidIdentifierError` for a PMID, DOI or PMCID) that names the class or function, the field, what was expected and what was given.
"""

import datetime as dt
import types
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any, BinaryIO, Self, Union, cast, get_args, get_origin, get_type_hints

from claimcheck.errors import InvalidIdentifierError, InvalidTypeError, InvalidValueError
from claimcheck.identifiers import Identifier

_IN_WORDS = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    bytes: "bytes",
    BinaryIO: "a binary stream",
    Mapping: "a dictionary",
    dt.date: "a date such as 2026-11-22",
    dt.timedelta: "a datetime.timedelta",
    type(None): "None",
}
_MOST_SHOWN = 60
"""Characters of a wrong value that are repeated."""


class Checked:
    """Base of the public values: every field is checked, and converted where that is obvious, when one is made."""

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        kind: Any = type(self)
        for name, hint, fits in _plan(kind):
            value = getattr(self, name)
            if not fits(value):
                object.__setattr__(self, name, given(f"{kind.__name__}: {name}", value, hint))

    def to_dict(self) -> dict[str, Any]:
        """The fields as JSON has them: lists, texts, numbers; dates as ISO 8601 writes them, unknown ones as None."""
        return {one.name: as_data(getattr(self, one.name)) for one in _attributes(type(self)) if one.init}

    @classmethod
    def as_read(cls, **values: Any) -> Self:
        """A value of fields that a reader has checked one by one: they are not looked at again, which would take longer than
        all else that is done with them.
        """
        made, kind = cls.__new__(cls), cast("Any", cls)
        put = object.__setattr__
        for name, value in (_defaults(kind) | values).items():
            put(made, name, value)
        return made


def given(where: str, value: object, hint: Any) -> Any:
    """What was given for a field or argument of that type, converted where that is obvious.

    `where` begins the sentence of the error. Raises `InvalidTypeError`, `InvalidValueError` or `InvalidIdentifierError`.
    """
    if _predicate(hint)(value):
        return value
    for one in _alternatives(hint):
        if get_origin(one) is tuple and (items := _as_items(value, *get_args(one))) is not None:
            return tuple(given(where, item, get_args(one)[0]) for item in items)
        if (convert := _conversion(value, one)) is not None:
            return _converted(where, value, one, convert)
    raise InvalidTypeError(f"{where} takes {_in_words(hint)}, not {_shown(value)}")


def expect(fits: bool, where: str, wanted: str, value: object) -> None:
    """Raise `InvalidValueError` for a value of the right type that cannot be meant. `where` begins the sentence, `wanted` says what can."""
    if not fits:
        raise InvalidValueError(f"{where} takes {wanted}, not {_shown(value)}")


def as_data(value: object) -> Any:  # noqa: PLR0911 - one line a kind of value
    """A value as JSON has it."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Checked):
        return value.to_dict()
    if isinstance(value, tuple | list):
        return [as_data(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): as_data(one) for key, one in value.items()}
    if isinstance(value, dt.date):
        return value.isoformat()
    if hasattr(type(value), "__attrs_attrs__"):
        return {one.name: as_data(getattr(value, one.name)) for one in _attributes(type(value))}
    return value


def _converted(where: str, value: object, hint: Any, convert: Callable[[Any], Any]) -> Any:
    try:
        return convert(value)
    except InvalidIdentifierError as error:
        raise InvalidIdentifierError(f"{where}: {error}") from None
    except ValueError:
        raise InvalidValueError(f"{where} takes {_in_words(hint)}, not {_shown(value)}") from None


def _conversion(value: object, hint: Any) -> Callable[[Any], Any] | None:
    """What makes a value of that type of what was given; None where nothing does that everybody would expect."""
    if not isinstance(hint, type):
        return None
    if isinstance(value, str):
        if issubclass(hint, StrEnum):
            return hint
        if hint is dt.date:
            return dt.date.fromisoformat
    if issubclass(hint, Identifier) and type(value) in (str, int):
        parse: Callable[[Any], Any] = hint.parse
        return parse
    return dt.datetime.date if hint is dt.date and isinstance(value, dt.datetime) else None


def _as_items(value: object, item: Any, *more: Any) -> Iterable[object] | None:
    """What was given for a tuple of any length: one thing is a tuple of one. None where it is neither that nor many."""
    if more != (...,):
        return None
    alone = any(_predicate(one)(value) or _conversion(value, one) for one in _alternatives(item))
    if alone and not isinstance(value, tuple):
        return (value,)
    if isinstance(value, set | frozenset):  # whose order differs from one run of Python to the next
        return sorted(value, key=str)
    many = isinstance(value, Iterable) and not isinstance(value, str | bytes)
    return value if many else None  # type: ignore[return-value]


def _alternatives(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def _shown(value: object) -> str:
    """A wrong value as an error repeats it: itself where it is short and plain, else what kind of thing it is."""
    if isinstance(value, type):
        return f"the class {value.__name__}"
    text = (
        ascii(value) if isinstance(value, str | int | float | bytes | types.NoneType) else f"a {type(value).__name__}"
    )
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 3]}..."


def _in_words(hint: Any) -> str:
    if (plain := get_origin(hint) or hint) in _IN_WORDS:
        return _IN_WORDS[plain]
    several = _alternatives(hint)
    if len(several) > 1:
        told = list(dict.fromkeys(map(_in_words, several)))
        return f"{', '.join(told[:-1])} or {told[-1]}"
    if get_origin(hint) is tuple:
        held = get_args(hint)
        return f"a tuple of {' and '.join(_in_words(one) for one in held if one is not ...)}"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return f"one of {', '.join(hint)}"
    name = getattr(get_origin(hint) or hint, "__name__", str(hint))
    return f"a{'n' if name[0] in 'AEIOU' else ''} {name}"


# What annotations come to is worked out once: values are made in great numbers.


@lru_cache(maxsize=256)
def _plan(kind: Any) -> tuple[tuple[str, Any, Callable[[object], bool]], ...]:
    hints = get_type_hints(kind)
    return tuple((one.name, hints[one.name], _predicate(hints[one.name])) for one in _attributes(kind))


@lru_cache(maxsize=256)
def _defaults(kind: Any) -> dict[str, Any]:
    return {one.name: one.default for one in _attributes(kind)}


def _attributes(kind: Any) -> Iterable[Any]:
    own: Iterable[Any] = kind.__attrs_attrs__
    return own


@lru_cache(maxsize=1024)
def _predicate(hint: Any) -> Callable[[object], bool]:  # noqa: PLR0911 - one line a form of type
    """Whether a value may stand where that type is asked for. What is in a mapping is not looked at."""
    several, origin = _alternatives(hint), get_origin(hint)
    if len(several) > 1:
        either = tuple(map(_predicate, several))
        return lambda value: any(one(value) for one in either)
    if origin is tuple:
        return _is_tuple(*get_args(hint))
    kind = origin or hint
    if not isinstance(kind, type) or kind is object:
        return lambda value: True  # noqa: ARG005 - Any, a type variable, or another word that says nothing of values
    if kind is BinaryIO:
        return lambda value: hasattr(value, "read")  # Python's own streams are none of its class
    if kind in (int, float):
        return lambda value: isinstance(value, (int, kind)) and not isinstance(value, bool)
    if kind is dt.date:
        return lambda value: isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    if getattr(kind, "_is_protocol", False) and not getattr(kind, "_is_runtime_protocol", False):
        return callable if "__call__" in vars(kind) else lambda value: True  # noqa: ARG005 - it cannot be known
    return lambda value: isinstance(value, kind)


def _is_tuple(item: Any, *more: Any) -> Callable[[object], bool]:
    if more == (...,):
        fits = _predicate(item)
        return lambda value: type(value) is tuple and all(map(fits, value))
    each = tuple(map(_predicate, (item, *more)))
    return lambda value: (
        type(value) is tuple
        and len(value) == len(each)
        and all(one(held) for one, held in zip(each, value, strict=True))
    )
