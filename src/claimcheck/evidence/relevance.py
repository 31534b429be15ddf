"""How much a paper's text has to do with a claim, in parts from 0 to about 1 that `rank` weighs.

BM25 (Robertson and Zaragoza, 2009) over title, abstract, MeSH headings and keywords, once over words and their synonyms
and twice over runs of four letters, which see through word forms; beside it the best sentence, pairs of words,
the title, and words that stand for a missing one: a short form that a paper of the pool explains, a related word, or one that abstracts use in its place.
How telling a word is comes from the candidates themselves and a table of word frequencies.
"""

import math
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from attrs import evolve, frozen

from claimcheck.evidence.abbreviations import abbreviations
from claimcheck.evidence.reading import ClaimReading, Concept
from claimcheck.evidence.vocabulary import Form, idf, learnt, related
from claimcheck.language.sentences import sentences
from claimcheck.language.words import STOPWORDS, compounds, stem, words
from claimcheck.model import Paper

_K1 = 1.2
_B = 0.5
_MEAN_LENGTH = 190
_LETTERS_K1 = 1.5
_LETTERS_B = 0.6
_LETTERS_MEAN_LENGTH = 1000
_TITLE_COUNTS = 2
"""A word of the title counts as often as this."""
_OTHER_WORDS = 0.9
_RARER = 1.5  # power of a word's weight where words that are there are counted
"""What a synonym counts beside the claim's own words."""
_RUN = 4
"""Letters in a run."""


_Instead = tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]
"""The words of each concept with the words of its synonyms."""


@frozen
class Index:
    """A paper's words, counted; the words of each sentence, the title first; its word pairs, runs of letters, short forms."""

    counts: Mapping[str, int]
    length: int
    sentences: tuple[frozenset[str], ...]
    pairs: frozenset[tuple[str, str]]
    letters: Mapping[str, int]
    letters_length: int
    short_forms: Mapping[str, Form]


@frozen
class Question:
    """A claim before a pool of papers. `own` are its words with their weight, `known` also its synonyms; `written_else`
    are words with another way of writing them, `instead` the words of a concept with its synonyms.
    """

    concepts: tuple[Concept, ...]
    own: Mapping[str, float]
    known: Mapping[str, float]
    pairs: frozenset[tuple[str, str]]
    runs: Mapping[str, float]
    runs_by_word: Mapping[str, float]
    written_else: tuple[tuple[Form, Form], ...]
    instead: _Instead = ()

    @property
    def whole(self) -> float:
        """The weight of all own words."""
        return sum(self.own.values()) or 1.0


# --- papers ------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def index(paper: Paper) -> Index:
    """The paper as `relevance` needs it; kept, since one paper stands in the pools of many claims."""
    other = " ; ".join((*(heading.name for heading in paper.mesh or ()), *paper.keywords))
    texts = [paper.title, *(text for section in paper.sections or () for text in sentences(section.text))]
    listed = [words(text) for text in (*texts, other)]
    *said, headings = (_terms(row, text) for row, text in zip(listed, (*texts, other), strict=True))
    counts = Counter(said[0] * (_TITLE_COUNTS - 1))
    for part in (*said, headings):
        counts.update(part)
    letters = Counter(chain.from_iterable(_runs(word) for row in listed for word in row if word not in STOPWORDS))
    return Index(
        counts=counts,
        length=counts.total(),
        sentences=tuple(map(frozenset, said)),
        pairs=frozenset(pair for part in said for pair in pairwise(part)),
        letters=letters,
        letters_length=letters.total(),
        short_forms=abbreviations(" ".join(texts)),
    )


def _terms(listed: Iterable[str], text: str) -> tuple[str, ...]:
    """The stems that count, and hyphenated words written as one."""
    return tuple(word for word in (*map(stem, listed), *compounds(text)) if word not in STOPWORDS)


@lru_cache(maxsize=65536)
def _runs(word: str) -> tuple[str, ...]:
    """A word's runs of letters, its beginning and end marked."""
    marked = f"_{word}_"
    return tuple(marked[i : i + _RUN] for i in range(max(1, len(marked) - _RUN + 1)))


# --- the claim before its pool -----------------------------------------------------------------------------------


