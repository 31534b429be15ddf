"""CC109: the paper that the page cites for a claim does not say it."""

from collections.abc import Iterator

from attrs import evolve

from claimcheck.model import Finding, Severity, Skip, Stance
from claimcheck.rules.base import Rule
from claimcheck.rules.cited import Cited
from claimcheck.rules.facts import ClaimFacts
from claimcheck.rules.sourcing import find_command

_SAYS = {
    Stance.CONTRADICTS: "reads as saying the opposite",
    Stance.INCONCLUSIVE: "reads as undecided",
    Stance.BACKGROUND: "reads as speaking of something else",
}


class CitedPaperDoesNotSayIt(Rule):
    """Cite for a claim only what says it.

    Why it matters: a reference behind a sentence makes it look proven; the reader seldom opens it.

    Failing (the page gives the reference itself, and a person has read that it is undecided):

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - pmid: 99000003
                stance: inconclusive
                added: {by: article}
                reviewed: {by: editor, date: 2026-11-20}
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended (the page now refers to the paper that says so):

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - pmid: 99000001
                stance: supports
                added: {by: article}
                reviewed: {by: editor, date: 2026-11-20}

    Options: an error once a person has judged it so; a warning while only the judge has read it, which `claimcheck find`
    and `claimcheck refresh` ask before they search for others. A reference that nobody has judged yet is no finding here.
    Standard: Wikipedia, "failed verification".
    """

    code, name = "CC109", "cited-paper-does-not-say-it"
    severity = Severity.WARNING

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        for one in () if facts.claim.is_exempt else facts.cited:
            if one.citation.is_of_article and one.stands:
                yield from self._judged(facts, one)

    def _judged(self, facts: ClaimFacts, one: Cited) -> Iterator[Finding]:
        stance = one.citation.stance or (one.check.stance if one.check else None)
        by_person = one.citation.stance is not None and one.reviewed is not None
        if stance is None or stance.is_support:
            return
        passage = f': "{one.check.passage}"' if one.check and one.check.passage and not by_person else ""
        message = f"the page cites {one.label} for this, which {_SAYS[stance]}{passage}"
        hint = f"read it; change the claim or the reference, or look for another: {find_command(facts)}"
        finding = self.on_citation(facts, one, message, hint)
        yield evolve(finding, severity=Severity.ERROR) if by_person else finding
