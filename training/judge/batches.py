"""Turns documents and claims into the network's tensors; they are laid out as the product lays them out."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from attrs import frozen
from corpus import LABELS, Asked, Document
from tokenizers import Tokenizer
from torch import Tensor

from claimcheck.evidence.layout import CLAIM_ROOM, Laid, lay_abstract, lay_claim


@frozen
class Batch:
    """What `Judge.forward` takes, and the gold: `label` (d, m), `gold` (d, m, s) the share of each sentence, `weight` (d, m)."""

    claims: Tensor
    abstracts: Tensor
    sentence: Tensor
    label: Tensor
    gold: Tensor
    weight: Tensor


class Reader:
    """Token ids of texts, each text read once."""

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, list[int]] = {}

    def ids(self, text: str) -> list[int]:
        if text not in self._known:
            self._known[text] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return self._known[text]

    def claim(self, text: str, most: int = CLAIM_ROOM) -> tuple[int, ...]:
        return lay_claim(self.ids(text)[: most - 2])

    def abstract(self, title: str, sentences: Sequence[tuple[int, str]]) -> Laid:
        return lay_abstract(self.ids(title), [(place, self.ids(text)) for place, text in sentences])


@frozen
class Item:
    """One document as it is read in one step, with the claims asked of it there."""

    laid: Laid
    claims: list[tuple[tuple[int, ...], Asked, float]]


def pack(items: Sequence[Item]) -> Batch:
    longest = max(len(item.laid.tokens) for item in items)
    many = max(len(item.claims) for item in items)
    width = max(len(ids) for item in items for ids, _, _ in item.claims)
    parts = max(len(item.laid.spans) for item in items)
    abstracts = torch.zeros(len(items), longest, dtype=torch.long)
    sentence = torch.zeros(len(items), parts, longest)
    claims = torch.zeros(len(items), many, width, dtype=torch.long)
    label = torch.zeros(len(items), many, dtype=torch.long)
    gold, weight = torch.zeros(len(items), many, parts), torch.zeros(len(items), many)
    for i, item in enumerate(items):
        abstracts[i, : len(item.laid.tokens)] = torch.tensor(item.laid.tokens)
        for s, (_, start, end) in enumerate(item.laid.spans):
            sentence[i, s, start:end] = 1 / (end - start)
        for n, (ids, one, heavy) in enumerate(item.claims):
            claims[i, n, : len(ids)] = torch.tensor(ids)
            label[i, n], weight[i, n] = LABELS[one.label], heavy
            for s, (index, _, _) in enumerate(item.laid.spans):
                gold[i, n, s] = float(index in one.evidence)
    return Batch(claims, abstracts, sentence, label, gold / gold.sum(2, keepdim=True).clamp(min=1), weight)


def whole(reader: Reader, document: Document, claims: Sequence[Asked], *, title: bool = True) -> Item:
    """A document read as the product reads it."""
    laid = reader.abstract(document.title if title else "", list(enumerate(document.sentences)))
    return Item(laid, [(reader.claim(one.text), one, 1.0) for one in claims])


def batched(items: list[Item], tokens: int, chance: random.Random | None = None) -> Iterator[list[Item]]:
    """Items of like length and number of claims together, up to so many tokens (padding counted) a batch."""
    ordered = sorted(
        items,
        key=lambda item: (len(item.laid.tokens) + 25 * len(item.claims)) + (chance.random() * 60 if chance else 0),
    )
    found: list[list[Item]] = []
    group: list[Item] = []
    for item in ordered:
        both = [*group, item]
        cost = len(both) * (max(len(one.laid.tokens) for one in both) + 30 * max(len(one.claims) for one in both))
        if group and cost > tokens:
            found.append(group)
            group = []
        group.append(item)
    if group:
        found.append(group)
    if chance:
        chance.shuffle(found)
    yield from found
