"""How wide the terminal is: as `shutil.get_terminal_size` says, without the archive readers that `shutil` loads."""

import os
import sys


def terminal_width(otherwise: int = 80) -> int:
    """Columns: the variable COLUMNS, else what the terminal of stdout says, else `otherwise`."""
    try:
        columns = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        columns = 0
    if columns > 0:
        return columns
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or otherwise  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return otherwise
