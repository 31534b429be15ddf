"""The evidence lock: what PubMed said, when, and what was searched with what outcome.

The file belongs to the program: sorted keys, one field a line, UTF-8, newline at the end (design: evidence lock, format 1).
"""

from claimcheck.lazy import names_from

TYPE_CHECKING = False  # as type checkers read it, without loading `typing`

if TYPE_CHECKING:
    from claimcheck.lockfile.read import lock_path_for, parse_lock, read_lock
    from claimcheck.lockfile.update import LockUpdate, apply_update, decided, former, update_lockfile
    from claimcheck.lockfile.values import (
        LOCK_NAME,
        NO_WORDS,
        CitationCheck,
        Lock,
        LockError,
        NotAsked,
        Reviewed,
        SearchedQuery,
        SearchRecord,
        digest_of_claim,
        digest_of_values,
        is_about,
        rejected_for,
        reviews_of,
        tells_of,
        words_of_claim,
    )
    from claimcheck.lockfile.write import dump_lock
else:
    __getattr__ = names_from(
        __name__,
        {
            "claimcheck.lockfile.read": "lock_path_for parse_lock read_lock",
            "claimcheck.lockfile.update": "LockUpdate apply_update decided former update_lockfile",
            "claimcheck.lockfile.values": "CitationCheck LOCK_NAME Lock LockError NO_WORDS NotAsked Reviewed SearchRecord SearchedQuery digest_of_claim digest_of_values is_about rejected_for reviews_of tells_of words_of_claim",
            "claimcheck.lockfile.write": "dump_lock",
        },
    )

__all__ = [
    "LOCK_NAME",
    "NO_WORDS",
    "CitationCheck",
    "Lock",
    "LockError",
    "LockUpdate",
    "NotAsked",
    "Reviewed",
    "SearchRecord",
    "SearchedQuery",
    "apply_update",
    "decided",
    "digest_of_claim",
    "digest_of_values",
    "dump_lock",
    "former",
    "is_about",
    "lock_path_for",
    "parse_lock",
    "read_lock",
    "rejected_for",
    "reviews_of",
    "tells_of",
    "update_lockfile",
    "words_of_claim",
]
