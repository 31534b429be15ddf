"""What somebody may have meant who wrote a word that is not known."""

from collections.abc import Iterable

_LONGEST = 100
"""Characters of the word that are compared: time grows with their square."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like it; "" where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a wrong word needs it

    return next(iter(get_close_matches(word[:_LONGEST], list(known), n=1)), "")
