"""The judge's network: a BERT in which a claim reads an abstract. Its teacher is the same on a larger base (MPNet, Song et al., 2020).

The abstract reads only itself, so it is read once for all claims that stand behind it in one row; the tokens of a claim
read the claim and, in every layer, the abstract. Title and sentences are separated by [SEP]. Two heads: an
attention over the sentences (which one decides?) and three classes (supports, contradicts, neither). Layers and
names of weights follow BERT (Devlin et al., 2019), so that published encoders of the family can be loaded.
"""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from claimcheck.neural.layout import CLASS, SEPARATOR

PADDING = 0
KINDS = 7
"""Of claims, in the order of `claimcheck.extraction.page_reader.KINDS`."""

FARTHEST = 128
"""Tokens apart from which on MPNet tells distances no further."""
SHARPNESS = 12.0
"""Of the attention over sentences: what a difference of 1 in cosine weighs."""


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

    def forward(self, x: Tensor, sight: Tensor) -> Tensor:
        """`sight` (rows, 1 or heads, tokens, tokens) is added where a token looks at another: -1e4 or so hides it."""
        query, key, value = (self.split(part(x)) for part in (self.query, self.key, self.value))
        told = functional.scaled_dot_product_attention(query, key, value, attn_mask=sight.to(query.dtype))
        return self.rest(x, told.transpose(1, 2).flatten(2))

    def rest(self, x: Tensor, told: Tensor) -> Tensor:
        x = self.out_norm(x + self.dropout(self.out(told)))
        return self.norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Judge(nn.Module):
    """`forward` takes rows of an abstract with the claims asked of it behind; see `batches.Batch` for the shapes."""

    def __init__(
        self,
        *,
        words: int = 30522,
        width: int = 384,
        layers: int = 6,
        heads: int = 12,
        dropout: float = 0.1,
        distances: int = 0,
    ) -> None:
        super().__init__()
        self.words = nn.Embedding(words, width)
        self.positions = nn.Embedding(512, width)
        self.kinds = nn.Embedding(2, width)
        self.embedding_norm = nn.LayerNorm(width, eps=1e-12)
        self.distances = nn.Embedding(distances, heads) if distances else None
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(width, heads, 4 * width, dropout) for _ in range(layers))
        self.asks = nn.Linear(width, width)
        self.tells = nn.Linear(width, width)
        self.pooled = nn.Linear(4 * width, width)
        self.stance = nn.Linear(width, 3)
        for head in (self.asks, self.tells):  # begins as the base encoder's own likeness of claim and sentence
            nn.init.eye_(head.weight)
            nn.init.zeros_(head.bias)

    def embed(self, ids: Tensor, places: Tensor) -> Tensor:
        return self.dropout(self.embedding_norm(self.words(ids) + self.positions(places) + self.kinds.weight[0]))

    def read(self, ids: Tensor, places: Tensor, texts: Tensor) -> Tensor:
        """What the layers make of the tokens (rows, tokens, width). `texts`: 0 the abstract, 1 to m the claims, -1 no token."""
        seen = (texts[:, None, :] == 0) | (texts[:, None, :] == texts[:, :, None])
        sight = seen[:, None].logical_not() * -1e4 + self.apart(places)
        x = self.embed(ids, places)
        if torch.is_autocast_enabled("cpu"):
            sight = sight.to(torch.get_autocast_dtype("cpu"))
        for layer in self.layers:
            x = layer(x, sight)
        return x

    @torch.no_grad()
    def apart(self, places: Tensor) -> Tensor | float:
        """What the distance of two tokens adds where one looks at the other, (rows, heads, tokens, tokens), as MPNet learnt it."""
        if self.distances is None:
            return 0.0
        far = torch.arange(-511, 512)
        half = self.distances.num_embeddings // 2
        near = half // 2
        wide = near + (far.abs().clamp(min=1) / near).log() / math.log(FARTHEST / near) * (half - near)
        bucket = torch.where(far.abs() < near, far.abs(), wide.long().clamp(max=half - 1)) + (far > 0) * half
        adds = self.distances.weight[bucket].t().contiguous()
        return torch.stack([adds[:, row[None, :] - row[:, None] + 511] for row in places])

    def forward(
        self, ids: Tensor, places: Tensor, texts: Tensor, claim: Tensor, sentence: Tensor
    ) -> tuple[Tensor, Tensor]:
        """The logits of the three classes (d, m, 3) and of the sentences (d, m, s)."""
        x = self.read(ids, places, texts)
        return self.heads(claim.to(x.dtype) @ x, sentence.to(x.dtype) @ x, sentence.sum(2) == 0)

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


