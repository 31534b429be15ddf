"""The command that writes a house's state as pages of a site: report."""

import json
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NoReturn

from claimcheck.cli.find_report import count
from claimcheck.cli.main import Surroundings
from claimcheck.cli.project import open_project
from claimcheck.cli.ruleset import pack_of, ruleset_of
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.files import write_atomically
from claimcheck.git import Repository
from claimcheck.model import Report
from claimcheck.policies import BUILT_IN, PolicyPack, read_policy
from claimcheck.project import Project
from claimcheck.reports.base import ReportContext
from claimcheck.reports.plain import plain
from claimcheck.review.house import Moment, moments, under_policies
from claimcheck.review.overview import counts_of
from claimcheck.review.settings import ReviewSettings
from claimcheck.review.site import House, pages
from claimcheck.review.workspace import Snapshot, Workspace
from claimcheck.rules.ruleset import Ruleset
from claimcheck.tree import Tree

LIST = "claimcheck-site.json"
"""Names the pages of a site, so that those of articles that have gone are taken away, and nothing else is."""


def report(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Write the pages; those that were written before and have no article any more go."""
    site = Path(arguments.site)
    before = _written_before(site)
    ruleset = ruleset_of(settings)
    project = open_project(arguments, settings)
    house = _house(project, arguments, settings, around, ruleset)
    names = [_write(site, name, page) for name, page in pages(house)]
    for gone in before - set(names):
        (site / gone).unlink(missing_ok=True)
    _write(site, LIST, json.dumps({"format": "claimcheck-site/1", "pages": sorted(names)}, indent=1) + "\n")
    around.show(plain(str(site / names[-1])))
    around.tell(f"{count(len(names), 'page')} written, {len(house.moments) - 1} earlier states")
    return 0


def _written_before(site: Path) -> set[str]:
    """The pages of a site that is there. Raises `UsageError` for a folder with something else in it."""
    try:
        told = json.loads((site / LIST).read_bytes())
        return {name for name in told["pages"] if ".." not in Path(name).parts and not Path(name).is_absolute()}
    except (FileNotFoundError, NotADirectoryError):
        if site.exists() and (not site.is_dir() or any(site.iterdir())):
            raise UsageError(f"{site} holds something else than such a site: name a new or empty folder") from None
        return set()
    except (ValueError, KeyError, TypeError, OSError) as error:
        why = f": {error.strerror}" if isinstance(error, OSError) else ", or does not list the pages of a site"
        raise UsageError(f"{site / LIST} cannot be read{why}; delete it, and what is in its folder") from None


def _write(site: Path, name: str, page: str) -> str:
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, page.encode("utf-8"))
    return name


def _snapshot(project: Project, paths: Iterable[str], around: Surroundings, ruleset: Ruleset) -> Snapshot:
    """What the review's overview is made of; nobody is asked."""
    of_review = ReviewSettings(
        paths=tuple(map(Path, paths)),
        lock_path=project.lock_path,
        reviewer="",
        open_catalog=lambda _: _nobody(),
        load_judge=_nobody,
        today=lambda: around.today,
        ruleset=ruleset,
    )
    return Workspace(of_review).snapshot()


def _nobody() -> NoReturn:
    raise UsageError("a report asks nobody")


def _house(project: Project, arguments: Namespace, settings: Settings, around: Surroundings, ruleset: Ruleset) -> House:
    snapshot = _snapshot(project, arguments.paths, around, ruleset)
    now = Moment(around.today, "", counts_of(snapshot.report))
    earlier = [one for one in _earlier(project, arguments.paths, around, ruleset) if one.day < now.day]
    return House(
        snapshot,
        (*earlier, now),
        under_policies(project, _packs(settings, ruleset), ruleset.rules, around.today),
        partial(_context, settings, snapshot),
    )


def _context(settings: Settings, snapshot: Snapshot, of: Report) -> ReportContext:
    verdict = of.exit_code(settings.fail_on, require_complete=settings.require_complete)
    return ReportContext(verdict, settings.fail_on, articles=snapshot.articles)


def _packs(settings: Settings, ruleset: Ruleset) -> Iterable[PolicyPack]:
    """The house's own first, then the built-in ones."""
    own = pack_of(settings, ruleset.rules)
    others = (read_policy(name, ruleset.rules.code_of) for name in BUILT_IN)
    return [*([own] if own else []), *(one for one in others if not own or one.name != own.name)]


def _earlier(project: Project, paths: Sequence[str], around: Surroundings, ruleset: Ruleset) -> Iterator[Moment]:
    """The house at earlier commits; none where git keeps no history of it."""
    with suppress(UsageError):
        repository = Repository.around(around.folder)

        def project_at(tree: Tree) -> Project:
            there = [path for path in paths if tree.kind(path) in ("file", "folder")]
            return Project.at(there, project.lock_path, tree)

        own = Ruleset(ruleset.thresholds, rules=ruleset.rules)
        yield from moments(repository, [*paths, str(project.lock_path)], project_at, own)
