"""A clause as a statement that is understood without the page: what "it" means is said, who said it is left out.

Hedges ("can", "may", "some people") stay as they are: they are the claim's strength.
"""

import re

from claimcheck.extraction.attributions import attributions
from claimcheck.extraction.clauses import effects
from claimcheck.extraction.pointing import had_thing
from claimcheck.extraction.terms import health_terms

_SAYS = (
    r"(?:says?|said|shows?|showed|suggests?|suggested|finds?|found|notes?|noted|concludes?|concluded|reports?|reported|"
    r"indicates?|confirms?|confirmed|agrees?|agreed|supports?|claims?|claimed|warns?|warned|believes?|estimates?|thinks?|hints?)"
)
_ENDS_SAYING = re.compile(rf"\b{_SAYS}(?: that)?\Z", re.IGNORECASE)
_GOES_ON_SAYING = re.compile(rf"\s*,?\s*(?:has |have )?{_SAYS}\b", re.IGNORECASE)
_AFTER_SOURCE = re.compile(rf"\s*,?\s*(?:{_SAYS}\s+)?(?:that\s+|,\s*)?(?=\S)")
_CONNECTIVE = re.compile(
    r"(?:but|and|so|yet|also|however|moreover|in fact|in addition|besides|of course|still|then|that['’]s why)\b,?\s+",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"(?:yes|no|not really|usually not|absolutely)\b[,:;]\s+(?=[a-z])", re.IGNORECASE)
_ONLY_EVIDENCE = re.compile(r"(?:\w+[\s-]){0,5}evidence\b", re.IGNORECASE)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|can|may|will|does|do|keeps?|helps?|makes?)\b")
_ITS = re.compile(r"(?:its|their)\b", re.IGNORECASE)
_TRAILING_DATE = re.compile(
    r"\s*(?:on|in|last|this|yesterday|today|late|early|out)\b(?:\s\w+){0,3}[.]?\Z", re.IGNORECASE
)
_WHY = re.compile(r"\s+(?:is\s+)?(?:\w+ly\s+)?(?:why|when|what|how)\b")
_PLURALS = frozenset(["women", "men", "people", "children", "teeth", "feet", "bacteria", "those"])
_SINGULAR_ENDINGS = ("ss", "us", "is", "diabetes", "measles", "rabies", "herpes", "yes")
_VERB_FIRST = re.compile(r"[A-Z][a-z]+[^s]s\s")
_OWNER = re.compile(r"\b(?:our|my)\s+(?=[a-z])", re.IGNORECASE)
_IT = re.compile(r"(?:it|this|that|they|these)(?=\s|['’](?:s|re|ll|ve)\b)", re.IGNORECASE)
_NOUN = (
    r"(?:treatments?|therap(?:y|ies)|techniques?|approach(?:es)?|methods?|procedures?|supplements?|medicines?|drugs?|products?|"
    r"exercises?|programmes?|programs?)"
)
_THIS_TREATMENT = re.compile(
    rf"(?:\bthis|\bthese|\bthose|\bsuch|(?<=\A)the)\s+(?P<noun>{_NOUN})\b(?!\s+of\b)", re.IGNORECASE
)
_SHORT = {
    "it's": "it is", "that's": "that is", "they're": "they are", "you're": "people are", "you've": "people have", "you'll": "people will",
    "doesn't": "does not", "don't": "do not", "isn't": "is not", "aren't": "are not", "can't": "cannot", "won't": "will not",
    "shouldn't": "should not", "you'd": "people would", "we're": "we are", "we've": "we have", "we'll": "we will", "they'll": "they will",
}  # fmt: skip
_SHORTENED = re.compile(
    rf"\b(?:{'|'.join(key.replace(chr(39), '[' + chr(39) + '’]') for key in _SHORT)})\b", re.IGNORECASE
)
_IT_IS = re.compile(r"(?i)\b(it|they|this|these|those|that)(?:['’](s|re|ll|ve))\b")
_LONG = {"s": "is", "re": "are", "ll": "will", "ve": "have"}


def statement_of(clause: str, focus: str, topic_treatment: str = "", *, listed: bool = False) -> str:
    """The statement: `focus` is what the last sentences spoke of, `topic_treatment` what the article is about.

    `listed`: the clause is an item of a list, which may lack a verb ("deeper sleep").
    """
    text = _without_source(" ".join(clause.split()))
    text = _CONNECTIVE.sub("", text, count=1) if _CONNECTIVE.match(text) else text
    text = _ANSWER.sub("", text, count=1) if _ANSWER.match(text) else text
    text = _resolved(text, focus, topic_treatment)
    if listed and topic_treatment and not _has_a_verb(text, topic_treatment):
        text = f"{topic_treatment} brings {text[:1].lower()}{text[1:]}"
    text = _SHORTENED.sub(lambda match: _SHORT[match.group().lower().replace("’", "'")], text)
    text = _to_people(_OWNER.sub("", text))
    return _finished(text)