def ask(reading: ClaimReading, pool: Sequence[Index]) -> Question:
    """Weigh a claim's words and runs of letters by the pool, and learn from it how else they are written."""
    concepts = _searched(reading)
    known = _weighed({word for concept in concepts for form in concept.forms for word in form}, pool)
    statement = [word for word in words(reading.claim.statement) if word not in STOPWORDS]
    return Question(
        concepts=concepts,
        own={word: known[word] for concept in concepts for word in concept.forms[0]},
        known=known,
        pairs=reading.bigrams,
        runs=_weighed_runs(statement, pool),
        runs_by_word=_runs_by_word(statement),
        written_else=tuple(_written_else(reading.stems, pool)),
        instead=tuple((frozenset(c.forms[0]), tuple(map(frozenset, c.forms[1:]))) for c in concepts if c.forms[1:]),
    )


def _searched(reading: ClaimReading) -> tuple[Concept, ...]:
    """The claim's concepts and, as light ones, every other content word of the statement, directions among them."""
    named = {word for concept in reading.concepts for form in concept.forms for word in form}
    rest = dict.fromkeys(
        word for word in _terms(words(reading.claim.statement), reading.claim.statement) if word not in named
    )
    spoken = (Concept(word, ((word,),), idf(word)) for word in rest)
    return tuple(map(_without_small_words, (*reading.concepts, *spoken)))


def _without_small_words(concept: Concept) -> Concept:
    """A concept whose forms are what an index holds."""
    own, *others = map(_without_stopwords, concept.forms)
    return evolve(concept, forms=(own or concept.forms[0], *dict.fromkeys(filter(None, others))))


def _rarity(found: int, pool: Sequence[Index]) -> float:
    return max(math.log((len(pool) + 1) / (found + 0.5)), 0.0) if pool else 0.0


def _weighed(vocabulary: Iterable[str], pool: Sequence[Index]) -> Mapping[str, float]:
    """How telling each word is: the table's value, lowered where much of the pool has the word."""
    here = {word: sum(word in one.counts for one in pool) for word in vocabulary}
    return {word: 0.75 * idf(word) + 0.25 * _rarity(found, pool) for word, found in here.items()}


def _weighed_runs(statement: Sequence[str], pool: Sequence[Index]) -> Mapping[str, float]:
    """Runs of letters, weighed by how rare they are in the pool."""
    often = Counter(run for word in statement for run in _runs(word))
    return {run: min(n, 2) * _rarity(sum(run in one.letters for one in pool), pool) for run, n in often.items()}


def _runs_by_word(statement: Sequence[str]) -> Mapping[str, float]:
    """Runs of letters that share the weight of their word."""
    weights: dict[str, float] = {}
    for word in statement:
        runs = set(_runs(word))
        for run in runs:
            weights[run] = weights.get(run, 0.0) + idf(stem(word)) / len(runs)
    return weights


def _written_else(said: Form, pool: Sequence[Index]) -> Iterable[tuple[Form, Form]]:
    """Short forms of the claim with the long form that most papers give, and long forms of the claim with the short one."""
    explained: dict[str, Counter[Form]] = {}
    for one in pool:
        for short, long in one.short_forms.items():
            explained.setdefault(short, Counter())[long] += 1
    spoken = f" {' '.join(said)} "
    for short, longs in sorted(explained.items()):
        if short in said:
            best = min(longs, key=lambda form: (-longs[form], form))
            yield (short,), _without_stopwords(best)
        else:
            yield from ((_without_stopwords(long), (short,)) for long in longs if f" {' '.join(long)} " in spoken)


def _without_stopwords(form: Form) -> Form:
    return tuple(word for word in form if word not in STOPWORDS)


# --- the parts ---------------------------------------------------------------------------------------------------


