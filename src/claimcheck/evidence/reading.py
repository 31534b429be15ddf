"""Claims and papers as the later stages see them: concepts with weights, sentences with stems and section.

A *concept* is a content word or phrase of the claim with its synonyms; its weight is how telling the word is. A
concept is `required` where the claims file names it as intervention or outcome: a paper that lacks it says nothing
about the claim.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from attrs import frozen

from claimcheck.evidence.text import STOPWORDS, compounds, normalised, sentences, stem, stems, words
from claimcheck.evidence.vocabulary import Form, cue, directions, idf, stem_set, synonyms, values
from claimcheck.model import Claim, Direction, Kind, NoticeType, Paper

_NUMBER = re.compile(r"(?<![\w.-])\d+(?:[.,]\d+)?%?")
_ABOUT_PEOPLE = (Kind.EFFICACY, Kind.SAFETY, Kind.PREVALENCE, Kind.RECOMMENDATION, Kind.COMPARISON)
_FINDINGS = frozenset(
    stem(word)
    for word in [
        "result",
        "conclusion",
        "study",
        "patient",
        "people",
        "person",
        "group",
        "use",
        "show",
        "find",
        "associate",
        "relate",
        "link",
        "effect",
        "affect",
        "cause",
        "lead",
        "role",
        "play",
        "involve",
        "involved",
        "involves",
        "require",
        "compare",
        "significant",
        "significantly",
        "evidence",
        "help",
        "helps",
        "treatment",
        "amount",
        "level",
        "levels",
        "different",
        "number",
        "among",
        "presence",
        "within",
    ]
)
"""Words that carry a claim's grammar rather than its subject: they weigh little as concepts."""


@frozen
class Concept:
    """What the claim is about: alternatives as stems, and a weight. `role` is the claims file's name for it, or ""."""

    written: str
    forms: tuple[Form, ...]
    weight: float
    role: str = ""

    @property
    def required(self) -> bool:
        """Whether a paper without it cannot be about the claim."""
        return self.role in ("intervention", "outcome")


@frozen
class Sentence:
    """One sentence of a title or abstract: verbatim text, lower-case text, stems, its section and its place (0 to 1)."""

    text: str
    plain: str
    stems: tuple[str, ...]
    terms: frozenset[str]
    section: str
    place: float
    is_title: bool = False

    def says(self, kind: str) -> bool:
        """Whether wording of that kind stands in it."""
        return cue(kind).search(self.plain) is not None


@frozen
class ClaimReading:
    """A claim as words: its concepts, numbers, and whether it says that something is *not* so."""

    claim: Claim
    plain: str
    stems: tuple[str, ...]
    concepts: tuple[Concept, ...]
    numbers: frozenset[str]
    negative: bool
    about_people: bool
    bigrams: frozenset[tuple[str, str]]
    subject: tuple[Concept, ...] = ()
    predicate: tuple[Concept, ...] = ()

    @property
    def weight(self) -> float:
        """The weight of all concepts."""
        return sum(concept.weight for concept in self.concepts) or 1.0


@frozen
class PaperReading:
    """A paper as sentences. `title` may be empty; `body` is the abstract's sentences in order."""

    paper: Paper
    title: Sentence
    body: tuple[Sentence, ...]
    terms: frozenset[str]
    is_animal: bool

    @property
    def all_sentences(self) -> tuple[Sentence, ...]:
        """The title, then the abstract."""
        return (self.title, *self.body)


# --- claims ------------------------------------------------------------------------------------------------------


