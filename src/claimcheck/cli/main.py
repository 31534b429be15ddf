"""The boundary: from arguments to an exit code. The one place where exceptions become sentences.

A command is loaded only when it is asked for (by `importlib`, from the table in `declaration`), so that the gate never pays for,
or even imports, the desk's network code.
"""

import datetime as dt
import gc
import importlib
import os
import signal
import sys
import warnings
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO, TypeAlias

from attrs import field, frozen

from claimcheck import __version__
from claimcheck.cli.arguments import flags_given, refuse_other_bytes
from claimcheck.cli.declaration import COMMANDS, NEXT, build_parser
from claimcheck.cli.report_cache import Memory
from claimcheck.cli.streams import prepare_streams, wants_json
from claimcheck.config import Settings, load_settings
from claimcheck.errors import BUG, INTERRUPTED, WRONG_USE, ClaimcheckError, UsageError
from claimcheck.nearest import nearest
from claimcheck.reports.plain import plain, plain_json
from claimcheck.tree import DISK, Recorder, Tree

INTERRUPTED_SENTENCE = "interrupted; what was written until then stays"
_MOST_TOLD = 20
"""Claims or works that are told one by one."""


@frozen
class Surroundings:
    """What a command may touch besides files: streams, environment, the day, the folder it was started in."""

    out: TextIO
    err: TextIO
    environment: Mapping[str, str]
    folder: Path
    today: dt.date
    memory: Memory | None = None
    """Where the report of a check is kept; None keeps nothing."""
    tree: Recorder = field(factory=Recorder)
    """The files; each is opened once."""

    def show(self, text: str) -> None:
        """A line of the result, or several, on stdout."""
        print(text, file=self.out)

    def tell(self, sentence: str) -> None:
        """Say something beside the result, on stderr."""
        print(f"claimcheck: {sentence}", file=self.err)

    def tell_each(self, missing: Mapping[str, str]) -> None:
        """A line for each claim or work that could not be asked about, with its reason; of very many the first."""
        for name, reason in islice(missing.items(), _MOST_TOLD):
            print(f"  {plain(name)}: {plain(reason)}", file=self.err)
        if (rest := len(missing) - _MOST_TOLD) > 0:
            print(f"  and {rest} more", file=self.err)


Command: TypeAlias = Callable[[Namespace, Settings, Surroundings], int]
"""One command: reads its arguments and settings, writes, returns the exit code."""


def main(argv: Sequence[str] | None = None, memory: Memory | None = None) -> int:
    """Run one command and return its exit code; prints, raises nothing but SystemExit of --help and --version."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    prepare_streams(arguments)
    try:
        with warnings.catch_warnings():
            warnings.showwarning = partial(_warn, memory)
            return _run(arguments, memory)
    except ClaimcheckError as error:
        _complain(str(error), error.exit_code, as_json=wants_json(arguments))
        return error.exit_code
    except KeyboardInterrupt:
        _complain(INTERRUPTED_SENTENCE, INTERRUPTED)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (`| head`) has seen enough. Python would complain when it flushes stdout at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        _complain(f"the output cannot be written: {error.strerror or error}", WRONG_USE)
        return WRONG_USE
    except Exception:  # noqa: BLE001 - the last resort; everything expected has been turned into a sentence above
        sys.__excepthook__(*sys.exc_info())
        _complain(
            f"this is a bug in claimcheck {__version__}: please report it with the lines above and the command you ran",
            BUG,
        )
        return BUG


def entry(memory: Memory | None = None) -> None:
    """The command; `start` gives it the memory of a check."""
    signal.signal(signal.SIGINT, _leave)
    code = main(memory=memory)
    try:
        sys.stdout.flush()
    except OSError as error:
        _complain(f"the output cannot be written: {error.strerror or error}", WRONG_USE)
        os._exit(WRONG_USE)  # a normal exit would try to write it once more
    sys.stderr.flush()
    if memory is not None:
        os._exit(code)  # a check leaves nothing to tidy up, which would take a tenth of its time
    sys.exit(code)


def _leave(number: int, frame: object) -> None:
    """End at once on Ctrl-C. An exception could be swallowed where Python cannot raise it, or wait for threads that wait
    for the network; every file is written whole or not at all, so there is nothing to tidy up.
    """
    os.write(2, f"\nclaimcheck: {INTERRUPTED_SENTENCE}\n".encode())
    os._exit(INTERRUPTED)


def _run(argv: list[str], memory: Memory | None) -> int:
    argv = argv or [NEXT]
    if not argv[0].startswith("-") and argv[0] not in COMMANDS:
        raise UsageError(_not_a_command(argv[0]))
    parsed = build_parser(argv[0]).parse_args(argv)
    refuse_other_bytes(parsed)
    folder = _current_folder()
    tree = memory.tree if memory is not None else Recorder()
    settings = settings_in(folder, parsed, tree)
    around = Surroundings(
        out=sys.stdout,
        err=sys.stderr,
        environment=os.environ,
        folder=folder,
        today=getattr(parsed, "today", None) or dt.date.today(),
        memory=memory,
        tree=tree,
    )
    module, _, function = COMMANDS[parsed.command].partition(":")
    command: Command = getattr(importlib.import_module(module), function)
    if parsed.command != "check":  # which ends before garbage matters, and makes many values that are none
        gc.enable()
    return command(parsed, settings, around)


def settings_in(folder: Path, arguments: Namespace, tree: Tree = DISK) -> Settings:
    """The settings that hold in a folder, under the flags of a command."""
    config = Path(arguments.config) if arguments.config else None
    flags = flags_given(arguments)
    return load_settings(os.environ, start=folder, config=config, isolated=arguments.isolated, flags=flags, tree=tree)


def _not_a_command(word: str) -> str:
    """What somebody meant who wrote another word: a command, or a page."""
    from claimcheck.articles.article import is_article  # noqa: PLC0415 - only for slips of the pen

    if Path(word).exists():
        command = "extract" if is_article(word) else "check"
        return f"{word} is no command; did you mean `claimcheck {command} {word}`?"
    near = nearest(word, COMMANDS)
    meant = f"did you mean `claimcheck {near}`?" if near else "claimcheck --help lists the commands"
    return f"there is no command {word!r}; {meant}"


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise UsageError(f"the current folder is gone or closed to you ({error.strerror}): change to another") from None


def _warn(memory: Memory | None, message: Warning | str, *_: object, **__: object) -> None:
    """A warning as a sentence; which line of which module gave it helps nobody at a terminal. It is told each time."""
    if memory is not None:
        memory.forget()
    print(f"claimcheck: {plain(str(message))}", file=sys.stderr)


def _complain(sentence: str, code: int, *, as_json: bool = False) -> None:
    if as_json:
        print(plain_json({"schema": "claimcheck-error/1", "error": sentence, "exit_code": code}), file=sys.stderr)
    else:
        print(f"claimcheck: {plain(sentence)}", file=sys.stderr)
