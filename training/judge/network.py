"""The judge's network: a small BERT in which a claim reads an abstract.

The abstract reads only itself, so its key and value vectors are made once and every claim beside it is judged with them;
the tokens of a claim read the claim and, in every layer, the abstract. Title and sentences are separated by [SEP]. Two heads: an
attention over the sentences (which one decides?) and three classes (supports, contradicts, neither). Layers and
names of weights follow BERT (Devlin et al., 2019), so that published encoders of the family can be loaded.
"""

from pathlib import Path

import torch
from attrs import frozen
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from claimcheck.evidence.layout import CLAIM_ROOM

SHARPNESS = 12.0
"""Of the attention over sentences: what a difference of 1 in cosine weighs."""


@frozen
class Shape:
    """How the claims' tokens, which are kept in one row without padding, stand in (abstracts, claims, tokens)."""

    abstracts: int
    claims: int
    tokens: int
    there: Tensor
    unseen: Tensor
    unseen_there: Tensor

    def spread(self, x: Tensor) -> Tensor:
        """(tokens in all, width) to (abstracts * claims, tokens, width)."""
        rows = self.abstracts * self.claims
        return x.new_zeros(rows * self.tokens, x.shape[1]).index_copy(0, self._places, x).view(rows, self.tokens, -1)

    def gather(self, x: Tensor) -> Tensor:
        return x.flatten(0, 1)[self._places]

    @property
    def _places(self) -> Tensor:
        return self.there.flatten().nonzero()[:, 0]


