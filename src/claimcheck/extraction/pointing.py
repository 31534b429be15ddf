"""Words of a statement that point outside it ("they", "such people"): a person has to say who or what is meant."""

import re

from claimcheck.extraction.terms import health_terms

_FIRST = re.compile(
    r"(?:(?:in|for|with|among|of|to|by|from|after|before|without|on|when|if|though|although|as|because|while|unless) )?"
    r"(?P<word>it|they|this|these|those|that|its|their|them|such|he|she|his|her|both|neither|others|the (?:former|latter|rest|same))\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?P<word>some|many|most|few|one|half|two thirds|a third|nearly all) (?=[a-z]+s?\b)", re.IGNORECASE
)
_VERB = re.compile(
    r"(?:is|are|was|were|has|have|had|can|may|might|will|would|could|should|must|do|does|did|gets?|feels?|find|found|need|takes?)\b"
)
_FORMAL = re.compile(
    r"it (?:is|was|has been|may be|can be|seems|appears|takes|helps|pays)(?: \w+){0,4} (?:to|that|whether|if|for)\b|it (?:is|seems) (?:un)?(?:clear|likely|known)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:those|that) (?:who|with|whose|at|over|under|of|in|taking|on)\b", re.IGNORECASE)
_BOTH = re.compile(r"both (?:\w+ ){1,3}and ", re.IGNORECASE)
_LATER = re.compile(r"\b(?P<word>it|they|them|their|its|such|these|those)\b(?! who| with)", re.IGNORECASE)
_HAVING = re.compile(
    r"\b(?:have|has|had|having|gets?|getting|develops?|catch|takes?|taking|used?|using|need|tried|without)\s+(?P<word>it|them)\b"
)

_LAST = re.compile(
    r"\b(?:of|than|to|for|with|about|gets?|do|does) (?P<word>that|this|these|those|there)\W*$", re.IGNORECASE
)
_INTRODUCED = re.compile(r"(?P<before>[A-Z][^,]{2,50}), (?P<word>it|they|these|those) ", re.IGNORECASE)
_CURED = re.compile(r"\b(?:cures?|treats?|prevents?|explains?|whether) (?P<word>it|them|that)\b", re.IGNORECASE)
_ONES = re.compile(r"the (?:\w+ )?(?P<word>ones?|others?)\b", re.IGNORECASE)
_REPLACED = re.compile(r"\W*(?P<word>it|they|this|these|those|that|its|their)\b", re.IGNORECASE)


def points_outside(statement: str) -> str:
    """The first word that points to something which the statement does not say; "" where it stands alone."""
    first = _FIRST.match(statement)
    if first and not any(pattern.match(statement, first.start("word")) for pattern in (_FORMAL, _RELATIVE, _BOTH)):
        return first["word"]
    alone = _ALONE.match(statement)
    if alone and _VERB.match(statement, alone.end()):
        return alone["word"]
    introduced = _INTRODUCED.match(statement)
    if introduced and not _names(introduced["before"], "treatment"):
        return introduced["word"]
    cured = _CURED.search(statement)
    if cured and not _names(statement[: cured.start()], "condition"):
        return cured["word"]
    elsewhere = _ONES.match(statement) or _LAST.search(statement)
    return elsewhere["word"] if elsewhere else had_thing(statement) or _later(statement)


def _names(text: str, section: str) -> bool:
    return any(hit.section == section for hit in health_terms(text))


def replaced(statement: str, quote: str) -> str:
    """The pronoun that a quote begins with and its statement does not: what it means was taken from the sentences before."""
    match = _REPLACED.match(quote)
    return match["word"] if match and not statement.lower().startswith(match["word"].lower()) else ""


def had_thing(statement: str) -> str:
    """The "it" or "them" that people have or take, where nothing before says what."""
    match = _HAVING.search(statement)
    if match is None:
        return ""
    before = health_terms(statement[: match.start()])
    return "" if any(hit.section in ("treatment", "condition", "generic") for hit in before) else match["word"]


def _later(statement: str) -> str:
    """A pronoun before which nothing is named."""
    match = _LATER.search(statement)
    if match is None or match.start() == 0 or _FORMAL.match(statement, match.start()):
        return ""
    before = statement[: match.start()].split()
    named = health_terms(" ".join(before)) or any(word[0].isupper() for word in before[1:])
    return "" if named or len(before) > 4 else match["word"]
