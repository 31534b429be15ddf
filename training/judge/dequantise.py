"""Makes weights of the network that ships, to go on from (`train.py --start`): int8 taken back to float32.

    python training/judge/dequantise.py OUT --base FOLDER [--of FOLDER]

What words mean is taken from the base encoder, whose training leaves it as it was.
"""

import argparse
from pathlib import Path

import onnx
import torch
from export import TARGET
from network import load_base
from onnx import numpy_helper
from torch import Tensor

PARTS = ("query", "key", "value")
MATRICES = ("joined", "out", "up", "down")
HEADS = ("asks", "tells", "pooled", "stance")


def dequantise(file: Path) -> dict[str, Tensor]:
    """The weights by the names of `network.Judge`. Matrices that the export left without a name come in the order of use."""
    graph = onnx.load(file).graph
    told = {one.name: torch.tensor(numpy_helper.to_array(one)) for one in graph.initializer}
    found = {name.rpartition("judge.")[2]: value for name, value in told.items() if value.dtype == torch.float32}
    found = {name.removeprefix("row."): value for name, value in found.items()}
    found = {name: value for name, value in found.items() if name.endswith((".weight", ".bias"))}
    matrices = []
    for node in graph.node:
        for name in node.input:
            if name.endswith("_quantized") and name in told:
                whole = _floats(told, name.removesuffix("_quantized"))
                if "judge." in name:
                    found[name.rpartition("judge.")[2].removesuffix("_quantized")] = whole
                elif not any(whole is known for known in matrices):
                    matrices.append(whole)
    layers = (len(matrices) - len(HEADS)) // len(MATRICES)
    names = [f"layers.{n}.{part}" for n in range(layers) for part in MATRICES] + list(HEADS)
    for name, matrix in zip(names, matrices, strict=True):
        found[f"{name}.weight"] = matrix.t().contiguous()
    for n in range(layers):
        for kind in ("weight", "bias"):
            joined = found.pop(f"layers.{n}.joined.{kind}")
            found |= {
                f"layers.{n}.{part}.{kind}": piece for part, piece in zip(PARTS, joined.chunk(len(PARTS)), strict=True)
            }
    kind = next(value for name, value in told.items() if name.startswith("onnx::Add"))
    return {**found, "kinds.weight": torch.stack([kind, kind])}


def _floats(told: dict[str, Tensor], name: str) -> Tensor:
    whole = told[f"{name}_quantized"].float() - told[f"{name}_zero_point"].float()
    return whole * told[f"{name}_scale"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--of", type=Path, default=TARGET)
    args = parser.parse_args()
    words = load_base(args.base / "model.safetensors").words.weight.detach()
    torch.save({**dequantise(args.of / "judge.onnx"), "words.weight": words}, args.out)


if __name__ == "__main__":
    main()
