"""The shape of a sentence: a question, a command, a heading, a figure; nothing of what it is about."""

import re
from functools import cache

from claimcheck.extraction.lexicon import data_lines, ends, listed

_FIGURE = re.compile(
    r"\d(?<!\d.)\d*+(?:[.,]\d++)?+\s?(?i:%|per ?cent|mg|g|micrograms?|grams?|kilos?|weeks?|months?|years?|hours?|times|million|minutes)"
)
_MONEY = re.compile(r"[£$€]\s?\d")
# `re` finds a pattern that begins with a letter sooner than one that looks behind first.
_NAME = re.compile(r"[A-Z](?<!\w.)(?<![.?!:”\"] .)(?<!^.)[a-z]")
_PATTERNS = (
    ("figure", _FIGURE),
    ("money", _MONEY),
    ("name", _NAME),
    ("number", re.compile(r"\d")),
    ("quotation", re.compile(r"[\"“]")),
    ("as … as", re.compile(r"as(?<!\w..) \w+(?: \w+)? as\b")),
    ("than", re.compile(r"than(?<!\w....)\b")),
    ("exclamation", re.compile(r"!")),
    ("parted", re.compile(r"[;–—]|:\s")),
    ("clock", re.compile(r"\d(?<!\w.)\d?(?::\d\d)?\s?[ap]m\b")),
    ("clock", re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")),
)  # fmt: skip
_VERB_FIRST = re.compile(r"[A-Z][a-z]+[^s]s\s[a-z]")  # a benefit in a list: "Eases cramps at night"
_COUNTED = re.compile(
    r"[A-Z][\w ,'’()-]{3,60}: (?:[a-z]+ ){0,3}\d[\d.,]*(?:%| (?:to \d+ )?(?:in|of|out of) \d)[\d.,]*\W*\Z"
)
_FORMS = ("ed", "ing", "est", "ly")
_ENDINGS = (*_FORMS, "n't")
_SHORT, _LONG = 5, 25


def shapes_of(text: str, words: tuple[str, ...]) -> set[str]:
    """The names of a sentence's shapes."""
    shapes = {name for name, pattern in _PATTERNS if pattern.search(text)}
    shapes |= _end(text) | _beginning(words)
    texts = set(words)
    ending = [one for one in texts if one.endswith(_ENDINGS)]
    shapes |= {f"-{end}" for one in ending for end in _FORMS if ends(one, end)}
    if not listed("you").isdisjoint(texts):
        shapes.add("you")
    if not listed("not").isdisjoint(texts) or any(one.endswith("n't") for one in ending):
        shapes.add("negation")
    if not _SHORT <= len(words) <= _LONG:
        shapes.add("short" if len(words) < _SHORT else "long")
    return shapes


def _end(text: str) -> set[str]:
    stripped = text.strip().rstrip("\"'”’)*_")
    if stripped.endswith("?"):
        return {"question"}
    if stripped and stripped[-1] not in ".!?:;…":
        return {"title" if is_title(stripped) else "verb first" if _VERB_FIRST.match(text) else "fragment"}
    return {"announces a list"} if stripped.endswith(":") else set()


def _beginning(words: tuple[str, ...]) -> set[str]:
    if not words:
        return set()
    first = words[0]
    if first in ("it", "they", "this", "these", "that", "those", "its", "their"):
        return {"refers back"}
    if first.endswith("ing") and first not in listed("no -ing form"):
        return {"begins with -ing"}
    return {"command"} if first in commands() else set()


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
