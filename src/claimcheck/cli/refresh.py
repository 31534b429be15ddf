"""The command that asks again about what is cited: refresh."""

from argparse import Namespace

from claimcheck import research
from claimcheck.catalogs.pubmed import PubMed
from claimcheck.cli.find_report import count
from claimcheck.cli.main import Surroundings
from claimcheck.cli.project import open_project, tell_problems
from claimcheck.cli.pubmed import called, open_resolver, refuse_full_text
from claimcheck.config import Settings
from claimcheck.errors import COULD_NOT_ASK
from claimcheck.lockfile import update_lockfile
from claimcheck.reports.plain import plain


def refresh(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Ask again about every cited paper and write what PubMed says into the lock."""
    refuse_full_text(arguments, settings)
    project = open_project(arguments, settings)
    broken = tell_problems(project.claims.problems)
    if not any(claim.citations for claim in project.claims):
        print("claimcheck: no claim has a citation yet, so there is nothing to ask about", file=around.err)
        return broken
    with open_resolver(settings, around) as catalog:
        texts = catalog if arguments.full_text and isinstance(catalog, PubMed) else None
        result = research.refresh(project.claims, catalog, today=around.today, texts=texts)
    result = research.without_older(result, project.lock)
    if result.learnt_something and not arguments.dry_run:
        update_lockfile(project.lock_path, result.update)
    for line in (
        *research.changes(project.lock, result),
        *research.second_thoughts(result),
        *map(research.told, result.given),
        *result.remarks,
    ):
        print(plain(line), file=around.out)
    asked = len(result.update.papers) + len(result.update.unknown)
    works = count(asked, "cited work")
    print(f"claimcheck: asked about {works}; {len(result.not_asked)} could not be asked", file=around.err)
    if result.not_asked:
        identifier, reason = next(iter(result.not_asked.items()))
        print(f"claimcheck: could not ask {called(catalog)} about {identifier}: {plain(reason)}", file=around.err)
        return COULD_NOT_ASK
    return broken
