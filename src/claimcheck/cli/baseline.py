"""``check --write-baseline``."""

from argparse import Namespace
from collections import Counter
from pathlib import Path

from claimcheck.baseline import BASELINE_NAME, read_baseline, write_baseline
from claimcheck.claimfile import ClaimSet
from claimcheck.cli.main import Surroundings
from claimcheck.cli.manner import House, lock_of
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.gate import check as run_gate


def written(  # noqa: PLR0913 - what the command has, and the file
    claims: ClaimSet,
    arguments: Namespace,
    settings: Settings,
    around: Surroundings,
    house: House,
    *,
    target: str | None,
) -> str:
    """List everything that every rule finds now; the file written. Says how the list grew or shrank."""
    path = Path(target or BASELINE_NAME)
    if path.is_dir() or path.suffix in (".yaml", ".yml"):
        raise UsageError(f"--write-baseline: {path} is no baseline; write --write-baseline=FILE before the paths")
    before = len(list(Counter(read_baseline(path).entries).elements())) if path.exists() else 0
    report = run_gate(
        claims,
        lock=lock_of(settings),
        today=around.today,
        allow_empty=arguments.allow_empty,
        thresholds=house.thresholds,
        severities=house.severities,
        rules=house.rules.own,
    )
    after = write_baseline(path, report)
    print(f"claimcheck: {path} lists {after} findings (before: {before})", file=around.err)
    return str(path)
