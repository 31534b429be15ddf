"""The command that an editor starts: lsp. What it needs is an extra, loaded here."""

import os
import sys
from argparse import Namespace
from pathlib import Path

from claimcheck.cli.extras import require
from claimcheck.cli.main import Surroundings, settings_in
from claimcheck.cli.project import person
from claimcheck.cli.ruleset import ruleset_of
from claimcheck.config import Settings
from claimcheck.errors import CLEAN, FINDINGS


def lsp(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Serve one editor over standard input and output until it leaves; 1 where it says `exit` without `shutdown`.

    Raises `UsageError` where pygls is not installed.
    """
    require("lsp", "pygls", "lsprotocol")
    from claimcheck.lsp.live import Manner  # noqa: PLC0415 - it belongs to the extra
    from claimcheck.lsp.server import Server  # noqa: PLC0415 - it loads pygls, which is optional

    def read() -> Settings:
        """The settings of the current folder, which is the editor's by now; read anew, for they may have changed."""
        return settings_in(Path.cwd(), arguments)

    def manner() -> Manner:
        settings = read()
        return Manner(tuple(arguments.paths), settings.lock, ruleset_of(settings))

    server = Server(manner, lambda: person(read()), arguments.paths)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:  # pygls closes what it is given
        server.pygls.start_io(sys.stdin.buffer, out)
    return FINDINGS if server.broke_off else CLEAN
