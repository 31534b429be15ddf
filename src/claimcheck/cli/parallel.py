"""``--jobs N`` and ``--dask ADDRESS``: who works beside this process."""

import multiprocessing
import os
import re
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from claimcheck.cli.extras import require
from claimcheck.errors import UsageError

_ADDRESS = re.compile(r"(?:\w+://)?[^/\s]+:\d+/?")
_WAIT = "10s"
"""For a Dask scheduler's first answer."""
_TRIES = 3
"""Of a task that failed on a Dask worker; one whose worker died is given to another by the scheduler itself."""


def workers(jobs: int, dask: str | None) -> "AbstractContextManager[Executor | None]":
    """A cluster where one is named, else processes of this machine where there are to be several, else None.

    Each process is a fresh interpreter, because a fork would not copy the threads of a search engine or a network.
    """
    if dask:
        return cluster(dask)
    fresh = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, fresh, initializer=_attend) if jobs > 1 else nullcontext()


def _attend() -> None:
    """Ctrl-C reaches the whole group of processes; the first of them speaks for all. A worker whose parent was killed ends too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers of the Dask scheduler at an address such as ``tcp://10.0.0.5:8786``. Raises `UsageError` where none answers."""
    require("dask", "distributed")
    if not _ADDRESS.fullmatch(address):
        raise UsageError(f"{address!r} is no address of a Dask scheduler: write one such as tcp://10.0.0.5:8786")
    from distributed import Client  # noqa: PLC0415 - it is optional, and slow to load

    connected: Any = Client  # its package tells no types
    try:
        client = connected(address, timeout=_WAIT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(f"no Dask scheduler answers at {address}: {error}") from None
    with client, client.get_executor(pure=False, retries=_TRIES) as executor:
        yield executor
