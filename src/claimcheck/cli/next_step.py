"""What to do next here: `claimcheck` alone. It reads the project as the gate does, asks nobody and changes nothing."""

import shlex
from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from claimcheck.claimfile.load import claims_files, claims_upward
from claimcheck.cli.main import Surroundings
from claimcheck.cli.questions import articles_in
from claimcheck.cli.ruleset import ruleset_of
from claimcheck.cli.terminal import terminal_width
from claimcheck.config import Settings
from claimcheck.gate import report_on
from claimcheck.model import ClaimStatus, Finding, Report, Severity
from claimcheck.project import Project
from claimcheck.reports.plain import plain
from claimcheck.reports.text import counts, wrapped
from claimcheck.tree import DISK

CLAIMS = "claims"
_TOLD = ("CC101", "CC106")
"""What the other steps are about: claims without a source, and proposals."""
_FIND = "claimcheck find"
_ARTICLES = 3
"""Articles that are named where nothing has begun."""
_ANY_PAGE = (Path("PAGE"), f"{CLAIMS}/PAGE.yaml")


def next_step(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Tell where the project stands and the one or two commands that bring it on."""
    place = CLAIMS if Path(CLAIMS).is_dir() else claims_upward(DISK) or CLAIMS
    files = claims_files(place) if Path(place).is_dir() else ()
    report = _report(place, settings, around) if files else Report()
    begun = report.verdicts or _broken(report)
    lines = list(_in_a_project(report, place) if begun else _at_the_beginning(around.folder, files))
    lines += ["", "All commands: claimcheck --help"]
    width = min(terminal_width(), 100)
    around.show("\n".join(line for told in lines for line in (wrapped(told, width, "") or [""])))
    return 0


def _at_the_beginning(folder: Path, files: Sequence[Path]) -> Iterator[str]:
    held = f"the files in the folder {CLAIMS} hold none" if files else f"nothing in the folder {CLAIMS}"
    yield f"There are no claims here yet: {held}."
    yield ""
    drafts = ((article, f"{CLAIMS}/{article.stem}.yaml") for article in articles_in(folder))
    new = list(islice((one for one in drafts if not Path(one[1]).exists()), _ARTICLES))
    if not new and not files:
        yield "Start with three questions: claimcheck init"
    for name, draft in [(article.relative_to(folder), draft) for article, draft in new] or [_ANY_PAGE]:
        yield plain(
            f"Draft the claims of a page: claimcheck extract {shlex.quote(str(name))} --output {shlex.quote(draft)}"
        )
    if files:
        yield plain(f"Or write the first into {files[0].as_posix()}")


def _report(place: str, settings: Settings, around: Surroundings) -> Report:
    ruleset = ruleset_of(settings)
    return report_on(Project.at(place, settings.lock), ruleset.telling_all(), around.today)


def _in_a_project(report: Report, place: str) -> Iterator[str]:
    yield f"{counts(report)}."
    yield ""
    where = "" if place == CLAIMS else f" {place}"
    steps = [f"{step}{where}" for step in _steps(report)]
    written = any(one.claim.article and one.claim.article.path for one in report.verdicts)
    cite = f" Write the references: claimcheck cite{where}" if written else ""
    yield from steps or [f"Everything is in order.{cite}"]


def _broken(report: Report) -> list[Finding]:
    return [one for one in report.findings if one.code in ("CC001", "CC002", "CC003", "CC005")]


def _steps(report: Report) -> Iterator[str]:
    """What there is to do, the most pressing first."""
    broken = _broken(report)
    if broken:
        yield f"Mend what cannot be read ({len(broken)}): claimcheck check"
    proposed = report.with_status(ClaimStatus.PROPOSED)
    if proposed:
        yield f"Read what is proposed for {_claims(len(proposed))}: claimcheck review"
    near = [one for one in report.verdicts if one.near or one.against]
    errors = [one for one in report.findings if one.severity is Severity.ERROR]
    by_hand = {one.claim_id for one in errors if one.code == "CC101" and _FIND not in one.hint}
    by_hand -= {one.claim_id for one in near}
    unsourced = [one for one in report.verdicts if one.status is ClaimStatus.UNSOURCED and one not in near]
    new = [one for one in unsourced if one.claim_id not in by_hand]
    if new:
        yield f"Ask PubMed about {_claims(len(new))} without a source: {_FIND}"
    if near:
        yield f"Read what the search found for {_claims(len(near))}: claimcheck check --format full"
    errors = [one for one in errors if one.code not in _TOLD or one.claim_id in by_hand]
    if errors and not broken:
        yield f"See what is wrong ({len(errors)} more error{'s' * (len(errors) > 1)}): claimcheck check"


def _claims(number: int) -> str:
    return f"{number} claim{'s' * (number > 1)}"
