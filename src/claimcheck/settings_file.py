"""Which file holds the settings, what it says, and on which line it says it."""

import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from claimcheck.errors import UsageError
from claimcheck.tree import BROKEN, DISK, Tree

CONFIG_NAME = "claimcheck.toml"
PROJECT_NAME = "pyproject.toml"
_OURS = "tool.claimcheck."
_SEEMS_OURS = rb"""(?m)^[ \t]*\[*[ \t]*["']?tool["']?[ \t]*(?:\.[ \t]*|\][^\[]*^[ \t]*)["']?claimcheck(?![\w-])"""
"""Our table as TOML lets one write it, in a text that is none: ``[tool.claimcheck]``, or ``claimcheck.`` below ``[tool]``."""


def nearest_file(start: Path, tree: Tree = DISK) -> Path | None:
    """The nearest settings file from `start` upward; `pyproject.toml` counts where it has our table.

    One that cannot be read counts where our table seems to be in it, and is else told as a warning.
    """
    for folder in (start, *start.parents):
        if tree.kind(str(own := folder / CONFIG_NAME)) in ("file", BROKEN):
            return own
        project = folder / PROJECT_NAME
        if tree.kind(str(project)) in ("file", BROKEN) and _is_ours(project, tree):
            return project
    return None


def toml(data: bytes) -> dict[str, Any]:
    """What a file says, with or without a byte order mark. Raises ValueError where it is no TOML."""
    return _toml(data.decode("utf-8-sig"))


def _toml(text: str) -> dict[str, Any]:
    """Raises ValueError where it is no TOML."""
    import tomllib  # noqa: PLC0415 - many checks have no such file

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _is_ours(path: Path, tree: Tree) -> bool:
    """Whether a pyproject.toml, which may belong to anybody, has our table, or had it before something went wrong."""
    data = b""
    try:
        tool = toml(data := tree.read(str(path))).get("tool", {})
    except (OSError, ValueError) as error:
        if re.search(_SEEMS_OURS, data.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")):
            return True  # whoever reads it says what is wrong
        why = f"not read, and so no settings are taken from it: {getattr(error, 'strerror', None) or error}"
        warnings.warn(f"{path}: {why}", stacklevel=2)
        return False
    return isinstance(tool, dict) and "claimcheck" in tool


def read_table(path: Path, tree: Tree = DISK) -> Mapping[str, object]:
    """The settings as the file writes them. Raises `UsageError` for a file that cannot be read or is no TOML."""
    try:
        table = toml(tree.read(str(path)))
    except OSError as error:
        raise UsageError(f"{path}: cannot read the settings: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"{path}: not a TOML file: {error}") from error
    if path.name != PROJECT_NAME:
        return table
    tool = table.get("tool", {})
    own = tool.get("claimcheck", {}) if isinstance(tool, dict) else {}
    if not isinstance(own, dict):
        raise UsageError(f"{path}: tool.claimcheck must be a table of settings")
    return own


def leaves(table: Mapping[str, object], above: str = "") -> Iterator[str]:
    """Every key that holds a value, after the tables it stands in: ``find.limit``. An inline table is a table."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{above}{key}.")
        else:
            yield f"{above}{key}"


def line_of(path: Path, key: str) -> int | None:
    """The line, counted from 1, on which the file sets this key; None where it is no longer there."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    whole = f"{_OURS}{key}" if path.name == PROJECT_NAME else key
    return next((number for number, found in _placed(text) if found == whole), None)


def _placed(text: str) -> Iterator[tuple[int, str]]:
    """The keys of a TOML text, each with the line its statement begins on.

    `tomllib` tells no lines, so it is given one statement at a time: lines are added until they parse.
    """
    table, pending, start = "", "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        start, pending = start or number, f"{pending}{line}\n"
        try:
            statement = _toml(pending)
        except ValueError:
            continue
        if pending.lstrip().startswith("["):
            table = _header(statement)
        yield from ((start, key) for key in leaves(statement, table))
        pending, start = "", 0


def _header(statement: Mapping[str, object]) -> str:
    """The tables that ``[a.b]`` opens, as a beginning of keys."""
    opened = ""
    while statement:
        key, inner = next(iter(statement.items()))
        opened += f"{key}."
        statement = inner if isinstance(inner, dict) else {}
    return opened
