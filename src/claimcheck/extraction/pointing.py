"""Words of a statement that point outside it ("they", "such people"): a person has to say who or what is meant."""

import re

from claimcheck.extraction.expletive import is_expletive
from claimcheck.extraction.lexicon import begins_with_effect, listed, words_of
from claimcheck.extraction.shapes import is_counted
from claimcheck.extraction.terms import health_terms, names_any

_FIRST = re.compile(
    r"(?:(?:in|for|with|among|of|to|by|from|after|before|without|on|when|if|though|although|as|because|while|unless) )?"
    r"(?P<word>it|they|this|these|those|that|its|their|them|such|he|she|his|her|both|neither|others|the (?:former|latter|rest|same))\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:(?:more|less|fewer) than |over |nearly |almost |about |around |up to )?(?P<word>some|many|most|few|one|half|two thirds|a third|a quarter|nearly all|\d+%|(?:\d+|one|two) in [\w,]+) (?=[a-z]+s?\b)",
    re.IGNORECASE,
)
_NUMBER_ALONE = re.compile(
    r"(?P<word>(?:(?:more|less|fewer) than |over |nearly |almost |about |around |up to |between |roughly )?\d[\d.,]*(?:%| (?:in|to|out of) \d[\d.,]*)+(?: (?:of )?[a-z]+)?)\W*\Z",
    re.IGNORECASE,
)
_THE_FIGURE = re.compile(
    r"(?<!of )(?<=[ ,])(?P<word>the (?:figure|number|rate|share|risk|effect|fall|rise|difference|proportion|chance)) (?:was|is|rose|rises|fell|falls|lasts?|drops?|doubles?|grows?|wears)\b"
)
_CHANGES = re.compile(
    r"(?P<word>the (?:risk|chance|rate|odds|number|likelihood|incidence)) of (?:(?! (?:on|with|after|from|in|among|during|for|of)\b)[^,;:]){3,60}?"
    r" (?:falls?|fell|rises?|rose|drops?|dropped|doubles?|doubled|halves|halved|(?:is|was) (?:halved|doubled|cut|reduced|lowered|raised))"
    r"(?: (?:by|to|from) (?:(?:about|around|nearly|almost|over) )?(?:\d[\d.,]*(?:%| per ?cent)?|half|a (?:third|quarter|half)|two thirds)(?: (?:in|to|out of) \d[\d.,]*%?)?)?"
    r"(?: (?:over|within|in) [\w-]+ (?:days|weeks|months|years))?\W*\Z",
    re.IGNORECASE,
)
_WHEN_STOPPED = re.compile(
    r"\b(?:when|if|once|after|until) (?:you|they|people|patients) (?P<word>stop)\b(?=,|\W*\Z)", re.IGNORECASE
)
_DEFINITE = re.compile(r"(?P<word>(?:the|this|these) (?P<noun>[a-z]+))\b", re.IGNORECASE)
_OF_WHAT = re.compile(r" (?:of|for|in|from|with|that|which|who|against) ", re.IGNORECASE)
_BRIEF = 3  # words: "Bruising is common."
_VERB = re.compile(
    r"(?:is|are|was|were|has|have|had|can|may|might|will|would|could|should|must|do|does|did|gets?|feels?|find|found|need|takes?"
    r"|last|recover|go|come|start|stop|die|develop|improve|become|live|grow|respond|heal|disappear|clear|return|fail|survive|happen|occur|contain|cause)\b"
)
_RELATIVE = re.compile(r"(?:those|that) (?:who|with|whose|at|over|under|of|in|taking|on)\b", re.IGNORECASE)
_BOTH = re.compile(r"both (?:\w+ ){1,3}and ", re.IGNORECASE)
_LATER = re.compile(r"\b(?P<word>it|they|them|their|its|such|these|those)\b(?! who| with)", re.IGNORECASE)
_HAVING = re.compile(
    r"\b(?:have|has|had|having|gets?|getting|develops?|catch|takes?|taking|used?|using|need|tried|without)\s+(?P<word>it|them)\b"
)

