"""The command that shows the settings: every value and who decided it."""

import json
import os
import re
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

from claimcheck.cli.main import Surroundings
from claimcheck.cli.ruleset import book_of, pack_of, ruleset_of
from claimcheck.config import OPTIONS, Origin, Settings, Source
from claimcheck.errors import UsageError
from claimcheck.model import Severity
from claimcheck.nearest import nearest
from claimcheck.policies import PolicyPack
from claimcheck.reports.plain import plain
from claimcheck.settings_file import leaves, line_of
from claimcheck.thresholds import THRESHOLD_KEYS

_DEFAULT = Origin(Source.DEFAULT)
_SECRETS = ("NCBI_API_KEY", "CLAIMCHECK_JUDGE_API_KEY")
_USER_OF_URL = re.compile(r"(?<=://)[^/@\s]+(?=@)")
_SECRET_OPTION = re.compile(r"(key|token|secret|password)$")


@frozen
class _Row:
    """A setting as it holds. `line` is where the file sets it, None where no file decided."""

    key: str
    value: object
    origin: Origin
    line: int | None = None


def config(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Show every setting, or one; its value and who decided it."""
    rows = list(_rows(settings, around))
    if arguments.key:
        rows = _chosen(rows, arguments.key)
    if arguments.format == "json":
        around.out.write(json.dumps(_document(rows, settings), ensure_ascii=False, indent=2) + "\n")
    elif len(rows) == 1 and rows[0].key == arguments.key:
        around.out.write(_bare(rows[0].value) + "\n")
        around.tell(_told(rows[0], around))
    else:
        _tell_table(rows, settings, around)
    return 0


def _rows(settings: Settings, around: Surroundings) -> Iterator[_Row]:
    held = {option.key: getattr(settings, option.name) for option in OPTIONS}
    for table in ("judge-options", "catalog-options"):
        options = getattr(settings, table.replace("-", "_"))
        held |= {f"{table}.{key}": _hidden(key, value) for key, value in options.items()}
    held |= _thresholds(settings)
    pack = pack_of(settings, book_of(settings))
    by_policy = _by_policy(pack)
    held |= {key: "off" if value is None else value for key, value in _severities(settings, pack).items()}
    for key, value in held.items():
        origin = settings.origins.get(key) or by_policy.get(key) or _DEFAULT
        line = line_of(Path(origin.name), key) if origin.source is Source.FILE else None
        yield _Row(key, _without_password(value), origin, line)
    for name in _SECRETS:
        is_set = bool(around.environment.get(name, "").strip())
        yield _Row(name, "set" if is_set else None, Origin(Source.ENVIRONMENT) if is_set else _DEFAULT)


def _thresholds(settings: Settings) -> dict[str, object]:
    """What the rules compare with; the levels kind by kind, since a file may set one of them."""
    found: dict[str, object] = {}
    thresholds = ruleset_of(settings).thresholds
    for key in THRESHOLD_KEYS:
        value = getattr(thresholds, key.replace("-", "_"))
        if isinstance(value, Mapping):
            found |= {f"rules.{key}.{kind}": held for kind, held in value.items()}
        else:
            found[f"rules.{key}"] = value
    return found


def _severities(settings: Settings, pack: PolicyPack | None) -> dict[str, Severity | None]:
    """The rules with another severity than their own: the policy's, then the settings' by path."""
    found = {f"severity.*.{code}": severity for code, severity in (pack.severities if pack else {}).items()}
    for glob, rules in settings.severity:
        found |= {f"severity.{glob}.{rule}": severity for rule, severity in rules.items()}
    return found


def _by_policy(pack: PolicyPack | None) -> dict[str, Origin]:
    """The keys that the policy pack decides where no file does."""
    if pack is None:
        return {}
    rules = {name.replace("_", "-"): value for name, value in pack.thresholds.items()}
    keys = leaves({"severity.*": dict(pack.severities), "rules": rules})
    return dict.fromkeys(keys, Origin(Source.POLICY, pack.name))


def _hidden(key: str, value: str) -> str:
    return "set, not shown" if _SECRET_OPTION.search(key) else value


def _without_password(value: object) -> object:
    return _USER_OF_URL.sub("***", value) if isinstance(value, str) else value


def _chosen(rows: list[_Row], wanted: str) -> list[_Row]:
    """The setting of that name, or those of the table."""
    exact = [row for row in rows if row.key == wanted]
    found = exact or [row for row in rows if row.key.startswith(f"{wanted}.")]
    if not found:
        close = nearest(wanted, [row.key for row in rows])
        hint = f"; did you mean {close!r}?" if close else "; `claimcheck config` lists them"
        raise UsageError(f"there is no setting {wanted!r}{hint}")
    return found


def _tell_table(rows: list[_Row], settings: Settings, around: Surroundings) -> None:
    file = _shown_path(settings.config_file, around.folder) if settings.config_file else None
    around.tell(f"settings file: {file or 'none'}")
    shown = [(plain(row.key), plain(_shown_value(row)), _told(row, around)) for row in rows]
    first, second = (max(len(row[column]) for row in shown) for column in (0, 1))
    second = min(second, 40)
    for key, value, origin in shown:
        around.out.write(f"{key:<{first}}  {value:<{second}}  {origin}\n")


def _shown_value(row: _Row) -> str:
    return str(row.value or "not set") if row.key in _SECRETS else _literal(row.value)


def _literal(value: object) -> str:
    """The value as a settings file writes it."""
    return "not set" if value is None else json.dumps(value, ensure_ascii=False)


def _bare(value: object) -> str:
    return plain(value if isinstance(value, str) else _literal(value))


def _told(row: _Row, around: Surroundings) -> str:
    origin = row.origin
    if row.key in _SECRETS:
        return "from the environment, never shown" if row.value else "environment only"
    if origin.source is Source.FILE:
        line = f":{row.line}" if row.line else ""
        return f"{_shown_path(Path(origin.name), around.folder)}{line}"
    return f"{origin.source} {plain(origin.name)}".rstrip()


def _shown_path(path: Path, folder: Path) -> str:
    return plain(os.path.relpath(path, folder))


def _document(rows: list[_Row], settings: Settings) -> dict[str, object]:
    return {
        "schema": "claimcheck-config/1",
        "config_file": str(settings.config_file) if settings.config_file else None,
        "settings": [
            {
                "key": row.key,
                "value": row.value,
                "origin": {"source": row.origin.source, "name": row.origin.name or None, "line": row.line},
            }
            for row in rows
        ],
    }
