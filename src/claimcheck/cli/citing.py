"""What `cite` tells of an article, whatever its format."""

from argparse import Namespace
from pathlib import Path
from typing import Protocol

from claimcheck.bibliography.spots import Lost
from claimcheck.bibliography.works import Work
from claimcheck.cli.main import Surroundings
from claimcheck.reports.plain import plain


class References(Protocol):
    """What came of an article's references."""

    @property
    def works(self) -> tuple[Work, ...]: ...

    @property
    def lost(self) -> tuple[Lost, ...]: ...


def tell(path: Path, referred: References, changed: bool, arguments: Namespace, around: Surroundings) -> None:
    """One line a claim without a place, and one for the article."""
    shown = plain(str(path))
    for lost in referred.lost:
        print(f"claimcheck: {shown}: no reference for {lost.claim.id}: {plain(lost.reason)}", file=around.err)
    done = ("would change" if arguments.dry_run else "written") if changed else "unchanged"
    print(f"claimcheck: {shown}: {_count(referred.works)}, {done}", file=around.err)


def _count(works: tuple[Work, ...]) -> str:
    return f"{len(works)} work{'' if len(works) == 1 else 's'} referred to"
