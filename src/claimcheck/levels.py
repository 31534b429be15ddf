"""Levels of evidence: how much a kind of study can say about a kind of claim.

Source: OCEBM Levels of Evidence Working Group, "The Oxford 2011 Levels of Evidence". Level 1 is the best, 5 the weakest;
read from publication types and MeSH, where they are known. A record that shows neither has no level (None).
The desk ranks by it, the gate holds claims to it.
"""

from typing import TypeAlias

from attrs import frozen

from claimcheck.model import Kind, Paper
from claimcheck.record.design import Work, works_headed, works_titled, works_typed
from claimcheck.record.standing import is_notice, is_plan

_DESIGNS = (
    ("systematic", "a systematic review", 1, (Work.SYSTEMATIC_REVIEW, Work.META_ANALYSIS)),
    ("guideline", "a guideline", 1, (Work.GUIDELINE,)),
    ("trial", "a randomised trial", 2, (Work.RANDOMISED_TRIAL,)),
    ("clinical", "a clinical trial not known to be randomised", 3, (Work.TRIAL,)),
    ("cohort", "a cohort or other observational study", 3, (Work.OBSERVATIONAL, Work.COMPARATIVE, Work.COHORT)),
    ("survey", "a cross-sectional study", 4, (Work.SURVEY,)),
    ("case-control", "a case-control study", 4, (Work.CASE_CONTROL,)),
    ("case", "a case report", 4, (Work.CASE_REPORT,)),
    ("review", "a narrative review", 5, (Work.REVIEW,)),
    ("opinion", "an opinion piece", 5, (Work.OPINION,)),
)
"""Study designs, the strongest first: the name, what one is called, its level for a treatment, and the works that are such."""
DESIGNS = {design: called for design, called, _, _ in _DESIGNS}
_OF_WORK = {work: design for design, _, _, works in _DESIGNS for work in works}
_TREATMENT = {design: level for design, _, level, _ in _DESIGNS}
_RANKS = {design: rank for rank, design in enumerate(_TREATMENT)}
_FREQUENCY = _TREATMENT | {"survey": 2, "cohort": 2, "trial": 3, "clinical": 3}
_MECHANISM = _TREATMENT | {"review": 3, "case-control": 3}


Shown: TypeAlias = tuple[str | None, str]
"""A study design, and what of the record shows it."""


@frozen
class Level:
    """An Oxford level (1 to 5) with the study design that it was read from, and where the record shows the design.

    `shown_by` is "" where a person wrote the level; `design` is "" where no record shows one.
    """

    number: int
    design: str
    shown_by: str

    @property
    def reason(self) -> str:
        """``level 3: a cohort study, by its publication types``."""
        if not self.shown_by:
            return f"level {self.number}, as written beside the citation"
        return f"level {self.number}: {DESIGNS[self.design]}, by its {self.shown_by}"


OBSERVATIONAL = frozenset({"cohort", "survey", "case-control", "case"})
PRIMARY = OBSERVATIONAL | {"trial", "clinical"}


def study_type(paper: Paper) -> str | None:
    """The strongest study design that the record shows: by its publication types, MeSH or the title's words."""
    return shown_design(paper)[0]


def level_of(paper: Paper, kind: Kind | None) -> Level | None:
    """The level of the paper for that kind of claim, with its reason; None where the record does not show its design."""
    return level_by(shown_design(paper), kind)


def level_by(shown: Shown, kind: Kind | None) -> Level | None:
    """The level of a design for that kind of claim; None where no design is shown."""
    design, shown_by = shown
    return None if design is None else Level(_table(kind)[design], design, shown_by)


def shown_design(paper: Paper) -> Shown:
    """The strongest study design that the record shows, and where it shows it; (None, "") where it shows none.

    A plan and a notice show none, whatever study they speak of.
    """
    if is_plan(paper) or is_notice(paper):
        return None, ""
    shown = (
        (works_typed(paper), "publication types"),
        (works_headed(paper), "MeSH headings"),
        (works_titled(paper.title), "title"),
    )
    found = [(_OF_WORK[work], shown_by) for works, shown_by in shown for work in works]
    return min(found, key=lambda one: _RANKS[one[0]]) if found else (None, "")


def _table(kind: Kind | None) -> dict[str, int]:
    if kind is Kind.PREVALENCE:
        return _FREQUENCY
    return _MECHANISM if kind in (Kind.MECHANISM, Kind.DEFINITION) else _TREATMENT
