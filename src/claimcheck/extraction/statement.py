"""A clause as a statement that is understood without the page: what "it" means is said, who said it is left out.

Hedges ("can", "may", "some people") stay as they are: they are the claim's strength.
"""

import re

from claimcheck.extraction.attributions import attributions
from claimcheck.extraction.clauses import effects

_SAYS = (
    r"(?:says?|said|shows?|showed|suggests?|suggested|finds?|found|notes?|noted|concludes?|concluded|reports?|reported|"
    r"indicates?|confirms?|confirmed|agrees?|agreed|supports?|claims?|claimed)"
)
_ENDS_SAYING = re.compile(rf"\b{_SAYS}(?: that)?\Z", re.IGNORECASE)
_GOES_ON_SAYING = re.compile(rf"\s*,?\s*(?:has |have )?{_SAYS}\b", re.IGNORECASE)
_AFTER_SOURCE = re.compile(rf"\s*,?\s*(?:{_SAYS}\s+)?(?:that\s+|,\s*)?(?=\S)")
_CONNECTIVE = re.compile(
    r"(?:but|and|so|yet|also|however|moreover|in fact|in addition|besides|of course|still|then|that['’]s why)\b,?\s+",
    re.IGNORECASE,
)
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


def statement_of(clause: str, focus: str, topic_treatment: str = "") -> str:
    """The statement: `focus` is what the last sentences spoke of, `topic_treatment` what the article is about."""
    text = _without_source(" ".join(clause.split()))
    text = _CONNECTIVE.sub("", text, count=1) if _CONNECTIVE.match(text) else text
    text = _resolved(text, focus, topic_treatment)
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
            text = head + (re.sub(r"\A,", "", after) if head else after)
        elif said and len(before.split()) <= 3:
            text = after[end.end() :] if (end := _AFTER_SOURCE.match(after)) else text
    return text.strip(" ,")


def _resolved(text: str, focus: str, topic: str) -> str:
    text = _IT_IS.sub(lambda match: f"{match.group(1)} {_LONG[match.group(2).lower()]}", text)
    named = _THIS_TREATMENT.search(text)
    if named and (topic or focus):
        text = text[: named.start()] + _named_treatment(topic or focus, named.group("noun")) + text[named.end() :]
    if focus and _VERB_FIRST.match(text) and 0 in effects(text):
        return f"{topic or focus} {text[:1].lower()}{text[1:]}"
    start = _IT.match(text)
    if start and focus and not re.match(r"\s+(?:is\s+)?(?:why|when|what|how)\b", text[start.end() :]):
        text = focus + text[start.end() :]
    return text


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
