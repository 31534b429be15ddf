"""What forbids reading a sentence as support of a claim, whatever the models say.

The same bars are features of the models, and a paper that one of them stops is no rival to its neighbours.
"""

from collections.abc import Mapping

from claimcheck.evidence import denial, signals, traps
from claimcheck.evidence.deciding import Deciding
from claimcheck.evidence.reading import ClaimReading, Concept, PaperReading, Sentence, present
from claimcheck.evidence.vocabulary import cue, related

_REASONS = {
    "undecided": "the abstract says that the question is undecided",
    "silent": "the sentence reports no effect",
    "denied": "reports no difference where the claim says there is one",
    "turned": "compares the same things the other way round",
    "in_animals": "studied animals or cells, the claim is about people",
    "other_amount": "speaks of another amount or time",
}


def by_form(claim: ClaimReading, paper: PaperReading, chosen: Deciding) -> str:
    """The first bar that holds, as the reason to tell; or ""."""
    return next((_REASONS[name] for name, holds in _holding(claim, paper, chosen.sentence).items() if holds), "")


def other_study(claim: ClaimReading, paper: PaperReading, chosen: Deciding) -> str:
    """Why a denial is of another study than the claim speaks of, as a reason: animals, another amount, some people only; or ""."""
    if traps.studies_animals(claim, chosen.sentence, paper):
        return _REASONS["in_animals"]
    if other_amount(claim, chosen.sentence):
        return _REASONS["other_amount"]
    return "holds for some only" if limited(claim, chosen.sentence) else ""


def stands(claim: ClaimReading, paper: PaperReading, chosen: Deciding) -> bool:
    """Whether the sentence could still be support of the whole claim."""
    return not by_form(claim, paper, chosen) and not limited(claim, chosen.sentence)


def bar_features(claim: ClaimReading, paper: PaperReading, chosen: Deciding) -> dict[str, float]:
    """Every bar as a feature: 1 where it holds."""
    holding = {
        **_holding(claim, paper, chosen.sentence),
        "off_subject": bool(off_subject(claim, paper, chosen)),
        "off_paper": bool(off_subject(claim, paper, chosen, anywhere=True)),
        "limited": limited(claim, chosen.sentence),
    }
    return {f"bar_{name}": float(holds) for name, holds in holding.items()}


def _holding(claim: ClaimReading, paper: PaperReading, sentence: Sentence) -> Mapping[str, bool]:
    return {
        "undecided": _undecided(claim, paper),
        "silent": _silent(claim, sentence),
        "denied": not claim.negative
        and (signals.denies(sentence) or denial.denies_all(sentence) or traps.denies_it(claim, sentence)),
        "turned": signals.swapped(claim, sentence) or traps.lessened(claim, sentence),
        "in_animals": traps.studies_animals(claim, sentence, paper),
        "other_amount": other_amount(claim, sentence),
    }


def _undecided(claim: ClaimReading, paper: PaperReading) -> bool:
    """Whether the second half of the abstract calls the claim's own question undecided."""
    late = (s for s in paper.body if s.place >= 0.5 and signals.wording(s.plain)["undecided"])
    return any(signals.coverage(claim, (sentence,)) >= 0.6 for sentence in late)


def _silent(claim: ClaimReading, sentence: Sentence) -> bool:
    """Whether the claim tells an effect and the sentence neither an effect nor a result."""
    says = signals.wording(sentence.plain)
    reports = says["result"] or says["conclusion"] or says["significant"]
    return bool(signals.effects(claim.stems)) and not reports and not signals.effects(sentence.stems)


def other_amount(claim: ClaimReading, sentence: Sentence) -> bool:
    """Whether the sentence speaks of another dose, duration or number of the same thing."""
    counted = signals.other_dose(claim, (sentence,)) or traps.other_count(claim, sentence)
    return counted or traps.other_frequency(claim, sentence)


def limited(claim: ClaimReading, sentence: Sentence) -> bool:
    """Whether the finding holds for some only, where the claim names no such limit."""
    subgroup = signals.wording(sentence.plain)["subgroup"] and not cue("subgroup").search(claim.plain)
    return subgroup or traps.is_restricted(claim, sentence)


def off_subject(claim: ClaimReading, paper: PaperReading, chosen: Deciding, *, anywhere: bool = False) -> str:
    """What the claim is about and the sentence with its neighbours (or the whole paper) leaves out, as a reason; or ""."""
    around = paper.all_sentences if anywhere else signals.neighbourhood(paper, chosen.at)
    for half in (claim.subject, claim.predicate):
        key = signals.heaviest(half)
        if key is not None and key.weight > 2 and not any(present(key, one) for one in around):
            return f"the sentence does not speak of “{key.written}”"
    return ""


def unnamed(claim: ClaimReading, paper: PaperReading) -> str:
    """What a claim of few words is about and the whole paper never names, not even by a related word, as a reason; or ""."""
    telling = [concept for concept in claim.concepts if concept.weight > 2]
    if len(telling) > _FEW:
        return ""
    absent = (one for one in telling if not any(_named(one, sentence) for sentence in paper.all_sentences))
    return next((f"the paper does not speak of “{one.written}”" for one in absent), "")


_FEW = 4
_NEAR = 0.35
_BEGINNING = 5


def _named(concept: Concept, sentence: Sentence) -> bool:
    """Whether the sentence names the concept, a related word, or another form of one of its words."""
    return present(concept, sentence) or any(_other_form(word, sentence) for word in concept.forms[0])


def _other_form(word: str, sentence: Sentence) -> bool:
    near = any(how >= _NEAR and other in sentence.terms for other, how in related(word).items())
    return near or any(one[:_BEGINNING] == word[:_BEGINNING] for one in sentence.terms if len(word) > _BEGINNING)
