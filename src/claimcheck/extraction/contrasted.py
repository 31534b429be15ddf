"""Works that a page sets itself against, or names for something else than what it claims.

"Contrary to Lee [3], …", "(but see [4])", ", which we measured with a scale [5],": such a work stands in the sentence of a claim
and is no source of it. It is told by the words before its reference; where they may mean either, it is no source.
"""

import re

from claimcheck.articles.normalise import RAISED_DIGITS
from claimcheck.extraction.works import AUTHORS
from claimcheck.language.patterns import end_of

_STRETCH = r"(?:[^,;()\[\]]|,\s(?:who|which|whose)\b[^,;()\[\]]*+,?|\([^()]*\)|\[[^\[\]]*\])*"
OPPOSING = (
    r"\b(?:contrary to|in contra(?:st|diction) (?:to|with)|contradicting|as opposed to|in opposition to|at odds with"
    r"|disagree(?:s|d|ing)? with|unlike|despite|in spite of|notwithstanding)\b"
)
"""Words before a work, by which a sentence sets itself against it."""
_AGAINST = re.compile(rf"{OPPOSING}(?P<named>{_STRETCH})\Z", re.IGNORECASE)
_OPENS = re.compile(r"(?:\A|[,;:—–])\W*(?:(?:but|and|yet|so)\s+)?\Z", re.IGNORECASE)
_COMMA_BEHIND = re.compile(rf"(?:\s*(?:[(\[][^()\[\]]*[)\]]|[{RAISED_DIGITS}]+))*[)\]\s]*,")
_ENDS_BEHIND = re.compile(r"(?:\s*[(\[][^()\[\]]*[)\]])*[\W\d_]*\Z")
_ONLY_REFERENCE = re.compile(r"(?:\b(?:PMID|PMC|doi)\b|[\W\d_])*", re.IGNORECASE)
_SOURCE = re.compile(
    r"\b(?:reviews?|trials?|stud(?:y|ies)|papers?|articles?|reports?|findings?|research(?:ers)?|results?|data|evidence|[\w-]*analys[ei]s"
    r"|editorials?|guidelines?|authors?|claim(?:s|ed)?|wr(?:o|i)tes?|says?|said|argu\w+|found|suggested|recommend\w+|et al|colleagues)\b"
    r"|\s[A-Z][a-z]"
)
_OUR_METHOD = re.compile(
    rf"(?:\b(?:done|described|discussed|explained|given|listed) elsewhere\W*|,\s(?:which|who|whom) (?:we|our \w+) (?:\w+ )?(?:measured|assessed|studied|tested|asked|counted|rated|used|defined|described)\b{_STRETCH})\Z",
    re.IGNORECASE,
)
_SEE = (
    r"(?:(?:but|yet|however,?) (?:see|cf|compare)|(?:see|cf\.?),? (?:however|by contrast)"
    r"|for (?:(?:an?|an?other|the|some|other|different|opposing|opposite|contrary|dissenting|critical) ){0,2}"
    r"(?:critiques?|criticisms?|views?|opinions?|positions?|counter-?arguments?|limitations?|rebuttals?)\b[^.;()\[\]]{0,40}?\bsee)\b"
)
_POINTER = (
    rf"(?:{_SEE}|(?:disputed|challenged|contradicted|criticised|criticized|questioned|refuted|rebutted) (?:by|in)\b|contra(?=\s|:|\Z)"
    r"|against:|contrary to\b|not to be confused with\b|(?:we|they) (?:did not|have not|do not) (?:use|include|cite)\b|related(?: \w+)?:|excluded:?\s)"
)
_POINTS = re.compile(_POINTER, re.IGNORECASE)
_GOES_ON = re.compile(rf"[,;:—–]\s*{_SEE}(?: also)?{_STRETCH}\Z", re.IGNORECASE)
_SPEAKS_AGAINST = (
    r"\b(?:(?:the|quite the) (?:opposite|contrary|reverse)|not (?:every(?:body|one)|all) (?:\w+ )?agrees?|not so\b|otherwise|contrast(?:s|ed|ing)? (?:with|to|this)"
    r"|(?:disagree|dissent|contradict|refut|rebut|disprov|debunk|disput)\w*|(?:was|been|is|since|later) (?:retracted|withdrawn)|opposing|conflicting|overturn\w*"
    r"|(?:fail(?:s|ed)? to|(?:could|did|do|does|was|were|been) ?(?:not|n[’']t)(?: be)?) (?:confirm|replicat|reproduc|support|bear)\w*"
    r"|(?:on|for|about) (?:the |our |its |their )?(?:methods?|methodology|design|scales?|definitions?|background)\b[^.;]{0,40}?\bsee\b)"
)
"""Words of a note by which its work says the opposite, counts no more, or is about something else."""
_TURNS = re.compile(rf"(?:\A|[.;]\s+|\()\W*({_POINTER})", re.IGNORECASE)
_TURNS_IN_PROSE = re.compile(
    rf"(?:\A|[.;]\s+|\()\W*({_POINTER}|(?:[^.;]|\bal\.){{0,200}}?{_SPEAKS_AGAINST})", re.IGNORECASE
)
_DOUBTED = re.compile(
    rf"[,;:—–]\s*(?:but|yet|though|although|however|while|whereas)\b[^,;:]*{_SPEAKS_AGAINST}[^,;:]*\Z", re.IGNORECASE
)
_LEFT_OVER = re.compile(rf"[,;:—–]\s*{_SEE}(?: also)?[\s,;]*(?=\.?\Z)", re.IGNORECASE)
REACH = 400
"""Characters before a reference, and behind it, that tell what it stands for."""


def is_set_against(before: str, reference: str, after: str) -> bool:
    """Whether a reference is no source of the claim that it stands in: `before` and `after` are the rest of the sentence, within reach."""
    outside, bracket, inside = before.rpartition("(")
    if bracket and ")" not in inside:
        if _POINTS.search(inside):
            return True
        before, after = outside, after.partition(")")[2]
    before = before.rstrip("[")
    elsewhere = _OUR_METHOD.search(before) or _GOES_ON.search(before) or _DOUBTED.search(before)
    return elsewhere is not None or _is_opposed(before, reference, after)


def _is_opposed(before: str, reference: str, after: str) -> bool:
    found = _AGAINST.search(before)
    if found is None:
        return False
    opens = _OPENS.search(before, 0, found.start())
    if opens and _COMMA_BEHIND.match(after):
        return True
    named = found["named"] + reference
    ends_what_it_opens = not before[: found.start()].strip() and _ENDS_BEHIND.match(after)
    return not ends_what_it_opens and bool(_ONLY_REFERENCE.fullmatch(named) or _SOURCE.search(named))


def turn_in(note: str) -> int:
    """Where a note goes on with works that speak against its first ones, "But see also …"; its length where it does not.

    The title of an entry, which begins with its authors, says nothing against anybody.
    """
    found = (_TURNS if re.match(rf"\W*(?:\d+\W+)?{AUTHORS}", note) else _TURNS_IN_PROSE).search(note)
    return found.start(1) if found else len(note)


def points_against(words: str) -> int:
    """How much of a bracket's beginning points to works that speak against the claim: "but see", "for a critique see"; else 0."""
    return end_of(_POINTS, words)


def without_pointer(statement: str) -> str:
    """A statement without the words at its end that point to such works, whose marks are gone: "…, but see"."""
    return _LEFT_OVER.sub("", statement)
