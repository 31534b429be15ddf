"""CC401–CC404, CC408: whether what supports the claim is strong, recent and plentiful enough, and about people."""

from collections.abc import Iterator

from claimcheck.language.words import stems
from claimcheck.levels import PRIMARY, Level, study_type
from claimcheck.model import Finding, Kind, NoticeType, Paper, Severity, Skip, Stance
from claimcheck.record.standing import animals_only, is_plan, notices_about
from claimcheck.rules.base import Rule
from claimcheck.rules.cited import Cited
from claimcheck.rules.facts import ClaimFacts
from claimcheck.rules.sourcing import find_command, labels
from claimcheck.rules.wordlists import first_said, listed

_SLOW = (Kind.MECHANISM, Kind.DEFINITION)
_NOT_ABOUT_PEOPLE = (Kind.MECHANISM, Kind.DEFINITION, Kind.PROCESS, Kind.OPINION)


class WeakEvidence(Rule):
    """Rest a claim on the level of evidence that its kind needs.

    Why it matters: a case report cannot show that a treatment works, however sure it sounds.

    Failing (a cohort for a claim of efficacy):

        claims:
          - id: massage-may-ease-pain
            statement: Massage may ease leg pain.
            kind: efficacy
            citations:
              - {pmid: 99000022, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: massage-may-ease-pain
            statement: Massage may ease leg pain.
            kind: efficacy
            citations:
              - {pmid: 99000024, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: `levels`, the weakest Oxford level for each kind: efficacy, comparison and recommendation 2 (a trial or a review
    of trials), safety and prevalence 3, the others any; `level: 2` beside a citation overrides what its record shows.
    Standard: OCEBM Levels of Evidence (2011); FTC Health Products Compliance Guidance (2022).
    """

    code, name = "CC401", "weak-evidence"
    severity = Severity.WARNING
    error_for = (Kind.EFFICACY, Kind.SAFETY)

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        needed = facts.thresholds.level_for(facts.claim.kind)
        if not facts.supporting or needed >= 5:
            return
        if any(level is not None and level.number <= needed for level in facts.levels):
            return
        levels = list(zip(facts.supporting, facts.levels, strict=True))
        known = [(one, level) for one, level in levels if level is not None]
        unknown = [one for one, level in levels if level is None]
        if not unknown:
            yield self._finding(facts, known, needed)
        elif silent := [one for one in unknown if _is_silent(one)]:
            reason = (
                f"whether {labels(silent)} reaches level {needed} of evidence is not known: no study design is shown"
            )
            yield self.skip(facts, f"{reason}; write `level:` beside the citation", silent[0].citation.location)

    def _finding(self, facts: ClaimFacts, known: list[tuple[Cited, Level]], needed: int) -> Finding:
        one, best = min(known, key=lambda pair: pair[1].number)
        message = (
            f"the best evidence for this claim is {one.label}, {best.reason}; "
            f"{_of_kind(facts.claim.kind)} needs level {needed}{' or better' if needed > 1 else ''}"
        )
        wanted = "a trial or a review of trials" if needed > 1 else "a systematic review"
        hint = f"look for {wanted}, or soften the claim: {find_command(facts)}"
        return self.on_claim(facts, message, hint, one.citation.location)


def _of_kind(kind: Kind | None) -> str:
    """``a claim of safety``; one without a kind is held to be of efficacy, and it is said."""
    return f"a claim of {kind}" if kind else f"a claim of {Kind.EFFICACY} (no kind is written, so it is held to be one)"


class PrimaryOnly(Rule):
    """Cite the systematic review that is known for the claim, not single studies alone.

    Why it matters: one study may be the outlier; the review has read them all.

    Failing (the claim's search came upon a systematic review):

        claims:
          - id: has-a-review
            statement: Manual therapy may ease leg pain.
            citations:
              - {pmid: 99000025, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: has-a-review
            statement: Manual therapy may ease leg pain.
            citations:
              - {pmid: 99000024, stance: supports, reviewed: {by: editor, date: 2026-11-20}}
              - {pmid: 99000025, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: none. A review counts where a machine read it as bearing on the claim, or where its title, keywords or headings
    name the claim's `intervention` and, as far as the claim gives them, its `population` or `outcome`. One that a person
    rejected for the claim, or that it cites in any stance, does not count.
    Standard: Wikipedia MEDRS: prefer secondary sources.
    """

    code, name = "CC402", "primary-only"
    severity = Severity.WARNING

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        designs = [one.shown[0] for one in facts.supporting if not (one.paper and is_plan(one.paper))]
        if not designs or not PRIMARY.issuperset(designs):
            return
        reviews = [
            paper
            for paper in facts.candidates
            if paper.pmid not in facts.cited_pmids
            and study_type(paper) == "systematic"
            and _is_on_subject(facts, paper)
        ]
        if reviews:
            found = ", ".join(f"PMID {paper.pmid}" for paper in reviews)
            message = (
                f"only primary studies support this claim, although its search came upon {found}, a systematic review"
            )
            yield self.on_claim(facts, message, f"read {found}; cite it, or reject it: claimcheck reject")


