"""The numbers and words that rules compare with: defaults of the rule catalogue, changed by a policy pack or the settings."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from claimcheck.checked import Checked, given
from claimcheck.errors import InvalidValueError, UsageError
from claimcheck.model import Kind, Severity
from claimcheck.nearest import nearest

T = TypeVar("T")

LEVELS: Mapping[Kind, int] = {
    Kind.EFFICACY: 2,
    Kind.COMPARISON: 2,
    Kind.RECOMMENDATION: 2,
    Kind.SAFETY: 3,
    Kind.PREVALENCE: 3,
}
"""The weakest Oxford level that each kind of claim may rest on; kinds that are not named may rest on any (5)."""


@frozen
class Thresholds(Checked):
    """What the rules hold claims to. Years and months are whole; `levels` is keyed by kind, 5 lets anything pass."""

    levels: Mapping[Kind, int] = field(default=LEVELS)
    max_age_years: int = 5
    max_age_years_slow: int = 10
    """For mechanisms and definitions."""
    review_months: int = 36
    min_sources: int = 1
    trusted_sites: tuple[str, ...] = ()
    """Host names; a link to one of them, or below it, needs no review to stand behind a claim."""
    searched_severity: Severity = Severity.ERROR
    """Of a claim without a source for which a person searched and found nothing adequate."""
    causal_words: tuple[str, ...] = ()
    """Added to the rules' own list, as ``base|third person``: ``calm|calms``."""
    absolute_words: tuple[str, ...] = ()
    hedging_words: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        for key, read in _READERS.items():
            name = key.replace("-", "_")
            value = getattr(self, name)
            try:
                object.__setattr__(self, name, read(value))
            except ValueError as error:
                raise InvalidValueError(f"Thresholds: {name} takes {error}, not {value!r}") from None

    def level_for(self, kind: Kind | None) -> int:
        """The weakest level for a kind of claim; 5 where any will do. What has no kind is held to be of efficacy."""
        return self.levels.get(kind or Kind.EFFICACY, 5)

    def trusts(self, url: str | None) -> bool:
        """Whether the link leads to a trusted site."""
        if not (self.trusted_sites and url):
            return False
        from urllib.parse import urlsplit  # noqa: PLC0415 - few policies trust a site, and every check loads this

        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").removesuffix(".")
        except ValueError:  # an address that is none
            return False
        if "\\" in parts.netloc:  # which browsers take for a slash
            return False
        return any(host == site or host.endswith(f".{site}") for site in self.trusted_sites)

    def changed(self, values: Mapping[str, Any]) -> "Thresholds":
        """These thresholds with others in their place; `values` come from `read_threshold`, levels are merged by kind."""
        for name in given("Thresholds.changed: values", values, Mapping[str, Any]):
            if name not in THRESHOLD_FIELDS:
                near = nearest(str(name), THRESHOLD_FIELDS)
                known = f"did you mean {near!r}?" if near else f"known are {', '.join(THRESHOLD_FIELDS)}"
                raise InvalidValueError(f"Thresholds.changed: unknown threshold {name!r}; {known}")
        return evolve(self, **with_thresholds({"levels": self.levels}, values))


def with_thresholds(values: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
    """Thresholds by field, with others in their place; levels are merged by kind."""
    levels = {**values.get("levels", {}), **others.get("levels", {})}
    return {**values, **others, **({"levels": levels} if levels else {})}


def threshold_in_words(key: str, text: str) -> object:
    """A value as a variable of the environment writes it, as a file would: ``efficacy=1,safety=2`` for levels, commas in lists."""
    default = getattr(DEFAULTS, key.replace("-", "_"))
    items = [item.strip() for item in text.split(",") if item.strip()]
    if isinstance(default, Mapping):
        pairs = (item.partition("=")[::2] for item in items)
        return {kind.strip(): _number(level.strip()) for kind, level in pairs}
    return items if isinstance(default, tuple) else _number(text)


def _number(text: str) -> object:
    return int(text[:9]) if text.isdecimal() else text


def read_threshold(key: str, value: object, where: str) -> tuple[str, object]:
    """A setting as written, such as ``max-age-years = 3``, as field and value.

    Raises `UsageError` that says where it stands and what is wrong.
    """
    if key not in _READERS:
        near = nearest(key, _READERS)
        known = f"did you mean {near!r}?" if near else f"known are {', '.join(_READERS)}"
        raise UsageError(f"{where}: unknown threshold {key!r}; {known}")
    return key.replace("-", "_"), read_value(_READERS[key], value, f"{where}: {key}")


def read_value(read: Callable[[object], T], value: object, where: str) -> T:
    """A value as its reader makes it, which raises ValueError with what it expects. Raises `UsageError` that says where the value stands."""
    try:
        return read(value)
    except ValueError as error:
        raise UsageError(f"{where}: expected {error}, got {value!r}") from None


def _levels(value: object) -> dict[Kind, int]:
    if not isinstance(value, Mapping) or not all(
        kind in tuple(Kind) and type(level) is int and 1 <= level <= 5 for kind, level in value.items()
    ):
        raise ValueError("a table of kinds with levels from 1 to 5, such as {efficacy = 2}")
    return {Kind(kind): level for kind, level in value.items()}


def _whole(most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if type(value) is not int or not 1 <= value <= most:
            raise ValueError(f"a whole number from 1 to {most}")
        return value

    return read


def _severity(value: object) -> Severity:
    if value not in tuple(Severity):
        raise ValueError(f"one of {', '.join(Severity)}")
    return Severity(str(value))


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError('a list of words, such as ["calm|calms"]')
    return tuple(" ".join(item.casefold().split()) for item in value)


def _sites(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(
        isinstance(item, str) and _HOST.fullmatch(item.casefold()) for item in value
    ):
        raise ValueError('a list of host names, such as ["who.int"]')
    return tuple(item.casefold() for item in value)


_HOST = re.compile(r"(?:[^\s/:@.]+\.)+[^\s/:@.]+")

_READERS: dict[str, Callable[[object], object]] = {
    "levels": _levels,
    "max-age-years": _whole(200),
    "max-age-years-slow": _whole(200),
    "review-months": _whole(1200),
    "min-sources": _whole(100),
    "trusted-sites": _sites,
    "searched-severity": _severity,
    "causal-words": _words,
    "absolute-words": _words,
    "hedging-words": _words,
}
THRESHOLD_KEYS = tuple(_READERS)
THRESHOLD_FIELDS = tuple(key.replace("-", "_") for key in THRESHOLD_KEYS)
DEFAULTS = Thresholds()
"""The catalogue's."""
