"""Completion in shells, written by shtab from the declared command line. shtab is optional: only this command needs it."""

from argparse import Namespace

from claimcheck.cli.declaration import build_parser
from claimcheck.cli.extras import require
from claimcheck.cli.main import Surroundings
from claimcheck.config import Settings


def completion(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Print the shell's completion script. Raises `UsageError` where shtab is not installed."""
    require("completion", "shtab")
    import shtab  # noqa: PLC0415 - optional

    around.out.write(shtab.complete(build_parser(), shell=arguments.shell).rstrip("\n") + "\n")
    return 0
