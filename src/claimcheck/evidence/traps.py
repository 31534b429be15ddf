"""Sentences that share a claim's words and do not say it: vetoes by form, independent of the fitted models.

Each function answers one question about one sentence (or paper). The wording stands in `data/cues.json`; numbers, word order and
place in the abstract are read here.
"""

import re
from itertools import pairwise

from claimcheck.evidence.reading import ClaimReading, PaperReading, Sentence
from claimcheck.evidence.text import stem, words
from claimcheck.evidence.vocabulary import cue
from claimcheck.model import Paper

# --- who speaks, and of what --------------------------------------------------------------------------------------


def addresses_machine(plain: str) -> bool:
    """Whether a lower-case text speaks to a reader or a program instead of reporting."""
    return cue("machine").search(plain) is not None


def asks(sentence: Sentence) -> bool:
    """Whether a title puts what it says as a question, in full or before a colon or dash, or names the answers to choose from."""
    return sentence.is_title and ("?" in sentence.text or _CHOICE.search(sentence.plain) is not None)


_CHOICE = re.compile(
    r"(?:[:\u2013\u2014,;]| -) ?(?:is it |an? )?\w+ (?:or|versus|vs\.?) (?:an? )?\w+[.!]?$|\bor not[.!]?$"
)
"""A title that ends on two words to choose from: "true or false", "a myth or a fact"."""


def expects(sentence: Sentence) -> bool:
    """Whether a sentence tells what is hoped for, planned or conditional."""
    return cue("expected").search(sentence.plain) is not None


def aims(sentence: Sentence) -> bool:
    """Whether a sentence tells what somebody wants to show, in words of showing that elsewhere tell a result."""
    return cue("wish").search(sentence.plain) is not None


def is_announced(paper: PaperReading) -> bool:
    """Whether a paper announces a study: its title or type says so, or its text says that it is still going on."""
    types = {kind.ui for kind in paper.paper.publication_types or ()}
    running = any(cue("underway").search(sentence.plain) for sentence in paper.body)
    planned = any(expects(sentence) for sentence in paper.body)
    named = cue("announces").search(paper.title.plain) is not None
    return "D000078325" in types or running or (named and planned)


def is_hearsay(paper: PaperReading, at: int) -> bool:
    """Whether a sentence retells what others hold. The first of several unlabelled sentences needs to report something."""
    if at < 0:
        return False
    sentence = paper.body[at]
    reports = sentence.says("result") or sentence.says("conclusion") or sentence.says("significant")
    if reports:
        return False
    opens = at == 0 and len(paper.body) > 1 and not sentence.section
    return opens or (sentence.place < 0.5 and len(paper.body) > 1 and sentence.says("hearsay"))


def studies_animals(claim: ClaimReading, sentence: Sentence, paper: PaperReading) -> bool:
    """Whether deciding sentence, title or method is about animals or cells, nothing in the paper is about people, and the claim is."""
    if not claim.about_people or _is_indexed(paper.paper) or _in_the_lab(claim.plain):
        return False
    sure = claim.claim.kind or claim.claim.population  # else that a claim is about people is a guess
    early = (one.plain for one in paper.body if sure and one.place <= 0.5)
    shown = _in_the_lab(sentence.plain) or _in_the_lab(paper.title.plain) or any(map(cue("creature").search, early))
    return shown and not any(cue("person").search(one.plain) for one in paper.all_sentences)


def _in_the_lab(plain: str) -> bool:
    return any(cue(kind).search(plain) for kind in ("creature", "lab_made"))


def _is_indexed(paper: Paper) -> bool:
    return any(heading.name.casefold() in ("humans", "animals") for heading in paper.mesh or ())


# --- nothing was found -------------------------------------------------------------------------------------------

_P_VALUE = re.compile(r"\bp(?:[- ]?values?)? ?(?:for \w+ )?([=<>≤≥]) ?(0?\.\d+|1\.0+)")
_RATIO = re.compile(r"\b(?:hr|or|rr|irr|ratio|risk|odds|hazard)\b")
_INTERVAL = re.compile(
    r"\b(?:ci|confidence interval|interval)s?\b[^\d-]{0,12}(-?\d+(?:\.\d+)?) ?(?:%? ?(?:to|,|;|and|-|\u2013) ?)(-?\d+(?:\.\d+)?)"
)


def denies_it(claim: ClaimReading, sentence: Sentence) -> bool:
    """Whether the sentence denies an effect, calls two things equal, or gives numbers that show no difference."""
    if claim.negative:
        return False
    told = (cue(kind).search(sentence.plain) and not cue(kind).search(claim.plain) for kind in ("denied", "equal"))
    return any(told) or not_significant(sentence.plain)


def not_significant(plain: str) -> bool:
    """By the sentence's own numbers: every p-value at 0.05 or above, or every interval holding the null value."""
    told = _P_VALUE.findall(plain)
    values = [float(number) >= 0.05 and sign not in "<≤" for sign, number in told]
    if values:
        return all(values)
    null = 1.0 if _RATIO.search(plain) else 0.0
    spans = [(float(low), float(high)) for low, high in _INTERVAL.findall(plain)]
    return bool(spans) and all(low < null < high for low, high in spans)


