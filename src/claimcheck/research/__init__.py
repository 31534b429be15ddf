"""The desk: claims + catalogue + judge → proposals, and the refreshing of what is cited."""

from claimcheck.research.cards import cards
from claimcheck.research.find import find
from claimcheck.research.given import told, unjudged
from claimcheck.research.refresh import (
    RefreshResult,
    Resolver,
    changes,
    lost_passages,
    refresh,
    second_thoughts,
    without_older,
    without_unknown,
)
from claimcheck.research.retraction_list import check_columns
from claimcheck.research.store import attach, lock_update_for, proposals, question_of, update_lock, was_asked
from claimcheck.research.watch import Change, News, Watched, watch

__all__ = [
    "Change",
    "News",
    "RefreshResult",
    "Resolver",
    "Watched",
    "attach",
    "cards",
    "changes",
    "check_columns",
    "find",
    "lock_update_for",
    "lost_passages",
    "proposals",
    "question_of",
    "refresh",
    "second_thoughts",
    "told",
    "unjudged",
    "update_lock",
    "was_asked",
    "watch",
    "without_older",
    "without_unknown",
]
