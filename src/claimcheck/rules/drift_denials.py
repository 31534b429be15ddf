"""What an article says around a claim's quote that takes it back: "It is a myth that …", "…, which is false". Pure.

The words of the quote are the statement's still, so that comparing the two tells nothing. Told is only what leaves no doubt:
a label or a lead from the beginning of the sentence to the quote, where the quote ends the sentence, and a verdict from the quote to the end
of its sentence, or right behind its question.
"""

import re
from collections.abc import Iterator

from claimcheck.articles.spans import REFERENCE
from claimcheck.language.falsehood import FALSE, FALSEHOOD
from claimcheck.rules.drift_words import content, denies, says, words_of
from claimcheck.rules.facts import Wording

# Compiled when first used, and kept by `re`: the gate starts often. "It is wrong that" and "which is wrong" may blame what is so.
_FALSE = r"(?:false|untrue|incorrect|not true|not the case)"
_COMMON = r"(?:(?:old|common|popular|widespread) )*"
_MYTH = rf"(?:(?:just|only|simply) )?(?:an? )?{_COMMON}{FALSEHOOD}"
_COLON = r"(?:\W*\d+)?\s*(?::|\s[–—-])\W*\Z"
_LABEL = rf"(?i)\A\W*{_COMMON}(?:myth|misconception|misbelief|fallacy)s?{_COLON}"
_VERDICT_OR_LABEL = rf"(?i)\A\W*(?:false|untrue|not true|wrong){_COLON}"
_STUDY = r"(?:study|studies|trials?|research)"
_SHOWS = r"(?:(?:has|have) (?:ever )?)?(?:shows?|shown|proves?|proved|proven|found|demonstrates?|demonstrated)"
_LEAD = (
    rf"(?i)\A\W*(?:(?:(?:it is|it['’]s) (?:{_MYTH}|(?:(?:just|simply) )?{_FALSE})|it isn['’]t true)"
    rf"|there(?: is|['’]s) no (?:good |convincing |reliable |scientific )?(?:evidence|proof)|no {_STUDY} {_SHOWS}"
    r"|(?:experts|doctors|scientists|researchers) deny) that(?: an?| the)?\W*\Z"
)
_CALLED = rf"(?:that|this|it)(?: is|['’]s) (?:{_MYTH}|{_FALSE})|(?:this|that|it) has (?:since )?been (?:disproved|disproven|refuted|debunked)"
_TAKEN_BACK = (
    rf"(?i)\A(?:,\s*which is {_FALSE}|(?:\s*[–—;]|\s+-)\s*(?:{_CALLED})|\s*\((?:{_CALLED}|{_MYTH}|{_FALSE})\))[.!]?\Z"
)
_ANSWER = rf"(?i)\A\s*\?\W*no[,.!]\s+(?:that|this|it)(?: is|['’]s) (?:{_MYTH}|{_FALSE}|wrong)\s*[.!]"
_TOLD = (
    rf"(?i)\b(?:{FALSEHOOD}|{FALSE}|unproven|unclear|uncertain|den(?:y|ies|ied)|doubts?|disput\w+|reject\w*|refut\w+|only|(?:dis)?believ\w*|think|thought"
    r"|claim\w*|say|says|said|suggest\w*|promis\w*|advertis\w*|fear\w*|hope\w*|tell|tells|told|call\w*|warn\w*)\b"
)
_PRONOUN = r"(?i)\W*(?:it|its|this|that|they|these|those|he|she|only)\b"


def disowned(wording: Wording, statement: str) -> tuple[str, str] | None:
    """The words that take the quote back, and those of the quote; None where none surely does, or the statement says something else."""
    before, quoted, after = wording.sentence.partition(wording.quoted)
    if not quoted or quoted in after:
        return None
    told = next(_signs(wording, before, after), "")
    return (told, quoted) if told and _says(statement, quoted) else None


def _signs(wording: Wording, before: str, after: str) -> Iterator[str]:
    if not re.search(r"[\w?]", REFERENCE.sub("", after)):
        is_first = not wording.around.partition(wording.sentence)[0].strip()
        if is_first and not re.match(_PRONOUN, wording.quoted) and (found := re.search(_VERDICT_OR_LABEL, before)):
            yield found[0].strip()
        for pattern in (_LABEL, _LEAD):
            if found := re.search(pattern, before):
                yield found[0].strip()
    if denies(words_of(before)) or re.search(_TOLD, f"{before} {wording.quoted}"):
        return
    behind = "" if re.search(r"\w", after) else wording.behind
    for pattern, text in ((_TAKEN_BACK, after.rstrip()), (_ANSWER, after + behind)):
        if found := re.search(pattern, text):
            yield found[0].strip(" ,?.!–—-;()")


def _says(statement: str, quoted: str) -> bool:
    """Whether the statement says what the quote says: all of its words that carry meaning, and none of its own that might turn it round."""
    claimed, wanted = words_of(statement), {word.root for word in content(words_of(quoted))}
    if denies(claimed) or not wanted or not wanted <= {word.root for word in claimed}:
        return False
    own = [word for word in claimed if word.root not in wanted]
    return not says(own, "also_negative") and not re.search(_TOLD, " ".join(word.text for word in own))
