"""``check --jobs``: claims files read in several processes."""

import signal
from argparse import Namespace
from concurrent.futures import ProcessPoolExecutor

from claimcheck.claimfile import ClaimSet
from claimcheck.gate import load


def loaded(arguments: Namespace) -> ClaimSet:
    """The claims, as `load` gives them. Raises `UsageError`."""
    with ProcessPoolExecutor(arguments.jobs, initializer=_leave_quietly) as executor:
        return load(arguments.paths, allow_empty=arguments.allow_empty, executor=executor)


def _leave_quietly() -> None:
    """Ctrl-C reaches the whole group of processes; the first of them speaks for all."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
