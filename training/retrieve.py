"""An in-process stand-in for the catalogue: BM25 over a set of papers, for training and measuring without a server."""

import heapq
from collections import defaultdict
from collections.abc import Iterable

from claimcheck.evidence.relevance import index as indexed
from claimcheck.evidence.text import STOPWORDS, compounds, stems
from claimcheck.evidence.vocabulary import idf
from claimcheck.model import Paper


class Shelf:
    """Papers by word. `top` answers like a catalogue that sorts by relevance: the best matches for any of the words."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.papers = list(papers)
        self.postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, paper in enumerate(self.papers):
            index = indexed(paper)
            for word, often in index.counts.items():
                gain = often * 2.2 / (often + 1.2 * (0.5 + 0.5 * index.length / 190))
                self.postings[word].append((number, gain))

    def top(self, statement: str, limit: int) -> list[Paper]:
        scores: dict[int, float] = defaultdict(float)
        for word in {*stems(statement), *compounds(statement)} - STOPWORDS:
            weight = idf(word)
            for number, gain in self.postings.get(word, ()):
                scores[number] += weight * gain
        best = heapq.nlargest(limit, scores.items(), key=lambda pair: (pair[1], -pair[0]))
        return [self.papers[number] for number, _ in best]
