"""Where an article's sentence and a claim's statement have come apart: denial, number, negation, strength, direction. Pure.

A statement is a paraphrase, so most differences mean nothing. Every test here asks for two signs: that both texts speak of
the same thing (a word or a verb of one group in both), and that nothing else in either text could say the same in other
words. What is in doubt is left alone.
"""

from collections.abc import Iterable, Iterator

from attrs import frozen

from claimcheck.rules.drift_denials import disowned
from claimcheck.rules.drift_effects import Pair, Words, changed_direction, changed_modality, changed_promise, opposed
from claimcheck.rules.drift_shares import ALL, changed_frequency, changed_share
from claimcheck.rules.drift_words import (
    Word,
    content,
    denies,
    effect_groups,
    lists,
    root,
    roots_of,
    says,
    words_in,
    words_of,
)
from claimcheck.rules.facts import Wording
from claimcheck.rules.quantities import changed_number


@frozen
class Drift:
    """What came apart, and the words on either side."""

    what: str
    article: str
    statement: str


def drifts(wording: Wording, statement: str) -> Iterator[Drift]:
    """How the article and the statement differ, each kind once."""
    if taken_back := disowned(wording, statement):
        yield Drift("denial", *taken_back)
        return
    if wording.sentence == statement:  # as drafts have it
        return
    if number := changed_number(wording.sentence, wording.around, statement):
        yield Drift("number", *number)
    if wording.sentence.rstrip().endswith("?") or statement.rstrip().endswith("?"):
        return
    said, claimed = words_of(wording.sentence), words_of(statement)
    near = _clause_of(said, wording)
    if denies((*said, *claimed)) and (negation := _changed_negation(said, near, claimed)):
        yield Drift("negation", *negation)
        return
    strengths = (changed_promise, changed_modality, changed_share, changed_frequency)
    if strength := next((pair for test in strengths if (pair := test(said, near, claimed))), None):
        yield Drift("strength", *strength)
    if direction := changed_direction(said, near, claimed) or opposed(said, near, claimed):
        yield Drift("direction", *direction)


def _clause_of(said: Words, wording: Wording) -> Words:
    """The words of the clauses that the quote touches."""
    start = wording.sentence.find(wording.quoted)
    if start < 0 or wording.quoted == wording.sentence or not said or said[-1].clause == 0:
        return said
    first = len(words_of(wording.sentence[:start]))
    last = first + len(words_of(wording.quoted))
    clauses = {word.clause for word in said[first:last]}
    return tuple(word for word in said if word.clause in clauses)


# --- negation ----------------------------------------------------------------------------------------------------


def _changed_negation(said: Words, near: Words, claimed: Words) -> Pair:
    """What one text denies and the other asserts."""
    if denied := _denied_of(claimed, said):
        return denied[1], denied[0]
    return None if _contrasts(said) else _denied_of(near, claimed)


def _is_negative(words: Iterable[Word]) -> bool:
    """Whether anything in the text denies, or might."""
    given = tuple(words)
    return denies(given) or any(
        word.root in roots_of("also_negative") or word.text.startswith(("non-", "un")) or word.text.endswith("-free")
        for word in given
    )


def _contrasts(words: Words) -> bool:
    """Whether it says "not this but that", or compares."""
    return says(words[1:], "contrasts")


def _denied_of(words: Words, other: Words) -> Pair:
    """What the words deny and the other text says, with the other's word."""
    for cue, head in _heads(words):
        same = _same_as(head, other)
        if not same or _may_deny(other, same, head):
            continue
        if _is_order(words, cue) and content(other)[0].root != head.root:
            continue
        if cue.text != "without" or _says_with(other, same[0]):
            return f"{cue.text} … {head.text}", same[0].text
    return None


def _same_as(head: Word, other: Words) -> list[Word]:
    """The words that say the same as the head: of one root, or verbs of one group."""
    group = effect_groups().get(head.root, -1)
    return [word for word in other if word.root == head.root or effect_groups().get(word.root) == group]


def _may_deny(other: Words, same: list[Word], head: Word) -> bool:
    """Whether anything else in the clauses of these words denies, or might; medicines work "against" something."""
    clauses, is_effect = {word.clause for word in same}, head.root in effect_groups()
    rest = [word for word in other if word.clause in clauses and word not in same]
    return _is_negative(word for word in rest if not (is_effect and word.text == "against"))


def _heads(words: Words) -> Iterator[tuple[Word, Word]]:
    """Each negation with the word that it denies: the next one that carries meaning; behind "no evidence that" the verb."""
    for at, cue in enumerate(words):
        if cue.text not in words_in("negations"):
            continue
        rest = [word for word in words[at + 1 :] if word.clause == cue.clause]
        if not rest or _denies_little(cue, rest):
            continue
        scope = [word for word in content(rest) if not word.text.endswith("ly")]
        heads = [word for word in scope if word.root not in roots_of("passed_over")]
        if scope and scope[0] not in heads:
            heads = [word for word in heads if word.root in effect_groups()] or heads
        yield from ((cue, head) for head in heads[:1])


def _denies_little(cue: Word, rest: list[Word]) -> bool:
    """Whether it denies no more than a part: "does not help everyone", "people not in work", "failed attempts"."""
    if cue.root == "fail":
        return rest[0].text != "to"
    partial = any(lists()["shares"].get(word.text) == ALL for word in rest)
    return partial or (cue.text == "not" and rest[0].text in words_in("prepositions"))


def _says_with(words: Words, thing: Word) -> bool:
    """Whether it says "with" it."""
    at = words.index(thing)
    return any(word.text == "with" for word in words[max(0, at - 3) : at])


def _is_order(words: Words, cue: Word) -> bool:
    """Whether the negation begins its clause: "Do not rest"."""
    clause = [word for word in words if word.clause == cue.clause]
    return clause.index(cue) <= 1 and clause[0].root in (cue.root, root("do"))
