"""CC405–CC407: whether the sources are about the claim's people and subject, and whether the other side is heard."""

from collections.abc import Iterator
from functools import cache

from claimcheck.levels import level_of
from claimcheck.model import Finding, Paper, Severity, Skip, Stance
from claimcheck.rules.base import Rule
from claimcheck.rules.cited import Cited
from claimcheck.rules.facts import ClaimFacts
from claimcheck.rules.reading import named_all
from claimcheck.rules.sourcing import find_command, labels, read_hint
from claimcheck.rules.wordlists import data, first_said


class OtherPopulation(Rule):
    """Cite studies of the people that the claim is about.

    Why it matters: what helps adults may not help a child, and what is safe for most may not be in pregnancy.

    Failing (a trial in adults):

        claims:
          - id: massage-may-help-children
            statement: Massage may ease leg pain in children.
            citations:
              - {pmid: 99000024, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: massage-may-help-children
            statement: Massage may ease leg pain in children.
            citations:
              - {pmid: 99000025, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: none. One supporting work that fits is enough; a work without check tags of that sort excludes nobody. The words
    for people are data (`words.json`).
    Standard: Ahpra, acceptable evidence: the study population; MeSH check tags for age, sex and pregnancy.
    """

    code, name = "CC405", "other-population"
    severity = Severity.WARNING

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        if not facts.supporting:
            return
        said = " ; ".join((*facts.claim.population, facts.claim.statement))
        if not first_said(said, _people()):
            return  # most claims name nobody, and one look stands for one a group
        for sort in data("words")["population"]:
            words, wanted = _wanted(said, sort)
            if wanted and all(
                _excludes(one, wanted, frozenset(data("words")["tags"][sort])) for one in facts.supporting
            ):
                cited = labels(facts.supporting)
                message = f"the claim is about {words}, and the check tags of {cited} are of other people ({sort})"
                yield self.on_claim(facts, message, f"look for studies of {words}: {find_command(facts)}")


class OffTopicCitation(Rule):
    """Do not cite a work that never speaks of the claim's subject.

    Why it matters: a source about something else looks like support until somebody reads it.

    Failing (neither title, abstract nor headings hold the claim's terms):

        claims:
          - id: off-topic
            statement: Acupuncture may ease leg pain.
            intervention: acupuncture
            citations:
              - {pmid: 99000024, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: on-topic
            statement: Massage may ease leg pain.
            intervention: massage
            citations:
              - {pmid: 99000024, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: none. The terms are the claim's `population` and `intervention`; the desk looks for them while it has the abstract.
    Standard: Ahpra, acceptable evidence: the evidence is relevant to the claim.
    """

    code, name = "CC406", "off-topic-citation"
    severity = Severity.WARNING

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        terms = (*facts.claim.intervention, *facts.claim.population)
        for one in facts.supporting if terms else ():
            if one.check is not None and one.check.terms_found == ():
                message = f"{one.label} speaks of none of the claim's terms: {', '.join(terms)}"
                hint = "cite a work on the subject, or add the words that the work uses to the claim's terms"
                yield self.on_citation(facts, one, message, hint)


class OneSided(Rule):
    """Read what may speak against the claim beside what supports it.

    Why it matters: choosing only what agrees misleads, even where every single citation is sound.

    Failing (the claim's search came upon a trial that a machine reads as saying the opposite):

        claims:
          - id: one-sided
            statement: Massage may ease leg pain.
            citations:
              - {pmid: 99000025, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: one-sided
            statement: Massage may ease leg pain.
            citations:
              - {pmid: 99000025, stance: supports, reviewed: {by: editor, date: 2026-11-20}}
              - {pmid: 99000002, stance: contradicts, reviewed: {by: editor, date: 2026-11-20}}

    Options: none. A paper that a person rejected for the claim does not count, nor one of a weaker level than what the claim
    cites.
    Standard: Ahpra, acceptable evidence: all of the evidence counts, not only what agrees.
    """

    code, name = "CC407", "one-sided"
    severity = Severity.WARNING

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        if not facts.supporting or any(one.citation.stance is Stance.CONTRADICTS for one in facts.cited):
            return
        against = [paper for paper in facts.against if paper.pmid not in facts.cited_pmids]
        if not against:
            return
        levels = [level.number for level in facts.levels if level is not None]
        strong = [paper for paper in against if levels and _reaches(paper, facts, min(levels))]
        if strong:
            message = f"{named_all(strong)} may say the opposite of this claim, which cites nothing against itself"
            yield self.on_claim(facts, message, read_hint(facts, strong[0].pmid))
        elif not levels:
            told = f"{', '.join(f'PMID {paper.pmid}' for paper in against)}, which may say the opposite,"
            yield self.skip(facts, f"whether {told} weighs as much as what the claim cites is not known")


def _reaches(paper: Paper, facts: ClaimFacts, best: int) -> bool:
    level = level_of(paper, facts.claim.kind)
    return level is not None and level.number <= best


def _wanted(said: str, sort: str) -> tuple[str, frozenset[str]]:
    """The words for people of that sort that were said, and the check tags of which a fitting study has one."""
    found = {first: tags for words, tags in _groups(sort) if (first := first_said(said, words))}
    return " and ".join(found), frozenset(tag for tags in found.values() for tag in tags)


@cache
def _people() -> tuple[str, ...]:
    """All words for groups of people."""
    return tuple(word for sort in data("words")["population"] for words, _ in _groups(sort) for word in words)


@cache
def _groups(sort: str) -> tuple[tuple[tuple[str, ...], list[str]], ...]:
    """The words for groups of people of that sort, each with its check tags."""
    return tuple((tuple(words.split("|")), tags) for words, tags in data("words")["population"][sort].items())


def _excludes(one: Cited, wanted: frozenset[str], sort: frozenset[str]) -> bool:
    """Whether the record has tags of that sort and none that is wanted."""
    tags = {heading.name for heading in (one.paper.mesh or ())} if one.paper else set()
    return not sort.isdisjoint(tags) and wanted.isdisjoint(tags)
