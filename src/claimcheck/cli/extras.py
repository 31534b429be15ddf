"""What a command needs that is installed on wish: an extra."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from claimcheck.errors import UsageError


@contextmanager
def carried_by(packages: Collection[str], what: str, requirement: str) -> Iterator[None]:
    """Around the import of what stands on these packages. Raises `UsageError` that says what to install where one is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in packages:
            raise
        raise UsageError(
            f"{what} is carried by {package}, which is not installed: pip install '{requirement}'"
        ) from None
