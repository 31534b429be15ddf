"""What a page surely speaks of where a sentence stands that does not name it: its one treatment, its one illness.

Sure is what a section alone names so far, its heading with it; where neither names any, and the heading is one that every page
could have ("Is it safe?"), what the title alone names. A statement then begins with it, as with a heading: "Acupuncture: bruising
is common." The sentence's own words stay.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from claimcheck.extraction.lexicon import Hit, listed, words_of
from claimcheck.extraction.pointing import points_outside
from claimcheck.extraction.terms import health_terms
from claimcheck.extraction.units import Unit

_JOINS = re.compile(r" (?:(?:[A-Z]|[a-z]?\d+|replacement) )?")
_IS_A = re.compile(r" (?:is|are)(?: usually| often)? (?:an? |the |kinds? of )", re.IGNORECASE)
_THE = re.compile(r"the\s+", re.IGNORECASE)
_UNKNOWN = re.compile(r"(?:The )?(?P<name>[A-Z][a-z]{3,}) (?:is|are|was|were|has|have|can|may|does|do|will|works?)\b")
_LETTER = re.compile(r" [A-Z]\d{0,2}(?![\w’'-])")
_NO_NAMES = ("definite nouns", "definite treatment", "definite condition", "people qualified")
SECTIONS = ("treatment", "condition")


@frozen
class Topic:
    """The treatment and the illness that are surely spoken of, "" where there is none, or more than one. `stranger`: something
    else was spoken of that no list knows, which "the drug" may mean.
    """

    treatment: str = ""
    condition: str = ""
    stranger: bool = False

    def of(self, section: str) -> str:
        """The one of a section."""
        return self.treatment if section == "treatment" else self.condition

    @property
    def alone(self) -> str:
        """The one of them where there is but one."""
        return "" if self.treatment and self.condition else self.treatment or self.condition


def things(text: str) -> tuple[Hit, ...]:
    """The treatments and illnesses that a text names: "cataract surgery" as one, "the condition" as none."""
    found: list[Hit] = []
    for hit in health_terms(text):
        before = found[-1] if found else None
        if before and hit.section in (*SECTIONS, "generic") and _JOINS.fullmatch(text[before.end : hit.start]):
            section = before.section if hit.section == "generic" else hit.section
            found[-1] = Hit(section, text[before.start : hit.end], before.start, hit.end)
        elif hit.section in SECTIONS:
            found.append(hit)
    no_names = frozenset[str]().union(*map(listed, _NO_NAMES))
    return tuple(_whole(text, hit) for hit in found if hit.text.lower() not in no_names)


def _whole(text: str, hit: Hit) -> Hit:
    """With the letter that belongs to a name: "vitamin D", "hepatitis B"."""
    letter = _LETTER.match(text, hit.end)
    return Hit(hit.section, text[hit.start : letter.end()], hit.start, letter.end()) if letter else hit


def topics(told: Sequence[Unit], title: str) -> Iterator[Topic]:
    """For each unit in reading order what is spoken of where it stands."""
    heading, named, stranger = None, list[Hit](), False
    for unit in told:
        if unit.heading != heading:
            heading, named, stranger = unit.heading, list(things(unit.heading)), False
        around = named or (list(things(title)) if _is_general(unit.heading, title) else [])
        yield Topic(_one(around, "treatment"), _one(around, "condition"), stranger)
        named += subjects(unit.text)
        stranger = stranger or _is_stranger(unit.text)


def _is_stranger(sentence: str) -> bool:
    """Whether a sentence begins with a name that no list knows: "Mefloquine is taken weekly"."""
    found = _UNKNOWN.match(sentence)
    if found is None or found["name"].lower() in listed("no subjects") | listed("leaning beginnings"):
        return False
    return not any(hit.start <= found.start("name") < hit.end for hit in health_terms(sentence))


def subjects(sentence: str) -> tuple[Hit, ...]:
    """What a sentence names, without what its subject is said to be: "Migraine is a kind of headache" names migraine."""
    named = things(sentence)
    return named[:1] if named and _IS_A.match(sentence, named[0].end) else named


def label_for(statement: str, topic: Topic, *, is_item: bool) -> str:
    """What a statement that leans on its surroundings begins with, "" where that is not sure; `is_item`: it has no subject."""
    if points_outside(statement):
        return topic.of(section) if (section := _of_definite(statement)) and not topic.stranger else ""
    if any(hit.section == "treatment" for hit in things(statement)):
        return ""
    if is_item:
        return topic.treatment
    words = {word.text for word in words_of(statement)}
    for section in SECTIONS:
        if not words.isdisjoint(listed(f"of some {section}")):
            return topic.of(section)
    return topic.alone


def _of_definite(statement: str) -> str:
    """Whether a statement begins with "the drug" or "the condition", and which of the two that is; "this drug" is the last named."""
    begin = _THE.match(statement)
    noun = statement[begin.end() :].partition(" ")[0].lower() if begin else ""
    return next((section for section in SECTIONS if noun in listed(f"definite {section}")), "")


def _one(named: Iterable[Hit], section: str) -> str:
    once = {hit.text.lower(): hit.text for hit in named if hit.section == section}
    if len(once) > 1:  # "Alzheimer's drug" tells of what kind the one is that has a name
        once = {key: text for key, text in once.items() if key.split()[-1] not in listed("definite nouns")}
    return next(iter(once.values())) if len(once) == 1 else ""


def _is_general(heading: str, title: str) -> bool:
    """Whether a heading could stand on any page, and so leaves the page's subject as it is."""
    return heading in ("", title) or all(word.text in listed("words of general headings") for word in words_of(heading))
