"""Which of the judged papers are proposed as citations. No paper is better than a doubtful one."""

from collections.abc import Sequence

from attrs import frozen

from claimcheck.model import Claim, Evidence, Stance
from claimcheck.record.standing import barred

READ = 6
"""Best candidates of a claim that are read; what ranks lower is listed, not attached."""
THRESHOLD = 0.65
"""Confidence that a supporting verdict needs to be proposed."""
AGAINST = 0.63
"""Confidence that a contradicting verdict needs to be told as one; `--explain` shows the others too."""
MOST = 3
"""Proposals for one claim, at most."""


@frozen
class Choice:
    """`attached` are proposals, best first; `contradicting` is shown with the claim, never hidden."""

    attached: tuple[Evidence, ...] = ()
    contradicting: tuple[Evidence, ...] = ()


def surely_supports(one: Evidence, threshold: float = THRESHOLD) -> bool:
    """Whether a verdict is sure enough to be proposed."""
    return one.stance is not None and one.stance.is_support and one.confidence >= threshold


def surely_contradicts(one: Evidence) -> bool:
    """Whether a verdict is sure enough to be told as a contradiction."""
    return one.stance is Stance.CONTRADICTS and one.confidence >= AGAINST


def choose(claim: Claim, evidence: Sequence[Evidence], *, threshold: float = THRESHOLD) -> Choice:
    """Take the supporting papers that are sure enough, and name those that surely enough contradict.

    A contested claim gets both: the support as a proposal, the contradiction beside it for the editor to weigh. Retracted
    papers, notices, papers without abstract and those that the claim cites already are never attached.
    """
    cited = {citation.pmid for citation in claim.citations}
    fresh = [e for e in evidence if e.passage and e.paper.pmid not in cited and not barred(e.paper)]
    by_confidence = sorted(fresh, key=lambda e: (-e.confidence, int(e.paper.pmid)))
    supporting = [e for e in by_confidence if surely_supports(e, threshold)]
    best = sorted(supporting, key=lambda e: e.stance is not Stance.SUPPORTS)
    against = filter(surely_contradicts, by_confidence)
    return Choice(tuple(best[:MOST]), tuple(against))
