"""What "it" or "they" at the beginning of a sentence stands for, where that is sure; "" where a person has to say.

Sure is a subject that goes on: the sentence before in the same paragraph begins with a treatment or an illness, what is said
of "it" fits such a thing, and nothing else that was named could be meant. At the first sentence below a heading, and where
the paragraph names no other, it is the one treatment or illness that the heading, else the page's title, names.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Self

from attrs import evolve, frozen

from claimcheck.extraction.expletive import may_be_expletive
from claimcheck.extraction.lexicon import Hit, listed, word_spans, words_of
from claimcheck.extraction.statement import first_pronoun, statement_of
from claimcheck.extraction.terms import health_terms
from claimcheck.extraction.topics import (
    IS_A,
    SpokenOf,
    Topics,
    goes_on_with_a_verb,
    is_simple,
    named_by,
    subject_goes_on,
    subjects,
    things,
    unknown_subject,
)
from claimcheck.extraction.unit import Unit
from claimcheck.language.patterns import end_of

_POINTS = re.compile(r"\b(?:it|they)\b", re.IGNORECASE)
_POINTS_ON = re.compile(r"\b(?:it|them|they)\b", re.IGNORECASE)
_AND_ALSO = re.compile(r"(?:\w+,? ){0,2}(?:it|they) also [a-z]+\b(?<!is)(?<!are)", re.IGNORECASE)
_HEDGES = re.compile(
    r"\A(?:(?:do not|does not|did not|cannot|doesn't|don't|may|can|could|might|will|would|should|also|slightly|usually|often|sometimes|only|still|probably|generally|mostly|mainly|even) )+"
)
_WORDS = re.compile(r"[\w'’-]+")
_LONGEST_PREDICATE = 6  # words of the lists' longest entries
_NEAR = 160  # characters in which a sentence's first words stand, behind whom it names
_BEFORE_SUBJECT = re.compile(
    r"(?:(?:yes|no|but|and|yet|also|however|moreover|besides|in fact|in addition|A:)\b[,:.]?\s+)*(?:In (?:the|a|an|one|two|several) [^,;:.]{3,60}, )?(?:(?:the|a|an|most|some|all|nearly all|almost all|too much|too little|high doses of|a lack of|regular|daily)\s+)?",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:(?:how|why|when|where|what|and|but|so|Q[:.]) )*(?:do|does|did|can|could|will|would|should|may|might|must|is|are|was|were|has|have|had)(?:n['’]t)? ",
    re.IGNORECASE,
)
"""The words of a question before its subject."""
_PEOPLE_HAVE = re.compile(
    r"\b(?:has|have|had|gets?|develops?|(?:living|lives?|diagnosed) with|suffers? from) (?:an? )?\Z", re.IGNORECASE
)
_EMBEDDED = re.compile(r"\b(?:that|which|who|such as|including)\b")  # what follows is of a part of the sentence
_SHORT_FORMS = re.compile(r"\b[A-Z]{2,}s\Z")  # "SSRIs", for all that it ends in -is
_OTHER_SUBJECT = re.compile(
    r"[,;] (?:whereas|while|but|and) (?!(?:it|they|this|these|that|also|so|can|may|is|are|not|only|often|sometimes|usually)\b)[\w'’-]+ (?:[\w'’-]+ )?"
    r"(?:is|are|was|were|has|have|can|may|affects?|causes?|does|do|helps?|happens?)\b"
)  # what "it" could also stand for: what the second half of a sentence is about
_TELLS_OF_ANOTHER = re.compile(
    r" (?:is|are|was|were)\b[^;:]*?\b(?:side[- ]effects?|effects?|symptoms?|signs?|complications?|reasons?|risks?|problems?|complaints?|features?|results?|consequences?)\b(?! of)",
    re.IGNORECASE,
)
"""What a subject is to something else that is not named: "Nausea is the most frequent side effect. It …"."""
_CAUSED = re.compile(r"\bcaused by\b")
_AS_GERMS_DO = re.compile(
    r"\b(?:it|they) (?:(?:can|may|also|often|usually|mostly|then) )*(?:spreads?|lives?|hides?|passes|pass|enters?|stays?|survives?|dies?|travels?)\b",
    re.IGNORECASE,
)
_UNTREATED = re.compile(r"(?:if |when )?(?:left )?untreated\b|without (?:any )?treatment\b", re.IGNORECASE)
"""What only an illness can be: not "A urine test can find it. Left untreated, it …"."""
_OF_WHAT = {"of a treatment": "treatment", "of a condition": "condition"}


@frozen
class Subject:
    """A treatment or an illness as the page writes it, and which of the two it is."""

    text: str
    section: str

    @property
    def is_plural(self) -> bool:
        """Whether "they" stands for it."""
        last = re.split(r" (?:of|with|in|for|from|on|who|that) ", self.text)[0].split()[-1]
        head = "" if last.isupper() else last.lower()  # IBS, AIDS
        coordinated = " and " in self.text
        return (
            coordinated
            or head in listed("plural without s")
            or (head.endswith("s") and not head.endswith(tuple(listed("singular endings"))))
            or _SHORT_FORMS.search(self.text) is not None
        )


def referents(told: Sequence[Unit], title: str) -> Iterator[str]:
    """For each unit in reading order what its first pronoun stands for, "" where that is not sure."""
    topics = Topics.of(told, title)
    said, unread, heading = _Before(), list[tuple[str, bool]](), None
    for number, (unit, goes_on) in enumerate(zip(told, subject_goes_on(told, title), strict=True)):
        if unit.heading != heading:
            begins = _named_alone(unit.heading) or (_named_alone(title) if goes_on and is_simple(title) else None)
            said, unread, heading = _Before(begins), [], unit.heading
        elif unit.opens:
            said, unread = _Before(), []
        points_on = _POINTS_ON.search(unit.text) is not None
        pronoun = points_on and _POINTS.search(unit.text, 0, _NEAR) and _pronoun(unit.text)
        around = partial(topics.at, number)
        if pronoun:
            said, unread = said.then(unread), []
        yield _meant_by(pronoun, unit.text, said, around) if pronoun else ""
        # What names nothing itself goes on with what was spoken of: "Put them on in the evening".
        unread.append((unit.text, bool(pronoun) or (points_on and not things(unit.text))))


def meant_in(clause: str, before: str) -> str:
    """What the pronoun that a clause begins with stands for behind another clause of its sentence."""
    pronoun = _pronoun(clause)
    said = _Before().then([(before, False)])
    if pronoun and said.subject and said.subject.section == _meant(clause) != "":  # both clauses have one subject
        said = evolve(said, rivals=())
    return _meant_by(pronoun, clause, said, SpokenOf) if pronoun else ""


def _pronoun(clause: str) -> str:
    """The pronoun that a clause's statement is about, unless the words before it name something: "Without treatment, it"."""
    said = statement_of(clause).text
    found = first_pronoun(said)
    if found is None or may_be_expletive(said, found.start("word")) or things(said[: found.start("word")]):
        return ""
    return found["word"]


