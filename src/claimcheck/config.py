"""Settings: flags > environment > `claimcheck.toml` or `[tool.claimcheck]` of the nearest `pyproject.toml` > defaults.

The NCBI API key is deliberately no setting: it comes from the environment variable NCBI_API_KEY, or in the library from
the constructor's argument, and never from a file that could be committed.
"""

import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from claimcheck.errors import UsageError
from claimcheck.model import Severity
from claimcheck.nearest import nearest
from claimcheck.settings_file import leaves, nearest_file, read_table
from claimcheck.thresholds import THRESHOLD_KEYS, read_threshold, read_value, threshold_in_words, with_thresholds
from claimcheck.tree import DISK, Tree


class Source(StrEnum):
    """Who can decide a setting; a later one gives way to an earlier one."""

    FLAG = "flag"
    ENVIRONMENT = "environment"
    FILE = "file"
    POLICY = "policy"
    DEFAULT = "default"


@frozen
class Origin:
    """Who decided a setting, and under which name: a flag, a variable, a file's path, a policy pack."""

    source: Source
    name: str = ""


@frozen
class Settings:
    """Every setting with its default. `config_file` is where the file settings came from, None without a file."""

    fail_on: Severity = Severity.ERROR
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    require_complete: bool = False
    lock: str | None = None
    format: str | None = None
    policy: str | None = None
    baseline: str | None = None
    thresholds: Mapping[str, object] = field(factory=dict)
    """What the table `rules` sets, by field of `Thresholds`."""
    severity: tuple[tuple[str, Mapping[str, Severity | None]], ...] = ()
    """By glob of paths, then by rule as written; None turns the rule off."""
    reviewer: str | None = None
    find_limit: int = 10
    rules_plugins: tuple[str, ...] = ()
    catalog: str = "pubmed"
    catalog_options: Mapping[str, str] = field(factory=dict)
    judge: str = "network"
    judge_options: Mapping[str, str] = field(factory=dict)
    pubmed_base_url: str | None = None
    pubmed_email: str | None = None
    pubmed_requests_per_second: float | None = None
    config_file: Path | None = None
    origins: Mapping[str, Origin] = field(factory=dict)
    """Who decided, by the key as written; a setting that nobody decided has its default."""


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text that is not empty")
    return value.strip()


def _list_of(wanted: str) -> Callable[[object], tuple[str, ...]]:
    def read(value: object) -> tuple[str, ...]:
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
            raise ValueError(f"a list of {wanted}")
        return tuple(item.strip() for item in items if item.strip())

    return read


_names = _list_of('rule codes or names, such as ["CC303"]')
_plugins = _list_of('plug-ins, such as ["acme"]')


def _word_of(known: Mapping[str, object], wanted: str) -> Callable[[object], Any]:
    def read(value: object) -> object:
        if str(value) not in known:
            raise ValueError(wanted)
        return known[str(value)]

    return read


_SEVERITIES = {severity.value: severity for severity in Severity}
_severity = _word_of(_SEVERITIES, "error, warning or note")
_severity_or_off = _word_of({**_SEVERITIES, "off": None}, "error, warning or note, or off")
_truth = _word_of({"true": True, "1": True, "false": False, "0": False}, "true or false")


def _flag(value: object) -> object:
    return _truth(str(value).lower())


def _count(value: object) -> int:
    if isinstance(value, bool) or not str(value).isdecimal() or not 1 <= int(str(value)) <= 1000:
        raise ValueError("a whole number from 1 to 1000")
    return int(str(value))


def _rate(value: object) -> float:
    try:
        rate = float(str(value))
    except ValueError:
        rate = 0.0
    if isinstance(value, bool) or not 0.01 <= rate <= 100_000:
        raise ValueError("a number of requests a second above zero")
    return rate


@frozen
class Option:
    """A setting with one value, and who may give it besides the file."""

    key: str
    """As written in the file; a dot means a table."""
    name: str
    """The field of `Settings`."""
    read: Callable[[object], object]
    about: str
    flag: str | None
    """The flag of the commands that take one; None where no command does, or it means something else in some."""
    variables: tuple[str, ...]

    @property
    def is_list(self) -> bool:
        """Whether it holds several words; a flag that is given again adds to them."""
        return self.read is _names


