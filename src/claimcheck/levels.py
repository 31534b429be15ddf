"""Levels of evidence: how much a kind of study can say about a kind of claim.

Source: OCEBM Levels of Evidence Working Group, "The Oxford 2011 Levels of Evidence". Level 1 is the best, 5 the weakest;
read from publication types and MeSH, where they are known. A record that shows neither has no level (None).
The desk ranks by it, the gate holds claims to it.
"""

import re
from functools import lru_cache
from typing import TypeAlias

from attrs import frozen

from claimcheck.model import Kind, Paper
from claimcheck.record import is_notice, is_plan

_SYSTEMATIC = ("D000078182", "D017418", "D000081246")
_TRIAL = ("D016449",)
# Assigned to a treatment, but not (known to be) by chance: clinical trials of all phases, controlled and pragmatic ones.
_OTHER_TRIAL = ("D016430", "D017426", "D017427", "D017428", "D017429", "D018848", "D065007")
_OBSERVED = ("D064888", "D003160")
_GUIDELINE = ("D017065", "D016431", "D016446")
_OPINION = ("D016421", "D016422", "D016420", "D016433", "D062210")
_NAMES = {
    "systematic review": "systematic", "meta-analysis": "systematic", "practice guideline": "guideline", "guideline": "guideline",
    "randomized controlled trial": "trial", "controlled clinical trial": "clinical", "clinical trial": "clinical",
    "observational study": "cohort", "comparative study": "cohort", "case reports": "case", "editorial": "opinion",
    "letter": "opinion", "comment": "opinion", "news": "opinion", "review": "review",
}  # fmt: skip
_BY_UI = {
    **dict.fromkeys(_SYSTEMATIC, "systematic"), **dict.fromkeys(_TRIAL, "trial"), **dict.fromkeys(_OTHER_TRIAL, "clinical"),
    **dict.fromkeys(_OBSERVED, "cohort"),
    **dict.fromkeys(_GUIDELINE, "guideline"), **dict.fromkeys(_OPINION, "opinion"), "D002363": "case", "D016454": "review",
}  # fmt: skip
_MESH = {
    "cohort studies": "cohort",
    "prospective studies": "cohort",
    "follow-up studies": "cohort",
    "case-control studies": "case-control",
    "cross-sectional studies": "survey",
}
# A word that stands in such titles, the pattern (compiled when first used, and kept by `re`: the gate starts often), the design.
_TITLE = (
    ("systematic review", r"(?i)\bsystematic review\b", "systematic"),
    ("meta", r"(?i)\bmeta-?analysis\b", "systematic"),
    ("cochrane", r"(?i)\bcochrane\b", "systematic"),
    ("randomi", r"(?i)\brandomi[sz]ed\b.*\btrial\b", "trial"),
    ("cohort", r"(?i)\bcohort\b", "cohort"),
    ("cross-sectional", r"(?i)\bcross-sectional\b", "survey"),
    ("case report", r"(?i)\bcase report\b", "case"),
)
_ORDER = (
    "systematic",
    "guideline",
    "trial",
    "clinical",
    "cohort",
    "survey",
    "case-control",
    "case",
    "review",
    "opinion",
)
_RANKS = {design: rank for rank, design in enumerate(_ORDER)}
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
    found = [
        (design, "publication types")
        for one in paper.publication_types or ()
        if (design := _BY_UI.get(one.ui) or _NAMES.get(one.name.casefold()))
    ]
    found += [
        (design, "MeSH headings") for heading in paper.mesh or () if (design := _MESH.get(heading.name.casefold()))
    ]
    found += [(design, "title") for design in _titled(paper.title)]
    return min(found, key=_rank) if found else (None, "")


def _rank(shown: tuple[str, str]) -> int:
    return _RANKS[shown[0]]


@lru_cache(maxsize=1024)
def _titled(title: str) -> frozenset[str]:
    folded = title.casefold()
    return frozenset(design for word, pattern, design in _TITLE if word in folded and re.search(pattern, title))


def _table(kind: Kind | None) -> dict[str, int]:
    if kind is Kind.PREVALENCE:
        return _FREQUENCY
    return _MECHANISM if kind in (Kind.MECHANISM, Kind.DEFINITION) else _TREATMENT
