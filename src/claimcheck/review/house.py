"""A house of articles under several policies, and as it was at earlier commits: figures for the pages. Reads git, asks nobody."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from attrs import frozen

from claimcheck.errors import ClaimcheckError
from claimcheck.gate import report_on
from claimcheck.git import Repository
from claimcheck.model import ClaimStatus, Report, Severity
from claimcheck.policies import PolicyPack
from claimcheck.project import Project
from claimcheck.review.overview import counts_of
from claimcheck.rules.coverage import UnrecordedClaim
from claimcheck.rules.registry import RuleBook
from claimcheck.rules.ruleset import Ruleset
from claimcheck.rules.severities import Severities
from claimcheck.thresholds import DEFAULTS
from claimcheck.tree import Tree

MOMENTS = 12
"""Earlier states that are looked at, at most: each costs a check."""


@frozen
class Moment:
    """How many claims stood where on a day, at a commit ("" for now)."""

    day: dt.date
    commit: str
    counts: Mapping[ClaimStatus, int]


@frozen
class UnderPolicy:
    """What a house comes to under a policy pack."""

    name: str
    title: str
    sourced: int
    errors: int
    warnings: int


def under_policies(
    project: Project, packs: Iterable[PolicyPack], book: RuleBook, today: dt.date
) -> tuple[UnderPolicy, ...]:
    """The project under each pack; files are read once."""
    return tuple(_under(project, pack, book, today) for pack in packs)


def _under(project: Project, pack: PolicyPack, book: RuleBook, today: dt.date) -> UnderPolicy:
    report = _report(project, Ruleset(DEFAULTS.changed(pack.thresholds), Severities(pack.severities), book), today)
    severities = Counter(finding.severity for finding in report.findings)
    sourced = counts_of(report)[ClaimStatus.SOURCED]
    return UnderPolicy(pack.name, pack.title, sourced, severities[Severity.ERROR], severities[Severity.WARNING])


def moments(
    repository: Repository,
    paths: Sequence[str],
    project_at: Callable[[Tree], Project],
    ruleset: Ruleset,
) -> Iterator[Moment]:
    """The last commit of each month that touched these paths, or of each day where they are of few months, oldest first.

    Each is held to the rules as of its own day. A state that cannot be read is left out.
    """
    history = [(one.commit, one.date[:10]) for one in repository.history(paths)]
    for commit, day in reversed(_chosen(history)):
        with suppress(ClaimcheckError), repository.tree(commit) as tree:
            on = dt.date.fromisoformat(day)
            counts = counts_of(_report(project_at(tree), ruleset, on))
            if not tree.unread:
                yield Moment(on, commit, counts)


def _chosen(history: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    by_month = list({day[:7]: (commit, day) for commit, day in reversed(history)}.values())[::-1]
    by_day = list({day: (commit, day) for commit, day in reversed(history)}.values())[::-1]
    return (by_month if len(by_month) > 3 else by_day)[:MOMENTS]


def _report(project: Project, ruleset: Ruleset, today: dt.date) -> Report:
    all_but = ruleset.telling_all(but=(UnrecordedClaim.code,))  # about what no claim says, and half the time
    return report_on(project, all_but, today)
