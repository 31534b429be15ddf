"""What a run of the command is and says, and claims files as people write them."""

import json
from collections.abc import Callable

from attrs import frozen
from support.papers import CASES

from claimcheck.model import Claim


@frozen
class Ran:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        return json.loads(self.out)


Run = Callable[..., Ran]


def claims_file(*claims: Claim) -> str:
    """A claims file as a person would write it."""
    lines = ["# our claims", "claimcheck: 1", "claims:"]
    for claim in claims:
        lines += [f"  - id: {claim.id}", f"    statement: {claim.statement}"]
        lines += [f"    kind: {claim.kind}"] if claim.kind else []
        for name in ("population", "intervention", "outcome"):
            if terms := getattr(claim, name):
                lines.append(f"    {name}: [{', '.join(terms)}]")
    return "\n".join(lines) + "\n"


ALL_CASES = claims_file(*(case.claim for case in CASES))