@frozen
class _Before:
    """What the paragraph spoke of so far: its last subject, what else could be meant since, and all that it named by any word."""

    subject: Subject | None = None
    rivals: tuple[Hit, ...] = ()
    seen: tuple[Hit, ...] = ()
    is_of_another: bool = False
    """Whether the last sentence that did not go on began with something else, which no list knows."""
    names_cause: bool = False
    """Whether the last sentence told what an illness is caused by."""

    def then(self, told: Sequence[tuple[str, bool]]) -> Self:
        """With these sentences behind it, each with whether it goes on with what was spoken of."""
        subject, rivals, seen, another = self.subject, list(self.rivals), list(self.seen), self.is_of_another
        for text, goes_on in told:
            seen += subjects(text) or _not_definite(text)
            if goes_on:
                rivals += things(text)
            else:
                another = _begins_with_another(text)
                subject, found = _subject_of(statement_of(text).text)
                rivals = list(found)
        caused = _CAUSED.search(told[-1][0]) is not None if told else self.names_cause
        return evolve(
            self, subject=subject, rivals=tuple(rivals), seen=tuple(seen), is_of_another=another, names_cause=caused
        )


def _begins_with_another(sentence: str) -> bool:
    """Whether a sentence begins with a name of two words that no list knows: "Nasal strips cost us £6.50"."""
    near = sentence[:_NEAR]
    begin = words_of(near)[:2]
    general = listed("no subjects") | listed("leaning beginnings") | listed("function words") | listed("finite")
    if len(begin) < 2 or not begin[1].endswith("s") or not general.isdisjoint(begin):
        return False
    start, end = word_spans(near)[1]
    return not any(hit.start <= start and hit.end >= end for hit in health_terms(near))


