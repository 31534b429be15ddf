"""Where claimcheck keeps, for this user, what can be made anew and what processes share (XDG Base Directory Specification 0.8).

An unchanged check loads this before anything else, so it loads nothing itself.
"""

import os
import sys

NOWHERE = os.devnull
"""A folder that nothing can be kept in, for a user without one: whoever keeps things takes that as "cannot be used"."""


def cache_folder() -> str:
    """CLAIMCHECK_CACHE_DIR, else claimcheck in XDG_CACHE_HOME or ~/.cache; %LOCALAPPDATA% on Windows."""
    own = os.environ.get("CLAIMCHECK_CACHE_DIR")
    if own:
        return own
    return _windows("Cache") if sys.platform == "win32" else _unix("XDG_CACHE_HOME", "~/.cache")


def state_folder() -> str:
    """Claimcheck in XDG_STATE_HOME or ~/.local/state; %LOCALAPPDATA% on Windows."""
    return _windows() if sys.platform == "win32" else _unix("XDG_STATE_HOME", "~/.local/state")


def _unix(name: str, usual: str) -> str:
    """A relative path is passed over, as the specification says: it would lie in the project."""
    given = os.environ.get(name, "")
    base = given if os.path.isabs(given) else os.path.expanduser(usual)
    return os.path.join(base, "claimcheck") if os.path.isabs(base) else NOWHERE


def _windows(*parts: str) -> str:
    base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
    return os.path.join(base, "claimcheck", *parts) if os.path.isabs(base) else NOWHERE
