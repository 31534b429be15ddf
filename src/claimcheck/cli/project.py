"""What several commands need of a project: its claims, its lock, and a person's name."""

import getpass
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

from attrs import frozen

from claimcheck.claimfile import ClaimSet, load_claims
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.lockfile import Lock, lock_path_for, read_lock
from claimcheck.model import Claim, Finding
from claimcheck.nearest import nearest
from claimcheck.reports.plain import plain


@frozen
class Project:
    """The claims that the arguments name, with their lock."""

    claims: ClaimSet
    lock_path: Path
    lock: Lock

    def claim(self, claim_id: str) -> Claim:
        """The claim of that id. Raises `UsageError` with the nearest id."""
        for claim in self.claims:
            if claim.id == claim_id:
                return claim
        raise UsageError(f"there is no claim {claim_id!r}{_nearest(claim_id, [claim.id for claim in self.claims])}")


def open_project(arguments: Namespace, settings: Settings) -> Project:
    """Read the claims files and the lock. Raises `UsageError` for a missing path, `LockError` for a broken lock."""
    paths = arguments.paths or ["claims"]
    claims = load_claims(paths)
    if not claims.files:
        raise UsageError(f"no claims files in {', '.join(map(str, paths))}: they end in .yaml or .yml")
    lock_path = lock_path_for(paths, settings.lock)
    return Project(claims, lock_path, read_lock(lock_path))


def tell_problems(problems: tuple[Finding, ...]) -> int:
    """Tell what is wrong with the claims files, on stderr; 1 if anything is."""
    for problem in problems:
        place = f"{problem.path}:{problem.line}:{problem.column or 1}" if problem.line else problem.path
        print(plain(f"{place}: {problem.code} {problem.message}"), file=sys.stderr)
    return 1 if problems else 0


def person(settings: Settings) -> str:
    """Who speaks: the setting reviewer (or --by), git's user.name, the login name."""
    return settings.reviewer or _git_user() or _login()


def _git_user() -> str:
    try:
        asked = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, timeout=5, check=False)  # noqa: S607
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip()


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number without a name
        raise UsageError("say who you are with --by, so that your name stands beside your word") from None


def _nearest(word: str, known: list[str]) -> str:
    near = nearest(word, known)
    return f"; did you mean {near!r}?" if near else ""
