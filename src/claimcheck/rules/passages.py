"""CC501–CC503: the words that are quoted from a work: whether they stand in it, give the claim's numbers, and are all that was read."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.language.titles import words
from claimcheck.model import Finding, Reading, Severity, Skip
from claimcheck.rules.base import CitationRule, Rule
from claimcheck.rules.cited import Cited
from claimcheck.rules.facts import ClaimFacts
from claimcheck.rules.sourcing import labels

_NEAR = 0.6
_MACHINE = "claimcheck"

if TYPE_CHECKING:
    from claimcheck.rules.numbers import Number


class PassageNotFound(CitationRule):
    """Quote a work in its own words.

    Why it matters: a passage that nobody wrote is the mark of a made-up source.

    Failing (the desk had the abstract, and these are not words that it found in it):

        claims:
          - id: misquoted
            statement: Massage may ease leg pain.
            citations:
              - {pmid: 99000024, stance: supports, passage: Massage cured everyone., reviewed: {by: editor}}

    Mended:

        claims:
          - id: quoted
            statement: Massage may ease leg pain.
            citations:
              - {pmid: 99000024, stance: supports, passage: Massage eased leg pain., reviewed: {by: editor}}

    Options: none. Case, spacing, quotation marks and dashes do not matter; `…` and `[ ]` stand for words left out.
    Standard: ICMJE Recommendations, references: authors verify them against the original.
    """

    code, name = "CC501", "passage-not-found"

    def subject(self, cited: Cited) -> str:
        return f"{cited.citation.label}: {cited.citation.passage}"

    def said_of(self, cited: Cited) -> Iterator[tuple[str, str]]:
        passage, paper = cited.citation.passage, cited.paper
        if not passage or paper is None or cited.passage_found is not False:
            return
        if words(passage) and " ".join(words(passage)) in " ".join(words(paper.title)):
            return
        told = f'the passage "{passage}" is none that was found in the'
        if cited.citation.passage_from:
            yield f"{told} full text of {cited.label}", "quote it word for word, then claimcheck refresh --full-text"
        else:
            yield f"{told} title or abstract of {cited.label}", _nearest(passage, paper.title)


class NumberMismatch(Rule):
    """Give the number that the source gives.

    Why it matters: 30% for 13% is one slip of the pen, and a reader may choose a treatment by it.

    Failing:

        claims:
          - id: massage-helps-a-third
            statement: Massage may ease leg pain by 31%.
            citations:
              - {pmid: 99000024, stance: supports, passage: Massage eased leg pain by 13%., reviewed: {by: editor}}

    Mended (rounded):

        claims:
          - id: massage-helps-a-tenth
            statement: Massage may ease leg pain by 13%.
            citations:
              - {pmid: 99000024, stance: supports, passage: Massage eased leg pain by 12.6%., reviewed: {by: editor}}

    Options: none. Asked only where every supporting citation has a passage and one of them has numbers; calendar years are
    passed over.
    Standard: ICMJE Recommendations; UK CAP Code 12.1: objective claims are backed by evidence.
    """

    code, name = "CC502", "number-mismatch"

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        passages = [one.citation.passage or "" for one in facts.supporting]
        if not passages or not all(passages):
            return
        said = [one for one in _numbers(facts.claim.statement) if not one.is_year]
        given = [number for passage in passages for number in _numbers(passage)] if said else []
        missing = [one for one in said if not any(one.stands_for(number) for number in given)]
        if given and missing:
            message = f"the statement says {_listed(missing)}; the passages that support it say {_listed(given)}"
            yield self.on_claim(facts, message, "correct the number, or quote the passage that gives it")


class AbstractOnly(Rule):
    """Read the whole work before resting a claim on it.

    Why it matters: an abstract leaves out harms, drop-outs and doubts, and often sounds surer than the paper.

    Failing:

        claims:
          - id: massage-may-ease-pain
            statement: Massage may ease leg pain.
            citations:
              - {pmid: 99000024, stance: supports, read: abstract, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: massage-may-ease-pain
            statement: Massage may ease leg pain.
            citations:
              - {pmid: 99000024, stance: supports, read: full-text, reviewed: {by: editor, date: 2026-11-20}}

    Options: `read: abstract` or `read: full-text` beside the citation. What the machine proposed was judged on the abstract;
    of a citation that a person added and that does not say, nothing is told.
    Standard: ICMJE Recommendations, references: cite what was read.
    """

    code, name = "CC503", "abstract-only"
    severity = Severity.NOTE

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        if facts.supporting and all(map(_on_abstract, facts.supporting)):
            message = f"what supports this claim was judged on the abstract alone: {labels(facts.supporting)}"
            yield self.on_claim(facts, message, "read the work, then write `read: full-text` beside the citation")


def _on_abstract(one: Cited) -> bool:
    citation = one.citation
    if citation.read is not None:
        return citation.read is Reading.ABSTRACT
    return citation.added is not None and citation.added.by == _MACHINE and not citation.passage_from


def _nearest(passage: str, title: str) -> str:
    """The lock keeps no abstract, so the nearest wording that can be offered here is the title."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - nearly all passages are found, and every check loads this

    likeness = SequenceMatcher(None, " ".join(words(passage)), " ".join(words(title)), autojunk=False).ratio()
    nearest = f'the title says: "{title}"; ' if likeness >= _NEAR else ""
    return f"{nearest}quote the abstract word for word, then claimcheck refresh"


def _listed(found: "list[Number]") -> str:
    return ", ".join(dict.fromkeys(one.text for one in found))


def _numbers(text: str) -> "tuple[Number, ...]":
    from claimcheck.rules.numbers import numbers  # noqa: PLC0415 - it needs `decimal`, and few claims have passages with numbers

    return numbers(text)
