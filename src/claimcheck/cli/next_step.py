"""What to do next here: `claimcheck` alone. It reads the project as the gate does, asks nobody and changes nothing."""

from argparse import Namespace
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from claimcheck.claimfile.load import claims_files
from claimcheck.cli.declaration import COMMANDS
from claimcheck.cli.main import Surroundings
from claimcheck.cli.questions import articles_in
from claimcheck.cli.ruleset import ruleset_of
from claimcheck.cli.terminal import terminal_width
from claimcheck.config import Settings
from claimcheck.gate import check
from claimcheck.model import ClaimStatus, Report, Severity
from claimcheck.reports.plain import plain
from claimcheck.reports.text import counts, wrapped

CLAIMS = "claims"
_TOLD = ("CC101", "CC106")
"""What the other steps are about: claims without a source, and proposals."""
_ARTICLES = 3
"""Articles that are named where nothing has begun."""


def next_step(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Tell where the project stands and the one or two commands that bring it on."""
    folder = Path(CLAIMS)
    begun = folder.is_dir() and bool(claims_files(folder))
    lines = list(_in_a_project(settings, around) if begun else _at_the_beginning(around.folder))
    lines += ["", "All commands: claimcheck --help"]
    width = min(terminal_width(), 100)
    print("\n".join(line for told in lines for line in (wrapped(told, width, "") or [""])), file=around.out)
    return 0


def _at_the_beginning(folder: Path) -> Iterator[str]:
    yield "There are no claims here yet: nothing in the folder claims."
    yield ""
    articles = [article.relative_to(folder) for article in islice(articles_in(folder), _ARTICLES)]
    for article in articles:
        draft = f"{CLAIMS}/{article.stem}.yaml"
        yield plain(f"Draft the claims of a page: claimcheck extract {article} --output {draft}")
    if not articles:
        yield "Start with three questions: claimcheck init"
        yield "Draft the claims of a page: claimcheck extract PAGE --output claims/PAGE.yaml"


def _in_a_project(settings: Settings, around: Surroundings) -> Iterator[str]:
    ruleset = ruleset_of(settings)
    report = check(
        CLAIMS,
        lock=settings.lock,
        today=around.today,
        thresholds=ruleset.thresholds,
        severities=ruleset.severities,
        rules=ruleset.rules.own,
    )
    yield f"{counts(report)}."
    yield ""
    yield from list(_steps(report)) or ["Everything is in order. Write the references: claimcheck cite"]


def _steps(report: Report) -> Iterator[str]:
    """What there is to do, the most pressing first."""
    broken = [one for one in report.findings if one.code in ("CC001", "CC002", "CC003", "CC005")]
    if broken:
        yield f"Mend what cannot be read ({len(broken)}): claimcheck check"
    proposed = report.with_status(ClaimStatus.PROPOSED)
    if proposed:
        command = "claimcheck review" if "review" in COMMANDS else "claimcheck accept CLAIM PMID (or: reject)"
        yield f"Read what is proposed for {_claims(len(proposed))}: {command}"
    near = [one for one in report.verdicts if one.near or one.against]
    new = [one for one in report.verdicts if one.status is ClaimStatus.UNSOURCED and one not in near]
    if new:
        yield f"Ask PubMed about {_claims(len(new))} without a source: claimcheck find"
    if near:
        yield f"Read what the search found for {_claims(len(near))}: claimcheck check --format full"
    errors = [one for one in report.findings if one.severity is Severity.ERROR and one.code not in _TOLD]
    if errors and not broken:
        yield f"See what is wrong ({len(errors)} more error{'s' * (len(errors) > 1)}): claimcheck check"


def _claims(number: int) -> str:
    return f"{number} claim{'s' * (number > 1)}"
