"""Which sentences make a checkable health claim, and of what kind.

A sentence's signals are the classes of the words that stand in it (`data/claim_signals.txt`), what it says about health
(`data/health_terms.txt`) and its shape. Each weighs for or against a claim (`data/claim_weights.tsv`, fitted to labelled
sentences by `training/fit_claims.py`); a sentence makes a claim where the sum reaches `THRESHOLD`, and its kind is the one
whose weights sum highest. Every signal is kept with its weight, so that a verdict can be explained.
"""

import re
from functools import cache

from claimcheck.extraction.lexicon import data_lines, lexicon, words_of
from claimcheck.extraction.shapes import shapes_of
from claimcheck.model import Kind
from claimcheck.values import frozen

_TOGETHER = (("first-person", "benefit"), ("possibility", "harm"))
"""Classes that mean something else together: what we bring about, what may do harm."""

THRESHOLD = -0.5  # below even chances: a claim that is overlooked costs more than a sentence read in vain
BESIDE = 0.6  # what the sentences before and after weigh at most; chosen with the threshold, not fitted
_OUR_BODY = re.compile(
    r"our (?:own |bod(?:y|ies)|organs?|muscles?|bones?|joints?|cells?|brains?|hearts?|liver|skin|health|immune|sleep)",
)
_OF_US = re.compile(r"\b(?:of|makes?|all) us\b")
_ASSERTING = frozenset(
    [
        "effect",
        "relation",
        "safety",
        "prevalence",
        "comparison",
        "recommendation",
        "definition",
        "evidence",
        "possibility",
    ]
)
_OF_HEALTH = frozenset(["safety", "harm", "benefit", "number", "prevalence", "evidence", "refers back"])
_OWN_MATTERS = frozenset(["logistics", "first-person", "service", "shop", "study", "page", "procedure", "announce"])


@frozen
class Verdict:
    """What a sentence is: its kind, its score, and every signal with its weight. `is_claim`: it needs a source."""

    kind: Kind
    score: float
    is_claim: bool
    signals: tuple[tuple[str, float], ...] = ()


def classify(text: str, heading: str = "") -> Verdict:
    """Whether a sentence or clause, under a heading, makes a checkable health claim, of what kind, and why."""
    return weigh(signals_of(text, heading))


def weigh(names: tuple[str, ...], beside: float = 0.0) -> Verdict:
    """The verdict that signals give. `beside` tells from -1 to 1 how far the sentences before and after make claims."""
    table = _weights()
    signals = [(name, table["claim"][name]) for name in names if name in table["claim"]]
    signals += [("beside", BESIDE * beside)] if beside else []
    score = sum(weight for _, weight in signals)
    is_claim = score >= THRESHOLD and any(name in _OF_HEALTH or name.startswith("about ") for name in names)
    return Verdict(_kind_of(names) if is_claim else _other_kind(names), score, is_claim, tuple(signals))


def signals_of(text: str, heading: str = "") -> tuple[str, ...]:
    """The names of the signals in a text, sorted; ``always`` stands for what holds before a word is read."""
    words = words_of(text)
    names = {hit.section for hit in lexicon("claim_signals.txt").hits(text, words) if not _is_anyone(hit.text, text)}
    about = lexicon("health_terms.txt").hits(text, words)
    names |= {f"about {hit.section}" for hit in about}
    names |= {f"begins with {hit.section}" for hit in sorted(about, key=lambda hit: hit.start)[:1]}
    names |= {hit.section for hit in lexicon("heading_words.txt").hits(heading)} if heading else set()
    names |= {"asserts nothing"} if names.isdisjoint(_ASSERTING) else set()
    names |= {f"{one} + {other}" for one, other in _TOGETHER if one in names and other in names}
    return tuple(sorted({"always", *names, *_terms(len(about)), *shapes_of(text, words)}))


def asserts(text: str) -> bool:
    """Whether a part of a sentence says something about health by itself, even if little."""
    verdict = classify(text)
    named = {name for name, _ in verdict.signals}
    about = any(name.startswith("about") for name in named) or "safety" in named
    return about and bool(named & _ASSERTING) and verdict.score >= THRESHOLD


def _terms(count: int) -> tuple[str, ...]:
    return ("one term", "two terms", "many terms")[: min(count, 3)]


def _is_anyone(hit: str, text: str) -> bool:
    """Whether a word of the first person means a country (US) or everybody ("our bodies", "one in three of us")."""
    if hit.lower() == "us":
        return hit == "US" or _OF_US.search(text) is not None
    return hit.lower() == "our" and _OUR_BODY.search(text.lower()) is not None


def _kind_of(names: tuple[str, ...]) -> Kind:
    table = _weights()
    return max(KINDS, key=lambda kind: sum(table[kind.value].get(name, 0.0) for name in names))


KINDS = (
    Kind.EFFICACY,
    Kind.SAFETY,
    Kind.MECHANISM,
    Kind.DEFINITION,
    Kind.PREVALENCE,
    Kind.COMPARISON,
    Kind.RECOMMENDATION,
)


def _other_kind(names: tuple[str, ...]) -> Kind:
    return Kind.OPINION if _OWN_MATTERS.isdisjoint(names) else Kind.PROCESS


@cache
def _weights() -> dict[str, dict[str, float]]:
    """The weight of every signal, for a claim and for each kind."""
    header, *rows = (line.split("\t") for line in data_lines("claim_weights.tsv"))
    table: dict[str, dict[str, float]] = {column: {} for column in header[1:]}
    for name, *values in rows:
        for column, value in zip(header[1:], values, strict=True):
            if value:
                table[column][name] = float(value)
    return table
