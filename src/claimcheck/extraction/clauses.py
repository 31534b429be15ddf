"""Parting a sentence that makes several claims: each clause with the words that it stands on and those that it shares."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from attrs import evolve, frozen

from claimcheck.extraction.asserting import has_verb
from claimcheck.extraction.attributions import attributions
from claimcheck.extraction.bounds import contradicts, qualifies
from claimcheck.extraction.classify import asserts, is_own_matter, names_health
from claimcheck.extraction.lexicon import begins_with, hits, listed, sections, words_of
from claimcheck.extraction.pointing import TURNED, begins_with_its_verb, lacks_subject, points_outside
from claimcheck.extraction.terms import health_terms

_Span = tuple[int, int]

_LABEL = re.compile(r"\s*(?P<label>[A-Z][\w'’-]*(?: [\w'’-]+){0,3})(?::|(?P<dash>\s+[–—-]))\s+(?=\S)")
_SENTENCE = re.compile(r"\b(?:is|are|was|were|has|have|can|may|it|them|they|you|we|us|i)\b", re.IGNORECASE)
_NAMING_NOTHING = (
    "labels that only introduce",
    "words of general headings",
    "saying",
    "those who know",
    "small in titles",
)
_BREAK = re.compile(
    r";\s+(?![^()\[\]]*[)\]])|,\s+so\s+(?=(?:we|please|you)\b)|,\s+which is why\s+|\s*—\s*|\s+–\s+|,\s+but\s+|,\s+yet\s+"
    r"|\s+but\s+(?=(?:it|they|this|these|you|we|there|people|some|many|most|an?|the)\b)"
    r"|,\s+(?:and|while|whereas)\s+(?=(?:it|they|this|these|you|we|people|in rare cases|in some cases|an?|the|every|each|most|many|some)\b)"
    r"|,\s+(?:while|whereas)\s+(?=[a-z-]+(?: [a-z-]+){0,2} (?:raises?|lowers?|reduces?|increases?|causes?|prevents?|eases?|helps?|does|do|is|are|has|have|can|may)\b)"
    r"|,\s+(?:and|though|although|while|whereas)\s+(?=(?:[\w'’-]+\s+){1,5}?(?:is|are|was|were|has|have|had|can|may|might|could|will|does|do|did|should|cannot|[a-z]+n['’]t)\s)"
    r"|\s+and\s+(?=(?:an?|the)\s+[a-z-]+\s+[a-z]+s\s)"
)
_ANY_BREAK = re.compile(rf"{_BREAK.pattern}|,\s+(?:and|but|yet|while|whereas|though|although)\s+")
"""Where whoever reads the stretches may part a sentence."""
_THAT = re.compile(r"(?:(?:and|or|nor) )?(?:that|whether) (?P<next>[\w'’-]+)", re.IGNORECASE)
_GOVERNS = re.compile(r"\b(?:that|whether)\b", re.IGNORECASE)
_DENIES_THAT = re.compile(
    r"\b(?:doubt\w*|myths?|misconceptions?|untrue|false|wrong|incorrect|reject\w*|den(?:y|ies|ied)|disput\w+|disprov\w+|debunk\w+|unproven|unclear|uncertain"
    r"|few|nobody|(?:no|little) (?:[\w-]+ )?(?:evidence|proof|stud(?:y|ies)|trials?|reason)|(?:not|never|n['’]t)(?: been)? (?:true|clear|\w+(?:ed|n)|show|prove|confirm|find|support|believe|think))\b[^.;:]{0,40}?\b(?:that|whether)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(r"(?:only|just|not|none|nobody|few)\b", re.IGNORECASE)
_TURNS_BACK = re.compile(r"\b(?:but|yet|though|although)\s+\Z", re.IGNORECASE)
_NEAR = 12  # characters of the words that join two clauses
_PRONOUN = re.compile(r"(?:it|its|they|their|this|these|that|those|such|he|she|his|her)\b", re.IGNORECASE)
_OURS = re.compile(r"(?:we|our|i|my)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"the ([\w-]+)", re.IGNORECASE)
_NAMED = re.compile(r"(?:it|they|this|these|those|an?|the)\b", re.IGNORECASE)
_AFTER_ITS_VERB = re.compile(
    r"\b(?:when|if|once|unless|because|although|though|while|after|before|until|that|which|who|than)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_OF_WHAT = re.compile(r"\b(?:of|for|in|with|from|by|to|on|at|among|during) (?:an? |the )?[\w'’-]+", re.IGNORECASE)
_NOUN = re.compile(r"(?:an?|the) [\w'’-]+", re.IGNORECASE)
_AND = re.compile(r",? and (?:also )?")
_PASSIVE = re.compile(
    r"(?P<first>(?P<subject>[A-Z][\w'’-]*(?: [\w'’-]+){0,4}?) (?:is|are|has|have|can|may) [^.;]*?),? and (?P<second>(?:has|have) (?:also )?been .+)"
)
_LONGEST_SUBJECT = 6
_ITEM = re.compile(r",\s+(?:and|or)\s+(?:even\s+|also\s+)?|,\s+(?:even\s+|also\s+)?|\s+and\s+(?:even\s+|also\s+)?")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|can|may|do|does|did|will|should|must|\w{3,}(?:s|ed))\b")
_SHORTEST = 3
_LONGEST = 1500  # characters: what is longer is no sentence, and parting it would take time for nothing
_FORM = re.compile(r"\w+?(ing|ed|s|)\b")


@frozen
class Clause:
    """A claim's words: `text` to read, which may repeat what the sentence shares, the span of the sentence quoted, and, where that was
    asked, whether it needs a source and whether it leans on what stands around it.
    """

    text: str
    start: int
    end: int
    needs_source: bool = True
    leans: bool | None = None


def clauses(sentence: str) -> tuple[Clause, ...]:
    """The clauses that assert something about health; the whole sentence where it cannot be parted."""
    return _clauses(sentence, _parts)


def clauses_by(sentence: str, read: Callable[[str], tuple[bool, bool]]) -> tuple[Clause, ...]:
    """The clauses of a sentence that needs a source, parted by whoever can tell of words whether they need one and whether they lean
    on what stands around them. Those that need none by themselves are marked, unless that would be all of them.
    """
    found = _clauses(sentence, partial(_parts_by, lambda text: read(text)[0]))
    if len(found) < 2:
        return found
    told = [(one, *read(one.text)) for one in found]
    none = not any(needs for _, needs, _ in told)
    return tuple(evolve(one, needs_source=needs or none, leans=leans) for one, needs, leans in told)


def _clauses(sentence: str, parts: Callable[[str, int], Iterable[_Span]]) -> tuple[Clause, ...]:
    if len(sentence) > _LONGEST:
        return (Clause(sentence, 0, len(sentence)),)
    label = _label(sentence)
    begin = label.end() if label and _VERB.search(sentence, label.end()) else 0
    found: list[Clause] = []
    for start, end in parts(sentence, begin):
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
    return found if found and (not found["dash"] or _has_no_subject(sentence[found.end() :])) else None


def names_its_thing(statement: str) -> bool:
    """Whether a statement stands behind a label that names of what it holds: "Ginger: eases nausea"."""
    label = _label(statement)
    return label is not None and not (_introduces(label["label"]) or qualifies(label["label"]))


def _introduces(label: str) -> bool:
    """Whether a label names neither of what a sentence holds nor for whom: "In short", "Experts say", "Timing is everything"."""
    words = frozenset(word for word in words_of(label) if not word.isdigit())
    is_sentence = _SENTENCE.search(label) is not None
    return not qualifies(label) and (is_sentence or not words.difference(*map(listed, _NAMING_NOTHING)))


def _has_no_subject(text: str) -> bool:
    return begins_with_its_verb(text) or lacks_subject(text)


def _labelled(sentence: str, begin: int, found: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses each behind the label that all share: "In mice: green tea prevents cancer". Where it names of what they hold, a
    later one is of another thing from one on that names another treatment.
    """
    shares, limits = True, qualifies(sentence[:begin].strip(" :–—-"))
    for one in found:
        is_first = one.start == begin
        shares = (
            limits or is_first or (shares and not any(hit.section == "treatment" for hit in health_terms(one.text)))
        )
        text = f"{sentence[:begin].strip()} {one.text}" if shares else one.text
        yield evolve(one, text=text, start=0 if is_first else one.start)


