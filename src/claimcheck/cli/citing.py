"""What `cite` tells of an article, whatever its format."""

from argparse import Namespace
from pathlib import Path
from typing import Protocol

from claimcheck.bibliography.spots import Lost, PageReference, PageReferences
from claimcheck.bibliography.works import Work
from claimcheck.cli.main import Surroundings
from claimcheck.cli.page_references import surroundings_of
from claimcheck.extraction.page_works import PageWorks
from claimcheck.model import Claim
from claimcheck.reports.plain import plain


class References(Protocol):
    """What came of an article's references."""

    @property
    def works(self) -> tuple[Work, ...]: ...

    @property
    def lost(self) -> tuple[Lost, ...]: ...

    @property
    def reworded(self) -> tuple[tuple[Claim, int], ...]: ...

    @property
    def gone(self) -> tuple[str, ...]: ...

    @property
    def theirs(self) -> tuple[Work, ...]: ...


def tell(path: Path, referred: References, changed: bool, arguments: Namespace, around: Surroundings) -> None:
    """One line a claim without a place or in other words, one a reference that went, and one for the article."""
    shown = plain(str(path))
    for lost in referred.lost:
        print(f"claimcheck: {shown}: no reference for {lost.claim.id}: {plain(lost.reason)}", file=around.err)
    for claim, line in referred.reworded:
        told = f"{shown}:{line}: the wording of {claim.id} changed; its reference stays: read whether the source still says so"
        print(f"claimcheck: {told}; next: claimcheck anchor --update --claim {claim.id}", file=around.err)
    for key in referred.gone:
        taken = "would be taken out" if arguments.dry_run else "taken out"
        print(f"claimcheck: {shown}: {taken}, as no claim has it there now: {plain(key)}", file=around.err)
    done = ("would change" if arguments.dry_run else "written") if changed else "unchanged"
    own = f" ({len(referred.theirs)} more by the page itself)" if referred.theirs else ""
    print(f"claimcheck: {shown}: {_count(referred.works)}{own}, {done}", file=around.err)


def stays(path: Path, referred: References, around: Surroundings) -> bool:
    """Whether a reference would go that a claim may have which cannot be read; then the article stays as it is."""
    if referred.gone:
        told = f"left as it is: what cannot be read of the claims files may cite {', '.join(referred.gone)}"
        print(plain(f"claimcheck: {path}: {told}"), file=around.err)
    return bool(referred.gone)


def _count(works: tuple[Work, ...]) -> str:
    return f"{len(works)} work{'' if len(works) == 1 else 's'} referred to"


def page_references(path: Path, source: str, around: Surroundings) -> PageReferences:
    """What a page refers to itself, read with the bibliography beside it; `source` is "" for a Word document."""
    beside, unread = surroundings_of(path, source)
    for reason in unread:
        print(f"claimcheck: {plain(str(path))}: its bibliography {plain(reason)}", file=around.err)
    return lambda article: (PageReference(one.start, one.citations) for one in PageWorks(article, beside).given)
