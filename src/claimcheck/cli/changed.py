"""`check --since` and `--staged`: the project as git keeps it, beside the project as it is."""

import os
from argparse import Namespace

from claimcheck.changed import Changes, changes
from claimcheck.cli.main import Surroundings
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.examination import Examined, Terms, examine
from claimcheck.gate import Concerns, Examine
from claimcheck.git import GitTree, Repository
from claimcheck.project import Project


def narrowed(
    project: Project, arguments: Namespace, settings: Settings, around: Surroundings
) -> tuple[Examine, Concerns | None]:
    """How to examine claims files for what changed, and what that concerns. Raises `UsageError` where git cannot tell."""
    if "-" in arguments.paths:
        raise UsageError("--since and --staged compare files: leave - out")
    if not project.files:
        return examine, None
    found = _changes(project, arguments, settings, around)
    what = "that are staged" if arguments.staged else f"that changed since {arguments.since}"
    claims = project.claims.claims
    shown = sum(map(found.concern, claims))
    around.tell(f"{shown} of {len(claims)} claims: those {what}")

    def examine_changed(project: Project, file: str, terms: Terms) -> Examined:
        if file in found.examined:
            return examine(project, file, terms)
        return Examined(project.content(file).ids)

    return examine_changed, found.concern


def _changes(project: Project, arguments: Namespace, settings: Settings, around: Surroundings) -> Changes:
    repository = Repository.around(around.folder)
    inside = repository.root.rstrip(os.sep) + os.sep
    outside = [file for file in project.files if not project.tree.resolve(file).startswith(inside)]
    if outside:
        raise UsageError(
            f"{outside[0]} is not in the git repository {repository.root}: run the command in the repository it is in"
        )
    if not arguments.staged:
        with repository.tree(repository.base(arguments.since)) as before:
            return changes(_at(arguments, settings, before), project)
    with repository.head() as before, repository.index() as now:
        found = changes(_at(arguments, settings, before), _at(arguments, settings, now))
        return found.also(project, [file for file in project.files if now.hides(file)])


def _at(arguments: Namespace, settings: Settings, tree: GitTree) -> Project:
    """The project of the same paths in another tree; those that are not there are left out."""
    there = [path for path in arguments.paths if tree.kind(path) in ("file", "folder")]
    return Project.at(there, settings.lock, tree, allow_empty=True)
