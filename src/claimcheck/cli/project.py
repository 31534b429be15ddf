"""What several commands need of a project: it, what is wrong with its files, and a person's name."""

import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from claimcheck.articles.article import is_article
from claimcheck.claimfile.load import is_claims_file
from claimcheck.cli.main import Surroundings
from claimcheck.cli.questions import Question, ask, can_ask
from claimcheck.config import Settings
from claimcheck.decisions.moving import move_rejections
from claimcheck.errors import CLEAN, FINDINGS, UsageError
from claimcheck.model import Finding, Signature
from claimcheck.project import Project
from claimcheck.reports.base import line_of


def open_project(arguments: Namespace, settings: Settings) -> Project:
    """Read the claims files, whose problems are told, and the lock.

    Raises `UsageError` for a missing path, `LockError` for a broken lock.
    """
    project = _opened(arguments, settings)
    tell_problems(project.claims.problems)
    return project


def _opened(arguments: Namespace, settings: Settings) -> Project:
    paths = arguments.paths or ["claims"]
    refuse_articles(paths)
    project = Project.at(paths, settings.lock)
    project.lock  # noqa: B018 - before anything is asked or written
    return project


def refuse_articles(paths: Iterable[str | Path]) -> None:
    """Tell apart, before it is read as YAML, what is an article. Raises `UsageError` that names the command for those."""
    for path in paths:
        if not is_claims_file(str(path)) and Path(path).is_file() and is_article(path):
            raise UsageError(
                f"{path} is an article, not a claims file: draft its claims with claimcheck extract {path}, "
                "and check the claims there are with claimcheck check claims"
            )


def tell_problems(problems: tuple[Finding, ...]) -> None:
    """Tell what is wrong with the claims files, on stderr. What they do not hold then may stand in what cannot be read."""
    for problem in problems:
        print(line_of(problem), file=sys.stderr)


def exit_of(project: Project) -> int:
    """1 where something is wrong with the claims files."""
    return FINDINGS if project.claims.problems else CLEAN


def open_desk(arguments: Namespace, settings: Settings, around: Surroundings) -> Project:
    """A project that is about to be changed: `open_project`, with what former versions kept elsewhere moved to its place."""
    project = open_project(arguments, settings)
    if moved := move_rejections(project.claims.claims, project.lock, project.lock_path):
        what = "1 rejection" if moved == 1 else f"{moved} rejections"
        around.tell(f"{what} moved from {project.lock_path} into the claims files, where they lie now")
        return _opened(arguments, settings)
    return project


def person(settings: Settings, around: Surroundings | None = None) -> str:
    """Who speaks: the setting reviewer (or --by), git's user.name, else what the person at the terminal answers.

    Raises `UsageError` where nobody says it.
    """
    name = settings.reviewer or _git_user()
    if not name and around is not None and can_ask(around):
        name = ask([Question("name", "Your name, to stand beside your word?", lambda _: None)], around)["name"]
    if not name:
        raise UsageError(
            "say who you are with --by NAME or the setting `reviewer`, so that your name stands beside your word"
        )
    if not Signature(name).is_of_person:
        raise UsageError(
            f"{name!r} cannot be the name of a person: say who you are with --by NAME or the setting `reviewer`"
        )
    return name


def _git_user() -> str:
    try:
        asked = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, timeout=5, check=False)  # noqa: S607
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip()
