"""Words around a statement without which it says more than its page does: that it is false, or for whom alone it holds.

They stand before it as a label ("Myth: …", "In mice: …"), above it as the lead of a list or as a heading.
"""

import re

from claimcheck.extraction.lexicon import listed, words_of
from claimcheck.extraction.shapes import commands
from claimcheck.extraction.verdicts import calls_false, is_verdict, lacks_proof, negations_in
from claimcheck.language.falsehood import FALSE, FALSEHOOD
from claimcheck.language.patterns import end_of

_SPREAD = r"(?:(?:common|popular|old|widespread|another|health|the) )*"  # what a page says of a belief before it calls it a myth
_NUMBER = r" (?:#|no\.? ?|number )?\d{1,2}"
_FALSE = re.compile(
    rf"{_SPREAD}(?:{FALSEHOOD}|{FALSE}(?: claim)?|(?:true|facts?|myths?) (?:or|and|versus|vs\.?) (?:false|fiction|facts?|myths?)"
    rf"|(?:not|never) (?:true|correct|right))(?:{_NUMBER})?",
    re.IGNORECASE,
)
_LABELLED_FALSE = re.compile(rf"\W*(?:{_FALSE.pattern})(?:\s*:|\s+[–—-]\s)", re.IGNORECASE)
_LABELLED_TRUE = re.compile(r"\W*(?:the )?(?:facts?|truth|true|reality)(?: \d{1,2})?(?:\s*:|\s+[–—-]\s)", re.IGNORECASE)
_LABELLED_MYTH = re.compile(
    rf"\W*{_SPREAD}(?:myth|misconception)(?:{_NUMBER})?(?:\s*:|\s+[–—-]\s)",
    re.IGNORECASE,
)
_MYTH_NUMBER = re.compile(rf"\W*(?:myth|misconception){_NUMBER}[.)]?", re.IGNORECASE)
_FAILING = re.compile(
    r"(?:what|(?:[\w-]+ ){0,2}(?:things?|treatments?|remed(?:y|ies)|medicines?|drugs?|foods?|supplements?|methods?|ways|approaches|products|therapies) (?:that|which))"
    r" (?:[\w-]+ )?(?:(?:do|does|did|will|has|have|is|are)(?: not|n['’]t)|won['’]t|cannot|can['’]t|never|no longer)"
    r" (?:helps?|works?|cures?|treats?|prevents?|causes?|eases?|relieves?|been (?:shown|proven)|proven|true|make a difference)\b",
    re.IGNORECASE,
)
_BELIEVED = re.compile(
    r"(?:(?:what|things) (?!(?:the |our |your )?(?:we|doctors|experts|scientists|researchers|specialists|nurses)\b)(?:[\w'’-]+ ){1,3}(?:believed?|thinks?|thought|assumed?|(?:gets?|got) wrong)"
    r"|(?:what|things) (?:[\w'’-]+ ){1,3}(?:no longer|once|used to) (?:believed?|think|thought))\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"(?:the )?(?:claims?|rumou?rs?|headlines?|hype)|what (?!(?:to|you)\b)(?:[\w'’-]+ ){1,4}(?:claim(?:s|ed)?|promis(?:es?|ed)|said)\b.*",
    re.IGNORECASE,
)
ASKS = re.compile(r"(?:what|why|how|when|where|who|whom|whose|which)\b", re.IGNORECASE)
"""How a heading begins that tells what stands below, and asserts nothing."""
_NOT_ONLY = re.compile(r"\b(?:not (?:just|only|merely|simply)|no (?:wonder|doubt)|nothing but)\b", re.IGNORECASE)
_TO_SAY = re.compile(r"\bto (?:say|tell|claim)\b", re.IGNORECASE)
_ADVERBIAL = re.compile(
    r"(?:in|for|among|with|without|during|before|after|on|under|over|at|within|outside|if|when|while|unless)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"(?:(?:in|for|among|during) )?(?:(?:the|some|most|many|all) )?(?P<group>(?:[\w'’-]+ ){0,2}?(?P<who>[\w'’-]+))"
    r"(?: (?:studies|study|research|trials?|models?|experiments?|tests?|cultures?))?"
    r"(?P<kind> (?:with|who|whose|on|taking|over|under|aged|without|in|at|after|of|from|and|or)\b.{1,80})?",
    re.IGNORECASE | re.DOTALL,
)
_BESIDE_WHOM = re.compile(r"\s*\([^()]*\)\Z|\s+only\W*\Z|\Aonly\s+|[\s.:]+\Z", re.IGNORECASE)
_AGED = re.compile(
    r"(?:the )?(?:age[ds]? )?(?:(?:under|over|above|below|older than|younger than)[ -]?(?:the age of )?\d{1,3}s?"
    r"|\d{1,3}(?:\+|s| (?:and|or) (?:over|older|above|under|younger)| ?(?:to|[-–]) ?\d{1,3} (?:years?|year-olds|months?)))(?: years?(?: old| of age)?)?",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:after|before|during|following|within|until|up to) (?!(?:the|your?|use|using|taking)\b)[^?]+\Z", re.IGNORECASE
)
_FEW = 4  # words of a heading that tells when, or at which dose
_ANNOUNCES = re.compile(
    r"(?:(?:all|everything|most|none|neither)(?: of)? )?(?:the following|what follows|(?:the )?rest of (?:this|the) (?:page|section|article)|(?:the )?(?:[\w-]+ ){1,3}below)\b"
    r"(?: [\w-]+){0,3}? (?:holds?|appl(?:y|ies)|is|are|was|were|comes?|came|concerns?|refers?|relates?|stems?)\b.*\.\Z",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESSED = re.compile(r"\bfor\b", re.IGNORECASE)  # "Advice for patients" tells who is to read it
_CONTRADICTS = re.compile(
    r"\b(?:others|(?:larger|later|newer|bigger|better|longer|recent|subsequent|other|most|further) (?:[\w-]+ )?(?:trials?|stud(?:y|ies)|reviews?|research|evidence|analys[ei]s)"
    r"|retracted|discredited|debunked|disproved|not (?:been )?(?:confirmed|replicated|repeated|borne out)|(?:find|found|shows?|showed) no)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(r"[,;—–](?!\s*and\b)\s*(?:(?:but|yet|while|whereas|though|although|however),?\s+)?")
_NEAR = 60  # characters in which a clause says of other evidence that it speaks against what was said before
_LONGEST = 160  # characters: what is longer is no label, lead or heading


def is_called_false(text: str) -> bool:
    """Whether a sentence is labelled as false: "Myth: vaccines cause autism"."""
    return _LABELLED_FALSE.match(text) is not None


def is_called_true(text: str) -> bool:
    """Whether a sentence is labelled as what is so, beside a myth: "Fact: vaccines prevent measles"."""
    return _LABELLED_TRUE.match(text) is not None


def names_a_myth(text: str) -> bool:
    """Whether a label names a myth that stands behind it, and no verdict on what stood before: "Myth: honey cures colds"."""
    told = text[end_of(_LABELLED_MYTH, text) :]
    return told != text and not (is_verdict(told) or lacks_proof(told))


def is_number_of_myth(text: str) -> bool:
    """Whether a text is nothing but the number of a myth, which the next sentence tells: "Myth #1."."""
    return _MYTH_NUMBER.fullmatch(text) is not None


def denies(lead: str) -> bool:
    """Whether a list's lead calls false, or unproven, what stands below: "It is not true that", "Common myths"."""
    return _has(lead, "calling false") or tells_of_myths(lead)


def tells_of_myths(heading: str) -> bool:
    """Whether a heading is one of myths, of what people believe, or of what does not help; one that asks of a myth, or tells one
    itself ("Myth 1: …"), is none.
    """
    bare = heading.rstrip(" :?")
    if (
        _FALSE.fullmatch(bare)
        or (heading[-1:] != "?" and not ASKS.match(heading) and calls_false(bare))
        or _FAILING.match(bare)
        or _BELIEVED.match(bare)
    ):
        return True
    return not heading.endswith("?") and _has(heading, "myths")


def negates(above: str) -> bool:
    """Whether a lead or heading says no of what stands below: "What statins do not do", "No proof that statins"."""
    return bool(negations_in(words_of(_NOT_ONLY.sub("", above)))) or denies(above)


def forbids(above: str) -> bool:
    """Whether a lead or heading tells not to do what stands below, which it breaks off before: "Do not", "Not to offer", "Avoid"."""
    words = words_of(above[:_LONGEST])
    last = words[-1] if words else ""
    is_broken = last == "not" or last.endswith("n't") or last in commands() or last in listed("recommending verbs")
    return (is_broken and negates(above)) or any(
        " ".join(words).endswith(end) for end in listed("forbidding at the end")
    )


def is_open(lead: str) -> bool:
    """Whether a lead breaks off, so that each item goes on with it: "Statins reduce the risk of"."""
    *before, last = ("", *words_of(lead))
    return last in listed("end of an open lead") or last.endswith("n't") or (before[-1:] == ["that"] and negates(lead))


def asks_what_is_so(title: str) -> bool:
    """Whether a title tells that what its headings say may be false, or a heading that it is: "10 myths about vaccines"."""
    words = words_of(title)
    return denies(title) or reports(title) or any(re.fullmatch(FALSEHOOD + "s?", word) for word in words)


def reports(lead: str) -> bool:
    """Whether a lead or label makes what stands below another's words: "Homeopaths say", "Rumour"; not where a study says it."""
    if _has(lead, "claiming"):
        return True
    knows = not listed("those who know").isdisjoint(words_of(lead))
    return _has(lead, "saying") and not (knows or _TO_SAY.search(lead))


def reports_all(heading: str) -> bool:
    """Whether a heading is one of what others say: "The claim", "What the newspaper said"."""
    knows = not listed("those who know").isdisjoint(words_of(heading))
    return not knows and _REPORTED.fullmatch(heading.rstrip(" :?")) is not None


def heads_others_words(head: str) -> bool:
    """Whether the head of a column makes what stands in it what the page does not say itself: "Rumour", "What you may hear"."""
    return tells_of_myths(head) or reports(head) or reports_all(head) or _has(head, "heads of what others say")


def heads_what_is_so(head: str) -> bool:
    """Whether the head of a column makes what stands in it the page's word on what stands beside it: "Reality", "Response"."""
    return is_called_true(f"{head}:") or _has(head, "heads of what is so")


def qualifies(label: str) -> bool:
    """Whether the label of a sentence is part of what it says: "In mice", "High doses", "Unproven", "Rumour"."""
    words = words_of(label)
    if not listed("labels that only introduce").isdisjoint(words):
        return False
    return _ADVERBIAL.match(label) is not None or _has(label, "qualifying labels") or limits(label) or reports(label)


def limits(above: str) -> bool:
    """Whether a lead or heading is nothing but where alone holds what stands below: "In animals", "People with diabetes", "Over 65",
    "At high doses".
    """
    above = _BESIDE_WHOM.sub("", above[: _LONGEST + 1])
    if _AGED.fullmatch(above) or (len(above.split()) <= _FEW and (_WHEN.match(above) or _has(above, "scopes"))):
        return True
    told = _WHO.fullmatch(above) if len(above) <= _LONGEST else None
    if told is None or _ADDRESSED.search(told["group"]):
        return False
    who = told["who"].lower()
    return who in listed("a part of people") or (
        who in listed("people") and (told["kind"] is not None or " " in told["group"])
    )


def announces(text: str) -> bool:
    """Whether a sentence tells of those behind it where they hold, or whose they are: "The following holds for mice only."."""
    return _ANNOUNCES.match(text) is not None


def is_limited_by(statement: str, above: str) -> bool:
    """Whether a statement says itself for whom it holds: it names a part of people, or has one of the words above it."""
    people = frozenset[str]() if _has(above, "scopes") else listed("a part of people")
    told = {word for word in words_of(above) if len(word) > 3} | people
    return not told.isdisjoint(words_of(statement))


def contradicts(text: str, at: int = 0) -> bool:
    """Whether a clause begins with other evidence, or with what became of the one before: "larger trials found no benefit"."""
    return _CONTRADICTS.search(text, at, at + _NEAR) is not None


def is_contradicted(text: str) -> bool:
    """Whether a sentence goes on with a clause that contradicts what it says first."""
    return any(contradicts(text, turn.end()) for turn in _TURNS.finditer(text))


def _has(text: str, section: str) -> bool:
    """Whether a phrase of a section of `data/words.txt` stands in a text."""
    words = f" {' '.join(words_of(text[:_LONGEST]))} " if text else ""
    return bool(words) and any(f" {phrase} " in words for phrase in listed(section))
