"""What several commands need of a project: it, what is wrong with its files, and a person's name."""

import getpass
import subprocess
import sys
from argparse import Namespace

from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.model import Finding
from claimcheck.project import Project
from claimcheck.reports.plain import plain


def open_project(arguments: Namespace, settings: Settings) -> Project:
    """Read the claims files and the lock. Raises `UsageError` for a missing path, `LockError` for a broken lock."""
    project = Project.at(arguments.paths or ["claims"], settings.lock)
    project.lock  # noqa: B018 - before anything is asked or written
    return project


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
