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


def choose(claim: Claim, evidence: Sequence[Evidence], *, threshold: float = THRESHOLD, most: int = MOST) -> Choice:
    """Take the supporting papers that are sure enough, and name those that surely enough contradict.

    A contested claim gets both: the support as a proposal, the contradiction beside it for the editor to weigh. Retracted
    papers, notices, papers without abstract and those that the claim cites already are never attached.
    """
    cited = {citation.pmid for citation in claim.citations}
    fresh = [e for e in evidence if e.passage and e.paper.pmid not in cited and not barred(e.paper)]
    supporting = [e for e in fresh if e.stance and e.stance.is_support and e.confidence >= threshold]
    best = sorted(supporting, key=lambda e: (e.stance is not Stance.SUPPORTS, -e.confidence, int(e.paper.pmid)))
    against = sorted(
        (e for e in fresh if e.stance is Stance.CONTRADICTS and e.confidence >= AGAINST),
        key=lambda e: (-e.confidence, int(e.paper.pmid)),
    )
    return Choice(tuple(best[:most]), tuple(against))
