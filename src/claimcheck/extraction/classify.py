"""Which sentences make a checkable health claim, and of what kind.

A sentence's score is the sum of the weights of the signals that stand in it (`data/claim_signals.txt`), plus what it says
about health (`data/health_terms.txt`), plus its shape. It makes a claim from `THRESHOLD` on, and only where it speaks of
health. Every signal is kept, so that a verdict can be explained.
"""

import re

from claimcheck.extraction.lexicon import Hit, lexicon, words_of
from claimcheck.model import Kind
from claimcheck.values import frozen

THRESHOLD = 2.5
_SURE = 4.0  # a study that says something is about health even where its subject was named before
_SHAPES = {"question": -6.0, "fragment": -2.0, "title": -6.0, "command": -1.5, "quotation": -1.0, "figure": 1.0}
_TOPIC = {"condition": 1.5, "outcome": 1.5, "body": 1.0, "treatment": 1.0, "generic": 1.0, "people": 0.5}
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "nor",
        "of",
        "on",
        "or",
        "so",
        "the",
        "to",
        "up",
        "with",
        "your",
        "you",
    ]
)
_OUR_BODY = re.compile(
    r"our (?:bod(?:y|ies)|organs?|muscles?|bones?|joints?|cells?|brains?|hearts?|skin|health|immune|sleep)\b"
)
_FIGURE = re.compile(
    r"\d+(?:[.,]\d+)?\s?(?:%|per ?cent|mg|g|weeks?|months?|years?|hours?|times|million|minutes)", re.IGNORECASE
)
_COMMANDS = frozenset(
    [
        "add",
        "arrive",
        "ask",
        "book",
        "bring",
        "buy",
        "call",
        "check",
        "choose",
        "click",
        "come",
        "contact",
        "do",
        "don't",
        "download",
        "drink",
        "eat",
        "enjoy",
        "explore",
        "find",
        "follow",
        "get",
        "give",
        "go",
        "join",
        "keep",
        "learn",
        "let",
        "make",
        "meet",
        "order",
        "picture",
        "pick",
        "press",
        "put",
        "read",
        "remember",
        "roll",
        "say",
        "see",
        "send",
        "sign",
        "sit",
        "speak",
        "start",
        "stay",
        "store",
        "subscribe",
        "take",
        "talk",
        "tell",
        "think",
        "try",
        "use",
        "visit",
        "wait",
        "walk",
        "wear",
        "write",
    ]
)


@frozen
class Verdict:
    """What a sentence is: its kind, its score, and every signal with its weight. `is_claim`: it needs a source."""

    kind: Kind
    score: float
    is_claim: bool
    signals: tuple[tuple[str, float], ...] = ()


def classify(text: str) -> Verdict:
    """Whether a sentence or clause makes a checkable health claim, of what kind, and why."""
    words = words_of(text)
    signals, terms = lexicon("claim_signals.txt"), lexicon("health_terms.txt")
    said = tuple(hit for hit in signals.hits(text, words) if not _is_anyone(hit, text))
    about = terms.hits(text, words)
    weighed = {hit.section: signals.weights[hit.section] for hit in said}
    weighed |= {f"about {hit.section}": _TOPIC[hit.section] for hit in about}
    weighed |= {shape: _SHAPES[shape] for shape in _shapes(text)}
    if "command" in weighed and "recommendation" in weighed:
        del weighed["command"]  # "talk to your doctor": the command is the advice
    score = sum(weighed.values())
    speaks_of_health = bool(about) or "safety" in weighed or ("evidence" in weighed and score >= _SURE)
    says_something = any(name in weighed for name in _ASSERTING)
    is_claim = score >= THRESHOLD and speaks_of_health and says_something
    kind = _kind_of(said, text) if is_claim else _other_kind(weighed)
    return Verdict(kind, score, is_claim, tuple(sorted(weighed.items())))


def asserts(text: str) -> bool:
    """Whether a part of a sentence says something about health by itself, whatever its score."""
    verdict = classify(text)
    named = {name for name, _ in verdict.signals}
    about = any(name.startswith("about") for name in named) or "safety" in named
    return about and bool(named & set(_ASSERTING)) and verdict.score > 0


_ASSERTING = (
    "effect",
    "relation",
    "safety",
    "prevalence",
    "comparison",
    "recommendation",
    "definition",
    "evidence",
    "possibility",
)


def _shapes(text: str) -> list[str]:
    stripped = text.strip().rstrip("\"'”’)*_")
    shapes = []
    if stripped.endswith("?"):
        shapes.append("question")
    if stripped and stripped[-1] not in ".!?:;…":
        shapes.append("title" if is_title(stripped) else "fragment")
    if _FIGURE.search(text):
        shapes.append("figure")
    if text.lstrip()[:1] in '"“':
        shapes.append("quotation")
    first = text.split(maxsplit=1)[0].lower().strip("\"“'’,") if text.split() else ""
    if first in _COMMANDS:
        shapes.append("command")
    return shapes


def is_title(text: str) -> bool:
    """Most words begin with a capital, as in a heading."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if word.lower() not in _SMALL]
    return len(words) > 1 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


_KINDS = (
    ("safety", Kind.SAFETY),
    ("recommendation", Kind.RECOMMENDATION),
    ("definition", Kind.DEFINITION),
    ("prevalence", Kind.PREVALENCE),
    ("comparison", Kind.COMPARISON),
)


def _kind_of(said: tuple[Hit, ...], text: str) -> Kind:
    sections = {hit.section for hit in said}
    for section, kind in _KINDS:
        if section in sections:
            return kind
    explained = "mechanism" in sections and not re.search(r"\b(?:pain|symptoms?|sleep)\b", text, re.IGNORECASE)
    return Kind.MECHANISM if explained or ("relation" in sections and "effect" not in sections) else Kind.EFFICACY


def _is_anyone(hit: Hit, text: str) -> bool:
    """Whether a word of the first person means a country (US) or everybody ("our bodies")."""
    return hit.text == "US" or (hit.text == "our" and _OUR_BODY.match(text, hit.start) is not None)


def _other_kind(weighed: dict[str, float]) -> Kind:
    return Kind.PROCESS if "logistics" in weighed or "first-person" in weighed else Kind.OPINION
