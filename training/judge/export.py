"""Writes a network as the product runs it: int8 ONNX for one text beside another, with its tokenizer.

    python training/judge/export.py {judge,page} WEIGHTS --base FOLDER [--to FOLDER]

The weights of every matrix are quantised by channel. What words mean is the same for both networks, since training leaves it as it
was, and is stored once (`words.bin`). The last line tells how far int8 is from float32.
"""

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from batches import Batch, Reader, pack, whole
from corpus import corpus
from network import Judge, Layer, PageReader, load, load_page_reader
from onnx.external_data_helper import set_external_data
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from claimcheck.neural.layout import CLAIM_ROOM

TARGET = Path(__file__).parents[2] / "src/claimcheck/neural/data"
WORDS = "words.bin"


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


class OneRow(nn.Module):
    """The layers over one text (c tokens) and what it is read beside (a), in one row without padding."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge, self.layers = judge, nn.ModuleList(Joined(layer) for layer in judge.layers)

    def forward(self, claim: Tensor, abstract: Tensor) -> Tensor:
        """(1, c + a, width)"""
        long = claim.shape[0]
        places = torch.cat([torch.arange(long), torch.arange(abstract.shape[0]) + CLAIM_ROOM])
        x = self.judge.embed(torch.cat([claim, abstract]), places)[None]
        for layer in self.layers:
            x = layer(x, long)
        return x


class OnePair(nn.Module):
    """`claim` (c) beside `abstract` (a) with `sentence` (s, a): the logits (3) and (s)."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.row = OneRow(judge)

    def forward(self, claim: Tensor, abstract: Tensor, sentence: Tensor) -> tuple[Tensor, Tensor]:
        x, long = self.row(claim, abstract), claim.shape[0]
        asked, told = x[:, :long].mean(1, keepdim=True), sentence[None] @ x[:, long:]
        stance, where = self.row.judge.heads(asked, told, torch.zeros(1, sentence.shape[0]))
        return stance[0, 0], where[0, 0]


class OnePage(nn.Module):
    """A sentence as `claim` (c) beside its page as `abstract` (a): the logits (2 + kinds) and (2, a)."""

    def __init__(self, reader: PageReader) -> None:
        super().__init__()
        self.row, self.reader = OneRow(reader.encoder), reader

    def forward(self, claim: Tensor, abstract: Tensor) -> tuple[Tensor, Tensor]:
        x, long = self.row(claim, abstract), claim.shape[0]
        said = x[:, :long].mean(1, keepdim=True)
        return self.reader.page(said)[0, 0], self.reader.pointing(said, x[:, long:])[0, 0]


def export(model: nn.Module, file: Path) -> None:
    """Write `file`, and the embeddings beside it; they have to be those that other networks there share."""
    reads, says = (["claim", "abstract"], ["page", "points"])
    example = (torch.arange(1000, 1009), torch.arange(2000, 2030))
    if isinstance(model, OnePair):
        reads, says, example = [*reads, "sentence"], ["stance", "where"], (*example, torch.ones(4, 30) / 30)
    sizes = {
        "claim": {0: "c"},
        "abstract": {0: "a"},
        "sentence": {0: "s", 1: "a"},
        "where": {0: "s"},
        "points": {1: "a"},
    }
    with tempfile.TemporaryDirectory() as place:
        plain, whole = str(Path(place) / "plain.onnx"), str(Path(place) / "whole.onnx")
        torch.onnx.export(
            model, example, plain, input_names=reads, output_names=says,
            dynamic_axes={name: size for name, size in sizes.items() if name in (*reads, *says)},
            opset_version=17, dynamo=False, custom_opsets={"com.microsoft": 1},
        )  # fmt: skip
        model.eval()
        # what the operator gives is not known to the shapes' inference; 7 bits, because AVX2 saturates with 8
        known = {"DefaultTensorType": onnx.TensorProto.FLOAT}
        quantize_dynamic(
            plain, whole, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, extra_options=known
        )
        _write(onnx.load(whole), file)


def _write(model: onnx.ModelProto, file: Path) -> None:
    words = next(one for one in model.graph.initializer if one.name.endswith("words.weight_quantized"))
    shared = file.with_name(WORDS)
    if shared.exists() and shared.read_bytes() != words.raw_data:
        raise SystemExit(f"{shared}: another network's words are not this one's; export both from one base")
    shared.write_bytes(words.raw_data)
    set_external_data(words, WORDS)
    words.ClearField("raw_data")
    file.write_bytes(model.SerializeToString())


def far(exact: Callable[[Batch], Tensor], file: Path, reader: Reader) -> str:
    """Over claims of validation documents: the largest and mean difference of a logit, and how often the class changes."""
    session, gaps, changed = onnxruntime.InferenceSession(file), [], []
    for document in [d for d in corpus().values() if d.part == "validation" and d.claims][:60]:
        for one in document.claims[:3]:
            batch = pack([whole(reader, document, [one])])
            with torch.no_grad():
                want = exact(batch)[0, 0].numpy()
            long = int((batch.texts[0] == 0).sum())
            given = {
                "claim": batch.ids[0, long:].numpy(),
                "abstract": batch.ids[0, :long].numpy(),
                "sentence": batch.sentence[0, :, :long].numpy(),
            }
            got = session.run(None, {one.name: given[one.name] for one in session.get_inputs()})[0]
            gaps.append(np.abs(want - got).max())
            changed.append(want.argmax() != got.argmax())
    return f"int8 against float32, {len(gaps)} texts: logits differ by {np.mean(gaps):.3f} in the mean, {max(gaps):.2f} at most; class changed in {100 * np.mean(changed):.1f}%"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("network", choices=("judge", "page"))
    parser.add_argument("weights", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=TARGET)
    args = parser.parse_args()
    args.to.mkdir(parents=True, exist_ok=True)
    file = args.to / f"{args.network}.onnx"
    tokenizer = json.loads((args.base / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer |= {"truncation": None, "padding": None, "post_processor": None}
    (args.to / "tokenizer.json").write_text(
        json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    if args.network == "page":
        reader = load_page_reader(args.weights).eval()
        export(OnePage(reader).eval(), file)
        told = far(lambda batch: reader(*batch.read[:4])[0], file, Reader(args.base / "tokenizer.json"))
    else:
        judge = load(args.weights).eval()
        export(OnePair(judge).eval(), file)
        told = far(lambda batch: judge(*batch.read)[0], file, Reader(args.base / "tokenizer.json"))
    for one in sorted(args.to.iterdir()):
        print(f"{one.name}: {one.stat().st_size / 1e6:.1f} MB")
    print(told)


if __name__ == "__main__":
    main()
