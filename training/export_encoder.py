"""Makes the folder that `rank.encoder` names out of a sentence encoder as it is published: tokenizer and int8 ONNX.

    python training/export_encoder.py SOURCE TARGET

SOURCE is a folder with `config.json`, `tokenizer.json` and `model.safetensors` of a BERT-like encoder whose token
vectors are averaged, such as all-MiniLM-L6-v2 (Apache-2.0, "sentence-transformers" family). TARGET gets
`tokenizer.json` and `model.onnx`. Needs torch, transformers, onnx, onnxscript and onnxruntime; claimcheck itself needs
none of them but onnxruntime and tokenizers. The last line tells how far the int8 model is from the original.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from transformers import AutoModel

PROBES = ("Aspirin lowers the risk of stroke.", "Low-dose acetylsalicylic acid and cerebrovascular events: a cohort.")


class Tokens(torch.nn.Module):
    """The encoder with one output: the vectors of the tokens, which claimcheck averages."""

    def __init__(self, source: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(source, attn_implementation="eager")

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Vectors of shape (texts, tokens, width)."""
        output: torch.Tensor = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return output


def encoded(tokenizer: Tokenizer) -> tuple[torch.Tensor, torch.Tensor]:
    """The probes as the model's two inputs."""
    rows = tokenizer.encode_batch(list(PROBES))
    return torch.tensor([row.ids for row in rows]), torch.tensor([row.attention_mask for row in rows])


def export(source: Path, target: Path) -> None:
    """Write the folder. `eval()` comes first: dropout would otherwise be frozen into the graph."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source / "tokenizer.json", target / "tokenizer.json")
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.enable_padding()
    model = Tokens(source).eval()
    ids, mask = encoded(tokenizer)
    texts, tokens = torch.export.Dim("texts", max=4096), torch.export.Dim("tokens", max=512)
    with tempfile.TemporaryDirectory() as folder, torch.inference_mode():
        full = Path(folder) / "full.onnx"
        shapes = {"input_ids": {0: texts, 1: tokens}, "attention_mask": {0: texts, 1: tokens}}
        torch.onnx.export(
            model,
            (ids, mask),
            str(full),
            dynamo=True,
            external_data=False,
            input_names=["input_ids", "attention_mask"],
            output_names=["last_hidden_state"],
            dynamic_shapes=shapes,
        )
        quantize_dynamic(full, target / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
        print(f"agreement with the original: {_agreement(model, target, ids, mask):.4f} (cosine, 1 is the same)")


def _agreement(model: Tokens, target: Path, ids: torch.Tensor, mask: torch.Tensor) -> float:
    session = onnxruntime.InferenceSession(str(target / "model.onnx"))
    (ours,) = session.run(None, {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})
    weights = mask.unsqueeze(-1)
    theirs, made = (model(ids, mask) * weights).sum(1), (torch.from_numpy(ours) * weights).sum(1)
    return float(torch.nn.functional.cosine_similarity(theirs, made).min())


def main() -> None:
    """Read the two folders from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    export(given.source, given.target)


if __name__ == "__main__":
    main()
