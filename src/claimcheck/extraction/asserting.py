"""What is none of a page's own statements by its form, whatever its words are: questions, works, verdicts, the page's words about itself; and what makes a sentence."""

import re
from functools import lru_cache

from claimcheck.extraction.bounds import is_called_false, is_number_of_myth
from claimcheck.extraction.lexicon import listed, sections, words_of
from claimcheck.extraction.shapes import commands
from claimcheck.extraction.unit import Unit
from claimcheck.extraction.verdicts import is_verdict, lacks_proof
from claimcheck.extraction.works import WORK, is_list_of_works

_REVIEWS = re.compile(
    r"\b(?:customer|verified|patient|reader)s?['’]? (?:reviews|comments|stories)|\breviews\b|testimonial|what (?:our )?(?:customers|clients|patients|people) say|\bcomments\b",
    re.IGNORECASE,
)
_WORDLESS = re.compile(r"(?::[a-z0-9_+-]+:|[\W\d_])*")
_SELF = re.compile(r"(?:in )?(?:this|the|our) (?:\w+ ){0,2}?(?P<noun>[\w-]+)\b(?! of\b)", re.IGNORECASE)
_SELF_IS = re.compile(r"(?:this|it) (?:is|was|does not|cannot|covers)\b(?P<rest>.*)", re.IGNORECASE)
_ABOUT_SELF = re.compile(
    r"\b(?:written (?:for|by)|(?:summary|guide|version|leaflet|overview) (?:of|to|for)\b|replace (?:a |the )?(?:talk|visit|advice|medical)"
    r"|substitute for|intended to (?:diagnose|replace)|checked by|reviewed by)",
    re.IGNORECASE,
)


_REMEMBERED = 100  # headings: many sentences stand below one


def is_no_statement(unit: Unit, before: str = "") -> bool:
    """Whether a unit is none of the page's own statements by its form: a heading, a question, a work, a customer's words, what
    it calls a myth, a mere verdict, or of the page itself; `before` is the sentence before in its paragraph.
    """
    return bool(
        unit.is_heading
        or _WORDLESS.fullmatch(unit.text)
        or unit.text.rstrip("\"”’') ").endswith("?")
        or unit.is_lead
        or is_list_of_works(unit.heading)
        or _reads_as_work(unit.text)
        or _is_above_reviews(unit.heading)
        or is_called_false(unit.text)
        or is_number_of_myth(before)
        or is_verdict(unit.text)
        or (lacks_proof(unit.text) and not unit.columns)
        or _is_about_itself(unit.text, before)
    )


@lru_cache(_REMEMBERED)
def _is_above_reviews(heading: str) -> bool:
    """Whether customers' words stand below a heading."""
    return _REVIEWS.search(heading) is not None


def has_verb(text: str) -> bool:
    """Whether words make a sentence, be it one without its subject: "Supports heart health"."""
    words = words_of(text)
    if not listed("finite").isdisjoint(words) or any(word.endswith("n't") for word in words):
        return True
    told = sections("claim_signals.txt", text)
    return "effect" in told or "relation" in told or recommends(text) or not commands().isdisjoint(words[:1])


def recommends(text: str) -> bool:
    """Whether a sentence tells those who treat what to do: "Offer an ACE inhibitor to adults under 55"."""
    return text.lower().startswith(tuple(f"{verb} " for verb in listed("recommending verbs")))


def is_instruction(text: str) -> bool:
    """Whether a sentence begins with what is to be done: "Give it for five days", "Giving antibiotics", "Offer ginger"."""
    first, *rest = words_of(text.partition(" to ")[0]) or ("",)
    is_doing = first.endswith("ing") and first not in listed("no -ing form") and not has_verb(" ".join(rest))
    return recommends(text) or first in commands() or is_doing


def _reads_as_work(text: str) -> bool:
    """An entry of a list of works: an author with initials and a year, or an address after a journal's name."""
    found = WORK.search(text)
    if found is None:
        return False
    return not found.start() or (found.start() < 60 and not has_verb(text[: found.start()] + text[found.end() :]))


def _is_about_itself(text: str, before: str) -> bool:
    named = _SELF.match(text)
    if named and named["noun"].lower() in listed("pages"):
        return True
    said = _SELF_IS.match(text)
    return bool((said and _ABOUT_SELF.search(said["rest"])) or (said and before and _is_about_itself(before, "")))
