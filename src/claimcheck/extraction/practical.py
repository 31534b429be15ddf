"""What a page tells of practical matters, which needs no source: instructions, visits, access, plans, history.

An instruction stays a claim where it gives a reason, or names an illness, a treatment or the people that it holds for.
"""

import re

from claimcheck.extraction.lexicon import hits, listed, sections, words_of
from claimcheck.extraction.shapes import commands
from claimcheck.extraction.terms import health_terms

_STAFF = r"(?:doctor|nurse|surgeon|specialist|consultant|midwife|dentist|optician|sonographer|radiographer|pharmacist|physiotherapist|therapist|technician|dietitian|counsellor|GP|volunteer)"
_EVENT = r"(?:test|scan|operation|procedure|appointment|session|visit|surgery|examination|check-up|exam)"
_TIME = (
    r"(?:(?:an?|half an|one|two|three|four|\d+)(?: (?:to|and|or) [\w-]+)?|[a-z-]+)(?: and a half)? (?:minutes?|hours?)"
)
_VISIT = re.compile(
    rf"(?:an?|the|your|this|each|most|every)? ?(?:[\w-]+ ){{0,3}}?{_EVENT}s? (?:itself )?(?:\w+ly )?(?:takes?|lasts?) (?:(?:about|around|up to|between|only|less than|under) )*{_TIME}\b(?! to work)"
    rf"|(?:an?|the|your|our|another) (?:[\w-]+ )?{_STAFF} (?:will |may |then |first |also )*(?:looks?|puts?|pass(?:es)?|places?|checks?|examines?|takes?|inserts?|numbs?|cleans?|explains?|stays?|asks?|talks?|listens?|stitch(?:es)?|removes?|goes|go|shows?|measures?|rings?|calls?|sees?)\b"
    rf"|(?:an?|the) (?:[\w-]+ ){{0,3}}(?:{_EVENT}|x-ray|sample|swab|photograph|form|plan)s? (?:is|are) (?:then |usually |first )?(?:made|taken|done|arranged|carried out|performed|sent|booked|agreed|signed|written|drawn up)\b"
    rf"|(?:an?|the|your|our) (?:[\w-]+ )?{_STAFF} can (?:also )?(?:help|show|tell|advise|explain|give|refer|answer|check)\b"
    r"|you (?:will|['’]ll) need (?:(?:[\w-]+ ){0,2}(?:tests?|check-?ups?|appointments?|scans?|visits?|sessions?|somebody|someone)|to (?:bring|have|drink|stop|arrange|fill|come|stay|fast|take))\b"
    r"|(?:\w+ ){1,5}plans? (?:is|are) (?:agreed|made|drawn up|reviewed)\b"
    r"|you (?:can|may|will|might|are welcome to)(?: also| usually| then)? (?:ask|bring|choose|come|book|call|phone|ring|visit|stay|wait|sign|watch|be (?:asked|offered|given|told|shown|seen|taken)|need to (?:bring|fill|sign|arrange|book|come|stay))\b"
    r"|(?!.*\bshould\b)(?:most |many |nearly all |some )?(?:[\w-]+ )?(?:people|patients|children|adults|workers|women|men|mothers|you)(?: can| may| usually| will)* (?:go(?:es)? (?:straight )?(?:home|back)|(?:are|be) back at|get back|return to (?:work|school)|drive again|leave hospital|stay (?:in hospital|overnight)|need (?:one|two|three) (?:nights?|sessions?|visits?))\b"
    r"|(?:most people|many people|some people|patients|you)(?: may| will| might| can)? (?:(?:only|just) (?:feel|notice|hear)|(?:feel|notice|hear) (?:only|just))\b",
    re.IGNORECASE,
)
# What is written in small letters here is looked for in the text in small letters: `re.IGNORECASE` takes three times as long.
_ACCESS = re.compile(
    r"\b(?:(?:can be bought|(?:is|are) sold) (?:in|at|from|over|online|without)\b|available (?:free|on the nhs|on prescription|over the counter|without a prescription|from (?:pharmacies|supermarkets|your|most|the))"
    r"|(?:is|are) (?:offered|invited|entitled|eligible)\b.{0,60}\b(?:at school|free|for free|by post|by letter|on the nhs)\b"
    r"|(?:open|opens|closed|closes) (?:on|at|from|every|between|until|daily|all|to)\b.*\b(?:am|pm|\d|noon|midnight|[a-z]+days?)\b)"
)
_PLANS = re.compile(
    r"\b(?:will (?:report|publish|be published|present|be presented|announce|decide|start recruiting)\b|(?:results?|findings|decision|answers?)(?: \w+){0,5} (?:is|are) (?:expected|due|awaited)\b"
    r"|more (?:research|studies|trials|work|data) (?:is|are) (?:still )?needed\b|(?:authors|researchers|team|scientists) (?:now )?(?:want|plan|hope|aim|intend|will)\b|until then\b|(?:have|has) (?:spoken|talked|written|campaigned) (?:about|openly|of)\b)"
)
_HISTORY = re.compile(
    r"\A(?:in|by|around) (?:the )?1[0-9]\d\ds?,? .*\b(?:gave|opened|founded|wrote|published|described|named|invented|patented|introduced|launched|won|coined|sailed)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:what|how|why|when|where|who) (?!(?:is|are|was|were|do|does|did|can|should|will)\b)[^,;:?]{3,50}", re.IGNORECASE
)
_ITEM = re.compile(r"[A-Z]\w* (?:that|which|who) [^.,;:?]{3,50}")
_TELLS = re.compile(
    r"(?:(?:please|then|always|never|and|so|first|next|afterwards|just|simply|instead|if (?:this|that|it) (?:happens|does not help|gets worse)),? )*(?P<not>(?:do not|don['’]t|never) )?",
    re.IGNORECASE,
)
_MUST = re.compile(
    r"you (?:must|should|may|can|will need to|need to)(?: not| also| still)? (?:drive|operate|park|bring|wear|arrive|come|leave|travel|sign|fill|stay|be (?:driven|collected|accompanied))\b",
    re.IGNORECASE,
)
_TO_US = re.compile(
    r"\b(?:to|with|for|by|from|join|joined|tell|ask|support) us\b(?! all)|\b[Oo]ur (?:clinic|team|ward|nurses?|surgery)\b"
)
_SHOULD = re.compile(r"\b(?:should|ought|must)\b")
_FASTING = re.compile(rf"\b(?:before|after|on the day of) (?:the|your) {_EVENT}\b")
_REASONS = frozenset(["effect", "relation", "safety", "evidence", "comparison", "mechanism", "harm", "prevalence"])
_SPOKEN_OF = ("treatment", "condition", "outcome", "people")
_GO_ON_FROM_A_NOUN = frozenset(["are", "can", "does", "has", "have", "in", "is", "may", "of", "was", "were", "will"])
_LONGEST_RELATIVE = 7  # words


