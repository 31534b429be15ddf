"""Which citations of a claim a reader is shown."""

from claimcheck.bibliography.spots import Cited
from claimcheck.bibliography.works import Works
from claimcheck.model import Citation, Claim


def cited_by(claim: Claim, works: Works, *, proposed: bool = False, all_stances: bool = False) -> Cited:
    """The claim with the works of its citations that count: reviewed and supporting it, fully or partly.

    `proposed` adds supporting ones that nobody has reviewed, `all_stances` reviewed ones of any stance.
    """
    chosen = [one for one in claim.citations if _counts(one, proposed=proposed, all_stances=all_stances)]
    return Cited(claim, tuple({work.key: work for work in map(works.of, chosen)}.values()))


def _counts(citation: Citation, *, proposed: bool, all_stances: bool) -> bool:
    supports = citation.stance is not None and citation.stance.is_support
    reviewed = citation.reviewed is not None
    return (supports and (reviewed or proposed)) or (reviewed and all_stances)
