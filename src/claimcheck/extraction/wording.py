"""Whether a sentence makes a claim that needs a source, as its words tell: quickly, for the gate.

Its words, the pairs of them, how they begin and end, their classes (`data/claim_signals.txt`, `data/health_terms.txt`), the words of its
heading, lead and columns, and its length and form (`wording_of`) each weigh for or against it (`data/wording.tsv`, logistic regression over marked pages by `training/fit_wording.py`).
"""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise, repeat

from claimcheck.extraction.lexicon import data_lines, listed, sections, words_of
from claimcheck.extraction.terms import names_any

THRESHOLD = -0.5
"""The sum from which on a sentence is told as a claim: a little below even chances, since one that is overlooked costs more."""
ALWAYS = "always"
"""The name under which the weight stands that counts whatever is said."""
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_LENGTHS = (2, 4, 6, 8, 12, 16, 24)
_SAYING = frozenset(["effect", "relation", "harm", "benefit"])
_LAST = 4  # words of a lead
_REMEMBERED = 100  # texts: a part of a sentence is asked about several times in a row
_REMEMBERED_WORDS = 10_000


def wording_of(
    said: str, heading: str = "", lead: str = "", columns: Sequence[str] = (), *, opens: bool = False
) -> list[str]:
    """What weighs in a sentence, as it is said below its heading, lead and the heads of its columns, as often as it stands there; every
    number is the same word.
    """
    words = _words(said)
    found = [form for word in words for form in _forms(word)]
    found += map(" ".join, pairwise(("^", *words, "$")))
    found += _classes(said)
    found += [f"§ {word}" for word in _words(heading)]
    found += [f": {word}" for word in _words(lead)[-_LAST:]]
    found += [f"| {word}" for head in columns for word in _words(head)]
    found += [f"> {length}" for length in _LENGTHS if len(words) > length]
    found += [f"${end}" for end in said.rstrip()[-1:] if end in ".!?:"]
    return [*found, "^^"] if opens else found


@lru_cache(_REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    return tuple([word if word.isalpha() else _DIGITS.sub("0", word) for word in words_of(text)])


@lru_cache(_REMEMBERED_WORDS)
def _forms(word: str) -> tuple[str, ...]:
    """A word, and how it begins and ends, for what is not in the table itself: "easing", "easi~", "~sing", "~ing"."""
    long = (f"{word[:4]}~", f"~{word[-4:]}") if len(word) > 4 else ()
    return (word, *long, f"~{word[-3:]}") if len(word) > 3 else (word,)


def _classes(said: str) -> Iterator[str]:
    """The classes of the words, what they say of health, and both where one may say something of the other: "~effect of condition"."""
    named = set(sections("health_terms.txt", said))
    yield from (f"of {one}" for one in named)
    for one in set(sections("claim_signals.txt", said)):
        yield f"~{one}"
        if one in _SAYING:
            yield from (f"~{one} of {other}" for other in named)


@lru_cache(_REMEMBERED)
def score_of(
    said: str, heading: str = "", lead: str = "", columns: tuple[str, ...] = (), *, opens: bool = False
) -> float:
    """What the words weigh together: the more of them there are, the less each."""
    weights, told = _weights(), wording_of(said, heading, lead, columns, opens=opens)
    return weights[ALWAYS] + sum(map(weights.get, told, repeat(0.0))) / math.sqrt(len(told))


def makes_claim(text: str) -> bool:
    """Whether words make a claim by themselves."""
    return score_of(text) >= THRESHOLD


def names_health(text: str) -> bool:
    """Whether a term of health or a word of safety stands in a text; where none does, none of its parts asserts anything."""
    return bool(sections("health_terms.txt", text)) or "safety" in sections("claim_signals.txt", text)


def speaks_of_health(text: str) -> bool:
    """Whether a text names what a claim about health could be of."""
    return names_any(text, "treatment", "condition", "outcome", "body", "people")


def asserts(text: str) -> bool:
    """Whether a part of a sentence says something about health by itself, even if little."""
    return names_health(text) and makes_claim(text)


def is_own_matter(text: str) -> bool:
    """Whether a part of a sentence makes no claim by itself and speaks of the house's own matters."""
    own = not listed("signals of own matters").isdisjoint(sections("claim_signals.txt", text))
    return own and not makes_claim(text)


@cache
def _weights() -> dict[str, float]:
    rows = (line.split("\t") for line in data_lines("wording.tsv"))
    return {name: float(weight) for name, weight in rows}
