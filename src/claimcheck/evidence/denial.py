"""Whether a sentence denies what the claim says, or something else.

A denial counts against a claim only where the claim's own outcome stands in its scope: "did not increase the risk of falls" denies
nothing about pain, and "the association did not differ by sex" denies no association.
"""

import re
from collections.abc import Sequence

from claimcheck.evidence import signals, traps
from claimcheck.evidence.deciding import Deciding
from claimcheck.evidence.reading import ClaimReading, Concept, PaperReading, Sentence, concepts_of, present, verb_at
from claimcheck.evidence.text import STOPWORDS, WORD, stem, stems, words
from claimcheck.evidence.vocabulary import Form, cue, directions, idf, stem_set, values, word_set

_Word = tuple[str, int, int]
"""A word with where it begins and ends."""
_Span = tuple[int, int]
"""Where a wording begins and ends, in characters."""


def outcome(claim: ClaimReading) -> tuple[Concept, ...]:
    """What the claim says something of: the outcome that the claims file names, else what stands after its verb."""
    named = tuple(concept for concept in claim.concepts if concept.role == "outcome")
    return named or _after_verb(claim) or claim.predicate or claim.subject


def _after_verb(claim: ClaimReading) -> tuple[Concept, ...]:
    """The first telling words of the predicate, up to the preposition behind them; else its words of direction ("falls")."""
    listed = words(claim.claim.statement)
    rest = listed[verb_at(listed) + 1 :]
    inside: list[str] = []
    for word in rest:
        if word in word_set("outcome_ends") and (_telling(inside) or _names_an_event(inside)):
            break
        inside.append(word)
    last = [word for word in inside if word not in STOPWORDS and stem(word) in directions()][-1:]
    return _telling(inside) or tuple(Concept(word, ((stem(word),),), idf(stem(word))) for word in last)


def _names_an_event(listed: Sequence[str]) -> bool:
    """Whether words end on one of direction that is no change of something ("the risk of falls", not "an increase")."""
    last = stem(listed[-1]) if listed else ""
    return last in directions() and last not in stem_set("changes")


def _telling(listed: Sequence[str]) -> tuple[Concept, ...]:
    return tuple(concept for concept in concepts_of(" ".join(listed)) if concept.weight > _TELLING)


_TELLING = 2.0


def denies_all(sentence: Sentence) -> bool:
    """Whether every word of direction in a sentence is denied, whatever it says of good and bad beside."""
    found = [effect for effect in signals.effects(sentence.stems) if effect.stem in directions()]
    return bool(found) and all(
        effect.sign != (values().get(effect.stem) or directions()[effect.stem]) for effect in found
    )


def against(claim: ClaimReading, paper: PaperReading, chosen: Deciding) -> str:
    """What forbids reading a sentence as the opposite of the claim, as a reason; or ""."""
    sentence = chosen.sentence
    what = signals.heaviest(outcome(claim))
    checks = (
        (what is None or not present(what, sentence), "the sentence does not speak of what the claim is about"),
        (not _same_subject(claim, paper, chosen), "the sentence speaks of something else than the claim does"),
        (other_question(claim, sentence), "the sentence answers another question about the same subject"),
    )
    refusal = next((reason for holds, reason in checks if holds), "")
    if refusal or what is None or _opposed(claim, what, sentence):
        return refusal
    return "what the sentence denies is not what the claim says"


def other_question(claim: ClaimReading, sentence: Sentence) -> bool:
    """Whether the sentence tells of the start, of who differs, or of cost, adherence and the like, and the claim does not."""
    kinds = ("interaction", "baseline", "beside")
    return any(sentence.says(kind) and not cue(kind).search(claim.plain) for kind in kinds)


def _opposed(claim: ClaimReading, what: Concept, sentence: Sentence) -> bool:
    """Whether the sentence denies the claim's outcome, or tells it the other way round; or tells what the claim denies."""
    found = _words_at(sentence)
    denials = _denials(sentence, found)
    if claim.negative:
        return not denials and bool(signals.effects(sentence.stems))
    if _lacks(claim, claim.stems) != _lacks(claim, sentence.stems):
        return not denials and signals.main_effect(claim, sentence)[0] > 0
    if not denials:
        return _turned(claim, sentence)
    return _in_denial(claim, what, found, denials) or (_calls_it_good(claim) and _denies_benefit(sentence, denials))


def _calls_it_good(claim: ClaimReading) -> bool:
    """Whether the claim's only effect is that something is good for a condition ("is effective for sciatica")."""
    told = signals.effects(claim.stems)
    return bool(told) and all(effect.is_value and effect.stem not in directions() for effect in told)


def _denies_benefit(sentence: Sentence, denials: Sequence[_Span]) -> bool:
    good = {word for word, sign in values().items() if sign > 0}
    return any(good & set(stems(sentence.plain[begin:end])) for begin, end in denials)


def _lacks(claim: ClaimReading, stemmed: Form) -> bool:
    """Whether a text tells what happens without the claim's subject ("loss of A", "A-deficient mice")."""
    who = signals.heaviest(claim.subject)
    places = [at for form in who.forms for at in _starts(stemmed, form)] if who else []
    return any(
        word in stem_set("loss") for at in places for word in (*stemmed[max(0, at - 3) : at], *stemmed[at + 1 : at + 2])
    )


