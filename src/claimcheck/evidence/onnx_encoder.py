"""A BERT-like sentence encoder as ONNX, run by onnxruntime on one core (extra `claimcheck[semantic]`).

Imported by `encoder.load_encoder` only, since the packages are heavy and optional. Token vectors are averaged and brought
to length 1, as the sentence-transformers family does (Reimers and Gurevych, "Sentence-BERT", 2019).
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from claimcheck.errors import UsageError

LONGEST = 256
"""Tokens of a text that are read."""
_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}

_Vector = NDArray[np.float32]


class OnnxEncoder:
    """The encoder of a folder."""

    def __init__(self, folder: Path, kept: int | None) -> None:
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self._session = _session(_model(folder))
        self._inputs = [one.name for one in self._session.get_inputs()]
        if not {"input_ids", "attention_mask"} <= set(self._inputs) <= _INPUTS:
            raise UsageError(f"{folder}: not a sentence encoder: its model asks for {', '.join(self._inputs)}")
        self._vector = lru_cache(maxsize=kept)(self._encoded)

    def cosines(self, statement: str, texts: Sequence[str]) -> list[float]:
        """The cosine of each text with the statement, in order."""
        own = self._vector(statement)
        return [float(own @ self._vector(text)) for text in texts]

    def _encoded(self, text: str) -> _Vector:
        row = self._tokenizer.encode(text)
        given = {"input_ids": row.ids, "attention_mask": row.attention_mask, "token_type_ids": row.type_ids}
        feed = {name: np.array([given[name]], np.int64) for name in self._inputs}
        output: _Vector = self._session.run(None, feed)[0]
        vector: _Vector = output[0].mean(axis=0) if output.ndim == 3 else output.reshape(-1)
        return vector / max(float(np.linalg.norm(vector)), 1e-9)


def _tokenizer(path: Path) -> Tokenizer:
    if not path.is_file():
        raise UsageError(f"{path}: no such file; rank.encoder names a folder with tokenizer.json and model.onnx")
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises nothing narrower
        raise UsageError(f"{path}: not a tokenizer: {error}") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def _model(folder: Path) -> Path:
    for path in (folder / "model.onnx", folder / "onnx" / "model.onnx"):
        if path.is_file():
            return path
    raise UsageError(f"{folder}: neither model.onnx nor onnx/model.onnx is there")


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its exceptions share no public base
        raise UsageError(f"{path}: not an ONNX model that onnxruntime can run: {error}") from error
