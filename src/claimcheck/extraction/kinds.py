"""Of what kind a draft is, where that is sure."""

from claimcheck.extraction.classify import KINDS, kind_scores, signals_of
from claimcheck.extraction.coverage import ClaimSentence
from claimcheck.model import Kind

_MARGIN = 1.5
"""How much the best kind is ahead of the next: from here on, 81 of 100 are the labels' kind on pages that the network never learnt from."""


def sure_kind(sentence: ClaimSentence, statement: str, *, alone: bool) -> Kind | None:
    """The kind of a sentence, or of a clause of it, None where two kinds come close."""
    own = kind_scores(signals_of(statement, sentence.unit.heading))
    scores = sentence.scores if alone else tuple(map(sum, zip(sentence.scores, own, strict=True)))
    best, second = sorted(scores, reverse=True)[:2]
    return KINDS[scores.index(best)] if best - second >= _MARGIN else None