def denies_outright(claim: ClaimReading, paper: PaperReading, chosen: Deciding) -> bool:
    """Whether a sentence that names nearly all of a positive claim denies it in so many words."""
    what = signals.heaviest(outcome(claim))
    if claim.negative or what is None or chosen.features["coverage"] < _NEARLY_ALL:
        return False
    found = _words_at(chosen.sentence)
    return _in_denial(claim, what, found, _denials(chosen.sentence, found)) and not against(claim, paper, chosen)


_NEARLY_ALL = 0.8


def _subject(claim: ClaimReading) -> Concept | None:
    return signals.heaviest([one for one in claim.concepts if one.role == "intervention"] or claim.subject)


def _same_subject(claim: ClaimReading, paper: PaperReading, chosen: Deciding) -> bool:
    """Whether the sentence names what the claim speaks of, or refers back to it."""
    who = _subject(claim)
    if who is None or present(who, chosen.sentence):
        return True
    around = signals.neighbourhood(paper, chosen.at)
    return _REFERRING.search(chosen.sentence.plain) is not None and any(present(who, one) for one in around)


_REFERRING = re.compile(
    r"\b(?:groups?|arms?|placebo|controls?|interventions?|treatments?|therapy|it|they|supplementation|drugs?|programmes?|programs?)\b"
)


def _turned(claim: ClaimReading, sentence: Sentence) -> bool:
    """Whether the sentence tells the claim's effect the other way round."""
    same, turned = signals.agreement(claim, sentence)
    direct, through = signals.main_effect(claim, sentence)
    other = signals.turned_words(claim, sentence) > signals.kept_words(claim, sentence)
    return turned > same or direct < 0 or through < 0 or other or signals.unprefixed(claim, sentence) > 0


def _words_at(sentence: Sentence) -> list[_Word]:
    return [(match.group(), match.start(), match.end()) for match in WORD.finditer(sentence.plain)]


def _in_denial(claim: ClaimReading, what: Concept, found: Sequence[_Word], denials: Sequence[_Span]) -> bool:
    """Whether what is spoken of stands in the scope of a denial that is about the claim's subject."""
    who = _subject(claim)
    places, subjects = _places(what, found), _places(who, found) if who else []
    own = frozenset(stem(word) for concept in outcome(claim) for word in words(concept.written))
    reached = [end for begin, end in denials for at in places if _reaches(found, at, (begin, end), own)]
    return any(not subjects or any(_acts(found, at, end) for at in subjects) for end in reached)


def _places(concept: Concept, found: Sequence[_Word]) -> list[int]:
    stemmed = tuple(stem(word) for word, _, _ in found)
    return [at for form in concept.forms for at in _starts(stemmed, form)]


def _acts(found: Sequence[_Word], at: int, end: int) -> bool:
    """Whether what stands at a place is what a denial is said of: it goes before it, or a preposition of agency binds it."""
    if found[at][1] < end:
        return True
    behind = [word for word, start, _ in found[:at] if start >= end]
    if not behind or "between" in behind or (behind[0] in ("of", "for", "in", "to") and len(behind) <= _NEAR):
        return True
    return bool(word_set("agency").intersection(behind[-_NEAR:])) and not {"or", "nor", "and"}.intersection(behind[-2:])


_NEAR = 3


def _starts(stemmed: Form, form: Form) -> list[int]:
    return [at for at in range(len(stemmed)) if stemmed[at : at + len(form)] == form]


def _denials(sentence: Sentence, found: Sequence[_Word]) -> list[_Span]:
    """Where the sentence denies something, as places of characters; everywhere where its numbers show no difference."""
    if traps.not_significant(sentence.plain):
        return [(0, len(sentence.plain))]
    spans = [match.span() for kind in ("null", "denied", "equal") for match in cue(kind).finditer(sentence.plain)]
    negations = stem_set("negations")
    told = [at for at, (word, _, _) in enumerate(found) if stem(word) in directions() or stem(word) in values()]
    for at in told:
        before = next((i for i in range(at - 1, max(-1, at - _REACH), -1) if stem(found[i][0]) in negations), None)
        if before is not None:
            spans.append((found[before][1], found[at][2]))
    return spans


_REACH = 5
_FAR = 12


def _reaches(found: Sequence[_Word], at: int, denial: _Span, own: frozenset[str]) -> bool:
    """Whether a denial reaches the word at a place: holds it, goes before it, or is said right after it and its `own` words."""
    (_, start, stop), (begin, end) = found[at], denial
    if begin <= start < end:
        return True
    if start >= end:
        between = [word for word, first, _ in found if end <= first < start]
        return len(between) <= _FAR and not any(map(_breaks, between[1:], between))
    between = [word for word, first, _ in found if stop <= first < begin]
    return len(between) <= _REACH and all(
        word in STOPWORDS or stem(word) in own or stem(word) in stem_set("measures") for word in between
    )


def _breaks(word: str, before: str) -> bool:
    """Whether a word ends what a denial before it is about: who was asked, and the next clause."""
    return word in word_set("denial_ends") or (word in ("in", "among") and stem(before) not in stem_set("changes"))
