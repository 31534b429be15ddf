"""Verbs of effect in an article's sentence and in a claim's statement: how surely, how much, and which way. Pure.

Each function takes the words of the sentence, those of the clause with the quote, and those of the statement, and answers
with the words that came apart (the article's, the statement's), or None.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from claimcheck.rules.drift_words import Word, content, denies, effect_groups, lists, root, roots_of, says, words_in

Words = tuple[Word, ...]
Pair = tuple[str, str] | None

REACH = 4
"""Words between a modal and its verb, or a verb and what it acts on."""
_DETERMINERS = frozenset(
    {"the", "a", "an", "of", "its", "this", "that", "no", "any", "our", "their", "some", "common", "main"}
)
_NOT_PLURAL = frozenset({"this", "its", "is", "was", "has", "does", "always", "us", "as", "less"})


def changed_promise(said: Words, near: Words, claimed: Words) -> Pair:
    """How much: "reduces" on one side, "prevents" or "cures" on the other."""
    if not says((*near, *claimed), "outright") or denies((*said, *claimed)):
        return None
    return _promise(near, said, claimed) or _reversed(_promise(claimed, claimed, said))


def _promise(strong: Words, whole: Words, weak: Words) -> Pair:
    """The verbs, where the first text promises more than the second."""
    outright = _first(strong, "outright")
    tempered = _first(weak, "tempered")
    if not outright or not tempered or says(weak, "outright", "also_outright", "of_chance"):
        return None
    return None if says(whole, "tempered", "of_chance") else (outright, tempered)


def _first(words: Words, name: str) -> str:
    return next((word.text for word in words if word.root in roots_of(name)), "")


def _reversed(pair: Pair) -> Pair:
    return (pair[1], pair[0]) if pair else None


# --- how surely --------------------------------------------------------------------------------------------------


def changed_modality(said: Words, near: Words, claimed: Words) -> Pair:
    """How surely: "may reduce" on one side, "reduces" on the other; also "may be safe" and "is safe"."""
    return _modality(near, claimed) or _reversed(_modality(claimed, said))


def _modality(hedged: Words, bare: Words) -> Pair:
    """The hedged and the bare wording, where the second text leaves no room at all."""
    if not any(word.text in words_in("modals") for word in hedged) or says(bare, "hedges") or denies(bare):
        return None
    asserted, states = dict(_asserted(bare)), dict(_states(bare))
    for modal, verb, is_state in _hedged(hedged):
        group = effect_groups().get(verb.root, -1)
        same = states.get(verb.root) if is_state else asserted.get(group)
        if same:
            return f"{modal.text} {'be ' if is_state else ''}{verb.text}", same
    return None


def _hedged(words: Words) -> Iterator[tuple[Word, Word, bool]]:
    """Each modal with the verb of effect, or behind "be" the word, that it governs."""
    for at, modal in enumerate(words):
        if modal.text not in words_in("modals"):
            continue
        scope = [word for word in words[at + 1 : at + 1 + REACH] if word.clause == modal.clause]
        if scope and scope[0].text == "be":
            yield from ((modal, word, True) for word in content(scope)[:1])
        else:
            yield from ((modal, word, False) for word in scope if word.root in effect_groups())


def _asserted(words: Words) -> Iterator[tuple[int, str]]:
    """The group of each verb of effect that the text asserts: "reduces", or "techniques reduce"."""
    for before, word, after in _neighbours(words):
        if word.root not in effect_groups() or before in _DETERMINERS or after == "of":
            continue
        is_third = word.text.endswith("s") and not word.text.endswith("ss") and before not in ("to", "and")
        is_base = before.endswith("s") and before not in _NOT_PLURAL and not word.text.endswith(("s", "ed", "ing"))
        if is_third or is_base:
            yield effect_groups()[word.root], word.text


def _states(words: Words) -> Iterator[tuple[str, str]]:
    """What the text says that something is: "is safe"."""
    for at, word in enumerate(words):
        if word.text in ("is", "are"):
            scope = [one for one in words[at + 1 : at + 3] if one.clause == word.clause]
            yield from ((one.root, f"{word.text} {one.text}") for one in content(scope)[:1])


def _neighbours(words: Words) -> Iterator[tuple[str, Word, str]]:
    texts = ["", *(word.text for word in words), ""]
    return ((texts[at], word, texts[at + 2]) for at, word in enumerate(words))


# --- which way ---------------------------------------------------------------------------------------------------


def changed_direction(said: Words, near: Words, claimed: Words) -> Pair:  # noqa: ARG001 - one signature for all
    """Which way: "increases" on one side and "decreases" on the other, of the same thing."""
    if (
        says((*near, *claimed), "turned_round")
        or denies((*near, *claimed))
        or any(word.text.startswith("non-") for word in (*near, *claimed))
    ):
        return None
    for axis in _axes():
        there = _moved(claimed, axis)
        here = _moved(near, axis) if there else {}
        for thing, (way, word) in there.items():
            if thing in here and here[thing][0] != way:
                return here[thing][1], word
    return None


@cache
def _axes() -> tuple[Mapping[str, int], ...]:
    """For each axis its words, by root, with the end that they belong to."""
    return tuple(
        {root(word): end for end, words in enumerate(axis) for word in words} for axis in lists()["directions"]
    )


def _moved(words: Words, axis: Mapping[str, int]) -> dict[str, tuple[int, str]]:
    """What moves, by root, with the end of the axis that it moves to; what moves both ways is left out."""
    found: dict[str, set[int]] = {}
    said: dict[str, str] = {}
    for at, word in enumerate(words):
        if word.root in axis:
            for thing in _things(words, at, axis):
                found.setdefault(thing, set()).add(axis[word.root])
                said[thing] = word.text
    return {thing: (min(ways), said[thing]) for thing, ways in found.items() if len(ways) == 1}


def _things(words: Words, at: int, axis: Mapping[str, int]) -> list[str]:
    """The roots of what a word of direction acts on: what follows it in the clause, else what goes before."""
    after = words[at + 1 : at + 1 + REACH]
    ends = next(
        (i for i, word in enumerate(after) if word.clause != words[at].clause or _closes(word, axis)), len(after)
    )
    following = [word.root for word in content(after[:ends])]
    before = [word for word in words[max(0, at - 3) : at] if word.clause == words[at].clause]
    return following or [word.root for word in content(before)]


def _closes(word: Word, axis: Mapping[str, int]) -> bool:
    return word.root in axis or word.text in ("and", "or", "by", "so", "in", "with", "without", "than", "for", "among")


def opposed(said: Words, near: Words, claimed: Words) -> Pair:
    """Which of two opposites: "safe" on one side and "unsafe" on the other."""
    if denies((*said, *claimed)):
        return None
    here, there, whole = ({word.text for word in words} for words in (near, claimed, said))
    for one, other in lists()["opposites"]:
        for article, statement in ((one, other), (other, one)):
            if article in here and statement in there and statement not in whole and article not in there:
                return article, statement
    return None
