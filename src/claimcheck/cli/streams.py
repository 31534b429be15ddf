"""The standard streams, made ready alike by whoever writes to them first."""

import io
import sys
from itertools import pairwise

TYPE_CHECKING = False  # as type checkers read it

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

FOR_EYES = frozenset({"full", "concise", "grouped", "text"})
"""Formats that a person reads; all others, those of plug-ins too, are for programs."""


def wants_json(argv: "Sequence[str]") -> bool:
    """Whether the command line asks for JSON, which an error is told in too."""
    return _format(argv) == "json"


def prepare_streams(argv: "Sequence[str]") -> None:
    """What is for programs is UTF-8 whatever the locale; for a person, what the terminal cannot show is spelt out, not an error.

    Where whoever started us closed a stream, there is nothing to read, and nobody who reads.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if _format(argv) not in FOR_EYES | {""}:
        write_bytes_alike(sys.stdout)
    if wants_json(argv):
        write_bytes_alike(sys.stderr)
    sys.stdin = sys.stdin or io.TextIOWrapper(io.BytesIO())
    sys.stdout = sys.stdout or io.TextIOWrapper(io.BytesIO())
    sys.stderr = sys.stderr or io.TextIOWrapper(io.BytesIO())


def write_bytes_alike(stream: "TextIO") -> None:
    """Write what is for programs: UTF-8 with plain line ends on every machine, so that the same text is the same bytes."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", newline="\n")


def _format(argv: "Sequence[str]") -> str:
    """The format that the command line names; "" where it names none."""
    apart = next((value for key, value in pairwise(argv) if key == "--format"), "")
    return apart or next((one.removeprefix("--format=") for one in argv if one.startswith("--format=")), "")
