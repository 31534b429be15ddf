"""The judge rules whether an abstract says what a claim says. Built in is a small network (`network`); others can be brought.

`heard` is the one place where a verdict passes from a judge into the desk. A foreign judge may be wrong, be fooled by what an
abstract says, or break; none of that may attach a paper whose text does not bear the quotation out, or end a run.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol, overload, runtime_checkable

from attrs import evolve

from claimcheck.checked import given
from claimcheck.errors import ClaimcheckError, CouldNotAskError
from claimcheck.evidence.network import NetworkJudge
from claimcheck.evidence.no_findings import tells_no_finding
from claimcheck.evidence.passages import quoted
from claimcheck.model import Candidate, Claim, Evidence, Paper, Stance


@runtime_checkable
class Judge(Protocol):
    """Who rules on candidates. `name` carries a version: it is stored with what the judge proposed."""

    name: str

    def judge(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        """One `Evidence` a candidate, in the same order; stance None where the judge abstains, with the reason."""
        ...


@cache
def built_in() -> NetworkJudge:
    """The network, loaded once a process; threads may share it."""
    return NetworkJudge()


@overload
def judge(claim: Claim, paper: Paper, judge: Judge | None = None) -> Evidence: ...
@overload
def judge(claim: Claim, paper: Iterable[Paper], judge: Judge | None = None) -> tuple[Evidence, ...]: ...
def judge(claim: Claim, paper: Paper | Iterable[Paper], judge: Judge | None = None) -> Evidence | tuple[Evidence, ...]:
    """Judge one paper, or each of many by itself and in their order, with the built-in judge unless another is given.

    Of another judge only what `heard` believes is answered.
    """
    who, asked = given("judge: judge", judge, Judge | None), given("judge: claim", claim, Claim)
    if isinstance(paper, Paper):
        return _alone(who, asked, paper)
    return tuple(_alone(who, asked, one) for one in given("judge: paper", paper, tuple[Paper, ...]))


def _alone(judge: Judge | None, claim: Claim, paper: Paper) -> Evidence:
    alone = (Candidate(paper, 0.0, {}),)
    return heard(judge, claim, alone)[0] if judge else built_in().judge(claim, alone)[0]


# --- hearing a judge, whoever it is -----------------------------------------------------------------------------------


def heard(judge: Judge, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
    """One verdict a candidate, in order. What the judge cannot back is an abstention with the reason.

    Raises nothing but the user's own `KeyboardInterrupt`.
    """
    try:
        said = tuple(judge.judge(claim, candidates))
        expected = [candidate.paper.pmid for candidate in candidates]
        in_order = [one.paper.pmid for one in said] == expected
    except CouldNotAskError as error:
        return _silent(judge, candidates, error.reason)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - a plug-in may raise anything; it must not take the other claims along
        why = str(error) if isinstance(error, ClaimcheckError) else f"{type(error).__name__}: {error}"
        return _silent(judge, candidates, f"the judge {_name(judge)} failed: {why}")
    if not in_order:
        why = f"the judge {_name(judge)} did not answer with one verdict a paper, in order"
        return _silent(judge, candidates, why)
    return tuple(_held(judge, one, candidate) for one, candidate in zip(said, candidates, strict=True))


def _silent(judge: Judge, candidates: Sequence[Candidate], reason: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(c.paper, None, judged_by=_name(judge), reason=reason, unasked=True) for c in candidates)


def _name(judge: Judge) -> str:
    name = getattr(judge, "name", "")
    return name if isinstance(name, str) and name.strip() else type(judge).__name__


def _held(judge: Judge, one: Evidence, candidate: Candidate) -> Evidence:
    """The verdict on our own paper: a judge cannot hand back a changed abstract that its quotation would stand in."""
    if misfit := _misfit(one):
        return _silent(judge, (candidate,), f"the judge {_name(judge)} gave no verdict: {misfit}")[0]
    return _believed(judge, evolve(one, paper=candidate.paper))


def _misfit(one: object) -> str:
    """What is wrong with the shape of a verdict, or ""."""
    if not isinstance(one, Evidence):
        return f"{type(one).__name__} is no Evidence"
    texts = (one.passage, one.judged_by, one.reason)
    if one.stance is not None and not isinstance(one.stance, Stance):
        return f"its stance {one.stance!r} is no Stance"
    if not all(isinstance(text, str) for text in texts):
        return "passage, judged_by and reason must be texts"
    for name, estimate in (("confidence", one.confidence), ("decides", 0 if one.decides is None else one.decides)):
        if not isinstance(estimate, int | float) or not 0 <= estimate <= 1:  # nor is not-a-number
            return f"its {name} {estimate!r} is no number between 0 and 1"
    return ""


def _believed(judge: Judge, one: Evidence) -> Evidence:
    named = evolve(one, judged_by=one.judged_by or _name(judge))
    if one.stance is None:
        is_shown = quoted(one.passage, one.paper) and not tells_no_finding(one.passage)
        return evolve(named, passage=one.passage if is_shown else "", confidence=0.0)
    if not one.paper.has_abstract:
        return _dropped(named, "there is no abstract to judge")
    if not quoted(one.passage, one.paper):
        return _dropped(named, "the passage it quotes does not stand in the title or abstract")
    if tells_no_finding(one.passage):
        return _dropped(named, "the passage it quotes reports no finding")
    return named


def _dropped(one: Evidence, why: str) -> Evidence:
    said = f'{one.judged_by} said "{one.stance}", but {why}'
    return evolve(one, stance=None, passage="", confidence=0.0, reason=said)
