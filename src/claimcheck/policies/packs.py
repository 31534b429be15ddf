"""A policy pack: entries that set a rule's severity or a threshold, each with the standard behind it.

A house's own pack is a TOML file of the same form as the built-in ones (`data/*.toml`).
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from claimcheck.errors import UsageError
from claimcheck.model import Severity
from claimcheck.nearest import nearest
from claimcheck.settings_file import toml
from claimcheck.thresholds import read_threshold
from claimcheck.tree import DISK, Tree

_DATA = Path(__file__).parent / "data"
TRUSTED_SITES = _DATA / "trusted_sites.txt"
"""Bodies whose pages are taken along as citations; whether they are enough is for the policy to say (`trusted-sites`)."""
BUILT_IN = ("medrs", "us-ftc", "uk-cap", "au-ahpra")
_PACK_KEYS = ("title", "standard", "compiled", "source", "notice", "entry")
_ENTRY_KEYS = ("rule", "severity", "thresholds", "section", "why")

CodeOf = Callable[[str], str | None]
"""From a rule's code or name to its code; None where there is no such rule."""


@frozen
class PolicyEntry:
    """What the standard asks of one rule. `severity` is "error", "warning", "note", "off", or "" for the rule's own."""

    code: str
    rule: str
    severity: str
    thresholds: Mapping[str, object]
    section: str
    why: str


@frozen
class PolicyPack:
    """A standard as entries. `compiled` is the day it was written down, `source` from what."""

    name: str
    title: str
    standard: str
    compiled: str
    source: str
    notice: str
    entries: tuple[PolicyEntry, ...]

    @property
    def severities(self) -> dict[str, Severity | None]:
        """By code; None turns the rule off."""
        set_here = {entry.code: entry.severity for entry in self.entries if entry.severity}
        return {code: None if severity == "off" else Severity(severity) for code, severity in set_here.items()}

    @property
    def thresholds(self) -> dict[str, object]:
        """By field of `Thresholds`."""
        return {field: value for entry in self.entries for field, value in entry.thresholds.items()}


def read_policy(name_or_path: str, code_of: CodeOf, tree: Tree = DISK) -> PolicyPack:
    """A built-in pack by name, or a house's own by the path of its file. Raises `UsageError`."""
    built_in = name_or_path in BUILT_IN
    path = _DATA / f"{name_or_path}.toml" if built_in else Path(name_or_path)
    try:
        table = toml(tree.read(str(path)))
    except FileNotFoundError:
        near = nearest(name_or_path, BUILT_IN)
        hint = f"did you mean {near!r}?" if near else f"built in are {', '.join(BUILT_IN)}"
        raise UsageError(f"there is no policy pack {name_or_path!r}, nor a file of that name; {hint}") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot read the policy pack: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"{path}: not a TOML file: {error}") from error
    return _pack(table, name_or_path if built_in else path.stem, name_or_path, code_of)


def _pack(table: dict[str, Any], name: str, where: str, code_of: CodeOf) -> PolicyPack:
    _only_known(table, _PACK_KEYS, where)
    entries = table.get("entry", [])
    if not isinstance(entries, list) or not entries:
        raise UsageError(f"{where}: a policy pack has one or more [[entry]]")
    return PolicyPack(
        name=name,
        title=_text(table, "title", where) or name,
        standard=_text(table, "standard", where),
        compiled=str(table.get("compiled", "")),
        source=_text(table, "source", where),
        notice=_text(table, "notice", where),
        entries=tuple(_entry(entry, f"{where}: entry {n}", code_of) for n, entry in enumerate(entries, start=1)),
    )


def _entry(table: Any, where: str, code_of: CodeOf) -> PolicyEntry:
    if not isinstance(table, dict):
        raise UsageError(f"{where}: expected a table")
    _only_known(table, _ENTRY_KEYS, where)
    rule, severity = _text(table, "rule", where), _text(table, "severity", where)
    code = code_of(rule)
    if code is None:
        raise UsageError(f"{where}: there is no rule {rule!r}; `claimcheck rule` lists the rules")
    if severity not in ("", "off", *Severity):
        raise UsageError(f"{where}: severity is error, warning, note or off, not {severity!r}")
    thresholds = table.get("thresholds", {})
    if not isinstance(thresholds, dict):
        raise UsageError(f"{where}: thresholds is a table")
    read = dict(read_threshold(key, value, where) for key, value in thresholds.items())
    return PolicyEntry(code, rule, severity, read, _text(table, "section", where), _text(table, "why", where))


def _only_known(table: Mapping[str, object], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            raise UsageError(f"{where}: unknown key {key!r}; known are {', '.join(known)}")


def _text(table: Mapping[str, object], key: str, where: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise UsageError(f"{where}: {key} is text")
    return value.strip()
