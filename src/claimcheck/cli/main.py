"""The boundary: from arguments to an exit code. The one place where exceptions become sentences.

A command is loaded only when it is asked for (by `importlib`, from the table in `declaration`), so that the gate never pays for,
or even imports, the desk's network code.
"""

import datetime as dt
import importlib
import io
import json
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Protocol, TextIO

from claimcheck import __version__
from claimcheck.cli.declaration import COMMANDS, build_parser
from claimcheck.config import Settings, load_settings
from claimcheck.errors import ClaimcheckError
from claimcheck.values import frozen

INTERRUPTED = 130
INTERRUPTED_SENTENCE = "interrupted; what was found so far is kept in the files"
UNWRITABLE = 2
BUG = 70


@frozen
class Surroundings:
    """What a command may touch besides files: streams, environment, the day, the folder it was started in."""

    out: TextIO
    err: TextIO
    environment: Mapping[str, str]
    folder: Path
    today: dt.date


class Command(Protocol):
    """One command: reads its arguments and settings, writes, returns the exit code."""

    def __call__(self, arguments: Namespace, settings: Settings, around: Surroundings) -> int:
        """Run."""
        ...


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; prints, raises nothing but SystemExit of --help and --version."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    _prepare_streams(as_json=_wants_json(arguments))
    try:
        return _run(arguments)
    except ClaimcheckError as error:
        _complain(str(error), error.exit_code, as_json=_wants_json(arguments))
        return error.exit_code
    except KeyboardInterrupt:
        _complain(INTERRUPTED_SENTENCE, INTERRUPTED, as_json=False)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (`| head`) has seen enough. Python would complain when it flushes stdout at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        _complain(f"the output cannot be written: {error.strerror or error}", UNWRITABLE, as_json=False)
        return UNWRITABLE
    except Exception:  # noqa: BLE001 - the last resort; everything expected has been turned into a sentence above
        sys.__excepthook__(*sys.exc_info())
        _complain(
            f"this is a bug in claimcheck {__version__}: please report it with the lines above and the command you ran",
            BUG,
            as_json=False,
        )
        return BUG


def entry() -> None:
    """The console script."""
    signal.signal(signal.SIGINT, _leave)
    code = main()
    try:
        sys.stdout.flush()
    except OSError as error:
        _complain(f"the output cannot be written: {error.strerror or error}", UNWRITABLE, as_json=False)
        os._exit(UNWRITABLE)  # a normal exit would try to write it once more
    sys.stderr.flush()
    sys.exit(code)


def _leave(number: int, frame: object) -> None:
    """End at once on Ctrl-C. An exception could be swallowed where Python cannot raise it, or wait for threads that wait
    for the network; every file is written whole or not at all, so there is nothing to tidy up.
    """
    os.write(2, f"\nclaimcheck: {INTERRUPTED_SENTENCE}\n".encode())
    os._exit(INTERRUPTED)


def _prepare_streams(*, as_json: bool) -> None:
    """JSON is UTF-8 whatever the locale; for a person, what the terminal cannot show is spelt out, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if as_json else None, errors="backslashreplace")
    if sys.stdout is None:  # closed by whoever started us: the exit code is all they want
        sys.stdout = io.StringIO()


def _run(argv: list[str]) -> int:
    parsed = build_parser(argv[0] if argv else None).parse_args(argv)
    settings = load_settings(
        os.environ,
        start=Path.cwd(),
        config=Path(parsed.config) if parsed.config else None,
        isolated=parsed.isolated,
    )
    around = Surroundings(
        out=sys.stdout,
        err=sys.stderr,
        environment=os.environ,
        folder=Path.cwd(),
        today=getattr(parsed, "today", None) or dt.date.today(),
    )
    return _load(parsed.command)(parsed, settings, around)


def _load(name: str) -> Command:
    module, _, function = COMMANDS[name].partition(":")
    command: Command = getattr(importlib.import_module(module), function)
    return command


def _wants_json(argv: Sequence[str]) -> bool:
    return "--format=json" in argv or ("--format", "json") in pairwise(argv)


def _complain(sentence: str, code: int, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"schema": "claimcheck-error/1", "error": sentence, "exit_code": code}), file=sys.stderr)
    else:
        print(f"claimcheck: {sentence}", file=sys.stderr)
