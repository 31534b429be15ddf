"""Claims files of a tree of files."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from pathlib import Path

from claimcheck.checked import given
from claimcheck.claimfile.nodes import SIZE_LIMIT, too_large
from claimcheck.claimfile.read import ClaimSet, FileContent, combine, read_content, unreadable
from claimcheck.collector import without_collection
from claimcheck.errors import UsageError
from claimcheck.tree import BROKEN, DISK, Tree, has_mark

_FOLDER = "claims"
_SUFFIXES = (".yaml", ".yml")
_SLIPS = (".txt", ".json", "")
_BEGINNING = re.compile(rb"""(?:\xef\xbb\xbf)?(?:(?:#|---|%).*\n|\s)*(?:\{\s*)?["']?claimcheck(?:"|')?\s*:\s*[0-9]""")
_NO_FILE = {BROKEN: "is a link that leads nowhere", "other": "is a pipe or a device and no file"}


def is_claims_file(path: str) -> bool:
    """Whether a file is one of claims, by its ending."""
    return path.lower().endswith(_SUFFIXES)


def load_claims(paths: str | PathLike[str] | Sequence[str | PathLike[str]]) -> ClaimSet:
    """Read claims files: each path is a file, or a folder whose ``*.yaml`` and ``*.yml`` files are read, nested ones too.

    Raises `UsageError` for a path that does not exist. What is wrong inside a file is in `ClaimSet.problems`.
    """
    wanted = [Path(path) for path in given("load_claims: paths", paths, tuple[str | PathLike[str], ...])]
    return combine(read_files([str(file) for file in claims_files(wanted)]))


def read_files(files: Sequence[str], tree: Tree = DISK) -> list[FileContent]:
    """Each file by itself, in their order."""
    with without_collection():
        return [read_file(file, tree) for file in files]


def read_file(path: str, tree: Tree = DISK) -> FileContent:
    """One claims file by itself."""
    try:
        data = tree.read(path)
    except OSError as error:
        why = f"it {_NO_FILE[BROKEN]}" if tree.kind(path) == BROKEN else error.strerror or error
        return unreadable(path, f"the file cannot be read: {why}")
    return read_content(data, path) if len(data) <= SIZE_LIMIT else unreadable(path, too_large(len(data)))


def claims_files(paths: str | Path | Sequence[str | Path], tree: Tree = DISK) -> tuple[Path, ...]:
    """The files that paths name, each once, those of a folder sorted. Raises `UsageError`."""
    wanted = [paths] if isinstance(paths, str | Path) else paths
    expanded = [file for path in wanted for file in _expand(str(Path(path)), tree)]
    found = {tree.resolve(file): file for file in reversed(expanded)}
    return tuple(map(Path, reversed(found.values())))


def _expand(path: str, tree: Tree) -> list[str]:
    kind = tree.kind(path)
    if kind == "folder":
        return sorted(_walk(path, tree), key=lambda file: Path(file).parts)
    if kind != "file":
        what = _NO_FILE.get(kind, "does not exist")
        near = claims_upward(tree)
        other = f"; the claims here are in {near}" if near else ", or start with claimcheck init"
        raise UsageError(f"{path} {what}: name a claims file or the folder it is in{other}")
    return [path]


def claims_upward(tree: Tree) -> str | None:
    """The folder of claims that the current folder is, or that the project has further up; None where there is none."""
    above = Path(tree.resolve("."))
    if above.name == _FOLDER and any(is_claims_file(name) for name, _ in _listing(".", tree)):
        return "."
    found = None
    while not has_mark(str(above), tree):
        if above == above.parent:
            return None  # nobody's project
        above = above.parent
        if found is None and tree.kind(str(above / _FOLDER)) == "folder":
            found = os.path.relpath(above / _FOLDER)
    return found


def misnamed(folders: Iterable[str], tree: Tree = DISK) -> list[str]:
    """What is not read below these folders for its name alone, though it begins as claims files do: ``back.yaml.txt``, ``.hidden.yaml``."""
    files = [path for folder in folders for path, kind in _below(folder, tree) if kind == "file" and _is_slip(path)]
    return [path for path in sorted(set(files)) if _begins_as_claims(path, tree)]


def _is_slip(path: str) -> bool:
    """Whether a name may be that of a claims file by mistake; ``x.yaml~`` and ``x.yaml.bak`` are copies, and meant to be."""
    name = Path(path).name
    return is_claims_file(name) if name.startswith(".") else Path(name).suffix.lower() in _SLIPS


def _begins_as_claims(path: str, tree: Tree) -> bool:
    try:
        return _BEGINNING.match(tree.head(path)) is not None
    except OSError:
        return False


def _walk(top: str, tree: Tree) -> Iterator[str]:
    """Claims files below a folder. What cannot be read is told, not passed over."""
    for path, kind in _below(top, tree):
        name = Path(path).name
        if not name.startswith(".") and (is_claims_file(name) or (kind == BROKEN and _may_name_folder(name))):
            yield _readable(path, kind)


def _below(top: str, tree: Tree) -> Iterator[tuple[str, str]]:
    """What is in a folder and those in it that are not hidden, with its kind; links are followed, each folder once."""
    seen, folders = set[str](), [top]
    while folders:
        folder = folders.pop()
        if (place := tree.resolve(folder)) in seen:
            continue  # a loop of links
        seen.add(place)
        for name, kind in _listing(folder, tree):
            path = str(Path(folder, name))
            if kind != "folder":
                yield path, kind
            elif not name.startswith("."):
                folders.append(path)


def _may_name_folder(name: str) -> bool:
    """Whether a name has no ending, as those of files have; ``v1.2`` has none."""
    return not any(map(str.isalpha, Path(name).suffix))


def _readable(path: str, kind: str) -> str:
    """The path. Raises `UsageError` for a pipe, which somebody who reads it would wait for."""
    if kind == "other":
        raise UsageError(f"{path} {_NO_FILE[kind]}: take it away, or name the claims files beside it")
    return path


def _listing(folder: str, tree: Tree) -> list[tuple[str, str]]:
    try:
        return tree.listing(folder)
    except OSError as error:
        raise UsageError(f"{folder} cannot be listed: {error.strerror or error}") from None
