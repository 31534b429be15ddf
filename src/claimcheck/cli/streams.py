"""The standard streams, made ready alike by whoever writes to them first."""

import io
import sys
from itertools import pairwise

TYPE_CHECKING = False  # as type checkers read it

if TYPE_CHECKING:
    from collections.abc import Sequence


def wants_json(argv: "Sequence[str]") -> bool:
    """Whether the command line asks for JSON, which an error is told in too."""
    return "--format=json" in argv or ("--format", "json") in pairwise(argv)


def prepare_streams(*, as_json: bool) -> None:
    """JSON is UTF-8 whatever the locale; for a person, what the terminal cannot show is spelt out, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if as_json else None, errors="backslashreplace")
    if sys.stdout is None:  # closed by whoever started us: the exit code is all they want
        sys.stdout = io.StringIO()
