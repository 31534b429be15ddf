"""Which file a claims file means by its article, and that it lies within the project."""

import os
from pathlib import Path

from claimcheck.errors import UnreadableArticleError

_PROJECT_MARKS = (".git", "pyproject.toml", "claimcheck.toml")


def article_path(claims_path: str, written: str) -> Path:
    """The article's path, relative to the claims file. Raises `UnreadableArticleError` outside the project, links followed.

    The project is the nearest folder upward with a project's mark, else the parent of the claims folder.
    """
    folder = Path(claims_path).parent
    try:
        target, home = (folder / written).resolve(), folder.resolve()
    except (OSError, ValueError, RuntimeError):  # a loop of links, or a character that no path may have
        raise UnreadableArticleError(f"{written!r} is not a path that can be followed") from None
    marked = (up for up in (home, *home.parents) if any((up / mark).exists() for mark in _PROJECT_MARKS))
    if not target.is_relative_to(next(marked, home.parent)):
        raise UnreadableArticleError(f"{written} lies outside the project; an article stays within it")
    return _shortened(folder / written, target)


def _shortened(path: Path, target: Path) -> Path:
    """``page.md`` for ``claims/../page.md``, as reports and annotations name it; not where a link makes it another file."""
    short = Path(os.path.normpath(path))
    return short if short.resolve() == target else path
