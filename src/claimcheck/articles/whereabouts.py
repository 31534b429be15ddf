"""Which file a claims file means by its article, and that it lies within the project."""

import os
from pathlib import Path

from claimcheck.errors import UnreadableArticleError
from claimcheck.tree import DISK, Tree, has_mark


def article_path(claims_path: str, written: str, tree: Tree = DISK) -> Path:
    """The article's path, relative to the claims file. Raises `UnreadableArticleError` outside the project, links followed.

    The project is the nearest folder upward with a project's mark, else the parent of the claims folder.
    """
    folder = os.path.dirname(claims_path)
    path = os.path.join(folder, written)
    try:
        target, home = tree.resolve(path), tree.resolve(folder or ".")
    except OSError as error:  # a character that no path may have
        raise UnreadableArticleError(f"{written!r} is not a path that can be followed: {error.strerror}") from None
    if not Path(target).is_relative_to(project_folder(home, tree)):
        raise UnreadableArticleError(f"{written} lies outside the project; an article stays within it")
    short = os.path.normpath(path)  # as reports and annotations name it; not where a link makes it another file
    return Path(short if short == path or tree.resolve(short) == target else path)


def project_folder(home: str, tree: Tree) -> str:
    """The project's folder, of a folder in it: the nearest upward with a project's mark, else the parent."""
    folder, above = home, os.path.dirname(home)
    while not has_mark(folder, tree):
        if folder == above:
            return os.path.dirname(home)
        folder, above = above, os.path.dirname(above)
    return folder
