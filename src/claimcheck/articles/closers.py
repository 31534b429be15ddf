"""What closes a piece of markup: the next that does, and which tags are pairs."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator


class Closers:
    """Finds what closes a piece of markup, and remembers what never comes again, so that the time stays linear."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._missing: dict[re.Pattern[str], int] = {}

    def next(self, closer: re.Pattern[str], position: int) -> re.Match[str] | None:
        """The next `closer` from an offset on, None where there is none."""
        if closer in self._missing and position >= self._missing[closer]:
            return None
        found = closer.search(self._source, position)
        if found is None:
            self._missing[closer] = position
        return found

    def end(self, closer: re.Pattern[str], position: int) -> int | None:
        """Where that ends."""
        found = self.next(closer, position)
        return found.end() if found else None


def pairs(
    tags: Iterable[re.Match[str]], name: Callable[[re.Match[str]], object]
) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """The tags that open something with those that close it (which have a group `end`), in the order of the latter."""
    waiting = defaultdict[object, list[re.Match[str]]](list)
    for tag in tags:
        same = waiting[name(tag)]
        if not tag["end"]:
            same.append(tag)
        elif same:
            yield same.pop(), tag