def _between(breaks: re.Pattern[str], sentence: str, begin: int) -> tuple[list[_Span], bool]:
    """The stretches between the places where a sentence may be parted, and whether one of these is a dash."""
    cuts = [
        match.span()
        for match in breaks.finditer(sentence, begin)
        if not (_speaks_against(sentence, begin, match) or _is_governed(sentence, begin, match))
    ]
    edges = [begin, *(edge for cut in cuts for edge in cut), len(sentence)]
    dashed = any("—" in sentence[slice(*cut)] or "–" in sentence[slice(*cut)] for cut in cuts)
    return list(pairwise(edges))[::2], dashed


def _speaks_against(sentence: str, begin: int, cut: re.Match[str]) -> bool:
    """Whether what follows takes back what a source was said to find: then neither half is the page's own claim."""
    adds = " and" in cut.group()
    return not adds and contradicts(sentence, cut.end()) and bool(attributions(sentence[begin : cut.start()]))


def _is_governed(sentence: str, begin: int, cut: re.Match[str]) -> bool:
    """Whether what follows hangs on words before: "…, and that honey cures coughs", "It is a myth that … and the cold causes …"."""
    goes_on = None if "but" in cut.group() or "yet" in cut.group() else _THAT.match(sentence, cut.end())
    if goes_on and goes_on["next"].lower() not in listed("finite") and _GOVERNS.search(sentence, begin, cut.start()):
        return True
    return cut.group().split() == ["and"] and _DENIES_THAT.search(sentence, begin, cut.start()) is not None