class PageReader(nn.Module):
    """A sentence reads its page as a claim reads an abstract: does it need a source, does it lean on what stands around it, what
    kind of claim is it, and with which words of the page does that begin and end on which it leans?
    """

    def __init__(self, encoder: Judge) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.positions.weight.shape[1]
        self.page = nn.Linear(width, 2 + KINDS)
        self.points = nn.Linear(width, 2 * width)

    def forward(self, ids: Tensor, places: Tensor, texts: Tensor, claim: Tensor) -> tuple[Tensor, Tensor]:
        """The logits of the two questions and of the kinds (d, m, 2 + KINDS), and of the tokens with which what it leans on begins
        and ends (d, m, 2, t); the first token of the page stands for nothing.
        """
        x = self.encoder.read(ids, places, texts)
        said = self.encoder.dropout(claim.to(x.dtype) @ x)
        hidden = (texts != 0)[:, None, None] * -1e4
        return self.page(said), self.pointing(said, x) + hidden

    def pointing(self, said: Tensor, told: Tensor) -> Tensor:
        """How much the tokens `told` (d, t, width) are what sentences `said` (d, m, width) lean on (d, m, 2, t)."""
        asked = self.points(said).unflatten(2, (2, -1))
        return asked @ told.transpose(1, 2)[:, None] / math.sqrt(told.shape[2])


_NAMES = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "out", "attention.output.LayerNorm": "out_norm",
    "attention.attn.q": "query", "attention.attn.k": "key", "attention.attn.v": "value",
    "attention.attn.o": "out", "attention.LayerNorm": "out_norm",
    "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "norm",
}  # fmt: skip
_EMBEDDINGS = {
    "word_embeddings": "words", "position_embeddings": "positions", "token_type_embeddings": "kinds",
    "LayerNorm": "embedding_norm",
}  # fmt: skip
HEADS = ("asks", "tells", "pooled", "stance")


def load_base(file: Path, dropout: float = 0.1) -> Judge:
    """A new judge on the layers of a published encoder, BERT or MPNet (`model.safetensors`); the heads are new."""
    found = {}
    for name, value in load_file(file).items():
        parts = name.removeprefix("bert.").split(".")
        if parts[0] == "embeddings" and parts[1] in _EMBEDDINGS:
            found[f"{_EMBEDDINGS[parts[1]]}.{parts[-1]}"] = value
        elif parts[:2] == ["encoder", "layer"]:
            found[f"layers.{parts[2]}.{_NAMES['.'.join(parts[3:-1])]}.{parts[-1]}"] = value
        elif parts[1] == "relative_attention_bias":
            found["distances.weight"] = value
    if "distances.weight" in found:
        found |= _as_bert(found)
    judge = like(found, dropout)
    missing, unexpected = judge.load_state_dict(found, strict=False)
    if unexpected or any(not name.startswith(HEADS) for name in missing):
        raise SystemExit(f"{file}: neither a BERT nor an MPNet encoder ({missing[:3]}, {unexpected[:3]})")
    return judge


def _as_bert(found: dict[str, Tensor]) -> dict[str, Tensor]:
    """MPNet's embeddings in BERT's places: its vocabulary is BERT's behind four marks of its own, its positions begin at 2."""
    words = found["words.weight"]
    order = torch.arange(4, words.shape[0] - 1)
    order[PADDING], order[CLASS], order[SEPARATOR] = 1, 0, 2
    return {
        "words.weight": words[order],
        "positions.weight": found["positions.weight"][2:],
        "kinds.weight": torch.zeros(2, words.shape[1]),
    }


def like(weights: dict[str, Tensor], dropout: float = 0.1) -> Judge:
    """A judge of the size of these weights."""
    words, width = weights["words.weight"].shape
    layers = len({name.split(".")[1] for name in weights if name.startswith("layers.")})
    distances = weights["distances.weight"].shape[0] if "distances.weight" in weights else 0
    return Judge(words=words, width=width, layers=layers, distances=distances, dropout=dropout)


def load(file: Path) -> Judge:
    """The judge whose weights a run has written."""
    weights = torch.load(file, weights_only=True)
    judge = like(weights)
    judge.load_state_dict(weights)
    return judge


def load_page_reader(file: Path) -> PageReader:
    """The page reader whose weights `page.py` has written."""
    weights = torch.load(file, weights_only=True)
    encoder = {name.removeprefix("encoder."): value for name, value in weights.items() if name.startswith("encoder.")}
    reader = PageReader(like(encoder))
    reader.load_state_dict(weights)
    return reader