def relevance(question: Question, paper: Index) -> dict[str, float]:
    """The text's parts, each 0 to about 1 (length: below 0 for short texts, above for long ones)."""
    pairs = question.pairs
    instead = _standing(question.instead, paper.counts)
    return {
        "bm25": sum(_gain(concept, question, paper) for concept in question.concepts) / (question.whole * (_K1 + 1)),
        "sentence": max(_covered(question.own, one, instead) for one in paper.sentences),
        "phrase": sum(pair in paper.pairs for pair in pairs) / len(pairs) if pairs else 0.0,
        "title_focus": _focus(paper.sentences[0], question.known),
        "letters": _by_letters(question.runs, paper),
        "letters_by_word": _by_letters(question.runs_by_word, paper),
        "synonyms": sum(_by_synonym(concept, question, paper.counts) for concept in question.concepts) / question.whole,
        "abbreviations": _by_other_writing(question, paper.counts),
        "related": _stood_in(related, question, paper.counts),
        "learnt": _stood_in(learnt, question, paper.counts),
        "length": math.log(max(paper.length, 100) / _MEAN_LENGTH),
    }


def _saturated(often: int, k1: float, b: float, length: float) -> float:
    """BM25's count: 0 to k1 + 1. `length` is relative to the mean."""
    return often * (k1 + 1) / (often + k1 * (1 - b + b * length))


def _bm25(form: Form, question: Question, paper: Index) -> float:
    length = paper.length / _MEAN_LENGTH
    found = ((word, paper.counts[word]) for word in form if word in paper.counts)
    return sum(question.known[word] * _saturated(often, _K1, _B, length) for word, often in found)


def _gain(concept: Concept, question: Question, paper: Index) -> float:
    """BM25 of a concept: its own words in full, or nearly in full its best synonym, whichever says more."""
    own = _bm25(concept.forms[0], question, paper)
    most = sum(question.known[word] for word in concept.forms[0]) * (_K1 + 1)
    there = (form for form in concept.forms[1:] if all(word in paper.counts for word in form))
    return max((own, *(_OTHER_WORDS * min(_bm25(form, question, paper), most) for form in there)))


def _standing(instead: _Instead, found: Container[str]) -> _Instead:
    """The synonyms that stand there whole."""
    there = ((own, tuple(f for f in others if all(word in found for word in f))) for own, others in instead)
    return tuple((own, others) for own, others in there if others)


def _covered(own: Mapping[str, float], found: Container[str], instead: _Instead) -> float:
    """The share of the claim's words that are there, or a synonym for them; rare words count for more."""
    replaced = frozenset().union(*(words for words, _ in _standing(instead, found)))
    whole = covered = 0.0
    for word, weight in own.items():
        counts = math.pow(weight, _RARER)
        whole += counts
        if word in found:
            covered += counts
        elif word in replaced:
            covered += _OTHER_WORDS * counts
    return covered / (whole or 1.0)


def _focus(title: frozenset[str], known: Mapping[str, float]) -> float:
    """How much of the title is about the claim."""
    whole = sum(map(idf, title))
    return sum(idf(word) for word in title if word in known) / whole if whole else 0.0


def _by_letters(runs: Mapping[str, float], paper: Index) -> float:
    length = paper.letters_length / _LETTERS_MEAN_LENGTH
    found = ((weight, paper.letters[run]) for run, weight in runs.items() if run in paper.letters)
    total = sum(weight * _saturated(often, _LETTERS_K1, _LETTERS_B, length) for weight, often in found)
    return total / ((sum(runs.values()) or 1.0) * (_LETTERS_K1 + 1))


def _by_synonym(concept: Concept, question: Question, counts: Mapping[str, int]) -> float:
    """The weight of the concept's missing words where a synonym is there."""
    if not any(all(word in counts for word in form) for form in concept.forms[1:]):
        return 0.0
    return sum(question.known[word] for word in concept.forms[0] if word not in counts)


def _by_other_writing(question: Question, counts: Mapping[str, int]) -> float:
    """The share of the claim that stands in the paper only as its short or long form."""
    missing = 0.0
    for written, other in question.written_else:
        if all(word in counts for word in other):
            missing += sum(question.known.get(word, idf(word)) for word in written if word not in counts)
    return missing / question.whole


def _stood_in(near: Callable[[str], Mapping[str, float]], question: Question, counts: Mapping[str, int]) -> float:
    """How near the nearest words come that stand in place of missing ones, by the weight of these."""
    missing = ((word, weight) for word, weight in question.own.items() if word not in counts)
    found = (
        weight * max((close for other, close in near(word).items() if other in counts), default=0.0)
        for word, weight in missing
    )
    return sum(found) / question.whole
