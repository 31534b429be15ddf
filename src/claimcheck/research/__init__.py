"""The desk: claims + catalogue + judge → proposals, and the refreshing of what is cited."""

from claimcheck.research.cards import Cards, cards
from claimcheck.research.find import find
from claimcheck.research.given import GivenWork, is_given, told, unjudged
from claimcheck.research.refresh import (
    RefreshResult,
    Resolver,
    changes,
    refresh,
    second_thoughts,
    without_older,
    without_unknown,
)
from claimcheck.research.store import attach, lock_update_for, proposals, question_of, update_lock, was_asked

__all__ = [
    "Cards",
    "GivenWork",
    "RefreshResult",
    "Resolver",
    "attach",
    "cards",
    "changes",
    "find",
    "is_given",
    "lock_update_for",
    "proposals",
    "question_of",
    "refresh",
    "second_thoughts",
    "told",
    "unjudged",
    "update_lock",
    "was_asked",
    "without_older",
    "without_unknown",
]
