"""The command that prints a JSON Schema: schema."""

from argparse import Namespace
from pathlib import Path

import claimcheck
from claimcheck.cli.main import Surroundings
from claimcheck.cli.streams import write_bytes_alike
from claimcheck.config import Settings


def schema(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Print the JSON Schema of claims files, or of the JSON report."""
    write_bytes_alike(around.out)
    around.out.write((Path(claimcheck.__file__).parent / f"{arguments.of}.schema.json").read_text(encoding="utf-8"))
    return 0
