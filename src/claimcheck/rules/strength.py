"""CC504, CC505: whether the statement says more than its evidence permits. GRADE's ladder: does, probably does, may do."""

import re
from collections.abc import Iterator

from claimcheck.levels import OBSERVATIONAL, Level
from claimcheck.model import Finding, Kind, Severity, Skip
from claimcheck.rules.base import Rule
from claimcheck.rules.facts import ClaimFacts
from claimcheck.rules.wordlists import EffectVerb, effect_verb, first_said, is_hedged, listed

_OF_EFFECT = (Kind.EFFICACY, Kind.SAFETY, Kind.COMPARISON, None)


class CausalWording(Rule):
    """Do not say "reduces" where the studies only observed.

    Why it matters: people who choose a treatment differ from people who do not; an association is not an effect.

    Failing (a cohort):

        claims:
          - id: massage-reduces-pain
            statement: Massage reduces leg pain.
            citations:
              - {pmid: 99000022, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: massage-may-reduce-pain
            statement: Massage may reduce leg pain.
            citations:
              - {pmid: 99000022, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: `causal-words` and `hedging-words` add to the lists (`words.json`).
    Standard: GRADE: observational evidence begins as low certainty; ICMJE Recommendations on association and causation.
    """

    code, name = "CC504", "causal-wording"
    severity = Severity.WARNING

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        best = best_level(facts)
        if best and best.design in OBSERVATIONAL and (verb := _bare_verb(facts)):
            message = f'the statement says "{verb.said}", and only observational studies support it ({best.reason})'
            yield self.on_claim(facts, message, f'write "{verb.hedged(max(best.number, 3))}", or "is associated with"')


class OverstatedCertainty(Rule):
    """Sound no surer than the evidence.

    Why it matters: "proven" and "always" leave the reader no doubt where the studies leave some.

    Failing (a narrative review):

        claims:
          - id: exercise-reduces-pain
            statement: Exercise reduces leg pain.
            citations:
              - {pmid: 99000027, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: exercise-may-reduce-pain
            statement: Exercise may reduce leg pain.
            citations:
              - {pmid: 99000027, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: `absolute-words`, `causal-words` and `hedging-words` add to the lists (`words.json`). Wording without any doubt
    needs level 1, a bare "does" level 2; observational studies are causal-wording's.
    Standard: GRADE, statements by certainty of evidence: "probably" for moderate, "may" for low.
    """

    code, name = "CC505", "overstated-certainty"
    severity = Severity.WARNING

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        best = best_level(facts)
        if best is None or best.number == 1:
            return
        verb = _bare_verb(facts)
        surely = first_said(facts.claim.statement, listed("absolute", facts.thresholds.absolute_words))
        said = surely if surely and not is_hedged(facts.claim.statement, facts.thresholds) else ""
        if not said and verb and best.number >= 3 and best.design not in OBSERVATIONAL:
            said = verb.said
        if said:
            yield self.on_claim(
                facts, f'the statement says "{said}", and its best evidence is {best.reason}', _hint(verb, best)
            )


def offered_statement(facts: ClaimFacts) -> str:
    """The statement in the strongest wording that its evidence permits; "" where it says no more than that already."""
    best, verb = best_level(facts), _bare_verb(facts)
    if best is None or verb is None or not (best.design in OBSERVATIONAL or best.number >= 3):
        return ""
    hedged = verb.hedged(max(best.number, 3))
    return re.sub(rf"(?i)\b{re.escape(verb.said)}\b", lambda _: hedged, facts.claim.statement, count=1)


def best_level(facts: ClaimFacts) -> Level | None:
    """The level of the best supporting work; None where there is none or the level of any is not known."""
    known = [level for level in facts.levels if level is not None]
    return min(known, key=lambda level: level.number) if known and len(known) == len(facts.levels) else None


def _bare_verb(facts: ClaimFacts) -> EffectVerb | None:
    """The verb of effect that the statement asserts without leaving room."""
    if facts.claim.kind not in _OF_EFFECT or is_hedged(facts.claim.statement, facts.thresholds):
        return None
    return effect_verb(facts.claim.statement, facts.thresholds)


def _hint(verb: EffectVerb | None, best: Level) -> str:
    strongest = verb.hedged(best.number) if verb else "probably" if best.number == 2 else "may"
    return f'the strongest wording that level {best.number} permits: "{strongest}"'
