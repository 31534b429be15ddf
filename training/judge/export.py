"""Writes the network as the product runs it: int8 ONNX for one claim beside several abstracts, with its tokenizer.

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
from attrs import frozen
from batches import Reader, pack, whole
from corpus import corpus
from network import Judge, Shape
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

TARGET = Path(__file__).parents[2] / "src/claimcheck/evidence/data/judge"


@frozen
class Alone(Shape):
    """One claim, so without padding: its tokens stand as they are."""

    def spread(self, x: Tensor) -> Tensor:
        return x.view(-1, self.tokens, x.shape[-1])

    def gather(self, x: Tensor) -> Tensor:
        return x.flatten(0, 1)


class OneClaim(nn.Module):
    """`claim` (c) beside `abstracts` (d, a) with `sentence` (d, s, a); gives (d, 3) and (d, s)."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(self, claim: Tensor, abstracts: Tensor, sentence: Tensor) -> tuple[Tensor, Tensor]:
        claims = claim[None, None, :].expand(abstracts.shape[0], 1, -1)
        stance, where = self.judge(claims, abstracts, sentence, shape=Alone)
        return stance[:, 0], where[:, 0]


def export(judge: Judge, to: Path) -> None:
    model = OneClaim(judge.eval()).eval()
    example = (torch.arange(1000, 1009), torch.arange(2000, 2060).view(2, 30), torch.ones(2, 4, 30) / 30)
    names = ["claim", "abstracts", "sentence"]
    sizes = {"claim": {0: "c"}, "abstracts": {0: "d", 1: "a"}, "sentence": {0: "d", 1: "s", 2: "a"}}
    with tempfile.TemporaryDirectory() as place:
        plain = str(Path(place) / "plain.onnx")
        torch.onnx.export(
            model, example, plain, input_names=names, output_names=["stance", "where"],
            dynamic_axes={**sizes, "stance": {0: "d"}, "where": {0: "d", 1: "s"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        model.eval()
        quantize_dynamic(plain, to / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        once(to / "model.onnx")


def once(file: Path) -> None:
    """Keep one copy of equal weights: claim and abstract go through the same layers, and each way was written out."""
    model = onnx.load(file)
    first: dict[tuple[object, ...], str] = {}
    renamed = {}
    for one in list(model.graph.initializer):
        key = (one.data_type, tuple(one.dims), one.raw_data or one.SerializeToString())
        if (kept := first.setdefault(key, one.name)) != one.name:
            renamed[one.name] = kept
            model.graph.initializer.remove(one)
    for node in model.graph.node:
        for at, name in enumerate(node.input):
            node.input[at] = renamed.get(name, name)
    onnx.checker.check_model(model)
    onnx.save(model, file)


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
                "abstracts": batch.abstracts.numpy(),
                "sentence": batch.sentence.numpy(),
            }
            got = session.run(None, given)[0][0]
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