_COMMONEST = re.compile(
    r"\bthe (?:most common|commonest|main|usual) (?:symptom|sign|side[ -]effect|cause|complication|problem|reaction)s?\b(?! (?:of|in|for)\b)",
    re.IGNORECASE,
)
_THERE_IS_NO = re.compile(
    r"there (?:is|are) (?:no|little|some) (?:cure|treatment|evidence|proof|vaccine|test)s?(?! (?:for|that|of|against)\b)",
    re.IGNORECASE,
)
_OF_RISKS = re.compile(
    r"\b(?:risks?|side[ -]effects?|downsides?|go(?:es)? wrong|complications?|safe|safety|warnings?|cautions?|dangers?|harms?)\b",
    re.IGNORECASE,
)
_HOW_OFTEN = re.compile(
    r"\b(?:(?<!more )(?<!less )common|(?<!more )rare|occurs?|happens?|\d+ (?:in|of|out of) \d|one in|%|per ?cent|dangerous|serious)\b",
    re.IGNORECASE,
)
_THE_TREATMENT = re.compile(
    r"\b(?:(?:after|before|during) (?P<event>the (?:operation|surgery|test|procedure|treatment|injection))"
    r"|(?P<word>the (?:vaccine|jab|drug|drugs|medicine|tablets|injections)))\b(?! (?:of|for|in|against|that|which|called)\b)",
    re.IGNORECASE,
)
_THE_ILLNESS = re.compile(
    r"\b(?:has|have|had|with|of|from|get|gets|to|against|develop) (?P<word>the (?:condition|disease|disorder|illness))\b",
    re.IGNORECASE,
)
_THIS = re.compile(r"\b[a-z]+s (?P<word>this|these)(?= (?:to|by|for|from|and|but|in)\b|\W*\Z)")
_LAST = re.compile(
    r"\b(?:of|than|to|for|with|about|gets?|do|does) (?P<word>that|this|these|those|there)\W*$", re.IGNORECASE
)
_INTRODUCED = re.compile(r"(?P<before>[A-Z][^,]{2,50}), (?P<word>it|they|these|those) ", re.IGNORECASE)
_CURED = re.compile(
    r"\b(?:cures?|treats?|prevents?|explains?|whether|makes?|eases?|relieves?|triggers?|worsens?) (?P<word>it|them|that)\b",
    re.IGNORECASE,
)
_IS_COMMON = re.compile(
    r"[A-Z][\w-]*(?: (?:and|or|of|in) [\w-]+| [\w-]+){0,3}? (?:(?:is|are) (?:very |quite |usually |also |often |fairly )?(?:common|rare|mild|uncommon|frequent)"
    r"|(?:can|may|usually) (?:last|occur|happen|follow))\b"
)
_COMPARED = re.compile(
    r"(?:(?:no|not|any|much|far|slightly|somewhat|only|just|about|nearly|almost|at least) )*"
    r"(?:as (?!many|much|few|little)[\w-]+ as|(?:(?:more|less|fewer) (?:[\w-]+ ){1,3}|(?!(?:rath|oth|few)er )\w+er |worse )than) (?P<other>[^,;:.]+)"
    r"(?=\W*\Z|,? (?:but|and|yet|though)\b)",
    re.IGNORECASE,
)
_OF_WHAT_ELSE = re.compile(r"\b(?:after|during|with|without|among|from|who|than|caused)\b", re.IGNORECASE)
_ADVERB = re.compile(r"(?!early|daily|only|family|jelly)[a-z]+ly (?=[a-z])", re.IGNORECASE)
_AROUND_IT = re.compile(r"\b(?:after|before|during|without) (?P<word>it|them)\b(?=[,.]|\Z)", re.IGNORECASE)
_ONES = re.compile(r"the (?:\w+ )?(?P<word>ones?|others?)\b", re.IGNORECASE)
TURNED = re.compile(
    r"(?P<word>so|nor|neither) (?:do|does|did|is|are|was|were|has|have|had|can|may|might|will|would|should)\b",
    re.IGNORECASE,
)
"""How a clause begins that only adds to the one before: "but so do healthy people"."""
_LEFT_OUT = re.compile(
    r"(?:[\w'’-]+ ){1,3}?(?P<word>(?:do|does|did|is|are|was|were|has|have|had|can|may|might|will|would)(?:n['’]t| not)?)(?:,? (?:too|as well|so|likewise|either))?\W*\Z"
)
"""A sentence that leaves out what its verb says: "Tea does not", "Smoking does too"."""
_FOUND_IT = re.compile(
    r"\b(?:found|finds?|show(?:s|ed)?|consider(?:s|ed)?|call(?:s|ed)?|judg(?:es?|ed)|rat(?:es?|ed)|think|thinks|thought)(?: that)? (?P<word>it|them|they)\b",
    re.IGNORECASE,
)
_OBJECTS = ((_CURED, "condition"), (_AROUND_IT, "treatment"), (_FOUND_IT, "treatment"))
"""An "it" behind a verb or a preposition, and what it is of where the statement names one before."""
_ELSEWHERE = (
    _CHANGES.match,
    _ONES.match,
    _NUMBER_ALONE.match,
    _LAST.search,
    _THIS.search,
    _THE_FIGURE.search,
    _WHEN_STOPPED.search,
)
"""Patterns by which a word points outside, wherever it stands."""


def points_outside(statement: str) -> str:
    """The first word that points to something which the statement does not say; "" where it stands alone."""
    definite = _DEFINITE.match(statement)
    if (
        definite
        and definite["noun"].lower() in listed("definite nouns")
        and not _OF_WHAT.match(statement, definite.end())
    ):
        return definite["word"]
    first = _FIRST.match(statement)
    if first and not (
        is_expletive(statement, first.start("word"))
        or any(pattern.match(statement, first.start("word")) for pattern in (_RELATIVE, _BOTH))
    ):
        return first["word"]
    alone = _ALONE.match(statement)
    if alone and _VERB.match(statement, alone.end()):
        return alone["word"]
    introduced = _INTRODUCED.match(statement)
    if introduced and not names_any(introduced["before"], "treatment"):
        return introduced["word"]
    for pattern, section in _OBJECTS:
        found = pattern.search(statement)
        if found and not (
            names_any(statement[: found.start()], section) or is_expletive(statement, found.start("word"))
        ):
            return found["word"]
    elsewhere = next((found for search in _ELSEWHERE if (found := search(statement))), None)
    told = elsewhere["word"] if elsewhere else _the_one(statement) or _had_thing(statement) or _later(statement)
    left_out = TURNED.match(statement) or _LEFT_OUT.match(statement)
    return told or (left_out["word"] if left_out else "")


