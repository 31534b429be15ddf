"""Publication types in classes that articles speak of: "a review", "a trial", "a guideline".

Source of the names: MeSH Publication Characteristics (NLM). The words of articles are everyday ones.
"""

import re
from enum import StrEnum
from functools import lru_cache

from claimcheck.model import Paper
from claimcheck.record import is_plan
from claimcheck.rules.wording import words


class Work(StrEnum):
    """A class of publication; a systematic review is also a review, a randomised trial also a trial."""

    REVIEW = "review"
    SYSTEMATIC_REVIEW = "systematic review"
    META_ANALYSIS = "meta-analysis"
    TRIAL = "trial"
    RANDOMISED_TRIAL = "randomised trial"
    GUIDELINE = "guideline"
    OBSERVATIONAL = "observational study"
    CASE_REPORT = "case report"
    PROTOCOL = "protocol"


_WIDER = {
    Work.SYSTEMATIC_REVIEW: Work.REVIEW,
    Work.META_ANALYSIS: Work.REVIEW,
    Work.RANDOMISED_TRIAL: Work.TRIAL,
}

# Checked in turn, the first that fits wins: narrow words before wide ones.
_SAID: tuple[tuple[str, Work | None], ...] = (
    ("protocol", Work.PROTOCOL),
    ("meta analysis", Work.META_ANALYSIS),
    ("systematic review", Work.SYSTEMATIC_REVIEW),
    ("review", Work.REVIEW),
    ("guideline", Work.GUIDELINE),
    ("randomi", Work.RANDOMISED_TRIAL),
    ("rct", Work.RANDOMISED_TRIAL),
    ("trial", Work.TRIAL),
    ("observational", Work.OBSERVATIONAL),
    ("cohort", Work.OBSERVATIONAL),
    ("case control", Work.OBSERVATIONAL),
    ("case report", Work.CASE_REPORT),
    ("study", None),
    ("studies", None),
    ("paper", None),
    ("article", None),
    ("research", None),
)

# Patterns are compiled when first used, and kept by `re`: the gate starts often.
# A word that stands in such titles, the pattern, the class.
_TITLE: tuple[tuple[str, str, Work], ...] = (
    ("meta", r"(?i)\bmeta-?\s?analys[ei]s\b", Work.META_ANALYSIS),
    ("systematic", r"(?i)\bsystematic(?:ally)? (?:[\w-]+ )?review", Work.SYSTEMATIC_REVIEW),
    ("review", r"(?i)\breview\b", Work.REVIEW),
    ("randomi", r"(?i)\brandomi[sz]ed\b", Work.RANDOMISED_TRIAL),
    ("trial", r"(?i)\btrial\b", Work.TRIAL),
)


@lru_cache(maxsize=1024)
def said_class(said: str) -> Work | str | None:
    """The class an article's word means; "any" for "study" and the like; None for a word not known here."""
    folded = " ".join(words(said))
    for word, work in _SAID:
        if word in folded:
            return work or "any"
    return None


def classes(paper: Paper) -> frozenset[Work]:
    """What the record is, as far as its publication types or, where they are silent, its title say plainly."""
    if is_plan(paper):
        return frozenset({Work.PROTOCOL})
    return _classes(tuple([kind.name for kind in paper.publication_types or ()]), _title_class(paper.title))


@lru_cache(maxsize=1024)  # few sorts of papers, many papers
def _classes(types: tuple[str, ...], titled: Work | None) -> frozenset[Work]:
    typed = {work for name in types if (work := _type_class(name)) is not None}
    wide = {_WIDER.get(work, work) for work in typed}
    if titled is not None and (not typed or _WIDER.get(titled, titled) in wide):
        typed.add(titled)
    return frozenset(typed | {_WIDER[work] for work in typed if work in _WIDER})


@lru_cache(maxsize=1024)
def _type_class(name: str) -> Work | None:
    folded = name.casefold().replace("-", " ")
    if "as topic" in folded or "book review" in folded:
        return None
    work = next((work for word, work in _SAID if word in folded), None)
    return None if work is Work.PROTOCOL else work


@lru_cache(maxsize=1024)
def _title_class(title: str) -> Work | None:
    folded = title.casefold()
    return next((work for word, pattern, work in _TITLE if word in folded and re.search(pattern, title)), None)


def is_a(paper: Paper, wanted: Work | str) -> bool | None:
    """Whether the record is of the class; None where its types and title do not tell.

    A record typed only "Review" may be systematic (the type exists since 2019), one typed "Clinical Trial" randomised.
    """
    found = classes(paper)
    if wanted == "any" or wanted in found:
        return True
    undecided = isinstance(wanted, Work) and _WIDER.get(wanted) in found
    return None if not found or undecided else False
