"""CC201–CC204, CC205: whether the identifiers of a citation mean the work that is meant."""

from collections.abc import Iterator, Sequence

from claimcheck.model import Citation, Finding, Paper, Severity, Skip
from claimcheck.rules.base import CitationRule, ProblemRule, Rule
from claimcheck.rules.cited import CitationState, Cited
from claimcheck.rules.facts import ClaimFacts
from claimcheck.rules.files import REFRESH
from claimcheck.rules.reading import named
from claimcheck.rules.sourcing import find_command


class MalformedIdentifier(ProblemRule):
    """Write identifiers in standard form and in their own field.

    Why it matters: a wrong digit or a PMC number in the PMID field leads the reader to another paper.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: PMC2219647, stance: supports}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmcid: PMC2219647, stance: supports}

    Options: none. Where a citation has the address of a work's page at PubMed, PubMed Central, Europe PMC or doi.org alone, its PMID, DOI
    or PMCID is read out of it; any other address of theirs is told.
    Standard: PubMed (PMID: digits), PMC (PMCID: PMC and digits), DOI Handbook 2.2.
    """

    code, name = "CC201", "malformed-identifier"
    waivable = True


class IdentifierMismatch(CitationRule):
    """Cite the identifier of the work that is meant.

    Why it matters: fabricated and mistaken references often carry a real identifier of another paper.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, title: Vitamin C for the common cold, stance: supports}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, title: Manual therapy for sciatica, stance: supports}

    Options: subtitles may be left out; a year off by one is passed where title, author or journal agree. Where the identifier stands in the
    `url` alone, the title is the editor's label, and is not compared.
    Standard: ICMJE Recommendations, references: authors verify them against the original.
    """

    code, name = "CC202", "identifier-mismatch"

    def said_of(self, cited: Cited) -> Iterator[tuple[str, str]]:
        if cited.mismatches:
            hint = (
                f"put in the identifier of the work that is meant, or correct what stands beside {cited.citation.label}"
            )
            yield f"{cited.citation.label} is another work than stated: {'; '.join(cited.mismatches)}", hint


class IdentifiersDisagree(CitationRule):
    """Give one citation the identifiers of one work.

    Why it matters: a reader who follows the DOI lands on another paper than one who follows the PMID.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, doi: 10.5555/claimcheck.2, stance: supports}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, doi: 10.5555/claimcheck.1, stance: supports}

    Options: none. Compared with the record of the first identifier; such a citation does not stand.
    Standard: ICMJE Recommendations, references: authors verify them against the original.
    """

    code, name = "CC203", "identifiers-disagree"
    waivable = False

    def said_of(self, cited: Cited) -> Iterator[tuple[str, str]]:
        if cited.disagrees:
            message = f"the identifiers of {cited.citation.label} name two works: {cited.disagrees}"
            yield message, "keep the identifiers of the work that is meant"


class DuplicateCitation(Rule):
    """Cite one work once.

    Why it matters: one paper under two identifiers looks like two papers.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports}
              - {doi: 10.5555/claimcheck.1, stance: supports}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, doi: 10.5555/claimcheck.1, stance: supports}

    Options: none.
    Standard: ICMJE Recommendations, overlapping publications.
    """

    code, name = "CC204", "duplicate-citation"
    severity = Severity.WARNING

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        for first, cited in doubles(facts.cited):
            message = f"{cited.citation.label} is the same work as {first.label}, cited above"
            yield self.on_citation(facts, cited, message, "keep one of the two, with all its identifiers")


class UnknownIdentifier(Rule):
    """Do not cite a PMID that PubMed does not have.

    Why it matters: there is no such paper; the number is mistyped or made up.

    Failing (PubMed answered that it has no such record):

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000098, stance: supports}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports}

    Options: none. A DOI that PubMed does not hold is no error: it is told as not checked.
    Standard: NLM E-utilities: EFetch answers without the record.
    """

    code, name = "CC205", "unknown-identifier"

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        for cited in facts.cited:
            if cited.state is CitationState.UNKNOWN:
                message = f"PubMed has no record with {cited.label}"
                what = "correct the number"
                if cited.former:
                    message = f"PubMed has no record of {named(cited.former)} any more{_until(cited.former)}"
                    what = "it was deleted or merged: cite the record that took its place"
                hint = f"{what}, or look for the work: {find_command(facts)}; then {REFRESH}"
                yield self.on_citation(facts, cited, message, hint)


def _until(paper: Paper) -> str:
    """When it was last seen there."""
    return f"; it had on {paper.origin.date}" if paper.origin and paper.origin.date else ""


def doubles(cited: Sequence[Cited]) -> Iterator[tuple[Citation, Cited]]:
    """Each citation of a work that is cited above, behind the first of that work."""
    seen: dict[str, Citation] = {}
    for one in cited if len(cited) > 1 else ():
        keys = _keys(one)
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            yield first, one
        seen.update((key, one.citation) for key in keys if key not in seen)


def _keys(cited: Cited) -> list[str]:
    """Names under which the same work would be met again: its identifiers, those of its record, its link."""
    citation, paper = cited.citation, cited.paper
    written = (citation.pmid, None, None) if cited.disagrees else (citation.pmid, citation.doi, citation.pmcid)
    of_record = (paper.pmid, paper.doi, paper.pmcid) if paper else ()
    link = citation.url.rstrip("/").casefold() if citation.url and not any(written) else None
    return [key for key in (*written, *of_record, link) if key]
