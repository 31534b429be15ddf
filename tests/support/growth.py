"""How processor time grows with the size of the input: ratios, because a busy machine stretches every figure alike."""

import time
from collections.abc import Callable

FLOOR = 0.005  # seconds; less than this is start-up and the clock's grain
ATTEMPTS = 5


def grows_in_proportion(work: Callable[[int], object], size: int, times: int = 10) -> bool:
    """Whether `times` as much input takes at most four times `times` as long; a square takes `times` times `times`.

    Each size keeps its best time, and another attempt is made only while these do not show it: another job on the machine
    slows one or two, hardly five.
    """
    small = large = float("inf")
    for _ in range(ATTEMPTS):
        small, large = min(small, seconds(work, size)), min(large, seconds(work, size * times))
        if large < 4 * times * max(small, FLOOR):
            return True
    return False


def seconds(work: Callable[[int], object], size: int) -> float:
    """Processor time of this thread for one run."""
    begun = time.thread_time()
    work(size)
    return time.thread_time() - begun
