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

_DESIGN = {
    Work.SYSTEMATIC_REVIEW: "systematic",
    Work.META_ANALYSIS: "systematic",
    Work.GUIDELINE: "guideline",
    Work.RANDOMISED_TRIAL: "trial",
    Work.TRIAL: "clinical",
    Work.OBSERVATIONAL: "cohort",
    Work.COMPARATIVE: "cohort",
    Work.COHORT: "cohort",
    Work.SURVEY: "survey",
    Work.CASE_CONTROL: "case-control",
    Work.CASE_REPORT: "case",
    Work.REVIEW: "review",
    Work.OPINION: "opinion",
}
# The strongest design first.
_TREATMENT = {
    "systematic": 1,
    "guideline": 1,
    "trial": 2,
    "clinical": 3,
    "cohort": 3,
    "survey": 4,
    "case-control": 4,
    "case": 4,
    "review": 5,
    "opinion": 5,
}
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


DESIGNS = {
    "systematic": "a systematic review",
    "guideline": "a guideline",
    "trial": "a randomised trial",
    "clinical": "a clinical trial not known to be randomised",
    "cohort": "a cohort or other observational study",
    "survey": "a cross-sectional study",
    "case-control": "a case-control study",
    "case": "a case report",
    "review": "a narrative review",
    "opinion": "an opinion piece",
}
OBSERVATIONAL = frozenset({"cohort", "survey", "case-control", "case"})
PRIMARY = OBSERVATIONAL | {"trial", "clinical"}


def study_type(paper: Paper) -> str | None:
    """The strongest study design that the record shows: by its publication types, MeSH or the title's words."""
    return shown_design(paper)[0]


def evidence_level(paper: Paper, kind: Kind | None) -> int | None:
    """The Oxford level (1 to 5) of the paper for that kind of claim; None where the record does not show its design."""
    level = level_of(paper, kind)
    return level.number if level else None


def level_of(paper: Paper, kind: Kind | None) -> Level | None:
    """The level with its reason; None where the record does not show its design."""
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
    found = [(_DESIGN[work], shown_by) for works, shown_by in shown for work in works]
    return min(found, key=_rank) if found else (None, "")


def _rank(shown: tuple[str, str]) -> int:
    return _RANKS[shown[0]]


def _table(kind: Kind | None) -> dict[str, int]:
    if kind is Kind.PREVALENCE:
        return _FREQUENCY
    return _MECHANISM if kind in (Kind.MECHANISM, Kind.DEFINITION) else _TREATMENT
