"""CC103–CC105: the article names its source: whether that is a work, is attached, and says so."""

from collections.abc import Iterator, Sequence

from claimcheck.model import Attribution, Finding, Kind, Paper, Severity, Skip, Stance
from claimcheck.record.design import Work
from claimcheck.rules.base import Rule
from claimcheck.rules.cited import CitationState, Cited
from claimcheck.rules.facts import ClaimFacts
from claimcheck.rules.identity import is_attributed_work
from claimcheck.rules.publication import classes, is_a, said_class
from claimcheck.rules.sourcing import find_command, labels, worth


class VagueAttribution(Rule):
    """Name the work instead of "studies show".

    Why it matters: "research says" borrows the weight of science and gives the reader nothing to look up.

    Failing:

        claims:
          - id: manual-therapy-cuts-pain
            statement: Manual therapy cuts pain.
            kind: efficacy
            attributed_to: {vague: A study from PubMed}
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended (the article now names the work):

        claims:
          - id: manual-therapy-cuts-pain
            statement: Manual therapy cuts pain.
            kind: efficacy
            attributed_to: {author: Almeida, journal: European Spine Journal, year: 2024}
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: an error for efficacy and safety, else a warning. Where no attribution is recorded, the article's own sentence
    is read for such wording.
    Standard: FTC Health Products Compliance Guidance (2022): claims about the level of support need that support.
    """

    code, name = "CC103", "vague-attribution"
    severity = Severity.WARNING
    error_for = (Kind.EFFICACY, Kind.SAFETY)

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        said, quote = facts.claim.attributed_to, facts.claim.quote
        if said is not None:
            vague, where = "" if said.names_a_work else said.vague, said.location
        else:
            vague = facts.quote.vague if facts.quote is not None and not facts.claim.is_exempt else ""
            where = quote.location if quote else facts.claim.location
        if vague:
            message = f'the article says "{vague}" and names no work'
            yield self.on_claim(facts, message, _wording_hint(facts), where, about=vague)


class UnresolvedAttribution(Rule):
    """Attach the work that the article names.

    Why it matters: a journal's name without the paper cannot be checked by anyone, the editor included.

    Failing:

        claims:
          - id: manual-therapy-helps-some
            statement: Manual therapy helps some people with sciatica.
            attributed_to: {journal: Spine}
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: manual-therapy-helps-some
            statement: Manual therapy helps some people with sciatica.
            attributed_to: {journal: European Spine Journal}
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: none. Titles of journals are compared without case, punctuation and "the", abbreviations count.
    Standard: ICMJE Recommendations, references: cite the original source.
    """

    code, name = "CC104", "unresolved-attribution"

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        said = facts.claim.attributed_to
        if said is None or not (said.names_a_work or said.year):
            return
        answers = [(one, _is_work(said, one)) for one in facts.cited]
        if any(answer for _, answer in answers):
            return
        unknown = [one for one, answer in answers if answer is None]
        if unknown and any(one.state is not CitationState.STALE for one in facts.cited):
            reason = f"whether {labels(unknown)} is the work that the article names ({work_said(said)}) is not known"
            yield self.skip(facts, reason, said.location)
        else:
            message = f"the article names {work_said(said)}, and no attached citation is that work"
            hint = f"attach it, or name the work that is cited: {find_command(facts)}"
            yield self.on_claim(facts, message, hint, said.location, about=work_said(said))


class AttributionNotBorneOut(Rule):
    """Do not credit a work with what it does not say.

    Why it matters: the reader trusts the journal's name; the journal's paper says something else.

    Failing:

        claims:
          - id: manual-therapy-helps-some
            statement: Manual therapy helps some people with sciatica.
            attributed_to: {journal: European Spine Journal, publication_type: review}
            citations:
              - {pmid: 99000003, stance: inconclusive, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: manual-therapy-helps-some
            statement: Manual therapy helps some people with sciatica.
            attributed_to: {journal: European Spine Journal, publication_type: review}
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: none. A work of another type than the article says (a trial for a review) does not bear it out.
    Standard: Wikipedia MEDRS; FTC Health Products Compliance Guidance (2022).
    """

    code, name = "CC105", "attribution-not-borne-out"

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        said = facts.claim.attributed_to
        if said is None or not said.names_a_work:
            return
        named = [one for one in facts.cited if _is_work(said, one)]
        answers = [_bears_out(one, said.publication_type) for one in named]
        if not named or True in answers:
            return
        if None in answers:
            undecided = [one for one, answer in zip(named, answers, strict=True) if answer is None]
            yield self.skip(facts, _undecided(undecided, said), said.location)
        else:
            told = ", ".join(_told(one, said.publication_type) for one in named)
            message = f"the article says {work_said(said)} supports this; {told}"
            hint = f"change the wording or the attribution, or find the work that says so: {find_command(facts)}"
            yield self.on_claim(facts, message, hint, said.location, about=work_said(said))


