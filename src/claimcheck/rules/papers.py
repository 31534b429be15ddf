"""CC301–CC306: what has become of the cited papers, as the lock has it from PubMed."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from claimcheck.model import Direction, Notice, NoticeType, Paper, Severity
from claimcheck.record.design import Work, works_typed
from claimcheck.record.standing import NOTICE_KINDS, NOTICE_LINKS, is_notice, is_plan, notice_shown, notices_about
from claimcheck.rules.base import CitationRule
from claimcheck.rules.cited import Cited
from claimcheck.rules.facts import ClaimFacts

_OPINION_KINDS = frozenset({"comment", "letter"})
_WORKS = frozenset({Work.RANDOMISED_TRIAL, Work.TRIAL, Work.SYSTEMATIC_REVIEW, Work.META_ANALYSIS, Work.REVIEW})
"""What a letter may be besides."""


class NoticeRule(CitationRule):
    """A rule that tells of notices about a cited paper; `notice_types` say which."""

    notice_types: ClassVar[tuple[NoticeType, ...]]
    told: ClassVar[str]
    advice: ClassVar[str]

    def said_of(self, cited: Cited) -> Iterator[tuple[str, str]]:
        if cited.paper is not None and (notices := notices_about(cited.paper, *self.notice_types)):
            yield f"{cited.label} {self.told}: {_shown(notices)}", self.advice


class RetractedPaper(CitationRule):
    """Do not let a claim rest on a retracted paper.

    Why it matters: the paper's own journal has taken back what it says.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000004, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: PubMed's notices count, and those of Retraction Watch's list that `claimcheck refresh --watch --retractions` has read; each
    says whose it is. A waiver holds only where its reason says that the text discusses the retraction, and where the claim does not
    rest on the paper: its stance is another than support, or the claim needs no source.
    Standard: ICMJE Recommendations, retractions; NLM fact sheet on errata, retractions and other linked citations.
    """

    code, name = "CC301", "retracted-paper"

    def said_of(self, cited: Cited) -> Iterator[tuple[str, str]]:
        if cited.paper is not None and cited.is_retracted:
            hint = "remove the citation; where the text discusses the retraction, cite it with `stance: background` and waive with that reason"
            yield f"{cited.label} is retracted{_retracted_by(cited.paper)}", hint

    def accepts_reason(self, reason: str) -> bool:
        return "retract" in reason.casefold()

    def is_waivable_for(self, facts: ClaimFacts) -> bool:
        return not any(one.is_retracted and facts.may_rest_on(one) for one in facts.cited)


def _retracted_by(paper: Paper) -> str:
    """The notices of the retraction; of a paper that was retracted and republished PubMed links the new version alone."""
    if notices := notices_about(paper, NoticeType.RETRACTION):
        return f": {_shown(notices)}"
    republished = notices_about(paper, NoticeType.REPUBLICATION)
    return f" and republished: {_shown(republished)}" if republished else ": the notice is not linked"


class ExpressionOfConcern(NoticeRule):
    """Look again at a paper that its journal has doubts about.

    Why it matters: editors publish a concern when the findings may not be reliable and the inquiry goes on.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000005, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: none.
    Standard: COPE retraction guidelines, expressions of concern.
    """

    code, name = "CC302", "expression-of-concern"
    severity = Severity.WARNING
    notice_types = (NoticeType.EXPRESSION_OF_CONCERN,)
    told = "stands under an expression of concern"
    advice = "read the notice; better cite a work without one"


class CorrectedPaper(NoticeRule):
    """Check that the correction leaves standing what the claim rests on.

    Why it matters: an erratum may change the very number that the article quotes.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000006, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended (read, and set aside with the reason):

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000006, stance: supports, reviewed: {by: editor, date: 2026-11-20}}
            waivers:
              - {rule: corrected-paper, reason: the erratum concerns an author's name, by: editor}

    Options: none.
    Standard: ICMJE Recommendations, corrections.
    """

    code, name = "CC303", "corrected-paper"
    severity = Severity.NOTE
    notice_types = (NoticeType.ERRATUM,)
    told = "was corrected"
    advice = "read the erratum and see whether the passage still says so"


class CitesANotice(CitationRule):
    """Cite the work, not a notice, a letter or a plan about it.

    Why it matters: a protocol has no findings, and a letter or comment is somebody's opinion of another's work.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000007, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: none. A letter that reports a trial or a review is a work.
    Standard: MeSH Publication Characteristics: Comment, Letter, Published Erratum, Retraction Notice, Clinical Trial Protocol.
    """

    code, name = "CC304", "cites-a-notice"
    severity = Severity.WARNING

    def said_of(self, cited: Cited) -> Iterator[tuple[str, str]]:
        if cited.paper is not None and (what := _not_a_work(cited.paper)):
            yield f"{cited.label} is {what}", "cite the work that reports the findings"


class SupersededPaper(NoticeRule):
    """Cite the newer version.

    Why it matters: authors update a review because its conclusions may have changed.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000008, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: none.
    Standard: Wikipedia MEDRS: use up-to-date evidence; NLM: UpdateIn, RepublishedIn.
    """

    code, name = "CC305", "superseded-paper"
    severity = Severity.WARNING
    notice_types = (NoticeType.UPDATE, NoticeType.REPUBLICATION)
    told = "has a newer version"
    advice = "read the newer version and cite it if it still supports the claim; then claimcheck refresh"


class WithdrawnPaper(CitationRule):
    """Do not let a claim rest on a withdrawn paper.

    Why it matters: a withdrawn review is out of date or wrong by its publisher's own word.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000009, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: none.
    Standard: Cochrane policy on withdrawn reviews: the title begins with WITHDRAWN.
    """

    code, name = "CC306", "withdrawn-paper"

    def said_of(self, cited: Cited) -> Iterator[tuple[str, str]]:
        if cited.is_withdrawn:
            hint = "remove the citation, or cite the review that took its place"
            yield f"{cited.label} is withdrawn: its title begins with WITHDRAWN", hint


def _shown(notices: Sequence[Notice]) -> str:
    return "; ".join(map(notice_shown, notices))


def _not_a_work(paper: Paper) -> str:
    """What the record is instead of a work; "" for a work."""
    if is_notice(paper):
        return f"itself a notice ({_what_it_says(paper)})"
    if is_plan(paper):
        return "a protocol: a plan without findings"
    kinds = _kinds(paper)
    opinion = kinds & _OPINION_KINDS
    if not opinion or not _WORKS.isdisjoint(works_typed(paper)):
        return ""
    return f"a {min(opinion)}"


def _what_it_says(notice: Paper) -> str:
    """``retraction of PMID 1``, by its link; else its publication type, if it has one."""
    for link in notice.notices or ():
        if link.direction is Direction.OF and link.type in NOTICE_LINKS:
            return link.type.replace("-", " ") + (f" of PMID {link.pmid}" if link.pmid else "")
    return min(_kinds(notice) & NOTICE_KINDS, default="by its title")


def _kinds(paper: Paper) -> set[str]:
    return {kind.name.casefold() for kind in paper.publication_types or ()}
