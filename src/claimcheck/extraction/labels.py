"""What the statement of a draft begins with where it leans on its page: the page's one treatment or illness.

Apart from `topics`, since the gate, which drafts nothing, starts often.
"""

import re

from claimcheck.extraction.clauses import names_its_thing
from claimcheck.extraction.lexicon import hits, listed, words_of
from claimcheck.extraction.pointing import compares, leaves_out_subject, points_outside
from claimcheck.extraction.topics import SECTIONS, SpokenOf, named_by, things

_THE = re.compile(r"the\s+", re.IGNORECASE)
_ASKS = re.compile(r"(?:what|which|how|who|why|when|does|do|is|are|can)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:it|its|they|them|their|this|these|those|such|ones?|both|either|neither)\b", re.IGNORECASE)


def label_for(statement: str, topic: SpokenOf, *, is_item: bool) -> str:
    """What a statement that leans on its surroundings begins with, "" where that is not sure; `is_item`: it has no subject."""
    if names_its_thing(statement):
        return ""
    if word := points_outside(statement):
        section = _of_definite(word)
        begins = statement.lower().startswith(word.lower())
        from_text = begins and word.lower().split()[-1] not in listed("particular treatments")
        return "" if not section else topic.of(section) if from_text else topic.framed_of(section)
    if _POINTS.search(statement) or (
        not compares(statement) and any(hit.section == "treatment" for hit in things(statement))
    ):
        return ""
    if is_item or leaves_out_subject(statement):
        return topic.framed_of("treatment")
    words = set(words_of(statement))
    for section in SECTIONS:
        if not words.isdisjoint(listed(f"of some {section}")):
            return topic.framed_of(section)
    return "" if topic.alone == topic.framed_of("treatment") and _does_something_else(statement) else topic.alone


def _does_something_else(statement: str) -> bool:
    """Whether a statement is of another thing that is done, not of the one spoken of: "Staying active helps"."""
    first, behind = (*words_of(statement), "", "")[:2]
    is_action = first.endswith("ing") and not listed("no -ing form").union(listed("done with a treatment")) & {first}
    acts = any(
        hit.section == "effect" and hit.start > len(f"{first} {behind}") for hit in hits("claim_signals.txt", statement)
    )
    return is_action and acts and behind not in listed("function words")


def condition_of_page(statement: str, title: str, heading: str, topic: SpokenOf) -> str:
    """The illness that a page is about, for a statement that leans on its page and names none; "" where another thing may be meant.

    Another may be where the heading names or speaks of one, or a treatment was spoken of in the section.
    """
    named = named_by(title)
    if (
        names_its_thing(statement)
        or len(named) != 1
        or named[0].section != "condition"
        or topic.treats
        or topic.treatment
    ):
        return ""
    if _POINTS.search(statement) or _is_told_of(title, named[0].start):
        return ""
    if any(hit.text.lower() != named[0].text.lower() for hit in things(heading)):
        return ""
    return "" if any(hit.section == "condition" for hit in things(statement)) else named[0].text


def _is_told_of(title: str, at: int) -> bool:
    """Whether a headline only tells what something does to an illness named at a place: "CalmRoot lowers stress"."""
    acting = (hit.text for hit in hits("claim_signals.txt", title[:at]) if hit.section == "effect" and hit.start)
    return not _ASKS.match(title) and any(verb.endswith(("s", "ed")) for verb in acting)


def _of_definite(word: str) -> str:
    """Which of the two "the drug" or "the condition" is; "this drug" is the one that was named last, whatever that is."""
    begin = _THE.match(word)
    noun = word[begin.end() :].lower() if begin else ""
    return next((section for section in SECTIONS if noun in listed(f"definite {section}")), "")
