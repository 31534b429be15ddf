"""``check --write-baseline``."""

from argparse import Namespace
from pathlib import Path

from claimcheck.baseline import BASELINE_NAME, Baseline, read_baseline, write_baseline
from claimcheck.claimfile.load import is_claims_file
from claimcheck.cli.main import Surroundings
from claimcheck.errors import UsageError
from claimcheck.gate import checked_on
from claimcheck.project import Project
from claimcheck.rules.ruleset import Ruleset


def written(
    project: Project, arguments: Namespace, around: Surroundings, ruleset: Ruleset, *, target: str | None
) -> str:
    """List everything that every rule finds now; the file written. Says how the list grew or shrank."""
    path = Path(target or BASELINE_NAME)
    if path.is_dir() or is_claims_file(str(path)):
        raise UsageError(f"--write-baseline: {path} is no baseline; write --write-baseline=FILE before the paths")
    before = read_baseline(path) if path.exists() else Baseline({}, str(path))
    everything = ruleset.telling_all()
    checked = checked_on(project, everything, around.today)
    report = checked.report(everything.codes, everything.severities, None, None)
    kept = before.unexamined(checked.extent.covers)
    after, left = write_baseline(path, report, grow=arguments.grow_baseline, unexamined=kept)
    around.tell(f"{path} lists {after} findings (before: {sum(before.entries.values())})")
    if kept:
        told = f"of claims and files that were not examined, or not in full, {kept.total()} stay listed as they were"
        around.tell(told)
    if left:
        around.tell(f"{left} new findings are not listed: mend them, or add --grow-baseline")
    return str(path)
