"""Settings: flags > environment > `claimcheck.toml` or `[tool.claimcheck]` of the nearest `pyproject.toml` > defaults.

The NCBI API key is deliberately no setting: it comes from the environment variable NCBI_API_KEY, or in the library from
the constructor's argument, and never from a file that could be committed.
"""

import difflib
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from claimcheck.errors import UsageError
from claimcheck.model import Severity
from claimcheck.reports import FORMATS
from claimcheck.thresholds import read_named_threshold
from claimcheck.values import evolve, field, frozen

CONFIG_NAME = "claimcheck.toml"


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
    judge: str = "lexical"
    judge_options: Mapping[str, str] = field(factory=dict)
    pubmed_base_url: str | None = None
    pubmed_email: str | None = None
    pubmed_requests_per_second: float | None = None
    config_file: Path | None = None


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text that is not empty")
    return value.strip()


def _names(value: object) -> tuple[str, ...]:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ValueError('a list of rule codes or names, such as ["CC303"]')
    return tuple(item.strip() for item in items if item.strip())


def _severity(value: object) -> Severity:
    try:
        return Severity(str(value))
    except ValueError:
        raise ValueError("error, warning or note") from None


def _format(value: object) -> str:
    if value not in FORMATS:
        raise ValueError(f"one of {', '.join(FORMATS)}")
    return str(value)


def _flag(value: object) -> bool:
    known = {"true": True, "1": True, "false": False, "0": False}
    try:
        return known[str(value).lower()]
    except KeyError:
        raise ValueError("true or false") from None


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
class _Option:
    key: str
    """As written in the file; a dot means a table."""
    name: str
    read: Callable[[object], object]
    variables: tuple[str, ...]


def _option(key: str, read: Callable[[object], object], *more_variables: str) -> _Option:
    name = key.replace(".", "_").replace("-", "_")
    return _Option(key, name, read, (f"CLAIMCHECK_{name.upper()}", *more_variables))


OPTIONS: tuple[_Option, ...] = (
    _option("fail-on", _severity),
    _option("select", _names),
    _option("ignore", _names),
    _option("require-complete", _flag),
    _option("lock", _text),
    _option("format", _format),
    _option("policy", _text),
    _option("baseline", _text),
    _option("reviewer", _text),
    _option("find.limit", _count),
    _option("judge", _text),
    _option("pubmed.base_url", _text),
    _option("pubmed.email", _text, "NCBI_EMAIL"),
    _option("pubmed.requests_per_second", _rate),
)

_JUDGE = "judge-options."
_JUDGE_OPTION = _option("judge-options", _text)


def load_settings(
    environment: Mapping[str, str],
    *,
    start: Path,
    config: Path | None = None,
    isolated: bool = False,
) -> Settings:
    """Settings of the nearest file above `start` (or of `config`), overridden by the environment.

    Raises `UsageError` for a file that cannot be read, an unknown key (with a suggestion) or a value of the wrong form.
    """
    values: dict[str, object] = {}
    path = None if isolated else config or _nearest(start)
    if path is not None:
        values.update(_from_table(_read_table(path), str(path)))
    values.update(_from_environment(environment))
    return evolve(Settings(config_file=path), **values)


def _nearest(start: Path) -> Path | None:
    for folder in (start, *start.parents):
        if (own := folder / CONFIG_NAME).is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and "claimcheck" in _tool_tables(project):
            return project
    return None


def _tool_tables(path: Path) -> Mapping[str, object]:
    # A pyproject.toml above us may belong to anybody: one that does not parse is not ours to complain about.
    try:
        tool = _toml(path).get("tool", {})
    except (OSError, ValueError):
        return {}
    return tool if isinstance(tool, dict) else {}


def _toml(path: Path) -> dict[str, Any]:
    """Raises OSError, and ValueError where it is no TOML. The reader is loaded by name: many checks have no such file."""
    table: dict[str, Any] = import_module("tomllib").loads(path.read_text(encoding="utf-8"))
    return table


def _read_table(path: Path) -> Mapping[str, object]:
    try:
        table = _toml(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot read the settings: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"{path}: not a TOML file: {error}") from error
    if path.name != "pyproject.toml":
        return table
    tool = table.get("tool", {})
    own = tool.get("claimcheck", {}) if isinstance(tool, dict) else {}
    if not isinstance(own, dict):
        raise UsageError(f"{path}: tool.claimcheck must be a table of settings")
    return own


def _from_table(table: Mapping[str, object], where: str) -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in table.items():
        if key in _TABLES:
            continue
        if isinstance(value, dict):
            flat.update({f"{key}.{inner}": held for inner, held in value.items()})
        else:
            flat[key] = value
    known = {option.key: option for option in OPTIONS}
    values = {
        _known(key, known, where).name: _read(known[key], value, f"{where}: {key}") for key, value in flat.items()
    }
    return values | {_TABLES[key][0]: _TABLES[key][1](table[key], where) for key in _TABLES if key in table}


def _thresholds(table: object, where: str) -> dict[str, object]:
    entries = _a_table(table, f"{where}: rules")
    return dict(read_named_threshold(key, value, f"{where}: rules") for key, value in entries.items())


def _severities(table: object, where: str) -> tuple[tuple[str, dict[str, Severity | None]], ...]:
    found = []
    for glob, rules in _a_table(table, f"{where}: severity").items():
        place = f"{where}: severity: {glob}"
        found.append((glob, {rule: _severity_or_off(word, place) for rule, word in _a_table(rules, place).items()}))
    return tuple(found)


def _severity_or_off(word: object, where: str) -> Severity | None:
    if word == "off":
        return None
    try:
        return _severity(word)
    except ValueError as error:
        raise UsageError(f"{where}: expected {error}, or off, got {word!r}") from None


def _a_table(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise UsageError(f"{where}: expected a table, got {value!r}")
    return value


def _judge_options(table: object, where: str) -> dict[str, str]:
    """The table [judge-options] belongs to the judge that is chosen, so its keys are not ours to know."""
    entries = _a_table(table, f"{where}: judge-options")
    if any(key.replace("-", "_").endswith("api_key") for key in entries):
        raise UsageError(f"{where}: a judge's API key is never read from a file; set CLAIMCHECK_JUDGE_API_KEY")
    return {key: str(_read(_JUDGE_OPTION, value, f"{where}: {_JUDGE}{key}")) for key, value in entries.items()}


_TABLES: dict[str, tuple[str, Callable[[object, str], object]]] = {
    "rules": ("thresholds", _thresholds),
    "severity": ("severity", _severities),
    "judge-options": ("judge_options", _judge_options),
}
"""Tables whose keys are not fixed: the setting each fills, and its reader."""


def _known(key: str, known: Mapping[str, _Option], where: str) -> _Option:
    if key in known:
        return known[key]
    if key.replace("-", "_").endswith("api_key"):
        raise UsageError(f"{where}: the API key is never read from a file; set the environment variable NCBI_API_KEY")
    if any(name.startswith(f"{key}.") for name in known):
        raise UsageError(f"{where}: {key} must be a table, such as [{key}]")
    close = difflib.get_close_matches(key, known, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join((*known, *_TABLES))}"
    raise UsageError(f"{where}: unknown setting {key!r}{hint}")


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for option in OPTIONS:
        for variable in option.variables:
            if environment.get(variable, "").strip():
                found[option.name] = _read(option, environment[variable], f"environment variable {variable}")
                break
    return found


def _read(option: _Option, value: object, where: str) -> object:
    try:
        return option.read(value)
    except ValueError as error:
        raise UsageError(f"{where}: expected {error}, got {value!r}") from None
