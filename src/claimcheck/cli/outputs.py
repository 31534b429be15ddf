"""Files that a command would write: what none takes the place of, which people wrote or the desk keeps, and what would change in them."""

import re
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import PurePath

from claimcheck.baseline import BASELINE_NAME
from claimcheck.claimfile.load import is_claims_file
from claimcheck.errors import UsageError
from claimcheck.lockfile import LOCK_NAME
from claimcheck.settings_file import CONFIG_NAME, PROJECT_NAME
from claimcheck.tree import Recorder, Tree

KEPT = (LOCK_NAME, CONFIG_NAME, PROJECT_NAME, BASELINE_NAME)
"""Files by these names are somebody's, whether this command reads them or not."""
_CLAIMS = re.compile(rb"^claims\s*:", re.MULTILINE)


def refuse_sources(outputs: Iterable[str], doing: str, tree: Recorder, others: Iterable[str] = ()) -> None:
    """A slip of the pen must not put a result in the place of a source: a file that was read from the tree or is among the
    others, any other claims file, settings, a lock. `doing` is what the command does with its sources, as in "checked".

    Raises `UsageError`.
    """
    read = {tree.resolve(path) for method, path in tuple(tree.asked) if method == "read"}
    read |= {tree.resolve(path) for path in others}
    for output in outputs:
        if tree.resolve(output) in read or any(_is_kept(path, tree) for path in (output, tree.resolve(output))):
            raise UsageError(f"--output {output} would overwrite what is {doing}: name another file")


def unified(path: str, before: str, after: str) -> str:
    """What would change in a file, as a unified diff."""
    lines = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), path, path)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _is_kept(path: str, tree: Tree) -> bool:
    name = PurePath(path)
    if is_claims_file(path) and tree.kind(path) == "file":
        return _CLAIMS.search(tree.read(path)) is not None
    return name.name in KEPT
