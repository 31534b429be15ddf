"""Whether a sentence asserts anything: a noun phrase ("Walking for back pain: a survey") names a subject and says nothing of it."""

import re
from functools import lru_cache

from claimcheck.evidence import signals
from claimcheck.evidence.reading import Sentence
from claimcheck.evidence.text import stem, words
from claimcheck.evidence.vocabulary import Form, verbs, word_set

_SEGMENT = re.compile(r"[:;.?!\u2013\u2014]+(?:\s|$)|\s-\s")


def asserts(sentence: Sentence) -> bool:
    """Whether a sentence says something, by its verbs. A title needs a finite verb of effect, or to name that nothing was found."""
    says = signals.wording(sentence.plain)
    if says["null"]:
        return True
    if sentence.is_title:
        return any(_declares(segment) for segment in _SEGMENT.split(sentence.plain))
    worded = says["result"] or says["conclusion"] or says["significant"] or says["undecided"]
    return worded or any(_finite(segment, body=True) for segment in _SEGMENT.split(sentence.plain))


def _declares(segment: str) -> bool:
    """Whether part of a title is a clause about an effect."""
    listed = words(segment)
    return bool(listed) and listed[0] not in word_set("subordinating") and _finite(segment, body=False)


@lru_cache(maxsize=4096)
def _finite(segment: str, *, body: bool) -> bool:
    listed = words(segment)
    adjectives = () if body else _ADJECTIVE.findall(segment)
    return any(_is_finite(listed, at, body=body) for at in range(1, len(listed)) if listed[at] not in adjectives)


_ADJECTIVE = re.compile(r"(?:, |-)(\w+ed)\b")
"""A participle in a list of things ("exercise, improved memory and sleep") or a compound ("stress-reduced"), no verb."""


def _is_finite(listed: Form, at: int, *, body: bool) -> bool:
    word, before, after = listed[at], listed[at - 1], listed[at + 1] if at + 1 < len(listed) else ""
    if before in word_set("subordinating"):
        return False
    if word in word_set("auxiliaries"):
        return body or _tells_effect(listed[at:])
    if body and word.endswith("ed"):
        return True
    if before in word_set("prepositions") or before in word_set("determiners"):
        return False
    return _is_verb(word, before, after, body=body)


def _tells_effect(rest: Form) -> bool:
    stemmed = tuple(map(stem, rest))
    return bool(signals.effects(stemmed)) or bool({"associate", "link", "relate", "correlate"} & {*rest, *stemmed})


def _is_verb(word: str, before: str, after: str, *, body: bool) -> bool:
    """Whether a word is a finite form of a verb of effect, by its form and its neighbours."""
    if body and any(word in forms for forms in verbs("plain")):
        return True
    bare, third, past = verbs("sure")
    noun_bare, noun_third, noun_past = verbs("also_noun")
    alone = not after or after in word_set("prepositions")
    if word in third or word in noun_third:
        return word in third or not alone
    if word in past or word in noun_past:
        return body or not alone
    return word in bare or (word in noun_bare and not alone and before.endswith("s"))