def is_practical(text: str) -> bool:
    """Whether a sentence tells of practical matters alone."""
    small = text.lower()
    return bool(
        _VISIT.match(text)
        or (_ACCESS.search(small) and not _gives_reason(text))
        or _PLANS.search(small)
        or _HISTORY.match(text)
        or (_TO_US.search(text) and not (_gives_reason(text) or _SHOULD.search(text)))
        or _is_half_a_sentence(text)
        or _instructs(text)
    )


def _is_half_a_sentence(text: str) -> bool:
    """A heading's words with a stop behind them: "What the guideline says.", or an item's noun: "Medicines that thin it"."""
    if not (_RELATIVE.fullmatch(text.rstrip(".")) or _ITEM.fullmatch(text)):
        return False
    words = words_of(text)
    return len(words) <= _LONGEST_RELATIVE and sum(word in listed("finite") for word in words) <= 1


def _instructs(text: str) -> bool:
    """Whether a sentence tells the reader how to go about something, without a reason and of nothing that a source speaks of."""
    if _MUST.match(text):
        return not _gives_reason(text)
    told = _TELLS.match(text)
    at = told.end() if told else 0
    forbids = told is not None and told["not"] is not None
    if not (forbids or _is_told(text[at:])):
        return False
    before_visit = _FASTING.search(text.lower()) or _TO_US.search(text)
    return before_visit is not None or not (_gives_reason(text, at) or _names_what_is_studied(text, even_own=forbids))


def _is_told(text: str) -> bool:
    """Whether words begin with a verb of an instruction: "Rinse your mouth", not "Use has doubled"."""
    first, second, *_ = [*words_of(text)[:2], "", ""]
    return first in commands() and first not in listed("advised") and second not in _GO_ON_FROM_A_NOUN


def _gives_reason(text: str, verb: int = -1) -> bool:
    """Whether a word tells an effect, a risk or why; the verb that is told, at its offset, tells none."""
    if _REASONS.isdisjoint(sections("claim_signals.txt", text)):
        return False
    return any(hit.section in _REASONS and hit.start != verb for hit in hits("claim_signals.txt", text))


def _names_what_is_studied(text: str, *, even_own: bool) -> bool:
    """Whether a sentence names what evidence could be about; "the rash" and "your tablets" are the reader's own."""
    named = (hit for hit in health_terms(text) if hit.section in _SPOKEN_OF)
    return any(even_own or not text[: hit.start].lower().endswith(("the ", "your ")) for hit in named)
