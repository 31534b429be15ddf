"""Python's collector of reference cycles, kept from looking where there are none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_GROWN = 100_000
"""Objects more than there were, at which it looks where it does so seldom."""


@contextmanager
def without_collection() -> Iterator[None]:
    """Without garbage collection: what a file is read into holds no garbage, and looking for it doubles the time.

    As a decorator it lets a function's nodes go before collection resumes and would look at each of them.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """With a collector that looks seldom, for work so long that what others leave behind has to go: records make no cycles, and to look at
    each of their values takes a tenth of the time.
    """
    usual = gc.get_threshold()
    gc.set_threshold(_GROWN, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
