"""Exceptions, split by who can act on them.

Every exception that claimcheck raises on purpose derives from `ClaimcheckError` and carries one sentence for a
person (what, where, what to do) and the exit code that the command ends with. Anything else that reaches the
command's boundary is a bug of ours (exit code 70).
"""

CLEAN, FINDINGS, WRONG_USE, COULD_NOT_ASK, BUG, INTERRUPTED = 0, 1, 2, 3, 70, 130
"""What the command ends with: all is well; findings; the command line, the settings or a file are wrong; PubMed or a judge could not be
asked; a bug of ours (``EX_SOFTWARE`` of sysexits.h); Ctrl-C (128 + SIGINT, as shells count)."""


class ClaimcheckError(Exception):
    """Base of all deliberate errors; `str(error)` is a sentence fit for a terminal."""

    exit_code: int = WRONG_USE


class UsageError(ClaimcheckError):
    """The command line, the settings or a path are wrong: the person at the keyboard can mend it."""


class InvalidTypeError(UsageError, TypeError):
    """A value or argument is of the wrong type: text where a claim is needed, say."""


class InvalidValueError(UsageError, ValueError):
    """A value or argument is of the right type, but cannot be meant: a kind of claim that there is none of, say."""


class InvalidIdentifierError(InvalidValueError):
    """A PMID, DOI or PMCID is not in standard form."""


class UnreadableArticleError(ClaimcheckError):
    """An article is missing, too large, or not decodable text."""


class EditError(ClaimcheckError):
    """A claims file or lock could not be changed as asked; nothing was written."""


class CouldNotAskError(ClaimcheckError):
    """A catalogue could not be asked, or gave no usable answer. Never means that there is nothing to find.

    `reason` is one sentence without secrets: no API key, no URL with parameters.
    """

    exit_code: int = COULD_NOT_ASK

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
