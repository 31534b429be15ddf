"""Learns which stems stand among the same words, for the part `related` of ranking ("transmission" beside "spread").

    CLAIMCHECK_TEST_DATA=... PYTHONPATH=src python training/related.py

Counts stems that stand near each other in the abstracts of `background.abstracts`, takes positive pointwise mutual
information, reduces it to 150 dimensions (Levy, Goldberg and Dagan, "Improving distributional similarity", 2015) and
writes src/claimcheck/evidence/data/related.json: for every stem found in five abstracts or more its nearest stems, with
the cosine in percent. No claim and no label takes part. Needs numpy, scipy and scikit-learn.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import background
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix
from sklearn.utils.extmath import randomized_svd

from claimcheck.language.words import STOPWORDS, stems

TARGET = Path(__file__).parents[1] / "src/claimcheck/evidence/data/related.json"
WINDOW = 8
DIMENSIONS = 150
AT_LEAST = 5
NEAREST = 12
COSINE = 0.55


def main() -> None:
    """Learn and write."""
    texts = [_known(f"{paper.title} . {paper.abstract}") for paper in background.abstracts()]
    often = Counter(word for text in texts for word in set(text))
    vocabulary = sorted(word for word, n in often.items() if n >= AT_LEAST)
    vectors = _vectors(_mutual_information(_together(texts, vocabulary), len(vocabulary)))
    near = dict(_nearest(vocabulary, vectors))
    content = {"abstracts": len(texts), "stems": near}
    TARGET.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(texts)} abstracts, {len(near)} of {len(vocabulary)} stems, {TARGET.stat().st_size} bytes")


def _known(text: str) -> list[str]:
    return [word for word in stems(text) if word not in STOPWORDS and not word[0].isdigit()]


def _together(texts: list[list[str]], vocabulary: list[str]) -> Counter[tuple[int, int]]:
    """Pairs of stems, counted by one over their distance."""
    numbers = {word: i for i, word in enumerate(vocabulary)}
    counts: Counter[tuple[int, int]] = Counter()
    for text in texts:
        row = [numbers.get(word, -1) for word in text]
        for distance in range(1, WINDOW + 1):
            for one, other in zip(row, row[distance:], strict=False):
                if one >= 0 and other >= 0 and one != other:
                    counts[min(one, other), max(one, other)] += 1 / distance  # type: ignore[assignment]
    return counts


def _mutual_information(counts: Counter[tuple[int, int]], size: int) -> csr_matrix:
    one, other = np.array(list(counts)).T
    value = np.array(list(counts.values()))
    both = np.concatenate([value, value]), (np.concatenate([one, other]), np.concatenate([other, one]))
    matrix = coo_matrix(both, shape=(size, size)).tocsr().tocoo()
    share = np.asarray(matrix.sum(1)).ravel() / matrix.sum()
    smooth = share**0.75 / (share**0.75).sum()
    information = np.log(matrix.data / matrix.sum() / (share[matrix.row] * smooth[matrix.col]))
    keep = information > 0
    return csr_matrix((information[keep], (matrix.row[keep], matrix.col[keep])), shape=(size, size))


def _vectors(matrix: csr_matrix) -> NDArray[np.float64]:
    left, singular, _ = randomized_svd(matrix, DIMENSIONS, random_state=0, n_iter=3)
    vectors: NDArray[np.float64] = left * np.sqrt(singular)
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def _nearest(vocabulary: list[str], vectors: NDArray[np.float64]) -> Iterator[tuple[str, dict[str, int]]]:
    for at, word in enumerate(vocabulary):
        cosines = vectors @ vectors[at]
        best = [i for i in np.argsort(-cosines)[: NEAREST + 1] if i != at and cosines[i] >= COSINE]
        if best:
            yield word, {vocabulary[i]: round(100 * float(cosines[i])) for i in best[:NEAREST]}


if __name__ == "__main__":
    main()
