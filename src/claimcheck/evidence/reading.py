"""Claims as ranking and searching see them: concepts with weights.

A *concept* is a content word or phrase of the claim with what else it is called; its weight is how telling the word is.
What the claims file names as intervention, outcome, population or comparator is marked with its role.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from attrs import frozen

from claimcheck.evidence.everyday import Phrase, lexicon
from claimcheck.evidence.vocabulary import Form, cue, idf, no_subject, synonyms
from claimcheck.language.wordlist import DATA, read_words
from claimcheck.language.words import STOPWORDS, normalised, stem, stems, written_words
from claimcheck.model import Claim, Kind

_ABOUT_PEOPLE = (Kind.EFFICACY, Kind.SAFETY, Kind.PREVALENCE, Kind.RECOMMENDATION, Kind.COMPARISON)
_FINDINGS = frozenset(map(stem, read_words(DATA / "findings.txt")))
"""Words that carry a claim's grammar rather than its subject: they weigh little as concepts."""


@frozen
class Concept:
    """What the claim is about: its own form as stems, then what else it is called, and a weight.

    `others` are the further forms as they are written, `role` is the claims file's name for the concept, or "".
    """

    written: str
    forms: tuple[Form, ...]
    weight: float
    role: str = ""
    others: tuple[str, ...] = ()


@frozen
class ClaimReading:
    """A claim as stems, concepts, and pairs of content words that stand side by side."""

    claim: Claim
    stems: tuple[str, ...]
    concepts: tuple[Concept, ...]
    bigrams: frozenset[tuple[str, str]]


def read_claim(claim: Claim) -> ClaimReading:
    """Take a claim apart into concepts. Those that the claims file names come first."""
    roles = {
        "intervention": claim.intervention,
        "outcome": claim.outcome,
        "population": claim.population,
        "comparator": claim.comparator,
    }
    named = [_named(role, phrases) for role, phrases in roles.items() if any(map(stems, phrases))]
    covered = {form for concept in named for form in concept.forms}
    spoken = [one for one in concepts_of(claim.statement) if not covered.intersection(one.forms)]
    listed = stems(claim.statement)
    content = [word for word in listed if word not in STOPWORDS]
    return ClaimReading(claim, listed, (*named, *spoken), frozenset(pairwise(content)))


def _named(role: str, phrases: Iterable[str]) -> Concept:
    phrases = tuple(phrase for phrase in phrases if stems(phrase))
    whole = [one for phrase in phrases for one in concepts_of(phrase) if one.forms[0] == stems(phrase)]
    forms = (*map(stems, phrases), *(form for one in whole for form in one.forms))
    others = tuple(dict.fromkeys(other for one in whole for other in one.others))
    weight = max((sum(idf(word) for word in stems(phrase)) for phrase in phrases), default=1.0)
    return Concept(" or ".join(phrases), tuple(dict.fromkeys(forms)), min(weight, 8.0), role, others)


@lru_cache(maxsize=4096)
def concepts_of(text: str) -> tuple[Concept, ...]:
    """The concepts of a text in reading order: longest known phrase first, else single content words."""
    found: dict[tuple[Form, ...], Concept] = {}
    written = written_words(text)
    listed = tuple(map(normalised, written))
    stemmed = tuple(map(stem, listed))
    at = 0
    while at < len(stemmed):
        length, others = _known_phrase(stemmed, written, at)
        if others or _is_content(listed[at], stemmed[at]):
            own = stemmed[at : at + length]
            forms = tuple(dict.fromkeys([own, *map(stems, others)]))
            found.setdefault(forms, Concept(" ".join(listed[at : at + length]), forms, _weight(own), others=others))
        at += length
    return tuple(found.values())


def _known_phrase(stemmed: Form, written: tuple[str, ...], at: int) -> tuple[int, tuple[str, ...]]:
    """How long the longest known phrase from there on is, and what else it is called."""
    length, everyday = lexicon().longest_at(written, at)
    known = synonyms()
    for tried in range(min(known.longest, len(stemmed) - at), length - 1, -1):
        groups = known.groups.get(stemmed[at : at + tried], ())
        if groups:
            length, everyday = tried, everyday if tried == length else ()
            others = [phrase for group in groups for phrase in known.written[group]]
            return length, tuple(dict.fromkeys((*others, *_called(everyday))))
    return length, tuple(dict.fromkeys(_called(everyday)))


def _called(meanings: Iterable[Phrase]) -> Iterator[str]:
    for meaning in meanings:
        yield from map(_in_order, meaning.medical)
        yield from (short for short in meaning.abbreviations if len(short) > 2)


def _in_order(heading: str) -> str:
    """A heading as it is said: "abortion, induced" is induced abortion."""
    first, comma, second = heading.partition(", ")
    return f"{second} {first}" if comma and ", " not in second else heading


def _is_content(word: str, stemmed: str) -> bool:
    return word not in STOPWORDS and stemmed not in no_subject() and len(word) > 1


def _weight(form: Form) -> float:
    if all(word in _FINDINGS for word in form):
        return 0.5
    return min(sum(idf(word) for word in form if word not in STOPWORDS), 9.0)


def is_about_people(claim: Claim) -> bool:
    """Whether a claim tells something of people, so that a study of animals or cells cannot bear it out."""
    plain = normalised(claim.statement)
    if cue("animal").search(plain):
        return False
    if cue("human").search(plain) or claim.population:
        return True
    if claim.kind is not None:
        return claim.kind in _ABOUT_PEOPLE
    return not cue("lab").search(plain)