def read_claim(claim: Claim) -> ClaimReading:
    """Take a claim apart into concepts. PICO terms of the claims file come first and are marked with their role."""
    text = claim.statement
    named = [
        _named(role, phrases)
        for role, phrases in (
            ("intervention", claim.intervention),
            ("outcome", claim.outcome),
            ("population", claim.population),
            ("comparator", claim.comparator),
        )
        if any(stems(phrase) for phrase in phrases)
    ]
    covered = {form for concept in named for form in concept.forms}
    spoken = [concept for concept in concepts_of(text) if not covered.intersection(concept.forms)]
    plain = normalised(text)
    content = [word for word in stems(text) if word not in STOPWORDS]
    subject, predicate = _halves(text)
    return ClaimReading(
        claim=claim,
        plain=plain,
        stems=stems(text),
        concepts=(*named, *spoken),
        numbers=frozenset(_NUMBER.findall(plain)),
        negative=is_negative(plain),
        about_people=_about_people(claim, plain),
        bigrams=frozenset(pairwise(content)),
        subject=subject,
        predicate=predicate,
    )


_VERBS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "can",
        "could",
        "may",
        "might",
        "must",
        "will",
        "would",
        "should",
        "does",
        "do",
        "did",
        "has",
        "have",
        "had",
        "not",
        "cannot",
        "cause",
        "causes",
        "caused",
        "leads",
        "lead",
        "results",
        "plays",
        "regulates",
        "regulate",
        "helps",
        "help",
        "treats",
        "treat",
        "works",
        "make",
        "makes",
        "give",
        "gives",
        "shows",
        "show",
        "relates",
    ]
)


def _halves(text: str) -> tuple[tuple[Concept, ...], tuple[Concept, ...]]:
    """The concepts before the claim's first verb or word of direction, and those after: what is said, and of what."""
    listed = words(text)
    for at in _verbs(listed):
        if concepts_of(" ".join(listed[at + 1 :])):
            return concepts_of(" ".join(listed[:at])), concepts_of(" ".join(listed[at + 1 :]))
    return concepts_of(text), ()


def verb_at(listed: tuple[str, ...]) -> int:
    """Where a claim's first verb or word of direction stands after its subject; -1 where none does."""
    return next(_verbs(listed), -1)


def _verbs(listed: tuple[str, ...]) -> Iterator[int]:
    for at, word in enumerate(listed):
        stemmed = stem(word)
        if (
            at
            and (word in _VERBS or stemmed in directions() or stemmed in values())
            and concepts_of(" ".join(listed[:at]))
        ):
            yield at


def _named(role: str, phrases: Iterable[str]) -> Concept:
    phrases = tuple(phrase for phrase in phrases if stems(phrase))
    forms: dict[Form, None] = {}
    for phrase in phrases:
        form = stems(phrase)
        forms[form] = None
        for concept in concepts_of(phrase):
            if any(len(one) == len(form) and one == form for one in concept.forms):
                forms.update(dict.fromkeys(concept.forms))
    weight = max((sum(idf(word) for word in form) for form in map(stems, phrases)), default=1.0)
    return Concept(" or ".join(phrases), tuple(forms), min(weight, 8.0), role)


@lru_cache(maxsize=4096)
def concepts_of(text: str) -> tuple[Concept, ...]:
    """The concepts of a text in reading order: longest known phrase first, else single content words."""
    found: dict[tuple[Form, ...], Concept] = {}
    listed = tuple(words(text))
    stemmed = tuple(stem(word) for word in listed)
    at = 0
    while at < len(stemmed):
        length, forms = _known_phrase(stemmed, at)
        if forms or _is_content(listed[at], stemmed[at]):
            forms = forms or ((stemmed[at],),)
            written = " ".join(listed[at : at + length])
            found.setdefault(forms, Concept(written, forms, _weight(stemmed[at : at + length])))
        at += length
    return tuple(found.values())


def _known_phrase(stemmed: Form, at: int) -> tuple[int, tuple[Form, ...]]:
    known = synonyms()
    for length in range(min(known.longest, len(stemmed) - at), 0, -1):
        groups = known.groups.get(stemmed[at : at + length])
        if groups:
            own = stemmed[at : at + length]
            others = [form for group in groups for form in known.forms[group]]
            return length, tuple(dict.fromkeys([own, *others]))
    return 1, ()


def _is_content(word: str, stemmed: str) -> bool:
    cues = directions(), values(), stem_set("negations")
    return word not in STOPWORDS and not any(stemmed in table for table in cues) and len(word) > 1


