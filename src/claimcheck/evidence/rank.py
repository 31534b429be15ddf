"""Ranks papers for a claim by what their text says, with small, shown bonuses for level, recency and attribution.

Relevance is BM25 (Robertson and Zaragoza, 2009) over title, abstract, MeSH headings and keywords, together with how much
of the claim is covered by the paper and by its best sentence, and how many of the claim's word pairs stand together.
How telling a word is comes from the candidates themselves and a table of word frequencies. The same input gives the same order.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from attrs import frozen

from claimcheck.evidence.reading import ClaimReading, Concept, read_claim
from claimcheck.evidence.text import STOPWORDS, compounds, sentences, stems
from claimcheck.evidence.vocabulary import Form, idf, load
from claimcheck.levels import evidence_level, study_type
from claimcheck.model import Attribution, Candidate, Claim, Paper

_K1 = 1.2
_B = 0.5
_MEAN_LENGTH = 190
_TITLE_COUNTS = 2
"""A word of the title counts as often as this."""


@frozen
class _Index:
    """A paper's words, counted; the words of each sentence; its word pairs."""

    counts: Mapping[str, int]
    title: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    pairs: frozenset[tuple[str, str]]
    length: int


@frozen
class _Term:
    """A word of the claim with its weight; `instead_of` marks a synonym of a word that weighs more."""

    stem: str
    weight: float


def rank(claim: Claim, papers: Iterable[Paper]) -> tuple[Candidate, ...]:
    """Order papers for a claim, best first; each paper once. `parts` holds the shares that add up to the score."""
    pool = list({paper.pmid: paper for paper in papers}.values())
    reading = read_claim(claim)
    indexes = [_index(paper) for paper in pool]
    weights = _pool_idf(reading, indexes)
    candidates = [_scored(reading, weights, paper, index) for paper, index in zip(pool, indexes, strict=True)]
    return tuple(sorted(candidates, key=lambda c: (-c.score, int(c.paper.pmid))))


@lru_cache(maxsize=8192)
def _index(paper: Paper) -> _Index:
    other = " ; ".join((*(heading.name for heading in paper.mesh or ()), *paper.keywords))
    body = [text for section in paper.sections or () for text in sentences(section.text)]
    title = _terms(paper.title)
    said = [_terms(text) for text in body]
    counts = Counter(title * _TITLE_COUNTS)
    for part in (*said, _terms(other)):
        counts.update(part)
    pairs = {pair for part in (title, *said) for pair in _pairs(part)}
    return _Index(counts, frozenset(title), tuple(map(frozenset, (title, *said))), frozenset(pairs), counts.total())


def _terms(text: str) -> tuple[str, ...]:
    return tuple(word for word in (*stems(text), *compounds(text)) if word not in STOPWORDS)


def _pairs(terms: Sequence[str]) -> Iterable[tuple[str, str]]:
    return pairwise(terms)


def _pool_idf(reading: ClaimReading, indexes: Sequence[_Index]) -> Mapping[str, float]:
    """How telling each word is: the table's value, lowered where much of the pool has the word."""
    found: dict[str, float] = {}
    for word in {word for concept in _searched(reading) for form in concept.forms for word in form}:
        here = sum(word in index.counts for index in indexes)
        local = math.log((len(indexes) + 1) / (here + 0.5)) if indexes else 0.0
        found[word] = 0.75 * idf(word) + 0.25 * max(local, 0.0)
    return found


def _searched(reading: ClaimReading) -> tuple[Concept, ...]:
    """The claim's concepts and, as light ones, every other content word of the statement, directions among them."""
    named = {word for concept in reading.concepts for form in concept.forms for word in form}
    rest = dict.fromkeys(word for word in _terms(reading.claim.statement) if word not in named)
    return (*reading.concepts, *(Concept(word, ((word,),), idf(word)) for word in rest))


# --- the parts of a score ----------------------------------------------------------------------------------------


@cache
def _weights() -> Mapping[str, float]:
    loaded: Mapping[str, float] = load("weights.json")["rank"]
    return loaded


def _scored(reading: ClaimReading, weights: Mapping[str, float], paper: Paper, index: _Index) -> Candidate:
    text = relevance(reading, weights, index)
    fitted = _weights()
    parts = {name: round(fitted[name] * value, 6) for name, value in text.items()}
    parts["evidence_level"] = _level_bonus(paper, reading.claim)
    parts["recency"] = _recency_bonus(paper)
    parts["attribution"] = _attribution_bonus(paper, reading.claim.attributed_to)
    return Candidate(paper, round(sum(parts.values()), 6), parts)


def relevance(reading: ClaimReading, weights: Mapping[str, float], index: _Index) -> dict[str, float]:
    """The text's parts, each 0 to about 1 (length: below 0 for short texts, above for long ones)."""
    concepts = _searched(reading)
    shares = [
        (_gain(concept, weights, index.counts, index.length), _best_idf(concept, weights)) for concept in concepts
    ]
    whole = sum(most for _, most in shares) or 1.0
    bm25 = sum(gain for gain, _ in shares) / (whole * (_K1 + 1))
    covered = sum(most for gain, most in shares if gain) / whole
    title = _covered(concepts, weights, index.title) / whole
    best = max((_covered(concepts, weights, one) for one in index.sentences), default=0.0) / whole
    pairs = reading.bigrams
    together = sum(1 for pair in pairs if pair in index.pairs) / len(pairs) if pairs else 0.0
    return {
        "bm25": bm25,
        "title": title,
        "coverage": covered,
        "sentence": best,
        "phrase": together,
        "numbers": _numbers(reading, index),
        "own_words": _own(concepts, weights, index.counts) / whole,
        "word_beginnings": _beginnings(concepts, weights, index.counts) / whole,
        "sentence_pair": _best_pair(concepts, weights, index.sentences) / whole,
        "title_focus": _focus(index.title, weights),
        "length": math.log(max(index.length, 100) / _MEAN_LENGTH),
    }


