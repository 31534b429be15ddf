"""What "it" or "they" at the beginning of a sentence stands for, where that is sure; "" where a person has to say.

Sure is a subject that goes on: the sentence before in the same paragraph begins with a treatment or an illness, what is said
of "it" fits such a thing, and nothing else that was named could be meant. At the first sentence below a heading, and where
the paragraph names no other, it is the one treatment or illness that the heading, else the page's title, names.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Self

from attrs import frozen

from claimcheck.extraction.expletive import may_be_expletive
from claimcheck.extraction.lexicon import Hit, listed
from claimcheck.extraction.statement import statement_of
from claimcheck.extraction.terms import health_terms
from claimcheck.extraction.topics import SpokenOf, goes_on_with_a_verb, subjects, things, topics, unknown_subject
from claimcheck.extraction.units import Unit

_PRONOUN = re.compile(r"(?P<word>it|they)(?= )", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:it|they)\b", re.IGNORECASE)
_POINTS_ON = re.compile(r"\b(?:it|them|they)\b", re.IGNORECASE)
_AND_ALSO = re.compile(r"(?:\w+,? ){0,2}(?:it|they) also [a-z]+\b(?<!is)(?<!are)", re.IGNORECASE)
_HEDGES = re.compile(
    r"\A(?:(?:may|can|could|might|will|would|should|also|slightly|usually|often|sometimes|only|still|probably|generally|mostly|mainly|even) )+"
)
_NEAR = 160  # characters in which a sentence's first words stand, behind whom it names
_BEFORE_SUBJECT = re.compile(
    r"(?:(?:yes|no|but|and|yet|also|however|moreover|besides|in fact|in addition|A:)\b[,:.]?\s+)*(?:In (?:the|a|an|one|two|several) [^,;:.]{3,60}, )?(?:(?:the|a|an|most|some|all)\s+)?",
    re.IGNORECASE,
)
_IS_A = re.compile(r" (?:is|are)(?: usually| often)? (?:an? |the |kinds? of )", re.IGNORECASE)
_SINGULAR_ENDINGS = ("ss", "us", "is", "diabetes", "measles", "rabies", "herpes")
_OF_WHAT = {"of a treatment": "treatment", "of a condition": "condition"}


@frozen
class Subject:
    """A treatment or an illness as the page writes it, and which of the two it is."""

    text: str
    section: str

    @property
    def is_plural(self) -> bool:
        """Whether "they" stands for it."""
        head = re.split(r" (?:of|with|in|for|from|on|who|that) ", self.text)[0].split()[-1].lower()
        coordinated = " and " in self.text
        return (
            coordinated
            or head in listed("plural without s")
            or (head.endswith("s") and not head.endswith(_SINGULAR_ENDINGS))
        )


def referents(told: Sequence[Unit], title: str) -> Iterator[tuple[str, SpokenOf]]:
    """For each unit in reading order what its first pronoun stands for, and what is surely spoken of there."""
    begins: Subject | None = None
    block: list[tuple[str, bool]] = []
    heading = None
    for unit, around in zip(told, topics(told, title), strict=True):
        if unit.heading != heading:
            begins = _named_alone(unit.heading) or (None if _names_any(unit.heading) else _named_alone(title))
            block, heading = [], unit.heading
        elif unit.opens:
            begins, block = None, []
        pronoun = _POINTS.search(unit.text, 0, _NEAR) and _PRONOUN.match(statement_of(unit.text).text)
        yield _meant_by(pronoun["word"], unit.text, _Before.read(block, begins), around) if pronoun else "", around
        block.append((unit.text, bool(pronoun) or _speaks_on(unit.text)))


def meant_in(clause: str, before: str) -> str:
    """What the pronoun that a clause begins with stands for behind another clause of its sentence."""
    pronoun = _PRONOUN.match(statement_of(clause).text)
    return _meant_by(pronoun["word"], clause, _Before.read([(before, False)], None), SpokenOf()) if pronoun else ""


def _speaks_on(sentence: str) -> bool:
    """Whether a sentence that names nothing goes on with what was spoken of: "Put them on in the evening"."""
    return _POINTS_ON.search(sentence) is not None and not things(sentence)


@frozen
class _Before:
    """What the paragraph spoke of so far: its last subject, what else could be meant since, and all that it named by any word."""

    subject: Subject | None
    rivals: tuple[Hit, ...]
    seen: tuple[Hit, ...]

    @classmethod
    def read(cls, block: Sequence[tuple[str, bool]], subject: Subject | None) -> Self:
        """Of sentences and whether they begin with a pronoun; `subject` is what the paragraph begins with."""
        rivals: tuple[Hit, ...] = ()
        seen: tuple[Hit, ...] = ()
        for text, goes_on in block:
            seen = (*seen, *(subjects(text) or health_terms(text)))
            subject, rivals = (subject, (*rivals, *things(text))) if goes_on else _subject_of(text)
        return cls(subject, rivals, seen)


def _meant_by(word: str, sentence: str, before: _Before, topic: SpokenOf) -> str:
    """The subject that goes on; else what was only now named and alone fits; else what the page surely speaks of."""
    if may_be_expletive(statement_of(sentence).text):
        return ""
    if before.subject is not None and _fits(before.subject, before.rivals, word, sentence):
        return before.subject.text
    wanted, plural = _meant(sentence), word.lower() == "they"
    if not wanted:
        return ""
    named = [one for one in before.rivals if one.section == wanted and Subject(one.text, wanted).is_plural == plural]
    other = before.subject is not None and (
        before.subject.is_plural != plural or before.subject.section not in ("", wanted)
    )
    if other and len(named) == 1:
        return _lower(named[0].text)
    spoken_of = topic.of(wanted)
    known = [*named, *(one for one in before.seen if one.section == wanted)]
    others = [one for one in known if one.text.lower() != spoken_of.lower()]
    return _lower(spoken_of) if spoken_of and Subject(spoken_of, wanted).is_plural == plural and not others else ""


def _named_alone(heading: str) -> Subject | None:
    """The one treatment or illness that a heading names."""
    hits = things(heading)
    return Subject(_lower(hits[0].text), hits[0].section) if len(hits) == 1 else None


def _names_any(heading: str) -> bool:
    return bool(health_terms(heading)) and not re.search(r"\b(?:it|they|this)\b", heading, re.IGNORECASE)


def _subject_of(sentence: str) -> tuple[Subject | None, tuple[Hit, ...]]:
    """The treatment or illness with which a sentence begins, and what else it names that could be meant."""
    begin = _BEFORE_SUBJECT.match(sentence)
    start = begin.end() if begin else 0
    named = things(sentence)
    first = next((hit for hit in named if hit.start >= start), None)
    if unknown := unknown_subject(sentence[start:]):
        return Subject(_lower(unknown), ""), named
    if (
        first is None
        or len(sentence[start : first.start].split()) > 2
        or not goes_on_with_a_verb(sentence[first.end :])
    ):
        return None, named
    others = tuple(hit for hit in named if hit.start >= first.end)
    rivals = () if _IS_A.match(sentence, first.end) else others
    return Subject(_lower(sentence[start : first.end]), first.section), rivals


def _fits(subject: Subject, rivals: tuple[Hit, ...], word: str, sentence: str) -> bool:
    plural = word.lower() == "they"
    if subject.is_plural != plural:
        return False
    wanted = _meant(sentence)
    if not subject.section and (not wanted or subject.is_plural):
        return False
    if wanted and subject.section and wanted != subject.section:
        return False
    if subject.section and _AND_ALSO.match(sentence):
        return True
    like = [hit for hit in rivals if Subject(hit.text, hit.section).is_plural == plural]
    return not any(hit.section == wanted or not wanted for hit in like)


def _meant(sentence: str) -> str:
    """Whether what is said of "it" fits a treatment or an illness; "" where it fits both."""
    said = re.sub(r"\A.*?\b(?:it|they) ", "", sentence, count=1, flags=re.IGNORECASE).lower()
    bare = _HEDGES.sub("", said, count=1)
    fitting = {
        section
        for name, section in _OF_WHAT.items()
        if any(re.match(rf"{re.escape(one)}\b", words) for one in listed(name) for words in (said, bare))
    }
    return fitting.pop() if len(fitting) == 1 else ""


def _lower(text: str) -> str:
    """The words as they stand within a sentence."""
    first = text.split(maxsplit=1)[0]
    return (
        text
        if any(letter.isupper() or letter.isdigit() for letter in first[1:]) or len(first) == 1
        else text[:1].lower() + text[1:]
    )
