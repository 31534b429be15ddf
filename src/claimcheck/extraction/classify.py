"""Which sentences make a checkable health claim, and of what kind.

A sentence's signals are the classes of the words that stand in it (`data/claim_signals.txt`), what it says about health
(`data/health_terms.txt`), its shape, and its very words, alone and in pairs. Each weighs for or against a claim
(`data/claim_weights.tsv` and `data/claim_words.tsv`, fitted to labelled sentences by `training/fit_claims.py`); a sentence
makes a claim where the sum reaches `THRESHOLD`, and its kind is the one whose weights sum highest. Every signal is kept with
its weight, so that a verdict can be explained.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

from attrs import frozen

from claimcheck.extraction.lexicon import data_lines, hits, listed, sections, words_of
from claimcheck.extraction.shapes import shapes_of
from claimcheck.model import Kind

_TOGETHER = (
    ("first-person", "benefit"), ("possibility", "harm"), ("narrator", "as it was"), ("somebody", "as it was"), ("guide", "you"), ("choices", "you"),
)  # fmt: skip
"""Classes that mean something else together: what we bring about, what may do harm, what happened to somebody."""

SAYS = "says: "
"""What the name of a signal of a `Verdict` begins with that is a word or two of the sentence."""
THRESHOLD = -0.7  # below even chances: a claim that is overlooked costs more than a sentence read in vain
COMPANY = 1.5  # what a claim beside weighs for its own kind at most; chosen by cross-validation
BESIDE = 0.6  # what the sentences before and after weigh at most; chosen with the threshold, not fitted
_REMEMBERED = 100  # texts: a part of a sentence is asked about several times in a row
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_OUR_BODY = re.compile(
    r"our (?:own |bod(?:y|ies)|organs?|muscles?|bones?|joints?|cells?|brains?|hearts?|liver|skin|health|immune|sleep)",
)
_OF_US = re.compile(r"\b(?:of|makes?|all) us\b")
_BACK = re.compile(
    r"(?:but |and |yet |also |in [\w ]+, )?(?:it|they|this|these|that|its|their|most|some|others|the)\b", re.IGNORECASE
)


@frozen
class Verdict:
    """What a sentence is: its kind, its score, and every signal with its weight. `is_claim`: it needs a source."""

    kind: Kind
    score: float
    is_claim: bool
    signals: tuple[tuple[str, float], ...] = ()


def classify(text: str, heading: str = "") -> Verdict:
    """Whether a sentence or clause, under a heading, makes a checkable health claim, of what kind, and why."""
    names = signals_of(text, heading)
    signals = [*_weighing(names), *((f"{SAYS}{words}", weight) for words, weight in _wording(text))]
    score = sum(weight for _, weight in signals)
    is_claim = makes_claim(names, score)
    other = Kind.PROCESS if _is_process(names) else Kind.OPINION
    return Verdict(likeliest(kind_scores(names)) if is_claim else other, score, is_claim, tuple(signals))


def kind_scores(names: tuple[str, ...]) -> tuple[float, ...]:
    """What the signals weigh for each of `KINDS`, in their order."""
    table = _weights()
    rows = [table[name][1:] for name in names if name in table]
    return tuple(map(sum, zip(*rows, strict=True))) if rows else (0.0,) * len(KINDS)


def likeliest(scores: tuple[float, ...]) -> Kind:
    """The kind with the highest of the scores of all."""
    return KINDS[scores.index(max(scores))]


def kinds_among(own: tuple[float, ...], others: Iterable[tuple[float, ...]]) -> tuple[float, ...]:
    """A sentence's scores for each of `KINDS`, drawn a little towards the kinds of the claims beside it."""
    near = [_shares(scores) for scores in others]
    return tuple(score + COMPANY * sum(shares[at] for shares in near) for at, score in enumerate(own))


def _shares(scores: tuple[float, ...]) -> list[float]:
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def score_of(names: tuple[str, ...], text: str) -> float:
    """What the signals and the words of a text weigh for a claim together."""
    return sum((weight for _, weight in _wording(text)), sum(weight for _, weight in _weighing(names)))


def makes_claim(names: tuple[str, ...], score: float) -> bool:
    """Whether a sentence of these signals, and of this score with what stands beside it, makes a claim about health."""
    return score >= THRESHOLD and any(
        name in listed("signals of health") or name.startswith("about ") for name in names
    )


def _weighing(names: tuple[str, ...]) -> list[tuple[str, float]]:
    """The signals that weigh for or against a claim, each with its weight."""
    table = _weights()
    return [(name, table[name][0]) for name in names if name in table and table[name][0]]


def signals_of(text: str, heading: str = "", focus: str = "") -> tuple[str, ...]:
    """The names of all signals in a text, sorted; `focus` is what "it" means."""
    told = claim_signals(text, heading)
    return tuple(sorted((*told, *kind_signals(text, focus, told))))


@lru_cache(_REMEMBERED)
def claim_signals(text: str, heading: str = "") -> tuple[str, ...]:
    """The names of the signals in a text, sorted, without its words and without those that tell kinds apart; ``always`` stands
    for what holds before a word is read.
    """
    words = words_of(text)
    names = _told_by_words(text, words)
    about = sections("health_terms.txt", text)
    names.update(f"about {section}" for section in about)
    names.update(f"begins with {section}" for section in about[:1])
    names.update(sections("heading_words.txt", heading) if heading else ())
    if names.isdisjoint(listed("signals that assert")):
        names.add("asserts nothing")
    shapes = shapes_of(text, words)
    names |= {f"{one} + {other}" for one, other in _TOGETHER if one in names and (other in names or other in shapes)}
    return tuple(sorted({"always", *names, *_terms(len(about)), *shapes}))


