"""CC801: what the lock and the article leave open. Told as skips, never as findings."""

from collections.abc import Iterator

from claimcheck.model import Finding, Paper, Reading, Severity, Skip
from claimcheck.rules.base import Rule
from claimcheck.rules.cited import CitationState, Cited
from claimcheck.rules.evidence import about_people
from claimcheck.rules.facts import ClaimFacts


class CouldNotCheck(Rule):
    """Know what is not known: a check that could not be made is neither clean nor dirty.

    Why it matters: "no retraction found" and "not known whether retracted" must not look the same.

    Failing (PubMed could not be asked for the paper):

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000097, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: told as skips, never as findings, as is a file in the folder of claims that begins as claims files do and is not read for
    its name (``back.yaml.txt``, ``.hidden.yaml``); `--require-complete` fails on them (exit code 3).
    Standard: a lookup has three outcomes: found, nothing found, could not ask.
    """

    code, name = "CC801", "could-not-check"
    severity = Severity.NOTE

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        for cited in facts.cited:
            if reason := _not_known(facts, cited):
                yield self.skip(facts, reason, cited.citation.location)
        if facts.quote is not None and facts.quote.reason:
            quote = facts.claim.quote
            yield self.skip(facts, facts.quote.reason, quote.location if quote else None)


def _not_known(facts: ClaimFacts, cited: Cited) -> str:
    """What the lock does not know of a citation, in one sentence; "" where it knows enough."""
    if cited.state is CitationState.NOT_ASKED:
        return f"{cited.label} could not be checked: {cited.reason}"
    if cited.paper is None or cited.is_retracted:
        return ""
    missing = [] if cited.paper.notices is not None else ["whether it was retracted or corrected"]
    missing += [] if cited.paper.publication_types is not None else ["of what publication type it is"]
    if cited.paper.mesh is None and (missing or (cited.supports and about_people(facts))):
        missing.append("under which MeSH headings it stands")
    told = [f"{cited.label}: not known {', nor '.join(missing)}{_remedy(cited.paper)}"] if missing else []
    return "; ".join([*told, *_passage(cited, cited.paper)])


def _passage(cited: Cited, paper: Paper) -> list[str]:
    """That nobody has found the passage, or can; nothing where a person has read the whole work for it."""
    citation = cited.citation
    if not citation.passage or cited.passage_found is not None:
        return []
    if citation.passage_from:
        return [
            f"{cited.label}: not known whether the passage stands in its full text; run `claimcheck refresh --full-text`"
        ]
    told = f"{cited.label}: not known whether the passage stands in its abstract"
    if paper.abstract_sha256 is not None or not _was_read_whole(paper):
        return [f"{told}; run `claimcheck refresh`"]
    if cited.reviewed and citation.read is Reading.FULL_TEXT:
        return []
    return [f"{told}: PubMed has none; look for it in the work, then write `read: full-text` beside the citation"]


def _remedy(paper: Paper) -> str:
    """What a refresh would add; nothing to a record that was read whole."""
    return ", and PubMed's record does not say" if _was_read_whole(paper) else "; run `claimcheck refresh`"


def _was_read_whole(paper: Paper) -> bool:
    """Whether the record is PubMed's own: asking again would say the same."""
    return paper.origin is not None and paper.origin.source == "efetch"
