"""The evidence lock: what PubMed said, when, and what was searched with what outcome.

The file belongs to the program: sorted keys, one field a line, UTF-8, newline at the end (design: evidence lock, format 1).
"""

from claimcheck.lazy import names_from

TYPE_CHECKING = False  # as type checkers read it, without loading `typing`

if TYPE_CHECKING:
    from claimcheck.lockfile.read import lock_path_for as lock_path_for
    from claimcheck.lockfile.read import parse_lock as parse_lock
    from claimcheck.lockfile.read import read_lock as read_lock
    from claimcheck.lockfile.update import LockUpdate as LockUpdate
    from claimcheck.lockfile.update import apply_update as apply_update
    from claimcheck.lockfile.update import decided as decided
    from claimcheck.lockfile.update import former as former
    from claimcheck.lockfile.update import update_lockfile as update_lockfile
    from claimcheck.lockfile.values import LOCK_NAME as LOCK_NAME
    from claimcheck.lockfile.values import NO_WORDS as NO_WORDS
    from claimcheck.lockfile.values import CitationCheck as CitationCheck
    from claimcheck.lockfile.values import Lock as Lock
    from claimcheck.lockfile.values import LockError as LockError
    from claimcheck.lockfile.values import NotAsked as NotAsked
    from claimcheck.lockfile.values import Reviewed as Reviewed
    from claimcheck.lockfile.values import SearchedQuery as SearchedQuery
    from claimcheck.lockfile.values import SearchRecord as SearchRecord
    from claimcheck.lockfile.values import digest_of_claim as digest_of_claim
    from claimcheck.lockfile.values import digest_of_values as digest_of_values
    from claimcheck.lockfile.values import rejected_for as rejected_for
    from claimcheck.lockfile.values import reviews_of as reviews_of
    from claimcheck.lockfile.values import tells_of as tells_of
    from claimcheck.lockfile.values import words_of_claim as words_of_claim
    from claimcheck.lockfile.write import dump_lock as dump_lock
else:
    __getattr__ = names_from(
        __name__,
        {
            "claimcheck.lockfile.read": "lock_path_for parse_lock read_lock",
            "claimcheck.lockfile.update": "LockUpdate apply_update decided former update_lockfile",
            "claimcheck.lockfile.values": "CitationCheck LOCK_NAME Lock LockError NO_WORDS NotAsked Reviewed SearchRecord SearchedQuery digest_of_claim digest_of_values rejected_for reviews_of tells_of words_of_claim",
            "claimcheck.lockfile.write": "dump_lock",
        },
    )