def _parts_by(needs_source: Callable[[str], bool], sentence: str, begin: int) -> Iterable[_Span]:
    """What needs a source by itself, and what surely is another matter. All else belongs to what it is said of: "but not in women"."""
    spans, dashed = _between(_ANY_BREAK, sentence, begin)
    parts: list[_Span] = []
    telling, begun = 0, False  # begun: something apart was met, to which what follows may belong
    for start, end in spans:
        text = sentence[start:end]
        stands = len(spans) > 1 and _stands_alone(text, is_first=not parts)
        tells = stands and needs_source(text)
        is_elsewhere = _is_elsewhere(sentence, start, end)
        if parts and not (begun and (is_elsewhere or (tells and not _limits_first(sentence, start, end)))):
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
        begun = begun or tells or is_elsewhere or (stands and asserts(text))
        telling += tells
    # What stands after a dash explains what stands before.
    return parts if telling and not (dashed and telling == 1) else [(begin, len(sentence))]


def _limits_first(sentence: str, start: int, end: int) -> bool:
    """Whether a stretch takes something back of what stands before it, of which alone it speaks: "but few become free of seizures"."""
    text = sentence[start:end]
    word, named = points_outside(text), _DEFINITE.match(text)
    is_treatment = named is not None and named[1].lower() in listed("definite treatment")  # "but the patch does not"
    of_same = word and text.lower().startswith(word.lower()) and not (is_treatment or _PRONOUN.match(text))
    return _turns_back(sentence, start) and bool(_LIMITS.match(text) or of_same)


def _turns_back(sentence: str, at: int) -> bool:
    return _TURNS_BACK.search(sentence, max(0, at - _NEAR), at) is not None


def _is_elsewhere(sentence: str, start: int, end: int) -> bool:
    """Whether a stretch that makes no claim speaks of the house's own matters, or of another treatment: "whereas zinc may not"; what
    takes something back of the one before does not: "but only infants took part".
    """
    text = sentence[start:end]
    is_other = "treatment" in begins_with("health_terms.txt", text) and asserts(text)
    turns = _turns_back(sentence, start)
    if is_own_matter(text) and (not turns or _OURS.match(text)):
        return True
    return not turns and is_other and _stands_alone(text, is_first=False)


def _stands_alone(text: str, *, is_first: bool) -> bool:
    """Whether a stretch is a clause with a verb and a subject of its own."""
    if len(text.split()) <= _SHORTEST:
        return False
    if is_first:
        return True
    first, rest = text.split(maxsplit=1)
    by_form = first.endswith("ing") or _NAMED.match(text)  # "helping you sleep" has none, "smoking raises the risk" has
    acts = _VERB.search(rest) if by_form else has_verb(text)
    if _NOUN.match(text) and not _says_of_noun(text):
        return False
    return bool(acts) and not (begins_with_its_verb(text) or lacks_subject(text) or TURNED.match(text))


