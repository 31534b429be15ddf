"""What makes no claim whatever its words are: questions, calls to action, the page's words about itself, works and notes."""

import re
from functools import lru_cache

from claimcheck.extraction.bounds import is_called_false, is_number_of_myth
from claimcheck.extraction.lexicon import listed, sections, words_of
from claimcheck.extraction.practical import is_practical
from claimcheck.extraction.shapes import commands, is_counted
from claimcheck.extraction.unit import Unit
from claimcheck.extraction.verdicts import is_verdict, lacks_proof
from claimcheck.extraction.works import WORK, is_list_of_works

_REVIEWS = re.compile(
    r"\b(?:customer|verified|patient|reader)s?['’]? (?:reviews|comments|stories)|\breviews\b|testimonial|what (?:our )?(?:customers|clients|patients|people) say|\bcomments\b",
    re.IGNORECASE,
)
# What is written in small letters here is looked for in the text in small letters: `re.IGNORECASE` takes three times as long.
_MADE = re.compile(
    r"\b(?:stud(?:y|ies)|researchers?|team|scientists|trial|review|analysis|authors)\b[^.]{0,60}"
    r"\b(?:looked at|followed|tracked|asked|recruited|examined|analysed|analyzed|pooled|enrolled|surveyed)\b"
)
_WERE_STUDIED = re.compile(
    r"(?:they|all|half|both groups|the (?:volunteers|participants|patients|others|rest)|participants|volunteers)(?: of (?:them|the \w+))? (?:all )?"
    r"(?:(?:were|was) (?:all )?(?:over|under|aged|between|given|asked|followed|told|split|assigned|healthy)|got|received|took|filled|wore|kept|drank|ate)\b",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"\b(?:found|finding|show(?:s|ed|n|ing)|suggest|linked|associated|likely|than|conclud|reported that|reduc|improv|increas|lower)\w*",
    re.IGNORECASE,
)
_URGENT = re.compile(
    r"\b(?:emergency|at once|straight away|immediately|999|911|112)\b.*\bif\b|\bif\b.*\b(?:emergency|at once|straight away|immediately|999|911|112)\b"
)
_AMOUNT = re.compile(
    r"[<£$€~]?\s?\d[\d.,/ ]*\s?(?:k?cal|kj|m?g|mcg|µg|ml|iu|%|g|hours?|gumm(?:y|ies)|capsules?|tablets?|scoops?)?(?:\s?\(.*\))?",
    re.IGNORECASE,
)
_OF_THE_HOUSE = re.compile(
    r"[£$€]\s?\d[\d,.]* (?:a|per|each)\b|\b(?:costs? (?:about |around |up to )?[£$€]|(?:review|issue|publication) date\b|does not replace the\b"
    r"|(?:is|are) (?:made (?:from|with)|vegan|vegetarian|gluten-free|sugar-free|free from)\b"
    r"|no new (?:trials|studies|evidence) (?:was|were)|findings were presented|has been shortened)"
)
_BEGINS_OF_THE_HOUSE = re.compile(
    r"(?:the|our) committee\b|(?:that|it all) depends\b|it depends on (?:your?|where|what|which|who)\b"
    r"|(?:the )?(?:NHS|Medicare|Medicaid|regulator|FDA|EMA|MHRA)\b.{0,40}\b(?:approved|gives|offers|pays|covers|provides)\b"
    r"|you (?:have been|were) (?:given|invited|referred|sent)\b",
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


def asserts_nothing(unit: Unit, before: str = "") -> bool:
    """Whether a unit makes no claim, whatever words stand in it; `before` is the sentence before in its paragraph."""
    text, small = unit.text, unit.text.lower()
    return bool(
        is_no_statement(unit, before)
        or (is_call(text) and not _URGENT.search(small))
        or any(map(is_call, filter(None, (unit.lead, unit.context))))
        or _tells_a_study(text, small)
        or _BEGINS_OF_THE_HOUSE.match(text)
        or _OF_THE_HOUSE.search(small)
        or (is_practical(text) and not (_URGENT.search(small) or recommends(text)))
        or _is_amounts(unit)
        or not (unit.columns or _is_benefit(unit) or is_counted(text) or has_verb(unit.said))
    )


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


def _tells_a_study(text: str, small: str) -> bool:
    """Whether a sentence tells how a study was made, not what it found; `small` is it in small letters."""
    return (_MADE.search(small) or _WERE_STUDIED.match(text)) is not None and _FOUND.search(text) is None


def _is_amounts(unit: Unit) -> bool:
    """Whether a row of a table holds amounts and prices alone: "Protein | 9 g"."""
    return "\t" in unit.text and len(unit.cells) > 1 and all(_AMOUNT.fullmatch(cell) for cell in unit.cells[1:])


def is_call(text: str) -> bool:
    """Whether a sentence sends the reader somewhere: "Ask your pharmacist before use"."""
    before = listed("before a call")
    return next((word for word in words_of(text) if word not in before), "") in listed("calls to action")


def has_verb(text: str) -> bool:
    """Whether words make a sentence, be it one without its subject: "Supports heart health"."""
    words = words_of(text)
    if not listed("finite").isdisjoint(words) or any(word.endswith("n't") for word in words):
        return True
    told = sections("claim_signals.txt", text)
    return "effect" in told or "relation" in told or recommends(text) or not commands().isdisjoint(words[:1])


def _is_benefit(unit: Unit) -> bool:
    """Whether an item of a list names more or less of something: "Sharper memory", "Deeper sleep"."""
    open_ended = unit.text[-1:].isalnum() and unit.opens
    told = sections("claim_signals.txt", unit.text) if open_ended else ()
    return "comparative" in told or "benefit" in told


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
