"""What an article says around a claim's quote that takes it back: "It is a myth that …", "…, which is false". Pure.

The words of the quote are the statement's still, so that comparing the two tells nothing.
"""

import re
from collections.abc import Iterator

from claimcheck.language.falsehood import FALSE, FALSEHOOD
from claimcheck.rules.drift_words import content, denies, root, roots_of, words_in, words_of
from claimcheck.rules.facts import Wording

# Compiled when first used, and kept by `re`: the gate starts often.
_UNTRUE = rf"(?:{FALSEHOOD}|{FALSE}|unproven|misleading|(?:not|never) (?:true|so|right|correct|the case))"
_SIGN = (
    rf"(?i)\b(?:{_UNTRUE}|no|not|never|den(?:y|ies|ied)|doubts?|disput\w+|reject\w*|refut\w+|rarely|seldom|scarcely)\b"
)
_DISOWNS = rf"(?i)\b(?:{_UNTRUE}|den(?:y|ies|ied)|doubt(?:s|ed)?|disput(?:es?|ed)|reject(?:s|ed)?|refut(?:es?|ed))\b[^,;:.]*\bthat\Z"
_LABEL = rf"(?i)\A\W*(?:\w+ ){{0,2}}{_UNTRUE}(?:\W*\d+)?\s*(?::|\s[–—-])\W*\Z"
_SELDOM = r"(?i)\b(?:rarely|seldom|scarcely)\s*\Z"
_NOT_THIS = r"(?i),\s*not (?P<thing>[\w -]+),\s*\Z"
_HOW = r"(?:(?:an?|just|quite|simply|[a-z]+ly|old|common|popular) )*"
_CALLED = rf"(?:(?:which|that|this|it)(?:['’]s| is| was| has been| has since been) )?{_HOW}{_UNTRUE}(?=\W*\Z|[.,;:!)])"
_TAKEN_BACK = rf"(?i)\A\s*(?:[,;:(]|\s[–—-])\s*(?:(?:but|and|yet|though|although) )?{_CALLED}"
_VERDICT = rf"(?i)\A\W*{_CALLED}"
_ANSWER = rf"(?i)\A\s*\?\W*(?:no(?=[,.!])|{_CALLED})"
_BUT_NOT = r"(?i)\A,?\s*but not (?P<where>in|for|among)\b"


def disowned(wording: Wording, statement: str) -> tuple[str, str] | None:
    """The words that take the quote back, and those of the quote; None where none does, or the statement denies something itself."""
    start = wording.sentence.find(wording.quoted)
    if start < 0:
        return None
    end = start + len(wording.quoted)
    before, after = wording.sentence[:start], wording.sentence[end:]
    behind = "" if re.search(r"\w", after) else wording.behind
    if not re.search(_SIGN, f"{before} {after} {behind}"):
        return None
    if denies(words_of(statement)) or re.search(_SIGN, statement):
        return None
    told = next(_signs(before, after, behind, wording.quoted, statement), "")
    return (told, wording.quoted) if told else None


def _signs(before: str, after: str, behind: str, quoted: str, statement: str) -> Iterator[str]:
    head, that, rest = before.rpartition("that ")
    if that and not re.search(r"[,;:.]", rest):
        lead = re.split(r"[,;:.]", head)[-1] + "that"
        if (found := re.search(_DISOWNS, lead)) and not denies(words_of(lead[: found.start()])[-2:]):
            yield found[0]
        if _has_no_proof(lead):
            yield lead.strip()
    answered = (_ANSWER, after + behind)
    for pattern, text in ((_LABEL, before), (_SELDOM, before), (_TAKEN_BACK, after), (_VERDICT, behind), answered):
        if found := re.search(pattern, text):
            yield found[0].strip(" ,?")
    other = re.search(_NOT_THIS, before)
    if other and {root(word) for word in other["thing"].lower().split()} & {
        word.root for word in content(words_of(statement))
    }:
        yield other[0].strip(" ,")
    but = re.search(_BUT_NOT, after)
    if but and but["where"].lower() not in {word.text for word in words_of(f"{quoted} {statement}")}:
        yield after.strip(" ,.")


def _has_no_proof(lead: str) -> bool:
    """Whether a lead such as "No study has shown that" denies a proof and nothing else: not "you may not know that"."""
    words = words_of(lead)
    at = next((at for at, word in enumerate(words) if word.text in words_in("negations")), None)
    passed = words[at + 1 :] if at is not None else ()
    return bool(passed) and all(
        word.root in roots_of("passed_over") or word.text in words_in("function_words") for word in passed
    )
