"""A judge that knows how the invented papers stand to the invented claims: for journeys, which are about everything but judging."""

from collections.abc import Sequence

from support.papers import CASES

from claimcheck.model import Candidate, Claim, Evidence, Paper, Stance
from claimcheck.record.standing import barred


class KnownJudge:
    """Rules by `CASES`; of every other paper it says that it does not decide the claim."""

    name = "known/1"

    def judge(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        return tuple(self._one(claim, candidate.paper) for candidate in candidates)

    def _one(self, claim: Claim, paper: Paper) -> Evidence:
        stance = None if barred(paper) else _stance(claim, paper)
        if stance is None:
            return Evidence(paper, None, judged_by=self.name, reason=barred(paper) or "does not decide it")
        return Evidence(paper, stance, (paper.sections or ())[-1].text, 0.9, self.name, "it is known")


def _stance(claim: Claim, paper: Paper) -> Stance | None:
    for case in CASES:
        if case.claim.statement == claim.statement:
            if paper.pmid in {one.pmid for one in case.supporting}:
                return Stance.SUPPORTS
            if paper.pmid in {one.pmid for one in case.contradicting}:
                return Stance.CONTRADICTS
    return None
