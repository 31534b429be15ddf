"""Wordings that look like support and are none: by kind, in many phrasings, with sound counterparts."""

import pytest
from support.adversarial import SAID, TRAPS, Trap
from support.misread import BARE, BESIDE, TOLD

from claimcheck.evidence.attach import choose
from claimcheck.evidence.judge import LexicalJudge, judge
from claimcheck.evidence.rank import rank
from claimcheck.model import Claim, Stance

KNOWN = {
    "animal-study-4": "a claim on tumours counts as one on the laboratory, where animals may speak for it",
    "background-only-8": "another result of the paper is about the same subject, and alone it has no neighbours to compare",
}
"""What still goes wrong, kept here so that mending it shows."""


def marked(trap: Trap) -> object:
    reason = KNOWN.get(trap.claim.id)
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(trap, id=trap.claim.id, marks=marks)


def attached(trap: Trap) -> int:
    evidence = LexicalJudge().judge(trap.claim, rank(trap.claim, [trap.paper]))
    return len(choose(trap.claim, evidence).attached)


@pytest.mark.parametrize("trap", [marked(trap) for trap in TRAPS])
def test_a_trap_attaches_nothing(trap: Trap) -> None:
    """Negated, undecided, narrower, planned, swapped, retold or told to a machine: none of it is a source."""
    assert attached(trap) == 0


@pytest.mark.parametrize("said", SAID, ids=lambda trap: trap.claim.id)
def test_what_a_paper_does_say_is_still_attached(said: Trap) -> None:
    """A judge that never supports anything would fall into no trap."""
    assert attached(said) == 1


@pytest.mark.parametrize("number", range(len(SAID)))
def test_a_sound_paper_is_attached_and_the_trap_beside_it_is_not(number: int) -> None:
    """Among papers on the claim, the one that says it is found, however alike those are that do not."""
    said = SAID[number]
    twins = [t.paper for t in TRAPS if t.claim.statement == said.claim.statement and t.kind != "retracted"]
    evidence = LexicalJudge().judge(said.claim, rank(said.claim, [said.paper, *twins]))
    assert {one.paper.pmid for one in choose(said.claim, evidence).attached} == {said.paper.pmid}


@pytest.mark.parametrize("trap", [*BARE, *BESIDE], ids=lambda trap: trap.claim.id)
def test_a_bare_title_or_a_denial_of_something_else_decides_nothing(trap: Trap) -> None:
    """No support and no counter-evidence where the paper neither says the claim nor denies it."""
    assert judge(trap.claim, trap.paper).stance is not Stance.CONTRADICTS
    assert attached(trap) == 0


@pytest.mark.parametrize(("stance", "said"), TOLD, ids=lambda one: one.claim.id if isinstance(one, Trap) else "")
def test_what_a_paper_says_or_denies_is_told(stance: Stance, said: Trap) -> None:
    """A declarative title and a denial of the claim's own outcome decide."""
    evidence = judge(said.claim, said.paper)
    assert evidence.stance is stance
    assert evidence.confidence >= 0.5


def test_a_title_decides_only_where_it_says_something() -> None:
    """Of one abstract under two titles, the declarative one supports; a passage is never a noun phrase."""
    statement = "Walking reduces chronic low back pain."
    noun, clause = BARE[1].paper, TOLD[0][1].paper
    assert judge(Claim(statement), noun).passage == ""
    assert judge(Claim(statement), clause).passage == clause.title
