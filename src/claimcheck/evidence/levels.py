"""Levels of evidence: how much a kind of study can say about a kind of claim.

Source: OCEBM Levels of Evidence Working Group, "The Oxford 2011 Levels of Evidence". Level 1 is the best, 5 the weakest;
read from publication types and MeSH, where they are known. A record that shows neither has no level (None).
"""

import re

from claimcheck.model import Kind, Paper

_SYSTEMATIC = ("D000078182", "D017418", "D000081246")
_TRIAL = ("D016449", "D018848")
_OTHER_TRIAL = ("D016430", "D017426", "D017427", "D017428", "D018849", "D064888", "D000074063")
_GUIDELINE = ("D017065", "D016431", "D016446")
_OPINION = ("D016421", "D016422", "D016420", "D016433", "D062210")
_NAMES = {
    "systematic review": "systematic", "meta-analysis": "systematic", "practice guideline": "guideline", "guideline": "guideline",
    "randomized controlled trial": "trial", "controlled clinical trial": "cohort", "clinical trial": "cohort",
    "observational study": "cohort", "comparative study": "cohort", "case reports": "case", "editorial": "opinion",
    "letter": "opinion", "comment": "opinion", "news": "opinion", "review": "review",
}  # fmt: skip
_BY_UI = {
    **dict.fromkeys(_SYSTEMATIC, "systematic"), **dict.fromkeys(_TRIAL, "trial"), **dict.fromkeys(_OTHER_TRIAL, "cohort"),
    **dict.fromkeys(_GUIDELINE, "guideline"), **dict.fromkeys(_OPINION, "opinion"), "D002363": "case", "D016454": "review",
}  # fmt: skip
_MESH = {
    "cohort studies": "cohort",
    "prospective studies": "cohort",
    "follow-up studies": "cohort",
    "case-control studies": "case-control",
    "cross-sectional studies": "survey",
}
_TITLE = (
    (re.compile(r"\b(?:systematic review|meta-?analysis|cochrane)\b", re.IGNORECASE), "systematic"),
    (re.compile(r"\brandomi[sz]ed\b.*\btrial\b", re.IGNORECASE), "trial"),
    (re.compile(r"\bcohort\b", re.IGNORECASE), "cohort"),
    (re.compile(r"\bcross-sectional\b", re.IGNORECASE), "survey"),
    (re.compile(r"\bcase report\b", re.IGNORECASE), "case"),
)
_ORDER = ("systematic", "guideline", "trial", "cohort", "survey", "case-control", "case", "review", "opinion")
_TREATMENT = {
    "systematic": 1,
    "guideline": 1,
    "trial": 2,
    "cohort": 3,
    "survey": 4,
    "case-control": 4,
    "case": 4,
    "review": 5,
    "opinion": 5,
}
_FREQUENCY = _TREATMENT | {"survey": 2, "cohort": 2, "trial": 3}
_MECHANISM = _TREATMENT | {"review": 3, "case-control": 3}


def study_type(paper: Paper) -> str | None:
    """The strongest study design that the record shows: publication types first, then MeSH, then the title's words."""
    shown = {_BY_UI.get(t.ui) or _NAMES.get(t.name.casefold()) for t in paper.publication_types or ()}
    shown |= {_MESH.get(heading.name.casefold()) for heading in paper.mesh or ()}
    shown |= {design for pattern, design in _TITLE if pattern.search(paper.title)}
    return next((design for design in _ORDER if design in shown), None)


def evidence_level(paper: Paper, kind: Kind | None) -> int | None:
    """The Oxford level (1 to 5) of the paper for that kind of claim; None where the record does not show its design."""
    design = study_type(paper)
    if design is None:
        return None
    if kind is Kind.PREVALENCE:
        return _FREQUENCY[design]
    if kind in (Kind.MECHANISM, Kind.DEFINITION):
        return _MECHANISM[design]
    return _TREATMENT[design]