def _told_by_words(text: str, words: tuple[str, ...]) -> set[str]:
    """The classes of the words in a text; a word of the first person that means a country or everybody is in none."""
    if "us" in words or "our" in words:
        return {hit.section for hit in hits("claim_signals.txt", text) if not _is_anyone(hit.text, text)}
    return set(sections("claim_signals.txt", text))


def said_in(words: Iterable[str]) -> set[str]:
    """The words of a sentence and their pairs, with its beginning and end; every number is the same word."""
    said = ["^", *_DIGITS.sub("0", " ".join(words)).split(), "$"]
    return {*said[1:-1], *map(" ".join, pairwise(said))}


def _wording(text: str) -> list[tuple[str, float]]:
    """What a sentence's words and pairs of words weigh: the more of them are known, the less each."""
    table = _word_weights()
    known = sorted(table.keys() & said_in(words_of(text)))
    share = math.sqrt(len(known))
    return [(words, table[words] / share) for words in known]


def kind_signals(text: str, focus: str, told: Iterable[str]) -> set[str]:
    """The names of the signals that tell kinds apart, beside the `claim_signals` of the text; they do not weigh for a claim."""
    names = set(sections("kind_signals.txt", text))
    meant = sections("health_terms.txt", focus)[-1:] if focus and points_back(text) else ()
    names |= {f"kind: means {section}" for section in meant}
    return names | _together(names.union(told), Counter(sections("health_terms.txt", text)))


def points_back(text: str) -> bool:
    """Whether a sentence begins with "it" or another word that may stand for what was spoken of before."""
    return _BACK.match(text) is not None


def _together(names: set[str], about: Counter[str]) -> set[str]:
    """What tells a kind only together: a harm of a treatment, a number of people, two treatments compared."""
    treated = about["treatment"] > 0 or "kind: means treatment" in names
    unwanted, wanted = "kind: unwanted" in names, "benefit" in names
    compares = not names.isdisjoint(("kind: set against", "comparative", "as … as"))
    people = about["people"] > 0 or "kind: how many" in names
    holds = {
        "treatments compared": about["treatment"] > 1 and compares,
        "people counted": "number" in names and people and not treated,
        "treatment harms": treated and unwanted and not wanted,
        "treatment helps": treated and wanted and not unwanted,
        "treatment acts": treated and about["body"] > 0 and about["outcome"] + about["condition"] == 0,
        "illness alone": not treated and about["condition"] > 0 and not wanted,
        "body alone": about["body"] > 0 and about["treatment"] + about["condition"] == 0,
        "told to do": "command" in names and not compares,
        "if you": "kind: should" in names and "you" in names,
    }
    return {f"kind: {name}" for name, it_does in holds.items() if it_does}


def names_health(text: str) -> bool:
    """Whether a term of health or a word of safety stands in a text; where none does, none of its parts asserts anything."""
    return bool(sections("health_terms.txt", text)) or "safety" in sections("claim_signals.txt", text)


def asserts(text: str) -> bool:
    """Whether a part of a sentence says something about health by itself, even if little."""
    if not names_health(text):
        return False
    names = claim_signals(text)
    weighing = [name for name, _ in _weighing(names)]
    about = any(name.startswith("about") for name in weighing) or "safety" in weighing
    asserting = not listed("signals that assert").isdisjoint(weighing)
    return about and asserting and score_of(names, text) >= THRESHOLD


def is_own_matter(text: str) -> bool:
    """Whether a part of a sentence makes no claim by itself and speaks of the house's own matters."""
    return _is_process(claim_signals(text)) and not makes_claim_alone(text)


def makes_claim_alone(text: str) -> bool:
    """Whether a part of a sentence makes a claim by itself."""
    names = claim_signals(text)
    return makes_claim(names, score_of(names, text))


def _is_process(names: Iterable[str]) -> bool:
    return not listed("signals of own matters").isdisjoint(names)


def _terms(count: int) -> tuple[str, ...]:
    return ("one term", "two terms", "many terms")[: min(count, 3)]


def _is_anyone(hit: str, text: str) -> bool:
    """Whether a word of the first person means a country (US) or everybody ("our bodies", "one in three of us")."""
    word = hit.lower()
    if word == "us":
        return hit == "US" or _OF_US.search(text) is not None
    return word == "our" and _OUR_BODY.search(text.lower()) is not None


KINDS = (
    Kind.EFFICACY,
    Kind.SAFETY,
    Kind.MECHANISM,
    Kind.DEFINITION,
    Kind.PREVALENCE,
    Kind.COMPARISON,
    Kind.RECOMMENDATION,
)


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    """What every signal weighs: for a claim, then for each of `KINDS`."""
    header, *rows = (line.split("\t") for line in data_lines("claim_weights.tsv"))
    if header != ["signal", "claim", *(kind.value for kind in KINDS)]:
        raise ValueError("claim_weights.tsv: the columns are not the claim and the kinds")
    return {name: tuple(map(float, values)) for name, *values in rows}


@cache
def _word_weights() -> dict[str, float]:
    """What words and pairs of words weigh for a claim."""
    rows = (line.split("\t") for line in data_lines("claim_words.tsv"))
    return {words: float(weight) for words, weight in rows}