_FILES = ("lock", "baseline")
_PREFIX = "CLAIMCHECK_"
_OF_TESTS = "CLAIMCHECK_TEST_"
_SECRETS = ("_KEY", "_TOKEN", "_PASSWORD")
"""Plug-ins take their keys from variables of their own."""
_NO_SETTINGS = ("CLAIMCHECK_CACHE_DIR", "CLAIMCHECK_JUDGE_API_KEY", "CLAIMCHECK_REVIEW_PASSWORD")
"""Variables that are read elsewhere, and by no file."""


def variable_of(key: str) -> str:
    """The environment variable of a setting."""
    return _PREFIX + key.upper().replace(".", "_").replace("-", "_")


def _option(
    key: str, read: Callable[[object], object], about: str, *more_variables: str, flag: str | None = None
) -> Option:
    name = key.replace(".", "_").replace("-", "_")
    return Option(key, name, read, about, flag, (variable_of(key), *more_variables))


OPTIONS: tuple[Option, ...] = (
    _option("fail-on", _severity, "exit 1 from this severity on: error, warning or note", flag="--fail-on"),
    _option("select", _names, "only these rules: codes, names or their beginnings", flag="--select"),
    _option("ignore", _names, "without these rules", flag="--ignore"),
    _option("require-complete", _flag, "exit 3 when something could not be checked", flag="--require-complete"),
    _option(
        "lock",
        _text,
        "the evidence lock; not set: the nearest evidence.lock.json from the claims upward",
        flag="--lock",
    ),
    _option(
        "format",
        _text,
        "the report of `check`, a built-in or a plug-in's; not set: summary, and github in GitHub Actions",
    ),
    _option("policy", _text, "a policy pack: a built-in one's name, or a house's own file", flag="--policy"),
    _option("baseline", _text, "findings that this file lists are known and do not fail", flag="--baseline"),
    _option("reviewer", _text, "the name beside your word; not set: git's user.name", flag="--by"),
    _option("find.limit", _count, "candidates that `find` tells of a claim", flag="--limit"),
    _option("rules.plugins", _plugins, "a house's own rules: the plug-ins that have them"),
    _option(
        "catalog",
        _text,
        "who is asked in `find` and `review`: pubmed, mirror:FOLDER, mirror:FOLDER,pubmed or a plug-in",
        flag="--catalog",
    ),
    _option("judge", _text, "who rules in `find`: network, server, transformers:FOLDER or a plug-in", flag="--judge"),
    _option("pubmed.base_url", _text, "another E-utilities server: a proxy, or one for tests"),
    _option("pubmed.email", _text, "where NCBI can reach you before it blocks you", "NCBI_EMAIL"),
    _option("pubmed.requests_per_second", _rate, "for a server of your own with another limit"),
)


def load_settings(  # noqa: PLR0913 - each decides something
    environment: Mapping[str, str],
    *,
    start: Path,
    config: Path | None = None,
    isolated: bool = False,
    flags: Mapping[str, object] | None = None,
    tree: Tree = DISK,
) -> Settings:
    """Settings of the nearest file above `start` (or of `config`), overridden by the environment, then by `flags` (by flag).

    Raises `UsageError` for a file that cannot be read, an unknown key (with a suggestion) or a value of the wrong form.
    """
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    path = None if isolated else config or nearest_file(start, tree)
    if path is not None:
        table = read_table(path, tree)
        values.update(_from_folder(path.parent, _from_table(table, str(path))))
        origins.update(dict.fromkeys(leaves(table), Origin(Source.FILE, str(path))))
    thresholds, variables = _thresholds_of(environment)
    values["thresholds"] = with_thresholds(values.get("thresholds", {}), thresholds)
    origins.update(variables)
    for option, value, origin in (*_from_environment(environment), *_from_flags(flags or {})):
        values[option.name], origins[option.key] = value, origin
    _tell_unknown(environment)
    return evolve(Settings(config_file=path, origins=origins), **values)


