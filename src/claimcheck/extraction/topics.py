"""What a page surely speaks of where a sentence stands that does not name it: its one treatment, its one illness.

Sure is what the heading alone names, or, where that is one that every page could have ("Is it safe?"), the title, and the section
names no other; for "the drug" also what the section alone names so far. A statement then begins with it, as with a heading: "Acupuncture: bruising
is common." The sentence's own words stay.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import filterfalse, islice
from typing import Self

from attrs import evolve, field, frozen

from claimcheck.extraction.lexicon import Hit, begins_with, hits, listed, words_of
from claimcheck.extraction.terms import THOSE_WHO_TREAT, health_terms
from claimcheck.extraction.unit import Unit
from claimcheck.language.patterns import end_of

_JOINS = re.compile(r" (?:(?:[A-Z]|[a-z]?\d+|replacement) )?")
IS_A = re.compile(r" (?:is|are)(?: usually| often)? (?:an? |the |kinds? of )", re.IGNORECASE)
_FINITE = re.compile(
    r" (?:(?:also|often|sometimes|still|only|now|never|always|just|even|[a-z]+ly) )?(?P<verb>[a-z’']+)"
)
_APPOSITION = re.compile(
    r"\A(?:, [^,;:.]{3,60},| (?:in|for|of|with|during|from|by|at|on) (?:[\w'’-]+ ){0,3}[\w'’-]+(?= (?:can|may|is|are|was|were|has|have|does|do|will)\b))"
)
_LETTER = re.compile(r" [A-Z]\d{0,2}(?![\w’'-])")
_ASKS_OF_IT = re.compile(r"\A(?:[QA]\W+)?(?:\w+ ){1,3}it (?:[a-z]+ ?){0,6}\?\Z", re.IGNORECASE)
_PARTS = re.compile(r"(?:(?! [–—|-] |: |, | \(|[?!;)]).)+")
_OPENS = re.compile(
    r" *(?:(?:living|coping|life|pregnan(?:t|cy)) with|what (?:is|are)|taking|having|understanding|(?:all )?about|managing|treating|preventing|using"
    r"|(?:(?:the )?(?:diagnosis|prevention|treatment|care|management)(?: and |, )?)+ of|(?:your|an?) guide to|help with|summary:|the)?\s*(?:an? |the |your |my )?",
    re.IGNORECASE,
)
_NARROWS = re.compile(
    r" (?:in|on|for|at|after|before|during|among|with|without|from|by|of|explained|faqs?|\d+ ?(?:m?g|ml|mcg|%|iu))\b",
    re.IGNORECASE,
)
_TAKEN_WITH = re.compile(
    r"(?:\A|\b(?:taken|take|use|used|using|taking|interact\w*|mix\w*|combin\w*|go|safe|ok(?:ay)?|fine|all right|dangerous|harmful|while|when|if)\b.*)"
    r"\b(?:with|on|taking|using)\b"
)
_BRAND = re.compile(r"[a-z][A-Z]")  # "DreamWell Melatonin" is melatonin
_LONGEST_NAME = 4  # words
_TELLING = frozenset(["effect", "relation", "comparative", "benefit", "evidence"])
_OF_THOSE_WITH = re.compile(
    r"\b(?:people|patients|those|anyone|adults|women|men|children|babies|everyone) (?:with|who (?:have|had)|living with) (?:an? |the |\w+ )?\Z",
    re.IGNORECASE,
)
_NO_NAMES = ("definite nouns", "definite treatment", "definite condition", "people qualified")
_JOINED = re.compile(r" (?:with|and|or|vs|versus|&) ", re.IGNORECASE)
_ARTICLE = len("the ")
Span = tuple[int, int]
_REMEMBERED = 1000  # texts: a sentence is asked about several times in a row
SECTIONS = ("treatment", "condition")


@frozen
class SpokenOf:
    """The treatment and the illness that are surely spoken of, "" where there is none, or more than one."""

    treatment: str = ""
    condition: str = ""

    def of(self, section: str) -> str:
        """The one of a section."""
        return self.treatment if section == "treatment" else self.condition


@lru_cache(_REMEMBERED)
def things(text: str) -> tuple[Hit, ...]:
    """The treatments and illnesses that a text names: "cataract surgery" as one, "the condition" as none."""
    found: list[Hit] = []
    for hit in health_terms(text):
        before = found[-1] if found else None
        if before and hit.section in (*SECTIONS, "generic") and _JOINS.fullmatch(text[before.end : hit.start]):
            section = before.section if hit.section == "generic" else hit.section
            found[-1] = Hit(section, text[before.start : hit.end], before.start, hit.end)
        elif hit.section in SECTIONS and not THOSE_WHO_TREAT.search(hit.text):
            found.append(hit)
    return tuple(_whole(text, hit) for hit in found if not any(hit.text.lower() in listed(one) for one in _NO_NAMES))


def _whole(text: str, hit: Hit) -> Hit:
    """With the letter that belongs to a name: "vitamin D", "hepatitis B"."""
    letter = _LETTER.match(text, hit.end)
    return Hit(hit.section, text[hit.start : letter.end()], hit.start, letter.end()) if letter else hit


@frozen
class Topics:
    """What is spoken of where the sentences of a page stand, found as far as it is asked for, which is seldom."""

    _rest: Iterator[SpokenOf]
    _found: list[SpokenOf] = field(factory=list, init=False)

    @classmethod
    def of(cls, told: Sequence[Unit], title: str) -> Self:
        """Of the units of a page in reading order, under its title."""
        return cls(_spoken_of(told, title))

    def at(self, number: int) -> SpokenOf:
        """What is spoken of at a unit, by its number from 0. Raises `IndexError` where there is no such unit."""
        self._found.extend(islice(self._rest, max(0, number + 1 - len(self._found))))
        return self._found[number]


def _spoken_of(told: Sequence[Unit], title: str) -> Iterator[SpokenOf]:
    """For each unit in reading order what is spoken of where it stands."""
    heading, frame, named, began, stranger = None, list[Hit](), list[Hit](), list[Hit](), False
    spoken: SpokenOf | None = None
    for unit, goes_on in zip(told, subject_goes_on(told, title), strict=True):
        if unit.heading != heading:
            heading, named, began, stranger, spoken = unit.heading, [], [], False, None
            frame = _names(unit.heading) or (_names(title) if goes_on else [])
        spoken = spoken or _topic(frame, named, [] if stranger else began)
        yield spoken
        new = [hit for hit in subjects(unit.text) if not _OF_THOSE_WITH.search(unit.text[: hit.start])]
        named += new
        began += [hit for hit in new[:1] if hit.start <= _ARTICLE]
        strange = not stranger and bool(unknown_subject(unit.text))
        stranger = stranger or strange
        spoken = None if new or strange else spoken


def named_by(heading: str) -> tuple[Hit, ...]:
    """What a heading names, each by the whole of a brief name: "Compression stockings", "acute otitis media"."""
    found: list[Hit] = []
    names = list(_brief_names(heading))
    for hit in filterfalse(partial(_is_set_beside, heading), things(heading)):
        start, end = next((name for name in names if name[0] <= hit.start and hit.end <= name[1]), (hit.start, hit.end))
        if not found or found[-1].end <= start:
            found.append(Hit(hit.section, heading[start:end], start, end))
        elif found[-1].end == end:
            found[-1] = evolve(found[-1], section=hit.section)  # "Back pain exercises" are exercises
    return tuple(found)


def _is_set_beside(heading: str, hit: Hit) -> bool:
    """Whether something is named only as what another is held against, or a treatment as what is taken with one: "With ibuprofen"."""
    part = next(one for one in _PARTS.finditer(heading) if hit.start < one.end())
    before = heading[end_of(_OPENS, heading, *part.span()) : hit.start].lower()
    behind = words_of(heading[hit.end : part.end()])[:1]
    is_beside = not listed("set beside").isdisjoint((*words_of(before), *behind))
    return is_beside or (hit.section == "treatment" and _TAKEN_WITH.search(before) is not None)


def _brief_names(heading: str) -> Iterator[Span]:
    """Where the parts of a heading stand that may be names: few words without a verb, behind "Living with a", before "in adults"."""
    for part in _PARTS.finditer(heading):
        start = end_of(_OPENS, heading, *part.span())
        tail = _NARROWS.search(heading, start, part.end())
        end = tail.start() if tail else part.end()
        words = words_of(heading[start:end])
        told = hits("claim_signals.txt", heading[start:end])
        if (
            0 < len(words) <= _LONGEST_NAME
            and heading[start].isalpha()
            and not _BRAND.search(heading, start, end)
            and listed("no part of a name").isdisjoint(words)
            and listed("finite").isdisjoint(words)
            and _TELLING.isdisjoint(hit.section for hit in told)
        ):
            yield start, end


def _names(text: str) -> list[Hit]:
    """What a heading names, without what it only tells the kind of ("Alzheimer's drug approved"); of a headline its subject.

    Where something is left off ("Why I skip breakfast"), nothing.
    """
    found = [hit for hit in named_by(text) if hit.text.lower().split()[-1] not in listed("kinds of treatment")]
    if not listed("giving up").isdisjoint(words_of(text)):
        return []
    verbs = {word for word in text.split() if word.islower() or word.endswith("s")}  # "Calm" of "Calm Root" is none
    tells = not text.endswith("?") and not {verb.lower() for verb in verbs}.isdisjoint(listed("finite"))
    return [hit for hit in found if hit.start <= _ARTICLE] if tells else found


def _topic(frame: Sequence[Hit], named: Sequence[Hit], began: Sequence[Hit]) -> SpokenOf:
    """What heading or title name and the section names no other beside; `began`: those with which a sentence began, for what was only
    named beside something else is not what is spoken of.
    """
    return SpokenOf(*(_spoken_in(section, frame, named, began) for section in SECTIONS))


def _spoken_in(section: str, frame: Sequence[Hit], named: Sequence[Hit], began: Sequence[Hit]) -> str:
    framed = _one(frame, section)
    others = [hit.text.lower() for hit in named if hit.section == section]
    if framed and all(framed.lower() in other or other in framed.lower() for other in others):
        return framed
    from_text = _one([*frame, *named], section)
    is_subject = from_text.lower() in {hit.text.lower() for hit in (*frame, *began)}
    return from_text if began and is_subject else ""


def unknown_subject(sentence: str) -> str:
    """The one word before the verb that no list knows: "Warfarin slows"."""
    word = sentence.partition(" ")[0]
    general = word.lower() in listed("no subjects") or word.lower() in listed("leaning beginnings")
    known = not word.isalpha() or not word[:1].isupper() or bool(begins_with("health_terms.txt", sentence))
    return "" if general or known or not goes_on_with_a_verb(sentence[len(word) :]) else word


def goes_on_with_a_verb(rest: str) -> bool:
    """Whether what stands behind a subject, and an apposition or a place and time to it, begins with a verb."""
    rest = _APPOSITION.sub("", rest, count=1)
    match = _FINITE.match(rest)
    if match is None:
        return False
    if match["verb"] in listed("finite"):
        return True
    return not begins_with("claim_signals.txt", rest[match.start("verb") :]).isdisjoint(("effect", "relation"))


def subjects(sentence: str) -> tuple[Hit, ...]:
    """What a sentence names, without what its subject is said to be: "Migraine is a kind of headache" names migraine."""
    named = things(sentence)
    return named[:1] if named and IS_A.match(sentence, named[0].end) else named


def _one(named: Iterable[Hit], section: str) -> str:
    once = {hit.text.lower(): hit.text for hit in named if hit.section == section}
    if len(once) > 1:  # "Alzheimer's drug" tells of what kind the one is that has a name
        once = {key: text for key, text in once.items() if key.split()[-1] not in listed("definite nouns")}
    return next(iter(once.values())) if len(once) == 1 else ""


def subject_goes_on(told: Sequence[Unit], title: str) -> Iterator[bool]:
    """For each unit in reading order whether its heading leaves the page's subject: one that asks of "it" does until another
    heading has named something else.
    """
    heading, goes_on, strayed = None, False, False
    for unit in told:
        if unit.heading != heading:
            heading, general = unit.heading, _is_general(unit.heading, title)
            goes_on = general and not (strayed and _ASKS_OF_IT.search(heading))
            strayed = strayed or not general
        yield goes_on


def _is_general(heading: str, title: str) -> bool:
    """Whether a heading could stand on any page, has only the title's words, or asks of "it"."""
    if heading in ("", title) or (_ASKS_OF_IT.search(heading) and is_simple(title)):
        return True
    known = listed("words of general headings").union(words_of(title))
    return known.issuperset(words_of(heading))


def is_simple(title: str) -> bool:
    """Whether a title names one thing; "cataract surgery" has two that "it" could mean."""
    joins = _JOINED.search(title, end_of(_OPENS, title))
    return joins is None and sum(hit.section in SECTIONS for hit in health_terms(title)) == 1
