"""Parting a sentence that makes several claims: each clause with the words that it stands on and those that it shares."""

import re
from collections.abc import Callable, Iterator, Sequence

from attrs import evolve, frozen

from claimcheck.extraction.bounds import qualifies
from claimcheck.extraction.breaks import VERB, parts_by
from claimcheck.extraction.lexicon import begins_with_effect, hits, listed, sections, words_of
from claimcheck.extraction.pointing import leaves_out_subject
from claimcheck.extraction.terms import names_any
from claimcheck.extraction.wording import asserts
from claimcheck.stretches import between

_LABEL = re.compile(r"\s*(?P<label>[A-Z][\w'’-]*(?: [\w'’-]+){0,3})(?::|(?P<dash>\s+[–—-]))\s+(?=\S)")
_SENTENCE = re.compile(r"\b(?:is|are|was|were|has|have|can|may|it|them|they|you|we|us|i)\b", re.IGNORECASE)
_NAMING_NOTHING = (
    "labels that only introduce",
    "words of general headings",
    "saying",
    "those who know",
    "small in titles",
)
_AND = re.compile(r",? and (?:also )?")
_PASSIVE = re.compile(
    r"(?P<first>(?P<subject>[A-Z][\w'’-]*(?: [\w'’-]+){0,4}?) (?:is|are|has|have|can|may) [^.;]*?),? and (?P<second>(?:has|have) (?:also )?been .+)"
)
_LONGEST_SUBJECT = 6
_ITEM = re.compile(r",\s+(?:and|or)\s+(?:even\s+|also\s+)?|,\s+(?:even\s+|also\s+)?|\s+and\s+(?:even\s+|also\s+)?")
_LONGEST = 1500  # characters: what is longer is no sentence, and parting it would take time for nothing
_FORM = re.compile(r"\w+?(ing|ed|s|)\b")


@frozen
class Clause:
    """A claim's words: `text` to read, which may repeat what the sentence shares, the span of the sentence quoted, and, where that was
    asked, whether it needs a source, whether it leans on what stands around it, the scores of all kinds, and the words it leans on.
    """

    text: str
    start: int
    end: int
    needs_source: bool = True
    leans: bool | None = None
    kinds: tuple[float, ...] = ()
    about: str = ""


@frozen
class Reading:
    """What a reader says of words: whether they need a source and, where it can tell, whether they lean on what stands around them, the
    scores of all kinds, and on which words they lean.
    """

    needs_source: bool
    leans: bool | None = None
    kinds: tuple[float, ...] = ()
    about: str = ""


def clauses(sentence: str) -> tuple[Clause, ...]:
    """The clauses of a sentence as its words tell."""
    return clauses_by(sentence, lambda text, _: Reading(asserts(text)))


def clauses_by(sentence: str, read: Callable[[str, str], Reading]) -> tuple[Clause, ...]:
    """The clauses of a sentence that needs a source, parted by whoever can read words: those of a clause, and those before it. Clauses
    that need none by themselves are marked, unless that would be all of them.
    """
    found = _clauses(sentence, lambda text: read(text, "").needs_source)
    if len(found) < 2:
        return found
    told = [(one, read(one.text, sentence[: one.start].strip())) for one in found]
    none = not any(said.needs_source for _, said in told)
    return tuple(
        evolve(one, needs_source=said.needs_source or none, leans=said.leans, kinds=said.kinds, about=said.about)
        for one, said in told
    )


def _clauses(sentence: str, needs_source: Callable[[str], bool]) -> tuple[Clause, ...]:
    if len(sentence) > _LONGEST:
        return (Clause(sentence, 0, len(sentence)),)
    label = _label(sentence)
    begin = label.end() if label and VERB.search(sentence, label.end()) else 0
    found: list[Clause] = []
    for start, end in parts_by(needs_source, sentence, begin):
        found += (
            _listed(sentence, start, end)
            or _coordinated(sentence, start, end)
            or _goes_on_in_the_passive(sentence, start, end)
            or [Clause(sentence[start:end], start, end)]
        )
    return tuple(_labelled(sentence, begin, found) if label and begin and not _introduces(label["label"]) else found)