def _says_of_noun(text: str) -> bool:
    """Whether something is said of the noun that a stretch begins with; of "the risk of clots when given as tablets" nothing is."""
    bare = _AFTER_ITS_VERB.sub("", _NOUN.sub("", text, count=1))
    for hit in reversed(health_terms(bare)):
        is_named = hit.section in ("condition", "outcome") and hit.text.endswith("s")
        bare = bare[: hit.start] + bare[hit.end :] if is_named else bare
    return _VERB.search(_OF_WHAT.sub("", bare)) is not None


def _parts(sentence: str, begin: int) -> Iterator[_Span]:
    spans, dashed = _between(_BREAK, sentence, begin)
    if len(spans) < 2 or not names_health(sentence):
        yield begin, len(sentence)
        return
    parts = list(_joined(sentence, spans))
    telling = [span for span in parts if _tells(sentence[slice(*span)])]
    if dashed and len(telling) < 2:  # what stands after the dash explains what stands before
        telling = []
    # What stands beside one claim belongs to it, unless it speaks of the house's matters.
    if len(telling) == 1 and not all(is_own_matter(sentence[slice(*span)]) for span in parts if span not in telling):
        telling = []
    long_enough = [span for span in telling if len(sentence[slice(*span)].split()) > _SHORTEST]
    yield from long_enough or telling or [(begin, len(sentence))]


def _joined(sentence: str, spans: Iterable[_Span]) -> Iterator[_Span]:
    """The stretches, each claim with what stands behind it, makes none and is not of the house's own matters."""
    found: list[_Span] = []
    for start, end in spans:
        text = sentence[start:end]
        tells = _tells(text) and not _limits_first(sentence, start, end)
        if found and _tells(sentence[slice(*found[-1])]) and not (tells or _is_elsewhere(sentence, start, end)):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    yield from found


def _tells(text: str) -> bool:
    """Whether a stretch asserts something, and is not a noun alone."""
    return asserts(text) and (not _NOUN.match(text) or _says_of_noun(text))


def _coordinated(sentence: str, start: int, end: int) -> list[Clause]:
    """Read "magnesium relaxes muscles and calms nerves" as two claims with one subject."""
    text = sentence[start:end]
    acting = effects(text)
    if not acting or not acting[0] > 0 or len(text[: acting[0]].split()) > _LONGEST_SUBJECT:
        return []
    form = _form(text[acting[0] :])
    forms = ("s", "ed") if not text[: acting[0]].rstrip().endswith("s") else ("s", "ed", "")
    for match in _AND.finditer(text, acting[0]):
        second = text[match.end() :]
        shared = form in forms and _begins_with_effect(second) and _form(second) == form
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
    pieces = _pieces(text)
    if len(pieces) < 3:
        return []
    tail = [piece for piece in pieces[1:] if _begins_with_effect(text[slice(*piece)])]
    if len(tail) != len(pieces) - 1 or len({_form(text[a:b]) for a, b in tail}) != 1:
        return []
    at = _last_effect(text[slice(*pieces[0])], _form(text[slice(*tail[0])]))
    if at is None:
        return []
    head = text[:at]
    first = Clause(text[: pieces[0][1]], start, start + pieces[0][1])
    return [first, *(Clause(head + text[a:b], start + a, start + b) for a, b in tail)]


def _pieces(text: str) -> list[tuple[int, int]]:
    edges = [0, *(edge for match in _ITEM.finditer(text) for edge in match.span()), len(text)]
    return [(a, b) for a, b in list(pairwise(edges))[::2] if a < b]


def effects(text: str) -> list[int]:
    """Where words of effect begin ("eases", "helping")."""
    if "effect" not in sections("claim_signals.txt", text):
        return []
    return [hit.start for hit in hits("claim_signals.txt", text) if hit.section == "effect"]


def _begins_with_effect(text: str) -> bool:
    return "effect" in begins_with("claim_signals.txt", text)


def _form(text: str) -> str:
    """The ending of the first word, which the items of a list share: ``ing``, ``ed``, ``s`` or none."""
    match = _FORM.match(text)
    return match.group(1) if match else ""


def _last_effect(text: str, form: str) -> int | None:
    return next((at for at in reversed(effects(text)) if _form(text[at:]) == form), None)
