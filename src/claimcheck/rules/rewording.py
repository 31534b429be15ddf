"""Whether a claim that was changed still says what it said: what an editor mends of its spelling changes nothing."""

from collections.abc import Sequence

from claimcheck.articles.agreement import agrees
from claimcheck.articles.normalise import normalise


def says_the_same(before: Sequence[str], now: Sequence[str]) -> bool:
    """Whether the words of a claim (`words_of_claim`) are those of before, but for case, punctuation, spelling and endings.

    Terms that were left open before, or are now, say nothing else than the statement does.
    """
    statement, *terms = zip(before, now, strict=False)
    return _same(*statement) and all(_same(*pair) for pair in terms if all(pair))


def _same(before: str, now: str) -> bool:
    return agrees(*(normalise(text).text.strip() for text in (before, now)))
