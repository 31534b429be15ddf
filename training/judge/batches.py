"""Turns documents and claims into the network's tensors; they are laid out as the product lays them out."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from attrs import frozen
from corpus import LABELS, Asked, Document
from tokenizers import Tokenizer
from torch import Tensor

from claimcheck.neural.layout import CLAIM_ROOM, Laid, lay_abstract, lay_claim
from claimcheck.neural.session import Tokens


@frozen
class Batch:
    """What `Judge.forward` takes of d documents with m claims and s sentences, and the gold.

    A row (t tokens) is an abstract and, behind it, its claims.
    """

    ids: Tensor
    """(d, t)"""
    places: Tensor
    """(d, t): positions; every claim begins at 0, the abstract at CLAIM_ROOM."""
    texts: Tensor
    """(d, t): 0 for the abstract, 1 to m for the claims, -1 for no token."""
    claim: Tensor
    """(d, m, t): for every claim the mean over its tokens, as weights; rows of zeros are no claim."""
    sentence: Tensor
    """(d, s, t): the same for every sentence."""
    label: Tensor
    """(d, m)"""
    gold: Tensor
    """(d, m, s): the share of each sentence in what decides."""
    weight: Tensor
    """(d, m)"""

    @property
    def read(self) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        return self.ids, self.places, self.texts, self.claim, self.sentence


class Reader:
    """Tokens of texts, each text read once."""

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, Tokens] = {}

    def ids(self, text: str) -> tuple[int, ...]:
        return self.tokens(text).ids

    def tokens(self, text: str) -> Tokens:
        if text not in self._known:
            found = self._tokenizer.encode(text, add_special_tokens=False)
            self._known[text] = Tokens(text, tuple(found.ids), tuple(found.offsets))
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
    longest = max(tokens_of(item) for item in items)
    many = max(len(item.claims) for item in items)
    parts = max(len(item.laid.spans) for item in items)
    ids, places = torch.zeros(2, len(items), longest, dtype=torch.long)
    texts = torch.full((len(items), longest), -1)
    claim, sentence = torch.zeros(len(items), many, longest), torch.zeros(len(items), parts, longest)
    label = torch.zeros(len(items), many, dtype=torch.long)
    gold, weight = torch.zeros(len(items), many, parts), torch.zeros(len(items), many)
    for i, item in enumerate(items):
        end = _write(item.laid.tokens, CLAIM_ROOM, 0, ids[i], places[i], texts[i], at=0)
        for s, (_, first, last) in enumerate(item.laid.spans):
            sentence[i, s, first:last] = 1 / (last - first)
        for n, (tokens, one, heavy) in enumerate(item.claims):
            claim[i, n, end : end + len(tokens)] = 1 / len(tokens)
            end = _write(tokens, 0, n + 1, ids[i], places[i], texts[i], at=end)
            label[i, n], weight[i, n] = LABELS[one.label], heavy
            for s, (index, _, _) in enumerate(item.laid.spans):
                gold[i, n, s] = float(index in one.evidence)
    gold = gold / gold.sum(2, keepdim=True).clamp(min=1)
    return Batch(ids, places, texts, claim, sentence, label, gold, weight)


def _write(tokens: Sequence[int], place: int, text: int, ids: Tensor, places: Tensor, texts: Tensor, *, at: int) -> int:
    end = at + len(tokens)
    ids[at:end] = torch.tensor(tokens)
    places[at:end] = torch.arange(place, place + len(tokens))
    texts[at:end] = text
    return end


def tokens_of(item: Item) -> int:
    return len(item.laid.tokens) + sum(len(tokens) for tokens, _, _ in item.claims)


def whole(reader: Reader, document: Document, claims: Sequence[Asked], *, title: bool = True) -> Item:
    """A document read as the product reads it."""
    laid = reader.abstract(document.title if title else "", list(enumerate(document.sentences)))
    return Item(laid, [(reader.claim(one.text), one, 1.0) for one in claims])


def batched(items: list[Item], tokens: int, chance: random.Random | None = None) -> Iterator[list[Item]]:
    """Items of like length and number of claims together, up to so many tokens (padding counted) a batch."""
    ordered = sorted(items, key=lambda item: tokens_of(item) + (chance.random() * 30 if chance else 0))
    found: list[list[Item]] = []
    group: list[Item] = []
    for item in ordered:
        both = [*group, item]
        if group and len(both) * max(tokens_of(one) for one in both) > tokens:
            found.append(group)
            group = []
        group.append(item)
    if group:
        found.append(group)
    if chance:
        chance.shuffle(found)
    yield from found
