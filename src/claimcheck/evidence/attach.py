"""Which of the judged papers are proposed as citations. No paper is better than a doubtful one."""

from collections.abc import Sequence

from attrs import frozen

from claimcheck.evidence.verdict import veto_paper
from claimcheck.model import Claim, Evidence, Stance

THRESHOLD = 0.5
"""Confidence that a supporting verdict needs to be proposed."""
AGAINST = 0.6
"""Confidence that a contradicting verdict needs to be told as one; `--explain` shows the others too. Chosen on 150 SciFact claims
whose labels the judge's former version had seen: of 36 verdicts below it 3 were right, of 37 above it 16."""
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
    fresh = [e for e in evidence if e.passage and e.paper.pmid not in cited and not veto_paper(e.paper)]
    supporting = [e for e in fresh if e.stance and e.stance.is_support and e.confidence >= threshold]
    best = sorted(supporting, key=lambda e: (e.stance is not Stance.SUPPORTS, -e.confidence, int(e.paper.pmid)))
    against = sorted(
        (e for e in fresh if e.stance is Stance.CONTRADICTS and e.confidence >= AGAINST),
        key=lambda e: (-e.confidence, int(e.paper.pmid)),
    )
    return Choice(tuple(best[:most]), tuple(against))


def why_not(evidence: Evidence | None, *, judged: int = 0, threshold: float = THRESHOLD, most: int = MOST) -> str:
    """Why a candidate that `choose` left out was not attached; None stands for one below the `judged` best."""
    if evidence is None:
        return f"ranked too low; the best {judged} are judged"
    if evidence.stance is None:
        return f"abstained: {evidence.reason or 'the judge gives no reason'}"
    if evidence.stance is Stance.CONTRADICTS and evidence.confidence < AGAINST:
        return f"may contradict, but confidence {evidence.confidence:.2f} is below {AGAINST:.2f}"
    if not evidence.stance.is_support:
        return f"{evidence.stance.value}{': ' if evidence.reason else ''}{evidence.reason}"
    if evidence.confidence < threshold:
        return f"confidence {evidence.confidence:.2f} is below the threshold {threshold:.2f}"
    return veto_paper(evidence.paper) or f"others are surer; at most {most} are proposed"
