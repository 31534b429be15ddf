"""From a claim to a ladder of PubMed queries, narrow to wide.

Every rung is plain Boolean PubMed syntax (AND, OR, parentheses, quoted phrases, field tags), which any engine for
it answers. User text loses whatever has a meaning in that syntax before tags are added. Source: PubMed user guide,
"Searching by field" and "Boolean operators".
"""

import re
from collections.abc import Iterable

from claimcheck.evidence.reading import ClaimReading, Concept, read_claim
from claimcheck.evidence.text import STOPWORDS, american, normalised, stem, words
from claimcheck.evidence.vocabulary import idf, synonyms
from claimcheck.model import Claim, Kind, Query

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\[\](){}\"“”„‟:/\\*#|&=<>~^?!,;]+")
_OPERATORS = re.compile(r"\b(?:AND|OR|NOT)\b")
_MAX_SYNONYMS = 5
_MAX_WORDS = 14
_REVIEWS = '(systematic[sb] OR meta-analysis[pt] OR "practice guideline"[pt] OR guideline[pt])'
_TRIALS = '("randomized controlled trial"[pt] OR "controlled clinical trial"[pt] OR "clinical trial"[pt])'
_OBSERVED = '("observational study"[pt] OR "cohort studies"[mh] OR "cross-sectional studies"[mh] OR epidemiology[sh])'
_TYPE_TAGS = {
    "review": "(review[pt] OR systematic[sb])",
    "systematic review": "systematic[sb]",
    "meta-analysis": "meta-analysis[pt]",
    "meta analysis": "meta-analysis[pt]",
    "trial": _TRIALS,
    "randomized controlled trial": '"randomized controlled trial"[pt]',
    "randomised controlled trial": '"randomized controlled trial"[pt]',
    "guideline": '("practice guideline"[pt] OR guideline[pt])',
    "case report": '"case reports"[pt]',
}


def plan_queries(claim: Claim) -> tuple[Query, ...]:
    """At most four queries, to be asked in order until enough is found. A claim's own `query` is the only one.

    A claim without a searchable word has no queries.
    """
    if claim.query and claim.query.strip():
        return (Query(" ".join(claim.query.split()), "the claim's own query, in place of the ladder"),)
    reading = read_claim(claim)
    chosen = tuple(concept for concept in key_concepts(reading) if _either(concept))
    if not chosen:
        return ()
    topic = " AND ".join(_either(concept) for concept in chosen[:2])
    rungs = (
        _attributed(claim, chosen),
        Query(f"{topic} AND {_REVIEWS}", f"reviews and guidelines on {_listed(chosen[:2])}: they weigh all trials"),
        _studies(claim, topic, chosen[:2]),
        _wide(reading, chosen),
    )
    found = [query for query in rungs if query is not None]
    return tuple({query.text: query for query in found}.values())


def key_concepts(reading: ClaimReading) -> tuple[Concept, ...]:
    """The claim's concepts by importance: those that the claims file names, in its order, then the most telling words."""
    named = [concept for concept in reading.concepts if concept.role]
    spoken = [concept for concept in reading.concepts if not concept.role and concept.weight > 1]
    return (*named, *sorted(spoken, key=lambda concept: -concept.weight))


def _listed(concepts: Iterable[Concept]) -> str:
    return " and ".join(f"“{safe(concept.written)}”" for concept in concepts)


def _attributed(claim: Claim, chosen: tuple[Concept, ...]) -> Query | None:
    """The work that the article names: by journal, author, year and type, with the most telling concept."""
    told = claim.attributed_to
    if told is None or not told.names_a_work:
        return None
    tags = []
    if told.journal and _plain(told.journal):
        tags.append(f'"{_plain(told.journal)}"[ta]')
    if told.author and _surname(told.author):
        tags.append(f"{_surname(told.author)}[au]")
    if told.year:
        tags.append(f"{told.year}[dp]")
    kind = _TYPE_TAGS.get((told.publication_type or "").casefold().strip())
    if kind:
        tags.append(kind)
    if not tags:
        return None
    named = ", ".join(safe(str(part)) for part in (told.author, told.journal, told.year, told.publication_type) if part)
    return Query(" AND ".join((*tags, _either(chosen[0]))), f"the article says its source is: {named}")


