"""The shape of a sentence: a command, a heading, a figure; nothing of what it is about."""

import re
from functools import cache

from claimcheck.extraction.lexicon import data_lines, listed

_COUNTED = re.compile(
    r"[A-Z][\w ,'’()-]{3,60}: (?:[a-z]+ ){0,3}\d[\d.,]*(?:%| (?:to \d+ )?(?:in|of|out of) \d)[\d.,]*\W*\Z"
)


@cache
def commands() -> frozenset[str]:
    """Verbs that tell the reader to do something."""
    return frozenset(data_lines("command_words.txt"))


def is_counted(text: str) -> bool:
    """Whether words are how often something is, without a verb: "Infection: 2 to 3 in 100"."""
    return _COUNTED.match(text) is not None


def is_title(text: str) -> bool:
    """Most words begin with a capital, as in a heading."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if word.lower() not in listed("small in titles")]
    return len(words) > 1 and sum(word[0].isupper() for word in words) > 0.7 * len(words)
