"""The command that asks again about what is cited: refresh."""

from argparse import Namespace
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from claimcheck import research
from claimcheck.catalogs.base import Catalog
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.cli.find_report import count
from claimcheck.cli.main import Surroundings
from claimcheck.cli.project import exit_of, open_project
from claimcheck.cli.pubmed import open_resolver, refuse_full_text
from claimcheck.cli.watch_report import news_as_markdown, news_as_text, report_as_data
from claimcheck.config import Settings
from claimcheck.errors import COULD_NOT_ASK, UsageError
from claimcheck.lockfile import apply_update, update_lockfile
from claimcheck.project import Project
from claimcheck.reports.plain import plain, plain_json
from claimcheck.research import RefreshResult, Watched
from claimcheck.research.remarks import called
from claimcheck.research.rewrites import Rewrite, rewrites


def refresh(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Ask again about every cited paper and write what PubMed says into the lock."""
    refuse_full_text(arguments, settings)
    retractions = _retractions(arguments)
    project = open_project(arguments, settings)
    broken = exit_of(project)
    if not any(claim.citations for claim in project.claims):
        if not broken:
            around.tell("no claim has a citation yet, so there is nothing to ask about")
        _tell_watched(arguments, Watched(), RefreshResult(), broken, around)
        return broken
    with open_resolver(settings, around) as catalog:
        texts = catalog if arguments.full_text and isinstance(catalog, PubMed) else None
        result = research.refresh(project.claims, catalog, today=around.today, texts=texts, before=project.lock)
    others = tuple(research.of_other_words(project.claims, project.index))
    result = research.without_reviews(research.without_older(result, project.lock), others)
    watched = research.watch(project.claims, project.lock, result.update, retractions)
    if (result.learnt_something or watched.keeps_something) and not arguments.dry_run:
        update_lockfile(project.lock_path, watched.update)
        for line in research.about_reviews(others, project.lock, result):
            around.tell(plain(line))
    code = COULD_NOT_ASK if result.not_asked else broken
    if arguments.watch:
        _tell_watched(arguments, watched, result, code, around)
    else:
        _tell(project, result, around)
    _count(result, catalog, around)
    return code


def _retractions(arguments: Namespace) -> Path | None:
    """The list that was given. Raises `UsageError` for one that is none, before anybody is asked."""
    if not arguments.watch and (arguments.retractions or arguments.format):
        raise UsageError("--retractions and --format go with --watch")
    if arguments.retractions is None:
        return None
    research.check_columns(Path(arguments.retractions))
    return Path(arguments.retractions)


def _tell(project: Project, result: RefreshResult, around: Surroundings) -> None:
    """Every standing that changed, proposals that the judge no longer makes, and what it reads in the pages' own references."""
    for line in (
        *research.changes(project.lock, result),
        *research.lost_passages(project.claims, project.lock, result),
        *(one.told for one in _rewritten(project, result)),
        *research.second_thoughts(result),
        *map(research.told, result.given),
        *result.remarks,
    ):
        around.show(plain(line))


def _rewritten(project: Project, result: RefreshResult) -> Iterator[Rewrite]:
    after = apply_update(project.lock, result.update)
    return rewrites(project.claims, project.lock, after, result.update.papers)


def _tell_watched(
    arguments: Namespace, watched: Watched, result: RefreshResult, code: int, around: Surroundings
) -> None:
    """What changed, in the format that was asked for; that nothing did is said on stderr, so that stdout is empty then."""
    if arguments.format == "json":
        report = report_as_data(watched.news, result.asked, result.not_asked, code)
        around.show(plain_json(report, indent=2))
    elif arguments.format == "markdown":
        around.out.write(news_as_markdown(watched.news))
    else:
        around.out.writelines(f"{news_as_text(one)}\n" for one in watched.news)
    if arguments.watch and not watched.news:
        around.tell("no change in what could be asked about")


def _count(result: RefreshResult, catalog: Catalog, around: Surroundings) -> None:
    asked, left = count(result.asked, "cited work"), len(result.not_asked)
    around.tell(f"asked about {asked}; {left} could not be asked")
    if result.not_asked:
        identifier, reason = next(iter(result.not_asked.items()))
        around.tell(f"could not ask {called(catalog)} about {identifier}: {plain(reason)}")
        around.tell_each(dict(islice(result.not_asked.items(), 1, None)))
