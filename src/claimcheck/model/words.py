"""The fixed words of the claims file, the evidence lock and the report: kinds, stances, severities, outcomes."""

from enum import StrEnum

from claimcheck.checked import given


class Kind(StrEnum):
    """What sort of assertion a claim makes; it decides which evidence is enough."""

    EFFICACY = "efficacy"
    SAFETY = "safety"
    MECHANISM = "mechanism"
    DEFINITION = "definition"
    PREVALENCE = "prevalence"
    COMPARISON = "comparison"
    RECOMMENDATION = "recommendation"
    PROCESS = "process"
    OPINION = "opinion"


class Stance(StrEnum):
    """How a paper stands to a claim."""

    SUPPORTS = "supports"
    PARTLY = "partly"
    CONTRADICTS = "contradicts"
    INCONCLUSIVE = "inconclusive"
    BACKGROUND = "background"

    @property
    def is_support(self) -> bool:
        """Whether a claim may rest on it: fully, or for a weaker or narrower statement."""
        return self in (Stance.SUPPORTS, Stance.PARTLY)


class Reading(StrEnum):
    """How much of a work the person who judged it has read."""

    ABSTRACT = "abstract"
    FULL_TEXT = "full-text"


class Severity(StrEnum):
    """How much a finding matters. Ordered: error above warning above note."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """2 for an error, 1 for a warning, 0 for a note."""
        return _RANKS[self.value]

    def reaches(self, threshold: "Severity") -> bool:
        """Whether this is at or above the threshold."""
        return self >= threshold

    # In the order of their rank; what `str` has compares the letters.

    def __lt__(self, other: str) -> bool:
        return self.rank < _rank_of(other)

    def __le__(self, other: str) -> bool:
        return self.rank <= _rank_of(other)

    def __gt__(self, other: str) -> bool:
        return self.rank > _rank_of(other)

    def __ge__(self, other: str) -> bool:
        return self.rank >= _rank_of(other)


def _rank_of(severity: str) -> int:
    """The rank of a severity or of its word. Raises `InvalidValueError` for another word."""
    known: Severity = given("Severity: a comparison", severity, Severity)
    return known.rank


_RANKS = {"note": 0, "warning": 1, "error": 2}


class NoticeType(StrEnum):
    """What a linked notice says of a paper."""

    RETRACTION = "retraction"
    EXPRESSION_OF_CONCERN = "expression-of-concern"
    ERRATUM = "erratum"
    UPDATE = "update"
    REPUBLICATION = "republication"


class Direction(StrEnum):
    """`in`: the notice is about this paper (PubMed's ``…In``). `of`: this record is the notice (``…Of``, ``…For``)."""

    IN = "in"
    OF = "of"


class Outcome(StrEnum):
    """How a claim's search ended. `could-not-ask` is never told as `nothing-found`."""

    ATTACHED = "attached"
    CANDIDATES = "candidates"
    NOTHING_FOUND = "nothing-found"
    COULD_NOT_ASK = "could-not-ask"


class ClaimStatus(StrEnum):
    """Where a claim stands with its sources."""

    SOURCED = "sourced"
    PROPOSED = "proposed"
    CONTRADICTED = "contradicted"
    UNSOURCED = "unsourced"
    NOT_NEEDED = "not-needed"