def _not_definite(text: str) -> Iterator[Hit]:
    """What a sentence names, without "the drug" or "the disease", which were named before."""
    return (hit for hit in health_terms(text) if not text[: hit.start].lower().endswith("the "))


def _meant_by(word: str, sentence: str, before: _Before, topic: Callable[[], SpokenOf]) -> str:
    """The subject that goes on; else what was only now named and alone fits; else what the page surely speaks of."""
    if before.names_cause and _AS_GERMS_DO.search(sentence):
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
    if before.is_of_another:
        return ""
    spoken_of = topic().of(wanted)
    known = [*named, *(one for one in before.seen if one.section == wanted)]
    others = [one for one in known if one.text.lower() not in spoken_of.lower()]
    return _lower(spoken_of) if spoken_of and Subject(spoken_of, wanted).is_plural == plural and not others else ""


def _named_alone(heading: str) -> Subject | None:
    """The one treatment or illness that a heading names."""
    hits = named_by(heading)
    return Subject(_lower(hits[0].text), hits[0].section) if len(hits) == 1 else None


def _subject_of(sentence: str) -> tuple[Subject | None, tuple[Hit, ...]]:
    """The treatment or illness with which a sentence begins, or the one that people have, and what else could be meant."""
    asked = end_of(_ASKING, sentence)
    start = end_of(_BEFORE_SUBJECT, sentence, asked)
    named = things(sentence)
    if _OTHER_SUBJECT.search(sentence):
        return None, named
    first = next((hit for hit in named if hit.start >= start), None)
    if len(named) == 1 and named[0].section == "condition" and _PEOPLE_HAVE.search(sentence[: named[0].start]):
        return Subject(_lower(named[0].text), "condition"), ()
    if unknown := unknown_subject(sentence[start:]):
        return Subject(_lower(unknown), ""), named
    before = sentence[start : first.start].split() if first else []
    acts = first and (goes_on_with_a_verb(sentence[first.end :]) or (asked and not before))
    if (
        first is None
        or not acts
        or len(before) > 2
        or _TELLS_OF_ANOTHER.match(sentence, first.end)
        or not listed("finite").isdisjoint(before)
    ):  # "We think zinc works"
        return None, named
    others = tuple(
        hit for hit in named if hit.start >= first.end and not _EMBEDDED.search(sentence, first.end, hit.start)
    )
    rivals = () if IS_A.match(sentence, first.end) else others
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
    if _UNTREATED.match(sentence):
        return "condition"
    said = re.sub(r"\A.*?\b(?:it|they) ", "", sentence, count=1, flags=re.IGNORECASE).lower()
    bare = _HEDGES.sub("", said, count=1)
    fitting = {
        section for name, section in _OF_WHAT.items() if not listed(name).isdisjoint((*_begins(said), *_begins(bare)))
    }
    return fitting.pop() if len(fitting) == 1 else ""


def _begins(said: str) -> Iterator[str]:
    """Its first word, its first two words, and so on."""
    words = _WORDS.findall(said[:_NEAR])[:_LONGEST_PREDICATE]
    return (" ".join(words[: number + 1]) for number in range(len(words)))


def _lower(text: str) -> str:
    """The words as they stand within a sentence."""
    first = text.split(maxsplit=1)[0]
    return (
        text
        if any(letter.isupper() or letter.isdigit() for letter in first[1:]) or len(first) == 1
        else text[:1].lower() + text[1:]
    )