class OutdatedEvidence(Rule):
    """Look for newer work when the newest source is old.

    Why it matters: medicine changes its mind; a source of long ago may have been overtaken.

    Failing (a trial of 2008):

        claims:
          - id: manipulation-may-ease-pain
            statement: Manipulation may ease leg pain.
            citations:
              - {pmid: 99000010, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: manipulation-may-ease-pain
            statement: Manipulation may ease leg pain.
            citations:
              - {pmid: 99000024, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: `max-age-years` (5) and, for mechanisms and definitions, `max-age-years-slow` (10). A guideline without a newer
    version is in force at any age.
    Standard: Wikipedia MEDRS: use up-to-date evidence.
    """

    code, name = "CC403", "outdated-evidence"
    severity = Severity.WARNING

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        slow = facts.claim.kind in _SLOW
        allowed = facts.thresholds.max_age_years_slow if slow else facts.thresholds.max_age_years
        years = [one.year for one in facts.supporting]
        known = [year for year in years if year is not None]
        if not known or any(facts.today.year - year <= allowed for year in known):
            return
        if len(known) < len(years) or any(_is_guideline_in_force(one.paper) for one in facts.supporting):
            return
        message = f"the newest work that supports this claim is of {max(known)}, more than {allowed} years ago"
        yield self.on_claim(facts, message, f"look for newer work: {find_command(facts)}")


class NotInHumans(Rule):
    """Do not rest a claim about people on animals or cells.

    Why it matters: most of what works in mice does not work in people.

    Failing:

        claims:
          - id: massage-may-ease-pain
            statement: Massage may ease leg pain.
            kind: efficacy
            citations:
              - {pmid: 99000023, stance: supports, level: 2, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: massage-may-ease-pain
            statement: Massage may ease leg pain.
            kind: efficacy
            citations:
              - {pmid: 99000024, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: none. Mechanisms and definitions, and statements that name animals themselves, are passed.
    Standard: FTC Health Products Compliance Guidance (2022): human clinical testing; MeSH check tags Animals and Humans.
    """

    code, name = "CC404", "not-in-humans"

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        papers = [one.paper for one in facts.supporting]
        if papers and all(paper and animals_only(paper) for paper in papers) and about_people(facts):
            cited = labels(facts.supporting)
            message = f"only work on animals or in the laboratory supports this claim about people: {cited}"
            hint = f"cite a study of people, or name the animals in the text: {find_command(facts)}"
            yield self.on_claim(facts, message, hint)


class TooFewSources(Rule):
    """Give a claim as many sources as the house asks for.

    Why it matters: two independent works are rarely wrong in the same way.

    Failing (where `min-sources` is 2):

        claims:
          - id: manual-therapy-may-ease-pain
            statement: Manual therapy may ease leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: manual-therapy-may-ease-pain
            statement: Manual therapy may ease leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}
              - {pmid: 99000024, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: `min-sources` (1, with which the rule never speaks: a claim without any source is unsourced-claim's).
    Standard: house styles of health publishers.
    """

    code, name = "CC408", "too-few-sources"
    severity = Severity.NOTE

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        least = facts.thresholds.min_sources
        works = {one.label for one in facts.supporting} if least > 1 else set()
        if works and len(works) < least:
            have = "1 work supports" if len(works) == 1 else f"{len(works)} works support"
            yield self.on_claim(facts, f"{have} this claim; the house asks for {least}", find_command(facts))


def about_people(facts: ClaimFacts) -> bool:
    """Whether the claim is about people: its kind is, and its statement names no animals."""
    if facts.claim.kind in _NOT_ABOUT_PEOPLE:
        return False
    return not first_said(facts.claim.statement, listed("animals"))


def _is_on_subject(facts: ClaimFacts, paper: Paper) -> bool:
    """Whether a paper that the search came upon bears on this very claim, as far as the lock tells."""
    found = next((one for one in facts.search.candidates if one.pmid == paper.pmid), None) if facts.search else None
    if found and found.stance is not None:
        return found.stance is not Stance.BACKGROUND
    claim = facts.claim
    told = set(stems(" ; ".join((paper.title, *paper.keywords, *(heading.name for heading in paper.mesh or ())))))
    about = [terms for terms in (claim.intervention, (*claim.population, *claim.outcome)) if terms]
    return bool(claim.intervention) and all(any(told.issuperset(stems(term)) for term in terms) for terms in about)


def _is_silent(one: Cited) -> bool:
    """Whether everything is known of the citation and still no design: what is not known is told once, by CC801."""
    return one.paper.publication_types is not None if one.paper else one.citation.url is not None


def _is_guideline_in_force(paper: Paper | None) -> bool:
    if paper is None or study_type(paper) != "guideline":
        return False
    newer = (NoticeType.UPDATE, NoticeType.REPUBLICATION)
    return not notices_about(paper, *newer)
