"""Which claims lie near a document without being its own: the pairs that a search brings and that decide nothing.

Of 1,200 such pairs that were read, 99 in 100 decide nothing, so they are taken as "neither" unread; the others are left out
(`lists.jsonl`). Nearness by words (TF-IDF) and by meaning (the base encoder's vectors of claim, and of title with last sentences).
"""

from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from batches import Reader
from corpus import LISTED_ID, Asked, corpus, rows
from network import load_base
from sklearn.feature_extraction.text import TfidfVectorizer
from torch.nn import functional

from claimcheck.neural.layout import CLASS, SEPARATOR

NEAREST = 5
SOURCES = ("plain", "scifact", "covid")
"""Of these sets' claims; those that were read beside several abstracts bring their near ones along."""


def neighbours(base: Path) -> dict[str, list[Asked]]:
    """For every document of the training part, the claims of other documents that are near it."""
    documents = [d for d in corpus().values() if d.part == "train"]
    claims = [
        (d, one) for d in documents for one in d.claims if one.source in SOURCES and not one.id.startswith(LISTED_ID)
    ]
    known = {
        (row["id"], other["doc"])
        for row in rows("plain-claims/lists.jsonl")
        for other in row["others"]
        if other["label"] != "neither"
    }
    cited: dict[str, set[str]] = defaultdict(set)
    for document, one in claims:
        cited[one.text].add(document.group)
    texts = [one.text for _, one in claims]
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    by_word = words.fit_transform([" ".join([d.title, *d.sentences]) for d in documents])
    wanted = words.transform(texts)
    meant_d, meant_c = (
        vectors(base, [[d.title, *d.sentences[-2:]] for d in documents], "documents"),
        vectors(base, [[t] for t in texts], "claims"),
    )
    near: dict[str, list[Asked]] = defaultdict(list)
    for start in range(0, len(claims), 1000):
        for scores in ((wanted[start : start + 1000] @ by_word.T).toarray(), meant_c[start : start + 1000] @ meant_d.T):
            best = np.argsort(-scores, axis=1)[:, : NEAREST + 1]
            for (_, one), row in zip(claims[start : start + 1000], best, strict=True):
                for i in row:
                    there = documents[i]
                    if there.group not in cited[one.text] and (one.id, there.id) not in known:
                        near[there.id].append(one)
    return {name: list({one.id: one for one in found}.values()) for name, found in near.items()}


@torch.no_grad()
def vectors(base: Path, texts: list[list[str]], name: str) -> np.ndarray:
    """Unit vectors (n, 384) of the base encoder, kept beside it."""
    kept = base / f"vectors-{name}-{len(texts)}.npy"
    if not kept.exists():
        np.save(kept, _encoded(base, texts))
    return np.load(kept)


def _encoded(base: Path, texts: list[list[str]]) -> np.ndarray:
    reader, judge = Reader(base / "tokenizer.json"), load_base(base / "model.safetensors").eval()
    rows_ = [[CLASS, *[i for text in parts for i in reader.ids(text)][-158:], SEPARATOR] for parts in texts]
    order = sorted(range(len(rows_)), key=lambda i: len(rows_[i]))
    made = np.zeros((len(rows_), 384), dtype=np.float32)
    for start in range(0, len(order), 32):
        some = order[start : start + 32]
        ids = torch.zeros(len(some), max(len(rows_[i]) for i in some), dtype=torch.long)
        for n, i in enumerate(some):
            ids[n, : len(rows_[i])] = torch.tensor(rows_[i])
        x = judge.read(ids, torch.arange(ids.shape[1]).expand_as(ids), (ids > 0).long() - 1)
        mean = (x * (ids > 0)[:, :, None]).sum(1) / (ids > 0).sum(1, keepdim=True)
        made[some] = functional.normalize(mean, dim=1).numpy()
    return made
