"""What the quality benchmarks share: intervals and the local E-utilities server."""

import importlib
import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def interval(values: Sequence[float], rounds: int = 500) -> str:
    """Mean in percent with a bootstrap interval."""
    if not values:
        return "none"
    chance = random.Random(1)
    means = sorted(sum(chance.choices(values, k=len(values))) / len(values) for _ in range(rounds))
    return f"{100 * sum(values) / len(values):5.1f} [{100 * means[rounds // 40]:.1f}–{100 * means[-rounds // 40]:.1f}]"


def twin_type() -> Any:
    """The local E-utilities server, or None where it does not stand beside the data."""
    tools = Path(os.environ["CLAIMCHECK_TEST_DATA"]).parent / "tools" / "pubmed-twin"
    if not tools.is_dir():
        print("skipped: no local E-utilities server beside the data")
        return None
    sys.path.insert(0, str(tools))
    return importlib.import_module("pubmed_twin").PubmedTwin
