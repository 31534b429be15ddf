"""An in-process stand-in for the catalogue: BM25 over a set of papers, for training and measuring without a server."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from claimcheck.evidence.reading import read_claim
from claimcheck.evidence.relevance import ask
from claimcheck.evidence.relevance import index as indexed
from claimcheck.evidence.vocabulary import Form, idf
from claimcheck.model import Claim, Paper

OTHER_WORDS = 0.9
"""What a synonym of the claim's words counts beside them."""


class Shelf:
    """Papers by word. `top` answers like a catalogue that sorts by relevance: the best matches for any word or synonym."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.papers = list(papers)
        self.postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, paper in enumerate(self.papers):
            index = indexed(paper)
            for word, often in index.counts.items():
                gain = often * 2.2 / (often + 1.2 * (0.5 + 0.5 * index.length / 190))
                self.postings[word].append((number, gain))

    def top(self, statement: str, limit: int) -> list[Paper]:
        scores: Counter[int] = Counter()
        for concept in ask(read_claim(Claim(statement)), ()).concepts:
            scores.update(self._concept(concept.forms))
        best = heapq.nlargest(limit, scores.items(), key=lambda pair: (pair[1], -pair[0]))
        return [self.papers[number] for number, _ in best]

    def _concept(self, forms: tuple[Form, ...]) -> Mapping[int, float]:
        """The gain of each paper by the concept's own words, or by the best of its other forms where that stands whole."""
        own, *others = forms
        best, _ = self._form(own)
        most = sum(map(idf, own)) * 2.2
        for form in others:
            scores, found = self._form(form)
            for number, score in scores.items():
                if found[number] == len(set(form)):
                    best[number] = max(best.get(number, 0.0), OTHER_WORDS * min(score, most))
        return best

    def _form(self, form: Form) -> tuple[dict[int, float], Counter[int]]:
        scores: dict[int, float] = defaultdict(float)
        found: Counter[int] = Counter()
        for word in set(form):
            weight = idf(word)
            for number, gain in self.postings.get(word, ()):
                scores[number] += weight * gain
                found[number] += 1
        return scores, found