def _plain(text: str) -> str:
    """Letters, digits, spaces and hyphens of user text, the rest as spaces."""
    return " ".join(re.sub(r"[^\w -]|_", " ", safe(text)).split()).strip(" -")


def _surname(author: str) -> str:
    kept = [word for word in safe(author).split() if word.casefold() not in ("et", "al", "al.")]
    full = [word for word in kept if len(word) > 2 and not word.isupper()]
    return _plain((full or kept or [""])[-1])


def _studies(claim: Claim, topic: str, chosen: tuple[Concept, ...]) -> Query | None:
    about = _listed(chosen)
    if claim.kind in (Kind.PREVALENCE, Kind.DEFINITION):
        return Query(f"{topic} AND {_OBSERVED}", f"observational studies on {about}: they count how often it happens")
    if claim.kind is Kind.MECHANISM:
        return Query(topic, f"any work on {about}: mechanisms are rarely tested in trials")
    return Query(f"{topic} AND {_TRIALS}", f"trials on {about}: they test what the claim says")


def _wide(reading: ClaimReading, chosen: tuple[Concept, ...]) -> Query:
    terms = [_either(concept) for concept in chosen[:_MAX_WORDS]]
    named = {word for concept in chosen for form in concept.forms for word in form}
    for word in words(reading.claim.statement):
        if (
            len(terms) < _MAX_WORDS
            and word not in STOPWORDS
            and stem(word) not in named
            and len(word) > 2
            and idf(stem(word)) > 2
        ):
            terms.append(_tagged(safe(word)))
    terms = list(dict.fromkeys(term for term in terms if term))
    why = "any of the claim's telling words, the best match first: finds what the narrow searches miss"
    return Query(" OR ".join(terms), why)


# --- terms -------------------------------------------------------------------------------------------------------


def safe(text: str) -> str:
    """User text without control characters, brackets, quotes, wildcards and operators: only words are left."""
    plain = _OPERATORS.sub(" ", _UNSAFE.sub(" ", text))
    return " ".join(plain.split())[:200]


def _either(concept: Concept) -> str:
    """The concept's own words or a known synonym, in title or abstract."""
    phrases = [safe(part) for part in concept.written.split(" or ")] if concept.role else [safe(concept.written)]
    phrases += _written_synonyms(concept)
    tagged = [tag for tag in dict.fromkeys(tag for phrase in phrases for tag in _variants(phrase)) if tag]
    tagged = tagged[: _MAX_SYNONYMS + 1] or [""]
    return tagged[0] if len(tagged) == 1 else f"({' OR '.join(tagged)})"


def _written_synonyms(concept: Concept) -> list[str]:
    known = synonyms()
    own = set(concept.forms)
    return [
        phrase
        for group, forms in zip(known.written, known.forms, strict=True)
        if own.issuperset(forms)
        for phrase in group
    ]


def _variants(phrase: str) -> list[str]:
    spelled = " ".join(american(word) for word in normalised(phrase).split())
    found = [phrase] if spelled == normalised(phrase) else [phrase, spelled]
    return [_tagged(one) for one in found if one]


def _tagged(phrase: str) -> str:
    """A phrase in quotes; a single long word by its beginning, so that plural and singular are both found."""
    plain = _plain(phrase)
    if not plain:
        return ""
    if " " in plain or "-" in plain:
        return f'"{plain}"[tiab]'
    beginning = _beginning(plain)
    return f"{beginning}*[tiab]" if len(beginning) >= 5 else f"{plain}[tiab]"


def _beginning(word: str) -> str:
    lower = word.casefold()
    for ending in ("ations", "ation", "ating", "ates", "ated", "ate", "ing", "ies", "es", "ed", "s", "e", "y"):
        if lower.endswith(ending) and len(lower) - len(ending) >= 5:
            return word[: -len(ending)]
    return word
