"""What kind of work a record is, by its publication types, MeSH headings and title: a trial, a review, a letter.

Levels of evidence and the words of articles ("a review in …") are both compared with these. A type is known by its MeSH
identifier or, since the lock keeps names alone, by its name. Source: MeSH Publication Characteristics (NLM).
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from claimcheck.model import Paper, PublicationType


class Work(StrEnum):
    """A kind of publication; a systematic review is also a review, a randomised trial also a trial."""

    REVIEW = "review"
    SYSTEMATIC_REVIEW = "systematic review"
    META_ANALYSIS = "meta-analysis"
    TRIAL = "trial"
    RANDOMISED_TRIAL = "randomised trial"
    GUIDELINE = "guideline"
    OBSERVATIONAL = "observational study"
    CASE_REPORT = "case report"
    PROTOCOL = "protocol"
    COMPARATIVE = "comparative study"
    COHORT = "cohort study"
    SURVEY = "cross-sectional study"
    CASE_CONTROL = "case-control study"
    OPINION = "opinion piece"


_TYPES = (
    ("D000078182", "systematic review", Work.SYSTEMATIC_REVIEW),
    ("D017418", "meta-analysis", Work.META_ANALYSIS),
    ("D000081246", "network meta-analysis", Work.META_ANALYSIS),
    ("D016449", "randomized controlled trial", Work.RANDOMISED_TRIAL),
    # Assigned to a treatment, but not (known to be) by chance: clinical trials of all phases, controlled and pragmatic ones.
    ("D016430", "clinical trial", Work.TRIAL),
    ("D017426", "clinical trial, phase i", Work.TRIAL),
    ("D017427", "clinical trial, phase ii", Work.TRIAL),
    ("D017428", "clinical trial, phase iii", Work.TRIAL),
    ("D017429", "clinical trial, phase iv", Work.TRIAL),
    ("D018848", "controlled clinical trial", Work.TRIAL),
    ("D065007", "pragmatic clinical trial", Work.TRIAL),
    ("D064888", "observational study", Work.OBSERVATIONAL),
    ("D003160", "comparative study", Work.COMPARATIVE),
    ("D017065", "practice guideline", Work.GUIDELINE),
    ("D016431", "guideline", Work.GUIDELINE),
    ("D016446", "consensus development conference", Work.GUIDELINE),
    ("D002363", "case reports", Work.CASE_REPORT),
    ("D016454", "review", Work.REVIEW),
    ("D016421", "editorial", Work.OPINION),
    ("D016422", "letter", Work.OPINION),
    ("D016420", "comment", Work.OPINION),
    ("D016433", "news", Work.OPINION),
    ("D062210", "personal narrative", Work.OPINION),
)
_BY_UI = {ui: work for ui, _, work in _TYPES}
_BY_NAME = {name: work for _, name, work in _TYPES}
_HEADINGS = {
    "cohort studies": Work.COHORT,
    "prospective studies": Work.COHORT,
    "follow-up studies": Work.COHORT,
    "case-control studies": Work.CASE_CONTROL,
    "cross-sectional studies": Work.SURVEY,
}
# Words of titles: one that stands in such titles, the pattern (compiled when first used, and kept by `re`: the gate starts
# often), the kind. Those that show a design:
_SHOWN = (
    ("systematic review", r"(?i)\bsystematic review\b", Work.SYSTEMATIC_REVIEW),
    ("meta", r"(?i)\bmeta-?analysis\b", Work.META_ANALYSIS),
    ("cochrane", r"(?i)\bcochrane\b", Work.SYSTEMATIC_REVIEW),
    ("randomi", r"(?i)\brandomi[sz]ed\b.*\btrial\b", Work.RANDOMISED_TRIAL),
    ("cohort", r"(?i)\bcohort\b", Work.COHORT),
    ("cross-sectional", r"(?i)\bcross-sectional\b", Work.SURVEY),
    ("case report", r"(?i)\bcase report\b", Work.CASE_REPORT),
)
# and those by which somebody may call the work, the narrow ones first:
_CALLED = (
    ("meta", r"(?i)\bmeta-?\s?analys[ei]s\b", Work.META_ANALYSIS),
    ("systematic", r"(?i)\bsystematic(?:ally)? (?:[\w-]+ )?review", Work.SYSTEMATIC_REVIEW),
    ("review", r"(?i)\breview\b", Work.REVIEW),
    ("randomi", r"(?i)\brandomi[sz]ed\b", Work.RANDOMISED_TRIAL),
    ("trial", r"(?i)\btrial\b", Work.TRIAL),
)


def typed(kind: PublicationType) -> Work | None:
    """What a publication type says; None for one that tells of no kind, such as "Journal Article"."""
    return _BY_UI.get(kind.ui) or _BY_NAME.get(kind.name.casefold())


def works_typed(paper: Paper) -> frozenset[Work]:
    """All that the record's publication types say."""
    return frozenset(work for kind in paper.publication_types or () if (work := typed(kind)))


def works_headed(paper: Paper) -> frozenset[Work]:
    """All that its MeSH headings say."""
    return frozenset(work for heading in paper.mesh or () if (work := _HEADINGS.get(heading.name.casefold())))


@lru_cache(maxsize=1024)  # every rule asks about the same titles
def works_titled(title: str) -> frozenset[Work]:
    """All designs that the title shows."""
    return frozenset(_found(title, _SHOWN))


@lru_cache(maxsize=1024)
def called(title: str) -> Work | None:
    """What the title plainly calls the work, without a word on how it was done."""
    return next(iter(_found(title, _CALLED)), None)


def _found(title: str, patterns: Iterable[tuple[str, str, Work]]) -> list[Work]:
    folded = title.casefold()
    return [work for word, pattern, work in patterns if word in folded and re.search(pattern, title)]
