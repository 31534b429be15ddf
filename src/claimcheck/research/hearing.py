"""Hearing a judge, whoever it is: what it says is believed only with words that stand in the paper.

The one place where a verdict passes from a judge into the desk. A foreign judge may be wrong, be fooled by what an abstract
says, or break; none of that may attach a paper whose text does not bear the quotation out.
"""

from collections.abc import Sequence

from attrs import evolve

from claimcheck.errors import CouldNotAskError
from claimcheck.evidence.instructions import addresses_machine
from claimcheck.evidence.judge import Judge
from claimcheck.evidence.passages import quoted
from claimcheck.model import Candidate, Claim, Evidence


def heard(judge: Judge, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
    """One verdict a candidate, in order. What the judge cannot back is an abstention with the reason; raises nothing."""
    try:
        said = tuple(judge.judge(claim, candidates))
    except CouldNotAskError as error:
        return _silent(judge, candidates, error.reason)
    except Exception as error:  # noqa: BLE001 - a plug-in may raise anything; it must not take the other claims along
        return _silent(judge, candidates, f"the judge {judge.name} failed: {type(error).__name__}: {error}")
    expected = [candidate.paper.pmid for candidate in candidates]
    if [one.paper.pmid for one in said] != expected:
        return _silent(judge, candidates, f"the judge {judge.name} did not answer with one verdict a paper, in order")
    # The paper is ours again: a judge cannot hand back a changed abstract that its quotation would stand in.
    return tuple(
        _believed(judge, evolve(one, paper=candidate.paper)) for one, candidate in zip(said, candidates, strict=True)
    )


def _silent(judge: Judge, candidates: Sequence[Candidate], reason: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(c.paper, None, judged_by=judge.name, reason=reason, unasked=True) for c in candidates)


def _believed(judge: Judge, one: Evidence) -> Evidence:
    named = evolve(one, judged_by=one.judged_by or judge.name)
    if one.stance is None:
        return evolve(named, passage="", confidence=0.0)
    if not 0 <= one.confidence <= 1:  # also false for not-a-number
        return _dropped(named, f"its confidence {one.confidence} is not between 0 and 1")
    if not one.paper.has_abstract:
        return _dropped(named, "there is no abstract to judge")
    if not quoted(one.passage, one.paper):
        return _dropped(named, "the passage it quotes does not stand in the title or abstract")
    if addresses_machine(one.passage):
        return _dropped(named, "the passage it quotes speaks to a machine and reports nothing")
    return named


def _dropped(one: Evidence, why: str) -> Evidence:
    said = f'{one.judged_by} said "{one.stance}", but {why}'
    return evolve(one, stance=None, passage="", confidence=0.0, reason=said)