class Layer(nn.Module):
    """One transformer layer over rows of tokens (rows, tokens, width)."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, width)
        self.out_norm = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def split(self, x: Tensor) -> Tensor:
        """(rows, tokens, width) to (rows, heads, tokens, width / heads)."""
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)

    def own(self, x: Tensor, unseen: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The abstract's step: it reads itself. Also its keys and values, for the claims."""
        keys, values = self.split(self.key(x)), self.split(self.value(x))
        told = functional.scaled_dot_product_attention(self.split(self.query(x)), keys, values, attn_mask=unseen)
        return self.rest(x, told.transpose(1, 2).flatten(2)), keys, values

    def beside(self, x: Tensor, shape: Shape, keys: Tensor, values: Tensor) -> Tensor:
        """The claims' step: tokens read their claim and its abstract."""
        d, m, c = shape.abstracts, shape.claims, shape.tokens
        query = shape.spread(self.query(x) * self.scale(x))
        alone = self.split(query) @ self.split(shape.spread(self.key(x))).transpose(2, 3) + shape.unseen
        there = self.split(query.reshape(d, m * c, -1)) @ keys.transpose(2, 3) + shape.unseen_there
        there = there.view(d, self.heads, m, c, -1).transpose(1, 2).reshape(d * m, self.heads, c, -1)
        shares = torch.cat([alone, there], 3).softmax(-1)
        near = shares[..., :c] @ self.split(shape.spread(self.value(x)))
        far = shares[..., c:].view(d, m, self.heads, c, -1).transpose(1, 2).reshape(d, self.heads, m * c, -1) @ values
        told = near.transpose(1, 2).reshape(d * m, c, -1) + far.transpose(1, 2).reshape(d * m, c, -1)
        return self.rest(x, shape.gather(told))

    def scale(self, x: Tensor) -> float:
        return float((x.shape[-1] // self.heads) ** -0.5)

    def rest(self, x: Tensor, told: Tensor) -> Tensor:
        x = self.out_norm(x + self.dropout(self.out(told)))
        return self.norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Judge(nn.Module):
    """`forward` takes abstracts (d, a) and for each of them m claims (d, m, c); 0 is no token, a row of zeros no claim."""

    def __init__(
        self, *, words: int = 30522, width: int = 384, layers: int = 6, heads: int = 12, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.words = nn.Embedding(words, width)
        self.positions = nn.Embedding(512, width)
        self.kinds = nn.Embedding(2, width)
        self.embedding_norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(width, heads, 4 * width, dropout) for _ in range(layers))
        self.asks = nn.Linear(width, width)
        self.tells = nn.Linear(width, width)
        self.pooled = nn.Linear(4 * width, width)
        self.stance = nn.Linear(width, 3)
        for head in (self.asks, self.tells):  # begins as the base encoder's own likeness of claim and sentence
            nn.init.eye_(head.weight)
            nn.init.zeros_(head.bias)

    def embed(self, ids: Tensor, start: int) -> Tensor:
        places = torch.arange(start, start + ids.shape[-1])
        return self.dropout(self.embedding_norm(self.words(ids) + self.positions(places) + self.kinds.weight[0]))

    def forward(self, claims: Tensor, abstracts: Tensor, sentence: Tensor) -> tuple[Tensor, Tensor]:
        """`sentence` (d, s, a): for every sentence the mean over its tokens, as weights; rows of zeros are no sentence.

        Returns the logits of the three classes (d, m, 3) and of the sentences (d, m, s).
        """
        unseen_a = (abstracts == 0)[:, None, None, :] * -1e4
        unseen_c = (claims == 0).flatten(0, 1)[:, None, None, :] * -1e4
        laid = Shape(*claims.shape, claims > 0, unseen_c, unseen_a)
        a, c = self.embed(abstracts, CLAIM_ROOM), laid.gather(self.embed(claims, 0).flatten(0, 1))
        for layer in self.layers:
            following, keys, values = layer.own(a, unseen_a)
            c = layer.beside(c, laid, keys, values)
            a = following
        tokens = laid.spread(c)
        mean = tokens.sum(1) / (claims > 0).flatten(0, 1).sum(1, keepdim=True).clamp(min=1)
        return self.heads(mean.view(*claims.shape[:2], -1), sentence @ a, sentence.sum(2) == 0)

    def heads(self, claim: Tensor, told: Tensor, absent: Tensor) -> tuple[Tensor, Tensor]:
        """`claim` (d, m, width) and the sentences `told` (d, s, width) are means of tokens, as the base encoder compares them."""
        asked = functional.normalize(self.asks(claim), dim=2)
        where = (
            asked @ functional.normalize(self.tells(told), dim=2).transpose(1, 2) * SHARPNESS
            + absent[:, None, :] * -1e4
        )
        read = where.softmax(2) @ told
        joined = torch.cat([claim, read, claim * read, (claim - read).abs()], 2)
        return self.stance(self.dropout(torch.tanh(self.pooled(self.dropout(joined))))), where


_NAMES = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "out", "attention.output.LayerNorm": "out_norm",
    "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "norm",
}  # fmt: skip
_EMBEDDINGS = {
    "word_embeddings": "words", "position_embeddings": "positions", "token_type_embeddings": "kinds",
    "LayerNorm": "embedding_norm",
}  # fmt: skip


def load_base(file: Path) -> Judge:
    """A new judge on the layers of a published encoder (`model.safetensors`); the heads are random."""
    found = {}
    for name, value in load_file(file).items():
        parts = name.removeprefix("bert.").split(".")
        if parts[0] == "embeddings" and parts[1] in _EMBEDDINGS:
            found[f"{_EMBEDDINGS[parts[1]]}.{parts[-1]}"] = value
        elif parts[0] == "encoder":
            found[f"layers.{parts[2]}.{_NAMES['.'.join(parts[3:-1])]}.{parts[-1]}"] = value
    judge = Judge()
    missing, unexpected = judge.load_state_dict(found, strict=False)
    if unexpected or any(not name.startswith(("asks", "tells", "pooled", "stance")) for name in missing):
        raise SystemExit(f"{file}: not a BERT-like encoder of width 384 ({missing[:3]}, {unexpected[:3]})")
    return judge
