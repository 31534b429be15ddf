"""The judge rules whether an abstract says what a claim says.

A judge rules only on a sentence it can quote, from a title or abstract, that names the claim's key concepts and speaks in a
direction. In doubt it abstains. What an abstract says is data: wording that addresses a reader or a machine is never followed.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from attrs import frozen

from claimcheck.evidence import bars
from claimcheck.evidence.deciding import Deciding, deciding
from claimcheck.evidence.lists import Assessed, Odds, list_features, log_odds, rivals
from claimcheck.evidence.model import fitted
from claimcheck.evidence.pairing import paired, told_features
from claimcheck.evidence.rank import rank
from claimcheck.evidence.reading import ClaimReading, PaperReading, read_claim, read_paper
from claimcheck.evidence.verdict import Verdict, findings, no_finding, rule, veto_match, veto_paper
from claimcheck.model import Candidate, Claim, Evidence, Paper


@runtime_checkable
class Judge(Protocol):
    """Who rules on candidates. `name` carries a version: it is stored with what the judge proposed."""

    name: str

    def judge(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        """One `Evidence` a candidate, in the same order; stance None where the judge abstains, with the reason."""
        ...


@frozen
class _Read:
    """A candidate on its way: why it cannot be ruled on, or its deciding sentence and its row of features."""

    candidate: Candidate
    refusal: str = ""
    paper: PaperReading | None = None
    chosen: Deciding | None = None
    assessed: Assessed | None = None


class LexicalJudge:
    """The built-in judge: words, directions and negations, a few small fitted models, and vetoes that no model overrules.

    Confidence in a supporting verdict is the chance that this is a supporting paper among the candidates given
    together; give them in the order of their rank. It is fitted on retrieved lists and honest on text of that kind only.
    """

    name: str = "lexical/2"

    def judge(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        """One `Evidence` a candidate, in the same order."""
        reading = read_claim(claim)
        read = [_read(reading, candidate) for candidate in candidates]
        listed = rivals([one.assessed for one in read if one.assessed is not None])
        places = {one.candidate.paper.pmid: at for at, one in enumerate(listed)}
        length = len(claim.statement.split())
        evidence = []
        for one in read:
            verdict = Verdict(None, 0.0, one.refusal)
            if one.paper and one.chosen and one.assessed and not one.refusal:
                at = places.get(one.candidate.paper.pmid)
                chance = 0.0 if at is None else fitted("list").chances(list_features(length, listed, at))[-1]
                verdict = rule(reading, one.paper, one.chosen, one.assessed, Odds(chance, len(listed)))
            evidence.append(self._evidence(one, verdict))
        return tuple(evidence)

    def _evidence(self, one: _Read, verdict: Verdict) -> Evidence:
        return Evidence(
            paper=one.candidate.paper,
            stance=verdict.stance,
            passage=one.chosen.sentence.text if verdict.stance and one.chosen else "",
            confidence=round(verdict.confidence, 4),
            judged_by=self.name,
            reason=verdict.reason,
        )


def _read(claim: ClaimReading, candidate: Candidate) -> _Read:
    refusal = veto_paper(candidate.paper)
    if refusal or not claim.concepts:
        return _Read(candidate, refusal or "the claim has no telling words")
    paper = read_paper(candidate.paper)
    listed = deciding(claim, paper)
    found = findings(paper, listed)
    if not found:
        return _Read(candidate, no_finding(paper, listed[0]))
    row, sentences = paired(claim, paper, found)
    told = [log_odds(fitted("sentence").chances(one)[-1]) for one in sentences]
    features = row | told_features(told)
    chances = fitted("pair").chances(features)
    turn = log_odds(fitted("turn").chances(features)[-1])
    refusal = veto_match(claim, paper)
    stands = not refusal and bars.stands(claim, paper, found[0])
    return _Read(candidate, refusal, paper, found[0], Assessed(candidate, chances, turn, features, stands))


def judge(claim: Claim, paper: Paper, judge: Judge | None = None) -> Evidence:
    """Judge one paper, with the built-in judge unless another is given."""
    return (judge or LexicalJudge()).judge(claim, rank(claim, (paper,)))[0]
