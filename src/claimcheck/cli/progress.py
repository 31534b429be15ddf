"""A line that tells how far long work has come; only where a person watches."""

import os
import time
from collections.abc import Iterable, Iterator
from typing import TextIO

from claimcheck.cli.terminal import terminal_width
from claimcheck.model import FindResult


class Line:
    """A line of a terminal that is written over and over. In CI and in a pipe it is not written."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._watched = stream.isatty() and not os.environ.get("CI")
        self._last = 0.0

    def show(self, text: str, *, every: float = 0.0) -> None:
        """Put this in the place of what stands there, cut to the terminal's width; not where so many seconds have not passed yet."""
        if self._watched and time.monotonic() - self._last >= every:
            self._last = time.monotonic()
            self._stream.write(f"\r\x1b[K{text[: terminal_width(100) - 1]}")
            self._stream.flush()

    def clear(self) -> None:
        """Take the line away."""
        self.show("")


def with_progress(results: Iterable[FindResult], stream: TextIO, total: int, note: str) -> Iterator[FindResult]:
    """Pass the results on, telling the count before and after each on one line of a terminal."""
    line, started = Line(stream), time.monotonic()
    if total:
        line.show(progress_line(0, total, 0.0, note))
    for done, result in enumerate(results, start=1):
        line.clear()
        yield result
        if done < total:
            line.show(progress_line(done, total, time.monotonic() - started, note))
    line.clear()


def progress_line(done: int, total: int, seconds: float, note: str) -> str:
    """`12/38 claims, 1.4 a second, about 19 s left (…)`; no rate before the first is done."""
    line = f"{done}/{total} claims"
    if done and seconds > 0:
        rate = done / seconds
        line += f", {rate:.1f} a second, about {(total - done) / rate:.0f} s left"
    return f"{line} ({note})" if note else line