def _label(sentence: str) -> re.Match[str] | None:
    """The label of a sentence; words before a dash are one only where they are the subject of what stands behind it."""
    found = _LABEL.match(sentence)
    return found if found and (not found["dash"] or leaves_out_subject(sentence[found.end() :])) else None


def _introduces(label: str) -> bool:
    """Whether a label names neither of what a sentence holds nor for whom: "In short", "Experts say", "Timing is everything"."""
    words = frozenset(word for word in words_of(label) if not word.isdigit())
    is_sentence = _SENTENCE.search(label) is not None
    return not qualifies(label) and (is_sentence or not words.difference(*map(listed, _NAMING_NOTHING)))


def _labelled(sentence: str, begin: int, found: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses each behind the label that all share: "In mice: green tea prevents cancer". Where it names of what they hold, a
    later one is of another thing from one on that names another treatment.
    """
    shares, limits = True, qualifies(sentence[:begin].strip(" :–—-"))
    for one in found:
        is_first = one.start == begin
        shares = limits or is_first or (shares and not names_any(one.text, "treatment"))
        text = f"{sentence[:begin].strip()} {one.text}" if shares else one.text
        yield evolve(one, text=text, start=0 if is_first else one.start)


def _coordinated(sentence: str, start: int, end: int) -> list[Clause]:
    """Read "magnesium relaxes muscles and calms nerves" as two claims with one subject."""
    text = sentence[start:end]
    acting = _effects(text)
    if not acting or not acting[0] > 0 or len(text[: acting[0]].split()) > _LONGEST_SUBJECT:
        return []
    form = _form(text[acting[0] :])
    forms = ("s", "ed") if not text[: acting[0]].rstrip().endswith("s") else ("s", "ed", "")
    for match in _AND.finditer(text, acting[0]):
        second = text[match.end() :]
        shared = form in forms and begins_with_effect(second) and _form(second) == form
        if shared and asserts(text[: match.start()]) and asserts(text[: acting[0]] + second):
            first = Clause(text[: match.start()], start, start + match.start())
            return [first, Clause(text[: acting[0]] + second, start + match.end(), end)]
    return []


def _goes_on_in_the_passive(sentence: str, start: int, end: int) -> list[Clause]:
    """Read "gum disease is common and has been linked to heart attacks" as two claims with one subject."""
    match = _PASSIVE.match(sentence[start:end])
    if match is None:
        return []
    first, second = sentence[start : start + match.end("first")], f"{match['subject']} {match['second']}"
    if not (asserts(first) and asserts(second)):
        return []
    return [Clause(first, start, start + len(first)), Clause(second, start + match.start("second"), end)]


def _listed(sentence: str, start: int, end: int) -> list[Clause]:
    """Read "it works by easing a, calming b and helping c" as three claims with one beginning."""
    text = sentence[start:end]
    cuts = [match.span() for match in _ITEM.finditer(text)]
    pieces = [(a, b) for a, b in between(cuts, 0, len(text)) if a < b]
    if len(pieces) < 3:
        return []
    tail = [piece for piece in pieces[1:] if begins_with_effect(text[slice(*piece)])]
    if len(tail) != len(pieces) - 1 or len({_form(text[a:b]) for a, b in tail}) != 1:
        return []
    first, form = text[: pieces[0][1]], _form(text[slice(*tail[0])])
    at = next((at for at in reversed(_effects(first)) if _form(first[at:]) == form), None)
    if at is None:
        return []
    rest = (Clause(text[:at] + text[a:b], start + a, start + b) for a, b in tail)
    return [Clause(first, start, start + len(first)), *rest]


def _effects(text: str) -> list[int]:
    """Where words of effect begin ("eases", "helping")."""
    if "effect" not in sections("claim_signals.txt", text):
        return []
    return [hit.start for hit in hits("claim_signals.txt", text) if hit.section == "effect"]


def _form(text: str) -> str:
    """The ending of the first word, which the items of a list share: ``ing``, ``ed``, ``s`` or none."""
    match = _FORM.match(text)
    return match.group(1) if match else ""
