"""What is reviewed and how strictly, by the settings: for the review, and for the site that shows the same overview."""

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from claimcheck.catalogs.base import Catalog
from claimcheck.cli.ruleset import Ruleset, beside_settings
from claimcheck.config import Settings
from claimcheck.evidence.judge import Judge
from claimcheck.lockfile import lock_path_for
from claimcheck.review.settings import ReviewSettings


def review_settings(  # noqa: PLR0913 - what a review is given
    paths: Sequence[str],
    settings: Settings,
    ruleset: Ruleset,
    *,
    reviewer: str,
    open_catalog: Callable[[bool], AbstractContextManager[Catalog]],
    load_judge: Callable[[], Judge],
    today: Callable[[], dt.date] = dt.date.today,
) -> ReviewSettings:
    """As `ReviewSettings`; what the settings decide is filled in."""
    return ReviewSettings(
        paths=tuple(map(Path, paths)),
        lock_path=lock_path_for(paths, settings.lock),
        reviewer=reviewer,
        open_catalog=open_catalog,
        load_judge=load_judge,
        today=today,
        thresholds=ruleset.thresholds,
        severities=ruleset.severities,
        select=settings.select,
        ignore=settings.ignore,
        rules=ruleset.rules.own,
        baseline=beside_settings(settings, settings.baseline),
    )
