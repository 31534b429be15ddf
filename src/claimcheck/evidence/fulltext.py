"""Judging what an article's own text says: the stretches that come nearest to the claim, each read as an abstract would be."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from claimcheck.evidence.attach import AGAINST, THRESHOLD, surely_contradicts, surely_supports
from claimcheck.evidence.judge import Judge, heard
from claimcheck.evidence.nearest import weight_in
from claimcheck.evidence.passages import quoted
from claimcheck.evidence.reading import read_claim
from claimcheck.model import AbstractSection, Candidate, Claim, Evidence, FullText, Paper, Stance
from claimcheck.record.standing import barred

WINDOWS = 4
"""Stretches of a text that are read for a claim."""
WORDS = 180
"""Of a stretch: with a title it fits into what the judge's network reads at once."""
LABEL = "full text"


def is_open_question(one: Evidence) -> bool:
    """Whether the abstract leaves open how the paper stands to the claim, so that its text is worth reading."""
    if one.unasked or one.paper.pmcid is None or barred(one.paper):
        return False
    return not (surely_supports(one) or surely_contradicts(one))


def read_text(judge: Judge, claim: Claim, abstract: Evidence, text: FullText) -> Evidence:
    """What the text says of the claim, where it decides; else the verdict on the abstract.

    A text that says one thing surely and elsewhere the opposite decides nothing.
    """
    paper = abstract.paper
    windows = tuple(_nearest(claim, text))
    said = [(heard(judge, claim, (Candidate(evolve(paper, sections=(one,)), 0.0),))[0], one) for one in windows]
    decided = [(verdict, window) for verdict, window in said if verdict.stance is not None]
    if not decided:
        unasked = next((verdict for verdict, _ in said if verdict.unasked), None)
        return evolve(unasked, paper=paper) if unasked else abstract
    best, window = max(decided, key=lambda pair: pair[0].confidence)
    if _is_torn([verdict for verdict, _ in decided]):
        return evolve(abstract, stance=None, confidence=0.0, reason="its full text says both")
    if best.confidence <= (abstract.confidence if abstract.stance else 0.0):
        return abstract
    return evolve(best, paper=paper, passage_from=f"{LABEL}, {window.label}")


def stands_in(passage: str, paper: Paper, text: FullText) -> bool:
    """Whether a passage stands in a text, as it would in an abstract."""
    return any(quoted(passage, evolve(paper, sections=(section,))) for section in text.sections)


def _is_torn(verdicts: Sequence[Evidence]) -> bool:
    sure = {one.stance is Stance.CONTRADICTS for one in verdicts if one.confidence >= min(THRESHOLD, AGAINST)}
    return len(sure) > 1


def _nearest(claim: Claim, text: FullText) -> Iterator[AbstractSection]:
    """The stretches that speak most of what the claim speaks of, best first."""
    concepts = read_claim(claim).concepts
    weighed = [(weight_in(concepts, window.text), -place, window) for place, window in enumerate(_windows(text))]
    best = sorted((one for one in weighed if one[0] > 0), key=lambda one: one[:2], reverse=True)
    return (window for _, _, window in best[:WINDOWS])


def _windows(text: FullText) -> Iterator[AbstractSection]:
    """A section's sentences in stretches of some length; they stand a line each."""
    for section in text.sections:
        taken: list[str] = []
        for sentence in section.text.split("\n"):
            if taken and sum(len(one.split()) for one in taken) + len(sentence.split()) > WORDS:
                yield evolve(section, text=" ".join(taken))
                taken = []
            taken.append(sentence)
        yield evolve(section, text=" ".join(taken))