def is_restricted(claim: ClaimReading, sentence: Sentence) -> bool:
    """Whether the finding holds for some only, where the claim names no such limit."""
    return cue("restricted").search(sentence.plain) is not None and not cue("restricted").search(claim.plain)


# --- how many, and which is better ---------------------------------------------------------------------------------

_COUNTS = {
    word: number
    for number, listed in enumerate(
        [
            "",
            "one a-single single once",
            "two twice double",
            "three triple",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
    for word in listed.split()
} | {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100}


def other_count(claim: ClaimReading, sentence: Sentence) -> bool:
    """Whether both count the same thing and the numbers differ ("five sessions", "twenty sessions")."""
    there = _counted(sentence.plain)
    return any(noun in there and not numbers & there[noun] for noun, numbers in _counted(claim.plain).items())


def _counted(plain: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    listed = words(plain)
    for word, noun in pairwise(listed):
        number = int(word) if word.isdecimal() and len(word) < 6 else _COUNTS.get(word)
        if number is not None and noun.isalpha() and len(noun) > 2:
            found.setdefault(stem(noun), set()).add(number)
    return found


_DAYS = {"day": 1.0, "daily": 1.0, "week": 7.0, "weekly": 7.0, "month": 30.0, "monthly": 30.0, "year": 365.0, "yearly": 365.0,
         "annual": 365.0, "annually": 365.0, "hour": 1 / 24, "hourly": 1 / 24, "fortnightly": 14.0, "nightly": 1.0}  # fmt: skip
_TIMES = {
    "once": 1,
    "one time": 1,
    "twice": 2,
    "two times": 2,
    "thrice": 3,
    "three times": 3,
    "four times": 4,
    "five times": 5,
}
_OFTEN = re.compile(
    rf"\b(?:({'|'.join(_TIMES)})[ -](?:(?:a|an|per|every|each) )?)?({'|'.join(word for word in _DAYS if word.endswith('ly'))})\b"
    rf"|\b({'|'.join(_TIMES)}) (?:a|an|per|every|each) ({'|'.join(word for word in _DAYS if not word.endswith('ly'))})\b"
)
_STRENGTH = re.compile(r"\b(low|lower|reduced|half|standard|usual|high|higher|double|full)[- ]dos(?:e|es|age)\b")
_LOW = ("low", "lower", "reduced", "half")


def other_frequency(claim: ClaimReading, sentence: Sentence) -> bool:
    """Whether both tell how often, or how strong, and differ ("weekly", "twice a day"; "low-dose", "high-dose")."""
    ours, theirs = _how_often(claim.plain), _how_often(sentence.plain)
    strong, weak = _strengths(claim.plain), _strengths(sentence.plain)
    return bool((ours and theirs and not ours & theirs) or (strong and weak and not strong & weak))


def _how_often(plain: str) -> set[float]:
    """How many times a day, for every frequency told."""
    return {_TIMES.get(a or c, 1) / _DAYS[b or d] for a, b, c, d in _OFTEN.findall(plain)}


def _strengths(plain: str) -> set[str]:
    return {
        "low" if word in _LOW else "usual" if word in ("standard", "usual") else "high"
        for word in _STRENGTH.findall(plain)
    }


_LEADING = re.compile(r"^(?:compared|in comparison|relative) (?:with|to) ([^,]+), (.+)$")
_PASSIVE = re.compile(
    r"\b(?:outperformed|surpassed|exceeded|beaten|bettered|outdone) by\b|\binferior to\b|\bworse than\b"
)
_ACTIVE = re.compile(r"\bsuperior to\b|\bpreferable to\b|\boutperform\w*\b|\bsurpass\w*\b|\bbetter than\b")
_PAIRS = (
    ("faster", "slower"), ("safer", "riskier"), ("better", "worse"), ("cheaper", "dearer"), ("longer", "shorter"),
    ("sooner", "later"), ("stronger", "weaker"), ("easier", "harder"), ("earlier", "later"),
)  # fmt: skip
_LESS = re.compile(r"\b(?:less|not as|not so|no) (\w{4,})")


def reordered(plain: str) -> str:
    """A comparison with its better side before "than", so that two sentences can be compared by their sides."""
    if leading := _LEADING.match(plain):
        plain = f"{leading[2].rstrip('.')} than {leading[1]}"
    if turned := _PASSIVE.search(plain):
        return f"{plain[turned.end() :].rstrip('.')} than {plain[: turned.start()]}"
    return _ACTIVE.sub(" than ", plain, count=1)


def lessened(claim: ClaimReading, sentence: Sentence) -> bool:
    """Whether the sentence calls less what the claim calls more ("less safe than", "safer than")."""
    if not re.search(r"\bthan\b|\bas\b", sentence.plain):
        return False
    listed, there = set(words(claim.plain)), set(words(sentence.plain))
    if any(one in listed and other in there - listed for pair in _PAIRS for one, other in (pair, pair[::-1])):
        return True
    ours = {word[:4] for word in listed}
    said = {word[:4] for word in _LESS.findall(claim.plain)}
    return any(word[:4] in ours and word[:4] not in said for word in _LESS.findall(sentence.plain))
