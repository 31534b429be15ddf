"""A line that tells how far long work has come; only where a person watches."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from shutil import get_terminal_size
from typing import TextIO

from claimcheck.model import FindResult


class Progress:
    """Counts claims on one line of a terminal. In CI, in a pipe or with few claims left unsaid, it writes nothing."""

    def __init__(
        self, stream: TextIO, total: int, *, note: str = "", clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream, self._total, self._note, self._clock = stream, total, note, clock
        self._watched = stream.isatty() and not os.environ.get("CI")

    def over(self, results: Iterable[FindResult]) -> Iterator[FindResult]:
        """Pass the results on, telling the count before and after each."""
        started = self._clock()
        self._tell(0, 0.0)
        for done, result in enumerate(results, start=1):
            self._clear()
            yield result
            self._tell(done, self._clock() - started)
        self._clear()

    def _tell(self, done: int, seconds: float) -> None:
        if self._watched and done < self._total:
            line = progress_line(done, self._total, seconds, self._note)
            self._stream.write(f"\r\x1b[K{line[: get_terminal_size((100, 24)).columns - 1]}")
            self._stream.flush()

    def _clear(self) -> None:
        if self._watched:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def progress_line(done: int, total: int, seconds: float, note: str = "") -> str:
    """`12/38 claims, 1.4 a second, about 19 s left (…)`; no rate before the first is done."""
    line = f"{done}/{total} claims"
    if done and seconds > 0:
        rate = done / seconds
        line += f", {rate:.1f} a second, about {(total - done) / rate:.0f} s left"
    return f"{line} ({note})" if note else line
