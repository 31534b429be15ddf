"""Completion in shells, written by shtab from the declared command line. shtab is optional: only this command needs it."""

from argparse import Namespace

from claimcheck.cli.declaration import build_parser
from claimcheck.cli.main import Surroundings
from claimcheck.config import Settings
from claimcheck.errors import UsageError


def completion(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Print the shell's completion script. Raises `UsageError` where shtab is not installed."""
    try:
        import shtab  # noqa: PLC0415 - optional
    except ModuleNotFoundError:
        raise UsageError("shell completion is written by shtab, which is not installed: pip install shtab") from None
    around.out.write(shtab.complete(build_parser(), shell=arguments.shell).rstrip("\n") + "\n")
    return 0
