"""What a command needs that is installed on wish: an extra."""

from importlib.util import find_spec

from claimcheck.errors import UsageError


def require(extra: str, *packages: str) -> None:
    """Before the import of what stands on these packages. Raises `UsageError` that says what to install where one is not there."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        are = "is" if len(missing) == 1 else "are"
        told = f"this needs {' and '.join(missing)}, which {are} not installed"
        raise UsageError(f"{told}: install claimcheck with its extra `{extra}` (docs/install.md)")