def _weight(form: Form) -> float:
    if all(word in _FINDINGS for word in form):
        return 0.5
    return min(sum(idf(word) for word in form if word not in STOPWORDS), 9.0)


_NEGATIVE = re.compile(
    r"\b(?:not|no|never|neither|nor|without|cannot|n't|none|lacks?|lacking|fails? to|failed to|ineffective|independent of|"
    r"unrelated|unaffected|dispensable|useless|similar|equal(?:ly)?|comparable|no better|doesn't|don't|isn't|aren't|"
    r"little (?:evidence|effect|difference))\b|n't\b"
)


def is_negative(plain: str) -> bool:
    """Whether a claim says that something is not so, or makes no difference."""
    return _NEGATIVE.search(plain) is not None


def _about_people(claim: Claim, plain: str) -> bool:
    if cue("animal").search(plain):
        return False
    if cue("human").search(plain) or claim.population:
        return True
    if claim.kind is not None:
        return claim.kind in _ABOUT_PEOPLE
    return not cue("lab").search(plain)


# --- papers ------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _sentence(text: str, section: str, place: float, is_title: bool) -> Sentence:
    stemmed = stems(text)
    return Sentence(text, normalised(text), stemmed, frozenset((*stemmed, *compounds(text))), section, place, is_title)


@lru_cache(maxsize=256)
def read_paper(paper: Paper) -> PaperReading:
    """Take a paper apart into sentences; sections keep NLM's category, or the author's label."""
    pieces = [
        (text, (section.category or section.label).upper())
        for section in paper.sections or ()
        for text in sentences(section.text)
    ]
    last = max(len(pieces) - 1, 1)
    body = tuple(_sentence(text, section, i / last, False) for i, (text, section) in enumerate(pieces))
    title = _sentence(paper.title, "TITLE", 0.0, True)
    terms = frozenset().union(title.terms, *(sentence.terms for sentence in body))
    return PaperReading(paper, title, body, terms, _is_animal(paper, title, body))


def _is_animal(paper: Paper, title: Sentence, body: tuple[Sentence, ...]) -> bool:
    """Whether the study was in animals or in glass: by MeSH where indexed, else by its words."""
    headings = {heading.name.casefold() for heading in paper.mesh or ()}
    if headings & {"animals", "humans"}:
        return "humans" not in headings
    text = " ".join(sentence.plain for sentence in (title, *body))
    animal = len(cue("animal").findall(text)) + len(cue("in_vitro").findall(text))
    return animal >= 2 and animal > len(cue("human").findall(text))


def is_notice(paper: Paper) -> bool:
    """Whether the record is itself a retraction, correction or concern about another work."""
    types = {t.ui for t in paper.publication_types or ()}
    names = {t.name.casefold() for t in paper.publication_types or ()}
    by_type = types & {"D016440", "D016425", "D000075742"} or names & {
        "retraction of publication", "retraction notice", "published erratum", "expression of concern",
    }  # fmt: skip
    outward = (NoticeType.RETRACTION, NoticeType.EXPRESSION_OF_CONCERN, NoticeType.ERRATUM)
    by_link = any(n.direction is Direction.OF and n.type in outward for n in paper.notices or ())
    return bool(by_type or by_link)


def contains(stemmed: Form, form: Form) -> bool:
    """Whether a phrase stands in a row of stems, its words next to each other."""
    if len(form) == 1:
        return form[0] in stemmed
    first, length = form[0], len(form)
    return any(word == first and stemmed[i : i + length] == form for i, word in enumerate(stemmed))


def present(concept: Concept, sentence: Sentence) -> bool:
    """Whether a sentence names the concept in one of its forms. Words of a long form may stand apart."""
    for form in concept.forms:
        if len(form) == 1:
            if form[0] in sentence.terms:
                return True
        elif sentence.terms.issuperset(form) and (len(form) > 2 or contains(sentence.stems, form)):
            return True
    return False
