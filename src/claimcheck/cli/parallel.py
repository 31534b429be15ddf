"""``check --jobs``: claims files parsed in several processes."""

import signal
from concurrent.futures import ProcessPoolExecutor

from claimcheck.project import Project


def read_all(project: Project, jobs: int) -> None:
    """Read the project's claims files."""
    with ProcessPoolExecutor(jobs, initializer=_leave_quietly) as executor:
        project.read_all(executor)


def _leave_quietly() -> None:
    """Ctrl-C reaches the whole group of processes; the first of them speaks for all."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