def _own(concepts: Iterable[Concept], weights: Mapping[str, float], counts: Mapping[str, int]) -> float:
    """The claim's own words that are there, without synonyms."""
    return sum(weights[word] for concept in concepts for word in concept.forms[0] if word in counts)


def _beginnings(concepts: Iterable[Concept], weights: Mapping[str, float], counts: Mapping[str, int]) -> float:
    """Missing words of which another form is there, as far as five or more letters show it."""
    missing = {word for concept in concepts for word in concept.forms[0] if word not in counts and word.isalpha()}
    long = [(weights[word], word[: max(5, len(word) - 2)]) for word in sorted(missing) if len(word) >= 5]
    return sum(weight for weight, start in long if any(other.startswith(start) for other in counts))


def _best_pair(concepts: Sequence[Concept], weights: Mapping[str, float], said: Sequence[frozenset[str]]) -> float:
    """The coverage by the best two sentences of the abstract that follow each other."""
    pairs = (one | other for one, other in pairwise(said[1:]))
    return max((_covered(concepts, weights, pair) for pair in pairs), default=0.0)


def _focus(title: frozenset[str], weights: Mapping[str, float]) -> float:
    """How much of the title is about the claim."""
    whole = sum(idf(word) for word in title)
    return sum(idf(word) for word in title if word in weights) / whole if whole else 0.0


def _best_idf(concept: Concept, weights: Mapping[str, float]) -> float:
    return sum(weights[word] for word in concept.forms[0])


def _gain(concept: Concept, weights: Mapping[str, float], counts: Mapping[str, int], length: int) -> float:
    """BM25 of a concept: its own words in full, or its best synonym at seven tenths, whichever says more."""
    own = sum(_bm25(word, weights, counts, length) for word in concept.forms[0])
    most = _best_idf(concept, weights) * (_K1 + 1)
    for form in concept.forms[1:]:
        if all(word in counts for word in form):
            other = sum(_bm25(word, weights, counts, length) for word in form)
            own = max(own, 0.7 * min(other, most))
    return own


def _bm25(word: str, weights: Mapping[str, float], counts: Mapping[str, int], length: int) -> float:
    often = counts.get(word, 0)
    if not often:
        return 0.0
    return weights[word] * often * (_K1 + 1) / (often + _K1 * (1 - _B + _B * length / _MEAN_LENGTH))


def _covered(concepts: Iterable[Concept], weights: Mapping[str, float], terms: frozenset[str]) -> float:
    total = 0.0
    for concept in concepts:
        own = sum(weights[word] for word in concept.forms[0] if word in terms)
        if not own and any(terms.issuperset(form) for form in concept.forms[1:]):
            own = 0.7 * _best_idf(concept, weights)
        total += own
    return total


def _numbers(reading: ClaimReading, index: _Index) -> float:
    wanted = {number.rstrip("%") for number in reading.numbers}
    if not wanted:
        return 0.0
    return sum(n in index.counts or f"{n}%" in index.counts for n in wanted) / len(wanted)


# --- what is shown beside relevance ------------------------------------------------------------------------------


def _level_bonus(paper: Paper, claim: Claim) -> float:
    """Up to 0.3 for level 1, nothing for level 5 or an unknown design."""
    level = evidence_level(paper, claim.kind)
    return 0.0 if level is None else round(0.075 * (5 - level), 6)


def _recency_bonus(paper: Paper) -> float:
    """Up to 0.1, half of it gone after ten years; counted from a fixed year, so that old runs can be repeated."""
    if paper.year is None:
        return 0.0
    age = max(_REFERENCE_YEAR - paper.year, 0)
    return round(0.1 * math.pow(0.5, age / 10), 6)


_REFERENCE_YEAR = 2026


def _attribution_bonus(paper: Paper, attribution: Attribution | None) -> float:
    """Up to 1.5 where the paper is the one that the article names: half for the journal, the rest for author, year, type."""
    if attribution is None:
        return 0.0
    bonus = 0.0
    names = {_plain(paper.journal), _plain(paper.journal_abbreviation)} - {""}
    if attribution.journal and _plain(attribution.journal) in names:
        bonus += 0.75
    if attribution.author and _author_matches(attribution.author, paper):
        bonus += 0.35
    if attribution.year and attribution.year == paper.year:
        bonus += 0.2
    if attribution.publication_type and _type_matches(attribution.publication_type, paper):
        bonus += 0.2
    return round(bonus, 6)


def _plain(name: str | None) -> str:
    kept: Form = tuple(word for word in stems(name or "") if word not in ("the", "of", "and"))
    return " ".join(kept)


def _author_matches(author: str, paper: Paper) -> bool:
    wanted = set(stems(author)) - {"et", "al"}
    return any(set(stems(a.last_name or a.collective)) & wanted for a in paper.authors[:3])


def _type_matches(wanted: str, paper: Paper) -> bool:
    words = set(stems(wanted))
    named = any(words <= set(stems(t.name)) for t in paper.publication_types or ())
    return named or ("review" in words and study_type(paper) in ("systematic", "review"))
