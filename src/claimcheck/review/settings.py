"""What the command decided before a review begins."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from attrs import field, frozen

from claimcheck.catalogs.base import Catalog
from claimcheck.evidence.judge import Judge
from claimcheck.rules.ruleset import Ruleset


@frozen
class ReviewSettings:
    """Which project is reviewed, by whom, how strictly, and who is asked.

    `reviewer` signs every decision. `open_catalog` opens who is asked for papers; with True it asks nobody and gives what is
    kept on this machine. `load_judge` loads who reads them. Both are called late: most pages need neither.
    """

    paths: tuple[Path, ...]
    lock_path: Path
    reviewer: str
    open_catalog: Callable[[bool], AbstractContextManager[Catalog]]
    load_judge: Callable[[], Judge]
    today: Callable[[], dt.date] = dt.date.today
    ruleset: Ruleset = field(factory=Ruleset)
