"""Where a sentence may be parted, and which of its stretches belong together."""

import re
from collections.abc import Callable, Iterable

from claimcheck.extraction.asserting import has_verb
from claimcheck.extraction.attributions import attributions
from claimcheck.extraction.bounds import contradicts
from claimcheck.extraction.lexicon import begins_with, listed
from claimcheck.extraction.pointing import TURNED, leaves_out_subject, points_outside
from claimcheck.extraction.terms import health_terms
from claimcheck.extraction.wording import asserts, is_own_matter
from claimcheck.stretches import between

Span = tuple[int, int]

_BREAK = re.compile(
    r";\s+(?![^()\[\]]*[)\]])|,\s+so\s+(?=(?:we|please|you)\b)|,\s+which is why\s+|\s*—\s*|\s+–\s+"
    r"|,\s+(?:and|but|yet|while|whereas|though|although)\s+"
    r"|\s+but\s+(?=(?:it|they|this|these|you|we|there|people|some|many|most|an?|the)\b)"
    r"|\s+and\s+(?=(?:an?|the)\s+[a-z-]+\s+[a-z]+s\s)"
)
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
VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|can|may|do|does|did|will|should|must|\w{3,}(?:s|ed))\b")
_SHORTEST = 3


def _between(sentence: str, begin: int) -> tuple[list[Span], bool]:
    """The stretches between the places where a sentence may be parted, and whether one of these is a dash."""
    cuts = [
        match.span()
        for match in _BREAK.finditer(sentence, begin)
        if not (_speaks_against(sentence, begin, match) or _is_governed(sentence, begin, match))
    ]
    dashed = any("—" in sentence[slice(*cut)] or "–" in sentence[slice(*cut)] for cut in cuts)
    return between(cuts, begin, len(sentence)), dashed


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


def parts_by(needs_source: Callable[[str], bool], sentence: str, begin: int) -> Iterable[Span]:
    """What needs a source by itself, and what surely is another matter. All else belongs to what it is said of: "but not in women"."""
    spans, dashed = _between(sentence, begin)
    parts: list[Span] = []
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
    is_other = "treatment" in begins_with("health_terms.txt", text)
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
    acts = VERB.search(rest) if by_form else has_verb(text)
    if _NOUN.match(text) and not _says_of_noun(text):
        return False
    return bool(acts) and not (leaves_out_subject(text) or TURNED.match(text))


def _says_of_noun(text: str) -> bool:
    """Whether something is said of the noun that a stretch begins with; of "the risk of clots when given as tablets" nothing is."""
    bare = _AFTER_ITS_VERB.sub("", _NOUN.sub("", text, count=1))
    for hit in reversed(health_terms(bare)):
        is_named = hit.section in ("condition", "outcome") and hit.text.endswith("s")
        bare = bare[: hit.start] + bare[hit.end :] if is_named else bare
    return VERB.search(_OF_WHAT.sub("", bare)) is not None
