"""How many and how often an article's sentence and a claim's statement say. Pure; signatures as in `drift_effects`."""

from collections.abc import Iterator

from claimcheck.rules.drift_effects import REACH, Pair, Words
from claimcheck.rules.drift_words import content, lists, roots_of, words_in

_FAR = 2
"""Steps of the ladder between two ways to say how many: "some" is not "most", but may be "many"."""
ALL = 5
"""The rank of "all"."""
_PEOPLE = "people"
_SET_PHRASES = frozenset({"at", "above", "after", "in"})


def changed_share(said: Words, near: Words, claimed: Words) -> Pair:  # noqa: ARG001 - one signature for all
    """How many: "some patients" on one side, "most patients" on the other."""
    here, there = list(_shares(said)), list(_shares(claimed))
    for things, rank, word in there:
        same = [(other_rank, other) for others, other_rank, other in here if things & others]
        own = [other_rank for others, other_rank, _ in there if things & others]
        if same and all(abs(other - one) >= _FAR for other, _ in same for one in (rank, *own)):
            return same[0][1], word
    return None


def _shares(words: Words) -> Iterator[tuple[frozenset[str], int, str]]:
    """What is counted (roots, all people being one), the rank of how many, and the words."""
    ranks = lists()["shares"]
    for at, word in enumerate(words):
        if word.text not in ranks or (ranks[word.text] == ALL and _is_no_share(words, at)):
            continue
        scope = [one for one in words[at : at + 1 + REACH] if one.clause == word.clause]
        people = {_PEOPLE for one in scope if one.root in roots_of("people") and one.text not in ranks}
        things = people | {one.root for one in content(scope) if one.text not in ranks}
        if word.text in ("everyone", "everybody"):
            things = {_PEOPLE}
        yield _counted(things), ranks[word.text], word.text


def _is_no_share(words: Words, at: int) -> bool:
    """Whether "all" belongs to a phrase ("above all"), or is denied ("does not help everyone")."""
    before = words[at - 1].text if at else ""
    return before in _SET_PHRASES or any(
        word.text in words_in("negations") and word.clause == words[at].clause for word in words[:at]
    )


def _counted(things: set[str]) -> frozenset[str]:
    return frozenset({_PEOPLE} if _PEOPLE in things else things)


def changed_frequency(said: Words, near: Words, claimed: Words) -> Pair:  # noqa: ARG001 - one signature for all
    """How often: "rarely" on one side, "often" on the other."""
    ranks = lists()["frequencies"]
    here = {ranks[word.text]: word.text for word in near if word.text in ranks}
    there = {ranks[word.text]: word.text for word in claimed if word.text in ranks}
    if here and there and all(abs(one - other) >= _FAR for one in here for other in there):
        return next(iter(here.values())), next(iter(there.values()))
    return None
