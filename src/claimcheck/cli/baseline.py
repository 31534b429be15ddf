"""``check --write-baseline``."""

from argparse import Namespace
from collections import Counter
from pathlib import Path

from claimcheck.baseline import BASELINE_NAME, read_baseline, write_baseline
from claimcheck.claimfile.load import is_claims_file
from claimcheck.cli.main import Surroundings
from claimcheck.errors import UsageError
from claimcheck.gate import report_on
from claimcheck.project import Project
from claimcheck.rules.ruleset import Ruleset


def written(
    project: Project, arguments: Namespace, around: Surroundings, ruleset: Ruleset, *, target: str | None
) -> str:
    """List everything that every rule finds now; the file written. Says how the list grew or shrank."""
    path = Path(target or BASELINE_NAME)
    if path.is_dir() or is_claims_file(str(path)):
        raise UsageError(f"--write-baseline: {path} is no baseline; write --write-baseline=FILE before the paths")
    before = len(list(Counter(read_baseline(path).entries).elements())) if path.exists() else 0
    report = report_on(project, ruleset.telling_all(), around.today)
    after, left = write_baseline(path, report, grow=arguments.grow_baseline)
    print(f"claimcheck: {path} lists {after} findings (before: {before})", file=around.err)
    if left:
        print(f"claimcheck: {left} new findings are not listed: mend them, or add --grow-baseline", file=around.err)
    return str(path)