def work_said(said: Attribution) -> str:
    """The attribution in words: ``a review by Bronfort in Spine (2014)``."""
    by = f" by {said.author}" if said.author else ""
    journal = f" in {said.journal}" if said.journal else ""
    return f"{_a(said.publication_type or 'work')}{by}{journal}{f' ({said.year})' if said.year else ''}"


def _a(noun: str) -> str:
    """The noun with its article."""
    return f"{'an' if noun.lower().startswith(tuple('aeiou')) else 'a'} {noun}"


def _is_work(said: Attribution, one: Cited) -> bool | None:
    """Whether the citation is the named work; an identifier that does not exist is no work."""
    if one.state is CitationState.UNKNOWN:
        return False
    return is_attributed_work(said, one.citation, one.paper)


def _bears_out(one: Cited, kind: str | None) -> bool | None:
    """Whether the named work says it; None where its stance or its publication type is not known."""
    if one.fault:
        return None if one.is_unconfirmed else False
    fits = _fits(one, kind)
    if one.citation.stance is None:
        return False if fits is False else None
    return one.citation.stance.is_support and fits


def _fits(one: Cited, kind: str | None) -> bool | None:
    if kind is None:
        return True
    wanted = said_class(kind)
    if wanted == "any":
        return True
    return None if wanted is None or one.paper is None else is_a(one.paper, wanted)


def _told(one: Cited, kind: str | None) -> str:
    """One named work and why it does not bear the claim out: ``PMID 1 (Eur Spine J 2007) is inconclusive``."""
    paper, stance = one.paper, one.citation.stance
    where = ""
    if paper is not None:
        where = " ".join(str(part) for part in (paper.journal_abbreviation or paper.journal, paper.year) if part)
    label = f"{one.label} ({where})" if where else one.label
    if kind is not None and paper is not None and _fits(one, kind) is False and (not stance or stance.is_support):
        return f"{label} is {_a_work(paper)}, not {_a(kind)}"
    return f"{label} {worth(one)}"


def _a_work(paper: Paper) -> str:
    found = classes(paper)
    narrow = [work for work in (Work.PROTOCOL, Work.RANDOMISED_TRIAL, Work.TRIAL, *Work) if work in found]
    return _a(narrow[0])


def _undecided(undecided: Sequence[Cited], said: Attribution) -> str:
    unjudged = [one for one in undecided if one.citation.stance is None]
    if unjudged:
        return f"whether {labels(unjudged)}, which the article names, supports the claim: no stance is recorded"
    return f"whether {labels(undecided)} is {_a(said.publication_type or 'work')}: its publication type is not known"


def _wording_hint(facts: ClaimFacts) -> str:
    """The wording to use: the best reviewed work that supports the claim."""
    best = [one for one in facts.cited if one.supports and one.paper and one.reviewed]
    if not best:
        return f"name the work in the article, or find one: {find_command(facts)}"
    best.sort(key=lambda one: (one.citation.stance is not Stance.SUPPORTS, -((one.paper and one.paper.year) or 0)))
    return f"write: {_reference(best[0].paper)}"


def _reference(paper: Paper | None) -> str:
    """``Bronfort et al., Ann Intern Med 2014 (PMID 1)``."""
    assert paper is not None
    author = paper.authors[0].collective or paper.authors[0].last_name if paper.authors else ""
    author += " et al." if author and len(paper.authors) > 1 else ""
    where = " ".join(str(part) for part in (paper.journal_abbreviation or paper.journal, paper.year) if part)
    return f"{', '.join(part for part in (author, where) if part)} (PMID {paper.pmid})"
