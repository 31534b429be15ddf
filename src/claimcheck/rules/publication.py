"""Publication types in classes that articles speak of: "a review", "a trial", "a guideline".

Source of the names: MeSH Publication Characteristics (NLM). The words of articles are everyday ones.
"""

from functools import lru_cache

from claimcheck.language.titles import words
from claimcheck.model import Paper, PublicationType
from claimcheck.record.design import Work, called, typed
from claimcheck.record.standing import is_plan

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


_SPOKEN_OF = frozenset(work for _, work in _SAID if work)


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
    return _classes(paper.publication_types or (), called(paper.title))


@lru_cache(maxsize=1024)  # few sorts of papers, many papers
def _classes(types: tuple[PublicationType, ...], titled: Work | None) -> frozenset[Work]:
    known = {work for kind in types if (work := _class_of(kind)) is not None}
    wide = {_WIDER.get(work, work) for work in known}
    if titled is not None and (not known or _WIDER.get(titled, titled) in wide):
        known.add(titled)
    return frozenset(known | {_WIDER[work] for work in known if work in _WIDER})


def _class_of(kind: PublicationType) -> Work | None:
    """A class that articles speak of; a type that is not known is read by its words."""
    work = typed(kind) or _worded(kind.name)
    return work if work in _SPOKEN_OF else None


@lru_cache(maxsize=1024)
def _worded(name: str) -> Work | None:
    folded = name.casefold().replace("-", " ")
    if "as topic" in folded or "book review" in folded:
        return None
    work = next((work for word, work in _SAID if word in folded), None)
    return None if work is Work.PROTOCOL else work


def is_a(paper: Paper, wanted: Work | str) -> bool | None:
    """Whether the record is of the class; None where its types and title do not tell.

    A record typed only "Review" may be systematic (the type exists since 2019), one typed "Clinical Trial" randomised.
    """
    found = classes(paper)
    if wanted == "any" or wanted in found:
        return True
    undecided = isinstance(wanted, Work) and _WIDER.get(wanted) in found
    return None if not found or undecided else False
