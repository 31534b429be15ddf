"""Frozen values that start-up hardly notices: classes of annotated fields, used like those of attrs.

The gate starts anew for every commit, and most of its time is start-up. Importing attrs takes three times as long as
starting Python, and it writes and compiles the methods of every class when the class is made. Here a class's
``__init__`` is compiled when its first value is made, and the other methods are shared; `docs/dependencies.md` has the
figures. Equality, hash and repr mean what they mean in attrs, and values can be pickled. Type checkers know the decorator
by `typing.dataclass_transform` (PEP 681).
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform, overload

T = TypeVar("T")

_MISSING: Any = object()


class Field:
    """One field: its name, its default or what makes one, and whether it counts for equality and is shown.

    `alias` and `init` are there for `attrs.evolve`, which takes these values too.
    """

    __slots__ = ("alias", "default", "eq", "factory", "init", "name", "repr")

    def __init__(self, default: Any, factory: Callable[[], Any] | None, *, eq: bool, repr: bool) -> None:  # noqa: A002
        self.default, self.factory, self.eq, self.repr = default, factory, eq, repr
        self.name = self.alias = ""
        self.init = True

    @property
    def is_optional(self) -> bool:
        """Whether a value can be made without naming it."""
        return self.factory is not None or self.default is not _MISSING


def field(
    *,
    default: Any = _MISSING,
    factory: Callable[[], Any] | None = None,
    eq: bool = True,
    repr: bool = True,  # noqa: A002 - attrs' word
) -> Any:
    """A field that needs more than a plain default: a fresh value each time, or one that equality or repr leaves out."""
    return Field(default, factory, eq=eq, repr=repr)


@overload
def frozen(cls: type[T]) -> type[T]: ...
@overload
def frozen(*, slots: bool = True) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T] | None = None, *, slots: bool = True) -> Any:
    """Make a class of annotated fields one of frozen values.

    `slots=False` leaves room for a `functools.cached_property`. The class has no base but `object`, and no method that calls
    `super()` without arguments.
    """
    return _made(cls, slots) if cls is not None else lambda given: _made(given, slots)


def evolve(value: T, /, **changes: Any) -> T:
    """The same value with other fields."""
    cls = type(value)
    kept = {one.name: getattr(value, one.name) for one in fields(cls)}
    return cls(**{**kept, **changes})


def fields(cls: type) -> tuple[Field, ...]:
    """The fields of a class, in their order."""
    found: tuple[Field, ...] = cls.__attrs_attrs__  # type: ignore[attr-defined]
    return found


def _made(cls: type[T], slots: bool) -> type[T]:
    space = {name: held for name, held in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
    found = tuple(_field(name, space.pop(name, _MISSING)) for name in cls.__annotations__)
    names = tuple(one.name for one in found)
    compared = _getter(one.name for one in found if one.eq)
    space.update(_METHODS, __attrs_attrs__=found, __match_args__=names, _compared=compared)
    if slots:
        space["__slots__"] = names
    metaclass: Any = type(cls)
    made: Any = metaclass(cls.__name__, cls.__bases__, space)
    made.__init__ = _first_init(made, slots)
    return made  # type: ignore[no-any-return]


def _field(name: str, given: Any) -> Field:
    one = given if isinstance(given, Field) else Field(given, None, eq=True, repr=True)
    one.name = one.alias = name
    return one


def _getter(names: Iterable[str]) -> Any:
    """From a value to these fields, as one value to compare and hash."""
    wanted = tuple(names)
    return staticmethod(attrgetter(*wanted) if wanted else lambda _value: ())


def _first_init(cls: Any, slots: bool) -> Any:
    """What stands in for ``__init__`` until the first value is made."""

    def __init__(self: Any, /, *values: Any, **named: Any) -> None:  # noqa: N807
        cls.__init__ = _compiled(cls, slots)
        cls.__init__(self, *values, **named)

    return __init__


def _compiled(cls: type, slots: bool) -> Any:
    """``__init__`` with the fields as its parameters. A slot's own descriptor sets what nobody may set later."""
    space: dict[str, Any] = {"_missing": _MISSING, "_set": object.__setattr__}
    parameters, lines = [], []
    for one in fields(cls):
        name = value = one.name
        space[f"_default_{name}"] = one.default
        parameters.append(f"{name}=_default_{name}" if one.is_optional else name)
        if one.factory is not None:
            space[f"_make_{name}"] = one.factory
            value = f"_make_{name}() if {name} is _missing else {name}"
        if slots:
            space[f"_set_{name}"] = cls.__dict__[name].__set__
        lines.append(f"    _set_{name}(self, {value})\n" if slots else f"    _set(self, {name!r}, {value})\n")
    exec(f"def __init__(self, {', '.join(parameters)}):\n{''.join(lines)}    pass", space)  # noqa: S102 - our own names
    made = space["__init__"]
    made.__qualname__, made.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    return made


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self._compared(self) == self._compared(other)


def _hash(self: Any) -> int:
    return hash((self.__class__, self._compared(self)))


def _repr(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(type(self)) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: Any, name: str, *_value: object) -> NoReturn:
    raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be changed")


def _reduce(self: Any) -> tuple[type, tuple[Any, ...]]:
    return type(self), tuple(getattr(self, one.name) for one in fields(type(self)))


_METHODS: dict[str, Any] = {
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__reduce__": _reduce,
}