def _from_folder(folder: Path, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a file in a folder, paths as they are from the current folder."""
    return {name: os.path.relpath(folder / value) if name in _FILES else value for name, value in values.items()}


def _from_table(table: Mapping[str, object], where: str) -> dict[str, object]:
    known = {option.key: option for option in OPTIONS}
    flat: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            inside = {f"{key}.{inner}": held for inner, held in value.items()}
            flat.update({name: held for name, held in inside.items() if key not in _TABLES or name in known})
        elif key not in _TABLES:
            flat[key] = value
    values = {
        _known(key, known, where).name: read_value(known[key].read, value, f"{where}: {key}")
        for key, value in flat.items()
    }
    return values | {_TABLES[key][0]: _TABLES[key][1](table[key], where) for key in _TABLES if key in table}


def _thresholds(table: object, where: str) -> dict[str, object]:
    place = f"{where}: rules"
    return dict(read_threshold(key, value, place) for key, value in _a_table(table, place).items() if key != "plugins")


def _severities(table: object, where: str) -> tuple[tuple[str, dict[str, Severity | None]], ...]:
    found = []
    for glob, rules in _a_table(table, f"{where}: severity").items():
        place = f"{where}: severity: {glob}"
        found.append(
            (glob, {rule: read_value(_severity_or_off, word, place) for rule, word in _a_table(rules, place).items()})
        )
    return tuple(found)


def _a_table(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise UsageError(f"{where}: expected a table, got {value!r}")
    return value


def _options_of(name: str, hint: str, table: object, where: str) -> dict[str, str]:
    """The table belongs to the judge or catalogue that is chosen, so its keys are not ours to know."""
    place = f"{where}: {name}"
    entries = _a_table(table, place)
    if any(_is_api_key(key) for key in entries):
        raise UsageError(f"{place}: {hint}")
    return {key: read_value(_text, value, f"{place}.{key}") for key, value in entries.items()}


def _is_api_key(key: str) -> bool:
    return key.replace("-", "_").endswith("api_key")


_OF_JUDGE = "a judge's API key is never read from a file; set CLAIMCHECK_JUDGE_API_KEY"
_OF_CATALOG = "a catalogue's API key is never read from a file; its page tells which environment variable holds it"
_TABLES: dict[str, tuple[str, Callable[[object, str], object]]] = {
    "rules": ("thresholds", _thresholds),
    "severity": ("severity", _severities),
    "judge-options": ("judge_options", partial(_options_of, "judge-options", _OF_JUDGE)),
    "catalog-options": ("catalog_options", partial(_options_of, "catalog-options", _OF_CATALOG)),
}
"""Tables whose keys are not fixed: the setting each fills, and its reader."""


def _known(key: str, known: Mapping[str, Option], where: str) -> Option:
    if key in known:
        return known[key]
    if _is_api_key(key):
        raise UsageError(f"{where}: the API key is never read from a file; set the environment variable NCBI_API_KEY")
    if any(name.startswith(f"{key}.") for name in known):
        raise UsageError(f"{where}: {key} must be a table, such as [{key}]")
    near = nearest(key, known)
    hint = f"; did you mean {near!r}?" if near else f"; known are {', '.join((*known, *_TABLES))}"
    raise UsageError(f"{where}: unknown setting {key!r}{hint}")


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[Option, object, Origin]]:
    for option in OPTIONS:
        for variable in option.variables:
            if environment.get(variable, "").strip():
                value = read_value(option.read, environment[variable], f"environment variable {variable}")
                yield option, value, Origin(Source.ENVIRONMENT, variable)
                break


def _thresholds_of(environment: Mapping[str, str]) -> tuple[dict[str, object], dict[str, Origin]]:
    """The thresholds that the environment sets, and which variable does, by the keys that files have."""
    held: dict[str, object] = {}
    origins: dict[str, Origin] = {}
    for key in THRESHOLD_KEYS:
        variable = variable_of(f"rules.{key}")
        if text := environment.get(variable, "").strip():
            value = threshold_in_words(key, text)
            held |= [read_threshold(key, value, f"environment variable {variable}")]
            origins |= dict.fromkeys(leaves({"rules": {key: value}}), Origin(Source.ENVIRONMENT, variable))
    return held, origins


def _tell_unknown(environment: Mapping[str, str]) -> None:
    """Warn of a variable that looks like ours and is none: a slip that did nothing would make a gate look stricter than it is."""
    known = {variable for option in OPTIONS for variable in option.variables} | set(_NO_SETTINGS)
    known |= {variable_of(f"rules.{key}") for key in THRESHOLD_KEYS}
    for variable in sorted(set(environment) - known):
        if variable.startswith(_PREFIX) and not variable.startswith(_OF_TESTS) and not variable.endswith(_SECRETS):
            near = nearest(variable, sorted(known))
            meant = f"did you mean {near}?" if near else "`claimcheck config` lists the settings"
            warnings.warn(f"the environment variable {variable} is no setting and does nothing; {meant}", stacklevel=2)


def _from_flags(flags: Mapping[str, object]) -> Iterator[tuple[Option, object, Origin]]:
    for option in OPTIONS:
        if option.flag and flags.get(option.flag):
            yield option, read_value(option.read, flags[option.flag], option.flag), Origin(Source.FLAG, option.flag)
