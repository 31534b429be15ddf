"""Work that is given to an executor ahead of time, and taken back in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")


def ahead(things: Iterable[T], submit: Callable[[T], "Future[R]"], most: int) -> Iterator[tuple[T, "Future[R]"]]:
    """Each thing in order with what is becoming of it; at most `most` are under way, and cancelled where nobody asks for them."""
    rest = iter(things)
    waiting: deque[tuple[T, Future[R]]] = deque()
    try:
        while True:
            waiting.extend((thing, submit(thing)) for thing in islice(rest, most - len(waiting)))
            if not waiting:
                return
            yield waiting.popleft()
    finally:
        for _, future in waiting:
            future.cancel()


def submitted(executor: Executor, work: Callable[..., R], *arguments: Any) -> "Future[R]":
    """What is becoming of the work; of an executor that is broken already it is told when its turn has come."""
    try:
        return executor.submit(work, *arguments)
    except RuntimeError as error:  # a pool whose worker was killed is broken for good
        failed: Future[R] = Future()
        failed.set_exception(error)
        return failed