def _without_source(text: str) -> str:
    """Cut the source out: "a review in X says that", "as research supports", "according to Y"."""
    for match in reversed(attributions(text)):
        before, after = text[: match.start], text[match.end :]
        said = _ENDS_SAYING.search(match.text) or _GOES_ON_SAYING.match(after)
        if match.text.lower().startswith(("as ", "according")) or re.search(
            r"\b(?:according to|as)\s*\Z", before, re.IGNORECASE
        ):
            head = re.sub(r",?\s*(?:(?:according to|as)\s*)?\Z", "", before, flags=re.IGNORECASE)
            after = "" if head and _TRAILING_DATE.match(after) else after
            text = head + (re.sub(r"\A,", "", after) if head else after)
        elif said and len(before.split()) <= 3:
            text = _said(after[end.end() :]) if (end := _AFTER_SOURCE.match(after)) else text
    return text.strip(" ,")


def _said(text: str) -> str:
    """What a source said, as a sentence: "only weak evidence that x" is what there is."""
    weighs = _ONLY_EVIDENCE.match(text)
    return f"there is {text}" if weighs and not _FINITE.search(weighs.group()) else text


def _resolved(text: str, focus: str, topic: str) -> str:
    text = _IT_IS.sub(lambda match: f"{match.group(1)} {_LONG[match.group(2).lower()]}", text)
    named = _THIS_TREATMENT.search(text)
    if named and (topic or focus):
        text = text[: named.start()] + _named_treatment(topic or focus, named.group("noun")) + text[named.end() :]
    if (topic or focus) and _VERB_FIRST.match(text) and 0 in effects(text):
        return f"{topic or focus} {text[:1].lower()}{text[1:]}"
    start = _IT.match(text) or _ITS.match(text)
    if start is None:
        return _with_what_they_have(text, focus)
    if _WHY.match(text[start.end() :]):
        return text
    plural = start.group().lower() in ("they", "these", "those", "their")
    told = (focus, topic) if focus else ()  # after a sentence that names nothing, nobody can tell
    meant = next((name for name in told if name and _is_plural(name) == plural), "")
    if not meant:
        return text
    owner = ("’" if plural else "’s") if _ITS.match(text) else ""
    return meant + owner + text[start.end() :]


def _with_what_they_have(text: str, focus: str) -> str:
    """Say what "it" is in "one adult in ten has it" where that is the condition or treatment spoken of."""
    word = had_thing(text)
    if not (word and focus) or _is_plural(focus) != (word == "them"):
        return text
    if not any(hit.section in ("condition", "treatment") for hit in health_terms(focus)):
        return text
    return re.sub(rf"\b{word}\b", focus, text, count=1)


def _is_plural(name: str) -> bool:
    """Whether "they" stands for a name: "gallstones", "the tablets of the evening", "women"; not "arthritis"."""
    head = re.split(r" (?:of|with|in|for|from|on|who|that|and) ", name)[0].split()[-1].lower()
    return head in _PLURALS or (head.endswith("s") and not head.endswith(_SINGULAR_ENDINGS))


def _has_a_verb(text: str, topic: str) -> bool:
    return (
        _FINITE.search(text) is not None or text.lower().startswith(topic) or text.split(maxsplit=1)[0].endswith("ed")
    )


def _named_treatment(name: str, noun: str) -> str:
    """Name "these techniques" of manual therapy "manual therapy techniques", and a treatment by itself."""
    return f"{name} {noun}" if noun.lower().startswith(("technique", "approach", "method", "exercise")) else name


def _to_people(text: str) -> str:
    """What is said to the reader holds for people."""
    text = re.sub(r"\byour\b", "the", text)
    text = re.sub(r"\bYour\b", "The", text)
    text = re.sub(r"\byourself\b", "oneself", text)
    return re.sub(r"\b[Yy]ou\b", "people", text)


def _finished(text: str) -> str:
    text = text.strip(" ,;:—–-*_\"“”'").rstrip(".!…")
    text = re.sub(r"\s+([,.;:])", r"\1", text)
    return text[:1].upper() + text[1:] + "." if text else ""
