"""From a claim to a ladder of PubMed queries, the one that finds most first.

Every rung is plain Boolean PubMed syntax (AND, OR, parentheses, quoted phrases, field tags), which any engine for
it answers. User text loses whatever has a meaning in that syntax before tags are added. Source: PubMed user guide,
"Searching by field" and "Boolean operators".
"""

import re
from collections.abc import Iterable

from claimcheck.checked import given
from claimcheck.evidence.reading import ClaimReading, Concept, read_claim
from claimcheck.evidence.vocabulary import idf
from claimcheck.language.words import STOPWORDS, american, normalised, stem, words
from claimcheck.model import Claim, Kind, Query

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\[\](){}\"“”„‟:/\\*#|&=<>~^?!,;]+")
_OPERATORS = re.compile(r"\b(?:AND|OR|NOT)\b")
_MAX_OTHERS = 2
_MAX_TERMS = 20
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


_NO_TOPIC = re.compile(r'(?:"[^"]*"|[^\s"()]+)\[(?:pt|sb|sh|ta|au|dp)[^\]]*\]', re.IGNORECASE)


def topic_words(query: str) -> frozenset[str]:
    """The words by which a query names its topic: neither operators nor filters for sorts of studies, journals, authors and years."""
    for filters in (_REVIEWS, _TRIALS, _OBSERVED):
        query = query.replace(filters, " ")
    kept = re.sub(r"\[[^\]]*\]", " ", _NO_TOPIC.sub(" ", query))
    return frozenset(re.findall(r"\w+", normalised(_OPERATORS.sub(" ", kept))))


def fault_of(query: str) -> str:
    """Why nobody could read a query that a person wrote; "" where it can be read."""
    depth = 0
    for sign in re.sub(r'"[^"]*"', "", query):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            break
    return "its parentheses do not pair" if depth else ""


def plan_queries(claim: Claim) -> tuple[Query, ...]:
    """At most three queries, to be asked in order until enough is found. A claim's own `query` is the only one.

    A claim without a searchable word has no queries.
    """
    claim = given("plan_queries: claim", claim, Claim)
    if claim.query and claim.query.strip():
        return (Query(" ".join(claim.query.split()), "the claim's own query, in place of the ladder"),)
    reading = read_claim(claim)
    chosen = tuple(concept for concept in _key_concepts(reading) if _either(concept))
    if not chosen:
        return ()
    rungs = (_attributed(claim, chosen), _wide(reading, chosen), _studies(claim, chosen[:2]))
    found = [query for query in rungs if query is not None]
    return tuple({query.text: query for query in found}.values())


def _key_concepts(reading: ClaimReading) -> tuple[Concept, ...]:
    """The claim's concepts by importance: those that the claims file names, in its order, then the most telling words. A number
    tells no topic.
    """
    named = [concept for concept in reading.concepts if concept.role]
    spoken = [
        concept
        for concept in reading.concepts
        if not concept.role and concept.weight > 1 and not _is_number(concept.written)
    ]
    return (*named, *sorted(spoken, key=lambda concept: -concept.weight))


def _listed(concepts: Iterable[Concept]) -> str:
    return " and ".join(f"“{_safe(concept.written)}”" for concept in concepts)


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
    named = ", ".join(
        _safe(str(part)) for part in (told.author, told.journal, told.year, told.publication_type) if part
    )
    return Query(" AND ".join((*tags, _either(chosen[0]))), f"the article says its source is: {named}")


def _plain(text: str) -> str:
    """Letters, digits, spaces, hyphens and apostrophes of user text, the rest as spaces."""
    return " ".join(re.sub(r"[^\w' -]|_", " ", _safe(text).replace("\u2019", "'")).split()).strip("' -")


def _surname(author: str) -> str:
    kept = [word for word in _safe(author).split() if word.casefold() not in ("et", "al", "al.")]
    full = [word for word in kept if len(word) > 2 and not word.isupper()]
    return _plain((full or kept or [""])[-1])


def _wide(reading: ClaimReading, chosen: tuple[Concept, ...]) -> Query:
    single = {form[0] for concept in chosen for form in concept.forms if len(form) == 1}
    other = [word for word in words(reading.claim.statement) if stem(word) not in single and _tells(word)]
    terms = dict.fromkeys((*map(_either, chosen), *filter(None, map(_tagged, other))))
    why = "any of the claim's telling words and the medical words for them, the best match first"
    return Query(" OR ".join(list(terms)[:_MAX_TERMS]), why)


def _tells(word: str) -> bool:
    return word not in STOPWORDS and len(word) > 2 and idf(stem(word)) > 2


def _studies(claim: Claim, chosen: tuple[Concept, ...]) -> Query:
    topic = " AND ".join(_either(concept) for concept in chosen)
    if claim.kind is Kind.MECHANISM:
        return Query(topic, f"any work on {_listed(chosen)}: mechanisms are rarely tested in trials")
    if claim.kind in (Kind.PREVALENCE, Kind.DEFINITION):
        studies, why = _OBSERVED, "reviews and observational studies: they count how often it happens"
    else:
        studies, why = _TRIALS, "reviews, guidelines and trials: they test what the claim says"
    return Query(f"{topic} AND ({_REVIEWS} OR {studies})", f"on {_listed(chosen)}, {why}")


# --- terms -------------------------------------------------------------------------------------------------------


def _safe(text: str) -> str:
    """User text without control characters, brackets, quotes, wildcards and operators: only words are left."""
    plain = _OPERATORS.sub(" ", _UNSAFE.sub(" ", text))
    return " ".join(plain.split())[:200]


def _either(concept: Concept) -> str:
    """The concept's own words untagged, so that PubMed maps them to its headings; what else it is called, as phrases."""
    own = [_plain(phrase) for phrase in (concept.written.split(" or ") if concept.role else [concept.written])]
    said = dict.fromkeys(map(_mapped, filter(None, own)))
    known = {normalised(phrase) for phrase in own}
    others = {normalised(one): one for phrase in concept.others for one in (phrase, _american(phrase))}
    tagged = [_tagged(phrase) for spelled, phrase in others.items() if spelled not in known]
    terms = (*said, *filter(None, tagged[:_MAX_OTHERS]))
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})" if terms else ""


def _mapped(phrase: str) -> str:
    """Words untagged; numbers tagged, for bare ones are PMIDs to PubMed."""
    if _is_number(phrase):
        return _tagged(phrase)
    return f"({phrase})" if " " in phrase else phrase


def _is_number(phrase: str) -> bool:
    return re.fullmatch(r"[\d\W]+", phrase) is not None


def _tagged(phrase: str) -> str:
    plain = _plain(phrase)
    if not plain:
        return ""
    return f'"{plain}"[tiab]' if " " in plain or "-" in plain else f"{plain}[tiab]"


def _american(phrase: str) -> str:
    return " ".join(american(word) for word in normalised(phrase).split())
