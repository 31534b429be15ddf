"""Claims files from the disk."""

import os
from collections.abc import Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.checked import given
from claimcheck.claimfile.nodes import SIZE_LIMIT, too_large, without_collection
from claimcheck.claimfile.read import ClaimSet, FileContent, combine, read_content, unreadable
from claimcheck.errors import UsageError

if TYPE_CHECKING:
    from concurrent.futures import Executor

SUFFIXES = (".yaml", ".yml")
_CHUNK = 16
"""Files that a process is handed at a time."""


def load_claims(paths: str | PathLike[str] | Sequence[str | PathLike[str]]) -> ClaimSet:
    """Read claims files: each path is a file, or a folder whose ``*.yaml`` and ``*.yml`` files are read, nested ones too.

    Raises `UsageError` for a path that does not exist. What is wrong inside a file is in `ClaimSet.problems`.
    """
    return read_files([Path(path) for path in given("load_claims: paths", paths, tuple[str | PathLike[str], ...])])


def read_files(paths: Sequence[str | Path], executor: "Executor | None" = None) -> ClaimSet:
    """As `load_claims`; with an `executor` of processes the files are read in them, with the same answer in the same order."""
    files = claims_files(paths)
    with without_collection():
        each = map(_load, files) if executor is None else executor.map(_load, files, chunksize=_CHUNK)
        return combine(list(each))


def claims_files(paths: str | Path | Sequence[str | Path]) -> tuple[Path, ...]:
    """The files that paths name, each once, those of a folder sorted. Raises `UsageError`."""
    given = [paths] if isinstance(paths, str | Path) else paths
    found = {file.resolve(): file for path in reversed(given) for file in reversed(list(_expand(Path(path))))}
    return tuple(reversed(found.values()))


def _expand(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(_walk(path))
    elif path.is_file():
        yield path
    else:
        raise UsageError(
            f"{path} does not exist: name a claims file or the folder it is in, or start with claimcheck init"
        )


def _walk(folder: Path) -> Iterator[Path]:
    """Claims files below a folder, links followed, each folder once. What cannot be listed is told, not passed over."""
    seen: set[Path] = set()
    for place, folders, names in os.walk(folder, onerror=_refuse, followlinks=True):
        if Path(place).resolve() in seen:
            folders.clear()  # a loop of links
            continue
        seen.add(Path(place).resolve())
        folders[:] = [name for name in folders if not name.startswith(".")]
        found = (Path(place, name) for name in names if name.endswith(SUFFIXES) and not name.startswith("."))
        yield from (file for file in found if file.is_file())


def _refuse(error: OSError) -> None:
    raise UsageError(f"{error.filename} cannot be listed: {error.strerror or error}")


def _load(path: Path) -> FileContent:
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
        if len(data) > SIZE_LIMIT:
            return unreadable(str(path), too_large(path.stat().st_size))
    except OSError as error:
        return unreadable(str(path), f"the file cannot be read: {error.strerror or error}")
    return read_content(data, str(path))
