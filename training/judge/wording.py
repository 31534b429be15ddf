"""Claims whose label their wording alone tells: a network that learns from them learns to read no abstract.

A linear model sees the words of a claim and its length, and nothing of its paper, fitted on other documents' claims; where it is
sure and right, the claim is one that gives its label away (AFLite: Le Bras et al., "Adversarial filters of dataset biases", 2020).
"""

from collections.abc import Sequence

import numpy as np
from corpus import Asked
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

SURE = 0.7
FOLDS = 8
LENGTH, LONGEST = 3, 9


def telling(claims: Sequence[tuple[str, Asked]]) -> frozenset[str]:
    """The ids of those claims (each with its document) whose label is told by their wording."""
    texts = [f"{one.text} #{min(LONGEST, len(one.text.split()) // LENGTH)}" for _, one in claims]
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True, token_pattern=r"[\w#]+|[,;]")
    labels, documents = np.array([one.label for _, one in claims]), [document for document, _ in claims]
    shares = cross_val_predict(
        LogisticRegression(C=2, max_iter=400),
        words.fit_transform(texts),
        labels,
        groups=documents,
        cv=GroupKFold(FOLDS),
        method="predict_proba",
    )
    right = shares[np.arange(len(labels)), np.searchsorted(np.unique(labels), labels)]
    return frozenset(one.id for (_, one), share in zip(claims, right, strict=True) if share >= SURE)
