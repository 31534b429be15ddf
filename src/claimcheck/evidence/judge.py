"""The judge rules whether an abstract says what a claim says. Built in is a small network (`network`); others can be brought."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol, overload, runtime_checkable

from claimcheck.evidence.network import NetworkJudge
from claimcheck.model import Candidate, Claim, Evidence, Paper


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
    """Judge one paper, or each of many by itself and in their order, with the built-in judge unless another is given."""
    who = judge or built_in()
    if isinstance(paper, Paper):
        return _alone(who, claim, paper)
    return tuple(_alone(who, claim, one) for one in paper)


def _alone(judge: Judge, claim: Claim, paper: Paper) -> Evidence:
    return judge.judge(claim, (Candidate(paper, 0.0, {}),))[0]