def _the_one(statement: str) -> str:
    """Words such as "the operation" or "the condition" within a statement that names none."""
    for pattern, section in ((_THE_TREATMENT, "treatment"), (_THE_ILLNESS, "condition")):
        found = pattern.search(statement)
        if found and not any(hit.section == section and hit.end <= found.start() for hit in health_terms(statement)):
            return found["word"] or found["event"]
    return ""


def leans_on_heading(statement: str, heading: str = "") -> bool:
    """Whether a statement does not say of what it holds: "Supports heart health", "Serious side effects are rare"."""
    treated = names_any(statement, "treatment")
    if not treated and _OF_RISKS.search(heading) and _HOW_OFTEN.search(statement):
        return True
    if _THERE_IS_NO.match(statement) or (not treated and _COMMONEST.search(statement)):
        return True
    return (
        lacks_subject(statement)
        or is_counted(statement)
        or _is_of_something(statement)
        or _begins_leaning(statement)
        or (not treated and _is_of_heading(statement, heading))
    )


def _is_of_heading(statement: str, heading: str) -> bool:
    """Whether something is said to be common or mild that the heading's treatment or illness has: "Bruising is common"."""
    told = _IS_COMMON.match(statement)
    if told is None or _OF_WHAT_ELSE.search(statement):
        return False
    above = [hit for hit in health_terms(heading) if hit.section in ("treatment", "condition")]
    return bool(above) and not any(hit.text.lower() in statement.lower() for hit in above)


def begins_with_its_verb(statement: str) -> bool:
    """Whether an item of a list begins with a verb, as benefits do: "Fall asleep faster"."""
    return statement.split(maxsplit=1)[0].lower().rstrip(".") in listed("finite")


def lacks_subject(statement: str) -> bool:
    """Whether a statement begins with what it says of something: "Supports heart health", "Not recommended in pregnancy"."""
    if _ADVERB.match(statement):  # "Clinically proven", "Gently soothes"
        statement = statement.split(maxsplit=1)[1]
    first = statement.split(maxsplit=1)[0].lower()
    acts = begins_with_effect(statement) and first.endswith(("s", "ed")) and not first.endswith("ss")
    return acts or first in listed("no verb's subject") or bool(compares(statement))


def compares(statement: str) -> str:
    """With what a statement compares that of which it holds, and which it does not name: "No better than placebo"; "" for others."""
    found = _COMPARED.match(statement)
    return found["other"] if found and listed("finite").isdisjoint(words_of(found.group())) else ""


def compares_treatments(statement: str, heading: str) -> bool:
    """Whether such a statement compares treatments, of which no list may know the other."""
    other = compares(statement)
    is_name = other.isalpha() and not other.endswith("ed") and other not in listed("function words")
    return names_any(f"{heading}; {other}" if is_name else other, "treatment")


def leaves_out_subject(statement: str) -> bool:
    """Whether a statement leaves its subject out, as items of lists do: by either of the two."""
    return begins_with_its_verb(statement) or lacks_subject(statement)


def _is_of_something(statement: str) -> bool:
    """Whether one of the first words is of something that is not said: "rare cases of liver injury", "high doses"."""
    words = list(words_of(statement)[:5])
    at = next((at for at, word in enumerate(words[:4]) if word in listed("nouns of something")), None)
    if at is None:
        return False
    until = len(" ".join(statement.split()[: at + 1]))
    if any(hit.section == "treatment" and hit.start < until for hit in health_terms(statement)):
        return False
    return words[at + 1 : at + 2] != ["of"] or words[at] in ("case", "cases")


def _begins_leaning(statement: str) -> bool:
    words = statement.lower().split()
    names = names_any(statement, "treatment", "condition")
    body = words[0] == "the" and any(hit.section == "body" and hit.start < 12 for hit in health_terms(statement))
    brief = len(words) <= _BRIEF
    return not names and (
        words[0] in listed("leaning beginnings") or body or brief or words[:2] in (["in", "those"], ["our", "own"])
    )


def _had_thing(statement: str) -> str:
    """The "it" or "them" that people have or take, where nothing before says what."""
    match = _HAVING.search(statement)
    if match is None:
        return ""
    return "" if names_any(statement[: match.start()], "treatment", "condition", "generic") else match["word"]


def _later(statement: str) -> str:
    """A pronoun before which nothing is named."""
    match = _LATER.search(statement)
    if match is None or match.start() == 0 or is_expletive(statement, match.start()):
        return ""
    before = statement[: match.start()].split()
    named = health_terms(" ".join(before)) or any(word[0].isupper() for word in before[1:])
    return "" if named or len(before) > 4 else match["word"]
