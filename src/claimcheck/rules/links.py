"""CC107: links that lead to no work."""

from collections.abc import Iterator

from claimcheck.model import Finding, Severity, Skip
from claimcheck.rules.base import Rule
from claimcheck.rules.facts import ClaimFacts
from claimcheck.rules.sourcing import find_command


class NotAWork(Rule):
    """Cite the work itself, not a page about it.

    Why it matters: a press release leaves out the doubts, and a search page shows another list tomorrow.

    Failing:

        claims:
          - id: massage-may-ease-pain
            statement: Massage may ease leg pain.
            citations:
              - {url: "https://scholar.google.com/scholar?q=massage", title: Massage, stance: supports, reviewed: {by: editor}}

    Mended:

        claims:
          - id: massage-may-ease-pain
            statement: Massage may ease leg pain.
            citations:
              - {pmid: 99000024, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: none. Search pages, collections, home pages of known bodies and journals, press releases, news and blogs are known by their
    addresses (`not_works.json`); a link that stands beside an identifier, is a work's page at PubMed, PubMed Central, Europe PMC or
    doi.org, or is told by CC201, is not looked at.
    Standard: Wikipedia MEDRS: popular press and other sources.
    """

    code, name = "CC107", "not-a-work"
    severity = Severity.WARNING

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        told = {(one.line, one.column) for one in facts.problems if one.code == "CC201"}
        for one in facts.cited:
            citation, where = one.citation, one.citation.location
            if citation.url is None or citation.pmid or citation.doi or citation.pmcid:
                continue
            if (where.line, where.column) in told:
                continue
            from claimcheck.language.not_works import leads_to  # noqa: PLC0415 - few citations are links alone

            if what := leads_to(citation.url):
                message = f"{citation.url} leads to {what}, not to a work"
                yield self.on_citation(facts, one, message, f"cite the work itself: {find_command(facts)}")
