"""What a page says of a sentence behind it: that it is false ("Wrong!", "That is not so."), true, or what somebody else said."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from claimcheck.extraction.lexicon import listed, words_of
from claimcheck.extraction.speakers import names_speaker
from claimcheck.language.falsehood import FALSE, FALSEHOOD

_LABEL = r"(?:(?:the|our|truth) )?(?:verdict|truth|facts?|reality|answer|rating|ruling|conclusion|bottom line)\s*(?::|[–—-]\s)\s*"
_HOW = r"(?:(?:simply|just|quite|completely|totally|utterly|plainly|entirely|all|also|both|mostly|largely|often|still|far|in fact) )*"
_FALSE = (
    rf"{_HOW}(?:(?:an? |complete |utter |total |pure |old |common |popular )*{FALSEHOOD}"
    rf"|(?:been )?(?:{FALSE}|misleading|unproven|unfounded|exaggerated)"
    r"|busted|(?:half|only partly|partly|not entirely)[ -]true|from (?:true|it)|too (?:simple|good to be true)|(?:not|never) (?:(?:been|quite|at all|entirely|really|yet) )*(?:true|so|right|correct|proven|the case|shown|confirmed))"
)
_SUBJECT = r"(?:(?:but |yet |and |actually,? |in fact,? )*(?P<subject>(?:this|that|it|which|they|these|those|(?:both|none|neither|all)(?: of (?:it|this|that|these|those|them))?))(?:['’]s| is| are| was| were| has| have)(?: claims?)? )"
_VERBLESS = r"(?:no|nope|nonsense|rubbish|hardly)"
_DENIES = r"(?:it|they|this|that) (?:(?:does|do|did|is|are|was|were|has|have|can|will)(?: not|n['’]t)|cannot)"
_ENDS = r"(?=\W*\Z|\s*[:;,!.)–—-]|\s+(?:unless|because|except|but)\b)"
_CALLS_FALSE = re.compile(
    rf"\W*(?:{_LABEL})?(?:{_SUBJECT}?{_FALSE}{_ENDS}|{_VERBLESS}(?=\W*\Z)|{_LABEL}[01](?:[.,]\d)?\s?(?:/|out of|of)\s?\d+(?: stars?)?(?=\W*\Z)|{_DENIES}(?=\W*\Z)|(?:none|neither)(?: of [a-z]+)? (?:is|are) true\b)",
    re.IGNORECASE,
)
_CALLS_TRUE = re.compile(
    rf"\W*(?:{_LABEL})?(?:(?:this|that|it|both)(?:['’]s| is| are) )?{_HOW}(?:true|correct|right|yes)(?:\W*(?:\d+\W*)*\Z|\s*[:,;–—])",
    re.IGNORECASE,
)
_CROSS, _TICK = "[✗✘❌✖✕☒👎🚫]\ufe0f?", "[✓✔✅☑👍]\ufe0f?"
_IS_FALSE, _IS_TRUE = (
    re.compile(rf"{_CROSS}\W*"),
    re.compile(rf"{_TICK}\W*|(?:facts?|proven|confirmed)\W*", re.IGNORECASE),
)
_SAID = rf"(?:{FALSEHOOD}|{FALSE}|busted|unproven|misleading|(?:not |half |partly |mostly )?(?:true|proven)|facts?|correct|right|yes|no)"
_BADGE = re.compile(rf"\A(?:{_LABEL})?(?P<word>{_SAID})(?=\s+[\"“(]?(?-i:[A-Z0-9]))", re.IGNORECASE)
_SYMBOL = re.compile(rf"(?<!\S)(?:{_CROSS}|{_TICK})(?!\w)")
_CALLED_AT_END = re.compile(
    rf"(?:(?:\s\(|\s[–—-]\s|[:;]\s)(?:this is |that is )?{_FALSE}|(?<=[.\w)])\s(?-i:FALSE|MYTH|FICTION|BUSTED|DEBUNKED|UNPROVEN))\W*\Z",
    re.IGNORECASE,
)
_OF_SEVERAL = re.compile(r"\W*(?:both|none|neither|all)\b", re.IGNORECASE)
_SAID_BY = re.compile(
    r"\W*(?:so|thus) (?:says?|said|claims?|claimed|goes|went|runs?|ran|reads?|wrote|writes|promises|promised)\b",
    re.IGNORECASE,
)
_TURNS_TO_TRUTH = re.compile(
    r"\W*(?:in (?:fact|reality|truth)|actually|(?:the )?(?:truth|reality|fact) is)\b", re.IGNORECASE
)


_LONGEST_VERDICT = 80  # characters


def calls_false(text: str) -> bool:
    """Whether a sentence says that what stands before it is false, or not proven: "Not true.", "The verdict: Not proven."."""
    found = _CALLS_FALSE.match(text) or _IS_FALSE.fullmatch(text) or _only_judges(text)
    return not text.endswith(":") and bool(found)


def _only_judges(text: str) -> bool:
    """Whether a short sentence has no words but those that judge another, and they say no: "There is no truth in that."."""
    words = frozenset(words_of(text)) if len(text) <= _LONGEST_VERDICT and not text.endswith("?") else frozenset[str]()
    false, true = words & listed("judging"), words & listed("judging with a negation")
    if not (false or true):
        return False
    negations = negations_in(words) | {word for word in words if word.endswith(("hardly", "little"))}
    known = listed("beside a judgement") | negations | false | true
    return bool(false) != bool(negations) and known >= words


def lacks_proof(text: str) -> bool:
    """Whether a sentence says no more than that nothing proves the one before, which bears out one that denies: "There is no evidence for it."."""
    return not listed("proof").isdisjoint(words_of(text)) and _only_judges(text) and not _CALLS_FALSE.match(text)


def negations_in(words: Iterable[str]) -> set[str]:
    """The words that say no: "not", "never", "don't", "cannot"."""
    return {word for word in words if word in listed("not") or word.endswith(("n't", "cannot"))}


def says_no(text: str) -> bool:
    """Whether a sentence denies something."""
    words = words_of(text)
    return bool(negations_in(words)) or not listed("denying beside not").isdisjoint(words)


def calls_true(text: str) -> bool:
    """Whether a sentence says that what stands before it is true: "True [1].", "That is correct."."""
    return (_CALLS_TRUE.match(text) or _IS_TRUE.fullmatch(text)) is not None


def is_verdict(text: str) -> bool:
    """Whether a sentence is nothing but a verdict on another: "That is not so.", "It does not."."""
    found = _CALLS_FALSE.match(text) or _CALLS_TRUE.match(text) or _IS_FALSE.match(text) or _IS_TRUE.fullmatch(text)
    is_whole = found is not None and not text[found.end() :].strip(" .!)\"'”’")
    return is_whole or (_only_judges(text) and not lacks_proof(text))


def is_of_several(verdict: str) -> bool:
    """Whether a verdict is one on all that stands before: "None of this is true."."""
    return _OF_SEVERAL.match(verdict) is not None


def tells_who_said_it(text: str) -> bool:
    """Whether a sentence says who says what stands before it: "So says a leaflet", "— my aunt"; not what stands behind its colon."""
    return names_speaker(text) or (_SAID_BY.match(text) is not None and ":" not in text.rstrip(" :"))


def parted_at_badges(text: str, ends_in_markup: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence in which no stop ends a badge: "FALSE", "Staying active helps"; "Magnets help", "✘".

    A word in capitals is one, and a symbol; another word only where markup ends behind it: "False labour" begins a sentence.
    """
    cuts = [found.span() for found in _SYMBOL.finditer(text)]
    word = _BADGE.match(text)
    if word and not text[word.end() :].isupper() and (word["word"].isupper() or ends_in_markup(word.end())):
        cuts = [word.span(), *cuts]
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    for start, end in pairwise(edges):
        piece = text[start:end].strip()
        if piece.strip(".,;:!"):
            at = text.index(piece, start)
            yield at, at + len(piece)


def verdict_within(text: str) -> str:
    """The words at a sentence's end that call it false, "" for none: "Tampons cause cancer – wrong."."""
    found = _CALLED_AT_END.search(text)
    return found.group().strip(" :;–—-()") if found else ""


def turns_to_truth(text: str) -> bool:
    """Whether a sentence says that it tells what is so: "In fact, bathing helps"."""
    return _TURNS_TO_TRUTH.match(text) is not None
