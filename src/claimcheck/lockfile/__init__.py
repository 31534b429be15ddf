"""The evidence lock: what PubMed said, when, and what was searched with what outcome.

The file belongs to the program: sorted keys, one field a line, UTF-8, newline at the end (design: evidence lock, format 1).
"""

from claimcheck.lazy import names_from

TYPE_CHECKING = False  # as type checkers read it, without loading `typing`

if TYPE_CHECKING:
    from claimcheck.lockfile.read import lock_path_for, parse_lock, read_lock
    from claimcheck.lockfile.update import LockUpdate, apply_update, update_lockfile
    from claimcheck.lockfile.values import (
        LOCK_FORMAT,
        LOCK_NAME,
        NO_WORDS,
        CitationCheck,
        Lock,
        LockError,
        NotAsked,
        SearchedQuery,
        SearchRecord,
        is_about,
        rejected_for,
        words_of,
    )
    from claimcheck.lockfile.write import dump_lock
else:
    __getattr__ = names_from(
        __name__,
        {
            "claimcheck.lockfile.read": "lock_path_for parse_lock read_lock",
            "claimcheck.lockfile.update": "LockUpdate apply_update update_lockfile",
            "claimcheck.lockfile.values": "CitationCheck LOCK_FORMAT LOCK_NAME Lock LockError NO_WORDS NotAsked SearchRecord SearchedQuery is_about rejected_for words_of",
            "claimcheck.lockfile.write": "dump_lock",
        },
    )

__all__ = [
    "LOCK_FORMAT",
    "LOCK_NAME",
    "NO_WORDS",
    "CitationCheck",
    "Lock",
    "LockError",
    "LockUpdate",
    "NotAsked",
    "SearchRecord",
    "SearchedQuery",
    "apply_update",
    "dump_lock",
    "is_about",
    "lock_path_for",
    "parse_lock",
    "read_lock",
    "rejected_for",
    "update_lockfile",
    "words_of",
]
