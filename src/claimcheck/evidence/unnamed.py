"""Claims that do not say of what they hold: "it may be bad for you", "side effects are rare". No paper can be judged by them.

Narrow on purpose: what is refused here surely names nothing, and a claim that a person understands without its page is let through.
"""

import re
from functools import cache
from pathlib import Path

from claimcheck.language.wordlist import read_sections
from claimcheck.language.words import STOPWORDS

_GENERAL = Path(__file__).parent / "data" / "general_words.txt"
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_PERSON = re.compile(r"(?P<word>they|he|she)(?:'\w+)? (?!say |claim |think |believe |who )", re.IGNORECASE)
_THING = re.compile(r"(?P<word>it)(?:'\w+)? (?!takes? |took )", re.IGNORECASE)
_THIS = re.compile(
    r"(?P<word>this|these|those|that) (?:is|are|was|were|has|have|had|can|could|may|might|must|should|will|would|does|do|did)\b",
    re.IGNORECASE,
)
_ITS = re.compile(r"(?P<word>its) (?!.*,)", re.IGNORECASE)
_TOLD_LATER = re.compile(
    r"\b(?:that|whether|if|how|why|what|which|who|whose|when|where|because|until|before)\b"
    r"|\b(?!(?:due|harmed?|lead|leads|led|liable|likely|linked|prone|related|tied) )\w+ to\b"
    r"|\A(?:'s| is| was| may be| can be)\b.*ing\b",
    re.IGNORECASE,
)
"""What an "it" or "this" may stand for that is told behind it: "it is safe to", "it is women who", "it is worth trying"."""


def unnamed(statement: str) -> str:
    """What a claim does not say, as the rest of a sentence; "" where it may be judged."""
    words = statement.replace("’", "'").strip()
    if pointing := _points(words):
        return f'the claim does not say what "{pointing.lower()}" stands for: name it'
    if _is_general(words):
        return "the claim does not say of what it holds: name the treatment, food or illness"
    return ""


def _points(statement: str) -> str:
    """The word at the beginning that stands for something told elsewhere, or ""."""
    if found := _PERSON.match(statement) or _ITS.match(statement):
        return found["word"]
    found = _THING.match(statement) or _THIS.match(statement)
    return found["word"] if found and not _TOLD_LATER.search(statement[found.end("word") :]) else ""


def _is_general(statement: str) -> bool:
    """Whether every word is one that names nothing."""
    words = _WORD.findall(statement)
    return not any(_is_name(word) for word in words) and all(
        word.lower() in _general()["anywhere"] | STOPWORDS or (at and word.lower() in _general()["not first"])
        for at, word in enumerate(words)
    )


def _is_name(word: str) -> bool:
    """Whether it is written as a short form: WHO, US, IT."""
    return len(word) > 1 and word.isupper()


@cache
def _general() -> dict[str, frozenset[str]]:
    return dict(read_sections(_GENERAL))
