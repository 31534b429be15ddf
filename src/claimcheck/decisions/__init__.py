"""What people decide about claims: edits of the claims file, how they are made on the disk, and how each is taken back."""

from claimcheck.decisions.journal import ChangedMeanwhileError, Journal, decide, take_back
from claimcheck.decisions.moving import move_rejections
from claimcheck.decisions.undo import Decision, revert
from claimcheck.decisions.words import (
    accept,
    cite,
    edit,
    reject,
    remove_citation,
    searched,
    set_passage,
    split,
    unreject,
    unsearched,
    unwaive,
    waive,
    with_rejections,
    withdraw,
)

__all__ = [
    "ChangedMeanwhileError",
    "Decision",
    "Journal",
    "accept",
    "cite",
    "decide",
    "edit",
    "move_rejections",
    "reject",
    "remove_citation",
    "revert",
    "searched",
    "set_passage",
    "split",
    "take_back",
    "unreject",
    "unsearched",
    "unwaive",
    "waive",
    "with_rejections",
    "withdraw",
]
