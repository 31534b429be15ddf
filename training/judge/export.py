"""Writes the network as the product runs it: int8 ONNX for one claim beside one abstract, with its tokenizer.

    python training/judge/export.py WEIGHTS --base FOLDER [--to FOLDER]

The weights of every matrix, the embeddings among them, are quantised by channel. The last line tells how far int8 is from float32.
"""

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from batches import Reader, pack, whole
from corpus import corpus
from network import Judge, Layer
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from claimcheck.evidence.layout import CLAIM_ROOM

TARGET = Path(__file__).parents[2] / "src/claimcheck/evidence/data/judge"


class Attention(torch.autograd.Function):
    """Queries (1, q, width) over keys and values (1, k, width); one fused operator of onnxruntime where it is exported."""

    @staticmethod
    def forward(_, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        split = (x.view(*x.shape[:2], heads, -1).transpose(1, 2) for x in (query, key, value))
        return functional.scaled_dot_product_attention(*split).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(
        graph: torch.Graph, query: torch.Value, key: torch.Value, value: torch.Value, heads: int
    ) -> torch.Value:
        told = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads, outputs=1)
        return told.setType(query.type())


class Joined(nn.Module):
    """A layer over claim and abstract in one row: one product makes queries, keys and values of both."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        parts = (layer.query, layer.key, layer.value)
        self.layer, self.width = layer, layer.out.in_features
        self.joined = nn.Linear(self.width, 3 * self.width)
        with torch.no_grad():
            self.joined.weight.copy_(torch.cat([one.weight for one in parts]))
            self.joined.bias.copy_(torch.cat([one.bias for one in parts]))

    def forward(self, x: Tensor, claim: int) -> Tensor:
        q, k, v = self.joined(x).split(self.width, 2)
        asks = Attention.apply(q[:, :claim], k, v, self.layer.heads)
        tells = Attention.apply(q[:, claim:], k[:, claim:], v[:, claim:], self.layer.heads)
        return self.layer.rest(x, torch.cat([asks, tells], 1))


class OnePair(nn.Module):
    """`claim` (c) beside `abstract` (a) with `sentence` (s, a): the logits (3) and (s). Nothing is padded."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge, self.layers = judge, nn.ModuleList(Joined(layer) for layer in judge.layers)

    def forward(self, claim: Tensor, abstract: Tensor, sentence: Tensor) -> tuple[Tensor, Tensor]:
        long = claim.shape[0]
        x = torch.cat([self.judge.embed(claim, 0), self.judge.embed(abstract, CLAIM_ROOM)])[None]
        for layer in self.layers:
            x = layer(x, long)
        asked, told = x[:, :long].mean(1, keepdim=True), sentence[None] @ x[:, long:]
        stance, where = self.judge.heads(asked, told, torch.zeros(1, sentence.shape[0]))
        return stance[0, 0], where[0, 0]


def export(judge: Judge, to: Path) -> None:
    model = OnePair(judge.eval()).eval()
    example = (torch.arange(1000, 1009), torch.arange(2000, 2030), torch.ones(4, 30) / 30)
    names = ["claim", "abstract", "sentence"]
    sizes = {"claim": {0: "c"}, "abstract": {0: "a"}, "sentence": {0: "s", 1: "a"}}
    with tempfile.TemporaryDirectory() as place:
        plain = str(Path(place) / "plain.onnx")
        torch.onnx.export(
            model, example, plain, input_names=names, output_names=["stance", "where"],
            dynamic_axes={**sizes, "where": {0: "s"}}, opset_version=17, dynamo=False,
            custom_opsets={"com.microsoft": 1},
        )  # fmt: skip
        model.eval()
        # what the operator gives is not known to the shapes' inference; 7 bits, because AVX2 saturates with 8
        known = {"DefaultTensorType": onnx.TensorProto.FLOAT}
        quantize_dynamic(
            plain, to / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, extra_options=known
        )  # fmt: skip


def far(judge: Judge, to: Path, base: Path) -> str:
    """Over validation claims: the largest and mean difference of a logit, and how often the class changes."""
    reader, session = Reader(base / "tokenizer.json"), onnxruntime.InferenceSession(to / "model.onnx")
    gaps, changed = [], []
    for document in [d for d in corpus().values() if d.part == "validation" and d.claims][:60]:
        for one in document.claims[:3]:
            batch = pack([whole(reader, document, [one])])
            with torch.no_grad():
                want = judge(batch.claims, batch.abstracts, batch.sentence)[0][0, 0].numpy()
            given = {
                "claim": batch.claims[0, 0].numpy(),
                "abstract": batch.abstracts[0].numpy(),
                "sentence": batch.sentence[0].numpy(),
            }
            got = session.run(None, given)[0]
            gaps.append(np.abs(want - got).max())
            changed.append(want.argmax() != got.argmax())
    return f"int8 against float32, {len(gaps)} claims: logits differ by {np.mean(gaps):.3f} in the mean, {max(gaps):.2f} at most; class changed in {100 * np.mean(changed):.1f}%"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=TARGET)
    args = parser.parse_args()
    args.to.mkdir(parents=True, exist_ok=True)
    judge = Judge()
    judge.load_state_dict(torch.load(args.weights, weights_only=True))
    export(judge, args.to)
    tokenizer = json.loads((args.base / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer |= {"truncation": None, "padding": None, "post_processor": None}
    (args.to / "tokenizer.json").write_text(
        json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    for file in sorted(args.to.iterdir()):
        print(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB")
    print(far(judge.eval(), args.to, args.base))


if __name__ == "__main__":
    main()
