"""On which words of its page a sentence leans, as the network points to them: offered to a person, never put into a statement; where
they are others than those for which a pronoun seems to stand, that is not sure.

It tells of every token of what the sentence is read beside (the page's title, the heading, the sentences before) how likely that is
the first and the last of the words which a reader needs to understand the sentence alone; the first token of all stands for none.
"""

from collections.abc import Sequence

from claimcheck.neural.layout import Laid
from claimcheck.neural.session import Tokens

WORTH_OFFERING = 0.3
"""The chance from which on the words are offered to a person: two in three are right, too few to say it for the page."""
_LONGEST = 14  # tokens
_LEAST = 0.02
"""The chance of a first token below which no words are tried."""


def words_leaned_on(
    begins: Sequence[float], ends: Sequence[float], laid: Laid, parts: Sequence[Tokens], least: float = WORTH_OFFERING
) -> str:
    """The words on which a sentence leans, "" where their chance is not the least; `parts` are the first of the texts
    that were laid out, the title before all, in which they may stand: what comes after a sentence it does not lean on.

    Of words that stand in several places, as a page's subject does, the chances add up.
    """
    chances: dict[str, float] = {}
    written: dict[str, str] = {}
    for place, start, end in (span for span in laid.spans if span[0] + 1 < len(parts)):
        for first in (at for at in range(start, end) if begins[at] >= _LEAST):
            for last in range(first, min(end, first + _LONGEST)):
                words = parts[place + 1].words(first - start, last - start)
                key = words.casefold()
                chances[key] = chances.get(key, 0.0) + begins[first] * ends[last]
                written.setdefault(key, words)
    best = max(chances, key=lambda key: chances[key], default="")
    return written[best] if best and chances[best] >= least else ""
