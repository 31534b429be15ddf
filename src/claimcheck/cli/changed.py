"""`check --since` and `--staged`: what git knows of the files, asked by running it.

Paths are turned into names within the repository with links followed, because git keeps a link's file under its own name.
"""

import os
import subprocess
from argparse import Namespace
from collections.abc import Callable
from functools import cache
from pathlib import Path

from attrs import frozen

from claimcheck.changed import Content, changes, only_changed
from claimcheck.claimfile import claims_files
from claimcheck.cli.main import Surroundings
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.lockfile import lock_path_for
from claimcheck.model import Report

WAIT_SECONDS = 60


def narrowed(report: Report, arguments: Namespace, settings: Settings, around: Surroundings) -> Report:
    """The report of what changed. Raises `UsageError` where git cannot tell."""
    if "-" in arguments.paths:
        raise UsageError("--since and --staged compare files: leave - out")
    files = [str(file) for file in claims_files(arguments.paths)]
    if not files:
        return report
    repository = _repository(around.folder, files)
    if arguments.staged:
        before, now, what = repository.head(), repository.content(""), "that are staged"
    else:
        before, now = repository.content(repository.commit(arguments.since)), _on_disk
        what = f"that changed since {arguments.since}"
    lock = str(lock_path_for(arguments.paths, settings.lock))
    narrow = only_changed(report, changes(files, lock, _once(before), _once(now)))
    shown, everything = len(narrow.verdicts), len(report.verdicts)
    print(f"claimcheck: {shown} of {everything} claims: those {what}", file=around.err)
    return narrow


def _once(content: Content) -> Content:
    remembered: Callable[[str], bytes | None] = cache(content)
    return remembered


def _on_disk(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError):
        return None


def _nothing(path: str) -> None:
    """What stands under a path before the first commit."""


@frozen
class _Repository:
    """A work tree of git by its top folder, and the folder to ask in: a hook's environment holds for that one."""

    root: Path
    folder: Path

    def commit(self, revision: str) -> str:
        """The commit's hash. Raises `UsageError` for a revision that is not here."""
        found = _git(self.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if found.returncode == 0:
            return found.stdout.decode().strip()
        shallow = _git(self.folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        if shallow:
            advice = "fetch the whole history (fetch-depth: 0 in GitHub Actions, git fetch --unshallow elsewhere)"
            raise UsageError(f"this is a shallow clone without the revision {revision!r}: {advice}")
        raise UsageError(f"git knows no revision {revision!r} here")

    def head(self) -> Content:
        """The last commit's files; nothing before the first commit."""
        born = _git(self.folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").returncode == 0
        return self.content("HEAD") if born else _nothing

    def content(self, revision: str) -> Content:
        """The files of a revision; of the index where that is ""."""

        def read(path: str) -> bytes | None:
            full = Path(os.path.realpath(path))
            if not full.is_relative_to(self.root):
                return None
            name = f"{revision}:{full.relative_to(self.root).as_posix()}"
            found = _git(self.folder, "cat-file", "blob", name)
            if found.returncode == 0:
                return found.stdout
            if _git(self.folder, "rev-parse", "--verify", "--quiet", name).returncode == 0:
                raise UsageError(f"git cannot read {path} as it was: {found.stderr.decode(errors='replace').strip()}")
            return None

        return read


def _repository(folder: Path, files: list[str]) -> _Repository:
    """The repository that the command runs in, as a hook does. Raises `UsageError` unless it holds the claims files."""
    found = _git(folder, "rev-parse", "--show-toplevel")
    if found.returncode != 0 and b"not a git repository" in found.stderr:
        raise UsageError(f"{folder} is not in a git repository: leave --since and --staged out")
    if found.returncode != 0:
        why = (found.stderr.decode(errors="replace").strip().splitlines() or ["it gave no reason"])[0]
        raise UsageError(f"git cannot tell what changed: {why}")
    root = Path(os.path.realpath(os.fsdecode(found.stdout.rstrip(b"\r\n"))))
    outside = [file for file in files if not Path(os.path.realpath(file)).is_relative_to(root)]
    if outside:
        raise UsageError(
            f"{outside[0]} is not in the git repository {root}: run the command in the repository it is in"
        )
    return _Repository(root, folder)


def _git(folder: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
    environment = {**os.environ, "LC_ALL": "C"}  # its words are read above
    try:
        return subprocess.run(  # noqa: S603
            ["git", *words],  # noqa: S607
            cwd=folder,
            env=environment,
            capture_output=True,
            timeout=WAIT_SECONDS,
            check=False,
        )
    except (OSError, ValueError) as error:
        raise UsageError(f"git cannot be asked what changed: {error}") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git did not answer within {WAIT_SECONDS} seconds") from None
