"""Where the command starts. A check that was made before is answered from what was kept; all else is for `main`.

Nothing but `recall` is loaded for that, which is what makes an unchanged check cost little more than starting Python.
"""

import gc
import os
import sys

from claimcheck.cli.report_cache import Memory, Told
from claimcheck.cli.streams import prepare_streams
from claimcheck.errors import INTERRUPTED, EditError


def entry() -> None:
    """The console script."""
    gc.disable()  # what is loaded now stays; looking for garbage among it takes a tenth of the start
    arguments = sys.argv[1:]
    try:
        memory = Memory(arguments[1:]) if arguments[:1] == ["check"] else None
        told = memory.recall() if memory else None
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)
    if told is not None:
        _tell(told, arguments)
    from claimcheck.cli.main import entry as run  # noqa: PLC0415 - a repeated check ends before here

    run(memory)


def _tell(told: Told, arguments: list[str]) -> None:
    """Say it and end. Where something cannot be written the check is made anew, which says so as always."""
    prepare_streams(arguments)
    try:
        code = told.deliver(sys.stdout, sys.stderr, os.environ)
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, UnicodeError, EditError):
        return
    os._exit(code)  # nothing is left to tidy up
